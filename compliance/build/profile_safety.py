"""Safety, AI and paperwork in the profile model."""

from compliance.build.leaves import Section, choice, day, ident, part, quantity, text, truth
from compliance.build.profile_body import Item

AREAS = [
    "skull_forehead", "face", "neck", "back_shoulders", "chest", "abdomen", "pelvis", "upper_arms_elbows",
    "lower_arms_wrists", "hands_fingers", "thighs_knees", "lower_legs",
]  # fmt: skip
PURPOSES = [
    "emergency_stop", "protective_stop", "speed_limiting", "force_limiting", "separation", "reset", "other",
]  # fmt: skip
STOP_CAUSES = ["command", "power_loss", "link_loss", "fault", "loss_of_balance"]
DOCUMENTS = [
    "risk_assessment", "technical_file", "instructions", "declaration_of_conformity",
    "declaration_of_incorporation", "lifecycle_plan", "interface_description", "model_card", "data_card",
    "battery_test_summary", "data_sheet", "ethics_assessment", "cybersecurity_assessment", "other",
]  # fmt: skip
SCHEMES = ["cr", "ccc", "srrc", "un_38_3", "eu_type_examination", "nrtl", "other"]
MOVING: dict[str, str | list[str]] = {"speed": "speed", "load": "mass"}
METHODS = ["declared", "inspected", "calculated", "simulated", "measured", "field"]
PARTIES = ["first", "second", "third"]
COMPETENCES = ["none", "iso_iec_17025", "iso_iec_17020", "iso_iec_17065", "notified_body"]
ATTESTATIONS = ["test_report", "declaration", "certificate"]


class Hazard(Item):
    """One hazard of the risk assessment (ISO 12100)."""

    description: object = text("What can hurt whom, and how", "falls on a bystander when power is lost")
    source_of_harm: object = choice(
        ["fall", "contact", "held_load", "electrical", "thermal", "software", "other"],
        "What the harm comes from",
    )
    measure: object = text("The protective measure taken", "controlled sit-down within 1.5 s")
    residual_accepted_by: object = text("Person who accepted the residual risk", "J. Li, product safety")


class SafetyFunction(Item):
    """One safety function (ISO 13849-1)."""

    purpose: object = choice(
        PURPOSES,
        "What the function does",
    )
    required_performance_level: object = quantity("performance_level", "Level the risk asks for (PLr)", "d")
    performance_level: object = quantity("performance_level", "Level reached, quantified part", "d")
    category: object = choice(["B", "1", "2", "3", "4"], "Category of the architecture", "3")
    pfhd: object = quantity("failure_rate", "Average frequency of a dangerous failure per hour", "2e-7 1/h")
    reaction_time: object = quantity("duration", "From the event to the start of the reaction", "80 ms")


class Stop(Item):
    """What the robot does for one cause of stopping."""

    cause: object = choice(STOP_CAUSES, "What makes the robot stop")
    category: object = choice(["0", "1", "2", "none"], "Stop category (IEC 60204-1)", "1")
    behaviour: object = text("What happens, in words", "sits down, then removes power")
    time: object = quantity("duration", "From the cause to standstill", "1.2 s", at=MOVING)
    distance: object = quantity("length", "Way from the cause to standstill", "0.6 m", at=MOVING)


class Fall(Section):
    """Falling of a balancing robot."""

    zone: object = quantity("length", "Radius a fall can reach, from the point between the feet", "2.0 m")
    detection_time: object = quantity("duration", "From loss of balance to its detection", "50 ms")
    response: object = choice(["crouch", "step", "directed_fall", "none"], "Behaviour after loss of balance")


class Contact(Item):
    """One foreseeable or planned contact of a robot part with a person."""

    area: object = choice(AREAS, "Body area touched (ISO/TS 15066, Annex A)", "chest")
    mode: object = choice(["transient", "quasi_static"], "Free impact, or clamping")
    planned: object = truth("Part of the intended use, not only an accident")
    peak_force: object = quantity("force", "Largest contact force", "120 N")
    peak_pressure: object = quantity("pressure", "Largest contact pressure", "90 N/cm²")


class Emissions(Section):
    """What the robot gives off."""

    sound_pressure_level: object = quantity(
        "sound_level", "A-weighted emission sound pressure level at the work station", "62 dB(A)"
    )
    at_most_70_db: object = truth("The A-weighted level at the work station is not above 70 dB(A)")


