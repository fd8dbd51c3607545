"""Settings: where they are looked for, who wins, and what is said of those that are wrong."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
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


def rows(capsys: Capture, *arguments: str) -> list[list[str]]:
    """What `config show` prints, in columns."""
    capsys.readouterr()
    assert run(["config", "show", *arguments]) == 0
    return [re.split(r"\s{2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]


def shown(capsys: Capture, *arguments: str) -> dict[str, tuple[str, str]]:
    """Value and origin by setting."""
    (first, *_), *others = rows(capsys, *arguments)
    return {"configuration": (first.partition(": ")[2], ""), **{row[0]: (row[1], row[2]) for row in others}}


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
    assert set(found) == {"configuration", *KEYS} - {"targets"}
    for name in set(KEYS) - {"targets"}:
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
    "one target and several": (
        'target = "home"\nfail_on = "never"\n targets = ["home"]\n',
        "compliance.toml:3:2",
        "are both given",
    ),
    "a text for several targets": (
        'targets = "home"\n',
        "compliance.toml:1:11",
        'Write `targets = ["home", "hospital"]`',
    ),
    "no target at all": ("targets = []\n", "compliance.toml:1:11", "`targets` is a list of texts"),
    "an unknown target among several": (
        'targets = ["home",\n "hmoe"]\n',
        "compliance.toml:1:11",
        "there is no target `hmoe`",
    ),
    "two targets of one id": (
        'targets = ["home", "sub/home.yaml"]\n',
        "compliance.toml:1:11",
        "two of the targets have the id `home`",
    ),
    "a target file that is missing": (
        'targets = ["home", "no.yaml"]\n',
        "compliance.toml:1:11",
        "`targets` names no.yaml: there is no such file",
    ),
    "one baseline for several targets": (
        'targets = ["home", "hospital"]\nbaseline = "b.json"\n',
        "compliance.toml:2:12",
        "as in `b-{target}.json`",
    ),
    "a missing baseline of one of several": (
        'targets = ["home", "hospital"]\nbaseline = "b-{target}.json"\n',
        "compliance.toml:2:12",
        "`baseline` names b-home.json: there is no such file",
    ),
    "outputs of several targets into one file": (
        'targets = ["home", "hospital"]\noutputs = ["csv=home", "json={target}"]\n',
        "compliance.toml:2:11",
        "the output csv and the output json both go to home",
    ),
    "no TOML": ('target = "home"\nmarkets = [\n', "compliance.toml:", "this is not TOML"),
    "twice": ('target = "home"\ntarget = "home"\n', "compliance.toml:2:", "this is not TOML"),
}


@pytest.mark.parametrize(("text", "place", "words"), list(WRONG.values()), ids=list(WRONG))
def test_what_is_wrong_has_a_place_and_a_cure(text: str, place: str, words: str, work: Path, capsys: Capture) -> None:
    """Exit code 2, and nothing is written."""
    (work / "compliance.toml").write_text(text, "utf-8")
    (work / "sub").mkdir()
    (work / "sub" / "home.yaml").write_text(
        "id: home\ntitle: {en: Ours}\nscenario: {en: A flat.}\nmarkets: [eu]\n"
        "facts: {users: [adults_trained], contact: none, environments: [home]}\n",
        "utf-8",
    )
    before = sorted(path.name for path in work.iterdir())
    assert run(["check", "robot.yaml", "-q", *DAY]) == 2
    said = capsys.readouterr().err
    assert said.startswith(place) and words in said
    left = {path.name for path in work.iterdir() if not _errors(path)}
    assert sorted(left) == before


def _errors(path: Path) -> bool:
    """Whether a file holds the errors of a run."""
    return path.suffix == "" and path.is_file() and "errors" in json.loads(path.read_text("utf-8"))


def test_several_targets_in_a_configuration(work: Path, capsys: Capture) -> None:
    """One result for each, the worst of them counts, and paths of targets count from the configuration's folder."""
    (work / "sub").mkdir()
    (work / "compliance.toml").write_text(
        'targets = ["home", "own/flat.yaml"]\noutputs = ["json={target}.json"]\nbaseline = "own/{target}.json"\n',
        "utf-8",
    )
    (work / "own").mkdir()
    (work / "own" / "flat.yaml").write_text(
        "id: flat\ntitle: {en: Ours}\nscenario: {en: A flat.}\nmarkets: [eu]\n"
        "facts: {users: [adults_trained], contact: none, environments: [home]}\n",
        "utf-8",
    )
    assert shown(capsys)["targets"] == ("home, own/flat.yaml", "compliance.toml:1:11")
    assert run(["baseline", "update", "robot.yaml", *DAY]) == 0
    assert run(["check", "robot.yaml", "-q", *DAY]) == 0
    for name in ("home", "flat"):
        (one,) = json.loads((work / f"{name}.json").read_text("utf-8"))["assessments"]
        assert (one["target"], one["baseline"]["file"]) == (name, f"own/{name}.json")
    (work / "own" / "home.json").write_text('{"assessments": []}', "utf-8")
    assert run(["check", "robot.yaml", "-q", *DAY]) == 1
    assert run(["check", "robot.yaml", "-q", "--target", "own/flat.yaml", *DAY]) == 0
    assert shown(capsys, "-t", "hospital", "-t", "home")["targets"] == ("hospital, home", "command line")


