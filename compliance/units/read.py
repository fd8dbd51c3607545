"""The quantity grammar: NUMBER UNIT, ranges, bounds, tolerances, approximations. Nothing else.

The grammar never guesses: what it does not know is refused with the spelling it would take.
"""

import re
from math import inf
from typing import Any, Literal, NamedTuple

from compliance.units.kinds import LONGEST, Interval, Kind, Unit, UnitTable, Unreadable

Form = Literal["exact", "range", "bound", "tolerance", "approximate"]

NUMBER = r"[-+−]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
UNIT = r"(?:1/)?(?!to\b)[A-Za-zµμΩΩ°%℃℉/](?:[A-Za-z0-9µμΩΩ°%²³⁻¹·⋅*/().]|\^-?[0-9])*(?:[ ]m\b)?"
_QUANTITY = re.compile(
    rf"""(?P<prefix>≥|>=|>|≤|<=|<|~|≈|(?i:about|around|roughly|approximately|approx\.?)(?=\s))?\s*
    (?P<a>{NUMBER})\s*(?P<unit_a>{UNIT})?
    (?:\s*(?:\.\.|–|—|-|~|to\b)\s*(?P<b>{NUMBER})\s*(?P<unit_b>{UNIT})?)?
    (?:\s*(?:±|\+/-)\s*(?P<t>{NUMBER})\s*(?P<unit_t>{UNIT})?)?""",
    re.VERBOSE,
)
_SYMMETRIC = rf"(?:±|\+/-)\s*(?P<a>{NUMBER})\s*(?P<unit>{UNIT})?"
_LOWER = ("≥", ">=", ">")
_UPPER = ("≤", "<=", "<")


class Reading(NamedTuple):
    """What a text says: the interval in SI, how it was written, the unit it was written in."""

    interval: Interval
    form: Form
    unit: Unit | None
    text: str


class SpanReading(NamedTuple):
    """Both ends of a span, each an interval in SI."""

    low: Interval
    high: Interval
    unit: Unit | None
    text: str


NO_SHARE = ("temperature", "sound_level", "sound_level_c")  # kinds of which a percentage means nothing
SHARES = ("ratio", "success_rate", "mass_fraction")  # kinds that are percentages themselves


class NotRead(Exception):
    """A text outside the grammar, or a unit spelling outside the kind; why, refuse.py finds out."""

    def __init__(self, spelling: str | None = None) -> None:
        self.spelling = spelling


def read_quantity(text: str, kind: Kind, table: UnitTable, approximate: float) -> Reading:
    """Read one quantity of a kind.

    `approximate` is the relative half-width that `~` and `about` stand for.
    Raises Unreadable with what is wrong and how to write it.
    """
    text = text.strip()
    try:
        return parse_quantity(text, kind, approximate)
    except NotRead as error:
        from compliance.units.refuse import explain  # a dozen patterns that a clean profile never needs

        raise explain(text, kind, table, error.spelling) from None


def parse_quantity(text: str, kind: Kind, approximate: float) -> Reading:
    """Read a stripped text, or raise NotRead without looking for the reason; Unreadable where it is plain."""
    if kind.order:
        return _read_word(text, kind)
    match = _QUANTITY.fullmatch(text) if len(text) <= LONGEST else None
    if not match:
        raise NotRead
    part = match.groupdict()
    tolerance_unit = part["unit_t"] if part["unit_t"] != "%" else None
    unit_a = _unit(part["unit_a"] or part["unit_b"] or tolerance_unit, kind)
    first = unit_a.to_si(_number(part["a"]))
    if part["t"]:
        interval, form = _tolerance(part, first, kind, text)
    elif part["b"]:
        interval, form = _range(part, first, kind, text)
    else:
        interval, form = (first, first), "exact"
    reading = Reading(interval, form, unit_a, text)
    _check_sense(reading, kind)
    return _prefixed(reading, part["prefix"], kind, approximate) if part["prefix"] else reading


