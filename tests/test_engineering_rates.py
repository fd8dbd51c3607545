"""The upper bound of a rate of rare events, against tables of chi-squared and exact sums."""

from fractions import Fraction
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.engineering.rates import upper_event_rate

HALF_CHI_SQUARED = {0: 2.99573, 1: 4.74386, 2: 6.29579, 3: 7.75366, 5: 10.51303, 10: 16.96222}  # 0.95, 2n + 2


@pytest.mark.parametrize(("events", "bound"), HALF_CHI_SQUARED.items())
def test_the_bound_is_that_of_the_tables(events: int, bound: float) -> None:
    """Half of the quantile of chi-squared with 2n + 2 degrees of freedom."""
    assert upper_event_rate(events, 1, 0.95) == pytest.approx(bound, rel=2e-6)
    assert upper_event_rate(events, 50, 0.95) == pytest.approx(bound / 50, rel=2e-6)


def test_without_events_the_form_is_closed() -> None:
    """-ln(1 - confidence) by the exposure."""
    assert upper_event_rate(0, 4, 0.99) == pytest.approx(-log(0.01) / 4)


@given(events=st.integers(0, 60), confidence=st.floats(0.5, 0.999))
def test_at_the_bound_so_few_events_are_as_rare_as_the_risk(events: int, confidence: float) -> None:
    """The sum of the Poisson terms in exact fractions, but for the factor in front."""
    mean = Fraction(upper_event_rate(events, 1, confidence))
    term = total = Fraction(1)
    for count in range(1, events + 1):
        term *= mean / count
        total += term
    assert float(total) * exp(-float(mean)) == pytest.approx(1 - confidence, rel=1e-6)


@pytest.mark.parametrize("wrong", [(-1, 1, 0.95), (0.5, 1, 0.95), (1, 0, 0.95), (1, 1, 0.4), (1, 1, 1.0)])
def test_outside_its_domain_it_refuses(wrong: tuple[float, float, float]) -> None:
    """Never NaN, never a silent clamp."""
    with pytest.raises(ValueError, match=r"\."):
        upper_event_rate(*wrong)