def test_a_plan_and_a_difference_read_what_they_use(work: Path, capsys: Capture) -> None:
    """Targets, markets, waivers; never the outputs of a check, which a plan would replace by another kind of file."""
    waiver = "- {requirement: P5-USE-003, reason: pilot, owner: J. Li, expires: 2026-12-31}\n"
    (work / "w.yaml").write_text(waiver, "utf-8")
    text = 'targets = ["warehouse", "hospital"]\nmarkets = ["eu"]\nwaivers = "w.yaml"\noutputs = ["sarif=gaps.sarif"]\n'
    (work / "compliance.toml").write_text(text + 'fail_on = "never"\n', "utf-8")
    assert run(["plan", "robot.yaml", "-o", "json", *DAY]) == 0
    plans = json.loads(capsys.readouterr().out)["plans"]
    assert [(one["target"], one["markets"]) for one in plans] == [("warehouse", ["eu"]), ("hospital", ["eu"])]
    assert "waived until 2026-12-31" in {one["waived"] for step in plans[0]["steps"] for one in step["requirements"]}
    assert not (work / "gaps.sarif").exists()
    assert run(["plan", "robot.yaml", "--no-config", "-o", "json", *DAY]) == 0
    assert [one["target"] for one in json.loads(capsys.readouterr().out)["plans"]] == ["home"]
    assert run(["diff", "robot.yaml", "robot.yaml", *DAY]) == 0
    assert re.findall("for (.*): readiness", capsys.readouterr().out) == ["warehouse", "hospital"]
    (work / "compliance.toml").write_text('targets = ["hmoe"]\n', "utf-8")
    for command in (["plan", "robot.yaml"], ["diff", "robot.yaml", "robot.yaml"], ["baseline", "update", "robot.yaml"]):
        assert run([*command, *(["--baseline", "b.json"] if command[0] == "baseline" else [])]) == 2
        assert capsys.readouterr().err.startswith("compliance.toml:1:11: there is no target `hmoe`")


def test_the_commands_shown_are_those_that_read_a_setting(work: Path, capsys: Capture) -> None:
    """A setting that is wrong is found by all commands, one that names what is not there by those that use it."""
    files = {"waivers": "no.yaml", "verified": "no.yaml", "baseline": "no.json"}
    users = {row[0]: row[3].split(", ") for row in rows(capsys)[1:]}
    commands = {"check": ["robot.yaml"], "plan": ["robot.yaml"], "diff": ["robot.yaml", "robot.yaml"]}
    for name, file in files.items():
        (work / "compliance.toml").write_text(f'{name} = "{file}"\n', "utf-8")
        found = [command for command, given in commands.items() if run([command, *given, "-t", "home"]) == 2]
        assert found == [command for command in commands if command in users[name]], name
    assert users["outputs"] == users["fail_on"] == users["require"] == ["check"]


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


