"""The robot's body in the profile model: morphology, joints, hands, power, computing, interfaces."""

from compliance.build.leaves import (
    Section,
    choice,
    ident,
    informational,
    ip_code,
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
from compliance.build.profile_places import CORROSIVITY

LIMBS = ["leg", "arm", "waist", "neck", "hand"]
SENSORS = [
    "camera", "depth_camera", "lidar", "radar", "ultrasonic", "imu", "force_torque", "tactile", "joint_encoder",
    "joint_torque", "bumper", "microphone", "temperature", "gnss", "other",
]  # fmt: skip
PROCESSORS = ["cpu", "gpu", "npu", "neuromorphic", "fpga", "microcontroller", "safety_controller"]
FRAMES = [
    "map", "odom", "base_link", "base_footprint", "torso", "gaze", "l_wrist", "r_wrist", "l_gripper", "r_gripper",
    "l_sole", "r_sole", "l_ankle", "r_ankle",
]  # fmt: skip
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
    note: str = informational(text("Remark for a reader; no rule reads it", "base version", plain=True))


class Morphology(Section):
    """Shape, mass and mobility of the whole robot (terms of ISO 8373)."""

    mass: object = quantity("mass", "Mass of the robot ready to work, battery included", "35 kg")
    height: object = quantity("length", "Height when standing", "1.32 m")
    width: object = informational(quantity("length", "Width when standing", "0.45 m"))
    depth: object = informational(quantity("length", "Depth when standing", "0.20 m"))
    arm_reach: object = quantity("length", "Reach of one arm from its shoulder", "0.45 m")
    arm_length: object = informational(quantity("length", "Length of all segments of one arm together", "338 mm"))
    leg_length: object = quantity("length", "Thigh and calf together", "0.60 m")
    base: object = choice(["bipedal", "wheeled", "quadrupedal", "hybrid"], "How the robot moves over the ground")
    stable_without_power: object = truth("Stays up without power, in every posture of use")
    degrees_of_freedom: object = quantity("count", "Independent joints, coupled fingers not counted", 23)
    leg_degrees_of_freedom: object = quantity("count", "Degrees of freedom of one leg", 6)
    arm_degrees_of_freedom: object = quantity("count", "Degrees of freedom of one arm, hand not counted", 5)
    waist_degrees_of_freedom: object = quantity("count", "Degrees of freedom of the waist", 1)
    ip_code: object = ip_code("Protection by the enclosure")
    corrosivity_category: object = choice(CORROSIVITY, "Corrosivity category it withstands (ISO 12944-2)", "C5")
    walking_speed: object = quantity("speed", "Rated walking speed", "2.0 m/s")
    running_speed: object = quantity("speed", "Highest speed over ground", "5 m/s")
    payload: object = setting(quantity("mass", "Load the robot carries while walking", "5 kg", at={"speed": "speed"}))
    arm_payload: object = setting(quantity("mass", "Load one arm holds", "2 kg", at={"reach": "length"}))
    magnet_mass: object = quantity("mass", "Mass of all permanent magnets in it", "0.4 kg")


class Joint(Item):
    """One joint (ISO 8373: mechanical part that connects two bodies and lets them move)."""

    limb: object = informational(choice(LIMBS, "The limb this joint belongs to"))
    type: object = choice(["revolute", "prismatic", "continuous"], "Joint type, as in URDF")
    peak_torque: object = quantity(
        "torque", "Largest torque at the joint output", "139 N·m", at={"duration": "duration"}
    )
    rated_torque: object = quantity("torque", "Torque the joint holds continuously", "60 N·m")
    speed: object = quantity("angular_speed", "Largest speed at the joint output", "20 rad/s")
    range: object = informational(span("angle", "Range of motion", "-154..154 °"))
    mass: object = quantity("mass", "Mass of the actuator, motor and reducer together", "1.1 kg")
    rated_power: object = quantity("power", "Rated power of the joint's motor", "300 W")
    encoder: object = informational(choice(["none", "single_turn", "multi_turn", "dual"], "Position sensing", "dual"))
    surface_temperature: object = quantity("temperature", "Hottest touchable surface in continuous work", "58 °C")
    brake: object = informational(truth("Holds its position without power"))
    declaration: object = informational(
        text("Number or title of the component maker's data sheet or declaration", "DS-M107")
    )


class Limb(Item):
    """One limb or trunk segment as a part of its own."""

    type: object = informational(choice(LIMBS, "Kind of limb"))
    mass: object = quantity("mass", "Mass of the limb", "4.2 kg")
    length: object = informational(
        quantity("length", "Length from the first joint axis to the end of the limb", "0.62 m")
    )
    degrees_of_freedom: object = informational(quantity("count", "Independent joints in the limb", 7))
    payload: object = informational(quantity("mass", "Load the limb holds", "3 kg", at={"reach": "length"}))
    exchangeable: object = truth("Can be exchanged as a module without changing the rest")
    mechanical_interface: object = text("Mounting interface", "ISO 9409-1-50-4-M6")


class Hand(Item):
    """One end-effector with fingers."""

    side: object = informational(choice(["left", "right", "either"], "Side the hand is made for", "either"))
    mass: object = informational(quantity("mass", "Mass of the hand", "0.6 kg"))
    grip_force: object = quantity("force", "Largest grip force, thumb against fingers", "60 N")
    fingertip_force: object = informational(quantity("force", "Largest force of one fingertip", "15 N"))
    payload: object = informational(quantity("mass", "Load the hand holds", "2 kg"))
    tactile_sensing: object = informational(
        choice(["none", "fingertips", "fingers", "whole_hand"], "Where touch is sensed", "fingertips")
    )
    tactile_points: object = informational(quantity("count", "Number of tactile sensing points", 40))
    holds_without_power: object = informational(truth("Keeps its grip when power is lost"))
    degrees_of_freedom: object = informational(quantity("count", "Independent finger and thumb joints", 7))
    fingers: object = informational(quantity("count", "Number of fingers, thumb included", 3))
    supply_voltage: object = informational(span("voltage", "Supply voltage over which the hand works", "12..58 V"))
    force_sensing: object = informational(truth("Measures contact force at the fingers"))
    exchangeable: object = truth("Can be exchanged as a module without changing the rest")
    mechanical_interface: object = text("Mounting interface", "ISO 9409-1-50-4-M6")


class Sensor(Item):
    """One kind of sensor on the robot."""

    type: object = choice(SENSORS, "Kind of sensor")
    location: object = informational(text("Where it sits", "head"))
    number: object = informational(quantity("count", "How many of them", 2))
    range: object = informational(span("length", "Distances over which it measures", "0.2..20 m"))
    field_of_view: object = informational(quantity("angle", "Horizontal field of view", "87 °"))
    rate: object = informational(quantity("sampling_rate", "Rate of frames or samples", "30 fps"))
    safety_rated: object = truth("Used in a safety function, with a stated performance level")
    records_people: object = truth("Records images, voices or other personal data of people")


class Power(Section):
    """Energy storage and supply."""

    touch_current: object = quantity("current", "Touch current in normal use, charging included", "60 µA")
    touch_current_single_fault: object = quantity("current", "Touch current with one fault", "300 µA")
    rated_power: object = informational(quantity("power", "Largest electrical power drawn in use", "1.2 kW"))
    battery_count: object = quantity("count", "Number of battery packs", 1)
    battery_series_cells: object = informational(quantity("count", "Cells in series in one battery pack", 13))
    battery_cycle_life: object = informational(
        quantity("cycles", "Cycles until 80 % of the capacity is left", "800 cycles")
    )
    battery_temperature: object = informational(
        span("temperature", "Ambient temperature over which the battery discharges", "-10..45 °C")
    )
    charge_time: object = informational(quantity("duration", "Time of a full charge", "2 h"))
    protective_earth: object = informational(truth("Has a protective earth connection while charging"))
    battery_mass: object = quantity("mass", "Mass of one battery pack", "4 kg")
    battery_energy: object = quantity("energy", "Rated energy of one battery pack", "432 Wh")
    battery_charge: object = quantity("charge", "Rated capacity of one battery pack", "9000 mAh")
    battery_voltage: object = quantity("voltage", "Nominal voltage of one battery pack", "48 V")
    battery_chemistry: object = choice(
        ["lithium_ion", "lithium_polymer", "lithium_iron_phosphate", "solid_state", "lithium_other", "other"],
        "Cell chemistry; `other` is one without lithium",
    )
    battery_use: object = choice(
        ["portable", "industrial", "light_transport", "electric_vehicle", "starter"],
        "Use the battery was designed for, as the EU Batteries Regulation sorts them",
        "industrial",
    )
    battery_swappable: object = informational(truth("Can be exchanged without tools"))
    charger_voltage: object = informational(quantity("voltage", "Output voltage of the charger", "54 V"))
    charger_supply: object = choice(["ac", "dc"], "What the charger is fed with")
    charger_supply_voltage: object = quantity("voltage", "Rated voltage the charger is fed with", "230 V")
    runtime: object = quantity("duration", "Time of work on one charge", "2 h", at=WORK)


class Processor(Item):
    """One processor or accelerator."""

    type: object = choice(PROCESSORS, "Kind of processor", "gpu")
    model: object = informational(text("Model as printed", "Jetson Orin NX"))
    int8_rate: object = informational(
        quantity("compute_rate_int8", "Dense operations per second at 8-bit integers", "50 TOPS")
    )
    fp16_rate: object = informational(
        quantity("compute_rate_fp16", "Dense operations per second at 16-bit floats", "10 TFLOPS")
    )
    memory: object = informational(quantity("data_size", "Memory it can use", "16 GB"))
    power: object = informational(quantity("power", "Power limit", "25 W"))
    interface: object = text("How models are brought onto it", "ONNX Runtime")


class Compute(Section):
    """On-board computing."""

    processor: object = informational(text("Main processors as printed", "8-core CPU"))
    memory: object = informational(text("Working memory as printed", "16 GB"))
    storage: object = informational(text("Storage as printed", "500 GB"))
    control_rate: object = quantity("sampling_rate", "Rate of the whole-body control loop", "500 Hz")
    control_latency: object = quantity("duration", "From sensing to command at the joints, worst case", "4 ms")
    processors: list["Processor"] = part("Processors one by one")


class Interface(Item):
    """One electrical or network interface of the robot."""

    type: object = choice(INTERFACES, "Kind of interface")
    purpose: object = choice(
        ["joint_control", "sensor", "tool", "network", "service", "power"], "What it is used for", "network"
    )
    data_rate: object = informational(quantity("data_rate", "Rated data rate", "1 Gbit/s"))
    protocol: object = text("Protocol and version", "CANopen, CiA 402")
    minimum_separation: object = quantity("length", "Least distance of its antenna from people in use", "20 cm")
    description: object = text("Title or number of the published interface description", "ICD-014 rev 3")


class Software(Section):
    """System software as far as others build on it."""

    control_interface: object = choice(["ros_2", "ros_1", "vendor_sdk", "none"], "Interface for control")
    time_synchronisation: object = informational(choice(["ptp", "ntp", "none"], "Clock synchronisation on the network"))
    body_frame: object = informational(choice(["x_forward_y_left_z_up", "other"], "Axes of the body frame (REP 103)"))
    units: object = informational(choice(["si", "other"], "Units on software interfaces (REP 103)"))
    frames: object = words(FRAMES, "Coordinate frames published (REP 105, REP 120)")
    operating_system: object = informational(text("Operating system and version", "Linux 6.6, preempt_rt"))
    update_signed: object = truth("Updates are signed and checked before they are installed")
    default_passwords: object = truth("Ships with a password that is the same on every unit")
    vulnerability_contact: object = text("Where vulnerabilities are reported", "security@example.org")
    support_period: object = quantity("duration", "Period in which security updates are supplied", "5 a")
    update_availability: object = quantity("duration", "Time for which each security update stays available", "10 a")
    bill_of_materials: object = text("File or title of the software bill of materials", "sbom.cdx.json")
    bill_of_materials_format: object = choice(
        ["cyclonedx_1_6_or_later", "cyclonedx_before_1_6", "spdx", "other"], "Format of that bill of materials", "spdx"
    )
    access_control: object = truth("Asks who it is before it takes commands or changes over a data connection")
    early_warning_time: object = quantity(
        "duration", "From knowing of an exploited vulnerability or a severe incident to the early warning", "24 h"
    )
    notification_time: object = quantity(
        "duration", "From knowing of an exploited vulnerability or a severe incident to the notification", "72 h"
    )
    vulnerability_report_time: object = quantity(
        "duration", "From the fix of an exploited vulnerability to the final report", "14 d"
    )
    incident_report_time: object = quantity(
        "duration", "From the notification of a severe incident to the final report", "1 mo"
    )
    safety_software_changeable: object = truth("Software of safety functions can be uploaded or changed in use")
    intervention_log_retention: object = quantity(
        "duration", "Time after each upload for which the log of interventions and safety software is kept", "5 a"
    )
    decision_record_retention: object = quantity(
        "duration", "Time for which data on decisions of software in safety functions is kept", "1 a"
    )
    internet_connection: object = truth("Communicates over the internet, directly or through other equipment")
    control_timeout: object = quantity(
        "duration", "Time without a valid signal of the remote control after which travel stops", "0.3 s"
    )
