"""JCGM 106:2012, measurement uncertainty in conformity: how probable it is that a measured thing conforms.

Confidence recalled, checked against published examples. The measured value is taken as normal about the truth, with
standard uncertainty u = U/k; nothing is known beforehand. One unit throughout; the caller's. Every function raises
ValueError for an argument outside its domain.
"""

from collections.abc import Callable
from math import exp, pi, sqrt
from typing import NamedTuple

from compliance.engineering.decision import Side, sign_of
from compliance.engineering.domain import between_zero_and_one, finite, not_negative, ordered, positive
from compliance.engineering.normal import cumulative, quantile

WINDOW = 9.0  # standard deviations: what lies beyond weighs less than 1e-18
SLICES = 400  # of Simpson's rule over a window: agrees with published risks to all digits printed


class GlobalRisk(NamedTuple):
    """Shares of a whole production: accepted though out of tolerance, rejected though within, accepted at all."""

    false_accept: float
    false_reject: float
    accepted: float


def conformance_probability(value: float, limit: float, side: Side, standard_uncertainty: float) -> float:
    """Probability that the truth meets one limit: Φ((T_U - y)/u), or 1 - Φ((T_L - y)/u). Section 7; recalled.

    Standard uncertainty above zero. Raises ValueError for another side than `upper` or `lower`.
    """
    positive(standard_uncertainty=standard_uncertainty)
    finite(value=value, limit=limit)
    return cumulative(sign_of(side) * (limit - value) / standard_uncertainty)


def conformance_probability_between(value: float, lower: float, upper: float, standard_uncertainty: float) -> float:
    """Probability that the truth lies between two limits: Φ((T_U - y)/u) - Φ((T_L - y)/u). Section 7; recalled.

    Standard uncertainty above zero. Raises ValueError when the lower limit is above the upper.
    """
    ordered(lower, upper)
    below = conformance_probability(value, lower, "upper", standard_uncertainty)
    return max(conformance_probability(value, upper, "upper", standard_uncertainty) - below, 0.0)


def worst_false_accept(r: float, coverage_factor: float) -> float:
    """Risk of a value right at the acceptance limit, one limit, guard band r·U: Φ(-r·k). ILAC-G8 table 1; secondary.

    Coverage factor k above zero; 2 for about 95 %.
    """
    finite(r=r)
    positive(coverage_factor=coverage_factor)
    return cumulative(-r * coverage_factor)


def guard_factor(risk: float) -> float:
    """Guard band in standard uncertainties that keeps a risk at one limit: Φ⁻¹(1 - risk). From section 7; recalled.

    One-sided: 1.64 for 5 %. Risk above 0 and below 1.
    """
    return -quantile(risk)


def rejection_limit(limit: float, relative_uncertainty: float, probability: float) -> float:
    """Measured value above which an upper limit is surely exceeded, with that probability: v0/(1 - z·u_rel).

    8.3.3, example of a speed trap; recalled. The uncertainty grows with the truth; both above zero, the probability
    above 0 and below 1. Raises ValueError when the uncertainty is too large for such a limit.
    """
    positive(limit=limit, relative_uncertainty=relative_uncertainty)
    left = 1 - quantile(probability) * relative_uncertainty
    if left <= 0:
        raise ValueError(f"With a relative uncertainty of {relative_uncertainty:g} no value is surely above the limit.")
    return limit / left


def measurement_capability(lower: float, upper: float, expanded_uncertainty: float) -> float:
    """Width between the limits over twice the expanded uncertainty: C_m = (T_U - T_L)/(2U). 7.6; recalled.

    U with k = 2, above zero. Raises ValueError when the lower limit is not below the upper.
    """
    ordered(lower, upper)
    positive(expanded_uncertainty=expanded_uncertainty, width_between_limits=upper - lower)
    return (upper - lower) / (2 * expanded_uncertainty)


def process_capability(value: float, lower: float, upper: float, standard_deviation: float) -> float:
    """Distance to the nearer limit over three standard deviations (Cpk). Definition; below zero outside.

    Standard deviation above zero. Raises ValueError when the lower limit is above the upper.
    """
    positive(standard_deviation=standard_deviation)
    finite(value=value)
    ordered(lower, upper)
    return min(value - lower, upper - value) / (3 * standard_deviation)


def process_deviation(tolerance: float, within: float) -> float:
    """Standard deviation of a centred production of which that share lies within ± tolerance.

    Normal distribution. Tolerance above zero, share above 0 and below 1.
    """
    positive(tolerance=tolerance)
    between_zero_and_one(within=within)
    widest = quantile((1 + within) / 2)
    if not widest:
        raise ValueError(f"A share of {within:g} within the limits is too small to tell the deviation.")
    return tolerance / widest


def global_risk(
    tolerance: float, acceptance: float, process_deviation: float, measurement_deviation: float
) -> GlobalRisk:
    """Risks over a production that is normal and centred between limits ± tolerance, accepted within ± acceptance.

    9.5, integrated numerically; recalled. Needs statistics of the lot: one robot's profile cannot state it. All above
    zero, acceptance not below zero.
    """
    positive(tolerance=tolerance, process_deviation=process_deviation, measurement_deviation=measurement_deviation)
    not_negative(acceptance=acceptance)

    def accepted(truth: float) -> float:
        rejected_above = cumulative((truth - acceptance) / measurement_deviation)
        return cumulative((truth + acceptance) / measurement_deviation) - rejected_above

    def density(truth: float) -> float:
        return exp(-((truth / process_deviation) ** 2) / 2) / (process_deviation * sqrt(2 * pi))

    blur, farthest = WINDOW * measurement_deviation, WINDOW * process_deviation
    near, far = max(acceptance - blur, 0.0), acceptance + blur  # between them acceptance is uncertain
    false_accept = 2 * _integral(lambda truth: density(truth) * accepted(truth), tolerance, min(far, farthest), near)
    false_reject = 2 * _integral(
        lambda truth: density(truth) * (1 - accepted(truth)), near, min(tolerance, farthest), far
    )
    overall = sqrt(process_deviation**2 + measurement_deviation**2)
    return GlobalRisk(false_accept, false_reject, 1 - 2 * cumulative(-acceptance / overall))


def _integral(function: Callable[[float], float], start: float, end: float, bend: float) -> float:
    """Simpson's rule, on either side of a bend; nothing over an empty range."""
    if start >= end:
        return 0.0
    if start < bend < end:
        return _integral(function, start, bend, end) + _integral(function, bend, end, end)
    step = (end - start) / SLICES
    inner = sum((4 if index % 2 else 2) * function(start + index * step) for index in range(1, SLICES))
    return (function(start) + inner + function(end)) * step / 3
