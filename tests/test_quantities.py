"""The quantity grammar: what datasheets print, what of it is read, and how the rest should be written."""

import re
from collections.abc import Callable
from functools import cache
from math import inf, isclose, radians
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import api
from compliance.source import load, read_text
from compliance.source.nodes import to_data
from compliance.units import Reading, UnitTable, Unreadable, read_ip_code, read_quantity, read_span
from compliance.units.read import SpanReading

FILE = str(Path(__file__).parent / "fixtures" / "unit_vectors.yaml")
VECTORS: Any = to_data(load(read_text(FILE), FILE))
REFUSALS = str(Path(__file__).parent / "vectors" / "refusals.yaml")
H = 3600.0
C = 273.15


@cache
def table() -> UnitTable:
    """The unit table of the built-in standard."""
    return api.load_standard().units


def read(kind: str, text: str) -> Reading:
    """Read a quantity, with `about` meaning 10 %."""
    return read_quantity(text, table().kind(kind), table(), 0.10)


def span(kind: str, text: str) -> SpanReading:
    """Read a span."""
    return read_span(text, table().kind(kind), table())


def refused(reader: Callable[[str, str], object], kind: str, text: str) -> Unreadable:
    """The refusal of a text that has to be refused."""
    with pytest.raises(Unreadable) as caught:
        reader(kind, text)
    return caught.value


