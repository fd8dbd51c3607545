"""A compiled standard as a file: two lines of JSON, of which a check reads the first alone.

The first line is what decides, and what every report shows; the second is what only some reports show: the texts.
Requirements stand in columns, each different value once. So what many requirements have in common (a condition, a
proof, advice) is read once and is the same object for all of them.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

TEXTS = ("advice", "place", "rationale", "source", "statement", "text")
CITED = ("instrument", "clause", "basis", "confidence")  # of the source, what decides
Columns = Mapping[str, Any]


class Row(Mapping[str, Any]):
    """A compiled requirement. What is a text comes from the second line when it is asked for.

    `cited` is what decides of its source, and known without the texts.
    """

    __slots__ = ("_number", "_own", "_texts", "cited")

    def __init__(self, own: Mapping[str, Any], cited: Mapping[str, Any], number: int, texts: "Texts") -> None:
        self._own = own
        self.cited = cited
        self._number = number
        self._texts = texts

    def __getitem__(self, key: str) -> Any:
        try:
            return self._own[key]
        except KeyError:
            return self._texts.of(self._number)[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._own, **self._texts.of(self._number)})

    def __len__(self) -> int:
        return len(self._own) + len(TEXTS)


class Texts:
    """The second line, parsed when the first text is asked for."""

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._rows: list[dict[str, Any]] | None = None

    def of(self, number: int) -> Mapping[str, Any]:
        """The texts of the requirement with a number."""
        if self._rows is None:
            self._rows = _rows(json.loads(self._line))
        return self._rows[number]


def packed(compiled: Mapping[str, Any]) -> str:
    """Write a compiled standard as the text of a file."""
    rows = compiled["requirements"]
    texts = _line(_columns([{key: row[key] for key in TEXTS} for row in rows]))
    decides = _columns([{key: value for key, value in row.items() if key not in TEXTS} for row in rows])
    cited = _columns([{key: row["source"][key] for key in CITED} for row in rows])
    head = {**compiled, "requirements": decides, "cited": cited, "length": len(texts.encode())}
    return f"{_line(head)}\n{texts}"


def unpacked(content: bytes) -> dict[str, Any]:
    """Open a compiled standard. Raises ValueError, LookupError or TypeError for content that is not whole."""
    first, _, second = content.partition(b"\n")
    head = json.loads(first)
    if len(second) != head["length"]:
        raise ValueError("cut short")
    texts = Texts(second)
    rows = zip(_rows(head["requirements"]), _rows(head["cited"]), strict=True)
    return {**head, "requirements": [Row(own, cited, number, texts) for number, (own, cited) in enumerate(rows)]}


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as columns: the different values of each, and which of them every row has."""
    names = rows[0] if rows else ()
    return {name: _column([row[name] for row in rows]) for name in names}


def _column(values: list[Any]) -> list[Any]:
    written = [_line(value) for value in values]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(written))}
    different = dict(zip(written, values, strict=True))
    return [[different[text] for text in numbers], [numbers[text] for text in written]]


def _rows(columns: Columns) -> list[dict[str, Any]]:
    filled = [[values[number] for number in order] for values, order in columns.values()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*filled, strict=True)]
