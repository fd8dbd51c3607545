"""Exact readings: what is kept of a text, both ends of a span, IP codes, and the table behind them."""

from math import inf, pi
from typing import Any

import pytest

from compliance.units import UnitTable, Unreadable, read_ip_code, read_quantity, read_span, spoken, with_article

METRE = {"display": "m", "ucum": "m", "factor": 1.0, "offset": 0.0, "aliases": ["metre"]}
SMALL = UnitTable(
    {
        "length": {"si": "m", "units": ["m"], "low": 0.0, "high": 10.0, "order": []},
        "angular_count": {"si": "1", "units": ["1", "pc"], "low": 0.0, "high": 5.0, "order": []},
        "ratio": {"si": "1", "units": ["1"], "low": 0.0, "high": 1.0, "order": []},
        "performance_level": {"si": None, "units": [], "low": 0.0, "high": 4.0, "order": ["a", "b"]},
    },
    {
        "m": METRE,
        "1": {"display": "", "ucum": "1", "factor": 1.0, "offset": 0.0, "aliases": []},
        "pc": {"display": "pc", "ucum": "{pc}", "factor": 2.0, "offset": 1.0, "aliases": []},
    },
)


def test_a_table_gives_kinds_and_units_as_they_were_compiled() -> None:
    """Every column of a unit, every spelling of a kind, built once."""
    unit = SMALL.unit("m")
    assert unit == ("m", "m", "m", 1.0, 0.0)
    assert SMALL.unit("pc") == ("pc", "pc", "{pc}", 2.0, 1.0)
    length = SMALL.kind("length")
    assert length == ("length", unit, {"m": unit, "metre": unit}, 0.0, 10.0, ())
    assert SMALL.kind("length") is length
    assert SMALL.kind("performance_level") == ("performance_level", None, {}, 0.0, 4.0, ("a", "b"))
    assert list(SMALL.kind("angular_count").spellings) == ["", "pc"]
    assert SMALL.names == ["length", "angular_count", "ratio", "performance_level"]
    assert "length" in SMALL and "mass" not in SMALL
    assert (SMALL.owners("metre"), SMALL.owners("pc"), SMALL.owners("")) == (["length"], ["angular_count"], [])


def test_units_convert_there_and_back() -> None:
    """SI = (number + offset) * factor; a difference knows no offset."""
    unit = SMALL.unit("pc")
    assert (unit.to_si(3.0), unit.from_si(8.0), unit.difference(8.0)) == (8.0, 3.0, 4.0)


def test_kinds_are_spoken_of_as_words() -> None:
    """Names for readers."""
    count, length = SMALL.kind("angular_count"), SMALL.kind("length")
    assert (count.words, count.usual, count.bare) == ("angular count", "", True)
    assert (length.usual, length.bare) == ("m", False)
    assert SMALL.kind("performance_level").usual == ""
    assert [with_article(name) for name in ("angular_count", "length", "sil")] == [
        "an angular count",
        "a length",
        "a SIL",
    ]
    assert spoken("sound_level_c") == "C-weighted sound level"


@pytest.mark.parametrize(
    ("kind", "text", "interval", "form", "unit", "kept"),
    [
        ("length", " 2 m ", (2.0, 2.0), "exact", "m", "2 m"),
        ("length", "1-2 metre", (1.0, 2.0), "range", "m", "1-2 metre"),
        ("length", "2..2 m", (2.0, 2.0), "range", "m", "2..2 m"),
        ("length", "2 m ± 0.5 m", (1.5, 2.5), "tolerance", "m", "2 m ± 0.5 m"),
        ("length", "2 m ± 0 m", (2.0, 2.0), "tolerance", "m", "2 m ± 0 m"),
        ("length", "2 ± 0.5 m", (1.5, 2.5), "tolerance", "m", "2 ± 0.5 m"),
        ("length", "2 m ± 10 %", (1.8, 2.2), "tolerance", "m", "2 m ± 10 %"),
        ("length", "≥ 2 m", (2.0, inf), "bound", "m", "≥ 2 m"),
        ("length", "> 2 m", (2.0, inf), "bound", "m", "> 2 m"),
        ("length", "≤ 2 m", (-inf, 2.0), "bound", "m", "≤ 2 m"),
        ("length", "<2 m", (-inf, 2.0), "bound", "m", "<2 m"),
        ("length", "~2 m", (1.5, 2.5), "approximate", "m", "~2 m"),
        ("length", "about 1-2 m", (0.75, 2.5), "approximate", "m", "about 1-2 m"),
        ("length", "0 m", (0.0, 0.0), "exact", "m", "0 m"),
        ("length", "10 m", (10.0, 10.0), "exact", "m", "10 m"),
        ("angular_count", "3", (3.0, 3.0), "exact", "1", "3"),
        ("performance_level", "b", (1.0, 1.0), "exact", None, "b"),
    ],
)  # fmt: skip
def test_a_reading_keeps_what_was_written(
    kind: str, text: str, interval: Any, form: str, unit: str | None, kept: str
) -> None:
    """Interval in SI, form, unit and the text itself; `about` stands for a quarter here."""
    reading = read_quantity(text, SMALL.kind(kind), SMALL, 0.25)
    assert reading == (interval, form, SMALL.unit(unit) if unit else None, kept)


