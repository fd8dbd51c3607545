"""Dimensions and tests in the profile model: gaps, openings, touchable surfaces, electromagnetic compatibility."""

from compliance.build.leaves import choice, informational, quantity, text, truth
from compliance.build.profile_body import Item

BODY_PARTS = ["body", "head", "leg", "foot", "toes", "arm", "hand_wrist_fist", "finger"]
SIZES = [
    "up_to_4_mm", "up_to_6_mm", "up_to_8_mm", "up_to_10_mm", "up_to_12_mm", "up_to_20_mm", "up_to_30_mm",
    "up_to_40_mm", "up_to_120_mm",
]  # fmt: skip
MATERIALS = ["bare_metal", "coated_metal", "ceramic_glass_stone", "plastic", "wood"]
TOUCHES = ["up_to_1_s", "up_to_10_s", "up_to_1_min", "up_to_10_min", "8_h_and_longer"]
PHENOMENA = [
    "esd_contact", "esd_air", "radiated_80_mhz_to_1_ghz", "radiated_1_4_to_2_ghz", "conducted", "magnetic_field",
    "fast_transients_power", "surge_line_to_line", "surge_line_to_earth", "emission_30_to_230_mhz",
    "emission_230_mhz_to_1_ghz",
]  # fmt: skip


class Gap(Item):
    """One gap that narrows as the robot moves and that a part of the body can enter (ISO 13854)."""

    place: object = informational(text("Where it is", "between thigh and calf"))
    body_part: object = choice(BODY_PARTS, "Largest part of the body that can enter it", "finger")
    width: object = quantity("length", "Width at its narrowest, over the whole motion", "30 mm")


class Opening(Item):
    """One opening through which a person can reach a place of danger (ISO 13857)."""

    place: object = informational(text("Where it is", "cover of the waist joint"))
    shape: object = choice(["slot", "square", "round"], "Shape")
    size: object = choice(SIZES, "Size class: width of a slot, side of a square, diameter of a round opening")
    distance: object = quantity("length", "From the opening to the place of danger", "120 mm")


class Surface(Item):
    """One surface that people touch, on purpose or not (ISO 13732-1)."""

    place: object = informational(text("Where it is", "left forearm"))
    material: object = choice(MATERIALS, "Material of the surface", "plastic")
    touch: object = choice(TOUCHES, "Longest time of contact that has to be reckoned with", "up_to_10_s")
    temperature: object = quantity("temperature", "Highest temperature in work", "48 °C")


class EmcTest(Item):
    """One test of electromagnetic compatibility, with the level tested and what was found."""

    phenomenon: object = choice(PHENOMENA, "What was tested")
    voltage: object = quantity("voltage", "Test voltage", "4 kV")
    field_strength: object = quantity("electric_field_strength", "Electric field strength of the test", "10 V/m")
    magnetic_field: object = quantity("magnetic_field_strength", "Magnetic field strength of the test", "30 A/m")
    criterion: object = choice(
        ["A", "B", "C", "none"], "Performance criterion that was met: A works on, B recovers by itself, C after a reset"
    )
    within_limit: object = truth("Emission stayed within the limit of the standard in the whole band")
