"""ISO/TS 15066:2016: contact of a robot and a person, and the distance that speed and separation monitoring keeps.

The contact model has two bodies and one spring: Annex A, confidence secondary. Its limits are for adults. For a legged
robot the moving mass is the mass that takes part in the contact; a falling robot is outside the model. The limits by
body region are a table of the standard's encoding, not of this file.

Every function raises ValueError for an argument outside its domain.
"""

from math import sqrt

from compliance.engineering.domain import not_negative, positive

UNMONITORED_WALK = 1.6  # m/s: the person's speed where nobody measures it (5.5.4, secondary)


def effective_robot_mass(moving_mass: float, payload: float) -> float:
    """Half the moving mass plus the payload, tool included: m_R = M/2 + m_L, kg. Annex A; secondary.

    The moving mass has to be above zero, the payload not below; both in kg.
    """
    positive(moving_mass=moving_mass)
    not_negative(payload=payload)
    return moving_mass / 2 + payload


def reduced_mass(robot_mass: float, body_mass: float) -> float:
    """Reduced mass of robot and body region: 1/(1/m_H + 1/m_R), kg. Annex A; secondary.

    Both effective masses in kg, above zero.
    """
    positive(robot_mass=robot_mass, body_mass=body_mass)
    return 1 / (1 / body_mass + 1 / robot_mass)


def transient_force(quasi_static_force: float, factor: float) -> float:
    """Force limit of a transient contact from that of a clamping one, N. Annex A, Table A.2; secondary.

    The factor is the table's for the body region (2 where it has one); head and face have none, and no transient
    limit. Force in N; both above zero.
    """
    positive(quasi_static_force=quasi_static_force, factor=factor)
    return factor * quasi_static_force


def transient_pressure(quasi_static_pressure: float, factor: float) -> float:
    """Pressure limit of a transient contact from that of a clamping one, Pa. Annex A, Table A.2; secondary.

    The factor is the table's for the body area, as for forces. Pressure in Pa; both above zero.
    """
    positive(quasi_static_pressure=quasi_static_pressure, factor=factor)
    return factor * quasi_static_pressure


def energy_at_force(force: float, stiffness: float) -> float:
    """Energy in the body's spring at a force, transient or clamping: E = F²/(2k), J. Annex A; secondary.

    Force in N, stiffness in N/m, both above zero. Not the energy table of the standard, which prints other figures
    for some regions.
    """
    positive(force=force, stiffness=stiffness)
    return force**2 / (2 * stiffness)


def energy_at_pressure(pressure: float, area: float, stiffness: float) -> float:
    """Energy in the body's spring at a pressure: E = A²p²/(2k), J. Annex A; secondary.

    Pressure in Pa, area in m² (the smaller of robot's and body's), stiffness in N/m, all above zero.
    """
    positive(pressure=pressure, area=area)
    return energy_at_force(pressure * area, stiffness)


def transfer_energy(reduced_mass: float, relative_speed: float) -> float:
    """Energy that a transient contact passes on: E = μv²/2, J. Annex A; secondary.

    Reduced mass in kg, above zero; relative speed in m/s, not below zero.
    """
    positive(reduced_mass=reduced_mass)
    not_negative(relative_speed=relative_speed)
    return reduced_mass * relative_speed**2 / 2


def speed_at_energy(energy: float, reduced_mass: float) -> float:
    """Relative speed at which that energy is passed on: v = √(2E/μ), m/s. Annex A, solved for the speed; secondary.

    Energy in J, reduced mass in kg, both above zero.
    """
    positive(energy=energy, reduced_mass=reduced_mass)
    return sqrt(2 * energy / reduced_mass)


def speed_at_force(force: float, reduced_mass: float, stiffness: float) -> float:
    """Highest relative speed that keeps a force limit: v = F/√(μk), m/s. Annex A; secondary.

    Force in N, reduced mass in kg, stiffness in N/m, all above zero.
    """
    positive(force=force, reduced_mass=reduced_mass, stiffness=stiffness)
    return force / sqrt(reduced_mass * stiffness)


def speed_at_pressure(pressure: float, area: float, reduced_mass: float, stiffness: float) -> float:
    """Highest relative speed that keeps a pressure limit: v = pA/√(μk), m/s. Annex A; secondary.

    Pressure in Pa, area in m² (the smaller of robot's and body's), reduced mass in kg, stiffness in N/m, all above
    zero.
    """
    positive(pressure=pressure, area=area)
    return speed_at_force(pressure * area, reduced_mass, stiffness)


def highest_relative_speed(
    force: float, pressure: float, area: float, stiffness: float, body_mass: float, robot_mass: float
) -> float:
    """Highest relative speed that keeps both limits: the lower of the two speeds, m/s. Annex A; secondary.

    Force in N, pressure in Pa, area in m², stiffness in N/m, effective masses of body region and robot in kg, all
    above zero.
    """
    mass = reduced_mass(robot_mass, body_mass)
    return min(speed_at_force(force, mass, stiffness), speed_at_pressure(pressure, area, mass, stiffness))


def human_approach(human_speed: float, reaction_time: float, stopping_time: float) -> float:
    """How far a person comes while the robot reacts and stops: S_h = v_h (T_r + T_s), m. 5.5.4; secondary.

    Speed in m/s (1.6 where nobody measures it), times in s; none below zero.
    """
    not_negative(human_speed=human_speed, reaction_time=reaction_time, stopping_time=stopping_time)
    return human_speed * (reaction_time + stopping_time)


def reaction_travel(robot_speed: float, reaction_time: float) -> float:
    """How far the robot moves before it begins to stop: S_r = v_r T_r, m. 5.5.4; secondary.

    Speed towards the person in m/s, time in s; none below zero.
    """
    not_negative(robot_speed=robot_speed, reaction_time=reaction_time)
    return robot_speed * reaction_time


def even_stopping_travel(robot_speed: float, stopping_time: float) -> float:
    """How far the robot moves while stopping evenly: S_s = v_r T_s / 2, m. 5.5.4; secondary.

    Speed in m/s, time in s; none below zero. A robot that stops by stepping does not brake evenly: measure it.
    """
    not_negative(robot_speed=robot_speed, stopping_time=stopping_time)
    return robot_speed * stopping_time / 2


def protective_separation(
    human_approach: float,
    reaction_travel: float,
    stopping_travel: float,
    intrusion: float,
    person_uncertainty: float,
    robot_uncertainty: float,
) -> float:
    """Protective separation distance: S_p = S_h + S_r + S_s + C + Z_d + Z_r, m. 5.5.4; secondary.

    (ISO 10218-2:2025, 5.14.5 and Annex L, as reported.) Intrusion C as in ISO 13855; Z_d and Z_r are the
    uncertainties of the person's and of the robot's position. All in m, none below zero.
    """
    terms = {
        "human_approach": human_approach,
        "reaction_travel": reaction_travel,
        "stopping_travel": stopping_travel,
        "intrusion": intrusion,
        "person_uncertainty": person_uncertainty,
        "robot_uncertainty": robot_uncertainty,
    }
    not_negative(**terms)
    return sum(terms.values())
