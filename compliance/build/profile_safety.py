"""Safety in the profile model: hazards, safety functions, stops, falls, contacts, emissions."""

from compliance.build.leaves import Section, choice, informational, part, quantity, setting, text, truth, words
from compliance.build.profile_body import Item

AREAS = [
    "skull_forehead", "face", "neck", "back_shoulders", "chest", "abdomen", "pelvis", "upper_arms_elbows",
    "lower_arms_wrists", "hands_fingers", "thighs_knees", "lower_legs",
]  # fmt: skip
PURPOSES = [
    "emergency_stop", "protective_stop", "speed_limiting", "force_limiting", "separation", "reset", "gas_cut",
    "other",
]  # fmt: skip
MODES = ["manual", "automatic", "teleoperated", "collaborative", "learning", "maintenance", "transport"]
HARMS = ["fall", "contact", "held_load", "electrical", "thermal", "battery", "noise", "radiation", "software", "other"]
STOP_CAUSES = ["command", "power_loss", "link_loss", "fault", "loss_of_balance"]
MOVING: dict[str, str | list[str]] = {"speed": "speed", "load": "mass"}


class Hazard(Item):
    """One hazard of the risk assessment (ISO 12100)."""

    description: object = text("What can hurt whom, and how", "falls on a bystander when power is lost")
    source_of_harm: object = choice(HARMS, "What the harm comes from")
    modes: object = informational(words(MODES, "Modes of operation in which it exists"))
    severity: object = informational(
        choice(["S1", "S2"], "Severity: slight, or serious (ISO 13849-1, risk graph)", "S2")
    )
    exposure: object = informational(choice(["F1", "F2"], "Exposure: seldom and short, or often or long", "F2"))
    avoidance: object = informational(
        choice(["P1", "P2"], "Avoidance: possible under specific conditions, or scarcely possible", "P2")
    )
    required_performance_level: object = setting(
        quantity("performance_level", "Performance level the risk asks for (PLr)", "d")
    )
    safety_function: object = text("Id of the safety function that reduces this risk", "protective-stop")
    measure: object = text("The protective measure taken", "controlled sit-down within 1.5 s")
    residual_accepted_by: object = text("Person who accepted the residual risk", "J. Li, product safety")
    by_safety_function: object = truth("A safety function reduces this risk, wholly or in part")


class Device(Item):
    """One device of a channel (ISO 13849-1)."""

    channel: object = informational(quantity("count", "Channel it belongs to", 1))
    mttfd: object = informational(quantity("duration", "Mean time to dangerous failure", "80 years"))
    b10d: object = informational(
        quantity("cycles", "Mean number of cycles until 10 % of such devices have failed dangerously", "2000000 cycles")
    )
    operations_per_year: object = informational(quantity("count", "Mean operations in a year (n_op)", 50000))
    diagnostic_coverage: object = informational(quantity("ratio", "Diagnostic coverage (DC)", "90 %"))


class Subsystem(Item):
    """One subsystem of a safety function, in series with the others (ISO 13849-1, IEC 62061)."""

    type: object = informational(choice(["input", "logic", "output"], "Part it plays in the chain", "logic"))
    category: object = choice(["B", "1", "2", "3", "4"], "Category of the architecture", "3")
    mttfd: object = quantity("duration", "Mean time to dangerous failure of one channel", "80 years")
    dc_average: object = quantity("ratio", "Average diagnostic coverage (DCavg)", "90 %")
    ccf_score: object = quantity("count", "Points against common cause failure", 70)
    pfhd: object = quantity("failure_rate", "Average frequency of a dangerous failure per hour", "1e-7 1/h")
    performance_level: object = informational(
        quantity("performance_level", "Performance level stated by the maker of the subsystem", "d")
    )
    replacement_interval: object = informational(
        quantity("duration", "Time after which it has to be replaced (T10D)", "20 years")
    )
    contains_ai: object = truth("A learned model takes part in this subsystem")
    devices: list["Device"] = part("Devices by channel")


class SafetyFunction(Item):
    """One safety function (ISO 13849-1)."""

    purpose: object = choice(
        PURPOSES,
        "What the function does",
    )
    required_performance_level: object = setting(
        quantity("performance_level", "Performance level the risk asks for (PLr)", "d")
    )
    performance_level: object = quantity(
        "performance_level", "Performance level reached, as far as it is quantified", "d"
    )
    category: object = informational(choice(["B", "1", "2", "3", "4"], "Category of the architecture", "3"))
    pfhd: object = quantity("failure_rate", "Average frequency of a dangerous failure per hour", "2e-7 1/h")
    reaction_time: object = informational(quantity("duration", "From the event to the start of the reaction", "80 ms"))
    sil: object = quantity("sil", "Safety integrity level reached (IEC 62061)", "2")
    latched: object = truth("Stays in effect until it is reset on purpose")
    validated: object = informational(truth("Validated on the robot as sold (ISO 13849-2)"))
    subsystems: list["Subsystem"] = part("Subsystems in series")
    restarts_on_reset: object = truth("The reset alone starts motion again")
    every_mode: object = truth("Works in every mode of operation")


class Stop(Item):
    """What the robot does for one cause of stopping."""

    cause: object = setting(choice(STOP_CAUSES, "What makes the robot stop"))
    category: object = choice(["0", "1", "2", "none"], "Stop category (IEC 60204-1)", "1")
    mode: object = setting(choice(MODES, "Mode of operation it holds for", "automatic"))
    behaviour: object = text("What happens, in words", "sits down, then removes power")
    power_at_end: object = informational(
        choice(["removed", "kept"], "Whether the actuators have power at standstill", "removed")
    )
    reserve_energy: object = informational(quantity("energy", "Energy kept back for this behaviour", "2 kJ"))
    held_load: object = choice(["held", "lowered", "dropped", "none"], "What happens to a held load", "held")
    time: object = quantity("duration", "From the cause to standstill", "1.2 s", at=MOVING)
    distance: object = quantity("length", "Way from the cause to standstill", "0.6 m", at=MOVING)
    safety_function: object = text(
        "Id of the safety function that makes this stop, `no function` where none does", "emergency-stop"
    )