def read_span(text: str, kind: Kind, table: UnitTable) -> SpanReading:
    """Read a span, the range over all of which something works. Raises Unreadable."""
    text = text.strip()
    match = re.fullmatch(_SYMMETRIC, text) if text.startswith(("±", "+/-")) else None
    if match:
        end = match["a"].lstrip("-−+")
        return read_span(f"-{end}..{end} {match['unit'] or ''}", kind, table)._replace(text=text)
    reading = read_quantity(text, kind, table, 0.0)
    if reading.form != "range":
        raise Unreadable("span", f"`{text}` is not a span", "Write both ends, such as `-20..60 °C`.")
    low, high = reading.interval
    return SpanReading((low, low), (high, high), reading.unit, text)


def _read_word(text: str, kind: Kind) -> Reading:
    if text not in kind.order:
        meant = [word for word in text.split() if word in kind.order] or list(kind.order)
        cure = f"Write {'' if len(meant) == 1 else 'one of '}{', '.join(meant)}."
        raise Unreadable("word", f"`{text}` is no {kind.words}", cure)
    rank = float(kind.order.index(text))
    return Reading((rank, rank), "exact", None, text)


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def _unit(spelling: str | None, kind: Kind) -> Unit:
    unit = kind.spellings.get(spelling or "")
    if unit is None:
        raise NotRead(spelling or "")
    return unit


def _tolerance(part: dict[str, Any], first: float, kind: Kind, text: str) -> tuple[Interval, Form]:
    if part["b"] or part["prefix"]:
        raise Unreadable("tolerance", f"`{text}` has a tolerance and more", "Write either `a ± t` or a range.")
    amount = _number(part["t"])
    if amount < 0:
        raise Unreadable("tolerance", f"`{text}` has a negative tolerance", "Write `47 kg ± 0.5 kg`.")
    if part["unit_t"] == "%":
        if kind.name in NO_SHARE or kind.name in SHARES:
            what = f"a tolerance in % is ambiguous for a {kind.words}"
            raise Unreadable("tolerance", what, "Write the tolerance in the value's own unit, or a range.")
        half = abs(first) * amount / 100
    else:
        half = amount * _unit(part["unit_t"], kind).factor
    return (first - half, first + half), "tolerance"


def _range(part: dict[str, Any], first: float, kind: Kind, text: str) -> tuple[Interval, Form]:
    if part["prefix"] in (*_LOWER, *_UPPER):
        raise Unreadable("range", f"`{text}` is a bound and a range at once", "Write one of the two.")
    second = _unit(part["unit_b"], kind).to_si(_number(part["b"]))
    if second < first:
        raise Unreadable("range", f"`{text}` ends below its start", "Write the smaller end first.")
    return (first, second), "range"


def _check_sense(reading: Reading, kind: Kind) -> None:
    low, high = reading.interval
    if kind.low <= low and high <= kind.high and high != inf:
        return
    what = f"`{reading.text}` makes no sense for {kind.words}"
    raise Unreadable("bounds", what, f"Values between {_bound(kind, kind.low)} and {_bound(kind, kind.high)} do.")


def _bound(kind: Kind, value: float) -> str:
    return f"{value:g} {kind.si.display if kind.si else ''}".strip()


def _prefixed(reading: Reading, prefix: str, kind: Kind, approximate: float) -> Reading:
    low, high = reading.interval
    if prefix in _LOWER:
        return reading._replace(interval=(low, inf), form="bound")
    if prefix in _UPPER:
        return reading._replace(interval=(-inf, high), form="bound")
    if kind.name in NO_SHARE:
        what = f"`{reading.text}`: a share of a {kind.words} means nothing"
        sample = f"20-30 {'°C' if kind.name == 'temperature' else kind.usual}"
        raise Unreadable("approximate", what, f"Write a range, such as `{sample}`.")
    interval = (low - approximate * abs(low), high + approximate * abs(high))
    return reading._replace(interval=interval, form="approximate")
