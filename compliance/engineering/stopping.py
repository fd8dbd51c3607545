"""Stopping and falling: kinematics, and a maker's sum. No standard sets these formulas.

Every function raises ValueError for an argument outside its domain. Lengths in m, times in s, speeds in m/s.
"""

from compliance.engineering.domain import not_negative, positive


def stopping_distance(speed: float, reaction_time: float, deceleration: float) -> float:
    """Distance from the command to standstill when braking evenly: v·t + v²/(2a), m.

    Kinematics, as public calculators print it; no clause, confidence medium. Speed and time not below zero,
    deceleration in m/s², above zero. A robot that stops by stepping does not brake evenly: measure it.
    """
    not_negative(speed=speed, reaction_time=reaction_time)
    positive(deceleration=deceleration)
    return speed * reaction_time + speed**2 / (2 * deceleration)


def vehicle_stopping_distance(
    braking_distance: float, control_distance: float, response_time: float, highest_speed: float
) -> float:
    """Stopping distance of a vehicle with a scanner: S_A = S_Br + S_AnF + t_R·V_max, m.

    As one maker's manual (SICK microScan3) prints it; no clause, confidence medium. None below zero.
    """
    not_negative(
        braking_distance=braking_distance,
        control_distance=control_distance,
        response_time=response_time,
        highest_speed=highest_speed,
    )
    return braking_distance + control_distance + response_time * highest_speed


def fall_zone_radius(height: float, reach: float, speed: float, detection_time: float, fall_time: float) -> float:
    """Radius that a fall can reach from where balance was lost, m: height + reach + speed·(detection + fall time).

    Engineering estimate, confidence recalled: height plus reach while standing, and the way covered during the fall
    while walking. The way until the fall is detected is added because the robot may go on walking; that term is our
    own. No published standard gives a formula. Height and reach in m, speed in m/s, times in s, none below zero.
    """
    not_negative(height=height, reach=reach, speed=speed, detection_time=detection_time, fall_time=fall_time)
    return height + reach + speed * (detection_time + fall_time)
