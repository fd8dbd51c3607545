"""Performance levels against published answers, against the cells of the table, and against what has to hold."""

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from compliance.engineering import iec62061, iso13849_categories, iso13849_levels, iso13849_parts, iso13849_pfhd
from compliance.engineering.iso13849_categories import Architecture
from compliance.engineering.iso13849_parts import COUNTED_YEAR, YEAR, Part
from compliance.source import load, read_text
from compliance.source.nodes import to_data

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "engineering.md"
HOUR = 3600.0
PER_HOUR = 1 / HOUR
COUNTS = {"verified": 65, "disputed": 4}
CELLS = 164
UNITS = {
    "": 1.0, "%": 0.01, "cycle": 1.0, "1/year": 1.0, "day/year": 1.0, "hour/day": HOUR,
    "year": YEAR, "day": 86400.0, "hour": HOUR, "min": 60.0, "s": 1.0, "1/hour": PER_HOUR,
}  # fmt: skip
QUANTITY = re.compile(r"(\d[-+0-9.e]*(?:/\d+)?)(?: (\S+))?\Z")
WORDS = {"category"}  # text that looks like a number
BANDS = [1e-7, 1e-6, 3e-6, 1e-5, 1e-4]


@cache
def fixture(name: str) -> Any:
    """One file of cases."""
    path = str(TESTS / "fixtures" / "engineering" / f"{name}.yaml")
    return to_data(load(read_text(path), path))


def si(quantity: Any) -> Any:
    """A quantity as the cases write it, in SI; other words, and truths, as they are."""
    found = QUANTITY.match(quantity) if isinstance(quantity, str) else None
    if isinstance(quantity, int | float) and not isinstance(quantity, bool):
        return float(quantity)
    return float(Fraction(found[1])) * UNITS[found[2] or ""] if found else quantity


# Published cases: one handler for each kind

Inputs = dict[str, Any]
Answers = dict[str, Any]


def n_op(inputs: Inputs) -> Answers:
    """Operations in a year."""
    return {"n_op": iso13849_parts.operations_per_year(inputs["d_op"], inputs["h_op"], inputs["t_cycle"])}


def mttfd_from_b10d(inputs: Inputs) -> Answers:
    """Parts that wear; hours in print are 8760 a year."""
    operations = n_op(inputs)["n_op"]
    mttfd = iso13849_parts.mttfd_from_b10d(inputs["b10d"], operations)
    in_hours = mttfd / YEAR * COUNTED_YEAR
    t10d = iso13849_parts.t10d(inputs["b10d"], operations)
    return {"n_op": operations, "mttfd": mttfd, "mttfd_hours": in_hours, "t10d": t10d}


def mttfd_from_b10_and_ratio(inputs: Inputs) -> Answers:
    """B10 and the share of dangerous failures first."""
    b10d = iso13849_parts.b10d_from_b10(inputs["b10"], inputs["dangerous_ratio"])
    return {"b10d": b10d, **mttfd_from_b10d({**inputs, "b10d": b10d})}


def parts_count(inputs: Inputs) -> Answers:
    """A channel from its parts."""
    return {"mttfd": iso13849_parts.channel_mttfd(map(si, inputs["mttfd"]))}


def symmetrised_mttfd(inputs: Inputs) -> Answers:
    """Two channels as one number."""
    return {"mttfd": iso13849_parts.symmetrised_mttfd(inputs["channel_1"], inputs["channel_2"])}


def dc_avg(inputs: Inputs) -> Answers:
    """Average diagnostic coverage."""
    parts = [Part(si(row["mttfd"]), si(row["dc"])) for row in inputs["components"]]
    return {"dc_avg": iso13849_parts.dc_average(parts)}


def mttfd_band(inputs: Inputs) -> Answers:
    """Band of MTTFD."""
    return {"band": iso13849_parts.mttfd_band(inputs["mttfd"])}


def dc_band(inputs: Inputs) -> Answers:
    """Band of diagnostic coverage."""
    return {"band": iso13849_parts.dc_band(inputs["dc_avg"])}


def ccf_check(inputs: Inputs) -> Answers:
    """Points against common cause failure."""
    return {"fulfilled": iso13849_parts.ccf_sufficient(inputs["score"])}


def life_from_cycles(inputs: Inputs) -> Answers:
    """Cycles used up."""
    return {"life": iso13849_parts.life_from_cycles(inputs["cycles"], inputs["n_op"])}


