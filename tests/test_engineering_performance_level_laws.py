"""Performance levels: what has to hold for every part, channel, architecture and series, and what is refused."""

import re
from collections.abc import Callable
from math import inf, isclose
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.engineering import iec62061, iso13849_categories, iso13849_levels, iso13849_parts, iso13849_pfhd
from compliance.engineering.iso13849_categories import CATEGORIES, Architecture
from compliance.engineering.iso13849_levels import LEVELS, Subsystem
from compliance.engineering.iso13849_parts import YEAR, Part

HOUR = 3600.0
PER_HOUR = 1 / HOUR
BANDS = [1e-7, 1e-6, 3e-6, 1e-5, 1e-4]
COVERAGE = {"none": 0.0, "low": 0.6, "medium": 0.9, "high": 0.99}
TESTED = Architecture("2", 40 * YEAR, 0.9, 65, tested_on_demand=True)
SIMPLIFIED = [
    ("B", "none", "ab-"),
    ("1", "none", "--c"),
    ("2", "low", "abc"),
    ("2", "medium", "bcd"),
    ("3", "low", "bcd"),
    ("3", "medium", "cdd"),
    ("4", "high", "--e"),
]
YEARS = st.floats(1e-3, 1e6)
MTTFDS = YEARS.map(lambda years: years * YEAR)
SHARES = st.floats(0, 1)
RATES = st.floats(1e-15, 1e-2).map(lambda rate: rate * PER_HOUR)
RANKS = {level: rank for rank, level in enumerate(LEVELS)}


@pytest.fixture(scope="module", autouse=True)
def _read_table_before_the_clock_runs() -> None:
    iso13849_pfhd.read_table("3", 0.9, 62 * YEAR)


@st.composite
def architectures(draw: st.DrawFn) -> Architecture:
    """An architecture of any category, its conditions met more often than not."""
    return Architecture(
        draw(st.sampled_from(sorted(CATEGORIES))),
        draw(st.floats(1, 3000)) * YEAR,
        draw(st.sampled_from([0.0, 0.59, 0.6, 0.75, 0.9, 0.989, 0.99, 1.0]) | SHARES),
        draw(st.integers(60, 100)),
        tested_on_demand=draw(st.booleans()),
        tests_per_demand=draw(st.floats(90, 200)),
        test_equipment_mttfd=draw(st.none() | st.floats(1, 3000).map(lambda years: years * YEAR)),
    )


def met(architecture: Architecture) -> bool:
    """Whether the conditions of the category are met."""
    return not iso13849_categories.unmet_conditions(architecture)


@given(architectures(), st.floats(1, 100), SHARES)
def test_a_better_part_never_worsens_the_level(architecture: Architecture, factor: float, more: float) -> None:
    """More MTTFD, more coverage: neither PFHD nor level gets worse, by the table or by the simplified way."""
    assume(met(architecture))
    better = architecture._replace(
        mttfd=architecture.mttfd * factor,
        dc_average=max(architecture.dc_average, more),
        test_equipment_mttfd=architecture.mttfd * factor,
    )
    assert iso13849_pfhd.pfhd_of_architecture(better) <= iso13849_pfhd.pfhd_of_architecture(architecture)
    for level in (iso13849_pfhd.level_of_architecture, iso13849_categories.simplified_level):
        assert RANKS[level(better)] >= RANKS[level(architecture)]


@given(architectures())
def test_no_architecture_beats_its_category(architecture: Architecture) -> None:
    """A level is the best of the category at most, however small PFHD is; without the conditions there is none."""
    if not met(architecture):
        for level in (iso13849_pfhd.level_of_architecture, iso13849_categories.simplified_level):
            with pytest.raises(ValueError, match=f"the conditions of category {architecture.category} are not met"):
                level(architecture)
        return
    best = CATEGORIES[architecture.category].best
    assert iso13849_pfhd.level_under_conditions(0.0, architecture) == best
    assert RANKS["none"] < RANKS[iso13849_pfhd.level_of_architecture(architecture)] <= RANKS[best]


