"""Evidence: what an entry has to be before a statement counts, and what follows when it is not."""

import copy
import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, Desk, reasons_of, result_of

from compliance import api
from compliance.assess import Result

REVISIONS = {"hardware": "B", "firmware": "1.4.2", "policy": "7", "safety_parameters": "3"}
ROBOT = {"name": "R1", "revisions": REVISIONS}
PROFILES = sorted(Path(api.data_folder("profiles")).glob("*.yaml"))


def entry(desk: Desk, **changes: Any) -> dict[str, Any]:
    """An evidence entry with a real file behind it; a change to None leaves the key out."""
    whole = {
        "id": "report",
        "method": "measured",
        "file": "report.txt",
        "sha256": desk.report(),
        "date": "2026-11-02",
        "revisions": REVISIONS,
        "calibration": {"valid_until": "2027-03-31"},
        "all_results": True,
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def judged(
    desk: Desk, id_: str, evidence: dict[str, Any], options: dict[str, Any] | None = None, **facts: Any
) -> Result:
    """The result for one requirement on a profile with one evidence entry."""
    profile = {"profile": 1, "robot": ROBOT, "evidence": [evidence], **facts}
    return result_of(desk.assess(json.dumps(profile), **(options or {})), id_)


def hours(value: str, **more: Any) -> dict[str, Any]:
    """A time of work with the conditions that a buyer asks for."""
    return {"value": value, "at": {"load": "5 kg", "activity": "working"}, **more}


def runtime(desk: Desk, value: str = "3 h", options: dict[str, Any] | None = None, **changes: Any) -> Result:
    """The result for the buyer's runtime of 2 h: a measured or field-proven threshold."""
    facts = {"power": {"runtime": hours(value, evidence="report")}}
    return judged(desk, "P5-RUNTIME-001", entry(desk, **changes), options, **facts)


def demanding(catalogue: api.Catalogue, id_: str, **proof: Any) -> api.Catalogue:
    """The standard with another proof asked by one requirement."""
    changed = copy.copy(catalogue)
    changed.requirements = tuple(
        one._replace(row={**one.row, "proof": {**one.row["proof"], **proof}}) if one.id == id_ else one
        for one in catalogue.requirements
    )
    return changed


# ---- the four bars


def test_bar_1_takes_a_bare_statement(desk: Desk) -> None:
    """Where a declaration is enough, no evidence is asked."""
    result = result_of(desk.assess("profile: 1\nmorphology: {mass: 52 kg, height: 1.7 m}\n"), "P4-SIZE-001")
    assert result.requirement.bar == 1
    assert result.verdict == "pass"


def test_bar_2_takes_any_entry_whose_file_is_there(desk: Desk) -> None:
    """An exclusion needs a file that matches, of whatever method and revision."""
    evidence = entry(desk, method="declared", revisions=None)
    facts = {"use": {"wireless_control": {"value": False, "evidence": "report"}}}
    assert judged(desk, "P2-LINK-001", evidence, **facts).verdict == "not_applicable"


def test_bar_3_takes_fresh_evidence_by_an_accepted_method(desk: Desk) -> None:
    """A measured report on the revisions sold proves the value."""
    result = runtime(desk)
    assert result.requirement.bar == 3
    assert result.verdict == "pass"


def test_bar_3_does_not_take_a_bare_statement(desk: Desk) -> None:
    """A value that would pass is asked for its proof."""
    result = result_of(desk.assess(json.dumps({"profile": 1, "power": {"runtime": hours("3 h")}})), "P5-RUNTIME-001")
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])
    assert "measured or field" in result.settle


ATTESTED = {
    "type": "certificate", "scheme": "CR", "body": "SRI", "number": "CR-1", "status": "valid",
    "valid_until": "2027-12-31",
}  # fmt: skip