def pl_from_architecture(inputs: Inputs) -> Answers:
    """Category, MTTFD, DCavg and CCF to PFHD and level."""
    points = 65 if inputs.get("ccf_fulfilled") else 0
    architecture = Architecture(inputs["category"], inputs["mttfd"], inputs["dc_avg"], points)
    return {
        "mttfd_used": iso13849_categories.credited_mttfd(architecture.category, architecture.mttfd),
        "pfhd": iso13849_pfhd.pfhd_of_architecture(architecture),
        "pl": iso13849_pfhd.level_of_architecture(architecture),
    }


def pl_from_pfhd(inputs: Inputs) -> Answers:
    """The band alone."""
    return {"pl": iso13849_levels.level_from_pfhd(inputs["pfhd"])}


def pfh_share_of_band(inputs: Inputs) -> Answers:
    """How much of a band is used up."""
    return {"share": iso13849_levels.share_of_band(inputs["pfhd"]), **pl_from_pfhd(inputs)}


def pl_of_series_by_count(inputs: Inputs) -> Answers:
    """Series without PFHD."""
    return {"pl": iso13849_levels.level_by_count(inputs["pl_low"], int(inputs["n_low"]))}


def pfh_from_mttfd_and_dc(inputs: Inputs) -> Answers:
    """One manufacturer's simplification."""
    return {"pfh": iec62061.undetected_frequency(inputs["mttfd"], inputs["dc"])}


def mttfd_from_pfh_and_dc(inputs: Inputs) -> Answers:
    """The same, turned round."""
    return {"mttfd": iec62061.mttfd_from_undetected(inputs["pfh"], inputs["dc"])}


def pfh_series_with_redundant_pair(inputs: Inputs) -> Answers:
    """Series sum and a pair."""
    first, second = map(si, inputs["redundant_pair_pfh"])
    total = iec62061.pfhd_of_series_with_pair(map(si, inputs["series_pfh"]), first, second, inputs["beta"])
    return {"pfh_total": total, "pl": iso13849_levels.level_from_pfhd(total)}


def iec62061_subsystem_d(inputs: Inputs) -> Answers:
    """Architecture D, like elements."""
    rate = iec62061.dangerous_rate(inputs["b10"], inputs["dangerous_ratio"], inputs["operations"])
    return {
        "pfhd": iec62061.pfhd_of_architecture_d(rate, inputs["dc"], inputs["beta"], inputs["t1"], inputs["t2"]),
    }


HANDLERS: dict[str, Callable[[Inputs], Answers]] = {
    handler.__name__: handler
    for handler in (
        n_op, mttfd_from_b10d, mttfd_from_b10_and_ratio, parts_count, symmetrised_mttfd, dc_avg, mttfd_band, dc_band,
        ccf_check, life_from_cycles, pl_from_architecture, pl_from_pfhd, pfh_share_of_band, pl_of_series_by_count,
        pfh_from_mttfd_and_dc, mttfd_from_pfh_and_dc, pfh_series_with_redundant_pair, iec62061_subsystem_d,
    )
}  # fmt: skip


def agrees(found: Any, printed: Any, tolerance: Any) -> bool:
    """Whether an answer is the printed one, within the tolerance its source gives."""
    wanted = si(printed)
    if isinstance(wanted, str | bool):
        return bool(found == wanted)
    return isclose(found, wanted, rel_tol=tolerance.get("rel", 0), abs_tol=si(tolerance.get("abs", 0)))


def all_agree(case: Any, printed: Any) -> bool:
    """Whether every key of an answer agrees."""
    found = HANDLERS[case["kind"]]({key: value if key in WORDS else si(value) for key, value in case["inputs"].items()})
    tolerance = case["tolerance"]
    return all(agrees(found[key], value, tolerance.get(key, tolerance)) for key, value in printed.items())


def cases(status: str) -> list[Any]:
    """The cases of one status, under their ids."""
    return [
        pytest.param(case, id=case["id"]) for case in fixture("performance_level")["cases"] if case["status"] == status
    ]


@pytest.mark.parametrize("case", cases("verified"))
def test_published_answers(case: Any) -> None:
    """The calculation gives what is printed."""
    assert all_agree(case, case["expected"])


@pytest.mark.parametrize("case", cases("disputed"))
def test_known_misprints_are_not_copied(case: Any) -> None:
    """The calculation gives what the formula gives, not what is printed."""
    assert all_agree(case, case["corrected"])
    assert not all_agree(case, case["expected"])


def test_no_case_is_lost() -> None:
    """All 69 cases are computed, none is left out, and every handler has a case."""
    rows = fixture("performance_level")["cases"]
    assert Counter(row["status"] for row in rows) == COUNTS
    assert {row["kind"] for row in rows} == set(HANDLERS)
    assert len({row["id"] for row in rows}) == len(rows) == sum(COUNTS.values())


