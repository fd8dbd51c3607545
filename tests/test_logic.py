"""Three-valued logic and closed intervals: true or false only where every choice agrees."""

import json
import operator
from itertools import product
from math import inf, isclose, isfinite
from sys import float_info
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.logic import EVERYTHING, Truth, add, both, compare, divide, either, hull, multiply, negate
from compliance.logic import negation as not_
from compliance.logic.intervals import equal
from compliance.units import Interval, read_quantity

BUYER = """\
id: buyer
title: {en: A buyer, zh: 采购方}
scenario: {en: Works for four hours., zh: 工作四小时。}
markets: [eu]
adopts: []
asks: []
criteria: [P5-RUNTIME-001]
addressee: manufacturer
decision_rule: {default: 0, persons: 1}
facts: {runtime_min: 4 h, users: [adults_trained], contact: none}
"""

RUNTIME = [
    (["4 h"], True, "proof"),
    (["≥ 8 h"], True, "proof"),
    (["4-6 h"], True, "proof"),
    (["4.5 h", "5 h"], True, "proof"),
    (["2-4 h"], None, "range"),
    (["≥ 3 h"], None, "bound"),
    (["≤ 4 h"], None, "bound"),
    (["2.5 h", "5 h"], None, "conflict"),
    ([None], None, "missing"),
    (["1-3 h"], False, ""),
    (["< 3 h"], False, ""),
    (["2 h", "3 h"], False, ""),
]
WORK = {"load": "0 kg", "activity": "walking"}


@pytest.mark.parametrize(("runtime", "truth", "reason"), RUNTIME)
def test_runtime_of_at_least_four_hours(runtime: list[str | None], truth: Truth, reason: str, desk: Any) -> None:
    """The table of the semantics: what `runtime >= 4 h` is for each way to state a runtime, and why."""
    stated = [{"value": value, "at": WORK} for value in runtime]
    profile = json.dumps({"profile": 1, "power": {"runtime": stated}})
    assessment = desk.assess(profile, target=BUYER, markets=("eu",))
    result = next(one for one in assessment.results if one.requirement.id == "P5-RUNTIME-001")
    assert result.answer_at[1] is truth
    assert [one.type for one in result.reasons[:1]] == ([reason] if reason else [])


def test_an_absent_runtime_is_unknown(desk: Any) -> None:
    """A missing field is the whole line, never the field's legal domain."""
    assessment = desk.assess("profile: 1\n", target=BUYER, markets=("eu",))
    result = next(one for one in assessment.results if one.requirement.id == "P5-RUNTIME-001")
    assert result.answer_at[1] is None
    assert [one.type for one in result.reasons] == ["missing"]


T, F, U = True, False, None
AND = {(T, T): T, (T, U): U, (T, F): F, (U, T): U, (U, U): U, (U, F): F, (F, T): F, (F, U): F, (F, F): F}
OR = {(T, T): T, (T, U): T, (T, F): T, (U, T): T, (U, U): U, (U, F): U, (F, T): T, (F, U): U, (F, F): F}


@pytest.mark.parametrize("pair", list(product((T, U, F), repeat=2)))
def test_and_or_follow_kleene(pair: tuple[Truth, Truth]) -> None:
    """Kleene's strong tables, cell for cell."""
    assert both(pair) is AND[pair]
    assert either(pair) is OR[pair]


def test_not_leaves_unknown_unknown() -> None:
    """Kleene's negation."""
    assert [not_(one) for one in (T, U, F)] == [F, U, T]


def test_and_over_nothing_is_true_or_over_nothing_is_false() -> None:
    """The neutral elements."""
    assert both([]) is True
    assert either([]) is False


@given(truths=st.lists(st.sampled_from([T, U, F])))
def test_de_morgan_holds(truths: list[Truth]) -> None:
    """A negated AND is the OR of the negations."""
    assert not_(both(truths)) is either(not_(one) for one in truths)