def certificate(desk: Desk, *attestation: dict[str, Any], status: Any = "valid", more: Any = ()) -> Result:
    """The result for the certificate that a scheme asks for."""
    evidence = entry(desk, method="inspected", party="third", attestation=attestation[0] if attestation else None)
    held = {
        "id": "cr", "scheme": "cr", "mode": "b", "number": "CR-1", "scope": "R1", "valid_until": "2027-12-31",
        "status": status, "evidence": ["report"],
    }  # fmt: skip
    profile = {
        "profile": 1,
        "robot": ROBOT,
        "certificates": [held],
        "complete": [{"list": "certificates", "evidence": ["report"]}],
        "evidence": [evidence, *more],
    }
    return result_of(desk.assess(json.dumps(profile)), "P4-CR-001")


def test_bar_4_takes_the_attestation_asked(desk: Desk) -> None:
    """A certificate attests what the entry says."""
    result = certificate(desk, {**ATTESTED, "valid_until": "2026-11-21"})
    assert result.requirement.bar == 4
    assert result.verdict == "pass"


@pytest.mark.parametrize(
    ("attestation", "reason", "words"),
    [
        ([], "proof", "carries no certificate"),
        ([{"type": "test_report"}], "proof", "carries no certificate"),
        ([{"type": "certificate"}], "proof", "not one of the scheme CR"),
        ([{**ATTESTED, "scheme": "CE"}], "proof", "not one of the scheme CR"),
        ([{"type": "certificate", "scheme": "CR"}], "proof", "does not state body and number and status"),
        ([{**ATTESTED, "status": "withdrawn"}], "proof", "is withdrawn"),
        ([{**ATTESTED, "valid_until": "2026-11-20"}], "stale", "run out"),
        (
            [{key: ATTESTED[key] for key in ATTESTED if key != "valid_until"}],
            "proof",
            "does not say until when it is valid",
        ),
    ],
)
def test_bar_4_takes_no_other_attestation(attestation: Any, reason: str, words: str, desk: Desk) -> None:
    """Another form, a withdrawn or an expired certificate leaves the proof open."""
    result = certificate(desk, *attestation)
    assert result.verdict == "needs_evidence"
    assert any(one.type == reason and words in one.text for one in result.reasons)


def test_bar_3_can_fail_what_asks_for_bar_4(desk: Desk) -> None:
    """False at any bar up to the requirement's is a fail."""
    status = [{"value": "valid", "evidence": "brochure"}, {"value": "withdrawn", "evidence": "report"}]
    brochure = entry(desk, id="brochure", method="declared")
    assert certificate(desk, status=status, more=[brochure]).verdict == "fail"


# ---- what an entry has to be


def outside(desk: Desk) -> dict[str, Any]:
    """A real file beside the profile's folder."""
    (desk.folder.parent / "outside.txt").write_text("It was measured.\n")
    return {"file": "../outside.txt"}


def absolute(desk: Desk) -> dict[str, Any]:
    """A real file by its absolute path."""
    return {"file": str(desk.folder / "report.txt")}


def link_out(desk: Desk) -> dict[str, Any]:
    """A link inside the folder to a file outside it."""
    outside(desk)
    (desk.folder / "link.txt").symlink_to(desk.folder.parent / "outside.txt")
    return {"file": "link.txt"}


def folder_link_out(desk: Desk) -> dict[str, Any]:
    """A linked folder that leads outside."""
    outside(desk)
    (desk.folder / "reports").symlink_to(desk.folder.parent)
    return {"file": "reports/outside.txt"}


def pipe(desk: Desk) -> dict[str, Any]:
    """A named pipe, which nobody writes to."""
    os.mkfifo(desk.folder / "pipe")
    return {"file": "pipe"}


FILE_FAULTS: list[tuple[dict[str, Any] | Callable[[Desk], dict[str, Any]], str]] = [
    ({"sha256": "0" * 64}, "does not match its sha256"),
    ({"file": "absent.txt"}, "absent.txt does not exist"),
    ({"file": "."}, "not below"),
    ({"file": None}, "names no file"),
    ({"sha256": None}, "names no file with its sha256"),
    (outside, "../outside.txt is not below the profile's folder"),
    (absolute, "is not below the profile's folder"),
    (link_out, "link.txt is not below the profile's folder"),
    (folder_link_out, "is not below the profile's folder"),
    (pipe, "pipe does not exist"),
]


