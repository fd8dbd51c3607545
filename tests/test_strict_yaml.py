"""Strict YAML: every node has its true place, scalars follow the YAML 1.2 core schema, JSON loads as it is."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import InputError, Place
from compliance.source import Mapping, Node, Scalar, Sequence, load, plain_value, read_text
from compliance.source.nodes import to_data

PROFILE = """\
# a comment
profile: 1

robot:
  name: "R1"
  maker: >-
    Acme
    Robotics
joints:
  - id: left_knee
    speed: {value: 20 rad/s, U: 1 rad/s}
  - [a, b]
"""


def find(node: Node, *path: str | int) -> Node:
    """Walk down from a node by keys and indices."""
    for step in path:
        if isinstance(node, Mapping):
            node = node.entries[str(step)].value
        else:
            assert isinstance(node, Sequence)
            node = node.items[int(step)]
    return node


def key_place(node: Node, key: str) -> tuple[int, int]:
    """Line and column of a key of a mapping."""
    assert isinstance(node, Mapping)
    return node.entries[key].key.place[1:]


def place(node: Node) -> tuple[int, int]:
    """Line and column of a node."""
    return node.place[1:]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (["profile"], (2, 1), (2, 10)),
        (["robot"], (4, 1), (5, 3)),
        (["robot", "name"], (5, 3), (5, 9)),
        (["robot", "maker"], (6, 3), (6, 10)),
        (["joints"], (9, 1), (10, 3)),
        (["joints", 0, "id"], (10, 5), (10, 9)),
        (["joints", 0, "speed"], (11, 5), (11, 12)),
        (["joints", 0, "speed", "value"], (11, 13), (11, 20)),
        (["joints", 0, "speed", "U"], (11, 30), (11, 33)),
    ],
)
def test_keys_and_values_have_their_places(path: list[str | int], key: tuple[int, int], value: tuple[int, int]) -> None:
    """Lines and columns count from 1; a folded text starts at its sign, a quoted one at its quote."""
    root = load(PROFILE, "robot.yaml")
    assert key_place(find(root, *path[:-1]), str(path[-1])) == key
    assert place(find(root, *path)) == value


def test_items_of_a_list_have_their_places() -> None:
    """A flow list inside a block list points at each word."""
    root = load(PROFILE, "robot.yaml")
    assert [place(find(root, "joints", 1, index)) for index in (0, 1)] == [(12, 6), (12, 9)]


def test_a_place_names_its_file() -> None:
    """The name given to the loader comes back as `file:line:column`."""
    assert str(find(load("a: 1", "x/robot.yaml"), "a").place) == "x/robot.yaml:1:4"


@pytest.mark.parametrize("word", ["zh质量", "é", "e\u0301", "😀", "\U00020000", "𝔘𝔘"])
def test_columns_count_characters_not_bytes(word: str) -> None:
    """Text of any script moves the column by its characters."""
    root = load(f"{word}: {{{word}: 35 kg, after: 1}}", "f")
    assert place(find(root, word, word)) == (1, 2 * len(word) + 6)
    assert key_place(find(root, word), "after") == (1, 2 * len(word) + 13)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_once(newline: str, tmp_path: Path) -> None:
    """Files of any editor have the same places and the same content."""
    path = tmp_path / "robot.yaml"
    path.write_bytes(PROFILE.replace("\n", newline).encode())
    root = load(read_text(str(path)), "f")
    assert place(find(root, "joints", 0, "speed", "U")) == (11, 33)
    assert to_data(root) == to_data(load(PROFILE, "f"))


def test_a_byte_order_mark_takes_no_column(tmp_path: Path) -> None:
    """The mark that some editors write is no part of the text."""
    path = tmp_path / "robot.yaml"
    path.write_bytes(b"\xef\xbb\xbfprofile: 1\n")
    assert key_place(load(read_text(str(path)), "f"), "profile") == (1, 1)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_a_hidden_line_break_is_refused(mark: str) -> None:
    """What an editor shows as one comment line must not hold a second line that counts."""
    with pytest.raises(InputError) as caught:
        load(f"a: 1\nb: 2 # seen as a comment{mark}c: 3", "f")
    assert [str(one.place) for one in caught.value.problems] == ["f:2:25"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # stay text: the words and numbers that YAML 1.1 read otherwise
        *((word, word) for word in ("NO", "no", "yes", "on", "off", "y", "n", "Off", "tRUE", "nULL", "none", "nil")),
        *((word, word) for word in ("1:30", "12:30:45", "1_000", "0b101", "1,000", "12e", "e3", "0o8", "0xG", "+0x1")),
        *((word, word) for word in ("2026-05-31", "1.2.3", "+", "-", ".", "..", "--1", "1 2", "inf", "nan", "-.nan")),
        # null
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        # truths
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        # whole numbers
        ("0", 0), ("-1", -1), ("+12", 12), ("017", 17), ("0o17", 15), ("0x1F", 31), ("0xff", 255),
        # numbers
        ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("-1.5e3", -1500.0), ("1e3", 1000.0), ("1E-3", 0.001), ("+.5", 0.5),
        (".inf", math.inf), ("-.INF", -math.inf), ("+.Inf", math.inf),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    """YAML 1.2, chapter 10.3: nothing else is a number, a truth or null."""
    found = plain_value(Scalar(text, True, Place("f")))
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_number_of_yaml(text: str) -> None:
    """The core schema knows three spellings; no field takes any of them."""
    found = plain_value(Scalar(text, True, Place("f")))
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["true", "null", "12", "1.5", "~", "", ".inf", "0o17"])
def test_quoted_text_stays_text(text: str) -> None:
    """Quotes say that a text is meant."""
    assert [to_data(load(f"a: {quote}{text}{quote}", "f")) for quote in "'\""] == [{"a": text}] * 2


def test_an_endless_number_stays_text() -> None:
    """No field needs three hundred digits, and reading them costs time."""
    assert plain_value(Scalar("9" * 400, True, Place("f"))) == "9" * 400


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_documents_load(indent: int | str | None) -> None:
    """A program may write a profile as JSON, with any white space."""
    data = {"profile": 1, "robot": {"name": "R1"}, "joints": [], "use": {}, "a": [True, None, -0.5, "x: y # z", "a/b"]}
    assert to_data(load(json.dumps(data, indent=indent), "f")) == data
    assert to_data(load(json.dumps(data, separators=(",", ":")), "f")) == data


# Characters that JSON and YAML 1.1 readers agree on; the rest has tests of its own below.
SHARED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x7f\ufffe\uffff"))
ASCII_SAFE = st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF, exclude_characters="\x7f"), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-(10**200), 10**200) | st.floats(allow_nan=False, allow_infinity=False)


def documents(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Anything that JSON can hold."""
    keys = texts.filter(lambda key: len(key) < 100)
    return st.recursive(
        LEAVES | texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
    )


