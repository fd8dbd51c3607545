"""The spec profile as pydantic models: what special places of use ask of a robot."""

from compliance.build.leaves import Section, choice, quantity, truth

PLACES = [
    "indoor", "outdoor", "industrial", "public", "home", "cleanroom", "esd_area", "explosive_atmosphere",
    "coal_mine", "substation", "quay",
]  # fmt: skip
CORROSIVITY = ["C1", "C2", "C3", "C4", "C5", "CX"]


class Places(Section):
    """What special places of use ask: electronics lines, substations, shops."""

    conductor_voltage: object = quantity(
        "voltage", "Highest voltage on an isolated conductor, fingertips included", "12 V"
    )
    insulator_field: object = quantity(
        "electric_field", "Strongest field of an insulator that comes within an inch of the item", "90 V/inch"
    )
    live_part_clearance: object = quantity(
        "length", "Least distance from any part of the robot, arms stretched, to live parts", "3.2 m"
    )
    self_service: object = truth("Serves as a self-service or payment terminal")


class ExplosionProtection(Section):
    """How the robot is protected where an explosive atmosphere may occur (IEC 60079-0)."""

    group: object = choice(["I", "II", "III"], "Group: mines, gases, dusts", "I")
    category: object = choice(["M1", "M2", "1", "2", "3"], "Equipment category (2014/34/EU, Annex I)", "M2")
    level: object = choice(["Ma", "Mb", "Ga", "Gb", "Gc", "Da", "Db", "Dc"], "Equipment protection level", "Mb")
    temperature_class: object = choice(["T1", "T2", "T3", "T4", "T5", "T6"], "Temperature class, group II", "T4")
    surface_temperature: object = quantity(
        "temperature", "Highest surface temperature at the highest ambient temperature", "120 °C"
    )
    light_metals: object = quantity(
        "mass_fraction", "Aluminium, magnesium, titanium and zirconium together, in the enclosure", "12 wt%"
    )
    light_metals_without_aluminium: object = quantity(
        "mass_fraction", "Magnesium, titanium and zirconium together, in the enclosure", "5 wt%"
    )
    intrinsically_safe: object = truth("Every circuit has the type of protection “i”")
    methane_cut: object = quantity(
        "ratio", "Methane in the air, by volume, at which the robot is switched off", "0.8 %"
    )
    flame_retardant: object = truth("Exposed parts that are not metal are flame-retardant")
    antistatic: object = truth("Exposed parts that are not metal are antistatic")
    light_metal_struck: object = truth("A part that may be struck is of light metal")