def test_millimetres_and_metres_are_equal(catalogue: Any) -> None:
    """k mm <= k/1000 m, and the other way round, for every whole k up to 5,000."""
    length = catalogue.units.kind("length")

    def read(text: str) -> Interval:
        return read_quantity(text, length, catalogue.units, 0.0).interval

    for k in range(5001):
        small, large = read(f"{k} mm"), read(f"{k / 1000} m")
        assert compare("<=", small, large) is True
        assert compare(">=", small, large) is True
        assert compare("<", small, large) is False


@pytest.mark.parametrize(
    ("sign", "a", "b", "truth"),
    [
        ("<=", (1, 2), (2, 3), True),
        ("<=", (1, 2.5), (2, 3), None),
        ("<=", (4, 5), (2, 3), False),
        ("<", (1, 2), (2, 3), None),
        ("<", (1, 1.9), (2, 3), True),
        ("<", (3, 5), (2, 3), False),
        (">=", (2, 3), (1, 2), True),
        (">", (1, 2), (2, 3), False),
        ("<=", (0, 0), (0, 0), True),
        ("<=", (1 + 1e-10, 1 + 1e-10), (1, 1), True),
        ("<=", (1 + 1e-8, 1 + 1e-8), (1, 1), False),
        ("<=", (1e-12, 1e-12), (0, 0), False),
    ],
)
def test_intervals_compare_by_their_ends(sign: str, a: Interval, b: Interval, truth: Truth) -> None:
    """True if the worst choice holds, false if the best does not; equal means equal but for rounding."""
    assert compare(sign, a, b) is truth


@pytest.mark.parametrize(
    ("sign", "a", "b", "truth"),
    [
        ("<=", (100, inf), (280, 280), None),
        ("<=", (300, inf), (280, 280), False),
        (">=", (-inf, 4), (3, 3), None),
        ("<=", EVERYTHING, (1, 1), None),
        (">=", EVERYTHING, (1, 1), None),
        ("<=", EVERYTHING, EVERYTHING, None),
        ("<", (5, 5), (4, inf), None),
        (">", (5, 5), (-inf, 6), None),
        ("<", (-inf, 0), (1, 1), True),
        (">", (5, inf), (4, 4), True),
        ("<=", (-inf, 3), (4, inf), True),
        (">=", (5, inf), (4, 4), True),
        ("<=", (-inf, 3), (3, 3), True),
    ],
)
def test_unbounded_intervals_compare_by_their_finite_ends(sign: str, a: Interval, b: Interval, truth: Truth) -> None:
    """An end that is not known decides nothing."""
    assert compare(sign, a, b) is truth


@pytest.mark.parametrize(
    ("a", "b", "truth"),
    [((1, 1), (1, 1), True), ((1, 1), (2, 2), False), ((1, 2), (2, 2), None), ((1, 2), (1, 2), None)],
)
def test_counts_are_equal_where_both_are_known(a: Interval, b: Interval, truth: Truth) -> None:
    """Two equal ranges need not hold the same number."""
    assert equal(a, b) is truth


NUMBERS = st.floats(1e-9, 1e9) | st.floats(-1e9, -1e-9) | st.integers(-5, 5).map(float)
SIGNS = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt}


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Interval, float]:
    """An interval and one of the values it may stand for."""
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return (low, high), value


@given(a=chosen(), b=chosen(), sign=st.sampled_from(list(SIGNS)))
def test_what_holds_for_intervals_holds_for_every_choice(
    a: tuple[Interval, float], b: tuple[Interval, float], sign: str
) -> None:
    """Narrowing an interval to any of its values never turns true into false or false into true."""
    whole = compare(sign, a[0], b[0])
    point = compare(sign, (a[1], a[1]), (b[1], b[1]))
    assert point is not None
    assert whole is None or whole is point


@given(a=chosen(), b=chosen(), sign=st.sampled_from(list(SIGNS)), end=st.sampled_from([-inf, inf]))
def test_what_holds_for_unbounded_intervals_holds_for_every_choice(
    a: tuple[Interval, float], b: tuple[Interval, float], sign: str, end: float
) -> None:
    """The same where one end of the first is not known."""
    (low, high), x = a
    whole = compare(sign, (low, inf) if end > 0 else (-inf, high), b[0])
    assert whole is None or whole is compare(sign, (x, x), (b[1], b[1]))


