"""Simulation beside the robot: shown in every report with its interval, and no verdict rests on it."""

import json
from typing import Any

import pytest
from conftest import Desk, result_of

from compliance import api
from compliance.report import FORMATS

SAID = "26.7 points lower on the robot (95 % interval of simulation minus robot: +16.2 to +39.3 points)"
REAL: dict[str, Any] = {"id": "totes", "place": "robot", "trials": 60, "successes": 41}
SIM: dict[str, Any] = {"id": "sim", "place": "simulation", "trials": 1000, "successes": 950, "counterpart": "totes"}


def assessed(desk: Desk, *tests: dict[str, Any], **options: Any) -> api.Assessment:
    """A robot with some campaigns of trials."""
    return desk.assess(json.dumps({"profile": 1, "tests": list(tests), "complete": ["tests"]}), **options)


def plain(text: str) -> str:
    """A report's text without line breaks and the escapes of Markdown and HTML."""
    return " ".join(text.replace("\\", "").replace("&#43;", "+").split())


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_both_rates_stand_beside_each_other(name: str, desk: Desk) -> None:
    """With their counts, the difference and its interval, and the words that it is no verdict."""
    text = plain(api.render([assessed(desk, SIM, REAL)], name))
    assert "Simulation beside the robot: information, no verdict" in text
    assert "tests[sim] 950 of 1000 (95.0 %) in simulation, tests[totes] 41 of 60 (68.3 %) on the robot: " + SAID in text


def test_programs_read_the_figures(desk: Desk) -> None:
    """Rates as shares, differences as simulation minus robot, the place of each campaign."""
    (found,) = json.loads(api.render([assessed(desk, SIM, REAL)], "json"))["assessments"][0]["sim_to_real"]
    assert (found["simulated"]["label"], found["simulated"]["rate"]) == ("tests[sim]", 0.95)
    assert (found["on_robot"]["successes"], found["on_robot"]["trials"]) == (41, 60)
    assert [round(found[name], 4) for name in ("difference", "lower", "upper")] == [0.2667, 0.1619, 0.3929]
    assert found["confidence"] == 0.95
    assert found["on_robot"]["place"]["line"] == 1


def test_the_interval_is_the_targets(desk: Desk) -> None:
    """A buyer who wants 99 % gets a wider one."""
    target = {
        "id": "plant", "title": {"en": "A plant"}, "scenario": {"en": "A plant."}, "markets": ["eu"],
        "decision_rule": {"confidence": 0.99}, "facts": {"users": ["adults_trained"], "contact": "none"},
    }  # fmt: skip
    named = str(desk.write(json.dumps(target), "target.yaml"))
    (gap,) = assessed(desk, SIM, REAL, target=named).sim_to_real
    assert gap.confidence == 0.99
    assert gap.lower < 0.1619
    assert gap.upper > 0.3929


@pytest.mark.parametrize(
    "tests",
    [
        [SIM],
        [{**SIM, "counterpart": "doors"}, REAL],
        [{key: SIM[key] for key in SIM if key != "counterpart"}, REAL],
        [SIM, {**REAL, "place": "bench"}],
        [{**SIM, "place": "robot"}, REAL],
        [SIM, {**REAL, "successes": "40-42"}],
        [SIM, {**REAL, "trials": 0, "successes": 0}],
        [SIM, {**REAL, "successes": 61}],
        [SIM, {**REAL, "trials": 60.5}],
        [SIM, {"id": "totes", "place": "robot"}],
        [{**SIM, "counterpart": "sim"}],
    ],
)
def test_without_two_counted_campaigns_nothing_is_said(tests: list[dict[str, Any]], desk: Desk) -> None:
    """Another place, no counterpart, counts that are none: no figure is made up."""
    assessment = assessed(desk, *tests)
    assert assessment.sim_to_real == ()
    assert "Simulation beside the robot" not in api.render([assessment], "text")


def test_how_far_they_lie_apart_changes_no_verdict(desk: Desk) -> None:
    """A robot that does nothing of what its simulation does gets the verdicts of one that does it all."""
    worse, better = (assessed(desk, SIM, {**REAL, "successes": count}) for count in (0, 60))
    for one, other in zip(worse.results, better.results, strict=True):
        if "tests" not in one.requirement.row["reads"] or one.requirement.id == "P5-TASK-005":
            assert one.verdict == other.verdict
    assert result_of(worse, "P5-TASK-005").provisional == "pass"


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_label_stays_text(name: str, desk: Desk) -> None:
    """Ids are plain names, so that no report can be spoiled by one; every format still renders."""
    many = [{**SIM, "id": f"sim-{number}"} for number in range(200)]
    assert api.render([assessed(desk, *many, REAL)], name)
