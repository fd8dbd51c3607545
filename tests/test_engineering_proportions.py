"""The difference of two success rates: published cases, coverage counted out, and laws that always hold."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.engineering.proportions import rate_difference, score_bounds

PUBLISHED = [  # Newcombe (1998), method 10, 95 %: recalled
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
]
COUNTS = st.integers(1, 400).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@pytest.mark.parametrize(("first", "second", "lower", "upper"), PUBLISHED)
def test_published_intervals(first: tuple[int, int], second: tuple[int, int], lower: float, upper: float) -> None:
    """To the four digits that are printed."""
    found = rate_difference(first, second, 0.95)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)
    assert found.estimate == pytest.approx(first[0] / first[1] - second[0] / second[1])


def _chance(successes: int, trials: int, rate: float) -> float:
    return float(comb(trials, successes) * rate**successes * (1 - rate) ** (trials - successes))


@pytest.mark.parametrize(("many", "few"), [(30, 30), (60, 20), (100, 12)])
def test_the_interval_covers_about_as_often_as_it_says(many: int, few: int) -> None:
    """Every outcome of two series counted, over a grid of true rates: 95 % on average, and nowhere far below."""
    intervals = {(a, b): rate_difference((a, many), (b, few), 0.95) for a in range(many + 1) for b in range(few + 1)}
    covered = []
    for here in (0.5, 0.7, 0.8, 0.9, 0.95, 0.98):
        for there in (0.2, 0.4, 0.6, 0.8, 0.9):
            one = [_chance(a, many, here) for a in range(many + 1)]
            two = [_chance(b, few, there) for b in range(few + 1)]
            inside = (one[a] * two[b] for (a, b), it in intervals.items() if it.lower <= here - there <= it.upper)
            covered.append(sum(inside))
    assert 0.945 <= sum(covered) / len(covered) <= 0.975
    assert min(covered) >= 0.90


@given(COUNTS, COUNTS, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_laws(first: tuple[int, int], second: tuple[int, int], confidence: float) -> None:
    """The estimate lies inside; swapping the two turns the interval round; more confidence is wider."""
    found, back = rate_difference(first, second, confidence), rate_difference(second, first, confidence)
    assert -1 <= found.lower <= found.estimate <= found.upper <= 1
    assert (back.lower, back.upper) == pytest.approx((-found.upper, -found.lower))
    wider = rate_difference(first, second, confidence + 0.005)
    assert wider.lower <= found.lower + 1e-12
    assert found.upper <= wider.upper + 1e-12


@given(COUNTS)
def test_a_score_interval_holds_its_rate(counts: tuple[int, int]) -> None:
    """And ends at 0 and 1 where no trial, or every trial, succeeded."""
    successes, trials = counts
    bounds = score_bounds(successes, trials, 0.95)
    assert 0 <= bounds.lower <= successes / trials <= bounds.upper <= 1
    assert (bounds.lower == 0) == (successes == 0)
    assert (bounds.upper == 1) == (successes == trials)


@pytest.mark.parametrize(
    ("first", "confidence"),
    [((1, 0), 0.95), ((3, 2), 0.95), ((-1, 2), 0.95), ((1.5, 2), 0.95), ((1, 2), 1.0), ((1, 2), 0.4)],
)
def test_outside_the_domain_is_refused(first: tuple[float, float], confidence: float) -> None:
    """In a sentence, never with a number."""
    with pytest.raises(ValueError, match="has to be"):
        rate_difference(first, (1, 2), confidence)
    with pytest.raises(ValueError, match="has to be"):
        rate_difference((1, 2), first, confidence)
