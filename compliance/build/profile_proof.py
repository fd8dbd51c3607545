"""AI and proof in the profile model: models, tests, parts, documents, certificates, evidence."""

from compliance.build.leaves import (
    Section,
    choice,
    day,
    ident,
    informational,
    leaf,
    names,
    part,
    quantity,
    setting,
    text,
    truth,
    words,
)
from compliance.build.profile_body import Item
from compliance.measure import METHODS as LOG_METHODS

PARTS = [
    "reducer", "motor", "encoder", "actuator", "bearing", "screw", "brake", "cell", "battery", "controller", "sensor",
    "hand", "structure", "cable", "other",
]  # fmt: skip
DOCUMENTS = [
    "risk_assessment", "technical_file", "instructions", "declaration_of_conformity", "battery_passport",
    "declaration_of_incorporation", "lifecycle_plan", "interface_description", "model_card", "data_card",
    "battery_test_summary", "data_sheet", "ethics_assessment", "cybersecurity_assessment",
    "ai_impact_assessment", "accessibility_statement", "insurance_policy", "esd_control_plan",
    "explosion_protection_document", "approach_distances", "work_rules", "inspection_record", "training_record",
    "other",
]  # fmt: skip
SCHEMES = [
    "cr", "ccc", "srrc", "un_38_3", "eu_type_examination", "nrtl", "explosion_protection", "mining_safety_mark", "msha",
    "kc", "kcs", "kr_outdoor_robot", "kr_workplace", "kr_inspection", "giteki", "pse", "jp_type_examination",
    "iec_62133_2", "iec_62619", "ul_2271", "other",
]  # fmt: skip
METHODS = ["declared", "inspected", "calculated", "simulated", "measured", "field"]
PARTIES = ["first", "second", "third"]
COMPETENCES = ["none", "iso_iec_17025", "iso_iec_17020", "iso_iec_17065", "notified_body"]
ATTESTATIONS = ["test_report", "declaration", "certificate"]


class AiModel(Item):
    """One learned model on the robot. Its architecture is never judged."""

    role: object = informational(text("What the model decides", "whole-body motion policy"))
    architecture: object = informational(text("Architecture; never judged", "vision-language-action transformer"))
    licence: object = text("Licence of weights, code and training data", "proprietary")
    update_route: object = informational(
        choice(["none", "service", "over_the_air"], "How it is changed after delivery", "over_the_air")
    )
    runs_on: object = informational(text("Id of the processor it runs on", "main-gpu"))
    high_risk: object = truth("The maker classes it as a high-risk AI system (EU AI Act)")
    listed_use: object = truth("Its use is listed in Annex III of the EU AI Act")
    general_purpose: object = truth("Rests on a general-purpose AI model of another provider")
    provider_documents: object = text("Documents of the provider of that model", "model card and summary of 2026-03")
    training_compute: object = choice(
        ["up_to_1e25", "above_1e25", "above_1e26"], "Floating-point operations spent on training", "up_to_1e25"
    )
    commercial_use: object = truth("Its licence allows commercial use, read from the licence itself")
    safety_role: object = choice(
        ["inside_safety_function", "supervised_by_non_ai_safety_function", "development_tool", "none"],
        "Part the model plays in safety (ISO/IEC TR 5469)",
        "none",
    )
    learns_in_operation: object = truth("Goes on learning in use, without a new release")
    version: object = informational(text("Version or hash of the weights", "2026.05"))
    real_data_share: object = quantity(
        "ratio", "Share of training data recorded on real robots without teleoperation", "40 %"
    )
    teleoperated_data_share: object = quantity("ratio", "Share of training data recorded under teleoperation", "20 %")
    simulated_data_share: object = quantity("ratio", "Share of training data from simulation", "30 %")
    generated_data_share: object = quantity("ratio", "Share of training data made by generative models", "10 %")
    web_data_share: object = quantity("ratio", "Share of training data taken from the web", "0 %")
    drives_motion: object = truth("Its output moves the robot")


