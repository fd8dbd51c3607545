"""Sources that somebody looked up, and clauses met by other means: what they change, and what they never do."""

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, Desk, reasons_of, result_of
from test_evidence import ROBOT, entry

from compliance import api
from compliance.assess import Result
from compliance.assess.verified import confirmed
from compliance.cli import run
from compliance.errors import InputError

WORKED = {"value": "1 h", "at": {"load": "5 kg", "activity": "working"}}
READ = (
    "{{instrument: heis-engineering, edition: {}, requirements: [P5-RUNTIME-001], value: two hours, person: M. Chen, "
    "date: {}}}"
)


def hearsay(catalogue: api.Catalogue) -> api.Catalogue:
    """The standard with one criterion of the car factory known from hearsay only."""
    changed = copy.copy(catalogue)
    changed.requirements = tuple(
        one._replace(confidence="recalled") if one.id == "P5-RUNTIME-001" else one for one in catalogue.requirements
    )
    return changed


def assessed(desk: Desk, runtime: str, *read: str, as_of: datetime.date = DAY) -> api.Assessment:
    """A proven runtime against the buyer's two hours, with a file of verified sources."""
    known = hearsay(desk.catalogue)
    power = {"runtime": {"value": runtime, "at": {"load": "5 kg", "activity": "working"}, "evidence": "report"}}
    profile = {"profile": 1, "robot": ROBOT, "power": power, "evidence": [entry(desk)]}
    robot = api.load_robot(str(desk.write(json.dumps(profile))), known)
    entries = api.load_verified(str(desk.write("\n".join(f"- {one}" for one in read), "verified.yaml"))) if read else ()
    target = api.find_target(known, "automotive-factory")
    return api.assess(known, robot, target, ["eu"], as_of, verified=entries)


def of(assessment: api.Assessment) -> Result:
    """The result that rests on hearsay."""
    return result_of(assessment, "P5-RUNTIME-001")


@pytest.fixture
def edition_read(catalogue: api.Catalogue) -> str:
    """The edition of the document that is encoded."""
    return json.dumps(catalogue.instruments()["heis-engineering"].row["edition"] or "none")


def test_an_answer_from_hearsay_is_provisional(desk: Desk) -> None:
    """Neither the pass nor the fail counts, and neither blocks."""
    for runtime, provisional in (("3 h", "pass"), ("1 h", "fail")):
        result = of(assessed(desk, runtime))
        assert (result.verdict, result.provisional, result.blocks) == ("needs_evidence", provisional, False)
        assert reasons_of(result) == ["source_unverified"]
        assert "--verified" in result.settle


def test_an_answer_counts_once_its_source_was_read(desk: Desk, edition_read: str) -> None:
    """A pass becomes a pass, a fail a fail that blocks; who read it is shown."""
    read = READ.format(edition_read, "2026-11-21")
    passed, failed = assessed(desk, "3 h", read), assessed(desk, "1 h", read)
    assert (of(passed).verdict, of(failed).verdict, of(failed).blocks) == ("pass", "fail", True)
    assert "source read by M. Chen" in api.render([passed], "text")
    found = json.loads(api.render([passed], "json"))["assessments"][0]["results"]
    (row,) = [one for one in found if one["id"] == "P5-RUNTIME-001"]
    assert (row["verified"]["person"], row["verified"]["value"]) == ("M. Chen", "two hours")


def test_what_is_read_after_the_as_of_date_does_nothing_and_is_said(desk: Desk, edition_read: str) -> None:
    """An assessment as of a day knows what was known on that day."""
    assessment = assessed(desk, "3 h", READ.format(edition_read, "2026-11-22"))
    assert of(assessment).verdict == "needs_evidence"
    assert "M. Chen read heis-engineering on 2026-11-22, after the as-of date" in api.render([assessment], "text")


def test_an_entry_stands_only_for_what_it_names(desk: Desk, edition_read: str) -> None:
    """Somebody who looked up one number of a document did not look up every other one taken from it."""
    other = READ.format(edition_read, "2026-11-02").replace("P5-RUNTIME-001", "P5-RUNTIME-002")
    assert reasons_of(of(assessed(desk, "3 h", other))) == ["source_unverified"]


def test_an_entry_for_a_clause_stands_for_all_that_rest_on_it_unless_it_names_some(desk: Desk) -> None:
    """Two requirements rest on one clause; a reading of the clause settles both, a narrower one settles one."""
    resting: dict[tuple[str, str], list[str]] = {}
    for one in desk.catalogue.requirements:
        resting.setdefault((one.instrument, one.clause or ""), []).append(one.id)
    (instrument, clause), ids = next((key, ids) for key, ids in resting.items() if key[1] and len(ids) > 1)
    edition = desk.catalogue.instruments()[instrument].row["edition"] or "none"
    read = {"instrument": instrument, "edition": edition, "clause": clause, "value": "x", "person": "M", "date": DAY}
    for named in ([], ids[:1]):
        text = json.dumps([{**read, "requirements": named}], default=str)
        entries = api.load_verified(str(desk.write(text, "verified.yaml")))
        assert sorted(confirmed(desk.catalogue, entries, DAY.toordinal())) == sorted(named or ids)


