"""Decisions, conformity, success rates and sequences: published cases, exact fractions, and laws that always hold."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import comb, inf, isclose, isfinite, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import agrees, cases, fixture, si

from compliance.engineering import decision, guard_factors, jcgm106, normal, sequences, statistics
from compliance.logic import compare

PAGE = Path(__file__).resolve().parent.parent / "docs" / "engineering-contact.md"
RULES: dict[str, decision.Rule] = {
    "simple": "simple",
    "binary_guard_band": "binary_guard_band",
    "non_binary_guard_band": "non_binary_guard_band",
    "three_zone_expanded_uncertainty": "three_zones",
}
RISE = 1 + 1e-9  # rounding


# Published cases


def statement(given_: dict[str, Any]) -> dict[str, Any]:
    """The words for a value against one limit, or against ± tolerance."""
    expanded = given_.get("expanded_uncertainty", given_.get("u", 0) * given_.get("coverage_factor", 0))
    band = decision.guard_band(expanded, given_.get("r", 1))
    rule = RULES[given_["rule"]]
    if "tu" in given_:
        return {"statement": decision.decide(rule, given_["y"], given_["tu"], "upper", band)}
    half, value = given_["tolerance"], given_.get("error", given_.get("y"))
    return {
        "statement": decision.decide_between(rule, value, -half, half, band),
        "tur": guard_factors.uncertainty_ratio(half, expanded),
        "acceptance_limit": decision.acceptance_limit(half, "upper", 0),
    }


def acceptance_zone(given_: dict[str, float]) -> dict[str, float]:
    """Half the width of the zone, with a guard band from U or as a share of the tolerance."""
    half = given_["tolerance"]
    if "guard_band_fraction_of_tolerance" in given_:
        band = decision.guard_band(half, given_["guard_band_fraction_of_tolerance"])
    else:
        band = decision.guard_band(given_["expanded_uncertainty"], given_["r"])
    return {"guard_band": band, "half_width": decision.acceptance_half_width(half, band)}


def acceptance_limit(given_: dict[str, Any]) -> dict[str, float]:
    """A guard band of k standard uncertainties, outwards where it protects the producer."""
    standard = given_["relative_expanded_uncertainty"] * given_["limit"] / given_["coverage_factor"]
    r = given_["k"] * (-1 if given_["protects"] == "producer" else 1)
    band = decision.guard_band(standard, r)
    return {"acceptance_limit": decision.acceptance_limit(given_["limit"], given_["side"], band)}


def conformance(given_: dict[str, float]) -> dict[str, float]:
    """Probability of conformity against the limit that is given."""
    side: decision.Side = "upper" if "tu" in given_ else "lower"
    limit = given_.get("tu", given_.get("tl", nan))
    return {"p_c": jcgm106.conformance_probability(given_["y"], limit, side, given_["u"])}


def specific_risk(given_: dict[str, float]) -> dict[str, float]:
    """What is left on either side of two limits."""
    y, u, low, high = (given_[key] for key in ("y", "u", "tl", "tu"))
    return {
        "cpk": jcgm106.process_capability(y, low, high, u),
        "p_nonconforming": 1 - jcgm106.conformance_probability_between(y, low, high, u),
        "p_below": jcgm106.conformance_probability(y, low, "upper", u),
        "p_above": jcgm106.conformance_probability(y, high, "lower", u),
    }


def tolerance_factor(given_: dict[str, Any]) -> dict[str, float]:
    """Guard factor of a method, from the ratio or from what makes it."""
    half = given_.get("tolerance", 1.0)
    ratio = given_["tur"] if "tur" in given_ else guard_factors.uncertainty_ratio(half, given_["expanded_uncertainty"])
    factor = guard_factors.tolerance_factor(ratio, given_["method"])
    return {"tur": ratio, "factor": factor, "half_width": factor * half}


def false_accept(given_: dict[str, float]) -> dict[str, float]:
    """Global risk from the share within tolerance, of all and of the accepted ones, in percent."""
    half = given_["tolerance"]
    process = jcgm106.process_deviation(half, given_["in_tolerance_probability"])
    risk = jcgm106.global_risk(half, half, process, process / given_["process_sigma_over_test_sigma"])
    return {
        "pfa_percent": 100 * risk.false_accept,
        "conditional_pfa_percent": 100 * risk.false_accept / risk.accepted,
    }


def both_risks(given_: dict[str, float]) -> dict[str, float]:
    """Global risks in units of the process's deviation."""
    half = given_["spec_limit_in_process_sigma"]
    risk = jcgm106.global_risk(half, given_["guard_band_factor"] * half, 1, 1 / given_["tur"])
    return {"pfa": risk.false_accept, "pfr": risk.false_reject}


ANSWERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "decision": statement,
    "acceptance_limits": acceptance_zone,
    "acceptance_limits_one_sided": acceptance_limit,
    "guarded_rejection_limit": lambda i: {
        "rejection_limit": jcgm106.rejection_limit(i["limit"], i["relative_standard_uncertainty"], i["p_required"])
    },
    "one_sided_guard_factor": lambda i: {"k": jcgm106.guard_factor(i["risk"])},
    "tur_guard_factor": tolerance_factor,
    "max_specific_false_accept": lambda i: {
        "pfa_at_acceptance_limit_max": jcgm106.worst_false_accept(i["r"], i["coverage_factor"])
    },
    "conformance_probability": conformance,
    "specific_risk": specific_risk,
    "global_false_accept": false_accept,
    "global_risk_normal": both_risks,
}


@pytest.mark.parametrize("case", cases("conformity_uncertainty"))
def test_published_cases(case: Any) -> None:
    """Verified cases give the printed answer; disputed ones the corrected answer and not the printed one."""
    found = ANSWERS[case["kind"]]({key: si(value) for key, value in case["inputs"].items()})
    disputed = case["status"] == "disputed"
    assert agrees(case, "corrected" if disputed else "expected", found)
    assert not (disputed and agrees(case, "expected", found))


def test_no_case_is_lost() -> None:
    """42 cases, all of them ours: 41 verified, 1 disputed; the page says so."""
    rows = fixture("conformity_uncertainty")["cases"]
    assert Counter(row["status"] for row in rows) == {"verified": 41, "disputed": 1}
    assert len({row["id"] for row in rows}) == 42
    assert fixture("not_ours")["conformity_uncertainty"] == {}
    assert {row["kind"] for row in rows} == set(ANSWERS)
    assert "| conformity and uncertainty | 42 | 41 | 1 | 0 |" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("row", fixture("reference_figures")["guard_bands"])
def test_risk_of_each_guard_band(row: Any) -> None:
    """The table of multipliers, to the digits it prints."""
    assert isclose(100 * jcgm106.worst_false_accept(row["r"], 2), row["percent"], rel_tol=1e-3)


@pytest.mark.parametrize("row", fixture("reference_figures")["guard_band_for"])
def test_guard_band_of_each_risk(row: Any) -> None:
    """The same table the other way round."""
    assert isclose(jcgm106.guard_factor(row["risk"]) / 2, row["r"], abs_tol=5e-4)


@pytest.mark.parametrize("row", fixture("reference_figures")["without_failure"])
def test_trials_without_failure(row: Any) -> None:
    """The table of trials, which is also what would settle a verdict before the first trial."""
    assert statistics.trials_without_failure(row["rate"], row["confidence"]) == row["trials"]
    assert statistics.further_trials(0, 0, row["rate"], row["confidence"]).successes_to_pass == row["trials"]


@pytest.mark.parametrize("row", fixture("reference_figures")["clopper_pearson"])
def test_bounds_worth_remembering(row: Any) -> None:
    """Rounded to a percent."""
    bounds = statistics.success_bounds(row["successes"], row["trials"], 0.95)
    for end in ("lower", "upper"):
        if f"{end}_percent" in row:
            assert round(100 * getattr(bounds, end)) == row[f"{end}_percent"]


# Decisions

VALUES = st.floats(-100, 100)
BANDS = st.floats(0, 50)
SIDES = st.sampled_from(["upper", "lower"])
RULE = st.sampled_from(decision.RULES)