@given(data=documents(ASCII_SAFE), indent=st.sampled_from([None, 1]))
def test_any_json_with_escapes_loads_to_the_same_data(data: Any, indent: int | None) -> None:
    """What a program dumps is what is read, value for value."""
    assert to_data(load(json.dumps(data, indent=indent), "f")) == data


@given(data=documents(SHARED.filter(lambda text: not set(text) & set("\x80\x85\u2028\u2029") and text.isprintable())))
def test_any_json_without_escapes_loads_to_the_same_data(data: Any) -> None:
    """The same with characters written as themselves."""
    assert to_data(load(json.dumps(data, ensure_ascii=False), "f")) == data


@pytest.mark.parametrize(
    "document",
    [
        pytest.param('"\\ud83d\\ude00"', id="surrogate pair of an emoji"),
        pytest.param('"\x7f"', id="delete character"),
        pytest.param('"\ufffe"', id="noncharacter"),
        pytest.param('{"' + "k" * 1100 + '": 1}', id="key of 1100 characters"),
    ],
)
def test_json_that_yaml_reads_otherwise_is_refused(document: str) -> None:
    """What the two formats read differently is never read as one of them: it is refused at its place."""
    assert json.loads(document)
    with pytest.raises(InputError) as caught:
        load(document, "f")
    assert caught.value.problems[0].place.line == 1


YAML_SIGNS = st.text(st.sampled_from("{}[]:,-?&*!|>'\"%@`#~<.\\\n\r\t a1\x00\x7f\x85\u2028\ufeff😀"), max_size=40)


@given(text=st.text() | YAML_SIGNS)
def test_no_text_raises_anything_but_an_input_error(text: str) -> None:
    """Whatever the text, the answer is a document or a mistake with its place."""
    try:
        root = load(text, "f")
    except InputError as error:
        lines = text.count("\n") + text.count("\r")
        assert all(1 <= one.place.line <= lines + 1 and one.place.column >= 1 for one in error.problems)
    else:
        to_data(root)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file, written anew for every example."""
    return tmp_path_factory.mktemp("bytes") / "robot.yaml"


@given(content=st.binary() | st.text().map(str.encode))
def test_no_bytes_raise_anything_but_an_input_error(content: bytes, file: Path) -> None:
    """Whatever is in the file, it is read as text or refused."""
    file.write_bytes(content)
    try:
        load(read_text(str(file)), "f")
    except InputError as error:
        assert error.problems
