"""`check --recompute`: a statement counts only as far as the log behind it bears it out."""

import copy
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, result_of

from compliance import api
from compliance.assess import Result
from compliance.cli import run

LOGS = Path(__file__).parent / "fixtures" / "logs"
REVISIONS = {"hardware": "B", "firmware": "1.4.2", "policy": "7", "safety_parameters": "3"}
RUNTIME = {"method": "endurance", "gives": ["runtime"], "columns": ["time=time [s]"], "options": ["end=down"]}
FORCE = {"method": "contact-force", "gives": ["peak_force"], "U": ["force=2 N"], "k": 2}


def profile(folder: Path, file: str, measurement: dict[str, Any], **facts: Any) -> Path:
    """A profile with one evidence entry, its log beside it."""
    shutil.copy(LOGS / file, folder / file)
    entry = {
        "id": "log",
        "method": "measured",
        "file": file,
        "sha256": hashlib.sha256((LOGS / file).read_bytes()).hexdigest(),
        "date": "2026-11-02",
        "revisions": REVISIONS,
        "calibration": {"valid_until": "2027-03-31"},
        "all_results": True,
        "measurement": measurement,
    }
    path = folder / "robot.yaml"
    whole = {"profile": 1, "robot": {"name": "R1", "revisions": REVISIONS}, "evidence": [entry], **facts}
    path.write_text(json.dumps(whole), "utf-8")
    return path


def worked(folder: Path, runtime: str, recompute: bool = True, **changes: Any) -> Result:
    """The verdict on a runtime of 2 h that the buyer asks for; the log shows 3 h."""
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": runtime, "at": under, "evidence": "log"}}}
    path = profile(folder, "endurance.csv", {**RUNTIME, **changes}, **facts)
    return judged(path, "P5-RUNTIME-001", recompute)


def judged(path: Path, id_: str, recompute: bool = True) -> Result:
    """The result for one requirement in the car factory."""
    catalogue = api.load_standard()
    robot = api.load_robot(str(path), catalogue, recompute=recompute)
    target = api.find_target(catalogue, "automotive-factory")
    return result_of(api.assess(catalogue, robot, target, ["cn", "eu"], DAY), id_)


def touched(folder: Path, force: dict[str, Any], **changes: Any) -> Path:
    """A profile with one transient contact; the log shows 152.2 N with U = 2.1 N."""
    item = {"id": "chest", "area": "chest", "mode": "transient", "peak_force": {**force, "evidence": "log"}}
    return profile(folder, "contact-force.csv", {**FORCE, **changes}, contacts=[item])


def findings(path: Path) -> tuple[Any, ...]:
    """What came out when the logs of a profile were measured again."""
    return api.load_robot(str(path), api.load_standard(), recompute=True).findings


@pytest.mark.parametrize("said", ["3 h", "180 min", "10800 s", "2.9-3.1 h", "about 3 h", "≥ 2.5 h"])
def test_a_statement_that_its_log_bears_out_counts(said: str, tmp_path: Path) -> None:
    """Other units, ranges and bounds that hold what the log gives are borne out."""
    assert worked(tmp_path, said).verdict == "pass"


@pytest.mark.parametrize("said", ["4 h", "3.1 h", "2.9 h", "≥ 3.5 h", "11000 s"])
def test_a_statement_that_its_log_does_not_bear_out_never_passes(said: str, tmp_path: Path) -> None:
    """Without the option it passes; measured again it fails, although both values meet the limit."""
    assert worked(tmp_path, said, recompute=False).verdict == "pass"
    result = worked(tmp_path, said)
    assert (result.verdict, result.blocks) == ("fail", True)
    assert set(result.answer_at.values()) == {False}
    assert [one.type for one in result.reasons] == ["conflict"]
    assert any("the log gives 10800 s, the profile says" in one.text for one in result.reasons)


def weighed(folder: Path, time: str, **more: Any) -> Path:
    """A stop whose log shows 0.500 s, beside a link that may break; declared values are enough for the noise."""
    measurement = {"method": "stopping", "gives": ["time", "distance"], "columns": ["command=stop"], "U": ["0.01 m/s"]}
    log = "time [s],speed [m/s],stop\n" + "".join(
        f"{step * 0.05:.2f},{min(0.6, max(0.0, 0.6 - (step - 7) * 0.075)):.3f},{int(step >= 5)}\n" for step in range(24)
    )
    (folder / "stop.csv").write_text(log, "utf-8")
    entry = {
        "id": "log", "method": "measured", "file": "stop.csv", "date": "2026-11-02", "revisions": REVISIONS,
        "sha256": hashlib.sha256((folder / "stop.csv").read_bytes()).hexdigest(), "all_results": True,
        "calibration": {"valid_until": "2027-03-31"}, "measurement": measurement,
    }  # fmt: skip
    stop = {"id": "link", "cause": "link_loss", "behaviour": "stands", "time": {"value": time, "evidence": ["log"]}}
    whole = {
        "profile": 1,
        "robot": {"name": "R1", "revisions": REVISIONS},
        "evidence": [entry],
        "stops": [stop],
        **more,
    }
    path = folder / "robot.yaml"
    path.write_text(json.dumps(whole), "utf-8")
    return path


