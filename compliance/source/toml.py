"""One table of a TOML file, with the places of its keys."""

import re
import tomllib
from typing import Any, NamedTuple

from compliance.errors import InputError, Place

WHERE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
MAX_LINES = 5000


class Table(NamedTuple):
    """A table as read, the file it stands in, and the path of names that leads to it."""

    values: dict[str, Any]
    file: str
    text: str
    path: tuple[str, ...]

    def place(self, key: str, *, of_value: bool = False) -> Place:
        """Where a key stands, or its value; the top of the file where that cannot be told.

        tomllib tells no places, so it is asked: the line sought is the first one that holds the key's name, before
        which the text is whole and the table has no such key, and after which it has.
        """
        lines = self.text.splitlines(keepends=True)
        for row, line in enumerate(lines[:MAX_LINES]):
            found = re.search(rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?\s*=\s*", line)
            if found and self._has("".join(lines[:row]), key) is False and self._comes_with(lines, row, key):
                return Place(self.file, row + 1, (found.end() if of_value else found.start()) + 1)
        return Place(self.file)

    def _comes_with(self, lines: list[str], row: int, key: str) -> bool:
        """Whether the statement that begins in a row brings the key; it may go on over several lines."""
        for end in range(row + 1, len(lines) + 1):
            there = self._has("".join(lines[:end]), key)
            if there is not None:
                return there
        return False

    def _has(self, text: str, key: str) -> bool | None:
        """Whether the table has a key; None where the text is not whole."""
        try:
            table: Any = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return None
        return key in (descend(table, self.path) or {})


def read_table(text: str, file: str, path: tuple[str, ...]) -> Table | None:
    """Read the table at a path; None where the file has none. Raises InputError for what is not TOML."""
    try:
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError.at("toml.syntax", _told(str(error), text, file), _what(str(error))) from None
    values = descend(document, path)
    return None if values is None else Table(values, file, text.replace("\r\n", "\n"), path)


def descend(document: Any, path: tuple[str, ...]) -> dict[str, Any] | None:
    """Follow a path of names through tables."""
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else None


def _what(said: str) -> str:
    return f"this is not TOML: {WHERE.sub('', said)}"


def _told(said: str, text: str, file: str) -> Place:
    """The place that the parser names in its message."""
    found = WHERE.search(said)
    if found and found[1]:
        return Place(file, int(found[1]), int(found[2]))
    lines = text.splitlines() or [""]
    return Place(file, len(lines), len(lines[-1]) + 1)
