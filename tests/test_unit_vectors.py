"""The unit table against published answers, against pint, and against itself."""

from collections import Counter
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from compliance import api
from compliance.build import unit_table
from compliance.errors import InternalError
from compliance.source import load, read_text
from compliance.source.nodes import to_data
from compliance.units import Kind, Reading, Unit, UnitTable, Unreadable, read_quantity

FOLDER = Path(__file__).parent / "fixtures" / "units"
VECTORS = {
    "ucum_validate": 83,
    "ucum_convert": 4,
    "unit_multiplier": 43,
    "convert": 26,
    "parse_quantity": 9,
    "reject_quantity": 5,
}
REFUSED = {"ucum_validate": 97, "ucum_convert": 3, "unit_multiplier": 14, "convert": 3}
WITHOUT_PINT = {"dB(A)", "dB(C)", "dB", "1", "cycles", "EUR", "USD", "CNY", "JPY", "KRW", "GBP", "CHF"}
TWO_UNITS = {"g", "K", "kelvin", "°C", "℃", "degC", "°F", "℉", "degF"}
SHARES = (0.0, 0.001, 0.3, 0.5, 0.77, 1.0)


@cache
def fixture(name: str) -> Any:
    """One file of cases, by topic."""
    path = str(FOLDER / f"{name}.yaml")
    return to_data(load(read_text(path), path))


def cases(name: str, topic: str) -> list[Any]:
    """The cases of one topic, under the ids their source gives them."""
    return [pytest.param(case, id=case["id"]) for case in fixture(name)[topic]]


@cache
def table() -> UnitTable:
    """The unit table of the built-in standard."""
    return api.load_standard().units


def kinds() -> list[Kind]:
    """Every kind that has units."""
    return [kind for kind in map(table().kind, table().names) if not kind.order]


def units_of(kind: Kind) -> list[Unit]:
    """Each unit of a kind once."""
    return list(dict.fromkeys(kind.spellings.values()))


def kind_params() -> list[Any]:
    """Every kind that has units, as parameters."""
    return [pytest.param(kind, id=kind.name) for kind in kinds()]


def read(kind: str, text: str) -> Reading:
    """Read a quantity, with `about` meaning 10 %."""
    return read_quantity(text, table().kind(kind), table(), 0.10)


def by_ucum(kind: str) -> dict[str, Unit]:
    """The units of a kind by their UCUM codes."""
    return {unit.ucum: unit for unit in table().kind(kind).spellings.values()}


def within(found: float, wanted: float, tolerance: Any) -> bool:
    """Whether a number agrees within the tolerance its source gives."""
    return isclose(found, wanted, rel_tol=tolerance.get("rel", 0), abs_tol=tolerance.get("abs", 0))


# Published cases


@pytest.mark.parametrize(("name", "wanted"), [("vectors", VECTORS), ("refused", REFUSED)])
def test_no_case_is_lost(name: str, wanted: dict[str, int]) -> None:
    """The sources have 287 cases of these topics for our kinds: 170 hold, 117 are refused on purpose.

    Another 186 cases of the UCUM tests are of quantities that are no kinds here: amount of substance, activity of
    enzymes, doses per body weight, radiation, flow resistance, and malformed codes of these.
    """
    assert {topic: len(rows) for topic, rows in fixture(name).items()} == wanted
    assert sum(wanted.values()) == {"vectors": 170, "refused": 117}[name]


def test_a_case_either_holds_or_is_refused() -> None:
    """Each id stands once, in one of the two files, for a kind that exists."""
    rows = [row for name in ("vectors", "refused") for topic in fixture(name).values() for row in topic]
    assert [id_ for id_, times in Counter(row["id"] for row in rows).items() if times > 1] == []
    assert [row["id"] for row in rows if row["of"] not in table()] == []


@pytest.mark.parametrize("case", cases("vectors", "convert"))
def test_published_conversions(case: Any) -> None:
    """Reading in one unit and writing in another gives the published number."""
    spelled = {**case["inputs"], **case.get("as", {})}
    reading = read(case["of"], f"{case['inputs']['value']} {spelled['from']}")
    back = table().kind(case["of"]).spellings[spelled["to"]]
    assert within(back.from_si(reading.interval[0]), float(case["expected"]["value"]), case["tolerance"])


