"""The command line as people and programs use it: exit codes, outputs, targets, waivers, pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance import api
from compliance.cli import run

ROOT = Path(__file__).resolve().parent.parent
G1 = str(Path(api.data_folder("profiles")) / "unitree-g1.yaml")
H1 = str(Path(api.data_folder("profiles")) / "unitree-h1.yaml")
DAY = ["--as-of", "2026-11-21"]


def test_blocking_gaps_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    """The default gate: any blocking gap."""
    assert run(["check", G1, "-t", "home", *DAY]) == 1
    assert "blocking gaps among the" in capsys.readouterr().out


@pytest.mark.parametrize(("fail_on", "code"), [("blocking", 1), ("fail", 1), ("never", 0)])
def test_what_fails_the_run_is_a_choice(fail_on: str, code: int) -> None:
    """What is shown does not change with it."""
    assert run(["check", G1, "-t", "home", "-q", "--fail-on", fail_on, *DAY]) == code


def test_no_target_is_an_error_that_lists_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Never "all": the target comes from the option or the profile."""
    profile = tmp_path / "r.yaml"
    profile.write_text("profile: 1\n")
    assert run(["check", str(profile)]) == 2
    assert "automotive-factory, coal-mine" in capsys.readouterr().err
    profile.write_text("profile: 1\ntarget: home\nmarkets: [cn]\n")
    assert run(["check", str(profile)]) == 1
    assert "for Private home (cn)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-t", "hmoe"], "there is no target `hmoe`"),
        (["-t", "home", "-o", "pdf"], "there is no format `pdf`"),
        (["-t", "home", "-o", "html", "-o", "sarif"], "both go to standard output"),
        (["-t", "home", "--as-of", "21.11.2026"], "`21.11.2026` is not a date"),
        (["-t", "home", "-m", "mars"], "there is no market `mars`"),
        (["-t", "home", "--standard", "no/such/folder"], "there is no such folder"),
        (["-t", "home", "-o", "sarif=no/such/folder/r.sarif"], "the file cannot be written"),
    ],
)
def test_a_wrong_command_exits_2_with_a_cure(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage errors say what is wrong and write nothing."""
    assert run(["check", G1, *arguments]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""


def test_several_outputs_and_robots_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON document for all robots, whole files, no text when quiet."""
    outputs = ["-o", f"json={tmp_path}/r.json", "-o", f"sarif={tmp_path}/r.sarif"]
    assert run(["check", G1, H1, "-t", "home", "-q", *outputs, *DAY]) == 1
    assert capsys.readouterr().out == ""
    document = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [one["robot"]["name"] for one in document["assessments"]] == ["G1", "H1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.json", "r.sarif"]


def test_every_result_has_a_place_a_source_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """And the six counts add up."""
    run(["check", G1, H1, "-t", "automotive-factory", "--format", "json", *DAY])
    for one in json.loads(capsys.readouterr().out)["assessments"]:
        counts = one["counts"]
        assert sum(count for verdict, count in counts.items() if verdict != "selected") == len(one["results"])
        assert counts["selected"] == len(one["results"])
        for result in one["results"]:
            assert result["place"]["line"] >= 1
            assert result["source"]["instrument"] and result["source"]["confidence"]
            assert result["verdict"] in ("pass", "not_applicable") or result["reasons"] or result["comparisons"]


def test_two_runs_give_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing in a report depends on the clock or on the order of a set."""
    outputs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "compliance", "check", G1, "-t", "home", "--format", "json", *DAY]
        outputs.append(subprocess.run(command, capture_output=True, check=False, env={"PYTHONHASHSEED": seed}).stdout)
    assert outputs[0] == outputs[1] != b""


def test_standard_input_and_a_closed_pipe() -> None:
    """`-` reads standard input; a reader that leaves early sees no traceback."""
    command = f"'{sys.executable}' -m compliance check - -t home < '{G1}' | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Unitree Robotics G1, G1 and G1-EDU\n", "")


def test_a_pipe_that_breaks_is_no_pass() -> None:
    """Whoever counts on the exit code of a pipeline never sees 0 for a report that was not written out."""
    command = f"'{sys.executable}' -m compliance check '{G1}' -t home --format json; echo $? >&2"
    done = subprocess.run(["sh", "-c", f"{{ {command}; }} | true"], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "141"


def test_a_target_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A buyer's own file; a name in it that matches nothing is an error with its place."""
    target = tmp_path / "plant.yaml"
    target.write_text(
        "id: plant-7\ntitle: {en: Plant 7}\nscenario: {en: Trial line}\nmarkets: [eu]\n"
        "adopts: [iso-10218-1-2025]\nfacts: {users: [adults_trained], contact: none, runtime_min: 90 min}\n"
    )
    assert run(["check", G1, "-t", str(target), *DAY]) == 1
    assert "for Plant 7 (" in " ".join(capsys.readouterr().out.split())
    target.write_text(target.read_text().replace("iso-10218-1-2025", "iso-10281-1"))
    assert run(["check", G1, "-t", str(target), *DAY]) == 2
    shown = capsys.readouterr().err
    assert "plant.yaml:5:10: `adopts` names `iso-10281-1`, which is no instrument of this edition\n" in shown
    assert "    Did you mean `iso-10218-" in shown
    assert "`iso-10218-1-2025`" in shown


def test_waivers_stay_visible_and_never_cover_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A waived gap no longer blocks; what protects people is refused; a waiver that has run out does nothing."""
    waivers = tmp_path / "waivers.yaml"
    entry = "- {{requirement: {}, reason: pilot with spare packs, owner: J. Li, expires: {}}}\n"
    waivers.write_text(entry.format("P5-RUNTIME-001", "2026-12-31"))
    arguments = ["check", G1, "-t", "automotive-factory", "--waivers", str(waivers), "--format", "json", *DAY]
    assert run(arguments) == 1
    found = json.loads(capsys.readouterr().out)["assessments"][0]
    assert found["counts"]["waived"] == 1
    assert "P5-RUNTIME-001" not in found["blocking"]
    waived = next(one for one in found["results"] if one["id"] == "P5-RUNTIME-001")
    assert (waived["waived"]["verdict"], waived["waived"]["owner"]) == ("needs_evidence", "J. Li")
    waivers.write_text(entry.format("P5-RUNTIME-001", "2026-11-20"))
    run(arguments)
    assert json.loads(capsys.readouterr().out)["assessments"][0]["counts"]["waived"] == 0
    waivers.write_text(entry.format("P6-CONTACT-002", "2026-12-31"))
    assert run(arguments) == 2
    assert "never waivable" in capsys.readouterr().err


def test_a_requirement_is_waived_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two waivers neither wins silently; an id that is not there gets the one that was meant."""
    waivers = tmp_path / "waivers.yaml"
    entry = "- {{requirement: {}, reason: pilot, owner: J. Li, expires: {}}}\n"
    twice = entry.format("P5-RUNTIME-001", "2026-11-20") + entry.format("P5-RUNTIME-001", "2026-12-31")
    waivers.write_text(twice + entry.format("P5-RUNTIME-010", "2026-12-31"))
    assert run(["check", G1, "-t", "automotive-factory", "--waivers", str(waivers), *DAY]) == 2
    *said, cure = capsys.readouterr().err.splitlines()
    assert said == [
        f"{waivers}:2:17: `P5-RUNTIME-001` is waived a second time; the first waiver is at {waivers}:1:17",
        "    Keep one of the two.",
        f"{waivers}:3:17: `requirement` names `P5-RUNTIME-010`, which is no requirement of this edition",
    ]
    assert cure.startswith("    Did you mean ") and "`P5-RUNTIME-001`" in cure


def test_an_unknown_market_stands_where_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the profile, or on the command line, which is asked first."""
    profile = tmp_path / "r.yaml"
    profile.write_text("profile: 1\nfictional: true\nmarkets: [eu, mars]\n")
    assert run(["check", str(profile), "-t", "home"]) == 2
    assert capsys.readouterr().err.startswith(f"{profile}:3:1: there is no market `mars`\n")
    assert run(["check", str(profile), "-t", "home", "-m", "venus"]) == 2
    assert capsys.readouterr().err.startswith("--market: there is no market `venus`\n")


def test_an_output_that_cannot_be_written_is_an_error_in_json_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard output, in a JSON file that can be written, and beside whatever else is wrong."""
    absent, written = f"{tmp_path}/no/such/r", tmp_path / "errors.json"
    assert run(["check", G1, "-t", "home", "--format", "json", "-o", f"html={absent}", *DAY]) == 2
    shown = capsys.readouterr()
    assert [(one["id"], one["file"]) for one in json.loads(shown.out)["errors"]] == [("file.unwritable", absent)]
    assert shown.err.startswith(f"{absent}: the file cannot be written")
    assert run(["check", G1, "-t", "home", "-o", f"json={written}", "-o", f"html={absent}", *DAY]) == 2
    assert json.loads(written.read_text())["errors"][0]["id"] == "file.unwritable"
    capsys.readouterr()
    assert run(["check", G1, "-t", "hmoe", "-o", f"json={absent}", "-o", "json", *DAY]) == 2
    shown = capsys.readouterr()
    assert [one["id"] for one in json.loads(shown.out)["errors"]] == ["target.unknown", "file.unwritable"]
    assert "there is no target `hmoe`" in shown.err


def test_errors_are_never_written_over_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also when the complaint is that the JSON would be."""
    profile = tmp_path / "r.yaml"
    profile.write_text("profile: 1\n")
    assert run(["check", str(profile), "-t", "home", "-o", f"json={profile}"]) == 2
    assert "both go to" in capsys.readouterr().err
    assert profile.read_text() == "profile: 1\n"


def test_a_check_that_breaks_is_an_error_and_exits_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken check is its own verdict, never a pass; a broken checker shows no traceback."""
    from compliance.assess import judge

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(judge, "_verified", broken)
    assert run(["check", H1, "-t", "home", "--format", "json", *DAY]) == 3
    assert json.loads(capsys.readouterr().out)["assessments"][0]["counts"]["error"] > 0
    monkeypatch.setattr(api, "assess", broken)
    assert run(["check", H1, "-t", "home", *DAY]) == 3
    assert "internal error: ZeroDivisionError" in capsys.readouterr().err


def test_standard_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """list, show, lint; a near miss is proposed."""
    assert run(["standard", "list", "--pillar", "P6"]) == 0
    assert "P6-CONTACT-002" in capsys.readouterr().out
    assert run(["standard", "show", "P6-CONTACT-002"]) == 0
    assert "ISO/TS 15066, Annex A, Table A.2 (standard, secondary)" in capsys.readouterr().out
    assert run(["standard", "lint"]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert run(["standard", "show", "P6-CONTCT-002"]) == 2
    assert "Did you mean P6-CONTACT-002" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["360 N·m"], 0, "torque                   360 N·m  (exact)"),
        (["~35 kg", "-k", "mass"], 0, "31.5 to 38.5 kg  (approximate)"),
        (["-20..60 °C"], 0, "253.15 to 333.15 K  (range)"),
        (["≥ 3 h"], 0, "≥ 10800 s  (bound)"),
        (["d"], 0, "rank 4 of 5"),
        (["1,7 m"], 2, "Write `1.7 m`."),
        (["25 C", "-k", "temperature"], 2, "Write `25 °C`."),
        (["5'8\""], 2, "Write `68 inch`."),
        (["47 kg", "-k", "wieght"], 2, "there is no kind `wieght`"),
    ],
)
def test_units_shows_what_was_read(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reading in SI, or the spelling that would do."""
    assert run(["units", *arguments]) == code
    assert words in "".join(capsys.readouterr())


def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    """An output to a pipe arrives there, and the pipe stays one."""
    pipe, out = tmp_path / "pipe", tmp_path / "out.json"
    os.mkfifo(pipe)
    with out.open("wb") as stream, subprocess.Popen(["cat", str(pipe)], stdout=stream) as reader:
        assert run(["check", G1, "-t", "home", "-q", "-o", f"json={pipe}", "--fail-on", "never", *DAY]) == 0
        reader.wait(timeout=20)
    assert json.loads(out.read_text("utf-8"))["assessments"]
    assert pipe.is_fifo()


def test_an_error_is_no_command_to_a_build_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is named like a workflow command is not one at the start of a line."""
    monkeypatch.chdir(tmp_path)
    Path("::warning::x.yaml").write_text("profile: one\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "compliance", "check", "::warning::x.yaml", "-t", "home"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "warning" in done.stderr
    assert not any(line.startswith("::") for line in done.stderr.splitlines())