def rank(word: decision.Statement) -> int:
    """How bad a statement is."""
    return decision.ORDER.index(word)


@given(RULE, VALUES, VALUES, SIDES, BANDS, BANDS)
def test_a_worse_value_never_gets_a_better_word(
    rule: Any, value: float, limit: float, side: Any, band: float, by: float
) -> None:
    """Beyond an upper limit is above it, beyond a lower one below it."""
    worse = value + by if side == "upper" else value - by
    assert rank(decision.decide(rule, worse, limit, side, band)) >= rank(
        decision.decide(rule, value, limit, side, band)
    )


@given(RULE, VALUES, VALUES, SIDES, BANDS, BANDS)
def test_a_wider_guard_band_never_adds_a_pass(
    rule: Any, value: float, limit: float, side: Any, band: float, by: float
) -> None:
    """Nor, where there are words between, a fail."""
    narrow, wide = (decision.decide(rule, value, limit, side, width) for width in (band, band + by))
    assert wide != "pass" or narrow == "pass"
    assert wide != "fail" or narrow == "fail" or rule == "binary_guard_band"


@given(VALUES, VALUES, BANDS)
def test_the_words_follow_the_interval_of_the_value(value: float, limit: float, band: float) -> None:
    """Pass where value ± guard band surely meets the limit, fail where it surely does not, else conditional."""
    truth = compare("<=", (value - band, value + band), (limit, limit))
    word = decision.decide("non_binary_guard_band", value, limit, "upper", band)
    assert {True: "pass", False: "fail"}.get(truth) == (word if truth is not None else None)
    assert (truth is None) == word.startswith("conditional")


@given(RULE, VALUES, VALUES, BANDS)
def test_lower_limits_mirror_upper_ones(rule: Any, value: float, limit: float, band: float) -> None:
    """The sign turns round, the word stays."""
    assert decision.decide(rule, value, limit, "upper", band) == decision.decide(rule, -value, -limit, "lower", band)


@given(RULE, VALUES, VALUES, st.floats(0, 100), BANDS)
def test_two_limits_say_the_worse_of_two_words(
    rule: Any, value: float, lower: float, width: float, band: float
) -> None:
    """A value between two limits has to satisfy both."""
    words = [
        decision.decide(rule, value, limit, side, band)
        for limit, side in ((lower, "lower"), (lower + width, "upper"))  # type: ignore[arg-type]
    ]
    assert rank(decision.decide_between(rule, value, lower, lower + width, band)) == max(map(rank, words))


# Probability of conformity


@given(VALUES, VALUES, VALUES, st.floats(0.01, 50))
def test_probabilities_add_up(value: float, one: float, other: float, uncertainty: float) -> None:
    """Below, between and above two limits is everywhere."""
    low, high = sorted((one, other))
    below = jcgm106.conformance_probability(value, low, "upper", uncertainty)
    above = jcgm106.conformance_probability(value, high, "lower", uncertainty)
    between = jcgm106.conformance_probability_between(value, low, high, uncertainty)
    assert isclose(below + between + above, 1, abs_tol=1e-12)


@given(st.floats(-3, 3), st.floats(0.01, 10), VALUES, SIDES)
def test_at_the_acceptance_limit_the_risk_is_the_worst(r: float, standard: float, limit: float, side: Any) -> None:
    """One measured right at the edge: the figure of the guard band's table."""
    edge = decision.acceptance_limit(limit, side, decision.guard_band(2 * standard, r))
    risk = 1 - jcgm106.conformance_probability(edge, limit, side, standard)
    assert isclose(risk, jcgm106.worst_false_accept(r, 2), abs_tol=1e-9)


@given(st.floats(-35, 35))
def test_quantiles_invert_probabilities(z: float) -> None:
    """Far into the lower tail, where probabilities are tiny; and above, as far as digits reach."""
    if -11 <= z <= 5:
        assert isclose(normal.quantile(normal.cumulative(z)), z, abs_tol=1e-8)
    assert isclose(normal.cumulative(z) + normal.cumulative(-z), 1, abs_tol=1e-15)