def close(found: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Whether two intervals agree but for rounding."""
    return all(a == b or isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) for a, b in zip(found, wanted, strict=True))


ACCEPTED = [
    # a number and a unit, with or without a space
    ("mass", "47 kg", (47, 47), "exact"),
    ("mass", "47kg", (47, 47), "exact"),
    ("mass", "35 kilograms", (35, 35), "exact"),
    ("mass", "10 lbs", (4.5359237, 4.5359237), "exact"),
    ("mass", "2e3 g", (2, 2), "exact"),
    ("mass", "+5 kg", (5, 5), "exact"),
    ("length", "1540 mm", (1.54, 1.54), "exact"),
    ("length", "191 centimeters", (1.91, 1.91), "exact"),
    ("length", "3 μm", (3e-6, 3e-6), "exact"),
    ("torque", "360N.m", (360, 360), "exact"),
    ("torque", "139 N·m", (139, 139), "exact"),
    ("torque", "139 Nm", (139, 139), "exact"),
    ("torque", "139 N m", (139, 139), "exact"),
    ("torque", "10 kgf.cm", (0.980665, 0.980665), "exact"),
    ("angle", "320 degrees", (radians(320), radians(320)), "exact"),
    ("angular_speed", "30 rev/min", (3.141592653589793, 3.141592653589793), "exact"),
    ("speed", "5km/hr", (5 / 3.6, 5 / 3.6), "exact"),
    ("speed", "9kph", (2.5, 2.5), "exact"),
    ("charge", "9000 mAh", (32400, 32400), "exact"),
    ("duration", "0.08secs", (0.08, 0.08), "exact"),
    ("temperature", "40 ℃", (C + 40, C + 40), "exact"),
    ("temperature", "-20 °C", (C - 20, C - 20), "exact"),
    ("temperature", "−20 °C", (C - 20, C - 20), "exact"),
    ("sound_level", "62 dBA", (62, 62), "exact"),
    ("failure_rate", "3.6e-7/h", (1e-10, 1e-10), "exact"),
    ("failure_rate", "100 FIT", (1e-7 / H, 1e-7 / H), "exact"),
    ("ratio", "40 %", (0.4, 0.4), "exact"),
    ("ratio", "0.4", (0.4, 0.4), "exact"),
    ("count", "23", (23, 23), "exact"),
    ("performance_level", "d", (3, 3), "exact"),
    # somewhere in a range
    ("duration", "2-4 h", (2 * H, 4 * H), "range"),
    ("duration", "40 mins to 1 hour", (2400, 3600), "range"),
    ("mass", "52–55 kg", (52, 55), "range"),
    ("count", "23~43", (23, 43), "range"),
    ("count", "24 to 26", (24, 26), "range"),
    ("voltage", "12-58V", (12, 58), "range"),
    ("angle", "-30° to +170°", (radians(-30), radians(170)), "range"),
    ("temperature", "-40--20 °C", (C - 40, C - 20), "range"),
    # bounds, with closed ends
    ("duration", "≥ 3 h", (3 * H, inf), "bound"),
    ("duration", "> 3 h", (3 * H, inf), "bound"),
    ("duration", ">= 3 h", (3 * H, inf), "bound"),
    ("duration", "≤ 4 h", (-inf, 4 * H), "bound"),
    ("mass", "<23kg", (-inf, 23), "bound"),
    # tolerances
    ("mass", "47 kg ± 0.5 kg", (46.5, 47.5), "tolerance"),
    ("mass", "47 ± 0.5 kg", (46.5, 47.5), "tolerance"),
    ("mass", "47 kg +/- 500 g", (46.5, 47.5), "tolerance"),
    ("mass", "40 kg ± 5 %", (38, 42), "tolerance"),
    ("force", "-40 N ± 5 %", (-42, -38), "tolerance"),
    ("temperature", "20 °C ± 2 °C", (C + 18, C + 22), "tolerance"),
    ("temperature", "20 °C ± 2 K", (C + 18, C + 22), "tolerance"),
    # approximations widen by the standard's own share
    ("mass", "~ 47kg", (42.3, 51.7), "approximate"),
    ("mass", "about 47 kg", (42.3, 51.7), "approximate"),
    ("mass", "Approx. 47 kg", (42.3, 51.7), "approximate"),
    ("force", "~-10 N", (-11, -9), "approximate"),
    ("duration", "about 2-4 h", (1.8 * H, 4.4 * H), "approximate"),
]

REFUSED = [
    # marks in the number
    ("mass", "33,8 kg", "comma", "`33.8 kg`"),
    ("length", "1,540 mm", "comma", "`1540 mm` or `1.540 mm`"),
    ("charge", "15 000 mAh", "thousands", "`15000 mAh`"),
    ("mass", "1'000 kg", "thousands", "`1000 kg`"),
    ("mass", "1_000 kg", "thousands", "`1000 kg`"),
    ("length", "5'8\"", "feet", "`68 inch`"),
    ("length", "5’ 7”", "feet", "`67 inch`"),
    ("length", "5’3″", "feet", "`63 inch`"),
    # bounds and amounts in words
    ("mass", "up to 20 kg", "words", "`≤ 20 kg`"),
    ("current", "Max. 8A", "words", "`≤ 8A`"),
    ("mass", "at least 3 kg", "words", "`≥ 3 kg`"),
    ("force", "Min. 300 N", "words", "`≥ 300 N`"),
    ("duration", "4+ hours", "plus", "`≥ 4 hours`"),
    ("count", "28+", "plus", "`≥ 28`"),
    ("length", "(1520+285)mm", "sum", "Write the total"),
    ("torque", "About 75x2N.m", "product", "the value of one, or the total"),
    ("length", "eight meters", "form", "`1 m`"),
    # nothing said
    *(("mass", text, "placeholder", "Leave the field out") for text in ("TBD", "n/a", "-", "?", "unknown", "NaN", "")),
    # units
    ("mass", "4.3", "no_unit", "its unit: kg, g, mg"),
    ("angle", "45", "no_unit", "its unit: rad, mrad, °"),
    ("mass", "47 kg ± 0.5", "no_unit", "`47 kg ± 0.5 kg`"),
    ("mass", "54Kg.", "unit", "Write `54kg`."),
    ("energy", "0.8 KWh", "unit", "Write `0.8 kWh`."),
    ("torque", "139 nM", "unit", "Write `139 N·m`."),
    ("mass", "5 stone", "unit", "Units of mass: kg, g"),
    ("temperature", "40 C", "degrees", "`40 °C`"),
    ("temperature", "25°", "degrees", "`25 °C`"),
    ("temperature", "104 F", "degrees", "`104 °F`"),
    ("length", "35 kg", "kind", "Units of length: m, cm"),
    ("torque", "5 J", "kind", "Units of torque: N·m"),
    ("energy", "9000 mAh", "kind", "Units of energy: J"),
    ("sound_level", "62 dB", "kind", "Units of sound level: dB(A)"),
    ("performance_level", "PL d", "word", "Write d."),
    # sense
    ("mass", "-35 kg", "bounds", "between 0 kg and 10000 kg"),
    ("mass", "1 kg ± 2 kg", "bounds", "between 0 kg"),
    ("mass", "1e400 kg", "bounds", "between 0 kg"),
    ("ratio", "150 %", "bounds", "between 0 and 1"),
    ("duration", "4-2 h", "range", "smaller end first"),
    ("duration", "≥ 3-5 h", "range", "one of the two"),
    # a share of what has no true zero
    ("ratio", "40 % ± 5 %", "tolerance", "own unit"),
    ("temperature", "20 °C ± 5 %", "tolerance", "own unit"),
    ("temperature", "~20 °C", "approximate", "a range"),
    ("mass", "~47 kg ± 1 kg", "tolerance", "either"),
    ("mass", "47 kg ± -1 kg", "tolerance", "`47 kg ± 0.5 kg`"),
]


@pytest.mark.parametrize(("kind", "text", "interval", "form"), ACCEPTED)
def test_a_text_is_read(kind: str, text: str, interval: tuple[float, float], form: str) -> None:
    """What a datasheet prints becomes the interval of values it may stand for, in SI."""
    reading = read(kind, text)
    assert close(reading.interval, interval)
    assert reading.form == form


@pytest.mark.parametrize(("kind", "text", "id_", "cure"), REFUSED)
def test_a_text_is_refused_with_the_right_spelling(kind: str, text: str, id_: str, cure: str) -> None:
    """The grammar never guesses: it says how to write what is meant."""
    error = refused(read, kind, text)
    assert error.id == f"quantity.{id_}"
    assert cure in error.cure


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, text, id_, _ in REFUSED if id_ != "unit"])
def test_a_proposed_spelling_is_itself_read(kind: str, text: str) -> None:
    """Who follows the advice is not sent back again."""
    cure = refused(read, kind, text).cure
    for proposed in re.findall(r"`([^`]*\d[^`]*)`", cure):
        assert read(kind, proposed).form


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("mass", "47 ± 5%", id="a tolerance in % before the unit"),
        pytest.param("mass", "1,234,567 g", id="two thousands marks"),
        pytest.param("mass", "28+", id="a plus without a unit"),
        pytest.param("sound_level", "~62 dB(A)", id="a range in another kind's unit"),
    ],
)
def test_an_odd_proposed_spelling_is_itself_read(kind: str, text: str) -> None:
    """The same for mistakes that come in pairs."""
    for proposed in re.findall(r"`([^`]*\d[^`]*)`", refused(read, kind, text).cure):
        assert read(kind, proposed).form


def test_a_proposed_spelling_keeps_the_whole_range() -> None:
    """Advice does not change what was said."""
    assert "5 to 40 °C" in refused(read, "temperature", "5 to 40 C").cure


@pytest.mark.parametrize(
    ("kind", "text", "low", "high"),
    [
        ("temperature", "-20..60 °C", C - 20, C + 60),
        ("temperature", "-5 ~ +80 °C", C - 5, C + 80),
        ("angle", "±158°", radians(-158), radians(158)),
        ("angle", "0°~+100°", 0, radians(100)),
        ("angle", "-154..154 °", radians(-154), radians(154)),
        ("voltage", "12-58V", 12, 58),
        ("temperature", "±20 °C", C - 20, C + 20),
    ],
)  # fmt: skip
def test_a_span_has_two_ends(kind: str, text: str, low: float, high: float) -> None:
    """A span holds over all of it: both ends are known."""
    found = span(kind, text)
    assert close(found.low, (low, low))
    assert close(found.high, (high, high))


@pytest.mark.parametrize("text", ["48 V", "≥ 48 V", "48 V ± 4 V", "~12-58 V", "58..12 V", "TBD", "12..58", ""])
def test_what_has_not_two_ends_is_no_span(text: str) -> None:
    """One number, a bound or a tolerance does not say over what something works."""
    assert refused(span, "voltage", text).cure


@pytest.mark.parametrize("text", ["±1e9 °", "±1e400 °"])
def test_a_symmetric_span_has_to_make_sense(text: str) -> None:
    """What is refused as -1e9..1e9 is refused as ±1e9 too."""
    assert refused(span, "angle", text).cure


def refusals() -> list[Any]:
    """Every refusal of vectors/refusals.yaml, with its id."""
    listed: Any = to_data(load(read_text(REFUSALS), REFUSALS))
    return [pytest.param(id_, case, id=f"{id_}-{case['text'][:40]}") for id_ in listed for case in listed[id_]]


@pytest.mark.parametrize(("id_", "case"), refusals())
def test_a_refusal_says_what_is_wrong_and_how_to_write_it(id_: str, case: Any) -> None:
    """The id, the words and the cure, to the letter."""
    with pytest.raises(Unreadable) as caught:
        if case["kind"] == "ip_code":
            read_ip_code(case["text"])
        else:
            (span if case.get("span") else read)(case["kind"], case["text"])
    error = caught.value
    assert (error.id, error.what, error.cure, str(error)) == (id_, case["says"], case["cure"], case["says"])


def spellings() -> list[tuple[str, str]]:
    """Every unit spelling of every kind."""
    kinds = api.load_standard().units
    return [(name, spelling) for name in kinds._kinds for spelling in kinds.kind(name).spellings]


@pytest.mark.parametrize(("kind", "spelling"), spellings())
@given(share=st.floats(0, 1))
def test_every_unit_is_read_as_it_converts(kind: str, spelling: str, share: float) -> None:
    """Each accepted spelling gives the value its factor and offset give."""
    owner = table().kind(kind)
    unit = owner.spellings[spelling]
    number = float(f"{unit.from_si(owner.low + share * (owner.high - owner.low)):.6g}")
    if not owner.low <= unit.to_si(number) <= owner.high:
        return  # rounded out of the bounds
    expected = unit.to_si(number)
    assert read(kind, f"{number!r} {spelling}").interval == (expected, expected)


@given(text=st.text() | st.from_regex(r"[-~≥<±]? ?[0-9.,e+' ]{1,6} ?[a-zA-Z°%·/^-]{0,4}", fullmatch=True))
@pytest.mark.parametrize("kind", ["mass", "length", "temperature", "count", "ratio", "torque", "performance_level"])
def test_no_text_raises_anything_but_unreadable(kind: str, text: str) -> None:
    """Whatever is written, it is an interval in order or a refusal with a cure."""
    for reader in (read, span):
        try:
            found = reader(kind, text)
        except Unreadable as error:
            assert error.what
            assert error.cure
        else:
            low, high = found.interval if isinstance(found, Reading) else (found.low[0], found.high[1])
            assert low <= high


def cases(name: str) -> list[Any]:
    """The published cases of one sort, under their ids."""
    return [pytest.param(case, id=case["id"]) for case in VECTORS[name]]


@pytest.mark.parametrize("case", cases("convert"))
def test_published_conversions(case: Any) -> None:
    """Reading in one unit and writing in another gives the published number."""
    reading = read(case["kind"], f"{case['value']} {case['from']}")
    back = table().kind(case["kind"]).spellings["" if case["to"] == "1" else case["to"]]
    assert isclose(back.from_si(reading.interval[0]), case["gives"], rel_tol=case["rel"])


@pytest.mark.parametrize("case", cases("unit_multiplier"))
def test_published_factors(case: Any) -> None:
    """Factors and offsets to SI are those of the public vocabulary."""
    unit = table().kind(case["kind"]).spellings[case["unit"]]
    assert isclose(unit.factor, float(case["multiplier"]), rel_tol=case["rel"])
    assert unit.offset == float(case.get("offset", 0))


@pytest.mark.parametrize("case", cases("parse_quantity"))
def test_published_spellings_are_read(case: Any) -> None:
    """Number and unit are told apart as published."""
    unit = table().kind(case["kind"]).spellings[case["unit"]]
    expected = unit.to_si(float(case["magnitude"]))
    assert read(case["kind"], case["text"]).interval == (expected, expected)


@pytest.mark.parametrize("case", cases("reject_quantity"))
def test_published_nonsense_is_refused(case: Any) -> None:
    """What others refuse is refused here, with a cure."""
    assert refused(read, case["kind"], case["text"]).cure
