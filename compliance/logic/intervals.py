"""Closed intervals of real numbers in SI, ends may be infinite, and their comparison.

Every operation contains all results its operands may have. It may be too wide, never too narrow.
"""

from collections.abc import Iterable
from math import inf, isnan
from sys import float_info

from compliance.logic.truth import Truth
from compliance.units.kinds import Interval

EVERYTHING: Interval = (-inf, inf)
CANCELLED = 1e-14  # of the larger operand: what is left of two equal numbers, each rounded on its way
RELATIVE_ROUNDING = 1e-9  # rounding only; engineering tolerance is written by the author of a rule


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all given ones; the whole line over nothing."""
    found = list(intervals)
    if not found:
        return EVERYTHING
    return (min(low for low, _ in found), max(high for _, high in found))


def at_most(a: float, b: float) -> bool:
    """a <= b, or equal but for rounding: |a-b| <= 1e-9 * max(|a|, |b|). Nothing rounds to infinity."""
    return a <= b or a - b <= RELATIVE_ROUNDING * max(abs(a), abs(b)) < inf


def below(a: float, b: float) -> bool:
    """a < b by more than rounding."""
    return not at_most(b, a)


def compare(operator: str, a: Interval, b: Interval) -> Truth:
    """Decide `a operator b` for one of <=, <, >=, > : true or false only if so for every choice."""
    if operator == ">=":
        return compare("<=", b, a)
    if operator == ">":
        return compare("<", b, a)
    surely, holds = (at_most, at_most) if operator == "<=" else (below, below)
    if surely(a[1], b[0]):
        return True
    return None if holds(a[0], b[1]) else False


def equal(a: Interval, b: Interval) -> Truth:
    """Decide `a == b` for counts and ranks, where equality makes sense."""
    if compare("<", a, b) or compare(">", a, b):
        return False
    return True if compare("<=", a, b) and compare(">=", a, b) else None


def negate(a: Interval) -> Interval:
    """-a."""
    return (-a[1], -a[0])


def add(a: Interval, b: Interval) -> Interval:
    """a + b; a sum that is zero but for rounding is zero."""
    return _safe(_sum(a[0], b[0]), _sum(a[1], b[1]))


def _sum(x: float, y: float) -> float:
    total = x + y
    return 0.0 if abs(total) <= CANCELLED * max(abs(x), abs(y)) < inf else total


def multiply(a: Interval, b: Interval) -> Interval:
    """a * b; zero times an unbounded end is zero, as it is for every finite choice."""
    products = [0.0 if x == 0 or y == 0 else x * y for x in a for y in b]
    return _safe(min(products), max(products))


def divide(a: Interval, b: Interval) -> Interval | None:
    """a / b; None when b may be zero."""
    if b[0] <= 0 <= b[1]:
        return None
    return multiply(a, (1 / b[1], 1 / b[0]))


def _safe(low: float, high: float) -> Interval:
    """Widen what overflowed: a lower end is never above the largest number, an upper end never below the least."""
    return (-inf if isnan(low) else min(low, float_info.max), inf if isnan(high) else max(high, -float_info.max))