@pytest.mark.parametrize(("change", "words"), FILE_FAULTS)
def test_a_file_that_cannot_be_trusted_proves_nothing(change: Any, words: str, desk: Desk) -> None:
    """Changed, absent or outside the profile's folder: the statement stays, the proof is open."""
    result = runtime(desk, **(change(desk) if callable(change) else change))
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])
    assert words in result.reasons[0].text


def inner_link(desk: Desk) -> dict[str, Any]:
    """A link that stays inside the folder."""
    (desk.folder / "latest.txt").symlink_to(desk.folder / "report.txt")
    return {"file": "latest.txt"}


def subfolder(desk: Desk) -> dict[str, Any]:
    """A file in a folder below."""
    return {"file": "evidence/r.txt", "sha256": desk.report("evidence/r.txt")}


@pytest.mark.parametrize(
    "change",
    [
        inner_link,
        subfolder,
        lambda desk: {"sha256": desk.report().upper()},
        lambda desk: {"file": "./report.txt"},
        lambda desk: {"valid_until": "2026-11-21"},
        lambda desk: {"method": "field"},
        lambda desk: {"party": "third", "competence": "iso_iec_17025"},
        lambda desk: {"date": "2026-10"},
    ],
)
def test_an_entry_that_reaches_the_bar(change: Callable[[Desk], dict[str, Any]], desk: Desk) -> None:
    """Inside the folder, on its last day, by a better party: it counts."""
    assert runtime(desk, **change(desk)).verdict == "pass"


@pytest.mark.parametrize("method", ["declared", "inspected", "calculated", "simulated"])
def test_another_method_proves_nothing(method: str, desk: Desk) -> None:
    """A working time can only be measured, or seen in the field."""
    result = runtime(desk, method=method)
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])
    assert f"is {method}; measured or field is asked" in result.reasons[0].text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"revisions": {**REVISIONS, "hardware": "A"}}, "tested hardware A; the profile says B"),
        ({"revisions": {"hardware": "B"}}, "tested firmware not stated"),
        ({"revisions": None}, "tested hardware not stated"),
        ({"valid_until": "2026-11-20"}, "no longer valid"),
    ],
)
def test_old_evidence_is_stale(changes: dict[str, Any], words: str, desk: Desk) -> None:
    """Another revision or a day too late: true once, not known now."""
    result = runtime(desk, **changes)
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["stale"])
    assert words in result.reasons[0].text


def test_work_of_a_later_day_proves_nothing(desk: Desk) -> None:
    """On the as-of date the test had not been done."""
    assert runtime(desk, date="2026-11-21").verdict == "pass"
    assert "after the as-of date" in runtime(desk, date="2026-11-22").reasons[0].text


def test_validity_is_judged_by_the_as_of_date(desk: Desk) -> None:
    """The same profile passes on the last day and not on the next."""
    verdicts = [
        runtime(desk, valid_until="2026-11-21", options={"as_of": DAY + datetime.timedelta(days)}).verdict
        for days in (0, 1)
    ]
    assert verdicts == ["pass", "needs_evidence"]


def test_a_robot_without_revisions_is_tied_to_no_test(desk: Desk) -> None:
    """Evidence is about the robot as sold, so the profile has to say which that is."""
    result = judged(
        desk,
        "P5-RUNTIME-001",
        entry(desk),
        power={"runtime": hours("3 h", evidence="report")},
        robot={"name": "R1"},
    )
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["stale"])


SCOPE = {"body": "CNAS", "number": "L1", "scope": ["eb-run-down", "gbt44251-slope"], "valid_until": "2026-11-02"}
ACCREDITED = {"competence": "iso_iec_17025", "protocol": "gbt44251-slope", "accreditation": SCOPE}