@given(st.floats(0.2, 4), st.floats(0.2, 4), st.floats(0.001, 10))
def test_global_risks_balance(tolerance: float, acceptance: float, measurement: float) -> None:
    """Accepted is: within tolerance, less the wrongly rejected, plus the wrongly accepted."""
    risk = jcgm106.global_risk(tolerance, acceptance, 1, measurement)
    within = 1 - 2 * normal.cumulative(-tolerance)
    assert isclose(risk.accepted, within - risk.false_reject + risk.false_accept, abs_tol=1e-8)


@given(st.floats(0.001, 0.9999), st.floats(0.01, 100))
def test_a_deviation_gives_back_its_share(within: float, tolerance: float) -> None:
    """As much lies within as was said."""
    deviation = jcgm106.process_deviation(tolerance, within)
    assert isclose(1 - 2 * normal.cumulative(-tolerance / deviation), within, rel_tol=1e-9)


def test_capability_of_a_measurement() -> None:
    """Limits 2 apart, U of 0.2: five times."""
    assert isclose(jcgm106.measurement_capability(9, 11, 0.2), 5)


def test_limits_that_meet_leave_one_point() -> None:
    """No tolerance is a tolerance: nothing but the value itself passes, and nothing surely conforms."""
    assert decision.decide_between("simple", 1, 1, 1, 0) == "pass"
    assert decision.decide_between("simple", 1.1, 1, 1, 0) == "fail"
    assert jcgm106.conformance_probability_between(1, 1, 1, 0.1) == 0


# Success rates

TRIALS = st.integers(1, 60)
CONFIDENCE = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    """Successes and trials."""
    trials = draw(st.integers(1, 100))
    return draw(st.integers(0, trials)), trials


def tail(successes: int, trials: int, rate: Fraction) -> Fraction:
    """Exact probability of that many successes or more."""
    good, all_ = rate.numerator, rate.denominator
    ways = sum(comb(trials, k) * good**k * (all_ - good) ** (trials - k) for k in range(successes, trials + 1))
    return Fraction(ways, all_**trials)


@settings(deadline=None)
@given(counts(), CONFIDENCE)
def test_bounds_are_exact(pair: tuple[int, int], confidence: float) -> None:
    """At each bound, what was seen or worse has just the probability that is allowed: in exact fractions."""
    successes, trials = pair
    bounds = statistics.success_bounds(successes, trials, confidence)
    if successes:
        seen = tail(successes, trials, Fraction(bounds.lower))
        assert isclose(seen, 1 - confidence, rel_tol=1e-9)
    if successes < trials:
        seen = tail(trials - successes, trials, 1 - Fraction(bounds.upper))
        assert isclose(seen, 1 - confidence, rel_tol=1e-9)
    assert bounds.lower <= successes / trials <= bounds.upper or confidence == 0.5
    assert (bounds.lower == 0) is (successes == 0)
    assert (bounds.upper == 1) is (successes == trials)
    assert bounds.lower == statistics.lower_success_bound(successes, trials, confidence)
    assert bounds.upper == statistics.upper_success_bound(successes, trials, confidence)


@settings(deadline=None)
@given(st.integers(0, 62), TRIALS, st.fractions(Fraction(1, 64), Fraction(63, 64), max_denominator=64))
def test_tails_are_exact(successes: int, trials: int, rate: Fraction) -> None:
    """So many successes or more, on either side of the middle; more than there are trials never."""
    found = statistics.at_least(successes, trials, float(rate))
    assert isclose(found, tail(successes, trials, Fraction(float(rate))), rel_tol=1e-9)


@settings(deadline=None)
@given(TRIALS, st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100), CONFIDENCE)
def test_bounds_cover_as_often_as_they_say(trials: int, rate: Fraction, confidence: float) -> None:
    """Whatever the true rate: the share of campaigns whose bound covers it is at least the confidence."""
    chance = [comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(trials + 1)]
    bounds = [statistics.success_bounds(k, trials, confidence) for k in range(trials + 1)]
    below = sum(weight for weight, one in zip(chance, bounds, strict=True) if one.lower <= rate)
    above = sum(weight for weight, one in zip(chance, bounds, strict=True) if rate <= one.upper)
    assert below >= confidence - 1e-9
    assert above >= confidence - 1e-9