@pytest.mark.parametrize(
    ("text", "low", "high", "kept"),
    [
        (" 1..2 m ", 1.0, 2.0, "1..2 m"),
        ("1 m to 2 m", 1.0, 2.0, "1 m to 2 m"),
        ("±0 m", -0.0, 0.0, "±0 m"),
        ("+/- 0 m", -0.0, 0.0, "+/- 0 m"),
    ],
)
def test_a_span_keeps_its_ends_its_unit_and_its_text(text: str, low: float, high: float, kept: str) -> None:
    """Both ends are exact."""
    assert read_span(text, SMALL.kind("length"), SMALL) == ((low, low), (high, high), SMALL.unit("m"), kept)


@pytest.mark.parametrize("text", ["±+2", "± -2", "±−2", "±2"])
def test_the_sign_behind_plus_minus_says_nothing(text: str) -> None:
    """±2 is -2..2 whatever sign stands before the number, with a unit or without."""
    wide = UnitTable(
        {"x": {"si": "1", "units": ["1"], "low": -9.0, "high": 9.0, "order": []}}, {"1": METRE | {"display": ""}}
    )
    assert read_span(text, wide.kind("x"), wide)[:2] == ((-2.0, -2.0), (2.0, 2.0))


def test_a_value_past_the_bounds_names_them() -> None:
    """The bounds are shown in SI, without a unit where there is none."""
    with pytest.raises(Unreadable) as past:
        read_quantity("10.5 m", SMALL.kind("length"), SMALL, 0.0)
    assert past.value.cure == "Values between 0 m and 10 m do."
    with pytest.raises(Unreadable) as share:
        read_quantity("1.5", SMALL.kind("ratio"), SMALL, 0.0)
    assert share.value.cure == "Values between 0 and 1 do."


@pytest.mark.parametrize(
    ("text", "solids", "surely", "possibly"),
    [
        ("IP54", (5, 5), "01234", "01234"),
        ("IP66", (6, 6), "0123456", "0123456"),
        ("IP67", (6, 6), "7", None),
        ("IP69", (6, 6), "9", None),
        ("IP66/IP67", (6, 6), "01234567", "01234567"),
        ("IP67/IP69", (6, 6), "79", None),
        ("IPX4", (0, 6), "01234", "01234"),
        ("IP5X", (5, 5), "", None),
        ("IP5X/IP54", (5, 5), "01234", None),
        ("IPX4/IP54", (5, 6), "01234", "01234"),
        ("IP00", (0, 0), "0", "0"),
        ("IP2XD", (2, 2), "", None),
    ],
)
def test_ip_codes(text: str, solids: Any, surely: str, possibly: str | None) -> None:
    """First numeral as an interval; of the second, what is surely and what is possibly met (IEC 60529)."""
    wanted = (frozenset(surely), None if possibly is None else frozenset(possibly))
    assert read_ip_code(text) == (solids, wanted)


def test_temperatures_and_turns_have_their_factors() -> None:
    """A scale with an offset, and one with an irrational factor, through the built-in table."""
    from compliance import api

    units = api.load_standard().units
    assert units.kind("temperature").spellings["°F"].to_si(32.0) == pytest.approx(273.15, abs=1e-12)
    assert units.kind("angle").spellings["turn"].to_si(1.0) == pytest.approx(2 * pi, rel=1e-15)