class Ai(Section):
    """AI on the robot."""

    models: list["AiModel"] = part("Learned models")
    emotion_inference: object = choice(
        ["none", "medical_or_safety", "other"], "Infers emotions of people, and for which reason", "none"
    )
    interacts_with_people: object = truth("Talks to people or answers their gestures")
    generates_content: object = truth("Makes synthetic sound, images, video or text")
    content_marked: object = truth("What it makes is marked as made by AI, readable by machines")
    sorts_people: object = truth("Sorts people by biometric features")
    people_told: object = truth("People exposed to that, or to the inference of emotions, are told")
    log_retention: object = quantity("duration", "Time for which logs made by the AI system itself are kept", "6 mo")
    serious_incident_time: object = quantity("duration", "From knowing of a serious incident to the report", "15 d")
    disclosure: object = choice(
        ["told", "obvious", "not_told"], "How people learn that they deal with an AI system", "told"
    )
    generated_content: object = words(["text", "image", "speech", "video"], "What it generates for people")
    image_label_height: object = quantity(
        "ratio", "Height of the label on a generated image, as a share of the shortest side", "5 %"
    )
    video_label_duration: object = quantity("duration", "Time for which a generated video shows its label", "2 s")


class Trial(Item):
    """One campaign of tests with all its results."""

    protocol: object = informational(text("Protocol or test method", "ISO 18646-1"))
    task: object = text("What was done", "pick a box from a shelf and set it down")
    place: object = choice(["robot", "simulation", "bench"], "On the robot, in simulation or on a test bench")
    autonomy: object = choice(["autonomous", "supervised", "teleoperated"], "Degree of autonomy")
    trials: object = quantity("count", "Trials run", 60)
    successes: object = quantity("count", "Trials that succeeded", 58)
    interventions: object = informational(quantity("count", "Times a person had to step in", 1))
    steps: object = quantity("count", "Steps of a long task, one after the other without a reset", 20)
    counterpart: object = text(
        "Of a campaign in simulation: id of the campaign on the robot for the same task", "totes"
    )
    all_results: object = truth("Failures and aborted runs are listed too")
    hours: object = informational(quantity("duration", "Time of work covered", "120 h"))


class Concentration(Item):
    """How concentrated one category of bought parts is, by supplier and by country."""

    category: object = informational(text("Category of parts", "actuators"))
    suppliers: object = quantity("count", "Herfindahl-Hirschman index over suppliers, 0 to 10000 points", "1500")
    countries: object = quantity("count", "Herfindahl-Hirschman index over countries of origin", "1700")


class Document(Item):
    """One document that accompanies the robot."""

    type: object = choice(DOCUMENTS, "Kind of document")
    title: object = text("Title or number", "Risk assessment RA-07")
    revision: object = informational(text("Revision", "C"))
    issued: object = informational(day("Day of issue"))
    kept: object = quantity("duration", "Time for which it is kept and can be had", "10 a")
    form: object = choice(["paper", "digital", "both"], "How it is handed over", "digital")
    paper_time: object = quantity("duration", "Time in which a buyer gets it on paper, free, when asked for", "2 wk")


class Point(Item):
    """One point of a law or a standard, and how this robot meets it: a row of the maker's checklist."""

    instrument: object = setting(text("Id of the document, as the standard names it", "eu-2023-1230"))
    point: object = setting(text("Point or clause of the document", "1.3.4"))
    state: object = choice(["met", "not_met", "not_relevant"], "Whether the robot meets it", "met")
    means: object = text("How it is met, or why it is not relevant", "all edges rounded to 2 mm and covered")
    result: object = text("What a test or an inspection found, as printed", "no edge under 2 mm")
    document: object = text("Where that is shown: document and section", "technical file TF-04, section 3")


class Certificate(Item):
    """One certificate held; the scope is what the body attested, never more."""

    scheme: object = choice(SCHEMES, "Scheme")
    body: object = informational(text("Certification body", "TÜV SÜD"))
    number: object = text("Number", "CR-2026-0001")
    scope: object = text("Models, variants and revisions attested", "G1 EDU, hardware B")
    status: object = choice(["valid", "suspended", "withdrawn", "expired"], "Status on the day it was read")
    valid_until: object = day("Last day of validity")
    no_end: object = text("Why it has no last day of validity", "unlimited by the scheme")
    mode: object = choice(["a", "b"], "Mode of the CR scheme: a sample alone, or with factory inspection", "b")