@given(counts(), CONFIDENCE)
def test_successes_raise_and_failures_lower_the_bounds(pair: tuple[int, int], confidence: float) -> None:
    """One more success raises both, one more failure lowers both; more confidence widens them."""
    successes, trials = pair
    now = statistics.success_bounds(successes, trials, confidence)
    better = statistics.success_bounds(successes + 1, trials + 1, confidence)
    worse = statistics.success_bounds(successes, trials + 1, confidence)
    surer = statistics.success_bounds(successes, trials, 0.995)
    for end in (0, 1):
        assert worse[end] <= now[end] * RISE
        assert now[end] <= better[end] * RISE
    assert surer.lower <= now.lower * RISE
    assert now.upper <= surer.upper * RISE


@given(counts(), CONFIDENCE)
def test_bounds_of_failures_mirror_those_of_successes(pair: tuple[int, int], confidence: float) -> None:
    """A bound of the success rate is one of the failure rate."""
    successes, trials = pair
    bounds = statistics.success_bounds(successes, trials, confidence)
    mirrored = statistics.success_bounds(trials - successes, trials, confidence)
    assert isclose(bounds.lower, 1 - mirrored.upper, rel_tol=1e-9, abs_tol=1e-15)


@settings(deadline=None)
@given(counts(), st.floats(0.01, 0.99), CONFIDENCE)
def test_settling_is_the_fewest_that_settles(pair: tuple[int, int], rate: float, confidence: float) -> None:
    """So many further successes bring the lower bound to the rate, one fewer do not; likewise failures."""
    successes, trials = pair
    found = statistics.further_trials(successes, trials, rate, confidence)

    def after(more: int, good: int) -> statistics.Bounds:
        return statistics.success_bounds(successes + good * more, trials + more, confidence)

    assert after(found.successes_to_pass, 1).lower >= rate / RISE
    assert after(found.failures_to_fail, 0).upper <= rate * RISE
    if found.successes_to_pass:
        assert after(found.successes_to_pass - 1, 1).lower <= rate * RISE
    if found.failures_to_fail:
        assert after(found.failures_to_fail - 1, 0).upper >= rate / RISE


def test_a_risk_that_is_just_met_is_met() -> None:
    """Two heads in a row have a chance of a quarter."""
    assert statistics.trials_without_failure(0.5, 0.75) == 2


def test_the_example_on_the_page() -> None:
    """45 of 50 at 95 %: 80.1 to 96.0 %; 95 % is 158 further successes away, or one failure."""
    bounds = statistics.success_bounds(45, 50, 0.95)
    assert (round(100 * bounds.lower, 1), round(100 * bounds.upper, 1)) == (80.1, 96.0)
    assert statistics.further_trials(45, 50, 0.95, 0.95) == (158, 1)
    assert "45 of 50 against 95 % need 158 more successes" in PAGE.read_text("utf-8")


def test_many_trials_are_no_harder() -> None:
    """Nine million of ten: close to the normal approximation."""
    bounds = statistics.success_bounds(9_000_000, 10_000_000, 0.95)
    spread = jcgm106.guard_factor(0.05) * (0.9 * 0.1 / 1e7) ** 0.5
    assert isclose(bounds.lower, 0.9 - spread, abs_tol=1e-6)
    assert isclose(bounds.upper, 0.9 + spread, abs_tol=1e-6)


def test_counts_may_be_written_as_floats() -> None:
    """A whole number is one however it is held."""
    assert statistics.success_bounds(45.0, 50.0, 0.95) == statistics.success_bounds(45, 50, 0.95)


# Sequences


@given(st.floats(0, 1), st.integers(1, 60))
def test_completed_steps_are_a_sum(step: float, steps: int) -> None:
    """p + p² + … + pⁿ, between the first term and n."""
    found = sequences.completed_steps(step, steps)
    assert isclose(found, sum(step**k for k in range(1, steps + 1)), rel_tol=1e-9, abs_tol=1e-300)
    assert sequences.sequence_success(step, steps) * steps <= found * RISE + 1e-300