def test_files_targets_markets_and_formats_are_completed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """A profile is a file; a target one of the standard's names, or a file; formats are those of the command."""
    for words, wanted in (
        (["check", "rob"], ["file,rob"]),
        (["check", "r.yaml", "-t", "ho"], ["plain,home", "plain,hospital", "file,ho"]),
        (["check", "r.yaml", "-m", "e"], ["plain,eu"]),
        (["check", "r.yaml", "-o", "git"], ["plain,github", "plain,github-summary", "plain,gitlab"]),
        (["plan", "r.yaml", "-o", ""], ["plain,text", "plain,markdown", "plain,csv", "plain,json"]),
        (["check", "r.yaml", "--baseline", "b"], ["file,b"]),
        (["check", "r.yaml", "--standard", "no", "-t", "x"], ["file,x"]),
        (["diff", "old.yaml", "n"], ["file,n"]),
        (["init", "-t", "wa"], ["plain,warehouse", "file,wa"]),
    ):
        assert completed("bash", ["compliance", *words], monkeypatch, capsys).split() == wanted


@pytest.fixture
def command(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `compliance` is this checkout, and a folder to complete files in."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "walker.yaml").touch()
    path = folder / "compliance"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m compliance "$@"\n', "utf-8")
    path.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "dumb", "PS1": "$ "}


TYPED = {"base": "baseline", "check --fail-on nev": "never", "plan --no-c": "--no-config", "check walk": "walker.yaml"}


def shell(name: str) -> str:
    """The shell, where there is one."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} here")
    return found


def test_bash_completes(tmp_path: Path, command: dict[str, str]) -> None:
    """A real shell reads the script and fills in the word; files are its own business."""
    for words, wanted in list(TYPED.items())[:-1]:
        script = (
            'source <(_COMPLIANCE_COMPLETE=bash_source compliance | grep -v "^_compliance_completion_setup")\n'
            f"COMP_WORDS=(compliance {words}); COMP_CWORD={len(words.split())}\n"
            '_compliance_completion compliance\necho "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(
            [shell("bash"), "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path, env=command
        )
        assert done.stdout.strip() == wanted, done.stderr


def test_fish_completes(tmp_path: Path, command: dict[str, str]) -> None:
    """As the page says it is set up."""
    script = "_COMPLIANCE_COMPLETE=fish_source compliance | source\n"
    script += "".join(f'complete -C "compliance {words}"\n' for words in TYPED)
    done = subprocess.run(
        [shell("fish"), "--no-config", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path,
        env=command,
    )  # fmt: skip
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == list(TYPED.values()), done.stderr


def test_zsh_completes(tmp_path: Path, command: dict[str, str]) -> None:
    """At a terminal of its own: the tabulator fills in the word."""
    path = shell("zsh")
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.execve(path, ["zsh", "-f", "-i"], command)
    try:
        setup = 'autoload -U compinit && compinit -u -D; eval "$(_COMPLIANCE_COMPLETE=zsh_source compliance)"'
        os.write(terminal, f"{setup}; echo rea''dy\n".encode())
        assert heard(terminal, "ready\r\n")
        for words, wanted in TYPED.items():
            os.write(terminal, f"\x15compliance {words}\t".encode())
            assert heard(terminal, f"{wanted} "), words
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


def heard(terminal: int, wanted: str, seconds: float = 20) -> bool:
    """Whether a terminal shows a text in time."""
    shown, end = b"", time.monotonic() + seconds
    while wanted.encode() not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536)
    return wanted.encode() in shown


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
