"""Two success rates and the difference between them: Newcombe's hybrid score interval, method 10 of his eleven.

R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven methods,
Statistics in Medicine 17 (1998), 873-890; it joins Wilson's score intervals of the two rates. Confidence recalled: four
of its worked examples are held by a test, and its coverage is counted out. It is approximate: near rates of 0 and 1 a
95 % interval may cover somewhat less. Trials have to be independent, within a series and between the two. Every
function raises ValueError for an argument outside its domain.
"""

from math import sqrt
from typing import NamedTuple

from compliance.engineering.domain import whole
from compliance.engineering.normal import quantile
from compliance.engineering.statistics import MOST_TRIALS, Bounds


class Difference(NamedTuple):
    """First rate minus second, from -1 to 1, with the two ends of its interval."""

    estimate: float
    lower: float
    upper: float


def score_bounds(successes: float, trials: float, confidence: float) -> Bounds:
    """Wilson's score interval of one success rate, two-sided.

    Trials from 1 to 10 million, successes from 0 to trials, confidence from 0.5 and below 1.
    """
    tried = whole("trials", trials, 1, MOST_TRIALS)
    done = whole("successes", successes, 0, tried)
    z = _deviations(confidence)
    share, weight = done / tried, z * z / tried
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / tried + weight / (4 * tried)) / (1 + weight)
    return Bounds(max(0.0, middle - half) if done else 0.0, min(1.0, middle + half) if done < tried else 1.0)


def rate_difference(first: tuple[float, float], second: tuple[float, float], confidence: float) -> Difference:
    """The first success rate minus the second with its two-sided interval; each is (successes, trials).

    Domain as for score_bounds.
    """
    here, there = first[0] / first[1] if first[1] else 0.0, second[0] / second[1] if second[1] else 0.0
    mine, other = score_bounds(*first, confidence), score_bounds(*second, confidence)
    down = sqrt((here - mine.lower) ** 2 + (other.upper - there) ** 2)
    up = sqrt((mine.upper - here) ** 2 + (there - other.lower) ** 2)
    return Difference(here - there, max(-1.0, here - there - down), min(1.0, here - there + up))


def _deviations(confidence: float) -> float:
    if not 0.5 <= confidence < 1:
        raise ValueError(f"The confidence has to be from 0.5 and below 1; it is {confidence:g}.")
    return quantile((1 + confidence) / 2)