@given(architectures(), st.floats(1, 1e6))
def test_nothing_is_credited_above_the_cap(architecture: Architecture, factor: float) -> None:
    """100 years, in category 4 2500 years; beyond, PFHD stays where it is."""
    cap = 2500 * YEAR if architecture.category == "4" else 100 * YEAR
    credited = iso13849_categories.credited_mttfd(architecture.category, architecture.mttfd)
    assert credited == min(architecture.mttfd, cap)
    at_cap = architecture._replace(mttfd=cap, tested_on_demand=True, test_equipment_mttfd=inf)
    assume(met(at_cap))
    beyond = at_cap._replace(mttfd=cap * factor)
    assert iso13849_pfhd.pfhd_of_architecture(at_cap) == iso13849_pfhd.pfhd_of_architecture(beyond)


@pytest.mark.parametrize(
    ("change", "unmet"),
    [
        ({"tests_per_demand": 100}, ()),
        ({"tests_per_demand": 99}, ("test_rate",)),
        ({"tested_on_demand": True}, ()),
        ({"tested_on_demand": True, "test_equipment_mttfd": None}, ("test_equipment",)),
        ({"tested_on_demand": True, "test_equipment_mttfd": 20 * YEAR}, ("test_equipment",)),
        ({"tested_on_demand": True, "ccf_score": 64}, ("ccf_score",)),
        ({"mttfd": 2.9 * YEAR, "dc_average": 0.59}, ("mttfd", "dc_average", "test_rate")),
    ],
)
def test_category_2_is_tested_often_by_something_that_lasts(change: dict[str, Any], unmet: tuple[str, ...]) -> None:
    """A hundred tests for each demand or one at the demand; a tester better than half of what it tests."""
    architecture = Architecture("2", 40 * YEAR, 0.9, 65, test_equipment_mttfd=20.1 * YEAR)._replace(**change)
    assert iso13849_categories.unmet_conditions(architecture) == unmet


def test_category_3_reaches_e_by_the_table_only() -> None:
    """From 62 years with medium coverage; the simplified way says d."""
    architecture = Architecture("3", 62 * YEAR, 0.9, 65)
    assert iso13849_pfhd.level_of_architecture(architecture) == "e"
    assert iso13849_pfhd.level_of_architecture(architecture._replace(mttfd=61.9 * YEAR)) == "d"
    assert iso13849_categories.simplified_level(architecture) == "d"


def test_the_simplified_level_of_every_cell() -> None:
    """As the table prints it, from the lower end of each band."""
    for category, dc, levels in SIMPLIFIED:
        for life, level in zip((3, 10, 30), levels, strict=True):
            architecture = Architecture(category, life * YEAR, COVERAGE[dc], 65, 0, True, 100 * YEAR)
            if level != "-":
                assert iso13849_categories.simplified_level(architecture) == level
    beyond = Architecture("B", 30 * YEAR, 0.99)
    assert iso13849_categories.simplified_level(beyond) == "b"


# Series of subsystems


@given(st.lists(st.tuples(st.sampled_from(LEVELS), RATES), min_size=1, max_size=8))
def test_a_series_is_never_better_than_its_worst_member(rows: list[tuple[str, float]]) -> None:
    """Neither in level nor in PFHD, with PFHD known or not; and one more subsystem never helps."""
    whole = [Subsystem(iso13849_levels.CHAIN, level, pfhd) for level, pfhd in rows]
    unknown = [subsystem._replace(pfhd=None) for subsystem in whole]
    worst = min(RANKS[level] for level, _ in rows)
    total = iso13849_levels.pfhd_of_series(pfhd for _, pfhd in rows)
    assert total >= max(pfhd for _, pfhd in rows)
    assert RANKS[iso13849_levels.level_of_function(whole)] == min(worst, RANKS[iso13849_levels.level_from_pfhd(total)])
    assert RANKS[iso13849_levels.level_of_function(unknown)] <= worst
    for chain in (whole, unknown):
        longer = iso13849_levels.level_of_function([*chain, chain[0]])
        assert RANKS[longer] <= RANKS[iso13849_levels.level_of_function(chain)]


@pytest.mark.parametrize(
    ("covered", "lacking"),
    [
        ([("logic",)], "input and output"),
        ([("input",), ("logic",)], "output"),
        ([("input", "logic"), ("logic",)], "output"),
        ([()], "input and logic and output"),
    ],
)
def test_the_level_of_a_device_is_not_that_of_a_function(covered: list[tuple[str, ...]], lacking: str) -> None:
    """A chain without its sensor or its actuator has no level at all."""
    chain = [Subsystem(words, "e", 1e-9 * PER_HOUR) for words in covered]
    with pytest.raises(ValueError, match=f"no subsystem covers {lacking}: the level of a device is not"):
        iso13849_levels.level_of_function(chain)


