"""`compliance fmt`: keys in canonical order, every value and comment as it was written."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.cli import run
from compliance.errors import InputError
from compliance.source import load
from compliance.source.layout import Order, arrange
from compliance.source.nodes import to_data

PROFILES = sorted((Path(__file__).resolve().parent.parent / "profiles").glob("*.yaml"))
Capture = pytest.CaptureFixture[str]
ORDER: Order = {"a": {"a": {}, "b": {"a": {}, "c": {}}, "c": {}}, "b": {}, "c": {"b": {}, "a": {}}, "d": {"a": {}}}


def formatted(text: str, folder: Path) -> str:
    """What `compliance fmt` makes of a profile."""
    path = folder / "robot.yaml"
    path.write_bytes(text.encode())
    assert run(["fmt", str(path)]) == 0
    once = path.read_bytes()
    assert run(["fmt", "--check", str(path)]) == 0
    return once.decode()


HARD = {
    "sections, with a blank line between them": (
        """\
        power:
          runtime: 2 h   # of work
          battery_mass: 4 kg
        robot: {variant: "X", name: 'Y'}
        profile: 1
        """,
        """\
        profile: 1

        robot: {variant: "X", name: 'Y'}

        power:
          battery_mass: 4 kg
          runtime: 2 h   # of work
        """,
    ),
    "a header stays, a comment goes with the key below it": (
        """\
        # Our robot.

        # the name is a working title
        robot:
          # not yet fixed
          name: N
            # a remark on the name
          # what stays last
        # the format
        profile: 1
        # the end
        """,
        """\
        # Our robot.

        # the format
        profile: 1

        # the name is a working title
        robot:
          # not yet fixed
          name: N
            # a remark on the name
          # what stays last
        # the end
        """,
    ),
    "blocks of text": (
        """\
        use:
          foreseeable_misuse: |
            # no comment
            name: no key

              deeper
          intended: >-
            one

            two


        robot:
          maker: |+
            keeps

          name: "a # b
            - c"
        profile: 1
        """,
        """\
        profile: 1

        robot:
          name: "a # b
            - c"
          maker: |+
            keeps

        use:
          intended: >-
            one

            two
          foreseeable_misuse: |
            # no comment
            name: no key

              deeper
        """,
    ),
    "list entries, their dash and their comments": (
        """\
        profile: 1
        joints:
        # the left one
        - limb: leg
          # as on the drawing
          id: left
          peak_torque: {value: 1 N·m}
          # after the left one
        -
          # the right one
          speed: 1 rad/s

          id: right
        - {limb: arm, id: flow}
        """,
        """\
        profile: 1

        joints:
        # the left one
        # as on the drawing
        - id: left
          limb: leg
          peak_torque: {value: 1 N·m}
          # after the left one
        -
          id: right
          # the right one
          speed: 1 rad/s
        - {limb: arm, id: flow}
        """,
    ),
    "the long form, over several lines and in braces over several lines": (
        """\
        morphology:
          height:
            - source: b
              value: 1 m
            - note: |-
                high
              value: 2 m
          mass: {source: a,
            # in braces
            value: 1 kg}
        profile: 1
        """,
        """\
        profile: 1

        morphology:
          mass: {source: a,
            # in braces
            value: 1 kg}
          height:
            - value: 1 m
              source: b
            - value: 2 m
              note: |-
                high
        """,
    ),
    "unknown keys follow": (
        """\
        zebra: 1
        "profile": 1
        apple: {b: 1, a: 2}
        """,
        """\
        "profile": 1

        zebra: 1

        apple: {b: 1, a: 2}
        """,
    ),
    "marks of a document": (
        """\
        %YAML 1.1
        # before
        ---
        robot: {name: N}
        profile: 1
        ...
        # after
        """,
        """\
        %YAML 1.1
        # before
        ---
        profile: 1

        robot: {name: N}
        ...
        # after
        """,
    ),
    "spaces on a blank line never become text": (
        "profile: 1\nrobot:\n  maker: M\n         \n  variant: V\n  name: |\n    N\n",
        "profile: 1\n\nrobot:\n  name: |\n    N\n  maker: M\n\n  variant: V\n",
    ),
    "a first comment deeper than its key never becomes text": (
        """\
        profile: 1
        robot:
              # deep
          maker: M
          name: |
            N
        """,
        """\
        profile: 1

        robot:
          name: |
            N
          # deep
          maker: M
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_hard_cases(name: str, tmp_path: Path) -> None:
    """Each as a person would have put it in order by hand."""
    before, after = map(dedent, HARD[name])
    assert formatted(before, tmp_path) == after


