"""The three node types of a document. Scalars stay text: the field decides what a text means."""

import re
from typing import NamedTuple

from compliance.errors import Place


class Scalar(NamedTuple):
    """A text with its place; `plain` says it stood without quotes."""

    text: str
    plain: bool
    place: Place


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Scalar
    value: "Node"


class Mapping(NamedTuple):
    """A mapping, in file order, without repeated keys."""

    entries: dict[str, Entry]
    place: Place

    def get(self, key: str) -> "Node | None":
        """Return the value under a key, or None where the key is absent."""
        entry = self.entries.get(key)
        return entry.value if entry else None


class Sequence(NamedTuple):
    """A sequence of nodes."""

    items: tuple["Node", ...]
    place: Place


Node = Scalar | Mapping | Sequence

_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_LONGEST_NUMBER = 300  # no field needs more digits, and int() refuses far more
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")


def plain_value(node: Scalar) -> str | bool | int | float | None:
    """Resolve a scalar by the YAML 1.2 core schema (chapter 10.3); quoted text stays text."""
    text = node.text
    if not node.plain or len(text) > _LONGEST_NUMBER:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _FLOAT.match(text):
        return float(text)
    if _INFINITE.match(text):
        return float(text.replace(".", "", 1).lower())
    return text


def to_data(node: Node) -> object:
    """Turn a node into plain Python data, places dropped."""
    if isinstance(node, Scalar):
        return plain_value(node)
    if isinstance(node, Mapping):
        return {key: to_data(entry.value) for key, entry in node.entries.items()}
    return [to_data(item) for item in node.items]
