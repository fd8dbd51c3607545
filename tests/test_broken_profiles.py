"""Broken profiles: every mistake ends with exit 2, its place, what is wrong, and how to write it.

The tables read as documentation: what may go wrong, where it is reported, in which words.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from compliance.cli import run

FOLDER = Path(__file__).parent / "fixtures" / "broken"
OPTIONS = ("-t", "home", "--as-of", "2026-11-21")
Capture = pytest.CaptureFixture[str]


class Broken(NamedTuple):
    """One broken profile: its name, the `line:column` of the mistake, words on it, words of the cure."""

    name: str
    place: str
    says: str
    cure: str = ""


FILES = [
    # not a document
    Broken("empty", "1:1", "the file is empty"),
    Broken("only-comments", "1:1", "the file is empty"),
    Broken("two-documents", "3:1", "a second document starts here", "one file each"),
    Broken("one-word", "1:1", "`a profile` holds fields", "field: value"),
    Broken("not-a-mapping", "1:1", "`a profile` holds fields", "field: value"),
    # not YAML, or YAML that is not read
    Broken("tab-indentation", "3:1", "not valid YAML", "spaces, not tabs"),
    Broken("unclosed-quote", "3:9", "end of stream", "not closed"),
    Broken("unclosed-bracket", "4:11", "expected ',' or ']'"),
    Broken("missing-space", "4:9", "mapping values are not allowed", "mend the indentation"),
    Broken("second-colon", "3:11", "mapping values are not allowed", "in quotes"),
    Broken("repeated-key", "5:3", "`mass` stands here a second time; it is already at line 3", "Keep one"),
    Broken("complex-key", "3:5", "a key must be a word", "name: value"),
    Broken("tag", "3:9", "python/object/apply:os.system` is not read", "Leave the tag out"),
    Broken("anchor", "3:12", "the anchor `&load` is not read", "in full"),
    Broken("alias", "4:16", "the alias `*load` is not read", "in full"),
    Broken("alias-bomb", "2:4", "the anchor `&a` is not read", "in full"),
    Broken("merge-key", "3:3", "no field `<<`", "Fields here: mass"),
    # names
    Broken("format-missing", "2:1", "has no `profile`", "Add `profile: 1`"),
    Broken("format-in-words", "1:10", "`profile` wants a whole number", "Write 1"),
    Broken("later-format", "1:1", "has format 2; this checker reads format 1"),
    Broken("misspelt-section", "2:1", "no section `morfology`", "`morphology`?"),
    Broken("misspelt-field", "3:3", "no field `weigth`", "Did you mean"),
    Broken("misspelt-long-form", "3:24", "has no `evidnce`", "`evidence`?"),
    Broken("field-in-wrong-section", "3:3", "`morphology` has no field `runtime`", "Fields here:"),
    Broken("long-form-without-value", "3:9", "`morphology.mass` has no `value`", "Add `value: …`"),
    Broken("evidence-without-method", "3:5", "`evidence[weighing]` has no `method`", "Add `method: measured`"),
    # shapes
    Broken("list-for-mapping", "3:3", "`morphology` holds fields", "field: value"),
    Broken("mapping-for-list", "3:3", "`joints` is a list", "- id: name"),
    Broken("list-for-value", "3:9", "a number with a unit is wanted", "{value: 47 kg"),
    Broken("word-for-list", "3:10", "a list of words is wanted", "[first, second]"),
    Broken("truth-for-number", "3:9", "`true` is not a number", "`47 kg`"),
    Broken("truth-for-text", "3:9", "read as a truth", '"true"'),
    Broken("yes-for-true", "3:25", "`yes` is neither true nor false", "`true` or `false`"),
    Broken("text-for-choice", "3:9", "`two legs` is not one of the words", "bipedal, wheeled"),
    Broken("misspelt-choice", "3:9", "`Bipedel` is not one of the words", "`bipedal`?"),
    Broken("number-for-choice", "4:15", "`3` is read as a number", '"3"'),
    Broken("unknown-level", "4:24", "`f` is no performance level", "a, b, c, d, e"),
    # quantities, spans and dates
    Broken("wrong-kind", "3:11", "kg is a unit of mass, not of length", "Units of length: m, cm"),
    Broken("no-unit", "3:9", "`35` has no unit", "with its unit: kg, g"),
    Broken("unknown-unit", "3:9", "stones is not a unit we know", "Units of mass: kg"),
    Broken("decimal-comma", "3:9", "a comma in the number", "`33.8 kg`"),
    Broken("thousands", "3:19", "may mark thousands or decimals", "`9000 mAh` or `9.000 mAh`"),
    Broken("thousands-spaced", "3:19", "a thousands mark", "`15000 mAh`"),
    Broken("placeholder", "3:9", "`TBD` says nothing", "Leave the field out"),
    Broken("at-most-in-words", "3:12", "`up to 20 kg` is a bound in words", "`≤ 20 kg`"),
    Broken("sum", "3:11", "is a sum", "Write the total"),
    Broken("range-backwards", "3:12", "ends below its start", "smaller end first"),
    Broken("mass-below-zero", "3:9", "makes no sense for mass", "between 0 kg and 10000 kg"),
    Broken("not-a-number", "3:9", "`.nan` says nothing", "Leave the field out"),
    Broken("four-hundred-digits", "3:23", "999…` is longer than any count", "Write a number"),
    Broken("percent-tolerance-of-ratio", "5:24", "ambiguous for a ratio", "own unit"),
    Broken("span-of-one", "3:24", "`40 °C` is not a span", "both ends"),
    Broken("span-backwards", "3:24", "ends below its start", "smaller end first"),
    Broken("no-such-date", "3:21", "`2026-02-30` is not a date", "2026-05-31"),
    Broken("day-first", "3:21", "`21.11.2026` is not a date", "2026-05-31"),
    Broken("uncertainty-negative", "4:35", "`U` is one number above zero", "U: 0.2 kg"),
    Broken("uncertainty-a-range", "3:27", "`U` is one number above zero", "U: 0.2 kg"),
    Broken("coverage-zero", "3:38", "`k` is the coverage factor", "k: 2"),
    Broken("superseded-not-text", "5:34", "`superseded` wants a text", "in quotes"),
    # references inside the profile
    Broken("id-missing", "5:5", "`joints` has no `id`", "Add `id: left_knee`"),
    Broken("id-with-spaces", "3:9", "`joints[left knee].id` wants a name", "letters, digits"),
    Broken("repeated-id", "5:5", "a second entry `left_knee`; the first is at line 3", "id of its own"),
    Broken("unknown-source", "3:17", "no source `maker-page`", "Add it there"),
    Broken("unknown-evidence", "3:17", "no entry `weighing` under `evidence:`", "Add it there"),
    Broken("unknown-evidence-of-entry", "4:5", "no entry `bench` under `evidence:`", "Add it there"),
    Broken("unknown-evidence-of-complete", "5:5", "no entry `no-such-entry` under `evidence:`", "Add it there"),
    Broken("complete-absent-list", "4:12", "`contacts`, which this profile does not list", "`contacts: []`"),
    Broken("unknown-source-of-entry", "4:5", "no source `maker-page`", "Add it there"),
    Broken("complete-not-a-list", "4:12", "`morphology.mass`"),
    Broken("week-date", "3:21", "`2026-W09-1` is not a date", "2026-05-31"),
]

GENERATED: list[tuple[Broken, bytes]] = [
    (Broken("nul", "3:10", "control character U+0000"), b"profile: 1\nrobot:\n  name: R\x001\n"),
    (Broken("program", "1:1", "does not look like a text file"), b"\x7fELF\x02\x01\x01\x00"),
    (
        Broken("bad-byte", "3:17", "byte 0xff is not UTF-8", "Save it as UTF-8"),
        "profile: 1\nrobot:\n  maker: Müller ".encode() + b"\xff GmbH\n",
    ),
    (
        Broken("latin-1", "3:11", "byte 0xfc is not UTF-8", "Save it as UTF-8"),
        "profile: 1\nrobot:\n  maker: Müller\n".encode("latin-1"),
    ),
    (
        Broken("hidden-line-break", "2:10", "hidden line separator here, U+2028", "ordinary line break"),
        "profile: 1\n# comment\u2028morphology: {mass: 35 kg}\n".encode(),
    ),
    (Broken("utf-16", "1:1", "the file is UTF-16", "Save it as UTF-8"), "profile: 1\n".encode("utf-16")),
    (Broken("long-key", "3:3", "no field `kkkk", "Fields here"), b"profile: 1\nrobot:\n  " + b"k" * 900 + b": 1\n"),
    (
        Broken("very-long-key", "3:10003", "not valid YAML", "in quotes"),
        b"profile: 1\nrobot:\n  " + b"k" * 10_000 + b": R1\n",
    ),
    (
        Broken("very-long-explicit-key", "3:5", "no field `kkkk", "Fields here"),
        b"profile: 1\nrobot:\n  ? " + b"k" * 10_000 + b"\n  : R1\n",
    ),
    (
        Broken("too-many-values", "2:400004", "more than 200000 values"),
        b"profile: 1\njoints: [" + b"a," * 200_001 + b"]",
    ),
]

HOSTILE: list[tuple[Broken, Callable[[], bytes]]] = [
    (Broken("60-megabytes", "1:1", "larger than 4 MiB"), lambda: b"profile: 1\n" + b"# padding\n" * 6_000_000),
    (Broken("60000-deep-lists", "2:71", "more than 64 levels"), lambda: b"profile: 1\nrobot: " + b"[" * 60_000),
    (Broken("60000-deep-mappings", "2:260", "more than 64 levels"), lambda: b"profile: 1\nrobot: " + b"{a: " * 60_000),
    (
        Broken("60000-deep-block", "3:129", "more than 64 levels"),
        lambda: b"profile: 1\nrobot:\n  " + b"- " * 60_000 + b"x\n",
    ),
    (Broken("alias-bomb", "2:4", "the anchor `&a`", "in full"), (FOLDER / "alias-bomb.yaml").read_bytes),
]


def named(cases: Any) -> list[Any]:
    """Cases as parameters under their own names."""
    return [pytest.param(*case, id=case[0].name) for case in cases]


def expect(broken: Broken, path: Path | str, code: int, out: str, err: str) -> None:
    """Exit 2, nothing on standard output, `file:line:column: what` first, then the cure, no traceback."""
    first, *rest = err.splitlines()
    assert code == 2
    assert out == ""
    assert first.startswith(f"{path}:{broken.place}: ")
    assert broken.says in first
    assert "Traceback" not in err
    if broken.cure:
        assert rest[0].startswith("    ")
        assert broken.cure in rest[0]


@pytest.mark.parametrize("broken", [pytest.param(one, id=one.name) for one in FILES])
def test_a_mistake_is_placed_named_and_cured(broken: Broken, capsys: Capture) -> None:
    """Each broken file gets its line and column, what is wrong, and how to write it."""
    path = FOLDER / f"{broken.name}.yaml"
    code = run(["check", str(path), *OPTIONS])
    expect(broken, path, code, *capsys.readouterr())


def test_every_broken_file_is_in_the_table() -> None:
    """The folder and the table name the same files."""
    listed = [one.name for one in FILES]
    assert sorted(listed) == sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize(("broken", "content"), named(GENERATED))
def test_bytes_that_are_no_text_are_placed(broken: Broken, content: bytes, tmp_path: Path, capsys: Capture) -> None:
    """Binary files, foreign encodings and endless keys are refused like any other mistake."""
    path = tmp_path / "robot.yaml"
    path.write_bytes(content)
    code = run(["check", str(path), *OPTIONS])
    expect(broken, path, code, *capsys.readouterr())


@pytest.mark.parametrize(("broken", "content"), named(HOSTILE))
def test_a_hostile_file_ends_in_time(
    broken: Broken, content: Callable[[], bytes], tmp_path: Path, run_cli: Callable[..., Any]
) -> None:
    """Size, depth and expansion are bounded: the process ends, with an ordinary message."""
    path = tmp_path / "robot.yaml"
    path.write_bytes(content())
    expect(broken, path, *run_cli("check", str(path), *OPTIONS))


@pytest.mark.parametrize("name", ["misspelt-field", "decimal-comma", "tag"])
def test_the_command_as_people_run_it(name: str, run_cli: Callable[..., Any]) -> None:
    """A child process says the same as the function, and keeps its outputs apart."""
    broken = next(one for one in FILES if one.name == name)
    path = FOLDER / f"{name}.yaml"
    expect(broken, path, *run_cli("check", str(path), *OPTIONS))


def test_standard_input_is_named_in_messages(run_cli: Callable[..., Any]) -> None:
    """A profile piped in has a place too."""
    done = run_cli("check", "-", *OPTIONS, stdin="profile: 1\nmorphology: {mass: 35}\n")
    expect(Broken("piped", "2:20", "`35` has no unit", "with its unit: kg, g"), "<stdin>", *done)


def test_a_missing_file_is_named(tmp_path: Path, capsys: Capture) -> None:
    """No such file is the user's mistake, not the checker's."""
    path = tmp_path / "absent.yaml"
    code = run(["check", str(path), *OPTIONS])
    expect(Broken("missing", "1:1", "there is no such file"), path, code, *capsys.readouterr())


def test_a_folder_is_not_a_profile(tmp_path: Path, capsys: Capture) -> None:
    """A folder's name in place of a file's is said to be one."""
    code = run(["check", str(tmp_path), *OPTIONS])
    expect(Broken("folder", "1:1", "this is a folder"), tmp_path, code, *capsys.readouterr())


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file that nobody can read")
def test_an_unreadable_file_says_why(capsys: Capture) -> None:
    """The operating system's reason is passed on."""
    code = run(["check", "/proc/self/mem", *OPTIONS])
    expect(Broken("unreadable", "1:1", "cannot be read: "), "/proc/self/mem", code, *capsys.readouterr())


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs a device")
def test_a_device_is_not_a_profile(capsys: Capture) -> None:
    """A file without end is not even opened."""
    code = run(["check", "/dev/zero", *OPTIONS])
    expect(Broken("device", "1:1", "not a regular file", "`-`"), "/dev/zero", code, *capsys.readouterr())


