"""Success rates from trials: exact binomial bounds (Clopper-Pearson), and trials that would still settle a verdict.

Each bound holds alone with the stated confidence (one-sided). NIST/SEMATECH handbook; confidence recalled, checked
against exact fractions. Trials have to be independent, under the same conditions, and all of them counted. Every
function raises ValueError for an argument outside its domain.
"""

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log, log1p
from typing import NamedTuple

from compliance.engineering.domain import between_zero_and_one, whole

MOST_TRIALS = 10_000_000
NEGLIGIBLE = 1e-18  # of a sum: a further term that changes no digit


class Bounds(NamedTuple):
    """Lower and upper bound of a success rate, each from 0 to 1."""

    lower: float
    upper: float


class Settling(NamedTuple):
    """Fewest further trials that would settle `rate at least the limit`: all of them successes, or all failures."""

    successes_to_pass: int
    failures_to_fail: int


@lru_cache(1024)
def success_bounds(successes: float, trials: float, confidence: float) -> Bounds:
    """The two one-sided Clopper-Pearson bounds of a success rate.

    Trials from 1 to 10 million, successes from 0 to trials, confidence from 0.5 and below 1.
    """
    tried, done = _counts(successes, trials)
    risk = _risk(confidence)
    return Bounds(_lower(done, tried, risk), 1 - _lower(tried - done, tried, risk))


def lower_success_bound(successes: float, trials: float, confidence: float) -> float:
    """The lower bound alone. Domain as for success_bounds."""
    return success_bounds(successes, trials, confidence).lower


def upper_success_bound(successes: float, trials: float, confidence: float) -> float:
    """The upper bound alone. Domain as for success_bounds."""
    return success_bounds(successes, trials, confidence).upper


def trials_without_failure(rate: float, confidence: float) -> int:
    """Fewest trials that show the rate when all succeed: n with rate^n at most 1 - confidence.

    Rate above 0 and below 1; confidence from 0.5 and below 1. Raises ValueError above 10 million trials.
    """
    between_zero_and_one(rate=rate)
    risk = _risk(confidence)
    return _fewest(lambda trials: rate**trials <= risk)


def further_trials(successes: float, trials: float, rate: float, confidence: float) -> Settling:
    """Fewest further trials after which the bounds decide `rate at least this`, one way and the other.

    To pass, the lower bound has to reach the rate; to fail, the upper one has to come below it; 0 when it is so
    already. What really happens is a mixture and takes longer. Trials from 0. Rate above 0 and below 1. Raises
    ValueError above 10 million further trials.
    """
    tried, done = _counts(successes, trials) if trials else (0, whole("successes", successes, 0, 0))
    between_zero_and_one(rate=rate, rate_of_failure=1 - rate)
    risk = _risk(confidence)
    return Settling(
        _fewest(lambda more: at_least(done + more, tried + more, rate) <= risk),
        _fewest(lambda more: at_least(tried - done + more, tried + more, 1 - rate) < risk),
    )


def at_least(successes: int, trials: int, rate: float) -> float:
    """Probability of that many successes or more. Rate above 0 and below 1; successes may be 0 or less."""
    between_zero_and_one(rate=rate)
    if successes <= 0:
        return 1.0
    if successes > trials * rate:  # the tail is summed away from the middle, where its terms only fall
        return _sum_up(successes, trials, rate)
    return 1 - _sum_up(trials - successes + 1, trials, 1 - rate)


def _sum_up(first: int, trials: int, rate: float) -> float:
    """The binomial tail from a number of successes above the mean."""
    if first > trials:
        return 0.0
    combinations = lgamma(trials + 1) - lgamma(first + 1) - lgamma(trials - first + 1)
    term = exp(combinations + first * log(rate) + (trials - first) * log1p(-rate))
    total, odds = term, rate / (1 - rate)
    for count in range(first, trials):
        term *= (trials - count) / (count + 1) * odds
        total += term
        if term <= NEGLIGIBLE * total:
            break
    return min(total, 1.0)


def _lower(successes: int, trials: int, risk: float) -> float:
    """The rate at which so many successes would be as rare as the risk."""
    if successes == 0:
        return 0.0
    if successes == trials:
        return float(risk ** (1 / trials))
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if at_least(successes, trials, middle) < risk else (low, middle)
    return low


def _fewest(enough: Callable[[int], bool]) -> int:
    """The least count that is enough, where every larger one is too."""
    if enough(0):
        return 0
    high = 1
    while not enough(high):
        high *= 2
        if high > MOST_TRIALS:
            raise ValueError("More than 10 million further trials would be needed.")
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _counts(successes: float, trials: float) -> tuple[int, int]:
    """Trials and successes as whole numbers that go together."""
    tried = whole("trials", trials, 1, MOST_TRIALS)
    return tried, whole("successes", successes, 0, tried)


def _risk(confidence: float) -> float:
    if not 0.5 <= confidence < 1:
        raise ValueError(f"The confidence has to be from 0.5 and below 1; it is {confidence:g}.")
    return 1 - confidence