class Review(Item):
    """One review of the risk assessment or of this profile."""

    by: object = informational(text("Who reviewed", "A. Meyer"))
    independent: object = truth("Reviewer had no part in the design")
    held: object = informational(day("Day of the review"))


class Part(Item):
    """One line of the bill of materials."""

    type: object = informational(choice(PARTS, "Kind of part"))
    supplier: object = informational(text("Who makes it", "Example Drives"))
    part_number: object = informational(text("Part number", "HD-25-100"))
    number: object = informational(quantity("count", "How many are built in", 6))
    mass: object = informational(quantity("mass", "Mass of one", "0.4 kg"))
    country: object = informational(text("Country of origin", "CN"))
    single_source: object = informational(truth("Only one supplier is qualified"))
    rated_life: object = informational(quantity("duration", "Rated life", "10000 h"))


class Description(Item):
    """One machine-readable description of the robot."""

    format: object = choice(["urdf", "mjcf", "sdf", "usd", "step"], "File format", "urdf")
    file: object = text("File name or address", "g1_29dof.urdf")
    revision: object = text("Revision", "rev_1_0")
    mass: object = quantity("mass", "Sum of the link masses in the file", "33.3 kg")
    joints: object = informational(quantity("count", "Movable joints in the file", 29))
    massless_links: object = quantity("count", "Moving links without a mass in the file", 0)


class Exclusion(Item):
    """What the maker rules out, and what stands behind it."""

    statement: object = text("What is excluded", "no people inside the fence in automatic mode")
    requirement: object = text("Id of the requirement it concerns", "P6-CONTACT-002")
    by: object = choice(["guard", "instruction", "design", "other"], "How it is made sure", "guard")


class Alternative(Item):
    """A clause met by other means (argued, not claimed)."""

    requirement: object = text("Id of the requirement", "P6-ESTOP-001")
    hazard: object = informational(text("Id of the hazard", "fall-on-stop"))
    measure: object = text("What is done instead", "controlled sit-down before power is removed")
    argument: object = informational(text("Why it reduces the risk at least as well", "see RA-07, chapter 4"))
    assessor: object = text("Who assessed it", "A. Meyer, independent")
    accepted: object = truth("Accepted by the assessor")
    decided: object = informational(day("Day of the decision"))


class Conformity(Section):
    """How conformity is going to be shown."""

    ai_route: object = choice(
        ["internal_control", "notified_body", "not_high_risk", "none"], "Route under AI law", "not_high_risk"
    )
    cyber_route: object = choice(
        ["internal_control", "eu_type_examination", "full_quality_assurance", "certification", "none"],
        "Route under cybersecurity law (EU Cyber Resilience Act)",
    )
    data_export_route: object = choice(
        ["security_assessment", "standard_contract", "certification", "none"],
        "Route under Chinese rules on personal data that leave the country",
    )
    identity_registered: object = truth("Registered under the life-cycle specification")
    file_retention: object = quantity("duration", "Time for which the technical documentation is kept", "10 a")
    hazard_report_time: object = quantity("duration", "From learning of a hazard of the product to the report", "24 h")
    breach_report_time: object = quantity("duration", "From learning of a personal data breach to the report", "72 h")
    breach_final_report_time: object = quantity(
        "duration", "From learning of a personal data breach to the final report", "30 d"
    )
    treats_patients: object = truth(
        "Touches patients to rehabilitate or assess them, or to compensate or relieve a condition"
    )

    machinery_route: object = choice(
        ["module_a", "modules_b_c", "module_h", "module_g", "partly_completed", "none"],
        "Conformity assessment procedure for machinery law",
    )
    annex_i_part_b: object = truth("Falls in a category of Annex I Part B of the Machinery Regulation")
    category_standards: object = truth("Harmonised standards of that category cover every relevant requirement")