@pytest.mark.parametrize("case", cases("vectors", "unit_multiplier"))
def test_published_factors(case: Any) -> None:
    """Factors and offsets to SI are those of the public vocabulary."""
    unit = table().kind(case["of"]).spellings[case.get("as", case["inputs"]["symbol"])]
    assert within(unit.factor, float(case["expected"]["multiplier"]), case["tolerance"])
    assert unit.offset == float(case["expected"].get("offset", 0))


@pytest.mark.parametrize("case", cases("vectors", "parse_quantity"))
def test_published_spellings_are_read(case: Any) -> None:
    """Number and unit are told apart as published."""
    wanted = table().kind(case["of"]).spellings[case["expected"]["unit"]]
    reading = read(case["of"], case["inputs"]["text"])
    assert reading.unit == wanted
    assert reading.interval == (wanted.to_si(float(case["expected"]["magnitude"])),) * 2


@pytest.mark.parametrize("case", cases("vectors", "reject_quantity"))
def test_published_nonsense_is_refused(case: Any) -> None:
    """What others refuse is refused here, with a cure."""
    with pytest.raises(Unreadable) as caught:
        read(case["of"], case["inputs"]["text"])
    assert caught.value.cure


@pytest.mark.parametrize("case", cases("vectors", "ucum_validate"))
def test_ucum_codes(case: Any) -> None:
    """A valid code of the UCUM tests is one of ours, a malformed one is not."""
    assert (case["inputs"]["unit"] in by_ucum(case["of"])) is case["expected"]["valid"]


@pytest.mark.parametrize("case", cases("vectors", "ucum_convert"))
def test_ucum_conversions(case: Any) -> None:
    """Units found by their UCUM codes convert as in the UCUM tests."""
    start, end = (by_ucum(case["of"])[case["inputs"][key]] for key in ("from", "to"))
    found = end.from_si(start.to_si(float(case["inputs"]["value"])))
    assert within(found, float(case["expected"]["value"]), case["tolerance"])


@pytest.mark.parametrize("case", cases("refused", "ucum_validate") + cases("refused", "ucum_convert"))
def test_codes_outside_the_table(case: Any) -> None:
    """The table is closed: a code refused on purpose leads to no unit, and the reason is written down."""
    named = [case["inputs"][key] for key in ("unit", "from", "to") if key in case["inputs"]]
    assert set(named) - set(by_ucum(case["of"]))
    assert case["reason"]


@pytest.mark.parametrize("case", cases("refused", "unit_multiplier") + cases("refused", "convert"))
def test_units_outside_the_table(case: Any) -> None:
    """What is refused on purpose is not read, and its code leads to no unit."""
    inputs = case["inputs"]
    spelling = inputs.get("from") or inputs.get("symbol") or inputs["qudt"]
    with pytest.raises(Unreadable):
        read(case["of"], f"1 {spelling}")
    assert not set(inputs.get("ucum") or ()) & set(by_ucum(case["of"]))
    assert case["reason"]


# The table against pint


def test_every_factor_agrees_with_pint() -> None:
    """The factors used are those that the workshop has recomputed."""
    for code, row in unit_table.compile_units().items():
        unit = table().unit(code)
        assert (unit.factor, unit.offset) == (row["factor"], row["offset"])


def test_only_what_pint_does_not_know_goes_unchecked() -> None:
    """Levels, pure numbers, cycles and money; everything else is recomputed."""
    rows = unit_table._rows("units.yaml")
    assert {code for code, row in rows.items() if row.get("pint") == "none"} == WITHOUT_PINT


@pytest.mark.parametrize("field", ["factor", "offset"])
def test_a_wrong_number_is_noticed(field: str) -> None:
    """Were any factor or offset out by a millionth, the standard would not compile."""
    rows = unit_table._rows("units.yaml")
    tried = 0
    for code, unit in unit_table.compile_units().items():
        if code in WITHOUT_PINT or not unit[field]:
            continue
        with pytest.raises(InternalError):
            unit_table._check(code, str(rows[code].get("pint", code)), {**unit, field: unit[field] * (1 + 1e-6)})
        tried += 1
    assert tried == (len(rows) - len(WITHOUT_PINT) if field == "factor" else 2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.01", 0.01),
        ("5/9", 5 / 9),
        ("pi/180", 0.017453292519943295),
        ("2*pi", 6.283185307179586),
        ("180/pi", 57.29577951308232),
    ],
)
def test_exact_factors(text: str, value: float) -> None:
    """A decimal, a fraction, either times or over pi."""
    assert isclose(unit_table.factor_of(text), value, rel_tol=1e-15)