def test_a_chain_is_known_whole_or_not_at_all() -> None:
    """One known PFHD among unknown ones says nothing about the sum."""
    chain = [Subsystem(("input", "logic"), "d", 1e-8 * PER_HOUR), Subsystem(("output",), "d")]
    with pytest.raises(ValueError, match="PFHD is known of some subsystems only"):
        iso13849_levels.level_of_function(chain)


@pytest.mark.parametrize(
    ("level", "count", "whole"),
    [("d", 3, "d"), ("d", 4, "c"), ("e", 3, "e"), ("e", 4, "d"), ("none", 1, "none"), ("none", 9, "none")],
)
def test_levels_counted(level: str, count: int, whole: str) -> None:
    """The rows that no published case covers."""
    assert iso13849_levels.level_by_count(level, count) == whole


@given(RATES, RATES)
def test_levels_follow_pfhd(first: float, second: float) -> None:
    """Less PFHD, no worse level, no lower safety integrity level."""
    low, high = sorted((first, second))
    for words, level in ((LEVELS, iso13849_levels.level_from_pfhd), (("none", "1", "2", "3"), iec62061.sil_from_pfhd)):
        assert words.index(level(low)) >= words.index(level(high))


@given(st.floats(0, 1e-3))
def test_levels_meet_only_through_pfhd(per_hour: float) -> None:
    """One PFHD gives a pair of the correspondence: b and c with 1, d with 2, e with 3, a with none."""
    level = iso13849_levels.level_from_pfhd(per_hour * PER_HOUR)
    sil = iec62061.sil_from_pfhd(per_hour * PER_HOUR)
    assert (level, sil) in {("none", "none"), ("a", "none"), ("b", "1"), ("c", "1"), ("d", "2"), ("e", "3")}


@pytest.mark.parametrize("limit", BANDS)
def test_the_end_of_a_band_belongs_to_the_worse_level(limit: float) -> None:
    """However the limit was rounded on its way."""
    for seconds in (limit / HOUR, limit * PER_HOUR):
        level = iso13849_levels.level_from_pfhd(seconds)
        assert level != iso13849_levels.level_from_pfhd(seconds * (1 - 1e-6))
        assert level == iso13849_levels.level_from_pfhd(seconds * (1 + 1e-6))


# Parts and channels


@given(st.lists(MTTFDS, min_size=1, max_size=6), st.floats(1, 10))
def test_a_channel_is_worse_than_each_part_and_better_with_better_parts(mttfds: list[float], factor: float) -> None:
    """A part more never helps, a better part never harms."""
    channel = iso13849_parts.channel_mttfd(mttfds)
    assert channel <= min(mttfds) * (1 + 1e-12)
    assert iso13849_parts.channel_mttfd([*mttfds, mttfds[0]]) < channel
    assert iso13849_parts.channel_mttfd([*mttfds, inf]) == channel
    assert iso13849_parts.channel_mttfd([mttfds[0] * factor, *mttfds[1:]]) >= channel


@given(MTTFDS, MTTFDS, MTTFDS)
def test_two_channels_lie_between_them(first: float, second: float, third: float) -> None:
    """In any order, never below the worse, never above the better; a better channel never harms."""
    found = iso13849_parts.symmetrised_mttfd(first, second)
    assert found == iso13849_parts.symmetrised_mttfd(second, first)
    assert min(first, second) <= found <= max(first, second)
    assert iso13849_parts.symmetrised_mttfd(first, max(second, third)) >= found * (1 - 1e-12)
    assert iso13849_parts.symmetrised_mttfd(first, inf) == iso13849_parts.symmetrised_mttfd(inf, inf) == inf


def test_exact_answers_where_print_is_coarse() -> None:
    """What the cases round away: two unequal channels, parts that never fail, diagnosis that takes its time."""
    assert isclose(iso13849_parts.symmetrised_mttfd(3 * YEAR, 100 * YEAR), 2 / 3 * (103 - 300 / 103) * YEAR)
    assert iso13849_parts.channel_mttfd([inf, inf]) == inf
    assert iso13849_parts.mttfd_from_frequency(0.0) == inf
    assert iso13849_parts.operations_per_year(366, 24 * HOUR, HOUR) == 366 * 24
    assert isclose(iec62061.pfhd_of_architecture_d(1e-6, 1.0, 0.0, YEAR, 500.0), 1e-12 * 500)
    assert isclose(iec62061.pfhd_of_architecture_d(1e-6, 0.25, 0.5, 800.0, 400.0), 0.25e-12 * 700 + 0.5e-6)


