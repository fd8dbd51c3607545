"""The lines of a YAML document, and which of them its scalars take up."""

from typing import Any, NamedTuple

import yaml

from compliance.source.strict_yaml import events

BLANK = -1  # a blank line that is put in


class Page(NamedTuple):
    """The lines of a document, each with its line break.

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
        """Whether a line shows nothing, or is a blank line put in."""
        return row == BLANK or (row not in self.inside and not self.lines[row].strip())

    def indent(self, row: int) -> int:
        """How far a line is indented."""
        return len(self.lines[row]) - len(self.lines[row].lstrip(" \t"))


def read_page(text: str) -> Page:
    """Split a text that ends with a line break, and has been loaded, into lines."""
    lines = text.splitlines(keepends=True)
    inside: set[int] = set()
    kept: set[int] = set()
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent):
            rows = _taken(event, lines)
            inside.update(rows)
            kept.update({rows.stop - 1} if _keeps(event, lines) else ())
    return Page(lines, frozenset(inside), frozenset(kept))


def _taken(event: Any, lines: list[str]) -> range:
    """The lines after its first that a scalar takes up; empty lines below a block of text are not its own."""
    start, end = event.start_mark.line + 1, event.end_mark.line
    if event.style not in ("|", ">"):
        return range(start, end + 1)
    while not _keeps(event, lines) and end > start and not lines[end - 1].strip("\r\n"):
        end -= 1
    return range(start, end)


def _keeps(event: Any, lines: list[str]) -> bool:
    """Whether the blank lines below a block of text belong to it: `|+`."""
    header = lines[event.start_mark.line][event.start_mark.column :]
    return event.style in ("|", ">") and "+" in header.partition("#")[0]
