"""ILAC-G8:09/2019, decision rules: a measured value, a limit, a guard band, and the statement that follows.

Confidence secondary. One unit throughout; the caller's. A value that equals a limit but for rounding meets it. Every
function raises ValueError for an argument outside its domain.
"""

from typing import Literal

from compliance.engineering.domain import finite, not_negative, ordered, positive
from compliance.logic.intervals import at_most

Side = Literal["upper", "lower"]
Rule = Literal["simple", "binary_guard_band", "non_binary_guard_band", "three_zones"]
Statement = Literal["pass", "conditional_pass", "indeterminate", "conditional_fail", "fail"]

RULES = ("simple", "binary_guard_band", "non_binary_guard_band", "three_zones")
ORDER: tuple[Statement, ...] = ("pass", "conditional_pass", "indeterminate", "conditional_fail", "fail")


def sign_of(side: Side) -> int:
    """1 for an upper limit, -1 for a lower one. Raises ValueError for another word."""
    if side not in ("upper", "lower"):
        raise ValueError(f"The side of a limit has to be `upper` or `lower`; it is `{side}`.")
    return 1 if side == "upper" else -1


def guard_band(expanded_uncertainty: float, r: float) -> float:
    """Width of a guard band: w = r·U. Section 4; secondary.

    U is the expanded uncertainty k·u, not below zero. r is 0 for simple acceptance, 1 for the usual guard band,
    below zero where only a nearly sure failure is rejected.
    """
    not_negative(expanded_uncertainty=expanded_uncertainty)
    finite(r=r)
    return r * expanded_uncertainty


def acceptance_limit(limit: float, side: Side, guard_band: float) -> float:
    """Limit that a measured value is held against: an upper limit less the guard band, a lower one plus it.

    Section 4; secondary. Raises ValueError for another side than `upper` or `lower`.
    """
    finite(limit=limit, guard_band=guard_band)
    return limit - sign_of(side) * guard_band


def acceptance_half_width(tolerance: float, guard_band: float) -> float:
    """Half the width of the acceptance zone between two limits at nominal ± tolerance. Section 4; secondary.

    Tolerance above zero. Raises ValueError when the guard bands leave no zone.
    """
    positive(tolerance=tolerance)
    finite(guard_band=guard_band)
    if not at_most(guard_band, tolerance):
        raise ValueError(f"Guard bands of {guard_band:g} leave no zone of acceptance within ±{tolerance:g}.")
    return max(tolerance - guard_band, 0.0)


def decide(rule: Rule, value: float, limit: float, side: Side, guard_band: float) -> Statement:
    """Statement on one measured value against one limit. 4.2.1 to 4.2.3; secondary.

    simple: pass up to the limit, else fail. binary_guard_band: pass up to the acceptance limit, else fail.
    non_binary_guard_band: between, conditional_pass up to the limit and conditional_fail up to a guard band beyond it.
    three_zones: the same, with indeterminate for both conditional words (a laboratory's wording, not the guide's).
    The guard band is not below zero. Raises ValueError for another rule or side.
    """
    finite(value=value, limit=limit)
    not_negative(guard_band=guard_band)
    if rule not in RULES:
        raise ValueError(f"The decision rule has to be one of {', '.join(RULES)}; it is `{rule}`.")
    sign = sign_of(side)
    if rule == "simple":
        return "pass" if at_most(sign * value, sign * limit) else "fail"
    zone = _zone(sign * value, sign * limit, guard_band)
    if rule == "binary_guard_band":
        return "pass" if zone == "pass" else "fail"
    return "indeterminate" if rule == "three_zones" and zone.startswith("conditional") else zone


def decide_between(rule: Rule, value: float, lower: float, upper: float, guard_band: float) -> Statement:
    """Statement on one measured value against two limits: the worse of the two statements. 4.2; secondary.

    Raises ValueError as decide does, and when the lower limit is above the upper.
    """
    ordered(lower, upper)
    below = decide(rule, value, lower, "lower", guard_band)
    above = decide(rule, value, upper, "upper", guard_band)
    return max(below, above, key=ORDER.index)


def _zone(value: float, limit: float, guard_band: float) -> Statement:
    """The four zones of an upper limit."""
    if at_most(value + guard_band, limit):
        return "pass"
    if at_most(value, limit):
        return "conditional_pass"
    return "conditional_fail" if at_most(value - guard_band, limit) else "fail"
