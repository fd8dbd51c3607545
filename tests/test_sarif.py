"""SARIF: valid against the official schema, every gap at a line, nothing but gaps."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import DAY, Desk

from compliance import api
from compliance.report.sarif_format import render

SCHEMA = json.loads((Path(__file__).parent / "fixtures/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
PROFILES = Path(api.data_folder("profiles"))
TWO_FORCES = """\
profile: 1
use: {users: [adults_trained], contact: foreseeable}
complete: [contacts, use.users]
contacts:
  - {id: c1, area: chest, mode: transient, planned: false, peak_force: 420 N}
  - {id: c2, area: chest, mode: transient, planned: false, peak_force: 430 N}
"""


@pytest.fixture(scope="module")
def assessments() -> list[api.Assessment]:
    """Two real robots for the factory."""
    catalogue = api.load_standard()
    target = api.find_target(catalogue, "automotive-factory")
    robots = [api.load_robot(str(PROFILES / f"unitree-{name}.yaml"), catalogue) for name in ("g1", "h1")]
    return [api.assess(catalogue, robot, target, ["cn", "eu"], datetime.date(2026, 11, 21)) for robot in robots]


@pytest.fixture(scope="module")
def log(assessments: list[api.Assessment]) -> Any:
    """The log as a consumer reads it."""
    return json.loads(api.render(assessments, "sarif"))


def test_the_log_fits_the_official_schema(log: Any) -> None:
    """SARIF 2.1.0 with errata 01."""
    validator = jsonschema.validators.validator_for(SCHEMA)
    validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)


def test_every_gap_has_a_line_in_a_file_that_exists(log: Any, assessments: list[api.Assessment]) -> None:
    """A consumer refuses a whole log over one result without a location."""
    results = log["runs"][0]["results"]
    gaps = [one for found in assessments for one in found.results if one.verdict not in ("pass", "not_applicable")]
    assert len(results) == len(gaps) > 0
    for result in results:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith(("unitree-g1.yaml", "unitree-h1.yaml"))
        assert place["region"]["startLine"] >= 1
        assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_only_what_blocks_is_an_error(log: Any) -> None:
    """The level follows the one property that the exit code follows."""
    for result in log["runs"][0]["results"]:
        assert (result["level"] == "error") == result["properties"]["blocks"]


def test_the_notice_is_in_every_log(log: Any) -> None:
    """A gap report, not a certificate."""
    assert "not a certificate" in log["runs"][0]["tool"]["driver"]["fullDescription"]["text"]


def test_every_rule_says_what_it_asks_why_and_from_where(log: Any, assessments: list[api.Assessment]) -> None:
    """Statement, source with clause and confidence, and proof; in words and in Markdown."""
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    for result in assessments[0].results:
        requirement = result.requirement
        rule = rules[requirement.id]
        for words in ("Statement", "Source", "Proof", requirement.row["statement"]["en"], requirement.confidence):
            assert words in rule["help"]["text"]
        assert (requirement.clause or "no clause given") in rule["help"]["text"]
        assert "**Source.**" in rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10


def test_a_waiver_is_a_suppression(desk: Desk) -> None:
    """Accepted by a name until a day; and either all results say whether they are suppressed, or none does."""
    text = "profile: 1\nrobot: {name: Walker}\n"
    target = api.find_target(desk.catalogue, "automotive-factory")
    entry = "- {requirement: P5-RUNTIME-001, reason: two take turns, owner: A. Buyer, expires: 2027-06-30}\n"
    waivers = api.load_waivers(str(desk.write(entry, "waivers.yaml")))
    robot = api.load_robot(str(desk.write(text)), desk.catalogue)
    one = api.assess(desk.catalogue, robot, target, ["eu"], DAY, waivers)
    results = json.loads(api.render([one], "sarif"))["runs"][0]["results"]
    said = {found["ruleId"]: found["suppressions"] for found in results if found["suppressions"]}
    assert list(said) == ["P5-RUNTIME-001"]
    assert said["P5-RUNTIME-001"][0]["justification"] == "A. Buyer, until 2027-06-30: two take turns"
    assert all("suppressions" in found for found in results)


def test_a_gap_in_several_places_names_them_all(desk: Desk) -> None:
    """The first is the location, the others are related, and the facts are named by their paths."""
    found = json.loads(api.render([desk.assess(TWO_FORCES)], "sarif"))["runs"][0]["results"]
    contact = next(one for one in found if one["ruleId"] == "P6-CONTACT-002")
    places = [contact["locations"][0], *contact["relatedLocations"]]
    assert {place["physicalLocation"]["region"]["startLine"] for place in places} >= {5, 6}
    names = [one["fullyQualifiedName"] for one in contact["locations"][0]["logicalLocations"]]
    assert any("contacts[c2]" in name for name in names)


def test_the_state_against_a_baseline_can_be_given(assessments: list[api.Assessment]) -> None:
    """Whoever compares with an earlier log says it for each gap; without that nothing is claimed."""
    log = json.loads(render(assessments, lambda one, result: "unchanged" if result.blocks else "new"))
    states = {(found["properties"]["blocks"], found["baselineState"]) for found in log["runs"][0]["results"]}
    assert states == {(True, "unchanged"), (False, "new")}
    validator = jsonschema.validators.validator_for(SCHEMA)
    validator(SCHEMA).validate(log)
