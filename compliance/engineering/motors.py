"""Japan's 80 W: Ministry of Labour Notice 51 of 1983 (昭和58年労働省告示第51号), item 1. Confidence secondary."""

from collections.abc import Sequence

from compliance.engineering.domain import positive
from compliance.logic.intervals import at_most

LARGEST_OUTSIDE = 80.0  # W


def largest_motor(rated_powers: Sequence[float]) -> float:
    """Rated output of the largest drive motor, W: the largest, not the sum.

    Raises ValueError without motors, and for one that is not above zero.
    """
    if not rated_powers:
        raise ValueError("At least one drive motor has to be listed.")
    for power in rated_powers:
        positive(rated_power=power)
    return max(rated_powers)


def outside_definition_by_power(rated_powers: Sequence[float]) -> bool:
    """Whether the machine is outside the definition of an industrial robot: its largest drive motor has at most 80 W.

    Rated outputs in W. False does not say that it is inside. Raises ValueError as largest_motor does.
    """
    return at_most(largest_motor(rated_powers), LARGEST_OUTSIDE)
