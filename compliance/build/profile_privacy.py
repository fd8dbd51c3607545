"""Personal data in the profile model: what is held of people, where it goes, how long its papers are kept."""

from compliance.build.leaves import Section, quantity, truth, words


class Privacy(Section):
    """Personal data of the people around the robot."""

    sensitive_data: object = words(
        ["biometrics", "location", "children"], "Sensitive personal data; `children` are people under 14"
    )
    assessment_retention: object = quantity(
        "duration", "Time for which the record of the impact assessment on personal data is kept", "3 a"
    )
    face_recognition: object = truth("Tells people apart by their faces")
    stored_faces: object = quantity("count", "People whose faces are stored", 200)
    people_exported: object = quantity(
        "count", "People whose personal data, none of it sensitive, left China since 1 January", 1200
    )
    sensitive_people_exported: object = quantity(
        "count", "People whose sensitive personal data left China since 1 January", 0
    )
