"""Published calculations as rules call them: signatures, directions, ends of intervals, what is not defined."""

import inspect
import re
from importlib import import_module
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.calculations import CALCULATIONS, ends, success_rate

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| `(\w+)\.(\w+)` \| [^|]* \| ([^|]*) \| ([^|]*)\|", re.MULTILINE)
YEAR, HOUR = 365.25 * 86400, 3600.0


@pytest.mark.parametrize("name", [name for name, one in CALCULATIONS.items() if not one.module.startswith("iso13849")])
def test_each_argument_pulls_as_the_page_says(name: str) -> None:
    """The table of docs/engineering-contact.md is held by properties; this holds the signatures to the table."""
    page = (ROOT / "docs" / "engineering-contact.md").read_text("utf-8")
    rows = {(module, function): (rises, falls) for module, function, rises, falls in ROW.findall(page)}
    calculation = CALCULATIONS[name]
    function = getattr(import_module(f"compliance.engineering.{calculation.module}"), name)
    rises, falls = (part.split(", ") for part in map(str.strip, rows[calculation.module, name]))
    for argument, spelt in zip(inspect.signature(function).parameters, calculation.arguments, strict=True):
        assert argument in (rises if spelt[-1] == "+" else falls), argument


def test_every_calculation_is_named_in_the_description_of_the_language() -> None:
    """Nobody has to read code to know what can be called."""
    page = (ROOT / "docs" / "rule-language.md").read_text("utf-8")
    assert [name for name in CALCULATIONS if f"`{name}`" not in page] == []


def test_ends_of_intervals_give_the_ends_of_the_answer() -> None:
    """An argument that pulls down takes its other end; an open end opens the answer."""
    assert ends("stopping_distance", [(1.0, 2.0), (0.0, 0.0), (1.0, 2.0)]) == (0.25, 2.0)
    assert ends("stopping_distance", [(1.0, inf), (0.0, 0.0), (1.0, 1.0)]) == (0.5, inf)
    assert ends("stopping_distance", [(1.0, 1.0), (0.0, 0.0), (0.0, 1.0)]) is None  # no braking is not defined


@pytest.mark.parametrize(
    ("category", "years", "dc", "ccf", "per_hour"),
    [
        ("3", 30.0, 0.9, 65, 2.65e-7),
        ("3", 30.0, 0.9, 64, inf),  # too few points against common cause failure
        ("3", 2.9, 0.9, 65, inf),  # below the lowest band
        ("4", 100.0, 0.99, 65, 2.47e-8),
        ("4", 100.0, 0.98, 65, inf),  # category 4 asks for high coverage
    ],
)
def test_what_an_architecture_is_worth(category: str, years: float, dc: float, ccf: float, per_hour: float) -> None:
    """PFHD of table K.1; infinite where a condition of the category is not met, so that no claim rests on it."""
    exact = [(value, value) for value in (years * YEAR, dc, float(ccf))]
    found = ends("pfhd_of_category", [frozenset((category,)), *exact])
    assert found == pytest.approx((per_hour / HOUR, per_hour / HOUR), rel=1e-3)


def test_the_tests_of_category_2_are_not_stated() -> None:
    """So what it is worth stays open."""
    assert ends("pfhd_of_category", [frozenset("2"), (30 * YEAR,) * 2, (0.9, 0.9), (65.0, 65.0)]) is None


def test_a_word_that_may_be_several_spans_all_of_them() -> None:
    """Category 1 or 3: the answer lies between both."""
    values = [(50 * YEAR, 50 * YEAR), (0.9, 0.9), (65.0, 65.0)]
    alone = [ends("pfhd_of_category", [frozenset(word), *values]) for word in "13"]
    assert None not in alone
    lows, highs = zip(*(one for one in alone if one), strict=True)
    assert ends("pfhd_of_category", [frozenset("13"), *values]) == (min(lows), max(highs))


@given(tried=st.integers(1, 200), share=st.floats(0, 1))
def test_a_success_rate_lies_within_its_bounds(tried: int, share: float) -> None:
    """And more successes never lower either of them."""
    done = round(tried * share)
    found = success_rate((done, done), (tried, tried), 0.95)
    assert found is not None and found[0] <= done / tried <= found[1]
    if done < tried:
        more = success_rate((done + 1, done + 1), (tried, tried), 0.95)
        assert more is not None and more[0] >= found[0] and more[1] >= found[1]


def test_counts_that_may_be_several_widen_the_rate() -> None:
    """From the fewest successes of the most trials to the most of the fewest."""
    wide = success_rate((40, 45), (50, 60), 0.95)
    least, most = success_rate((40, 40), (60, 60), 0.95), success_rate((45, 45), (50, 50), 0.95)
    assert wide and least and most and wide == (least[0], most[1])
    assert success_rate((45, inf), (50, 50), 0.95) is None
    assert success_rate((45, 51), (50, 50), 0.95) is None
