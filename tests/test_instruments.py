"""Cited documents: how much of each is encoded, from which day it binds, and what may be waived of it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from compliance import api
from compliance.build.compiler import compile_standard
from compliance.catalogue import Catalogue, select
from compliance.errors import InputError

SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
ANNEX = 'encoded: {of: 9, counts: Annex III, lettered: ["1.7.4.2"]}\n'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the smallest edition that lints."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def cite(edition: Path, clauses: list[str | None]) -> None:
    """Give the edition one requirement for each clause."""
    rule = edition / "requirements" / "runtime.yaml"
    text = rule.read_text("utf-8")
    rule.unlink()
    for number, clause in enumerate(clauses, 1):
        cited = text.replace("P5-RUNTIME-001", f"P5-RUNTIME-{number:03}")
        if clause:
            cited = cited.replace("house-rules,", f"house-rules, clause: '{clause}',")
        (edition / "requirements" / f"rule-{number}.yaml").write_text(cited, "utf-8")
    (edition / "targets" / "plant.yaml").write_text("id: plant\ntitle: {en: Plant}\nscenario: {en: A hall.}\n", "utf-8")


@pytest.mark.parametrize(
    ("clauses", "plain", "points"),
    [
        (["Annex III Part B 1.2.1(f)", "Annex III Part B 1.2.1, autonomy point (b)"], 2, 1),
        (["Annex III Part B 1.2.1 last paragraph", "Annex III, Part B, point 1.2.1"], 2, 1),
        (["Annex III Part B 1.7.4.2(u)", "Annex III Part B 1.7.4.2(u)(i)", "Annex III Part B 1.7.4.2(o)"], 3, 2),
        (["Annex III Part B 1.7.4", "Annex III Part B 1.7.4.1"], 2, 2),
        (["Art. 25(2); Annex I Part A points 5 and 6", "Annex IIIa 1.2", "Annex III"], 3, 0),
        (["Art. 5", "Art. 5", None], 1, 0),
        ([None, None], 0, 0),
    ],
)
def test_clauses_are_counted_once_and_only_real_ones(
    small: Path, clauses: list[str | None], plain: int, points: int
) -> None:
    """As they are written, or, where the instrument says so, by the points of one annex."""
    cite(small, clauses)
    assert Catalogue(compile_standard(str(small))).instruments()["house-rules"].encoded == plain
    with (small / "instruments" / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(ANNEX)
    assert Catalogue(compile_standard(str(small))).instruments()["house-rules"].encoded == points


def test_no_instrument_claims_more_than_it_cites() -> None:
    """Of the Machinery Regulation only points of Annex III count; the two log clocks and the radio link are one."""
    catalogue = api.load_standard()
    cited = {one.clause for one in catalogue.requirements if one.instrument == "eu-2023-1230"}
    found = catalogue.instruments()["eu-2023-1230"]
    annex = [clause for clause in cited if clause and clause.startswith("Annex III")]
    assert sum("1.2.1" in clause for clause in annex) >= 3
    assert (found.encoded <= len(annex) - 2, found.of) == (True, 185)


DAYS = {  # first day on which each duty binds, by the instrument it stands in
    "P3-BAT-003": "2024-08-18",
    "P2-REPORT-001": "2026-09-11",
    "P2-LOG-001": "2027-01-20",
    "P3-BAT-006": "2027-02-18",
    "P2-CYBER-006": "2027-12-11",
}


@pytest.mark.parametrize(("requirement", "first"), DAYS.items())
def test_a_duty_binds_from_its_own_day(requirement: str, first: str) -> None:
    """One act applies in parts: the day before, a duty is upcoming; on the day, it is in force."""
    catalogue = api.load_standard()
    target, day = catalogue.target("home"), float(date.fromisoformat(first).toordinal())
    for today, upcoming in ((day - 1, True), (day, False)):
        chosen = select(catalogue, target, ["eu"], (today, today), today)
        found = next(one for one in chosen if one.requirement.id == requirement)
        assert found.upcoming is upcoming


def test_reporting_goes_by_today_for_robots_long_sold() -> None:
    """The clock of the reporting duties is continuous; that of passwords is the day of placing on the market."""
    catalogue = api.load_standard()
    sold, today = (float(date(year, 12, 12).toordinal()) for year in (2025, 2027))
    chosen = select(catalogue, catalogue.target("home"), ["eu"], (sold, sold), today)
    upcoming = {one.requirement.id: one.upcoming for one in chosen}
    assert [upcoming[f"P2-REPORT-00{number}"] for number in range(1, 5)] == [False] * 4
    assert upcoming["P2-CYBER-003"]


@pytest.mark.parametrize(
    ("basis", "keyword", "refused"),
    [
        ("engineering", "must", False),
        ("standard", "should", False),
        ("guidance", "should", False),
        ("standard", "must", True),
        ("policy", "must", True),
        ("law", "should", True),
    ],
)
def test_a_must_of_a_standard_is_not_the_makers_to_waive(
    small: Path, basis: str, keyword: str, *, refused: bool
) -> None:
    """Makers waive engineering and should; an edition that lets them waive more does not compile."""
    path = small / "requirements" / "runtime.yaml"
    text = path.read_text("utf-8").replace("basis: engineering", f"basis: {basis}")
    path.write_text(text.replace("require:", f"keyword: {keyword}\nwaivable: true\nrequire:"), "utf-8")
    if not refused:
        compile_standard(str(small))
        return
    with pytest.raises(InputError) as caught:
        compile_standard(str(small))
    assert [problem.id for problem in caught.value.problems] == ["standard.shape"]
    assert "waivable" in caught.value.problems[0].what