SEVERAL = """\
profile: 1
robot: {nmae: R1}
morphology:
  mass: {value: 35 kg, source: nowhere}
  height: 1,32 m
joints:
  - {id: knee, type: revolut}
  - {id: knee}
complete: [contacts]
"""


def test_all_problems_are_reported_in_file_order(tmp_path: Path, capsys: Capture) -> None:
    """Nobody mends a profile one message at a time."""
    path = tmp_path / "robot.yaml"
    path.write_text(SEVERAL)
    assert run(["check", str(path), *OPTIONS]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith(" ")]
    places = [line.removeprefix(f"{path}:").partition(": ")[0] for line in lines]
    assert places == ["2:9", "4:17", "5:11", "7:22", "8:5", "9:12"]


def test_problems_of_several_profiles_are_reported_together(capsys: Capture) -> None:
    """One broken profile does not hide another."""
    paths = [str(FOLDER / f"{name}.yaml") for name in ("decimal-comma", "empty")]
    assert run(["check", *paths, *OPTIONS]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(f"{path}:" in shown.err for path in paths)


def test_at_most_fifty_problems_are_reported(tmp_path: Path, capsys: Capture) -> None:
    """A file of another kind does not flood the screen."""
    path = tmp_path / "robot.yaml"
    path.write_text("profile: 1\nmorphology:\n" + "".join(f"  wrong_{n}: 1\n" for n in range(80)))
    assert run(["check", str(path), *OPTIONS]) == 2
    assert capsys.readouterr().err.count("no field `wrong_") == 50


@pytest.mark.parametrize(("wrong", "note"), [(49, 0), (50, 0), (51, 1)])
def test_a_note_says_when_there_are_more_than_fifty(wrong: int, note: int, tmp_path: Path, capsys: Capture) -> None:
    """Fifty problems are all of them; of fifty-one, one is not shown."""
    path = tmp_path / "robot.yaml"
    path.write_text("profile: 1\nmorphology:\n" + "".join(f"  wrong_{n}: 1\n" for n in range(wrong)))
    assert run(["check", str(path), *OPTIONS]) == 2
    shown = capsys.readouterr().err
    assert shown.count("no field `wrong_") == min(wrong, 50)
    assert shown.count("only the first 50 problems found are shown") == note


def test_errors_come_as_json_where_json_is_wanted(tmp_path: Path, capsys: Capture) -> None:
    """A program reads the same places and words that a person does."""
    path = tmp_path / "robot.yaml"
    path.write_text(SEVERAL)
    assert run(["check", str(path), *OPTIONS, "-o", "json"]) == 2
    shown = capsys.readouterr()
    errors = json.loads(shown.out)["errors"]
    assert [(one["line"], one["column"]) for one in errors] == [(2, 9), (4, 17), (5, 11), (7, 22), (8, 5), (9, 12)]
    assert errors[2]["cure"] == "Write `1.32 m`."
    assert all(one["file"] == str(path) and one["id"] and one["what"] in shown.err for one in errors)


def test_errors_as_json_go_to_the_file_named(tmp_path: Path, capsys: Capture) -> None:
    """Standard output stays empty when the JSON has a file of its own."""
    wanted = tmp_path / "out.json"
    assert run(["check", str(FOLDER / "no-unit.yaml"), *OPTIONS, "-o", f"json={wanted}"]) == 2
    assert capsys.readouterr().out == ""
    assert json.loads(wanted.read_text())["errors"][0]["line"] == 3


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    """A key with an escape sequence is shown, not obeyed."""
    path = tmp_path / "robot.yaml"
    path.write_text('profile: 1\n"\\e[31mred": 1\n')
    assert run(["check", str(path), *OPTIONS]) == 2
    assert "\x1b" not in capsys.readouterr().err