class AiModel(Item):
    """One learned model on the robot. Its architecture is never judged."""

    role: object = text("What the model decides", "whole-body motion policy")
    safety_role: object = choice(
        ["inside_safety_function", "supervised_by_non_ai_safety_function", "development_tool", "none"],
        "Part the model plays in safety (ISO/IEC TR 5469)",
        "none",
    )
    learns_in_operation: object = truth("Changes its behaviour after delivery")
    version: object = text("Version or hash of the weights", "2026.05")
    real_data_share: object = quantity("ratio", "Share of training data recorded on real robots", "40 %")
    teleoperated_data_share: object = quantity("ratio", "Share recorded under teleoperation", "20 %")
    simulated_data_share: object = quantity("ratio", "Share from simulation", "30 %")
    generated_data_share: object = quantity("ratio", "Share made by generative models", "10 %")
    web_data_share: object = quantity("ratio", "Share taken from the web", "0 %")


class Ai(Section):
    """AI on the robot."""

    models: list["AiModel"] = part("Learned models")


class Document(Item):
    """One document that accompanies the robot."""

    type: object = choice(DOCUMENTS, "Kind of document")
    title: object = text("Title or number", "Risk assessment RA-07")
    revision: object = text("Revision", "C")
    issued: object = day("Day of issue")


class Certificate(Item):
    """One certificate held; the scope is what the body attested, never more."""

    scheme: object = choice(SCHEMES, "Scheme")
    body: object = text("Certification body", "TÜV SÜD")
    number: object = text("Number", "CR-2026-0001")
    scope: object = text("Models, variants and revisions attested", "G1 EDU, hardware B")
    status: object = choice(["valid", "suspended", "withdrawn", "expired"], "Status on the day it was read")
    valid_until: object = day("Last day of validity")


class Review(Item):
    """One review of the risk assessment or of this profile."""

    by: object = text("Who reviewed", "A. Meyer")
    independent: object = truth("Reviewer had no part in the design")
    held: object = day("Day of the review")


class Conformity(Section):
    """How conformity is going to be shown."""

    machinery_route: object = choice(
        ["module_a", "modules_b_c", "module_h", "module_g", "partly_completed", "none"],
        "Conformity assessment procedure for machinery law",
    )


class Attestation(Section):
    """What a body says in writing about an evidence entry (ISO/IEC 17000)."""

    type: str = choice(ATTESTATIONS, "Form of the attestation", plain=True)
    scheme: str = text("Certification scheme", "CR", plain=True)
    body: str = text("Who attests", "TÜV SÜD", plain=True)
    number: str = text("Number", "TR-2026-118", plain=True)
    status: str = choice(["valid", "suspended", "withdrawn"], "Status on the day it was read", plain=True)
    valid_until: str = day("Last day of validity", plain=True)


class Revisions(Section):
    """The four revisions that a test result belongs to."""

    hardware: str = text("Hardware revision", "B", plain=True)
    firmware: str = text("Firmware revision", "1.4.2", plain=True)
    policy: str = text("Revision of model weights and behaviour", "2026.05", plain=True)
    safety_parameters: str = text("Revision of safety parameters", "7", plain=True)


class Evidence(Section):
    """One evidence entry: how a value was obtained, by whom, and the file that says so."""

    id: str = ident("Name of this entry", "weighing-2026-05")
    method: str = choice(METHODS, "How the values were obtained", "measured", plain=True, required=True)
    party: str = choice(PARTIES, "Maker, buyer or independent (ISO/IEC 17000)", plain=True)
    competence: str = choice(COMPETENCES, "Competence that covers the method on the day", plain=True)
    date: str = day("Day the work was done", plain=True)
    file: str = text("File with the result, below the profile's folder", "evidence/weighing.pdf", plain=True)
    sha256: str = text("SHA-256 of that file, in hexadecimal", "9f86d081…", plain=True)
    revisions: Revisions = part("Revisions that were tested")
    valid_until: str = day("Last day on which the result may be used", plain=True)
    read_by: str = text("Who took the numbers from the file", "M. Chen", plain=True)
    note: str = text("Remark", "two scales, mean of five", plain=True)
    attestation: Attestation = part("Attestation that covers this entry")