# The table


def cells() -> list[tuple[str, str, float, float, str]]:
    """Every cell of the fixture: category, band, MTTFD, PFHD and level."""
    return [
        (*(column.split("_") if "_" in column else (column, "none")), si(row["mttfd"]), float(pfhd), row["pl"][column])
        for row in fixture("performance_level_table")["rows"]
        for column, pfhd in row["pfhd"].items()
    ]


COVERAGE = {"none": 0.0, "low": 0.6, "medium": 0.9, "high": 0.99}


def read_per_hour(category: str, band: str, mttfd: float) -> float:
    """PFHD in 1/h."""
    return iso13849_pfhd.read_table(category, COVERAGE[band], mttfd) * HOUR


def test_every_cell_of_the_table() -> None:
    """PFHD to 1 %, the level exactly."""
    assert len(cells()) == CELLS
    for category, band, mttfd, pfhd, level in cells():
        found = read_per_hour(category, band, mttfd)
        assert isclose(found, pfhd, rel_tol=0.01), (category, band, mttfd / YEAR)
        assert iso13849_levels.level_from_pfhd(found / HOUR) == level


def test_the_table_is_read_down() -> None:
    """Between two known rows there is no better answer than that of the lower row or a row between them."""
    for upper, lower in pairwise(sorted(cells(), key=lambda cell: cell[:3])):
        if upper[:2] == lower[:2]:
            just_below = read_per_hour(*upper[:2], lower[2] * (1 - 1e-6))
            assert lower[3] < just_below <= upper[3] * 1.01


def test_one_channel_is_one_over_its_mean_time() -> None:
    """Columns B and 1 are 1/MTTFD at 8760 hours a year, to half a per cent."""
    single = [cell for cell in cells() if cell[0] in "B1"]
    assert len(single) == 26
    for category, band, mttfd, _, _ in single:
        found = read_per_hour(category, band, mttfd)
        assert isclose(found, iso13849_parts.frequency(mttfd) * HOUR, rel_tol=0.005)


def test_every_column_falls() -> None:
    """More MTTFD, less PFHD; more coverage, less PFHD, row by row."""
    columns = iso13849_pfhd._columns()
    assert {name: len(column) for name, column in columns.items()} == {
        "B": 24, "1": 14, "2_low": 38, "2_medium": 38, "3_low": 38, "3_medium": 38, "4_high": 38,
    }  # fmt: skip
    for column in columns.values():
        assert all(low[0] < high[0] and low[1] > high[1] for low, high in pairwise(column))
    for rows in zip(*(columns[name] for name in ("2_low", "2_medium", "3_low", "3_medium")), strict=True):
        assert all(worse[1] > better[1] for worse, better in pairwise(rows))


@pytest.mark.parametrize(
    ("category", "coverage", "years"),
    [("B", 0.0, 2.9), ("1", 0.0, 29.9), ("2", 0.59, 50), ("3", 0.0, 50), ("4", 0.98, 50), ("4", 0.99, 29.9)],
)
def test_outside_the_table(category: str, coverage: float, years: float) -> None:
    """No column or no row: no number."""
    what = f"(column for category {category} with a DCavg of {coverage * 100:g} %|row .* an MTTFD of {years:g} years)"
    with pytest.raises(ValueError, match=f"^table K.1 has no {what}$"):
        iso13849_pfhd.read_table(category, coverage, years * YEAR)


# The page


def printers() -> Counter[str]:
    """How many cases each publisher prints."""
    data = fixture("performance_level")
    names = {
        key: re.split(r",| (?=Jokab|FAQ|safeCAP|701150|catalogue)", row["title"])[0]
        for key, row in data["sources"].items()
    }
    return Counter(names[case["source"]] for case in data["cases"])


def test_the_page_counts_what_the_cases_count() -> None:
    """docs/engineering.md names every publisher with the number of its cases, and the totals."""
    page = PAGE.read_text("utf-8")
    text = page.partition("## Performance levels and safety integrity levels")[2].partition("\n## ")[0]
    shown = dict(re.findall(r"^\| ([^|]+?) \| (\d+) \|$", text, re.MULTILINE))
    assert {name: int(count) for name, count in shown.items()} == printers()
    total = sum(COUNTS.values())
    wanted = f"{total} cases: {COUNTS['verified']} agree with what is printed, {COUNTS['disputed']} are known misprints"
    assert wanted in text.replace("\n", " ")
    assert f"{CELLS} cells" in text
