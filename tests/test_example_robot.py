"""The example robot: what it shows, and that each change of its evidence changes what it should and nothing else."""

import datetime
import json
import math
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, reasons_of, result_of

from compliance import api
from compliance.assess.results import REASONS, VERDICTS

EXAMPLE = Path(api.data_folder("profiles")) / "example-humanoid"
FACTORY = "automotive-factory"
CALCULATED = {
    "P4-EU-LIFT-006", "P6-AGE-001", "P6-ESTOP-001", "P6-HFT-001", "P6-PL-001", "P6-PL-002", "P6-PL-003", "P6-PL-004",
    "P6-PL-005", "P6-PL-006", "P6-PSTOP-001", "P6-RESET-001", "P6-SIL-001", "P6-SIL-002",
}  # fmt: skip
STOPPED = {
    "P2-LINK-001", "P6-ESTOP-002", "P6-FAULT-001", "P6-FAULT-002", "P6-HOLD-001", "P6-MANUAL-001", "P6-STOP-001",
    "P6-STOP-002", "P6-STOP-003", "P6-STOPSET-001",
}  # fmt: skip
TRIED = {
    "P6-ENDSTATE-001", "P6-ENDSTATE-002", "P6-ESTOP-002", "P6-ESTOP-003", "P6-ESTOP-004", "P6-ESTOPDEVICE-002",
    "P6-FAULT-002", "P6-SHARED-001", "P6-SHARED-002", "P6-SHARED-003", "P6-STOPSET-001",
}  # fmt: skip
READ = {
    "P1-EU-FILE-001", "P1-EU-FILE-002", "P1-EU-FILE-003", "P1-EU-RADIO-001", "P1-LIFE-001", "P1-RISK-001",
    "P2-SECDOC-001", "P3-BAT-004", "P4-EMC-012", "P4-EU-NOISE-001", "P4-NOISE-001", "P4-NOISE-002", "P4-NOISE-003",
    "P5-EU-MANUAL-028", "P5-EU-MANUAL-029", "P5-INSTR-001",
}  # fmt: skip
LISTENED = {"P4-EU-NOISE-002", "P4-NOISE-004", "P5-NOISE-001", "P5-NOISE-002", "P5-EU-EXPOSE-005"}
# Families of questions that the robot leaves open: bench figures that no law and no target asks for, and two that the
# target would have to answer.
LEFT_OPEN = {
    "P1-SUPPLY", "P3-ARMTEST", "P3-FORCESENSOR", "P3-HAND", "P3-HARMONIC", "P3-JOINTPORT", "P3-JOINTTEST", "P4-MOBILE",
    "P6-CONTACTSPEED", "P6-SEPARATE",
}  # fmt: skip
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)


def assessed(
    profile: Path,
    *,
    target: str = FACTORY,
    as_of: datetime.date = DAY,
    waivers: tuple[api.Waiver, ...] = (),
    verified: tuple[api.Verified, ...] = (),
) -> api.Assessment:
    """A profile held against a target in China and the European Union."""
    catalogue = api.load_standard()
    robot = api.load_robot(str(profile), catalogue)
    return api.assess(catalogue, robot, api.find_target(catalogue, target), ["cn", "eu"], as_of, waivers, verified)


def sources() -> tuple[api.Verified, ...]:
    """The sources that somebody has read."""
    return tuple(api.load_verified(str(EXAMPLE / "verified.yaml")))


def verdicts(assessment: api.Assessment) -> dict[str, str]:
    """The verdict on each requirement."""
    return {one.requirement.id: one.verdict for one in assessment.results}


@pytest.fixture(scope="module")
def whole() -> api.Assessment:
    """The complete robot in the car factory."""
    return assessed(EXAMPLE / "robot.yaml", verified=sources())


@pytest.fixture(scope="module")
def unread() -> api.Assessment:
    """The complete robot before anybody has read a source."""
    return assessed(EXAMPLE / "robot.yaml")


@pytest.fixture(scope="module")
def gaps() -> api.Assessment:
    """The robot with gaps in the car factory, with its waivers."""
    return assessed(EXAMPLE / "gaps.yaml", waivers=api.load_waivers(str(EXAMPLE / "waivers.yaml")))


@pytest.fixture(scope="module")
def hospital() -> api.Assessment:
    """The robot with gaps among patients."""
    return assessed(EXAMPLE / "gaps.yaml", target="hospital")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


# ---- what it shows


def test_the_complete_robot_reaches_r3(whole: api.Assessment) -> None:
    """Every must that could block is decided, at its own bar, and only R4 lies ahead."""
    assert (whole.step.level, whole.step.name) == (3, "proven as encoded")
    assert whole.step.decided == whole.step.musts > 0
    assert whole.blocking == ()
    assert not [one for one in whole.results if one.verdict in ("fail", "error")]