@pytest.mark.parametrize(
    ("asked", "given", "verdict"),
    [
        ({"party": "third"}, {"party": "first"}, "needs_evidence"),
        ({"party": "third"}, {"party": "second"}, "needs_evidence"),
        ({"party": "third"}, {}, "needs_evidence"),
        ({"party": "third"}, {"party": "third"}, "pass"),
        ({"party": "second"}, {"party": "third"}, "pass"),
        ({"competence": ["iso_iec_17025"]}, {}, "needs_evidence"),
        ({"competence": ["iso_iec_17025"]}, {"competence": "iso_iec_17065"}, "needs_evidence"),
        ({"competence": ["iso_iec_17025"]}, {"competence": "iso_iec_17025"}, "needs_evidence"),
        ({"competence": ["iso_iec_17025"]}, ACCREDITED, "pass"),
    ],
)
def test_party_and_competence_are_those_asked(
    asked: dict[str, Any], given: dict[str, Any], verdict: str, desk: Desk
) -> None:
    """Who is less independent, or not competent, proves nothing where more is asked."""
    known = demanding(desk.catalogue, "P5-RUNTIME-001", **asked)
    assert runtime(desk, options={"catalogue": known}, **given).verdict == verdict


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accreditation": {**SCOPE, "valid_until": "2026-11-01"}}, "had run out on the day of the work"),
        ({"accreditation": {"scope": ["gbt44251-slope"]}}, "does not say until when its accreditation is valid"),
        ({"accreditation": None}, "does not say until when its accreditation is valid"),
        ({"protocol": "gbt44251-steps"}, "does not cover its protocol (gbt44251-steps)"),
        ({"protocol": None}, "does not cover its protocol (not stated)"),
    ],
)
def test_a_competence_counts_within_its_scope(changes: dict[str, Any], words: str, desk: Desk) -> None:
    """An accreditation is for certain methods, and has to be valid on the day of the work."""
    known = demanding(desk.catalogue, "P5-RUNTIME-001", competence=["iso_iec_17025"])
    result = runtime(desk, options={"catalogue": known}, **{**ACCREDITED, **changes})
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])
    assert words in result.reasons[0].text


# ---- campaigns: calibration, all results, runs, protocols, simulation, test cases


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"calibration": None}, "does not say until when the calibration of its instruments holds"),
        ({"calibration": {"laboratory": "M"}}, "does not say until when the calibration of its instruments holds"),
        ({"calibration": {"valid_until": "2026-11-01"}}, "the calibration behind report had run out"),
        ({"all_results": None}, "does not say that it lists all results"),
        ({"all_results": False}, "does not say that it lists all results"),
        ({"method": "field", "all_results": None}, "does not say that it lists all results"),
        ({"protocol": "eb-push-impulse"}, "does not state its runs; eb-push-impulse asks for at least 10"),
        ({"protocol": "eb-push-impulse", "runs": 9}, "has 9 runs; eb-push-impulse asks for at least 10"),
        ({"protocol": "libero", "runs": 60}, "report is measured, but libero is run in simulation"),
    ],
)
def test_a_campaign_owes_more_than_a_number(changes: dict[str, Any], words: str, desk: Desk) -> None:
    """Calibrated instruments, all results, enough runs, on the robot."""
    result = runtime(desk, **changes)
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["proof"])
    assert words in result.reasons[0].text


@pytest.mark.parametrize(
    "changes",
    [
        {"calibration": {"valid_until": "2026-11-02"}},
        {"calibration": {"not_needed": "runs are counted"}},
        {"method": "field", "calibration": None},
        {"protocol": "eb-push-impulse", "runs": 10},
        {"protocol": "a protocol of our own"},
    ],
)
def test_a_campaign_that_counts(changes: dict[str, Any], desk: Desk) -> None:
    """On the last day of the calibration, with exactly the runs asked, by a protocol nobody else knows."""
    assert runtime(desk, **changes).verdict == "pass"


def test_evidence_follows_the_protocol_asked(desk: Desk) -> None:
    """Where a requirement names a method, another one proves nothing."""
    known = demanding(desk.catalogue, "P5-RUNTIME-001", protocols=["gbt44251-range"])
    result = runtime(desk, options={"catalogue": known})
    assert "report follows no protocol; gbt44251-range is asked" in result.reasons[0].text
    assert "by the protocol gbt44251-range" in result.settle
    assert runtime(desk, options={"catalogue": known}, protocol="gbt44251-range").verdict == "pass"