@given(st.floats(0.01, 0.999), st.integers(20, 500))
def test_the_needed_step_success_is_enough(success: float, steps: int) -> None:
    """Steps that succeed so often make sequences that succeed as often as wanted, and just so long."""
    step = sequences.needed_step_success(success, steps)
    assert isclose(sequences.sequence_success(step, steps), success, rel_tol=1e-9)
    assert sequences.longest_sequence(step, success) in (steps - 1, steps)


@given(st.floats(0.01, 0.999), st.floats(0.01, 0.999))
def test_the_longest_sequence_is_the_longest(step: float, success: float) -> None:
    """One step more, and it fails more often than wanted."""
    steps = sequences.longest_sequence(step, success)
    assert step**steps >= success / RISE
    assert step ** (steps + 1) <= success * RISE


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 100))
def test_better_steps_make_better_sequences(one: float, other: float, steps: int) -> None:
    """So bounds of a step's success are bounds of the sequence's. A longer sequence succeeds less, and gets farther."""
    low, high = sorted((one, other))
    assert sequences.sequence_success(one, steps + 1) <= sequences.sequence_success(one, steps)
    assert sequences.completed_steps(one, steps) <= sequences.completed_steps(one, steps + 1) * RISE
    assert sequences.sequence_success(low, steps) <= sequences.sequence_success(high, steps)
    assert sequences.completed_steps(low, steps) <= sequences.completed_steps(high, steps) * RISE + 1e-300


def test_steps_that_always_or_never_succeed() -> None:
    """All of the sequence, or nothing."""
    assert [sequences.completed_steps(step, 20) for step in (0, 1)] == [0, 20]
    assert [sequences.sequence_success(step, 20) for step in (0, 1)] == [0, 1]


@pytest.mark.parametrize("step", [0.5, 0.9, 0.95, 0.99])
def test_a_whole_number_of_steps_is_not_lost_to_rounding(step: float) -> None:
    """p^n is met by n steps, not by n - 1."""
    lengths = range(1, 90)
    assert [sequences.longest_sequence(step, step**length) for length in lengths] == list(lengths)


def test_twenty_steps_ask_much_of_each() -> None:
    """Steps that succeed 95 times in 100: a sequence of 20 succeeds 36 times in 100, after 12.2 steps on average."""
    assert round(sequences.sequence_success(0.95, 20), 3) == 0.358
    assert round(sequences.completed_steps(0.95, 20), 1) == 12.2
    assert round(sequences.needed_step_success(0.95, 20), 4) == 0.9974


# Domains