def test_nothing_stays_open_that_could_block(whole: api.Assessment) -> None:
    """What was left out is named here; what else waits is no must, and waits for its source."""
    left = [one for one in whole.results if one.verdict == "needs_evidence"]
    assert not any(one.capable for one in left)
    waiting = [one for one in left if "source_unverified" in reasons_of(one)]
    assert {one.requirement.id.rpartition("-")[0] for one in left if one not in waiting} == LEFT_OPEN
    assert {(one.requirement.keyword, one.provisional) for one in waiting} == {("should", "pass")}
    assert {kind for one in waiting for kind in reasons_of(one)} == {"source_unverified"}


def test_annex_iii_is_answered_before_it_applies(whole: api.Assessment) -> None:
    """Every point of the Machinery Regulation passes or does not apply, two months ahead."""
    points = [one for one in whole.results if one.requirement.instrument == "eu-2023-1230"]
    assert len([one for one in points if one.upcoming and one.verdict == "pass"]) > 100
    assert {one.verdict for one in points} == {"pass", "not_applicable"}


def test_an_answer_counts_once_its_source_was_read(whole: api.Assessment, unread: api.Assessment) -> None:
    """The same answers, which nobody could lean on before: the musts among them kept the robot below R3."""
    settled = changed(unread, whole)
    assert set(settled.values()) == {"pass"}
    assert {result_of(unread, id_).provisional for id_ in settled} == {"pass"}
    assert (unread.step.level, unread.blocking) == (2, ())
    musts = {id_ for id_ in settled if result_of(whole, id_).requirement.keyword == "must"}
    assert {f"{id_} (source unverified)" for id_ in musts} == set(unread.step.held_by)


def test_each_reading_stands_behind_some_answer(whole: api.Assessment) -> None:
    """No entry of verified.yaml is idle; that nothing was simulated rests on one of them too."""
    named = {one.requirement.id: one.verified for one in whole.results if one.verified}
    assert set(named.values()) == set(sources())
    assert named["P5-TASK-005"] == named["P5-TASK-001"]
    assert result_of(whole, "P5-TASK-005").verdict == "not_applicable"


def test_the_two_robots_show_every_verdict(whole: api.Assessment, gaps: api.Assessment) -> None:
    """But `error`, which only a broken checker gives."""
    assert {one.verdict for shown in (whole, gaps) for one in shown.results} == set(VERDICTS) - {"error"}


def test_the_two_robots_show_every_reason(
    whole: api.Assessment, gaps: api.Assessment, hospital: api.Assessment
) -> None:
    """Each kind of reason stands under an open question somewhere."""
    every = [one for shown in (whole, gaps, hospital) for one in shown.results if one.verdict == "needs_evidence"]
    assert {kind for one in every for kind in reasons_of(one)} == set(REASONS)


@pytest.mark.parametrize(
    ("id_", "reason"),
    [
        ("P5-USE-003", "missing"),
        ("P2-LINK-001", "exclusion_unsupported"),
        ("P5-SLOPE-001", "proof"),
        ("P4-SPEED-001", "stale"),
        ("P3-BAT-005", "range"),
        ("P3-BAT-001", "applicability"),
        ("P5-RUNTIME-001", "condition"),
        ("P2-CYBER-006", "conflict"),
        ("P2-CYBER-001", "bound"),
        ("P4-ROS-001", "source_unverified"),
        ("P6-CONTACT-002", "uncertainty"),
    ],
)
def test_the_comments_of_the_gaps_tell_the_truth(id_: str, reason: str, gaps: api.Assessment) -> None:
    """What is written beside a line is what the line leads to."""
    result = result_of(gaps, id_)
    assert (result.verdict, reasons_of(result)) == ("needs_evidence", [reason])


def test_what_fails_is_marked(gaps: api.Assessment) -> None:
    """A common password, a load that drops, and contacts without clamping among them."""
    failed = {one.requirement.id for one in gaps.results if one.verdict == "fail"}
    assert failed == {"P2-CYBER-003", "P6-CONTACT-003", "P6-CONTACT-005", "P6-HOLD-001"}
    assert result_of(gaps, "P6-FALL-001").verdict == "pass"


def test_contact_limits_say_nothing_among_patients(hospital: api.Assessment) -> None:
    """They hold for healthy adults."""
    assert reasons_of(result_of(hospital, "P6-CONTACT-002")) == ["population_not_covered"]


