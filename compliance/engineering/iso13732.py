"""ISO 13732-1:2006, contact with hot surfaces: burn thresholds by time of contact and material.

All figures are recalled and unverified, those for 1 s and 10 s read from curves: for screening only. Coated metal lies
above bare metal by its coating; here it takes bare metal's figures up to 10 s. Wood has none below a minute.

The standard sets no limit for products. It covers contact of 0.5 s and longer (primary), not contact of about a tenth
of the skin or more.
"""

from typing import Literal

from compliance.engineering.domain import finite
from compliance.logic.intervals import at_most

Material = Literal["bare_metal", "coated_metal", "ceramic_glass_stone", "plastic", "wood"]

SHORTEST_CONTACT = 0.5  # s
ZERO_CELSIUS = 273.15
THRESHOLDS: dict[str, tuple[tuple[float, float], ...]] = {  # time of contact in s, threshold in °C
    "bare_metal": ((1, 65), (10, 55), (60, 51), (600, 48), (28800, 43)),
    "coated_metal": ((1, 65), (10, 55), (60, 51), (600, 48), (28800, 43)),
    "ceramic_glass_stone": ((1, 80), (10, 66), (60, 56), (600, 48), (28800, 43)),
    "plastic": ((1, 85), (10, 71), (60, 60), (600, 48), (28800, 43)),
    "wood": ((60, 60), (600, 48), (28800, 43)),
}


def burn_threshold(contact_time: float, material: Material) -> float:
    """Temperature of a surface below which skin does not burn in that time, K. Recalled.

    Read at the next longer time that is listed, never interpolated; from 8 h on it stays. Time in s, at least 0.5.
    Raises ValueError for a shorter time and for a material that is not listed.
    """
    finite(contact_time=contact_time)
    if contact_time < SHORTEST_CONTACT:
        raise ValueError(f"ISO 13732-1 covers contact of 0.5 s and longer; the time is {contact_time:g} s.")
    if material not in THRESHOLDS:
        raise ValueError(f"The material has to be one of {', '.join(THRESHOLDS)}; it is `{material}`.")
    rows = THRESHOLDS[material]
    celsius = next((threshold for time, threshold in rows if at_most(contact_time, time)), rows[-1][1])
    return celsius + ZERO_CELSIUS
