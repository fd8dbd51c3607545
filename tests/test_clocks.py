"""Which day chooses the law: of placing on the market, of first use, of the test, or today."""

import copy
import datetime
import json
from typing import Any

import pytest
from conftest import Desk
from test_evidence import ROBOT, entry, hours

from compliance import api
from compliance.assess import Result

BEGINS = datetime.date(2027, 12, 11)  # the Cyber Resilience Act applies as a whole
CYBER = "P2-CYBER-001"


def by_clock(catalogue: api.Catalogue, id_: str, clock: str, **changes: Any) -> api.Catalogue:
    """The standard with one requirement that goes by another clock."""
    changed = copy.copy(catalogue)
    changed.requirements = tuple(
        one._replace(row={**one.row, "clock": clock}, **changes) if one.id == id_ else one
        for one in catalogue.requirements
    )
    return changed


def assessed(desk: Desk, clock: str, as_of: str, target: Any = None, **more: Any) -> api.Assessment:
    """A robot judged by a standard in which one requirement goes by a clock."""
    catalogue = by_clock(desk.catalogue, CYBER, clock)
    robot = api.load_robot(str(desk.write(json.dumps({"profile": 1, **more}))), catalogue)
    name = str(desk.write(json.dumps(target), "target.yaml")) if target else "automotive-factory"
    found = api.find_target(catalogue, name)
    return api.assess(catalogue, robot, found, ["eu"], datetime.date.fromisoformat(as_of))


def upcoming(assessment: api.Assessment, id_: str = CYBER) -> bool | None:
    """Whether a requirement is selected as law of the future; None when it is not selected."""
    found: list[Result] = [one for one in assessment.results if one.requirement.id == id_]
    return found[0].upcoming if found else None


@pytest.mark.parametrize(
    ("days", "as_of", "later"),
    [
        ({"placed_on_market": "2027-06-01", "in_service_from": "2027-12-10"}, "2028-02-01", True),
        ({"placed_on_market": "2027-06-01", "in_service_from": "2027-12-11"}, "2026-11-21", False),
        ({"placed_on_market": "2027-06-01", "in_service_from": "2027-12"}, "2026-11-21", False),
        ({"placed_on_market": "2027-06-01", "in_service_from": "2027-11"}, "2028-02-01", True),
        ({"placed_on_market": "2027-06-01"}, "2028-02-01", False),
        ({"placed_on_market": "2027-06-01"}, "2026-11-21", True),
        ({"placed_on_market": "2028-01-01"}, "2026-11-21", False),
        ({}, "2027-12-10", True),
        ({}, "2027-12-11", False),
    ],
)
def test_the_law_of_the_day_of_first_use(days: dict[str, str], as_of: str, later: bool, desk: Desk) -> None:
    """Stated, else the as-of date, but never before the robot is placed on the market; a month is any of its days."""
    assessment = assessed(desk, "in_service", as_of, robot={"name": "R1", **days})
    assert upcoming(assessment) is later


def test_the_day_of_placing_still_chooses_for_the_others(desk: Desk) -> None:
    """A day of first use changes nothing where the clock is another."""
    days = {"name": "R1", "placed_on_market": "2027-06-01", "in_service_from": "2028-01-01"}
    assert upcoming(assessed(desk, "placed", "2028-02-01", robot=days)) is True


def test_the_target_says_when_its_site_begins(desk: Desk) -> None:
    """What the buyer intends is never taken from the robot's file alone: the target's day goes before the profile's."""
    target = {
        "id": "plant", "title": {"en": "A plant"}, "scenario": {"en": "A plant."}, "markets": ["eu"],
        "in_service_from": "2028-03-01", "facts": {"users": ["adults_trained"], "contact": "none"},
    }  # fmt: skip
    robot = {"name": "R1", "in_service_from": "2026-01-01"}
    assessment = assessed(desk, "in_service", "2026-11-21", target=target, robot=robot)
    assert upcoming(assessment) is False
    assert assessment.in_service == "2028-03-01 (target)"


def test_law_that_ended_before_the_first_use_is_not_selected(desk: Desk) -> None:
    """The Machinery Directive ends on 2027-01-19."""
    catalogue = by_clock(desk.catalogue, CYBER, "in_service", instrument="eu-2006-42-ec")
    for day, selected in (("2027-01-19", True), ("2027-01-20", False)):
        profile = {"profile": 1, "robot": {"name": "R1", "in_service_from": day}}
        robot = api.load_robot(str(desk.write(json.dumps(profile))), catalogue)
        found = api.assess(catalogue, robot, api.find_target(catalogue, "home"), ["eu"], BEGINS)
        assert (upcoming(found) is not None) is selected


def test_every_report_says_the_day_of_first_use_where_it_counts(desk: Desk) -> None:
    """And keeps quiet about it where nobody states it and nothing goes by it."""
    stated = assessed(desk, "placed", "2026-11-21", robot={"name": "R1", "in_service_from": "2027-02-01"})
    assumed = assessed(desk, "in_service", "2026-11-21", robot={"name": "R1"})
    silent = assessed(desk, "placed", "2026-11-21", robot={"name": "R1"})
    for assessment, text in ((stated, "2027-02-01 (profile)"), (assumed, "2026-11-21 (assumed: the as-of date)")):
        for name in ("text", "markdown"):
            assert f"in service from: {text}" in " ".join(api.render([assessment], name).replace("\\", "").split())
        assert text in api.render([assessment], "html")
        assert json.loads(api.render([assessment], "json"))["assessments"][0]["in_service_from"] == text
    assert "in service from" not in api.render([silent], "text")
    assert json.loads(api.render([silent], "json"))["assessments"][0]["in_service_from"] is None


@pytest.mark.parametrize(
    ("changes", "later"),
    [
        ({"date": "2027-12-10"}, True),
        ({"date": "2027-12-11"}, False),
        ({"date": "2027-12"}, False),
        ({"method": "inspected", "date": "2027-12-10"}, False),
        ({"date": None}, False),
    ],
)
def test_the_edition_of_the_day_of_the_test(changes: dict[str, Any], later: bool, desk: Desk) -> None:
    """Work by a method that the requirement accepts; where there is none, the test is still to be made."""
    power = {"runtime": hours("3 h", evidence="report")}
    source = desk.catalogue.requirement(CYBER).instrument
    catalogue = by_clock(desk.catalogue, "P5-RUNTIME-001", "test_date", instrument=source)
    profile = {"profile": 1, "robot": ROBOT, "power": power, "evidence": [entry(desk, **changes)]}
    robot = api.load_robot(str(desk.write(json.dumps(profile))), catalogue)
    found = api.assess(catalogue, robot, api.find_target(catalogue, "automotive-factory"), ["eu"], BEGINS)
    assert upcoming(found, "P5-RUNTIME-001") is later
