"""Strict YAML with places: a builder of our own on the events of PyYAML's C parser.

Refused, each with its place: repeated keys, aliases and anchors, tags, a second document, too much
nesting, too many nodes. Deep nesting never recurses, so a hostile file cannot exhaust the stack.
"""

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from compliance.errors import InputError, Place
from compliance.source.nodes import Entry, Mapping, Node, Scalar, Sequence

MAX_DEPTH = 64
MAX_NODES = 200_000

_HIDDEN_BREAKS = ("\x85", "\u2028", "\u2029")
_CURES = {
    "found character": "Indent with spaces, not tabs; put text that starts with % @ or ` in quotes.",
    "mapping values are not allowed": "Put the text in quotes if it holds a colon, or mend the indentation.",
    "could not find expected ':'": "Write `key: value`, with a space after the colon.",
    "did not find expected key": "Check the indentation of this line and the quotes above it.",
    "did not find expected ',' or": "A bracket that opens here or above is not closed, or a comma is missing.",
    "found unexpected end of stream": "The quote or bracket that opens here is not closed.",
}


class _Open:
    """A container still being filled."""

    __slots__ = ("entries", "items", "key", "place")

    def __init__(self, place: Place, mapping: bool) -> None:
        self.place = place
        self.entries: dict[str, Entry] | None = {} if mapping else None
        self.items: list[Node] = []
        self.key: Scalar | None = None

    def close(self) -> Node:
        if self.entries is not None:
            return Mapping(self.entries, self.place)
        return Sequence(tuple(self.items), self.place)

    def add(self, node: Node) -> None:
        if self.entries is None:
            self.items.append(node)
        elif self.key is None:
            self.key = self._as_key(node)
        else:
            self.entries[self.key.text] = Entry(self.key, node)
            self.key = None

    def _as_key(self, node: Node) -> Scalar:
        assert self.entries is not None  # noqa: S101 - holds by construction
        if not isinstance(node, Scalar):
            raise InputError.at("yaml.key", node.place, "a key must be a word", "Write `name: value`.")
        first = self.entries.get(node.text)
        if first:
            raise InputError.at(
                "yaml.repeated_key",
                node.place,
                f"the key `{node.text}` stands here a second time; it is already at line {first.key.place.line}",
                "Keep one of the two. Several statements of one fact are a list of `value:` entries.",
            )
        return node


def load(text: str, file: str) -> Node:
    """Read one YAML (or JSON) document. Raises InputError with the place of the first fault."""
    _refuse_hidden_breaks(text, file)
    try:
        return _build(text, file)
    except yaml.reader.ReaderError:
        raise _unprintable(text, file) from None
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, file) from None


def _refuse_hidden_breaks(text: str, file: str) -> None:
    """Refuse separators that the parser takes for a new line and an editor shows as none."""
    for mark in _HIDDEN_BREAKS:
        start = text.find(mark)
        if start >= 0:
            place = Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
            what = f"there is a hidden line separator here, U+{ord(mark):04X}"
            raise InputError.at("yaml.separator", place, what, "Replace it with an ordinary line break or a space.")


def _unprintable(text: str, file: str) -> InputError:
    """Find the character that YAML refused (YAML 1.2, chapter 5.1)."""
    import re

    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    start = found.start() if found else 0
    place = Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    what = f"control character U+{ord(text[start]):04X}; this does not look like a text file"
    return InputError.at("file.binary", place, what)


def events(text: str) -> Iterator[Any]:
    """The events of a YAML text, each with its marks. Raises yaml.YAMLError where it cannot be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return iter(yaml.parse(text, Loader=loader))


def _build(text: str, file: str) -> Node:
    builder = _Builder(file)
    for event in events(text):
        take = _TAKERS.get(type(event))
        if take:
            take(builder, event)
    if builder.root is None:
        raise InputError.at("yaml.empty", Place(file), "the file is empty")
    return builder.root


class _Builder:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def scalar(self, event: Any) -> None:
        place = self.place(event)
        _refuse_extras(event, place)
        self.add(Scalar(event.value, not event.style, place))

    def start(self, event: Any) -> None:
        place = self.place(event)
        _refuse_extras(event, place)
        if len(self.stack) >= MAX_DEPTH:
            raise InputError.at("yaml.depth", place, f"nested more than {MAX_DEPTH} levels deep")
        self.stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))

    def end(self, event: Any) -> None:
        self.add(self.stack.pop().close())

    def add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise InputError.at("yaml.nodes", node.place, f"more than {MAX_NODES} values in one file")
        if self.stack:
            self.stack[-1].add(node)
        else:
            self.root = node

    def alias(self, event: Any) -> None:
        what = f"the alias `*{event.anchor}` is not read"
        cure = "Write the value out in full: aliases can blow a small file up without bound."
        raise InputError.at("yaml.alias", self.place(event), what, cure)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            what = "a second document starts here"
            raise InputError.at("yaml.documents", self.place(event), what, "Use one file each.")


_TAKERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.start,
    yaml.SequenceStartEvent: _Builder.start,
    yaml.MappingEndEvent: _Builder.end,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.AliasEvent: _Builder.alias,
    yaml.DocumentStartEvent: _Builder.document,
}


def _refuse_extras(event: Any, place: Place) -> None:
    if event.anchor is not None:
        raise InputError.at(
            "yaml.anchor", place, f"the anchor `&{event.anchor}` is not read", "Write the value out in full."
        )
    if event.tag is not None and event.tag != "!":
        raise InputError.at("yaml.tag", place, f"the tag `{event.tag}` is not read", "Leave the tag out.")


def _syntax_error(error: yaml.YAMLError, text: str, file: str) -> InputError:
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None or (opened is not None and mark.index >= len(text.rstrip())):
        mark = opened or mark  # what was never closed is found where it was opened, not at the end of the file
    place = _within(Place(file, mark.line + 1, mark.column + 1), text) if mark else Place(file)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    cure = next((cure for start, cure in _CURES.items() if what.startswith(start)), "")
    return InputError.at("yaml.syntax", place, f"this is not valid YAML: {what}", cure)


def _within(place: Place, text: str) -> Place:
    """The parser names the line after the last one at the end of a file; stay on the last."""
    lines = text.splitlines() or [""]
    return place if place.line <= len(lines) else Place(place.file, len(lines), len(lines[-1]) + 1)