@given(st.lists(st.builds(Part, MTTFDS, SHARES), min_size=1, max_size=6), SHARES)
def test_coverage_averages(parts: list[Part], more: float) -> None:
    """Between the least and the most; more coverage of a part never lowers it."""
    found = iso13849_parts.dc_average(parts)
    assert min(part.dc for part in parts) - 1e-9 <= found <= max(part.dc for part in parts) + 1e-9
    better = [parts[0]._replace(dc=max(parts[0].dc, more)), *parts[1:]]
    assert iso13849_parts.dc_average(better) >= found - 1e-12


@given(st.floats(1, 1e9), st.floats(0.1, 1e7), st.floats(1e-4, 1))
def test_wear(b10: float, operations: float, ratio: float) -> None:
    """T10D is a tenth of MTTFD; replacement never comes after T10D or the mission time."""
    b10d = iso13849_parts.b10d_from_b10(b10, ratio)
    wear_out = iso13849_parts.t10d(b10d, operations)
    assert isclose(iso13849_parts.mttfd_from_b10d(b10d, operations), 10 * wear_out)
    assert iso13849_parts.replacement_time(wear_out) == min(wear_out, 20 * YEAR)
    assert iso13849_parts.replacement_time(wear_out, 5 * YEAR) == min(wear_out, 5 * YEAR)


@given(MTTFDS, st.floats(0, 0.999))
def test_frequency_and_mean_time_are_two_words_for_one_thing(mttfd: float, dc: float) -> None:
    """There and back, 8760 hours a year."""
    assert isclose(iso13849_parts.mttfd_from_frequency(iso13849_parts.frequency(mttfd)), mttfd)
    assert isclose(iec62061.mttfd_from_undetected(iec62061.undetected_frequency(mttfd, dc), dc), mttfd)
    assert isclose(iso13849_parts.frequency(YEAR) * HOUR * 8760, 1)


@given(st.floats(1e-6, 1).map(lambda failures: failures / (20 * YEAR)), SHARES, SHARES, SHARES)
def test_diagnosis_and_separation_never_harm(rate: float, dc: float, more: float, beta: float) -> None:
    """With one failure expected in a life at most: more coverage, less PFHD; two never do worse than one."""
    arguments = (beta, 20 * YEAR, 24 * HOUR)
    found = iec62061.pfhd_of_architecture_d(rate, dc, *arguments)
    assert iec62061.pfhd_of_architecture_d(rate, max(dc, more), *arguments) <= found * (1 + 1e-12)
    assert beta * rate <= found <= rate * (1 + 1e-12)


