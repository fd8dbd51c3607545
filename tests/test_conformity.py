"""How sure a decision on a measured value is: words of ILAC-G8, probability of conformity, risk over a whole run."""

import json
from typing import Any

import pytest
from conftest import Desk, result_of
from test_evidence import ROBOT, entry

from compliance import api

TARGET = """\
id: site
title: {en: A site}
scenario: {en: Somebody may be touched.}
markets: [eu]
adopts: [iso-ts-15066-2016]
facts: {contact: foreseeable, users: [adults_trained]}
"""


def assessed(desk: Desk, *forces: dict[str, Any]) -> api.Assessment:
    """Free impacts on the chest, of which 280 N is the limit, each with its force."""
    contacts = [
        {
            "id": f"c{n}",
            "area": "chest",
            "mode": "transient",
            "planned": False,
            "peak_force": one,
            "evidence": ["report"],
        }
        for n, one in enumerate(forces)
    ]
    profile = {
        "profile": 1,
        "robot": ROBOT,
        "use": {"contact": "foreseeable", "users": {"value": ["adults_trained"], "evidence": "report"}},
        "contacts": contacts,
        "complete": [{"list": name, "evidence": ["report"]} for name in ("contacts", "use.users")],
        "evidence": [entry(desk)],
    }
    return desk.assess(json.dumps(profile), target=TARGET)


@pytest.mark.parametrize(
    ("force", "word", "probability", "verdict"),
    [
        ({"value": "270 N", "U": "10 N", "k": 2}, "pass", 0.97725, "pass"),  # right at the acceptance limit
        ({"value": "275 N", "U": "10 N", "k": 2}, "conditional pass", 0.84134, "needs_evidence"),
        ({"value": "280 N", "U": "10 N", "k": 2}, "conditional pass", 0.5, "needs_evidence"),
        ({"value": "285 N", "U": "10 N", "k": 2}, "conditional fail", 0.15866, "fail"),
        ({"value": "295 N", "U": "10 N", "k": 2}, "fail", 0.00135, "fail"),
        ({"value": "270 N", "U": "10 N"}, "pass", None, "pass"),  # k is not stated
    ],
)
def test_one_measured_value_against_one_limit(
    force: dict[str, Any], word: str, probability: float | None, verdict: str, desk: Desk
) -> None:
    """The word by a guard band of one U, the probability by a normal distribution."""
    result = result_of(assessed(desk, force), "P6-CONTACT-002")
    (line,) = result.lines
    assert line.conformity and line.conformity.word == word
    assert line.conformity.probability == pytest.approx(probability, abs=1e-4)
    assert result.verdict == verdict


@pytest.mark.parametrize(
    "force",
    [
        {"value": "270 N"},  # no uncertainty
        {"value": "260-270 N", "U": "10 N", "k": 2},  # a range is no measured value
        [{"value": "270 N", "U": "1 N", "k": 2}, {"value": "260 N", "U": "1 N", "k": 2}],  # two statements
        {"value": "270 N", "U": "10 N", "k": 2, "evidence": []},  # nothing behind it
    ],
)
def test_nothing_is_said_elsewhere(force: Any, desk: Desk) -> None:
    """Where no single measured value meets a limit, no probability is given."""
    (line,) = result_of(assessed(desk, force), "P6-CONTACT-002").lines
    assert line.conformity is None


def test_the_risk_of_all_passes_is_said_once(desk: Desk) -> None:
    """Two values at the acceptance limit: 2.3 % each, 4.6 % at most for both."""
    at_limit = {"value": "270 N", "U": "10 N", "k": 2}
    text = " ".join(api.render([assessed(desk, at_limit, at_limit)], "text").split())
    assert "2 measured comparisons pass; the risk that at least one of them does so wrongly is 4.6 % at most" in text
    text = " ".join(api.render([assessed(desk, at_limit)], "text").split())
    assert "1 measured comparison passes; the risk that it does so wrongly is 2.3 %." in text
    assert "; pass, 97.7 % probable to conform" in text


def test_no_measurement_is_ever_certain(desk: Desk) -> None:
    """Neither 100 % nor 0 % is printed."""
    text = api.render([assessed(desk, {"value": "10 N", "U": "1 N", "k": 2})], "text")
    assert "over 99.9 % probable to conform" in " ".join(text.split())
    data = json.loads(api.render([assessed(desk, {"value": "270 N", "U": "10 N", "k": 2})], "json"))
    (row,) = [one for one in data["assessments"][0]["results"] if one["id"] == "P6-CONTACT-002"]
    assert row["comparisons"][0]["conformity"]["word"] == "pass"