def test_waivers_cover_a_fail_and_an_open_question_and_one_has_run_out(gaps: api.Assessment) -> None:
    """The verdict underneath stays visible."""
    waived = {one.requirement.id: one.waived.verdict for one in gaps.results if one.waived}
    assert waived == {"P2-CYBER-004": "fail", "P1-MODEL-001": "needs_evidence"}
    assert [one.requirement for one in gaps.lapsed] == ["P1-MASS-001"]


# ---- its evidence


@pytest.mark.parametrize("name", ["robot.yaml", "gaps.yaml"])
def test_every_evidence_entry_is_sound_and_used(name: str) -> None:
    """Its file is there and unchanged, and some value or list rests on it."""
    robot = api.load_robot(str(EXAMPLE / name), api.load_standard())
    assert {one.fault for one in robot.evidence.values()} == {""}
    used = {id_ for fact in every_fact(robot) for one in fact.statements for id_ in one.evidence}
    used |= {id_ for ids in robot.robot.complete.values() for id_ in ids}
    assert used == set(robot.evidence)


def test_every_evidence_file_belongs_to_an_entry() -> None:
    """And to one only."""
    named = [row["file"] for row in evidence_rows()]
    assert sorted(named) == sorted(f"evidence/{path.name}" for path in (EXAMPLE / "evidence").iterdir())


def test_every_value_has_evidence_that_holds_its_numbers() -> None:
    """Whoever opens a file finds the figures that are said to be in it."""
    robot = api.load_robot(str(EXAMPLE / "robot.yaml"), api.load_standard())
    found = {row["id"]: numbers((EXAMPLE / row["file"]).read_text("utf-8")) for row in evidence_rows()}
    for fact in every_fact(robot):
        for one in fact.statements:
            assert one.evidence, f"{fact.path} at {one.place}"
            if fact.type in ("quantity", "span"):
                known = [value for id_ in one.evidence for value in found[id_]]
                lost = [value for value in numbers(one.text) if not any(math.isclose(value, each) for each in known)]
                assert not lost, f"{fact.path} = {one.text} at {one.place}"


def test_every_file_of_the_example_says_that_it_is_invented() -> None:
    """Nobody who finds one alone takes it for a real report."""
    for path in EXAMPLE.rglob("*.*"):
        assert "fictional" in path.read_text("utf-8").splitlines()[0].lower() or path.name == "robot.yaml", path
    assert "does not exist" in (EXAMPLE / "robot.yaml").read_text("utf-8").splitlines()[0]


def test_its_figures_fit_together(whole: api.Assessment) -> None:
    """Masses, joints, energy and failure rates add up."""
    facts, lists = whole.robot.facts, whole.robot.lists
    limbs, joints = lists["limbs"].items, lists["joints"].items
    assert math.isclose(sum(middle(one.facts["mass"]) for one in limbs), middle(facts["morphology.mass"]))
    assert sum(middle(one.facts["degrees_of_freedom"]) for one in limbs) == len(joints)
    assert middle(facts["morphology.degrees_of_freedom"]) == len(joints)
    assert sum(middle(one.facts["number"]) for one in lists["bom"].items[:4]) == len(joints)
    energy = middle(facts["power.battery_charge"]) * middle(facts["power.battery_voltage"])
    assert math.isclose(middle(facts["power.battery_energy"]), energy, rel_tol=1e-3)
    for function in lists["safety_functions"].items:
        parts = lists[f"safety_functions[{function.id}].subsystems"].items
        assert math.isclose(sum(middle(one.facts["pfhd"]) for one in parts), middle(function.facts["pfhd"]))
    stopping = {one.facts["safety_function"].live[0].text for one in lists["stops"].items}
    reducing = {one.facts["safety_function"].live[0].text for one in lists["hazards"].items if by_function(one)}
    assert stopping - {"no function"} | reducing < {one.id for one in lists["safety_functions"].items}


def by_function(hazard: Any) -> bool:
    """Whether a safety function reduces a hazard."""
    return hazard.facts["by_safety_function"].live[0].value is True


def every_fact(robot: api.Gathered) -> list[Any]:
    """All facts of a profile, those of list entries included."""
    inner = [fact for listed in robot.robot.lists.values() for item in listed.items for fact in item.facts.values()]
    return [*robot.robot.facts.values(), *inner]


def evidence_rows() -> list[Any]:
    """The evidence entries as written."""
    return list(api.load_robot(str(EXAMPLE / "robot.yaml"), api.load_standard()).robot.evidence.values())


def numbers(text: str) -> list[float]:
    """All numbers in a text."""
    return [float(found) for found in NUMBER.findall(text.replace("..", " "))]


def middle(fact: Any) -> float:
    """The one value of a fact, in SI."""
    low, high = fact.live[0].value
    return float((low + high) / 2)


# ---- each change changes what it should