REFUSED: list[tuple[Callable[[float], object], str]] = [
    (lambda bad: iso13849_parts.operations_per_year(bad, HOUR, 60), "the days of work in a year"),
    (lambda bad: iso13849_parts.operations_per_year(200, bad, 60), "the time of work in a day"),
    (lambda bad: iso13849_parts.operations_per_year(200, HOUR, bad), "the time of a cycle"),
    (lambda bad: iso13849_parts.b10d_from_b10(bad, 0.5), "B10"),
    (lambda bad: iso13849_parts.b10d_from_b10(1e6, bad), "the share of dangerous failures"),
    (lambda bad: iso13849_parts.mttfd_from_b10d(bad, 100), "the cycles"),
    (lambda bad: iso13849_parts.t10d(1e6, bad), "the operations in a year"),
    (iso13849_parts.replacement_time, "T10D"),
    (lambda bad: iso13849_parts.replacement_time(YEAR, bad), "the mission time"),
    (lambda bad: iso13849_parts.channel_mttfd([YEAR, bad]), "the MTTFD of a part"),
    (lambda bad: iso13849_parts.symmetrised_mttfd(YEAR, bad), "the MTTFD of a channel"),
    (iso13849_parts.mttfd_band, "the MTTFD"),
    (lambda bad: iso13849_parts.dc_average([Part(bad, 0.9)]), "the MTTFD of a part"),
    (lambda bad: iso13849_parts.dc_average([Part(YEAR, bad)]), "diagnostic coverage"),
    (iso13849_parts.dc_band, "diagnostic coverage"),
    (iso13849_parts.ccf_sufficient, "points against common cause failure"),
    (iso13849_parts.frequency, "the MTTFD"),
    (iso13849_parts.mttfd_from_frequency, "the frequency"),
    (lambda bad: iso13849_categories.credited_mttfd("3", bad), "the MTTFD"),
    (lambda bad: iso13849_categories.unmet_conditions(TESTED._replace(test_equipment_mttfd=bad)), "the test equipment"),
    (iso13849_levels.level_from_pfhd, "PFHD"),
    (lambda bad: iso13849_levels.pfhd_of_series([bad]), "the PFHD of a subsystem"),
    (iec62061.sil_from_pfhd, "PFHD"),
    (lambda bad: iec62061.dangerous_rate(1e6, 0.5, bad), "the rate of operations"),
    (lambda bad: iec62061.pfhd_of_architecture_d(bad, 0.9, 0.1, YEAR, HOUR), "the rate"),
    (lambda bad: iec62061.pfhd_of_architecture_d(1e-9, bad, 0.1, YEAR, HOUR), "diagnostic coverage"),
    (lambda bad: iec62061.pfhd_of_architecture_d(1e-9, 0.9, bad, YEAR, HOUR), "beta"),
    (lambda bad: iec62061.pfhd_of_architecture_d(1e-9, 0.9, 0.1, bad, HOUR), "the proof test interval"),
    (lambda bad: iec62061.pfhd_of_architecture_d(1e-9, 0.9, 0.1, YEAR, bad), "the diagnostic test interval"),
    (lambda bad: iec62061.undetected_frequency(YEAR, bad), "diagnostic coverage"),
    (lambda bad: iec62061.mttfd_from_undetected(1e-9, bad), "diagnostic coverage"),
    (lambda bad: iec62061.mttfd_from_undetected(bad, 0.9), "PFHD"),
    (lambda bad: iec62061.pfhd_of_series_with_pair([1e-9], bad, 1e-9, 0.1), "the PFHD of the pair"),
    (lambda bad: iec62061.pfhd_of_series_with_pair([1e-9], 1e-9, 1e-9, bad), "beta"),
]
A_SHARE = {"the share of dangerous failures", "diagnostic coverage", "beta"}


@pytest.mark.parametrize(("call", "what"), REFUSED)
@pytest.mark.parametrize("bad", [-1.0, float("nan"), 1.5])
def test_outside_the_domain(call: Callable[[float], object], what: str, bad: float) -> None:
    """Below zero, no number at all, a share above one: a sentence that names the quantity, never an answer."""
    if bad == 1.5 and what not in A_SHARE:
        return
    with pytest.raises(ValueError, match=re.escape(what) + r".* \w+ \w+"):
        call(bad)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: iso13849_parts.operations_per_year(367, HOUR, 60), "a year has no 367 days"),
        (lambda: iso13849_parts.operations_per_year(200, 25 * HOUR, 60), "a day has no 25 hours"),
        (lambda: iso13849_parts.channel_mttfd([]), "parts of a channel: at least one is needed"),
        (lambda: iso13849_parts.dc_average([Part(inf, 0.9)]), "where no part can fail"),
        (lambda: iso13849_parts.ccf_sufficient(101), "from 0 to 100, not 101"),
        (lambda: iso13849_categories.credited_mttfd("5", YEAR), "a category is one of B, 1, 2, 3, 4, not '5'"),
        (lambda: iso13849_levels.lowest_level(["f"]), "a performance level is one of none, a, b, c, d, e, not 'f'"),
        (lambda: iso13849_levels.level_by_count("d", 0), "at least one subsystem has the lowest level"),
        (lambda: iso13849_levels.share_of_band(1e-3), "reaches no performance level"),
        (lambda: iso13849_levels.level_of_function([]), "at least one is needed"),
        (
            lambda: iso13849_levels.level_of_function([Subsystem(("sensor",), "d")]),
            "input, logic, output, not 'sensor'",
        ),
        (lambda: iec62061.mttfd_from_undetected(1e-9, 1.0), "the share that diagnosis does not find"),
    ],
)
def test_refusals_say_why(call: Callable[[], object], message: str) -> None:
    """Each in a sentence."""
    with pytest.raises(ValueError, match=re.escape(message)):
        call()