@pytest.mark.parametrize(
    ("changes", "id_", "words"),
    [
        ({"instrument": "heis-enginering"}, "verified.unknown", "`heis-engineering`"),
        ({"edition": "1066"}, "verified.edition", "edition `1066` of heis-engineering was read"),
        ({"clause": "7.3"}, "verified.unknown", "no requirement rests on clause `7.3` of heis-engineering"),
        ({"requirements": []}, "verified.requirements", "no clause of heis-engineering is encoded here"),
        ({"requirements": ["P6-STOP-002"]}, "verified.requirements", "`P6-STOP-002`, which does not rest on"),
    ],
)
def test_an_entry_that_fits_nothing_is_an_error(
    changes: dict[str, str], id_: str, words: str, desk: Desk, edition_read: str
) -> None:
    """It would lie in the file and do nothing, and nobody would know."""
    read: dict[str, Any] = {
        "instrument": "heis-engineering", "edition": json.loads(edition_read), "value": "x", "person": "M. Chen",
        "date": "2026-11-02", "requirements": ["P5-RUNTIME-001"], **changes,
    }  # fmt: skip
    with pytest.raises(InputError) as caught:
        assessed(desk, "3 h", json.dumps(read))
    (problem,) = caught.value.problems
    assert (problem.id, Path(problem.place.file).name, problem.place.line) == (id_, "verified.yaml", 1)
    assert words in f"{problem.what} {problem.cure}"


# ---- alternatives


def argued(desk: Desk, **more: Any) -> api.Assessment:
    """A runtime too short, with another way argued for."""
    way = {"id": "swap", "requirement": "P5-RUNTIME-001", "measure": "the pack is changed in 20 s", **more}
    return desk.assess(json.dumps({"profile": 1, "power": {"runtime": WORKED}, "alternatives": [way]}))


def test_an_alternative_stands_beside_the_verdict_and_never_changes_it(desk: Desk) -> None:
    """Accepted or not: the clause is still not met, and the report says both."""
    for more, words in (
        ({}, "not accepted yet"),
        ({"accepted": False, "assessor": "A. Meyer"}, "not accepted yet"),
        ({"accepted": True, "assessor": "A. Meyer"}, "accepted by A. Meyer"),
    ):
        assessment = argued(desk, **more)
        result = of(assessment)
        assert (result.verdict, result.blocks) == ("fail", True)
        text = " ".join(api.render([assessment], "text").split())
        assert f"“the pack is changed in 20 s”, {words}; the verdict stays" in text
        assert "the pack is changed in 20 s" in api.render([assessment], "html")


def test_names_that_match_no_requirement_are_refused(desk: Desk) -> None:
    """An exclusion or an alternative for nothing would silently do nothing."""
    for section in ("alternatives", "exclusions"):
        text = f"profile: 1\n{section}:\n  - {{id: a, requirement: P5-RUNTIME-010}}\n"
        with pytest.raises(InputError) as caught:
            desk.assess(text)
        (problem,) = caught.value.problems
        assert (problem.id, problem.place.line, problem.place.column) == ("profile.requirement", 3, 26)


def test_waivers_can_be_left_out(tmp_path: Path) -> None:
    """With `--no-waivers` the run is judged as if the file were not there."""
    profile, waivers = tmp_path / "robot.yaml", tmp_path / "waivers.yaml"
    profile.write_text(f"profile: 1\ntarget: automotive-factory\npower: {{runtime: {json.dumps(WORKED)}}}\n", "utf-8")
    entry = "- {requirement: P5-RUNTIME-001, reason: spare packs, owner: J. Li, expires: 2027-01-31}\n"
    waivers.write_text(entry, "utf-8")
    out = tmp_path / "out.json"
    arguments = ["check", str(profile), "--as-of", "2026-11-21", "-o", f"json={out}", "-q", "--waivers", str(waivers)]
    verdicts = []
    for more in ([], ["--no-waivers"]):
        assert run([*arguments, *more]) == 1
        results = json.loads(out.read_text("utf-8"))["assessments"][0]["results"]
        verdicts += [one["verdict"] for one in results if one["id"] == "P5-RUNTIME-001"]
    assert verdicts == ["waived", "fail"]