class Safeguard(Item):
    """One safeguard that stops the robot when people come near (ISO 13855)."""

    approach: object = choice(
        ["orthogonal", "parallel", "two_hand"],
        "How people come near: across a light curtain, along a field, or with both hands on a control",
    )
    distance: object = quantity("length", "From the safeguard to the nearest point of the hazard", "1.8 m")
    response_time: object = quantity("duration", "Of sensor, control and stopping together (T)", "0.35 s")
    resolution: object = quantity("length", "Smallest object that it surely detects (d), blanking included", "40 mm")
    height: object = quantity("length", "Height of a field along the ground (H)", "0.3 m")
    supplement: object = quantity("length", "Supplemental distance (Z) that its maker states", "0.1 m")
    stop_measurements: object = quantity("count", "Measurements of the stopping time under each condition", 10)


class Fall(Section):
    """Falling of a balancing robot."""

    push_recovery: object = quantity("impulse", "Largest push at the torso from which it does not fall", "20 N·s")
    rate: object = informational(quantity("failure_rate", "Falls per hour of work", "0.01 1/h"))
    impact_speed: object = informational(quantity("speed", "Speed of the head when it reaches the ground", "3 m/s"))
    warning: object = informational(truth("Warns people by sound or light when balance is lost"))

    zone: object = quantity("length", "Radius a fall can reach, from the point between the feet", "2.0 m")
    detection_time: object = informational(quantity("duration", "From loss of balance to its detection", "50 ms"))
    response: object = choice(["crouch", "step", "directed_fall", "none"], "Behaviour after loss of balance")


class Contact(Item):
    """One foreseeable or planned contact of a robot part with a person."""

    area: object = choice(AREAS, "Body area touched (ISO/TS 15066, Annex A)", "chest")
    mode: object = choice(["transient", "quasi_static"], "Free impact, or clamping")
    planned: object = truth("Part of the intended use, not only an accident")
    robot_part: object = text("Part of the robot that touches", "left forearm")
    operation_mode: object = choice(MODES, "Mode of operation", "collaborative")
    speed: object = quantity("speed", "Relative speed at contact", "0.25 m/s")
    effective_mass: object = informational(quantity("mass", "Moving mass felt at the contact", "3 kg"))
    points: object = informational(quantity("count", "Number of points measured", 8))
    peak_force: object = quantity("force", "Largest contact force", "120 N")
    peak_pressure: object = quantity("pressure", "Largest contact pressure", "90 N/cm²")
    posture: object = text("Posture of the robot at contact", "standing, arm stretched out")


class Emissions(Section):
    """What the robot gives off."""

    sound_pressure_level: object = quantity(
        "sound_level", "A-weighted emission sound pressure level at the work station", "62 dB(A)"
    )
    noise_uncertainty: object = quantity("sound_level_difference", "Uncertainty K of the noise figure", "2.5 dB")
    sound_power_level: object = quantity("sound_level", "A-weighted sound power level", "75 dB(A)")
    peak_sound_pressure_level: object = quantity(
        "sound_level_c", "C-weighted peak sound pressure level at the work station", "95 dB(C)"
    )
    noise_position: object = informational(
        text("Where and in which mode the noise was measured", "1 m in front, walking")
    )
    noise_standard: object = informational(text("Noise test code", "EN ISO 11202"))
    laser_class: object = choice(
        ["none", "1", "1M", "2", "2M", "3R", "3B", "4"], "Highest laser class (IEC 60825-1)", "1"
    )
    particles: object = quantity(
        "particle_concentration", "Particles of 0.5 µm and larger in the air beside the working robot", "2000 1/m³"
    )
    radio_bands: object = informational(text("Radio bands and largest radiated power", "2.4 GHz, 100 mW"))
    at_most_70_db: object = truth("The A-weighted level at the work station is not above 70 dB(A)")
    peak_at_most_63_pa: object = truth("The C-weighted peak at the work station is not above 63 Pa, which is 130 dB")
    noise_taken: object = choice(
        ["work_station", "around", "other"],
        "Where noise was measured; `around`: 1 m from the surface and 1.6 m above the floor",
    )
    hand_arm_vibration: object = quantity("acceleration", "Total vibration at the hand that guides it", "1.8 m/s²")
    shock_vibration: object = quantity("acceleration", "Mean peak of repeated shocks at the hand", "12 m/s²")
    whole_body_vibration: object = quantity("acceleration", "Weighted vibration of the whole body", "0.3 m/s²")
    vibration_uncertainty: object = quantity("acceleration", "Uncertainty K of the vibration figures", "0.4 m/s²")
    whole_body_at_most_half: object = truth("Whole-body vibration is not above 0.5 m/s²")
    daily_noise_exposure: object = quantity(
        "sound_level", "Noise exposure of a worker at the site over a day", "76 dB(A)"
    )
    daily_hand_arm_vibration: object = quantity(
        "acceleration", "Hand-arm vibration exposure of a worker over a day, A(8)", "1.1 m/s²"
    )
    daily_whole_body_vibration: object = quantity(
        "acceleration", "Whole-body vibration exposure of a worker over a day, A(8)", "0.2 m/s²"
    )
