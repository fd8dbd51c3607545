"""Rates of rare events: the exact upper bound of a Poisson rate from what was counted.

The bound holds alone with the stated confidence (one-sided). Textbook statistics; confidence recalled, checked against
the closed form without events. Events have to be independent, at a constant rate, and all of them counted.
"""

from math import exp, lgamma, log

from compliance.engineering.domain import positive, whole

MOST_EVENTS = 1_000_000


def upper_event_rate(events: float, exposure: float, confidence: float) -> float:
    """The rate at which so few events would be as rare as 1 - confidence: the largest rate that still fits.

    Events from 0 to a million; exposure above zero, in any unit of time: the rate is per that unit. Confidence from
    0.5 and below 1. Raises ValueError for an argument outside its domain.
    """
    count = whole("events", events, 0, MOST_EVENTS)
    positive(exposure=exposure)
    if not 0.5 <= confidence < 1:
        raise ValueError(f"The confidence has to be from 0.5 and below 1; it is {confidence:g}.")
    risk = 1 - confidence
    low, high = 0.0, 2.0 * count + 100.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if _at_most(count, middle) < risk else (middle, high)
    return high / exposure


def _at_most(count: int, mean: float) -> float:
    """Probability of that many events or fewer: the Poisson terms, from the last one down."""
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total = term
    for events in range(count, 0, -1):
        term *= events / mean
        total += term
        if term <= 1e-18 * total:
            break
    return min(total, 1.0)