@pytest.mark.parametrize("name", HARD)
def test_line_breaks_of_windows_stay(name: str, tmp_path: Path) -> None:
    """A file with CRLF has CRLF everywhere afterwards."""
    before, after = map(dedent, HARD[name])
    assert formatted(before.replace("\n", "\r\n"), tmp_path) == after.replace("\n", "\r\n")


UNSORTED = {
    "JSON": '{"robot": {"name": "N"}, "profile": 1}\n',
    "braces after the mark": "--- {robot: {name: N}, profile: 1}\n",
    "explicit keys": "? robot\n: name: N\n? profile\n: 1\n",
    "a tab before a comment": "profile: 1\nrobot:\t# tab\n  name:\tN\n",
}


@pytest.mark.parametrize("name", UNSORTED)
def test_what_cannot_be_moved_by_lines_stays(name: str, tmp_path: Path) -> None:
    """Nothing is reflowed."""
    assert formatted(UNSORTED[name], tmp_path).replace("\n\n", "\n") == UNSORTED[name]


def test_a_missing_last_line_break_is_added(tmp_path: Path) -> None:
    """The last line may go up and another one down."""
    assert formatted("robot: {name: N}\nprofile: 1", tmp_path) == "profile: 1\n\nrobot: {name: N}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("robot:\n  name: |\n    N", "robot.yaml:3:6: the last line belongs to a block of text"),
        ("robot: &a {name: N}\nprofile: 1\n", "robot.yaml:1:8: the anchor `&a` is not read"),
        ("- profile\n", "robot.yaml:1:1: a profile holds fields"),
        ("robot: {name: N}\n", "robot.yaml:1:1: there is no `profile` here"),
        ("robot: [\n", "robot.yaml:1:8: this is not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_left_alone(
    text: str, told: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2 with the place; no file is written, not even one that is fine."""
    monkeypatch.chdir(tmp_path)
    fine = "robot: {name: N}\nprofile: 1\n"
    Path("robot.yaml").write_text(text if "profile" in text or "robot: " in text else f"profile: 1\n{text}")
    Path("fine.yaml").write_text(fine)
    before = Path("robot.yaml").read_text()
    assert run(["fmt", "fine.yaml", "robot.yaml"]) == 2
    assert told.partition(": ")[2] in capsys.readouterr().err
    assert (Path("robot.yaml").read_text(), Path("fine.yaml").read_text()) == (before, fine)


def test_check_and_diff_write_nothing(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--check` names the files and exits 1; `--diff` shows what would move."""
    monkeypatch.chdir(tmp_path)
    text = "robot: {name: N}\nprofile: 1\n"
    Path("robot.yaml").write_text(text)
    Path("fine.yaml").write_text("profile: 1\n")
    assert run(["fmt", "--check", "robot.yaml", "fine.yaml"]) == 1
    assert capsys.readouterr().out == "robot.yaml: not in order\n"
    assert run(["fmt", "--diff", "robot.yaml", "fine.yaml"]) == 0
    assert capsys.readouterr().out == (
        "--- robot.yaml\n+++ robot.yaml\n@@ -1,2 +1,3 @@\n+profile: 1\n+\n robot: {name: N}\n-profile: 1\n"
    )
    assert run(["fmt", "--check", "--diff", "robot.yaml"]) == 1
    assert Path("robot.yaml").read_text() == text


def test_standard_input_goes_to_standard_output(monkeypatch: pytest.MonkeyPatch, capsysbinary: object) -> None:
    """`-` reads and prints, also what is in order already."""
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", type("In", (), {"buffer": BytesIO("robot: {name: ·}\nprofile: 1\n".encode())}))
        assert run(["fmt", "-"]) == 0
        printed = capsysbinary.readouterr().out.decode()  # type: ignore[attr-defined]
        assert printed == "profile: 1\n\nrobot: {name: ·}\n"


def test_a_link_and_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    """The file behind a link is written, and nobody new may read it."""
    real, link = tmp_path / "real.yaml", tmp_path / "robot.yaml"
    real.write_text("robot: {name: N}\nprofile: 1\n")
    real.chmod(0o600)
    link.symlink_to(real)
    assert run(["fmt", str(link)]) == 0
    assert link.is_symlink() and real.read_text().startswith("profile")
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_our_own_profiles_are_in_order(path: Path) -> None:
    """What we ship is what `fmt` writes."""
    assert run(["fmt", "--check", str(path)]) == 0


# --- any document ------------------------------------------------------------------------------------------


def indented(lines: list[str], by: int) -> list[str]:
    """Lines moved to the right; empty ones stay empty."""
    return [" " * by + line if line else line for line in lines]


NOISE = st.lists(st.sampled_from(["", "", "# note", "   # deep note", "#- id: x", "# tab\t", "  "]), max_size=2)
INLINE = st.sampled_from(
    ["1", "x y", "'#no'", '"a: b"', "{q: 1, p: 2}", "[1, 2]", "null", "x # remark", "! t", '"split\\\n      over"',
     "'first\n\n      third'", "{q: 1,\n      # in braces\n      p: 2}", "plain\n      and more"]
)  # fmt: skip
TEXTS = st.tuples(
    st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "|2", "|2+ # remark"]),
    st.lists(st.sampled_from(["text", "# text", "- text", "a: text", "  deeper", "", ""]), min_size=1, max_size=4),
)