@given(a=chosen(), b=chosen(), sign=st.sampled_from(list(SIGNS)))
def test_a_decided_comparison_agrees_with_arithmetic(
    a: tuple[Interval, float], b: tuple[Interval, float], sign: str
) -> None:
    """Outside the rounding band, the answer is the one of plain numbers."""
    x, y = a[1], b[1]
    if not isclose(x, y, rel_tol=1e-8):
        assert compare(sign, (x, x), (y, y)) is SIGNS[sign](x, y)


@given(a=chosen(), b=chosen(), sign=st.sampled_from(["<=", ">="]))
def test_a_comparison_and_its_opposite_exclude_each_other(
    a: tuple[Interval, float], b: tuple[Interval, float], sign: str
) -> None:
    """`a <= b` is the negation of `a > b`, for unknown too."""
    opposite = {"<=": ">", ">=": "<"}[sign]
    assert compare(sign, a[0], b[0]) is not_(compare(opposite, a[0], b[0]))


def holds(interval: Interval, value: float) -> bool:
    """Whether a value lies in an interval, but for rounding."""
    low, high = interval
    slack = 1e-9 * max(1e-300, abs(value))
    return low - slack <= value <= high + slack


@given(a=chosen(), b=chosen())
def test_sums_and_products_contain_every_choice(a: tuple[Interval, float], b: tuple[Interval, float]) -> None:
    """Interval arithmetic may be too wide, never too narrow."""
    (first, x), (second, y) = a, b
    assert holds(add(first, second), x + y)
    assert holds(negate(first), -x)
    assert holds(multiply(first, second), x * y)


@given(a=chosen(), b=chosen())
def test_quotients_contain_every_choice(a: tuple[Interval, float], b: tuple[Interval, float]) -> None:
    """A divisor that may be zero gives unknown, any other an interval that holds the quotient."""
    (first, x), (second, y) = a, b
    quotient = divide(first, second)
    assert (quotient is None) is (second[0] <= 0 <= second[1])
    assert quotient is None or not isfinite(x / y) or holds(quotient, x / y)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (add((1, inf), (-inf, 2)), EVERYTHING),
        (add((1, inf), (2, 2)), (3, inf)),
        (add((1, 2), (3, 5)), (4, 7)),
        (add((0.1 + 0.2, 1), (-0.3, 1)), (0, 2)),
        (add((-inf, 0), (inf, 0)), (-inf, 0)),
        (multiply((0, 0), EVERYTHING), (0, 0)),
        (multiply((0, 2), (3, 4)), (0, 8)),
        (multiply((0, 2), (3, inf)), (0, inf)),
        (multiply((2, 3), (0, 4)), (0, 12)),
        (multiply((2, 3), (1, 4)), (2, 12)),
        (multiply((1e200, 1e201), (1e200, 1e201)), (float_info.max, inf)),
        (divide((2, 8), (1, 2)), (1, 8)),
        (divide((2, 8), (-2, -1)), (-8, -1)),
        (multiply((1, inf), (-2, 3)), EVERYTHING),
        (multiply((0, inf), (0, inf)), (0, inf)),
        (divide((1, 1), (1, inf)), (0, 1)),
        (divide((1, 1), (0, 1)), None),
        (negate((1, inf)), (-inf, -1)),
    ],
)
def test_unbounded_arithmetic_is_never_too_narrow(found: Interval | None, wanted: Interval | None) -> None:
    """Infinite ends stay infinite, zero stays zero, nothing becomes NaN."""
    assert found == wanted


@given(parts=st.lists(chosen(), min_size=1))
def test_a_hull_holds_every_part(parts: list[tuple[Interval, float]]) -> None:
    """Several statements of one fact count as their hull."""
    low, high = hull(interval for interval, _ in parts)
    assert all(low <= value <= high for _, value in parts)


def test_a_hull_of_nothing_is_the_whole_line() -> None:
    """Nothing said means anything may be."""
    assert hull([]) == EVERYTHING
