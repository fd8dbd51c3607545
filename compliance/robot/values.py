"""Reading one bare value by its field's type. The field decides what a text means, never the text."""

import datetime
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from compliance.source.nodes import Node, Scalar, Sequence, plain_value
from compliance.units import Unit, UnitTable, Unreadable, read_ip_code, read_quantity, read_span

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
_PLACEHOLDERS = frozenset(
    ("tbd", "tba", "n/a", "n.a", "na", "none", "unknown", "not known", "not stated", "not available",
     "to be defined", "to be determined", "to do", "todo", "xxx")
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")  # week dates are ISO 8601 too, and read by no one


class Value(NamedTuple):
    """A typed value with the text it was read from."""

    value: Any
    form: str
    text: str
    unit: Unit | None = None


class Reader(NamedTuple):
    """Reads bare values of any leaf type, given the unit table and the width of `about`."""

    units: UnitTable
    approximate: float

    def read(self, spec: dict[str, Any], node: Node) -> Value:
        """Read a bare value. Raises Unreadable with what is wrong and how to write it."""
        if spec["type"] == "set":
            return _set(spec, node)
        if not isinstance(node, Scalar):
            raise Unreadable("shape", f"a {_SPOKEN[spec['type']]} is wanted here", _HOW[spec["type"]])
        if plain_value(node) is None:
            return Value(None, "unknown", node.text)
        return _READERS[spec["type"]](self, spec, node)


def _quantity(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    if isinstance(plain_value(node), bool):
        raise Unreadable("shape", f"`{node.text}` is not a number", _HOW["quantity"])
    reading = read_quantity(node.text, reader.units.kind(spec["kind"]), reader.units, reader.approximate)
    return Value(reading.interval, reading.form, node.text, reading.unit)


def _span(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    _written(spec, node)
    reading = read_span(node.text, reader.units.kind(spec["kind"]), reader.units)
    return Value((reading.low, reading.high), "span", node.text, reading.unit)


def _truth(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    value = plain_value(node)
    if not isinstance(value, bool):
        raise Unreadable("truth", f"`{node.text}` is neither true nor false", "Write `true` or `false`.")
    return Value(value, "exact", node.text)


def _choice(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    return Value(frozenset((_word(spec, node),)), "exact", node.text)


def _word(spec: dict[str, Any], node: Scalar) -> str:
    word = plain_value(node)
    if isinstance(word, str) and word in spec["choices"]:
        return word
    if node.text in spec["choices"]:
        raise Unreadable("choice", f"`{node.text}` is read as a number here", f'Write it in quotes: "{node.text}".')
    raise Unreadable("choice", f"`{node.text}` is not one of the words here", _choices(spec["choices"], node.text))


def _choices(choices: list[str], text: str) -> str:
    import difflib

    near = difflib.get_close_matches(text.lower().replace(" ", "_").replace("-", "_"), choices, 1, 0.6)
    listed = ", ".join(choices)
    return f"Did you mean `{near[0]}`? The words are: {listed}." if near else f"Write one of: {listed}."


def _set(spec: dict[str, Any], node: Node) -> Value:
    if isinstance(node, Scalar) and plain_value(node) is None:
        return Value(None, "unknown", node.text)
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
        raise Unreadable("shape", "a list of words is wanted here", "Write [first, second].")
    words = [_word(spec, item) for item in node.items if isinstance(item, Scalar)]
    # An empty list says "there are none"; any other is open until the profile calls it complete.
    possibly = None if words else frozenset[str]()
    return Value((frozenset(words), possibly), "exact", ", ".join(words) or "none")


def _text(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    if isinstance(plain_value(node), bool):
        raise Unreadable("text", f"`{node.text}` is read as a truth here", f'Write it in quotes: "{node.text}".')
    said = node.text.strip() if spec["plain"] else node.text.strip(" .!?-–_").lower()
    if not said or (said in _PLACEHOLDERS and not spec["plain"]):
        raise Unreadable("placeholder", f"`{node.text}` says nothing", "Leave the field out when nothing is known.")
    return Value(frozenset((node.text,)), "exact", node.text)


def _ip(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    _written(spec, node)
    return Value(read_ip_code(node.text), "exact", node.text)


def _written(spec: dict[str, Any], node: Scalar) -> None:
    """Refuse a number or a truth where only a text can stand."""
    if not isinstance(plain_value(node), str):
        raise Unreadable("shape", f"`{node.text}` is not a {_SPOKEN[spec['type']]}", _HOW[spec["type"]])


def _date(reader: Reader, spec: dict[str, Any], node: Scalar) -> Value:
    _written(spec, node)
    days = days_of(node.text)
    if days is None:
        raise Unreadable("date", f"`{node.text}` is not a date", "Write 2026-05-31, or 2026-05 for any day of it.")
    return Value(days, "exact" if days[0] == days[1] else "range", node.text)


def days_of(text: str) -> tuple[float, float] | None:
    """Read a date, or a month as the interval of its days; None for anything else."""
    month = _MONTH.match(text)
    try:
        if not month:
            day = float(datetime.date.fromisoformat(text).toordinal()) if _DAY.match(text) else None
            return (day, day) if day is not None else None
        first = datetime.date(int(month[1]), int(month[2]), 1)
        after = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return (float(first.toordinal()), float(after.toordinal() - 1))
    except (ValueError, OverflowError):
        return None


_READERS: dict[str, Callable[[Reader, dict[str, Any], Scalar], Value]] = {
    "quantity": _quantity, "span": _span, "truth": _truth, "choice": _choice, "text": _text, "date": _date,
    "ip": _ip,
}  # fmt: skip
_SPOKEN = {
    "quantity": "number with a unit", "span": "span", "truth": "true or false", "choice": "word",
    "text": "text", "date": "date", "ip": "IP code",
}  # fmt: skip
_HOW = {
    "quantity": "Write `47 kg`, or `{value: 47 kg, source: …}`, or a list of such entries.",
    "span": "Write `-20..60 °C`.",
    "truth": "Write `true` or `false`.",
    "choice": "Write one word.",
    "text": "Write one text.",
    "date": "Write 2026-05-31.",
    "ip": "Write IP54.",
}