def simulated(desk: Desk, trials: dict[str, Any] | None = None, **changes: Any) -> Result:
    """The result for a simulated runtime that is accepted, perhaps held against real trials."""
    known = demanding(desk.catalogue, "P5-RUNTIME-001", methods=["simulated"])
    profile = {
        "profile": 1,
        "robot": ROBOT,
        "power": {"runtime": hours("3 h", evidence="report")},
        "evidence": [
            entry(desk, method="simulated", **changes),
            *([entry(desk, id="real", **trials)] if trials else []),
        ],
    }
    return result_of(desk.assess(json.dumps(profile), catalogue=known), "P5-RUNTIME-001")


@pytest.mark.parametrize(
    ("trials", "words"),
    [
        ({"method": "calculated"}, "validated by real, which is calculated and no real trial"),
        ({"sha256": "0" * 64}, "validated by real: report.txt does not match"),
        ({"revisions": {**REVISIONS, "policy": "6"}}, "validated by real: stale: real tested policy 6"),
        ({"all_results": None}, "validated by real: real does not say that it lists all results"),
    ],
)
def test_a_simulation_is_worth_what_its_trials_are(trials: dict[str, Any], words: str, desk: Desk) -> None:
    """Simulated results count only with fresh, whole, real trials behind them."""
    result = simulated(desk, trials, validated_by=["real"])
    assert result.verdict == "needs_evidence"
    assert words in result.reasons[0].text


def test_a_simulation_held_against_real_trials_counts(desk: Desk) -> None:
    """Without them it does not."""
    assert "names no real trials" in simulated(desk).reasons[0].text
    assert simulated(desk, {"method": "field"}, validated_by=["real"]).verdict == "pass"


CASE = '<testcase name="{}"><properties><property name="requirement" value="{}"/></properties>{}</testcase>'


def suite(desk: Desk, *cases: tuple[str, str, str], head: str = "", properties: str = "") -> Result:
    """The result for a runtime whose evidence is a file of test cases: name, requirements, ending."""
    text = f"<testsuite>{properties}{''.join(CASE.format(*case) for case in cases)}</testsuite>"
    content = f"{head}<testsuites>{text}</testsuites>"
    return runtime(desk, sha256=desk.report("results.xml", content), file="results.xml", format="junit")


def test_test_cases_speak_for_the_requirements_they_name(desk: Desk) -> None:
    """By a property of the case or of its suite, several requirements with commas between."""
    assert suite(desk, ("works 2 h", "P5-RUNTIME-001", "")).verdict == "pass"
    assert suite(desk, ("works 2 h", "P4-SPEED-001, P5-RUNTIME-001", "")).verdict == "pass"
    named = '<properties><property name="requirement" value="P5-RUNTIME-001"/></properties>'
    assert suite(desk, ("works 2 h", "", ""), properties=named).verdict == "pass"


def test_the_notice_names_a_file_of_test_cases_as_read(desk: Desk) -> None:
    """Its cases were read; of any other file only presence and hash were looked at."""
    text = f"<testsuites><testsuite>{CASE.format('a', 'P5-RUNTIME-001', '')}</testsuite></testsuites>"
    cases = entry(desk, sha256=desk.report("results.xml", text), file="results.xml", format="junit")
    for evidence, words in ((cases, "the content of report was read by this program"), (entry(desk), "was not read")):
        assert words in desk.assess(json.dumps({"profile": 1, "evidence": [evidence]})).notice["en"]


@pytest.mark.parametrize(
    ("cases", "head", "words"),
    [
        ([("a", "P4-SPEED-001", "")], "", "no test case of report names P5-RUNTIME-001"),
        ([], "", "no test case of report names P5-RUNTIME-001"),
        ([("a", "P5-RUNTIME-001", ""), ("b", "P5-RUNTIME-001", "<failure/>")], "", "`b` ended with failure"),
        ([("a", "P5-RUNTIME-001", "<error/>")], "", "`a` ended with error"),
        ([("a", "P5-RUNTIME-001", "<skipped/>")], "", "`a` ended with skipped"),
        ([("a", "P5-RUNTIME-001", "")], "<!DOCTYPE x []>", "it declares a document type"),
        ([("a", "P5-RUNTIME-001", "<open>")], "", "it is not XML"),
    ],
)
def test_cases_that_failed_or_cannot_be_read_prove_nothing(cases: Any, head: str, words: str, desk: Desk) -> None:
    """One failed case among those that name a requirement is enough, and it is named."""
    result = suite(desk, *cases, head=head)
    assert result.verdict == "needs_evidence"
    assert words in result.reasons[0].text