def test_a_value_that_nothing_rests_on_fails_nothing(tmp_path: Path) -> None:
    """Only what the claim decides fails: another stop that holds by itself keeps its verdict."""
    wireless = {"use": {"wireless_control": True}}
    assert judged(weighed(tmp_path, "0.40 s", **wireless), "P2-LINK-001").verdict == "fail"
    both = [
        {"id": "link", "cause": "link_loss", "behaviour": "stands", "time": {"value": "0.40 s", "evidence": ["log"]}},
        {"id": "radio", "cause": "link_loss", "behaviour": "stands", "time": "1 s"},
    ]
    result = judged(weighed(tmp_path, "0.40 s", **wireless, **{"stops": both}), "P2-LINK-001")
    assert result.verdict == "needs_evidence"


def test_the_report_says_why_it_fails(tmp_path: Path) -> None:
    """In the row of the requirement too, where nothing blocks."""
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": "4 h", "at": under, "evidence": "log"}}}
    catalogue = api.load_standard()
    robot = api.load_robot(str(profile(tmp_path, "endurance.csv", RUNTIME, **facts)), catalogue, recompute=True)
    found = api.assess(catalogue, robot, api.find_target(catalogue, "warehouse"), ["eu"], DAY)
    text = " ".join(api.render([found], "text").split())
    assert "conflict: power.runtime" in text
    for name in ("markdown", "html", "json", "csv", "junit", "sarif"):
        assert "the log gives 10800 s, the profile says 4 h" in api.render([found], name)


def test_no_waiver_covers_a_claim_that_its_log_contradicts(tmp_path: Path) -> None:
    """The integrity of evidence is nobody's to waive."""
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": "4 h", "at": under, "evidence": "log"}}}
    path = profile(tmp_path, "endurance.csv", RUNTIME, **facts)
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("- {requirement: P5-RUNTIME-001, reason: x, owner: J. Li, expires: 2027-01-31}\n", "utf-8")
    catalogue = api.load_standard()
    target = api.find_target(catalogue, "automotive-factory")
    for recompute, verdict in ((True, "fail"), (False, "pass")):
        robot = api.load_robot(str(path), catalogue, recompute=recompute)
        found = api.assess(catalogue, robot, target, ["eu"], DAY, api.load_waivers(str(waivers)))
        assert result_of(found, "P5-RUNTIME-001").verdict == verdict


def test_a_declared_value_fails_too_where_its_log_says_otherwise(tmp_path: Path) -> None:
    """A requirement that asks for no evidence still rests on what was stated."""
    catalogue = api.load_standard()
    path = touched(tmp_path, {"value": "140 N"})
    target = api.find_target(catalogue, "automotive-factory")
    robot = api.load_robot(str(path), catalogue, recompute=True)
    changed = copy.copy(catalogue)
    changed.requirements = tuple(
        one._replace(
            bar=1, row={**one.row, "applies": ["lit", True], "proof": {**one.row["proof"], "methods": ["declared"]}}
        )
        if one.id == "P6-CONTACT-002"
        else one
        for one in catalogue.requirements
    )
    result = result_of(api.assess(changed, robot, target, ["eu"], DAY), "P6-CONTACT-002")
    assert result.requirement.bar == 1
    assert (result.verdict, result.reasons[0].path) == ("fail", "contacts[chest].peak_force")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"options": ["end=over"]}, "`over` does not occur"),
        ({"options": ["ende=down"]}, "no option `ende`"),
        ({"options": ["down"]}, "no name with a text"),
        ({"columns": ["time=clock"]}, "no column is headed `clock`"),
        ({"method": "latency"}, "no option `end`"),
        ({"method": None}, "names no method"),
        ({"gives": ["runtime=endurance"]}, "gives no `endurance`"),
        ({"gives": ["autonomy=runtime"]}, "nothing that cites it"),
        ({"gives": []}, "nothing that cites it"),
        ({"k": "two"}, "could not convert"),
        ({"k": 0.5}, "from 1 to 10"),
    ],
)
def test_an_entry_that_cannot_be_measured_again_does_not_count(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    """What the entry says has to lead to the number; anything else is a finding, never a crash or a pass."""
    kept = {key: value for key, value in {**RUNTIME, **changes}.items() if value is not None}
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": "3 h", "at": under, "evidence": "log"}}}
    result = judged(profile(tmp_path, "endurance.csv", kept, **facts), "P5-RUNTIME-001")
    assert result.verdict == "needs_evidence"
    assert any(why in one.text for one in result.reasons)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"value": "152.2 N", "U": "2.1 N", "k": 2}, ""),
        ({"value": "152 N", "U": "3 N", "k": 2}, ""),
        ({"value": "152.2 N"}, ""),
        ({"value": "140 N", "U": "2.1 N", "k": 2}, "the log gives 152.2 N, the profile says 140 N"),
        ({"value": "160 N", "U": "2.1 N", "k": 2}, "the log gives 152.2 N, the profile says 160 N"),
        ({"value": "152.2 N", "U": "1 N", "k": 2}, "the log gives U = 2.1 N"),
    ],
)
def test_value_and_uncertainty_are_held_against_the_log(said: dict[str, Any], fault: str, tmp_path: Path) -> None:
    """A smaller U would narrow the guard band as a smaller force would."""
    (found,) = findings(touched(tmp_path, said))
    assert fault in found.fault
    assert bool(found.fault) == bool(fault)


