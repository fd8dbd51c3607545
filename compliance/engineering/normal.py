"""The standard normal distribution: its cumulative probability and its quantile."""

from math import erfc, sqrt

from compliance.engineering.domain import between_zero_and_one

FARTHEST = 40.0  # standard deviations: beyond, a probability is zero even as a float


def cumulative(z: float) -> float:
    """Probability of a value up to z, in standard deviations."""
    return erfc(-z / sqrt(2)) / 2


def quantile(probability: float) -> float:
    """The value that is not exceeded with this probability, in standard deviations.

    Raises ValueError when the probability is not above 0 and below 1.
    """
    between_zero_and_one(probability=probability)
    if probability == 1 / 2:
        return 0.0
    if probability > 1 / 2:  # 1 - p is exact here, and the lower tail has more digits
        return -quantile(1 - probability)
    low, high = -FARTHEST, 0.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if cumulative(middle) < probability else (low, middle)
    return high