# ---- statements of several sources


def test_a_bare_statement_can_fail(desk: Desk) -> None:
    """False at a lower bar is false: nobody has to prove a shortfall."""
    profile = json.dumps({"profile": 1, "power": {"runtime": hours("1 h")}})
    assert result_of(desk.assess(profile), "P5-RUNTIME-001").verdict == "fail"


def test_proven_values_decide_although_a_brochure_differs(desk: Desk) -> None:
    """At its bar a requirement sees only what is proven; both statements are shown."""
    both = [hours("1 h"), hours("3 h", evidence="report")]
    result = judged(desk, "P5-RUNTIME-001", entry(desk), power={"runtime": both})
    assert result.verdict == "pass"
    shown = [one.text for one in result.shown if one.path == "power.runtime"]
    assert shown == [f"{value} (load 5 kg, activity working)" for value in ("1 h", "3 h")]


def test_proven_values_that_disagree_leave_it_open(desk: Desk) -> None:
    """Nothing ranks two reports silently."""
    both = [hours("1 h", evidence="report"), hours("3 h", evidence="report")]
    result = judged(desk, "P5-RUNTIME-001", entry(desk), power={"runtime": both})
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["conflict"])


def test_a_superseded_statement_does_not_count(desk: Desk) -> None:
    """The author may set one aside, with a reason."""
    both = [hours("1 h", superseded="older battery"), hours("3 h", evidence="report")]
    assert judged(desk, "P5-RUNTIME-001", entry(desk), power={"runtime": both}).answer_at == {1: True, 2: True, 3: True}


# ---- measured values that protect persons


PROVEN_CONTACTS, PROVEN_USERS = ({"list": name, "evidence": ["report"]} for name in ("contacts", "use.users"))


def impact(desk: Desk, force: dict[str, Any], complete: Any = None) -> Result:
    """The result for the force of a free impact on the chest, of which 280 N is the limit."""
    contact = {
        "id": "chest", "area": "chest", "mode": "transient", "planned": False, "peak_force": force,
        "evidence": ["report"],
    }  # fmt: skip
    return judged(
        desk,
        "P6-CONTACT-002",
        entry(desk),
        use={"contact": "foreseeable", "users": {"value": ["adults_trained"], "evidence": "report"}},
        contacts=[contact],
        complete=complete or [PROVEN_CONTACTS, PROVEN_USERS],
    )


def test_a_measured_force_with_its_uncertainty_passes(desk: Desk) -> None:
    """The guard band of one U lies within the limit."""
    assert impact(desk, {"value": "270 N", "U": "10 N", "k": 2}).verdict == "pass"


def test_a_measured_force_without_uncertainty_does_not_pass(desk: Desk) -> None:
    """Where persons are protected, a number without its uncertainty proves nothing."""
    result = impact(desk, {"value": "100 N"})
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["uncertainty"])


def test_a_force_inside_the_guard_band_is_open(desk: Desk) -> None:
    """A value within the limit whose uncertainty crosses it is neither pass nor fail."""
    result = impact(desk, {"value": "275 N", "U": "10 N", "k": 2})
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["uncertainty"])
    assert "no expanded uncertainty" not in result.reasons[0].text


def test_a_force_above_the_limit_fails(desk: Desk) -> None:
    """With its uncertainty or without."""
    assert [impact(desk, {"value": "300 N", **more}).verdict for more in ({}, {"U": "10 N"})] == ["fail", "fail"]


def test_who_is_there_has_to_be_proven_complete(desk: Desk) -> None:
    """Limits for adults hold only where evidence says that nobody else is there."""
    result = impact(desk, {"value": "100 N", "U": "1 N"}, ["use.users", PROVEN_CONTACTS])
    assert (result.answer_at[1], result.verdict) == (True, "needs_evidence")


def test_a_decided_entry_is_no_reason(desk: Desk) -> None:
    """Where only the list's completeness is unproven, nothing is said against the value."""
    result = impact(desk, {"value": "100 N", "U": "1 N"}, ["contacts", PROVEN_USERS])
    assert [(one.type, one.path) for one in result.reasons] == [("proof", "contacts")]