class Attestation(Section):
    """What a body says in writing about an evidence entry (ISO/IEC 17000)."""

    type: str = choice(ATTESTATIONS, "Form of the attestation", plain=True)
    scheme: str = text("Certification scheme", "CR", plain=True)
    body: str = text("Who attests", "TÜV SÜD", plain=True)
    number: str = text("Number", "TR-2026-118", plain=True)
    status: str = choice(["valid", "suspended", "withdrawn"], "Status on the day it was read", plain=True)
    valid_until: str = day("Last day of validity", plain=True)
    no_end: str = text("Why a certificate has no last day of validity", "the scheme sets none", plain=True)


class Revisions(Section):
    """The four revisions that a test result belongs to."""

    hardware: str = text("Hardware revision", "B", plain=True)
    firmware: str = text("Firmware revision", "1.4.2", plain=True)
    policy: str = text("Revision of model weights and behaviour", "2026.05", plain=True)
    safety_parameters: str = text("Revision of safety parameters", "7", plain=True)


class Calibration(Section):
    """Calibration of the instruments that measured."""

    laboratory: str = informational(text("Who calibrated", "Example Metrology", plain=True))
    number: str = informational(text("Number of the certificate", "CAL-2026-311", plain=True))
    valid_until: str = day("Last day on which the calibration holds", plain=True)
    not_needed: str = text("Why there was nothing to calibrate", "runs are counted, nothing is measured", plain=True)


class Accreditation(Section):
    """What stands behind a competence: who granted it, and for which methods."""

    body: str = informational(text("Accreditation body", "CNAS", plain=True))
    number: str = informational(text("Number", "L12345", plain=True))
    scope: list[str] = names("Ids of the protocols in its scope", "gbt44251-slope")
    valid_until: str = day("Last day of validity", plain=True)


class Measurement(Section):
    """How the values were taken from a raw log, so that they can be taken again (`compliance measure`)."""

    method: str = choice(list(LOG_METHODS), "Method of `compliance measure`", plain=True)
    gives: list[str] = names("Fields that cite this entry, with the quantity where it has another name", "peak_force")
    columns: list[str] = names("Columns by role", "force=Fz [N]")
    units: list[str] = names("Units of columns that state none", "force=N")
    options: list[str] = names("Options of the method", "transient=0.5 s")
    U: list[str] = names("Expanded uncertainty of the instruments", "force=2 N")
    k: str = text("Coverage factor of U", "2", plain=True)


class Evidence(Section):
    """One evidence entry: how a value was obtained, by whom, and the file that says so."""

    id: str = ident("Name of this entry", "weighing-2026-05")
    method: str = choice(METHODS, "How the values were obtained", "measured", plain=True, required=True)
    party: str = choice(PARTIES, "First party (maker), second (buyer), third (independent); ISO/IEC 17000", plain=True)
    competence: str = choice(
        COMPETENCES, "Accreditation or designation that covers the method on the day of the work", plain=True
    )
    date: str = day("Day the work was done", plain=True)
    file: str = text("File with the result, below the profile's folder", "evidence/weighing.pdf", plain=True)
    sha256: str = text("SHA-256 of that file, in hexadecimal", "9f86d081…", plain=True)
    revisions: Revisions = part("Revisions that were tested")
    protocol: str = text("Id of the test protocol, or its name", "gbt44251-slope", plain=True)
    runs: int = leaf("whole", "Runs made, aborted ones included", 10, plain=True)
    all_results: bool = truth("All results of the campaign are listed, failures and aborted runs too", plain=True)
    excluded_runs: str = informational(
        text("Runs left out, each with its reason", "run 4: battery unplugged by hand", plain=True)
    )
    calibration: Calibration = part("Calibration of the instruments that measured")
    accreditation: Accreditation = part("What stands behind the competence")
    validated_by: list[str] = names(
        "Ids of the evidence of real trials that a simulation was held against", "drop-tests"
    )
    format: str = choice(["document", "junit"], "How the file is read: not at all, or as JUnit results", plain=True)
    valid_until: str = day("Last day on which the result may be used", plain=True)
    read_by: str = informational(text("Who took the numbers from the file", "M. Chen", plain=True))
    note: str = informational(text("Remark", "two scales, mean of five", plain=True))
    attestation: Attestation = part("Attestation that covers this entry")
    measurement: Measurement = part("How the values were taken from the raw log named by `file`")