REFUSED: list[Callable[[], object]] = [
    lambda: decision.guard_band(-1, 1),
    lambda: decision.guard_band(1, nan),
    lambda: decision.acceptance_limit(1, "left", 0),  # type: ignore[arg-type]
    lambda: decision.acceptance_half_width(1, 1.1),
    lambda: decision.acceptance_half_width(-1, -2),
    lambda: decision.acceptance_half_width(1, -inf),
    lambda: decision.decide("perhaps", 1, 1, "upper", 0),  # type: ignore[arg-type]
    lambda: decision.decide("simple", nan, 1, "upper", 0),
    lambda: decision.decide("simple", 1, inf, "upper", 0),
    lambda: decision.decide("simple", 1, 1, "upper", -1),
    lambda: decision.decide_between("simple", 1, 2, 1, 0),
    lambda: jcgm106.conformance_probability(1, 1, "upper", 0),
    lambda: jcgm106.conformance_probability(nan, 1, "upper", 1),
    lambda: jcgm106.conformance_probability_between(1, 2, 1, 1),
    lambda: jcgm106.worst_false_accept(1, 0),
    lambda: jcgm106.guard_factor(0),
    lambda: jcgm106.guard_factor(1),
    lambda: jcgm106.rejection_limit(100, 0.5, 0.999),
    lambda: jcgm106.rejection_limit(-100, 0.02, 0.999),
    lambda: jcgm106.measurement_capability(1, 1, 1),
    lambda: jcgm106.process_capability(1, 0, 2, 0),
    lambda: jcgm106.process_capability(1, 2, 0, 1),
    lambda: jcgm106.process_capability(1, 0, inf, 1),
    lambda: jcgm106.process_capability(1, nan, 2, 1),
    lambda: jcgm106.process_deviation(1, 1),
    lambda: jcgm106.process_deviation(1, 1e-20),
    lambda: jcgm106.global_risk(1, 1, 1, 0),
    lambda: guard_factors.uncertainty_ratio(1, 0),
    lambda: guard_factors.tolerance_factor(1, "one_minus_inverse_tur"),
    lambda: guard_factors.tolerance_factor(5, "rp10"),
    lambda: guard_factors.tolerance_factor(0.1, "z540_3_method_6"),
    lambda: guard_factors.tolerance_factor(2, "other"),  # type: ignore[arg-type]
    lambda: statistics.success_bounds(1, 0, 0.95),
    lambda: statistics.success_bounds(2, 1, 0.95),
    lambda: statistics.success_bounds(-1, 1, 0.95),
    lambda: statistics.success_bounds(0.5, 1, 0.95),
    lambda: statistics.success_bounds(nan, 1, 0.95),
    lambda: statistics.success_bounds(1, inf, 0.95),
    lambda: statistics.success_bounds(1, 20_000_000, 0.95),
    lambda: statistics.success_bounds(1, 1, 1),
    lambda: statistics.success_bounds(1, 1, 0.4),
    lambda: statistics.further_trials(1, 0, 0.9, 0.95),
    lambda: statistics.further_trials(1, 1, 1, 0.95),
    lambda: statistics.further_trials(1, 1, 1e-20, 0.95),
    lambda: statistics.further_trials(1, 1, 0.999999999, 0.95),
    lambda: statistics.trials_without_failure(1, 0.95),
    lambda: statistics.trials_without_failure(0, 0.95),
    lambda: statistics.trials_without_failure(2, 0.95),
    lambda: sequences.sequence_success(1.1, 20),
    lambda: sequences.sequence_success(0.9, 0),
    lambda: sequences.completed_steps(0.9, 2.5),
    lambda: sequences.completed_steps(1.1, 20),
    lambda: sequences.completed_steps(-0.1, 20),
    lambda: sequences.needed_step_success(0, 20),
    lambda: sequences.longest_sequence(1, 0.5),
    lambda: sequences.longest_sequence(0.999999999, 0.5),
]


@pytest.mark.parametrize("call", REFUSED)
def test_what_is_outside_the_domain_is_refused(call: Callable[[], object]) -> None:
    """With a sentence that says what has to be."""
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        call()


ANY = st.one_of(st.floats(), st.sampled_from([0.0, 0.5, 1.0, 1e-30, 1e30]), st.floats(0, 10))
NUMBERS: list[tuple[Callable[..., Any], int]] = [
    (jcgm106.conformance_probability_between, 4),
    (jcgm106.worst_false_accept, 2),
    (jcgm106.guard_factor, 1),
    (jcgm106.rejection_limit, 3),
    (jcgm106.measurement_capability, 3),
    (jcgm106.process_capability, 4),
    (jcgm106.process_deviation, 2),
    (jcgm106.global_risk, 4),
    (decision.guard_band, 2),
    (decision.acceptance_half_width, 2),
    (guard_factors.uncertainty_ratio, 2),
    (statistics.success_bounds, 3),
    (statistics.further_trials, 4),
    (statistics.trials_without_failure, 2),
    (sequences.sequence_success, 2),
    (sequences.completed_steps, 2),
    (sequences.needed_step_success, 2),
    (sequences.longest_sequence, 2),
]


@pytest.mark.parametrize(("function", "arguments"), [pytest.param(*row, id=row[0].__name__) for row in NUMBERS])
@given(data=st.data())
def test_a_formula_gives_a_number_or_refuses(function: Callable[..., Any], arguments: int, data: st.DataObject) -> None:
    """Any floats at all: finite answers, or a ValueError with a sentence. Never NaN, never another error."""
    try:
        found = function(*[data.draw(ANY) for _ in range(arguments)])
    except ValueError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert all(map(isfinite, found if isinstance(found, tuple) else (found,)))