def test_elsewhere_a_measured_value_counts_as_it_stands(desk: Desk) -> None:
    """Simple acceptance: a runtime on the buyer's limit passes without U."""
    assert runtime(desk, "2 h").verdict == "pass"


# ---- exclusions


def test_an_unproven_exclusion_from_a_safety_must_is_unsupported(desk: Desk) -> None:
    """A bare word does not switch off what protects people."""
    assessment = desk.assess("profile: 1\nuse: {wireless_control: false}\n")
    result = result_of(assessment, "P2-LINK-001")
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", ["exclusion_unsupported"])
    assert result.reasons[0].path == "use.wireless_control"
    assert not assessment.excluded


def test_a_proven_exclusion_is_listed(desk: Desk) -> None:
    """With evidence the requirement does not apply, and the report says which declaration did that."""
    profile = {
        "profile": 1,
        "use": {"wireless_control": {"value": False, "evidence": "report"}},
        "evidence": [entry(desk, method="inspected")],
    }
    assessment = desk.assess(json.dumps(profile))
    assert result_of(assessment, "P2-LINK-001").verdict == "not_applicable"
    listed = {fact.path: ids for fact, ids in assessment.excluded.items()}
    assert listed == {"use.wireless_control": ["P2-LINK-001"]}
    assert "1 requirements were excluded" in " ".join(assessment.notice["en"].split())


def test_an_exclusion_by_a_changed_file_is_unsupported(desk: Desk) -> None:
    """The evidence of an exclusion has to match its hash."""
    facts = {"use": {"wireless_control": {"value": False, "evidence": "report"}}}
    result = judged(desk, "P2-LINK-001", entry(desk, sha256="0" * 64), **facts)
    assert reasons_of(result) == ["exclusion_unsupported"]


def test_other_exclusions_need_no_evidence_and_are_listed(desk: Desk) -> None:
    """A wheeled robot is not asked for its walking speed."""
    assessment = desk.assess("profile: 1\nmorphology: {base: wheeled}\n")
    assert result_of(assessment, "P4-SPEED-001").verdict == "not_applicable"
    (fact,) = assessment.excluded
    assert fact.path == "morphology.base"
    assert "P4-SPEED-001" in assessment.excluded[fact]


def test_an_empty_list_without_evidence_excludes_nothing(desk: Desk) -> None:
    """`contacts: []` is not credible where contact is foreseen; other lists have to be proven empty."""
    assessment = desk.assess("profile: 1\nuse: {contact: foreseeable}\ncontacts: []\nhazards: []\n")
    impact, level = (result_of(assessment, id_) for id_ in ("P6-CONTACT-002", "P6-PL-002"))
    assert impact.verdict == "fail"
    assert (level.verdict, reasons_of(level)) == ("needs_evidence", ["exclusion_unsupported"])
    assert not assessment.excluded


def test_an_empty_list_with_evidence_excludes(desk: Desk) -> None:
    """What the risk assessment says to be complete switches off what goes by entry."""
    complete = [{"list": "hazards", "evidence": ["report"]}]
    result = judged(desk, "P6-PL-002", entry(desk), hazards=[], complete=complete)
    assert result.verdict == "not_applicable"
    assert {one.path for one in result.excluded_by} == {"hazards"}


# ---- counting


@pytest.mark.parametrize("target", ["automotive-factory", "home"])
@pytest.mark.parametrize("markets", [("cn",), ("eu",), ("cn", "eu"), ("us",)])
@pytest.mark.parametrize("text", ["profile: 1\n", *(path.read_text("utf-8") for path in PROFILES)], ids=lambda _: "")
def test_the_six_counts_sum_to_the_number_selected(
    text: str, markets: tuple[str, ...], target: str, desk: Desk
) -> None:
    """Every selected requirement has exactly one verdict."""
    assessment = desk.assess(text, target=target, markets=markets)
    assert len(assessment.counts) == 6
    assert sum(assessment.counts.values()) == len(assessment.results) > 0
    assert assessment.counts["error"] == 0
