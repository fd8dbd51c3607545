"""The catalogue of messages: every id the code uses, each with two languages and an example that produces it."""

import ast
import json
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from compliance.cli import cli, run
from compliance.errors import InputError
from compliance.report.plain import clean

ROOT = Path(__file__).resolve().parent.parent
EDITION = Path(__file__).parent / "fixtures" / "messages" / "edition"
MAKER = runpy.run_path(str(ROOT / "docs" / "make_messages.py"))
MESSAGES: list[dict[str, Any]] = MAKER["load"]()
FILES: dict[str, str] = MAKER["FILES"]
RUN: dict[str, str] = MAKER["RUN"]
OF_FILES = [one for one in MESSAGES if one["example"]["via"] in FILES]
FORBIDDEN = re.compile(r"\b(safe|safely|compliant|certified|approved|deployable)\b|合规|已认证|安全", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]")
RAISED_AGAIN = ("id_", "error.id", "refusal.id", "guess.id")  # an id passed on, named where it was first given
Capture = pytest.CaptureFixture[str]


def first_argument(call: ast.Call) -> ast.expr | None:
    """The id of a problem, where a call makes one."""
    function = call.func
    owner = function.value if isinstance(function, ast.Attribute) else None
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    makes = name in ("Problem", "Unreadable", "Unmeasurable", "Guess", "RuleError", "fault")
    makes |= owner is not None and (name == "at" and ast.unparse(owner) == "InputError")
    return call.args[0] if makes and call.args else None


def ids_in(source: str) -> set[str]:
    """The ids that a module gives to problems; any other kind of first argument is refused."""
    found = set()
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        given = first_argument(call)
        if isinstance(given, ast.Constant):
            quantity = ast.unparse(call.func) in ("Unreadable", "Guess")
            found.add(f"quantity.{given.value}" if quantity else str(given.value))
        elif given is not None:
            assert ast.unparse(given) in RAISED_AGAIN, f"line {call.lineno}: an id the catalogue cannot know"
    return found


def test_the_catalogue_has_exactly_the_ids_in_use() -> None:
    """Nobody gets a message that is not explained, and nothing is explained that nobody gets."""
    modules = (ROOT / "compliance").rglob("*.py")
    used = set().union(*(ids_in(path.read_text("utf-8")) for path in modules))
    listed = [one["id"] for one in MESSAGES]
    assert sorted(listed) == sorted(used)


def merged(old: Any, new: Any) -> Any:
    """Put a fragment into a document, key by key; anything but a mapping replaces what is there."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: merged(old.get(key), value) for key, value in new.items()}}


def lay_out(example: dict[str, Any], folder: Path) -> str:
    """Write the files of an example into a folder. Returns the command to run there."""
    (folder / "robot.yaml").write_text("profile: 1\n", "utf-8")
    via, text = example["via"], example["text"]
    if via == "command":
        *before, command = text.strip().splitlines()
        subprocess.run(["sh", "-ec", "\n".join(before)], cwd=folder, check=True)
        return command
    if via == "standard":
        shutil.copytree(EDITION, folder / "edition")
        for name, fragment in {example["file"]: text, **example.get("also", {})}.items():
            path = folder / "edition" / name
            entry = yaml.safe_load(path.read_text("utf-8")) if path.exists() else None
            write(path, merged(entry, yaml.safe_load(fragment)))
    else:
        (folder / FILES[via]).write_text(text, "utf-8")
    return example.get("command") or RUN[via]


def write(path: Path, entry: object) -> None:
    """Write a file of an edition."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), "utf-8")


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: one["id"])
def test_the_example_gives_the_message(
    message: dict[str, Any], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command ends with 2, and no problem but the one explained is found."""
    program, *arguments = shlex.split(lay_out(message["example"], tmp_path))
    assert program == "compliance"
    monkeypatch.chdir(tmp_path)
    for library in message["example"].get("without", ()):
        monkeypatch.setitem(sys.modules, library, None)
    if message["example"]["via"] == "standard":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(InputError) as caught:
        cli.main(arguments, prog_name="compliance", standalone_mode=False)
    ids = {problem.id for problem in caught.value.problems}
    assert ids == ({"profile.unknown_key", "profile.more"} if message["id"] == "profile.more" else {message["id"]})
    capsys.readouterr()
    assert run(arguments) == 2
    shown = capsys.readouterr().err
    assert all(clean(problem.what) in shown for problem in caught.value.problems)


@pytest.mark.parametrize(
    "message", [one for one in MESSAGES if one["example"]["via"] in FILES], ids=lambda one: one["id"]
)
def test_a_program_reads_the_same_id(
    message: dict[str, Any], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where JSON is wanted, the errors of a file are JSON with their ids, and every place is in that file."""
    arguments = shlex.split(lay_out(message["example"], tmp_path))[1:]
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "--format", "json"]) == 2
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert {one["id"] for one in errors} == {message["id"]}
    assert {one["file"] for one in errors} == {FILES[message["example"]["via"]]}
    assert all(1 <= one["line"] <= message["example"]["text"].count("\n") for one in errors)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: one["id"])
def test_both_languages_say_what_why_and_how(message: dict[str, Any]) -> None:
    """Sentences end as sentences do, Chinese is Chinese, and no text passes judgement on a robot."""
    assert set(message) == {"id", "en", "zh", "cause", "cure", "example"}
    for text in (message, message["cause"], message["cure"]):
        assert text["en"].endswith(".") and not HAN.search(text["en"])
        assert text["zh"].endswith("。") and HAN.search(text["zh"])
        assert not FORBIDDEN.search(text["en"] + text["zh"])


def test_the_unbroken_edition_of_the_examples_lints(capsys: Capture) -> None:
    """What an example of the standard shows is the only thing wrong with it."""
    assert run(["standard", "lint", str(EDITION)]) == 0
    assert "nothing to mend" in capsys.readouterr().out


def test_the_page_is_the_catalogue() -> None:
    """docs/messages.md is made, not written: `python docs/make_messages.py`."""
    assert (ROOT / "docs" / "messages.md").read_text("utf-8") == MAKER["page"](MESSAGES)