def test_a_stated_u_needs_one_of_the_instrument(tmp_path: Path) -> None:
    """Nothing in the log says how well the instrument measures."""
    (found,) = findings(touched(tmp_path, {"value": "152.2 N", "U": "2.1 N"}, U=[]))
    assert "the measurement gives none" in found.fault


def test_a_saturated_log_bears_out_no_number(tmp_path: Path) -> None:
    """It shows at least 120 N: a bound holds, a number does not."""
    for said, fault in (("120 N", True), ("≥ 120 N", False), ("≥ 130 N", True)):
        item = {"id": "chest", "area": "chest", "mode": "transient", "peak_force": {"value": said, "evidence": "log"}}
        (found,) = findings(profile(tmp_path, "contact-saturated.csv", FORCE, contacts=[item]))
        assert bool(found.fault) is fault


def test_what_the_log_gives_stands_beside_the_statement(tmp_path: Path) -> None:
    """No rule takes the statement alone, not even one that asks for no evidence."""
    robot = api.load_robot(str(touched(tmp_path, {"value": "140 N"})), api.load_standard(), recompute=True).robot
    statements = robot.lists["contacts"].items[0].facts["peak_force"].statements
    assert [one.text for one in statements] == ["140 N", "152.2 N"]


def test_a_file_that_changed_is_not_measured(tmp_path: Path) -> None:
    """The hash comes first."""
    path = touched(tmp_path, {"value": "152.2 N"})
    (tmp_path / "contact-force.csv").write_text("time [s],force [N]\n0,1\n1,2\n2,1\n", "utf-8")
    robot = api.load_robot(str(path), api.load_standard(), recompute=True)
    assert "does not match" in robot.evidence["log"].fault
    assert not robot.findings


def test_the_command_says_what_it_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Findings go to standard error, with the place of the statement."""
    path = touched(tmp_path, {"value": "140 N"})
    command = ["check", str(path), "-t", "automotive-factory", "--as-of", str(DAY), "--fail-on", "never"]
    assert run([*command, "--recompute"]) == 0
    told = capsys.readouterr().err
    assert told.startswith(f"{path}:1:")
    assert "NOT BORNE OUT: for contacts[chest].peak_force the log gives 152.2 N, the profile says 140 N" in told
    assert run(command) == 0
    assert capsys.readouterr().err == ""


def test_the_gate_reads_what_the_log_gives(tmp_path: Path) -> None:
    """A baseline written from the claims does not cover what their logs show; one written from the logs does."""
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": "4 h", "at": under, "evidence": "log"}}}
    path = str(profile(tmp_path, "endurance.csv", RUNTIME, **facts))
    common = [path, "-t", "automotive-factory", "--as-of", str(DAY), "--baseline", str(tmp_path / "known.json")]
    assert run(["baseline", "update", *common]) == 0
    assert run(["check", *common, "-q"]) == 0
    assert run(["check", *common, "-q", "--recompute"]) == 1
    assert run(["baseline", "update", *common, "--recompute"]) == 0
    assert run(["check", *common, "-q", "--recompute"]) == 0


def test_a_log_at_a_revision_is_measured_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log as it was then, although it lies there no more."""
    under = {"load": "5 kg", "activity": "working"}
    facts = {"power": {"runtime": {"value": "3 h", "at": under, "evidence": "log"}}}
    path = profile(tmp_path, "endurance.csv", RUNTIME, **facts)
    monkeypatch.chdir(tmp_path)
    who = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for said in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*who, *said], check=True)
    (tmp_path / "endurance.csv").unlink()
    assert findings(path) == ()
    (found,) = api.load_robot("HEAD:robot.yaml", api.load_standard(), recompute=True).findings
    assert (found.log, found.fault) == ("10800 s", "")


def test_the_notice_says_what_was_read(tmp_path: Path) -> None:
    """Presence and hash alone, unless the log was measured again; then which, in both languages."""
    catalogue = api.load_standard()
    target = api.find_target(catalogue, "automotive-factory")
    path = str(touched(tmp_path, {"value": "152.2 N", "U": "2.1 N", "k": 2}))
    said = {}
    for recompute in (False, True):
        robot = api.load_robot(path, catalogue, recompute=recompute)
        said[recompute] = api.assess(catalogue, robot, target, ["eu"], DAY).notice
    assert "presence and hash; their content was not read." in said[False]["en"]
    assert "presence and hash; the content of log was read by this program, that of no other." in said[True]["en"]
    assert "未阅读其内容" in said[False]["zh"]
    assert "本程序仅阅读了 log 的内容" in said[True]["zh"]
