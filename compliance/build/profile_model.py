"""The spec profile as a pydantic model: the one place where fields are defined and described."""

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
    span,
    text,
    truth,
    words,
)
from compliance.build.profile_body import (
    Compute,
    Hand,
    Interface,
    Item,
    Joint,
    Limb,
    Morphology,
    Power,
    Sensor,
    Software,
)
from compliance.build.profile_matter import Gear, Lifting, Substance
from compliance.build.profile_places import PLACES, ExplosionProtection, Places
from compliance.build.profile_proof import (
    Ai,
    Alternative,
    Certificate,
    Concentration,
    Conformity,
    Description,
    Document,
    Evidence,
    Exclusion,
    Part,
    Point,
    Review,
    Revisions,
    Trial,
)
from compliance.build.profile_safety import MODES, Contact, Emissions, Fall, Hazard, Safeguard, SafetyFunction, Stop

SPECIAL = [
    "food_contact", "plant_protection", "hazardous_spraying", "wood_cutting", "underground", "towing",
    "lifting_people", "hand_guiding", "pedestrian_control", "payments",
]  # fmt: skip
USERS = ["adults_trained", "adults_untrained", "children", "patients", "frail_persons"]


class Mode(Item):
    """One mode of operation (ISO 10218-1)."""

    type: object = setting(choice(MODES, "Kind of mode", "automatic"))
    speed: object = setting(quantity("speed", "Largest speed of any part in this mode", "0.25 m/s"))
    force: object = setting(informational(quantity("force", "Force limit in this mode", "140 N")))
    people_near: object = informational(truth("People may be inside the reach of the robot"))
    enabling_device: object = informational(truth("Moves only while an enabling device is held"))
    separation: object = setting(informational(quantity("length", "Distance kept from people", "1.5 m")))


class RobotIdentity(Section):
    """Which robot this is."""

    name: object = text("Name of the model", "G1")
    maker: object = text("Maker", "Unitree Robotics")
    variant: object = text("Variant or option package", "EDU")
    identity_code: object = text("29-character identity code of the life-cycle specification", "CN…")
    placed_on_market: object = day("Day the first unit is, or was, placed on the market")
    in_service_from: object = day("Day the robot is, or was, first used at the site")
    revisions: Revisions = part("Revisions as sold")


class Use(Section):
    """What the maker intends, and what people may do (ISO 12100)."""

    intended: object = text("Intended use in one sentence", "moves parts between stations")
    users: object = words(USERS, "People who use the robot or are near it")
    contact: object = choice(["none", "foreseeable", "intended"], "Contact with people during use")
    consumer_product: object = truth("Meant for consumers, or likely to be used by them")
    environments: object = words(PLACES, "Places of use")
    ambient_temperature: object = informational(
        span("temperature", "Ambient temperature over which it works", "0..40 °C")
    )
    foreseeable_misuse: object = text("Misuse that has to be reckoned with", "people climb on it")
    humidity: object = informational(span("ratio", "Relative humidity over which it works", "10 %..80 %"))
    altitude: object = informational(quantity("length", "Largest height above sea level", "1000 m"))
    slope: object = quantity("angle", "Steepest slope it walks", "10 °")
    step_height: object = informational(quantity("length", "Highest step it climbs", "0.2 m"))
    service_life: object = quantity("duration", "Intended service life", "5 years")
    wireless_control: object = truth("Can be commanded over radio")
    autonomous_travel: object = truth("Travels by itself, without a person who steers it")
    travel_protection: object = choice(
        ["enclosed_zone", "detection", "both", "none"], "What keeps people out of the way when it travels by itself"
    )
    supervision: object = words(
        ["information", "alert", "stop", "start", "fallback"],
        "What the supervisory function does at a distance; `fallback` sends the robot to a state without risk",
    )
    works_without_supervision: object = truth("Works on while the supervisory function is inactive")
    special: object = words(SPECIAL, "What its use brings with it, each a matter of its own in law")
    professional_only: object = truth("Offered for professional use only")


class Source(Section):
    """A public page or document that values were taken from."""

    id: str = ident("Name of this source", "maker-page")
    title: str = text("Title", "About G1", plain=True)
    url: str = text("Address", "https://example.org/g1", plain=True)
    kind: str = choice(
        ["maker", "distributor", "third_party", "description_file", "test_report"], "Who speaks", plain=True
    )
    read_on: str = informational(day("Day it was read", plain=True))
    note: str = text("Remark", "base version only", plain=True)


class Completion(Section):
    """A list said to be complete, with the evidence that says so."""

    evidence: list[str] = names("Ids of evidence entries", "risk-assessment-2026")
    list: str = text("Path of the list", "contacts", plain=True)


class Profile(Section):
    """A robot's spec profile, format 1."""

    profile: int = leaf("whole", "Version of this format", 1, plain=True, required=True)
    standard: str = text("Edition of the standard system this profile is written for", "heis-2026", plain=True)
    target: str = text("Deployment target used when the command names none", "automotive-factory", plain=True)
    markets: list[str] = names("Markets used when the command names none", "eu")
    fictional: bool = truth("The robot does not exist", plain=True)
    robot: RobotIdentity = part("Identity")
    use: Use = part("Intended use")
    morphology: Morphology = part("Body")
    modes: list[Mode] = part("Modes of operation")
    joints: list[Joint] = part("Joints")
    limbs: list[Limb] = part("Limbs")
    hands: list[Hand] = part("Hands")
    sensors: list[Sensor] = part("Sensors")
    power: Power = part("Power")
    compute: Compute = part("Computing")
    interfaces: list[Interface] = part("Interfaces")
    software: Software = part("System software")
    hazards: list[Hazard] = part("Hazards")
    safety_functions: list[SafetyFunction] = part("Safety functions")
    stops: list[Stop] = part("Stops")
    safeguards: list[Safeguard] = part("Safeguards")
    fall: Fall = part("Falling")
    contacts: list[Contact] = part("Contacts")
    emissions: Emissions = part("Emissions")
    places: Places = part("What special places of use ask")
    explosion_protection: ExplosionProtection = part("Explosion protection")
    ai: Ai = part("AI")
    lifting: Lifting = part("Lifting of loads")
    lifting_gear: list[Gear] = part("Ropes, chains and slings that carry the load")
    substances: list[Substance] = part("Substances and how much of each is in the robot")
    conformity: Conformity = part("Conformity routes")
    bom: list[Part] = part("Bill of materials")
    concentrations: list[Concentration] = part("How concentrated supply is")
    models: list[Description] = part("Machine-readable description files")
    documents: list[Document] = part("Documents")
    checklist: list[Point] = part("Points of laws and standards, and how each is met")
    certificates: list[Certificate] = part("Certificates")
    tests: list[Trial] = part("Test campaigns")
    exclusions: list[Exclusion] = part("What is ruled out")
    alternatives: list[Alternative] = part("Clauses met by other means")
    reviews: list[Review] = part("Reviews")
    claims: list[str] = names("Instruments the maker claims to follow", "iso-10218-1-2025")
    sources: list[Source] = part("Sources")
    evidence: list[Evidence] = part("Evidence")
    complete: list[str | Completion] = part("Lists that name everything there is")