# The table against itself


def spelled(code: str, row: dict[str, Any]) -> list[str]:
    """All spellings of a unit."""
    return [code, *([row["display"]] if row["display"] != code else []), *row["aliases"]]


def test_no_spelling_of_a_kind_means_two_units() -> None:
    """Within one kind, a spelling is one unit, and is listed once."""
    units, rows = unit_table.compile_units(), unit_table.compile_kinds()
    for name, row in rows.items():
        found = Counter(spelling for code in row["units"] for spelling in spelled(code, units[code]))
        assert [spelling for spelling, times in found.items() if times > 1] == [], name


def test_few_spellings_are_two_units() -> None:
    """Across kinds, only g (gram, standard gravity) and temperatures (and their differences)."""
    units = unit_table.compile_units()
    found = Counter(spelling for code, row in units.items() for spelling in spelled(code, row))
    assert {spelling for spelling, times in found.items() if times > 1} == TWO_UNITS


def test_every_unit_is_of_some_kind() -> None:
    """No unit lies idle, no kind names a unit that is not there."""
    used = {code for row in unit_table.compile_kinds().values() for code in row["units"]}
    assert used == set(unit_table.compile_units())


@pytest.mark.parametrize("kind", kind_params())
def test_the_si_unit_is_the_measure(kind: Kind) -> None:
    """The canonical unit has factor 1 and no offset, and may itself be written."""
    assert kind.si is not None
    assert (kind.si.factor, kind.si.offset) == (1.0, 0.0)
    assert kind.si in units_of(kind)
    assert kind.low < kind.high


@pytest.mark.parametrize("name", ["performance_level", "sil"])
def test_ordered_words_have_no_units(name: str) -> None:
    """An ordered enumeration reads its words as ranks, and nothing else."""
    kind = table().kind(name)
    assert (kind.si, kind.spellings) == (None, {})
    assert [read(name, word).interval[0] for word in kind.order] == list(range(len(kind.order)))
    with pytest.raises(Unreadable):
        read(name, "5 kg")


@pytest.mark.parametrize("kind", kind_params())
def test_there_and_back(kind: Kind) -> None:
    """A value survives the way into any unit of its kind and back."""
    for unit in units_of(kind):
        for share in SHARES:
            value = kind.low + share * (kind.high - kind.low)
            lost = 1e-12 * unit.offset * unit.factor  # a zero point far away costs digits near absolute zero
            assert isclose(unit.to_si(unit.from_si(value)), value, rel_tol=1e-12, abs_tol=lost), unit.code


@pytest.mark.parametrize("kind", kind_params())
def test_every_alias_reads_as_its_code(kind: Kind) -> None:
    """However a unit is spelled, the same number of it is the same value."""
    for spelling, unit in kind.spellings.items():
        number = unit.from_si(kind.low + 0.25 * (kind.high - kind.low))
        for space in (" ", "") if not spelling[:1].isdigit() else (" ",):
            found = read(kind.name, f"{number!r}{space}{spelling}")
            assert found.unit == unit, spelling
            assert found.interval == (unit.to_si(number),) * 2, spelling


@pytest.mark.parametrize("kind", kind_params())
def test_a_ucum_code_has_one_factor(kind: Kind) -> None:
    """Exported by its code, no value changes; UCUM is written in ASCII."""
    for unit in units_of(kind):
        assert unit.ucum.isascii()
        assert by_ucum(kind.name)[unit.ucum].factor == unit.factor


