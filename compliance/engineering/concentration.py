"""Concentration of suppliers or countries: the Herfindahl-Hirschman index, and the bands of merger policy.

Bands: DOJ/FTC Merger Guidelines 2023, section 2.1; confidence secondary. They were not made for robots and are no duty.
"""

from collections.abc import Sequence
from math import fsum
from typing import Literal

from compliance.engineering.domain import positive, share
from compliance.logic.intervals import at_most

Band = Literal["low", "moderate", "high"]

POINTS = 10000.0  # one supplier has everything
MODERATE = 1000.0
HIGH = 1800.0


def shares(amounts: Sequence[float]) -> tuple[float, ...]:
    """Each supplier's share of the whole, from amounts in one unit (pieces, or one currency).

    Raises ValueError without amounts, and for one that is not above zero.
    """
    for amount in amounts:
        positive(amount=amount)
    whole = fsum(amounts)
    if not whole:
        raise ValueError("At least one amount has to be listed.")
    return tuple(amount / whole for amount in amounts)


def herfindahl(shares: Sequence[float]) -> float:
    """Index in points, up to 10000: the sum of (100·s)².

    Raises ValueError when the shares are not from 0 to 1, or do not add up to 1.
    """
    _whole(shares)
    return POINTS * fsum(part * part for part in shares)


def normalised_herfindahl(shares: Sequence[float]) -> float:
    """Index from 0 (all alike) to 1 (one has everything): (Σs² - 1/N)/(1 - 1/N).

    Raises ValueError as herfindahl does, and for a single supplier, where it has no value.
    """
    if len(shares) < 2:
        raise ValueError("The normalised index needs two suppliers or more.")
    even = 1 / len(shares)
    return max(herfindahl(shares) / POINTS - even, 0.0) / (1 - even)  # below zero by rounding only


def band(points: float) -> Band:
    """Word for an index: high above 1800 points, moderate from 1000, low below; the guidelines name only two.

    Raises ValueError when the index is not from 0 to 10000.
    """
    if not 0 <= points <= POINTS:
        raise ValueError(f"The index has to be from 0 to 10000 points; it is {points:g}.")
    if not at_most(points, HIGH):
        return "high"
    return "moderate" if at_most(MODERATE, points) else "low"


def _whole(shares: Sequence[float]) -> None:
    for part in shares:
        share(share=part)
    if not (at_most(fsum(shares), 1) and at_most(1, fsum(shares))):
        raise ValueError(f"The shares have to add up to 1; they add up to {fsum(shares):g}.")
