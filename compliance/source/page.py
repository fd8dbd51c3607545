"""The lines of a YAML document, and which of them its scalars take up."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from compliance.source.strict_yaml import events

BLANK = -1  # a blank line that is put in


class Page(NamedTuple):
    """The lines of a document.

    `inside` are lines inside a scalar: neither blank nor a comment, whatever they look like. After those in `kept`
    every blank line would belong to the scalar above.
    """

    lines: list[str]
    inside: frozenset[int]
    kept: frozenset[int]

    def comment(self, row: int) -> bool:
        """Whether a line holds a comment and nothing else."""
        return row not in self.inside and self.lines[row].lstrip(" \t").startswith("#")

    def blank(self, row: int) -> bool:
        """Whether a line is empty, or is a blank line put in."""
        return row == BLANK or (row not in self.inside and not self.lines[row])

    def indent(self, row: int) -> int:
        """How far a line is indented."""
        return len(self.lines[row]) - len(self.lines[row].lstrip(" \t"))


def read_page(text: str) -> Page:
    """Split a text that ends with a line break into lines, and take trailing spaces off outside of scalars."""
    lines = text.split("\n")[:-1]
    inside: set[int] = set()
    kept: set[int] = set()
    held: set[int] = set()
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent):
            rows = _taken(event, lines)
            inside.update(rows)
            held.update(rows if event.style in ("|", ">") else _open_ended(event))
            kept.update({rows.stop - 1} if _keeps(event, lines) else ())
    stripped = [line if row in held else line.rstrip(" \t") for row, line in enumerate(lines)]
    return Page(stripped, frozenset(inside), frozenset(kept))


def _taken(event: Any, lines: Sequence[str]) -> range:
    """The lines after its first that a scalar takes up."""
    start, end = event.start_mark.line, event.end_mark.line
    if event.style not in ("|", ">"):
        return range(start + 1, end + 1)
    last = end - 1 if event.end_mark.column == 0 else end
    indent = _text_indent(event, lines)
    while not _keeps(event, lines) and last > start and not lines[last].strip(" ") and len(lines[last]) <= indent:
        last -= 1
    return range(start + 1, last + 1)


def _open_ended(event: Any) -> range:
    """The lines of a quoted text that do not end it: spaces at their ends may be escaped."""
    return range(event.start_mark.line, event.end_mark.line) if event.style else range(0)


def _header(event: Any, lines: Sequence[str]) -> str:
    """What stands after `|` or `>`: an indentation, `-` or `+`."""
    line: str = lines[event.start_mark.line]
    return line[event.start_mark.column + 1 :].partition("#")[0]


def _keeps(event: Any, lines: Sequence[str]) -> bool:
    return event.style in ("|", ">") and "+" in _header(event, lines)


def _text_indent(event: Any, lines: Sequence[str]) -> int:
    """The indentation of a block of text, as far as its lines show it; blank lines up to it are no text."""
    if any(sign.isdigit() for sign in _header(event, lines)):
        return 0
    end = event.end_mark.line + (event.end_mark.column > 0)
    texts = [line for line in lines[event.start_mark.line + 1 : end] if line.strip(" ")]
    return len(texts[0]) - len(texts[0].lstrip(" ")) if texts else max(map(len, lines))
