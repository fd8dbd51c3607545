"""Settings: where they are looked for, who wins, and what is said of those that are wrong."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.cli import run
from compliance.cli.config_file import KEYS
from compliance.source.toml import read_table

ROOT = Path(__file__).resolve().parent.parent
DAY = ["--as-of", "2026-11-21"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a profile, and the working directory in it."""
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "robot.yaml").write_text("profile: 1\ntarget: home\nmarkets: [cn]\n", "utf-8")
    monkeypatch.chdir(repository)
    return repository


def shown(capsys: Capture, *arguments: str) -> dict[str, tuple[str, str]]:
    """What `config show` prints: value and origin by setting."""
    assert run(["config", "show", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [re.split(r"\s{2,}", line.strip(), maxsplit=2) for line in lines[1:]]
    return {"configuration": (lines[0].partition(": ")[2], ""), **{row[0]: (row[1], row[2]) for row in rows}}


def test_the_command_line_wins_over_the_configuration_and_that_over_the_profile(work: Path, capsys: Capture) -> None:
    """And every value says whose it is."""
    assert shown(capsys, "robot.yaml")["target"] == ("home", "robot.yaml:2:1")
    (work / "compliance.toml").write_text('target = "warehouse"\nmarkets = ["eu"]\n', "utf-8")
    found = shown(capsys, "robot.yaml", "--market", "us")
    assert found["target"] == ("warehouse", "compliance.toml:1:10")
    assert found["markets"] == ("us", "command line")
    assert found["fail_on"] == ("blocking", "default")
    assert run(["check", "robot.yaml", *DAY]) == 1
    assert "for Warehouse" in capsys.readouterr().out
    assert run(["check", "robot.yaml", "-t", "hospital", *DAY]) == 1
    assert "for Hospital" in capsys.readouterr().out
    assert run(["check", "robot.yaml", "--no-config", *DAY]) == 1
    assert "for Private home (cn)" in capsys.readouterr().out


def test_the_nearest_file_upward_to_the_root_of_the_repository(
    work: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file counts, the nearest; nothing above the repository, and nothing beside a profile elsewhere."""
    (work.parent / "compliance.toml").write_text('require = "R4"\n', "utf-8")
    deep = work / "robots" / "walker"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert shown(capsys)["configuration"][0] == "none"
    (work / "pyproject.toml").write_text('[tool.humanoid-compliance]\nrequire = "R1"\nfail_on = "fail"\n', "utf-8")
    assert shown(capsys)["require"] == ("R1", "../../pyproject.toml:2:11")
    (work / "robots" / "compliance.toml").write_text('require = "R2"\n', "utf-8")
    found = shown(capsys)
    assert (found["require"][0], found["fail_on"][0]) == ("R2", "blocking")
    monkeypatch.chdir(work)
    (deep / "compliance.toml").write_text('fail_on = "never"\n', "utf-8")
    (deep / "robot.yaml").write_text("profile: 1\ntarget: home\n", "utf-8")
    assert run(["check", "robots/walker/robot.yaml", "-q", "--no-config", *DAY]) == 1
    assert run(["check", "robots/walker/robot.yaml", "-q", *DAY]) == 1


def test_outside_of_a_repository_only_the_working_directory_counts(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write to a folder above sets nothing."""
    (tmp_path / "compliance.toml").write_text('require = "R4"\n', "utf-8")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert shown(capsys)["configuration"][0] == "none"
    monkeypatch.chdir(tmp_path)
    assert shown(capsys)["require"][0] == "R4"


def test_all_settings_of_the_page_are_settings(work: Path, capsys: Capture) -> None:
    """docs/gate.md shows each, and `config show` has all of them."""
    page = (ROOT / "docs" / "gate.md").read_text("utf-8")
    text = re.findall(r"<!-- file: settings.toml -->\n```toml\n(.*?)```", page, re.DOTALL)[0]
    (work / "compliance.toml").write_text(text, "utf-8")
    found = shown(capsys)
    assert set(found) == {"configuration", *KEYS}
    for name in KEYS:
        row = next(index for index, line in enumerate(text.splitlines(), 1) if line.startswith(f"{name} ="))
        assert found[name][1] == f"compliance.toml:{row}:{len(name) + 4}"


def test_settings_do_what_the_options_do(work: Path, capsys: Capture) -> None:
    """Outputs, baseline, fail_on and require; paths count from the configuration's folder."""
    (work / "out").mkdir()
    text = 'outputs = ["json=out/r.json"]\nbaseline = "out/b.json"\nfail_on = "blocking"\n'
    (work / "compliance.toml").write_text(text, "utf-8")
    assert run(["baseline", "update", "robot.yaml", *DAY]) == 0
    assert run(["check", "robot.yaml", *DAY]) == 0
    assert "Beside the baseline out/b.json" in capsys.readouterr().out
    assert (work / "out" / "r.json").exists()
    (work / "out" / "r.json").unlink()
    assert run(["check", "robot.yaml", "-o", "text", "--require", "R1", *DAY]) == 1
    assert not (work / "out" / "r.json").exists()
    (work / "compliance.toml").write_text('fail_on = "never"\nrequire = "R1"\n', "utf-8")
    assert run(["check", "robot.yaml", "-q", *DAY]) == 1
    assert run(["check", "robot.yaml", "-q", "--no-config", "--fail-on", "never", *DAY]) == 0


WRONG = {
    "a near miss": ('\nmarket = ["eu"]\n', "compliance.toml:2:1", "Did you mean `markets`"),
    "the day": ("as_of = 2026-11-21\n", "compliance.toml:1:1", "The day is never configured"),
    "a text for a list": ('markets = "eu"\n', "compliance.toml:1:11", 'Write `markets = ["eu"]`'),
    "a list for a text": ('target = ["home"]\n', "compliance.toml:1:10", "`target` is a text"),
    "a wrong word": ('fail_on  =  "fial"\n', "compliance.toml:1:13", "Did you mean `fail`?"),
    "a wrong step": ('require = "R7"\n', "compliance.toml:1:11", "`require` cannot be `R7`"),
    "an unknown target": ('target = "hmoe"\n', "compliance.toml:1:10", "there is no target `hmoe`"),
    "an unknown market": ('markets = ["eu",\n "mars"]\n', "compliance.toml:1:11", "there is no market `mars`"),
    "an unknown format": ('outputs = ["pdf"]\n', "compliance.toml:1:11", "there is no format `pdf`"),
    "an output elsewhere": ('outputs = ["html=../r.html"]\n', "compliance.toml:1:11", "leaves the folder"),
    "an output anywhere": ('outputs = ["html=/r.html"]\n', "compliance.toml:1:11", "leaves the folder"),
    "a missing file": ('waivers = "w.yaml"\n', "compliance.toml:1:11", "`waivers` names w.yaml: there is no such file"),
    "no TOML": ('target = "home"\nmarkets = [\n', "compliance.toml:", "this is not TOML"),
    "twice": ('target = "home"\ntarget = "home"\n', "compliance.toml:2:", "this is not TOML"),
}


@pytest.mark.parametrize(("text", "place", "words"), list(WRONG.values()), ids=list(WRONG))
def test_what_is_wrong_has_a_place_and_a_cure(text: str, place: str, words: str, work: Path, capsys: Capture) -> None:
    """Exit code 2, and nothing is written."""
    (work / "compliance.toml").write_text(text, "utf-8")
    before = sorted(path.name for path in work.iterdir())
    assert run(["check", "robot.yaml", "-q", *DAY]) == 2
    said = capsys.readouterr().err
    assert said.startswith(place) and words in said
    assert sorted(path.name for path in work.iterdir()) == before


def test_a_program_reads_what_is_wrong(work: Path, capsys: Capture) -> None:
    """With JSON wanted, the errors of a configuration are JSON, too."""
    (work / "compliance.toml").write_text('fail_on = "fial"\n', "utf-8")
    assert run(["check", "robot.yaml", "--format", "json"]) == 2
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert (error["id"], error["file"], error["line"], error["column"]) == ("config.value", "compliance.toml", 1, 11)


def test_all_that_is_wrong_is_said_at_once(work: Path, capsys: Capture) -> None:
    """In the order of the lines."""
    (work / "compliance.toml").write_text('fail_on = 3\nmarket = "eu"\nrequire = "R9"\n', "utf-8")
    assert run(["check", "robot.yaml"]) == 2
    places = re.findall(r"^compliance.toml:(\d+)", capsys.readouterr().err, re.MULTILINE)
    assert places == ["1", "2", "3"]


def test_a_pyproject_of_other_tools_is_none_of_ours(work: Path, capsys: Capture) -> None:
    """Not read, not even when it is broken; two homes for settings are one too many."""
    (work / "pyproject.toml").write_text("[tool.other\n", "utf-8")
    assert shown(capsys)["configuration"][0] == "none"
    (work / "pyproject.toml").write_text('[tool.humanoid-compliance]\nrequire = "R1"\n', "utf-8")
    (work / "compliance.toml").write_text('require = "R2"\n', "utf-8")
    assert run(["check", "robot.yaml"]) == 2
    assert "Keep one of the two" in capsys.readouterr().err


FORMS = {
    "plain": ('target = "x"\n', (1, 1), (1, 10)),
    "after a text that looks like it": ('a = """\ntarget = 1\n"""\n  target="x"\n', (4, 3), (4, 10)),
    "after a list that looks like it": ('a = [\n"target = 1",\n]\n"target" = "x"\n', (4, 1), (4, 12)),
    "after a comment": ('# target = 1\nother_target = 1\ntarget = "x"\n', (3, 1), (3, 10)),
    "with windows line ends": ('a = 1\r\ntarget = "x"\r\n', (2, 1), (2, 10)),
}


@pytest.mark.parametrize(("text", "key", "value"), list(FORMS.values()), ids=list(FORMS))
def test_a_key_is_found_where_it_stands(text: str, key: tuple[int, int], value: tuple[int, int]) -> None:
    """Not where something merely looks like it."""
    table = read_table(text, "f", ())
    assert table is not None
    assert table.place("target")[1:] == key
    assert table.place("target", of_value=True)[1:] == value


def test_a_key_is_found_in_its_own_table() -> None:
    """However the table is written."""
    for text, place in (
        ('target = 1\n[tool.other]\ntarget = 2\n[tool.humanoid-compliance]\ntarget = "x"\n', (5, 1)),
        ('[tool]\nhumanoid-compliance = {target = "x"}\n', (2, 24)),
        ('tool."humanoid-compliance".target = "x"\n', (1, 28)),
    ):
        table = read_table(text, "f", ("tool", "humanoid-compliance"))
        assert table is not None
        assert table.place("target")[1:] == place


@given(
    st.lists(st.sampled_from(['a = """\n', '"""\n', "target = 1\n", "b = [\n", "]\n", "# c\n", "[t]\n"]), max_size=8)
)
def test_a_place_is_a_line_that_names_the_key(lines: list[str]) -> None:
    """Whatever stands around it."""
    text = "".join(lines)
    try:
        table = read_table(text, "f", ())
    except Exception as error:
        assert "this is not TOML" in str(error)
        return
    assert table is not None
    if "target" in table.values:
        assert lines and text.splitlines()[table.place("target").line - 1].startswith("target")


# ---- completion ----


def completed(shell: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> str:
    """What the command answers a shell that asks."""
    monkeypatch.setenv("_COMPLIANCE_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
    with pytest.raises(SystemExit):
        run([])
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script_and_answers(shell: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """The script calls the command back, which names commands, options and choices."""
    assert f"_COMPLIANCE_COMPLETE={shell}_source" in (ROOT / "docs" / "gate.md").read_text("utf-8")
    monkeypatch.setenv("_COMPLIANCE_COMPLETE", f"{shell}_source")
    with pytest.raises(SystemExit):
        run([])
    script = capsys.readouterr().out
    assert f"{shell}_complete" in script and "compliance" in script
    assert "baseline" in completed(shell, ["compliance", "ba"], monkeypatch, capsys)
    assert "--require" in completed(shell, ["compliance", "check", "--re"], monkeypatch, capsys)
    assert "never" in completed(shell, ["compliance", "check", "--fail-on", "n"], monkeypatch, capsys)


def test_the_script_for_bash_completes(tmp_path: Path) -> None:
    """A real shell reads the script and fills in the word."""
    import shutil
    import subprocess
    import sys

    if shutil.which("bash") is None:
        pytest.skip("there is no bash here")
    command = tmp_path / "compliance"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m compliance "$@"\n', "utf-8")
    command.chmod(0o755)
    script = (
        f'PATH="{tmp_path}:$PATH"\n'
        'source <(_COMPLIANCE_COMPLETE=bash_source compliance | grep -v "^_compliance_completion_setup")\n'
        'COMP_WORDS=(compliance base); COMP_CWORD=1; _compliance_completion compliance\necho "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "baseline", done.stderr


def test_a_shared_file_that_cannot_be_read_is_no_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may hold a stricter gate, so the run ends with 2 instead of going on without."""
    (tmp_path / "pyproject.toml").write_bytes(b'[tool.humanoid-compliance]\nrequire = "R3" # \xff\n')
    (tmp_path / "robot.yaml").write_text("profile: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "robot.yaml", "-t", "home", "--fail-on", "never"]) == 2
    assert "pyproject.toml:2:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        '[tool.humanoid-compliance]\nrequire = "R1"', '[ tool . "humanoid-compliance" ]\nrequire = "R1"',
        "[tool]\n'humanoid-compliance' = {require = 'R1'}", '[tool]\nhumanoid-compliance.require = "R1"',
        'tool.humanoid-compliance.require = "R1"', 'tool = {"humanoid-compliance"\t=\t{require = "R1"}}',
        '[project]\nname = "humanoid-compliance"\n[tool.humanoid-compliance]\nrequire = "R1"',
    ],
)  # fmt: skip
def test_settings_are_found_however_toml_spells_the_table(work: Path, capsys: Capture, text: str) -> None:
    """A stricter gate is never overlooked."""
    (work / "pyproject.toml").write_text(text, "utf-8")
    assert shown(capsys)["require"][0] == "R1"


def test_a_table_that_is_not_closed_is_an_error(work: Path, capsys: Capture) -> None:
    """It may hold a stricter gate."""
    (work / "pyproject.toml").write_text("[tool.humanoid-compliance\n", "utf-8")
    assert run(["config", "show"]) == 2
    assert "pyproject.toml:1:" in capsys.readouterr().err


def test_a_project_of_our_name_has_no_settings_by_it(work: Path, capsys: Capture) -> None:
    """Nor has one that needs us."""
    (work / "pyproject.toml").write_text(
        '[project]\nname = "humanoid-compliance"\n[x]\ndev = ["humanoid-compliance[test]"]\n', "utf-8"
    )
    assert shown(capsys)["configuration"][0] == "none"
