"""Ways to green that must not lead there. Each profile once passed, or could have."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk, reasons_of, result_of
from test_evidence import ROBOT, entry

from compliance.build.compiler import compile_standard
from compliance.errors import InputError

SITE = """\
id: site
title: {en: A site}
scenario: {en: Somebody may be touched.}
markets: [eu]
adopts: [iso-ts-15066-2016]
"""
PROVEN = {"evidence": ["report"]}
CONTACT = {"id": "c1", "area": "chest", "mode": "transient", "planned": False, **PROVEN}
COMPLETE = [{"list": name, **PROVEN} for name in ("contacts", "use.users", "safety_functions", "documents", "hazards")]


def verdict(desk: Desk, id_: str, target: str = "automotive-factory", method: str = "measured", **facts: Any) -> Any:
    """The result for one requirement on a profile whose one evidence entry is good."""
    lists = [one for one in COMPLETE if one["list"] in facts or (one["list"].startswith("use") and "use" in facts)]
    profile = {"profile": 1, "robot": ROBOT, "evidence": [entry(desk, method=method)], "complete": lists, **facts}
    return result_of(desk.assess(json.dumps(profile), target=target), id_)


def force(**changes: Any) -> dict[str, Any]:
    """A contact force well within its limit, measured with its uncertainty."""
    return {"value": "50 N", "U": "5 N", "k": 2, "evidence": ["report"], **changes}


def use(**changes: Any) -> dict[str, Any]:
    """Trained adults, named with evidence; contact can happen."""
    return {"contact": "foreseeable", "users": {"value": ["adults_trained"], **PROVEN}, **changes}


def test_the_profile_that_passes(desk: Desk) -> None:
    """What the others are measured against: everything named, measured, proven."""
    assert verdict(desk, "P6-CONTACT-002", use=use(), contacts=[{**CONTACT, "peak_force": force()}]).verdict == "pass"


def test_an_entry_that_may_be_something_else_does_not_stand_for_one(desk: Desk) -> None:
    """A safety function without a purpose is no emergency stop, a contact without a mode no free impact."""
    levels = {"required_performance_level": "c", "performance_level": "d"}
    nameless = [{"id": "sf", **levels, **PROVEN}]
    assert verdict(desk, "P6-ESTOP-001", method="calculated", safety_functions=nameless).verdict == "needs_evidence"
    modeless = {key: value for key, value in CONTACT.items() if key != "mode"}
    result = verdict(desk, "P6-CONTACT-002", use=use(), contacts=[{**modeless, "peak_force": force()}])
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["missing"])


@pytest.mark.parametrize("words", ["TBD", "unknown", "?", "-", "n/a", "None", "to be defined", "..."])
def test_a_placeholder_is_no_title(words: str, desk: Desk) -> None:
    """Who writes that nothing is known has stated nothing."""
    documents = [{"id": "ra", "type": "risk_assessment", "title": words, **PROVEN}]
    with pytest.raises(InputError, match="says nothing"):
        verdict(desk, "P1-RISK-001", method="inspected", documents=documents)


@pytest.mark.parametrize("facts", ["contact: foreseeable", "contact: foreseeable, users: null", "users: [children]"])
def test_a_target_says_who_is_there(facts: str, desk: Desk) -> None:
    """A site that is silent on people is not a site without people."""
    with pytest.raises(InputError, match="does not say"):
        verdict(desk, "P6-CONTACT-002", target=f"{SITE}facts: {{{facts}}}\n", use=use())


def test_an_unproven_child_is_not_filtered_away(desk: Desk) -> None:
    """Limits for adults hold only where no statement names anybody else."""
    users = [{"value": ["adults_trained"], **PROVEN}, {"value": ["adults_trained", "children"]}]
    result = verdict(desk, "P6-CONTACT-002", use=use(users=users), contacts=[{**CONTACT, "peak_force": force()}])
    assert result.verdict == "needs_evidence"


def test_a_buyer_cannot_do_without_the_uncertainty(desk: Desk) -> None:
    """Where people are protected, simple acceptance still asks for a stated U."""
    site = f"{SITE}decision_rule: {{persons: 0}}\nfacts: {{contact: foreseeable, users: [adults_trained]}}\n"
    bare = {"value": "50 N", "evidence": ["report"]}
    found = [
        verdict(desk, "P6-CONTACT-002", site, use=use(), contacts=[{**CONTACT, "peak_force": one}]).verdict
        for one in (bare, force())
    ]
    assert found == ["needs_evidence", "pass"]


@pytest.mark.parametrize("spread", [{"U": "0 N"}, {"k": 0.001}, {"U": "-5 N"}])
def test_an_uncertainty_of_nothing_is_refused(spread: dict[str, Any], desk: Desk) -> None:
    """Nobody measures without uncertainty."""
    with pytest.raises(InputError):
        verdict(desk, "P6-CONTACT-002", use=use(), contacts=[{**CONTACT, "peak_force": force(**spread)}])


def test_a_value_may_refuse_the_evidence_of_its_entry(desk: Desk) -> None:
    """`evidence: []` says that nothing stands behind this one value."""
    contact = {**CONTACT, "area": "face", "planned": {"value": False, "evidence": []}}
    result = verdict(desk, "P6-CONTACT-001", use=use(), contacts=[contact])
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])


def test_a_statement_is_only_superseded_for_a_reason(desk: Desk) -> None:
    """And the reason stands in the report, beside what it sets aside."""
    both = [{"value": "1 h", "superseded": "older battery"}, {"value": "3 h", **PROVEN}]
    shown = [one.text for one in verdict(desk, "P5-RUNTIME-001", power={"runtime": both}).shown]
    assert shown == ["1 h [superseded: older battery]", "3 h"]
    with pytest.raises(InputError, match="superseded"):
        verdict(desk, "P5-RUNTIME-001", power={"runtime": [{**both[0], "superseded": " "}, both[1]]})


@pytest.mark.parametrize("change", [{"date": None}, {"revisions": {"hardware": "B"}}])
def test_undated_or_half_named_evidence_is_not_fresh(change: dict[str, Any], desk: Desk) -> None:
    """Fresh evidence has a day and all four revisions."""
    profile = {
        "profile": 1, "robot": ROBOT, "evidence": [entry(desk, **change)],
        "power": {"runtime": {"value": "3 h", **PROVEN}},
    }  # fmt: skip
    assert result_of(desk.assess(json.dumps(profile)), "P5-RUNTIME-001").verdict == "needs_evidence"


@pytest.mark.parametrize("rule", ["not (peak_force > {})", "peak_force <= 2 * {}", "least(peak_force, {}) <= 9 N"])
def test_what_is_not_permitted_is_only_compared(rule: str, edition: Path) -> None:
    """A cell that nothing meets would pass under a negation, so no rule may put it there."""
    path = edition / "requirements" / "P6-safety-ethics" / "contact.yaml"
    cell = "table(contact_limits, area).force_transient"
    path.write_text(path.read_text("utf-8").replace(f"peak_force <= {cell}", rule.format(cell), 1), "utf-8")
    with pytest.raises(InputError, match="not_permitted"):
        compile_standard(str(edition))


def test_a_profile_does_not_choose_a_file_of_rules(desk: Desk) -> None:
    """The target a profile names is one of the standard's; files come from the command line."""
    from compliance.cli import run

    evil = desk.write(f"{SITE}addressee: authority\nfacts: {{contact: none, users: []}}\n", "evil.yaml")
    profile = desk.write(f"profile: 1\ntarget: {evil}\n")
    assert run(["check", str(profile)]) == 2


def test_an_empty_hazard_list_is_no_risk_assessment(desk: Desk) -> None:
    """Nobody's robot has no hazards."""
    assessment = desk.assess("profile: 1\nhazards: []\n")
    assert assessment.step.level == 0
    assert any("hazards" in text for text in assessment.step.held_by)
