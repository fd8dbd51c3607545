"""Batteries: what follows from charge, voltage and load, and the EU's categories, Regulation (EU) 2023/1542.

Every function raises ValueError for an argument outside its domain.
"""

from typing import Literal

from compliance.engineering.domain import not_negative, positive, share
from compliance.logic.intervals import at_most

Use = Literal["portable", "industrial", "light_transport", "electric_vehicle", "starter"]

HEAVIEST_PORTABLE = 5.0  # kg
PASSPORT_ENERGY = 7.2e6  # J: 2 kWh
VEHICLES = ("light_transport", "electric_vehicle", "starter")
USES = ("portable", "industrial", *VEHICLES)


def energy(charge: float, voltage: float) -> float:
    """Energy of a battery: charge × nominal voltage, J. Definition. Charge in C, voltage in V, both above zero."""
    positive(charge=charge, voltage=voltage)
    return charge * voltage


def c_rate(current: float, charge: float) -> float:
    """Current as multiples of the rated charge per hour, the number before the C. Definition.

    Current in A, not below zero; charge in C, above zero. 18 A from 9 Ah is 2.
    """
    not_negative(current=current)
    positive(charge=charge)
    return 3600 * current / charge


def runtime(energy: float, usable_share: float, power: float) -> float:
    """Time until the usable share of the energy is spent at a mean power, s. Energy balance, no source.

    Energy in J and power in W, both above zero; the share from 0 to 1.
    """
    positive(energy=energy, power=power)
    share(usable_share=usable_share)
    return energy * usable_share / power


def eu_category(designed_use: Use, mass: float) -> Use:
    """Category of a battery by the use it was designed for, and by its mass. Article 3(1); secondary.

    A battery for light transport, electric vehicles or starting stays what it is; any other is industrial when it
    was designed for industrial use or weighs more than 5 kg, else portable. Mass in kg, above zero. Raises ValueError
    for an unknown use.
    """
    positive(mass=mass)
    if designed_use not in USES:
        raise ValueError(f"The designed use has to be one of {', '.join(USES)}; it is `{designed_use}`.")
    if designed_use in VEHICLES:
        return designed_use
    return "portable" if designed_use == "portable" and at_most(mass, HEAVIEST_PORTABLE) else "industrial"


def needs_passport(category: Use, energy: float) -> bool:
    """Whether each battery needs a passport of its own. Article 77(1), from 2027-02-18; secondary.

    For light transport, electric vehicles, and industrial above 2 kWh. Energy in J, above zero. Raises ValueError
    for an unknown category.
    """
    positive(energy=energy)
    if category not in USES:
        raise ValueError(f"The category has to be one of {', '.join(USES)}; it is `{category}`.")
    if category == "industrial":
        return not at_most(energy, PASSPORT_ENERGY)
    return category in ("light_transport", "electric_vehicle")
