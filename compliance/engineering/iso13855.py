"""ISO 13855, how far a safeguard stands from the hazard: the editions of 2010 and of 2024 give different distances.

Confidence secondary throughout: manuals and articles about the standard, not its text. Two things are not in them and
not here: the reach-over value C_RO, and which approach speed the 2024 edition takes for two-hand control.

Every function raises ValueError for an argument outside its domain. Lengths in m, times in s, speeds in m/s.
"""

from typing import Literal

from compliance.engineering.domain import not_negative
from compliance.logic.intervals import at_most

WALKING = 1.6  # m/s, both editions
REACHING = 2.0  # m/s, hand or arm, both editions

FINEST_RESOLUTION = 0.014
FINE_RESOLUTION = 0.040  # up to here a field tells a hand
NEAR = 0.5  # m: up to here a hand counts as reaching, beyond it as walking
NEAREST = 0.1
ARM_LENGTH = 0.85
PARALLEL_REACH = 1.2
HIGHEST_FIELD = 1.0

Approach = Literal["parallel", "two_hand"]
REACHING_DISTANCES_2024: dict[str, float] = {"parallel": 1.2, "two_hand": 0.55}


def stopping_time_with_margin(stopping_time: float, margin: float, interface_time: float) -> float:
    """Measured stopping time with a share added for wear, plus the interface's time, s.

    As one maker's manual (Banner, P/N 68413) reckons; no clause. Times and margin (0.2 for 20 %) not below zero.
    """
    not_negative(stopping_time=stopping_time, margin=margin, interface_time=interface_time)
    return stopping_time * (1 + margin) + interface_time


def minimum_distance_2010(approach_speed: float, response_time: float, intrusion: float) -> float:
    """Minimum distance of the 2010 edition: S = K·T + C, m. Secondary.

    K is WALKING or REACHING, T the time of sensor, control and stopping together, C the intrusion distance before
    detection. None below zero.
    """
    not_negative(approach_speed=approach_speed, response_time=response_time, intrusion=intrusion)
    return approach_speed * response_time + intrusion


def separation_distance_2024(
    approach_speed: float, response_time: float, reaching_distance: float, supplement: float
) -> float:
    """Separation distance of the 2024 edition: S = K·T + D_DS + Z, m. Clause 5; secondary.

    T is the response time of the whole system, D_DS the reaching distance, Z the supplemental distance. None below
    zero.
    """
    not_negative(reaching_distance=reaching_distance, supplement=supplement)
    return minimum_distance_2010(approach_speed, response_time, reaching_distance) + supplement


def reaching_distance_2024(approach: Approach) -> float:
    """D_DS of the 2024 edition, m: 1.2 for parallel approach, 0.55 for two-hand control. Secondary.

    Raises ValueError for any other word.
    """
    if approach not in REACHING_DISTANCES_2024:
        raise ValueError(f"The approach has to be `parallel` or `two_hand`; it is `{approach}`.")
    return REACHING_DISTANCES_2024[approach]


def intrusion_orthogonal_2010(resolution: float) -> float:
    """C of the 2010 edition for approach at a right angle, m, where nobody can reach over the field. Secondary.

    8·(d - 14 mm), not below zero, for a resolution d up to 40 mm; 850 mm for coarser fields and several beams. The
    effective resolution counts, blanking included; not below zero.
    """
    not_negative(resolution=resolution)
    return max(8 * (resolution - FINEST_RESOLUTION), 0.0) if _tells_a_hand(resolution) else ARM_LENGTH


def intrusion_parallel_2010(height: float) -> float:
    """C of the 2010 edition for approach along the field: 1200 mm - 0.4·H, not below 850 mm; in m. Secondary.

    H is the height of the field, from 0 to 1 m.
    """
    not_negative(height=height)
    if not at_most(height, HIGHEST_FIELD):
        raise ValueError(f"A field lies at most 1 m high (ISO 13855:2010); the height is {height:g} m.")
    return max(PARALLEL_REACH - 0.4 * height, ARM_LENGTH)


def lowest_field(resolution: float) -> float:
    """Least height of a field for approach along it, 2010 edition: 15·(d - 50 mm), not below zero; in m. Secondary.

    d is the resolution, not below zero.
    """
    not_negative(resolution=resolution)
    return max(15 * (resolution - 0.05), 0.0)


def light_curtain_distance_2010(resolution: float, response_time: float) -> float:
    """Minimum distance at a right angle to a light curtain, m, where nobody can reach over it. 2010; secondary.

    Up to a resolution of 40 mm with 2 m/s, at least 100 mm; where that exceeds 500 mm again with 1.6 m/s, at least
    500 mm. Coarser ones with 1.6 m/s. Resolution and time not below zero.
    """
    intrusion = intrusion_orthogonal_2010(resolution)
    walked = minimum_distance_2010(WALKING, response_time, intrusion)
    if not _tells_a_hand(resolution):
        return walked
    reached = minimum_distance_2010(REACHING, response_time, intrusion)
    return max(reached, NEAREST) if at_most(reached, NEAR) else max(walked, NEAR)


def parallel_distance_2010(resolution: float, height: float, response_time: float) -> float:
    """Minimum distance along a field at a height, m, with 1.6 m/s. 2010 edition; secondary.

    Resolution and time not below zero; the height from 15·(d - 50 mm) to 1 m, or a person could get under the field.
    """
    intrusion = intrusion_parallel_2010(height)
    lowest = lowest_field(resolution)
    if not at_most(lowest, height):
        raise ValueError(f"A field of this resolution lies at least {lowest:g} m high; the height is {height:g} m.")
    return minimum_distance_2010(WALKING, response_time, intrusion)


def two_hand_distance_2010(response_time: float) -> float:
    """Minimum distance of a two-hand control, m: 1.6 m/s, C = 250 mm. 2010 edition; secondary. (2024: 550 mm.)

    Time not below zero.
    """
    return minimum_distance_2010(WALKING, response_time, 0.25)


def _tells_a_hand(resolution: float) -> bool:
    return at_most(resolution, FINE_RESOLUTION)