# What the spellings are not


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("temperature", "25 C"),
        ("temperature", "25°"),
        ("temperature", "298 k"),
        ("temperature_difference", "10 C"),
        ("magnetic_flux_density", "5 G"),
        ("acceleration", "16 G"),
        ("data_size", "8 G"),
        ("length", "5 M"),
        ("length", "5 mil"),
        ("mass", "5 T"),
        ("force", "3 g"),
        ("force", "3 kg"),
        ("torque", "5 mN"),
        ("torque", "5 J"),
        ("energy", "5 N·m"),
        ("energy", "9000 mAh"),
        ("power", "2 hp"),
        ("speed", "5 fps"),
        ("angular_speed", "5 Hz"),
        ("frequency", "30 fps"),
        ("sampling_rate", "30 rpm"),
        ("volume_flow", "30 SLPM"),
        ("voltage", "48 VDC"),
        ("voltage", "230 VAC"),
        ("sound_level", "62 dB"),
        ("sound_level", "62 dB(C)"),
        ("sound_level_c", "62 dB(A)"),
        ("data_size", "8 Gb"),
        ("data_rate", "8 GB"),
        ("compute_rate_int8", "2 TFLOPS"),
        ("compute_rate_fp16", "2 TOPS"),
        ("count", "43 cycles"),
        ("success_rate", "500 ppm"),
        ("density", "5 1/m³"),
        ("money_eur", "5 USD"),
        ("money_cny", "5 JPY"),
    ],
)
def test_what_looks_alike_is_refused(kind: str, text: str) -> None:
    """A spelling is taken by its own kind only, and never folded into a near one."""
    with pytest.raises(Unreadable) as caught:
        read(kind, text)
    assert caught.value.cure


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("mass", "3 g", 0.003),
        ("acceleration", "3 g", 29.41995),
        ("temperature", "10 °C", 283.15),
        ("temperature_difference", "10 °C", 10),
        ("temperature_difference", "18 °F", 10),
        ("temperature_difference", "-10 K", -10),
        ("torque", "35 kg·cm", 3.4323275),
        ("torsional_stiffness", "1 N·m/arcmin", 3437.746770784939),
        ("angular_speed", "2000 dps", 34.90658503988659),
        ("particle_concentration", "1 1/ft³", 35.31466672148859),
        ("failure_rate", "1 %/1000h", 1e-5 / 3600),
        ("volume_flow", "1 CFM", 0.0004719474432),
        ("data_size", "16 GiB", 137438953472),
        ("data_rate", "1 MB/s", 8e6),
        ("resistance", "1 MΩ", 1e6),
        ("sampling_rate", "30 fps", 30),
        ("mass_fraction", "0.1 wt%", 0.001),
        ("mass_fraction", "1000 mg/kg", 0.001),
        ("duration", "12 months", 31557600),
        ("cycles", "1e6 cycles", 1e6),
        ("money_cny", "99000 yuan", 99000),
        ("compute_rate_int8", "157 TOPS", 1.57e14),
    ],
)
def test_the_field_decides(kind: str, text: str, value: float) -> None:
    """One text, two kinds, two values: what is meant, the kind says."""
    low, high = read(kind, text).interval
    assert low == high
    assert isclose(low, value, rel_tol=1e-12)


def starting(prefix: str) -> list[str]:
    """The kinds whose names start alike."""
    return [name for name in table().names if name.startswith(prefix)]


@pytest.mark.parametrize(
    "names",
    [
        starting("money_"),
        starting("compute_rate_"),
        ["sound_level", "sound_level_c", "ratio"],
        ["data_size", "ratio"],
        ["data_rate", "frequency", "compute_rate_int8"],
        ["performance_level", "sil", "count"],
    ],
)
def test_some_kinds_have_a_dimension_of_their_own(names: list[str]) -> None:
    """A calculated quantity has dimensions only: these differ where comparing would mean nothing."""
    assert len(names) > 1
    dims = unit_table.dimensions(unit_table.compile_kinds(), unit_table.compile_units())
    assert len({dims[name] for name in names}) == len(names)


def test_dimensions_combine() -> None:
    """Data over its rate is a time, torque over stiffness an angle, energy over mass an energy density."""
    dims = {
        name: Counter(dict(found))
        for name, found in unit_table.dimensions(unit_table.compile_kinds(), unit_table.compile_units()).items()
    }
    for part, by, whole in (
        ("data_rate", "duration", "data_size"),
        ("torsional_stiffness", "angle", "torque"),
        ("linear_stiffness", "length", "force"),
        ("energy_density", "mass", "energy"),
        ("current", "resistance", "voltage"),
        ("capacitance", "voltage", "charge"),
        ("volume_flow", "duration", "volume"),
    ):
        product = {base: dims[part][base] + dims[by][base] for base in {*dims[part], *dims[by]}}
        assert {base: power for base, power in product.items() if power} == dict(dims[whole]), whole
