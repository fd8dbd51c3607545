"""The robot's body in the profile model: morphology, joints, hands, power, computing, interfaces."""

from compliance.build.leaves import Section, choice, ident, ip_code, leaf, names, quantity, span, text, truth

LIMBS = ["leg", "arm", "waist", "neck", "hand"]
ACTIVITIES = ["standing", "walking", "working", "mixed"]
WORK: dict[str, str | list[str]] = {"load": "mass", "activity": ACTIVITIES}
INTERFACES = [
    "ethernet",
    "ethercat",
    "can",
    "can_fd",
    "canopen",
    "rs485",
    "usb",
    "wifi",
    "bluetooth",
    "cellular",
]


class Item(Section):
    """An entry of a list; its `source` and `evidence` speak for every value in it."""

    id: str = ident("Name of this entry, unique in its list", "left_knee")
    source: str = leaf("id", "Id of the source that states the values of this entry", "maker-page", plain=True)
    evidence: list[str] = names("Ids of evidence entries behind the values of this entry", "weighing-2026-05")
    note: str = text("Remark for a reader; no rule reads it", "base version", plain=True)


class Morphology(Section):
    """Shape, mass and mobility of the whole robot (terms of ISO 8373)."""

    mass: object = quantity("mass", "Mass of the robot ready to work, battery included", "35 kg")
    height: object = quantity("length", "Height when standing", "1.32 m")
    width: object = quantity("length", "Width when standing", "0.45 m")
    depth: object = quantity("length", "Depth when standing", "0.20 m")
    arm_reach: object = quantity("length", "Reach of one arm from its shoulder", "0.45 m")
    arm_length: object = quantity("length", "Length of one arm segment chain as the maker prints it", "338 mm")
    leg_length: object = quantity("length", "Thigh and calf together", "0.60 m")
    base: object = choice(["bipedal", "wheeled", "quadrupedal", "hybrid"], "How the robot moves over the ground")
    stable_without_power: object = truth("Stays up without power, in every posture of use")
    degrees_of_freedom: object = quantity("count", "Independent joints, coupled fingers not counted", 23)
    leg_degrees_of_freedom: object = quantity("count", "Degrees of freedom of one leg", 6)
    arm_degrees_of_freedom: object = quantity("count", "Degrees of freedom of one arm, hand not counted", 5)
    waist_degrees_of_freedom: object = quantity("count", "Degrees of freedom of the waist", 1)
    ip_code: object = ip_code("Protection by the enclosure")
    walking_speed: object = quantity("speed", "Rated walking speed", "2.0 m/s")
    running_speed: object = quantity("speed", "Highest speed over ground", "5 m/s")
    payload: object = quantity("mass", "Load the robot carries while walking", "5 kg", at={"speed": "speed"})
    arm_payload: object = quantity("mass", "Load one arm holds", "2 kg", at={"reach": "length"})


class Joint(Item):
    """One joint (ISO 8373: mechanical part that connects two bodies and lets them move)."""

    limb: object = choice(LIMBS, "The limb this joint belongs to")
    type: object = choice(["revolute", "prismatic", "continuous"], "Joint type, as in URDF")
    peak_torque: object = quantity(
        "torque", "Largest torque at the joint output", "139 N·m", at={"duration": "duration"}
    )
    rated_torque: object = quantity("torque", "Torque the joint holds continuously", "60 N·m")
    speed: object = quantity("angular_speed", "Largest speed at the joint output", "20 rad/s")
    range: object = span("angle", "Range of motion", "-154..154 °")
    brake: object = truth("Holds its position without power")
    declaration: object = text("Number or title of the component maker's data sheet or declaration", "DS-M107")


class Hand(Item):
    """One end-effector with fingers."""

    degrees_of_freedom: object = quantity("count", "Independent finger and thumb joints", 7)
    fingers: object = quantity("count", "Number of fingers, thumb included", 3)
    supply_voltage: object = span("voltage", "Supply voltage over which the hand works", "12..58 V")
    force_sensing: object = truth("Measures contact force at the fingers")


class Power(Section):
    """Energy storage and supply."""

    battery_mass: object = quantity("mass", "Mass of one battery pack", "4 kg")
    battery_energy: object = quantity("energy", "Rated energy of the battery", "432 Wh")
    battery_charge: object = quantity("charge", "Rated capacity of the battery", "9000 mAh")
    battery_voltage: object = quantity("voltage", "Nominal voltage of the battery", "48 V")
    battery_chemistry: object = choice(
        ["lithium_ion", "lithium_polymer", "lithium_iron_phosphate", "solid_state", "other"], "Cell chemistry"
    )
    battery_use: object = choice(
        ["portable", "industrial", "light_transport", "electric_vehicle", "starter"],
        "Use the battery was designed for, as the EU Batteries Regulation sorts them",
        "industrial",
    )
    battery_swappable: object = truth("Can be exchanged without tools")
    charger_voltage: object = quantity("voltage", "Output voltage of the charger", "54 V")
    runtime: object = quantity("duration", "Time of work on one charge", "2 h", at=WORK)


class Compute(Section):
    """On-board computing."""

    processor: object = text("Main processors as printed", "8-core CPU")
    memory: object = text("Working memory as printed", "16 GB")
    storage: object = text("Storage as printed", "500 GB")


class Interface(Item):
    """One electrical or network interface of the robot."""

    type: object = choice(INTERFACES, "Kind of interface")
    purpose: object = choice(
        ["joint_control", "sensor", "tool", "network", "service", "power"], "What it is used for", "network"
    )
    data_rate: object = quantity("data_rate", "Rated data rate", "1 Gbit/s")
    protocol: object = text("Protocol and version", "CANopen, CiA 402")
    description: object = text("Title or number of the published interface description", "ICD-014 rev 3")


class Software(Section):
    """System software as far as others build on it."""

    control_interface: object = choice(["ros_2", "ros_1", "vendor_sdk", "none"], "Interface for control")
    time_synchronisation: object = choice(["ptp", "ntp", "none"], "Clock synchronisation on the network")
    body_frame: object = choice(["x_forward_y_left_z_up", "other"], "Axes of the body frame (REP 103)")
    units: object = choice(["si", "other"], "Units on software interfaces (REP 103)")
    support_period: object = quantity("duration", "Period in which security updates are supplied", "5 a")
    bill_of_materials: object = text("File or title of the software bill of materials", "sbom.cdx.json")