@st.composite
def mapping_lines(draw: st.DrawFn, depth: int = 3) -> list[str]:
    """The lines of a mapping in block style, with noise around its keys."""
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from("abcdxy"), min_size=1, max_size=4, unique=True)):
        lines += draw(NOISE)
        form = draw(st.sampled_from(["inline", "text", "mapping", "list"] if depth else ["inline", "text"]))
        if form == "inline":
            first, *more = draw(INLINE).split("\n")
            lines += [f"{key}: {first}", *more]
        elif form == "text":
            header, text = draw(TEXTS)
            lines += [f"{key}: {header}", *indented(["text", *text], 2)]
        elif form == "mapping":
            lines += [f"{key}:", *indented(draw(mapping_lines(depth - 1)), draw(st.sampled_from([1, 2, 4])))]
        else:
            lines += [f"{key}:", *indented(draw(list_lines(depth - 1)), draw(st.sampled_from([0, 2])))]
    return [*lines, *draw(NOISE)]


@st.composite
def list_lines(draw: st.DrawFn, depth: int) -> list[str]:
    """The lines of a list, its dashes before the entries or above them."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(NOISE)
        entry = draw(mapping_lines(depth))
        alone = draw(st.booleans()) or not entry[0][:1].isalpha()
        lines += ["-", *indented(entry, 2)] if alone else [f"- {entry[0]}", *indented(entry[1:], 2)]
    return lines


def in_order(data: object, order: Order) -> bool:
    """Whether the keys that an order names stand in it, at every level."""
    if isinstance(data, list):
        return all(in_order(one, order) for one in data)
    if not isinstance(data, dict):
        return True
    named = [key for key in data if key in order]
    return named == [key for key in order if key in data] and all(
        in_order(value, order.get(key, {})) for key, value in data.items()
    )


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=mapping_lines(), line_break=st.sampled_from(["\n", "\n", "\r\n"]), ended=st.booleans())
def test_any_document_keeps_what_it_says(lines: list[str], line_break: str, ended: bool) -> None:
    """In order, twice the same, no line lost, no value changed."""
    text = "\n".join([*lines, *([""] if ended else [])]).replace("\n", line_break)
    try:
        before = to_data(load(text, "f"))
        after = arrange(text, "f", ORDER)
    except InputError:
        return  # not YAML, or a last block of text without its line break
    assert to_data(load(after, "f")) == before
    assert in_order(to_data(load(after, "f")), ORDER)
    assert arrange(after, "f", ORDER) == after
    counts = [
        Counter(line.strip(" -\t\r\n") for line in one.splitlines() if line.strip(" \t")) for one in (text, after)
    ]
    assert counts[0] == counts[1]