@pytest.mark.parametrize(
    ("file", "opened", "step"),
    [
        ("contact-forces.csv", {f"P6-CONTACT-00{number}" for number in range(1, 7)}, 0),
        ("pl-calculation.txt", CALCULATED, 1),
        ("function-trials.csv", TRIED, 2),
        ("stop-runs.csv", STOPPED, 1),
        ("document-check.txt", READ, 1),
        ("walking-runs.csv", {"P4-SPEED-001"}, 1),
        ("climbing-runs.csv", {"P5-SLOPE-001"}, 1),
        ("battery-runs.csv", {"P5-RUNTIME-001"}, 1),
        ("electrical.txt", {f"P4-ELEC-00{number}" for number in (1, 2, 5, 6, 7, 8, 9)}, 1),
        ("emc.txt", {f"P4-EMC-0{number:02}" for number in range(1, 12)}, 3),
        ("substances.txt", {"P3-EU-BATT-001", "P3-EU-BATT-004", "P3-EU-REACH-001"}, 1),
        ("part-certificates.txt", {"P3-ACCESS-004", "P3-PACK-002"}, 1),
        ("joint-groups.txt", {f"P3-CRJOINT-00{number}" for number in range(1, 9)}, 3),
        ("cr-certificate.txt", {"P4-CR-001"}, 3),
        ("hand-bench.csv", {"P3-HAND-001"}, 3),
        ("noise.txt", LISTENED, 2),
    ],
)
def test_one_changed_byte_opens_what_rests_on_the_file(
    file: str, opened: set[str], step: int, folder: Path, whole: api.Assessment
) -> None:
    """And nothing else; the step falls where a must rests on it."""
    path = folder / "evidence" / file
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    after = assessed(folder / "robot.yaml", verified=sources())
    assert changed(whole, after) == dict.fromkeys(opened, "needs_evidence")
    assert after.step.level == step


def test_a_new_firmware_makes_all_proof_stale(folder: Path, whole: api.Assessment) -> None:
    """What was tested is no longer what is sold; what a word is enough for and the exclusions stand."""
    passed = [one.requirement for one in whole.results if one.verdict == "pass"]
    proven = {one.id for one in passed if one.bar >= 3}
    assert 0 < len(proven) < len(passed)
    profile = folder / "robot.yaml"
    text = profile.read_text("utf-8")
    profile.write_text(text.replace('firmware: "1.0.0"', 'firmware: "1.0.1"', 1), "utf-8")
    after = assessed(profile, verified=sources())
    assert changed(whole, after) == dict.fromkeys(proven, "needs_evidence")
    assert all("stale" in reasons_of(result_of(after, id_)) for id_ in proven)
    assert after.step.level == 2


def test_the_day_after_the_certificate_ends_one_verdict_changes(whole: api.Assessment) -> None:
    """The last day still counts."""
    last = datetime.date(2031, 10, 31)
    assert changed(whole, assessed(EXAMPLE / "robot.yaml", as_of=last, verified=sources())) == {}
    after = assessed(EXAMPLE / "robot.yaml", as_of=last + datetime.timedelta(1), verified=sources())
    assert changed(whole, after) == {"P4-CR-001": "fail"}


def changed(before: api.Assessment, after: api.Assessment) -> dict[str, str]:
    """The verdicts that are not what they were."""
    old, new = verdicts(before), verdicts(after)
    assert set(old) == set(new)
    return {id_: verdict for id_, verdict in new.items() if verdict != old[id_]}


# ---- the mark


@pytest.mark.parametrize("name", ["robot.yaml", "gaps.yaml"])
def test_every_report_says_that_the_robot_is_fictional(name: str) -> None:
    """Near the top for people, as a field for programs."""
    one = [assessed(EXAMPLE / name)]
    text, page = api.render(one, "text"), api.render(one, "html")
    assert "fictional robot" in text.splitlines()[0]
    assert text.splitlines()[1].startswith("Fictional robot:")
    assert '<p class="fictional">Fictional robot:' in page
    assert page.index('class="fictional"') < page.index('class="answer"')
    assert json.loads(api.render(one, "json"))["assessments"][0]["robot"]["fictional"] is True
    assert json.loads(api.render(one, "sarif"))["runs"][0]["properties"]["assessments"][0]["fictional"] is True


def test_a_real_robot_is_not_called_fictional() -> None:
    """The mark means something."""
    one = [assessed(EXAMPLE.parent / "unitree-g1.yaml")]
    assert "ictional" not in api.render(one, "text")
    assert '<p class="fictional">' not in api.render(one, "html")
    assert json.loads(api.render(one, "json"))["assessments"][0]["robot"]["fictional"] is False
