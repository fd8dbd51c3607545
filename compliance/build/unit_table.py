"""Kinds and units from their YAML, each factor recomputed with pint before it is believed."""

from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import isclose, pi
from typing import Any

import pint

from compliance.errors import InternalError
from compliance.rules.types import Dims
from compliance.source import load, read_text
from compliance.source.nodes import to_data


@cache
def _registry() -> pint.UnitRegistry[Any]:
    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


@cache
def _rows(name: str) -> dict[str, Any]:
    path = str(files("compliance.units").joinpath(name))
    rows = to_data(load(read_text(path), path))
    assert isinstance(rows, dict)  # noqa: S101 - our own file
    return rows


def factor_of(text: str) -> float:
    """Compute an exact factor: a decimal or a fraction, possibly times or over pi."""
    if text.endswith("/pi"):
        return float(Fraction(text.removesuffix("/pi"))) / pi
    if "pi" not in text:
        return float(Fraction(text))
    rest = text.replace("2*pi", "2").replace("pi", "1")
    return float(Fraction(rest)) * pi


def compile_units() -> dict[str, Any]:
    """Compile the unit table. Raises InternalError when pint computes another factor."""
    compiled: dict[str, Any] = {}
    for code, row in _rows("units.yaml").items():
        unit = {
            "display": row.get("display", code),
            "ucum": str(row["ucum"]),
            "factor": factor_of(str(row["factor"])),
            "offset": float(row.get("offset", 0)),
            "aliases": row.get("aliases", []),
        }
        _check(code, str(row.get("pint", code)), unit)
        compiled[code] = unit
    return compiled


def _check(code: str, name: str, unit: dict[str, Any]) -> None:
    if name == "none":
        return
    registry: Any = _registry()
    if unit["offset"]:
        one, nought = (registry.Quantity(value, name).to_base_units().magnitude for value in (1, 0))
        right = isclose(one - nought, unit["factor"]) and isclose(nought, unit["offset"] * unit["factor"])
    else:
        right = isclose(registry.Quantity(name).to_base_units().magnitude, unit["factor"])
    if not right:
        raise InternalError(f"unit {code}: pint computes another factor for {name}")


def compile_kinds() -> dict[str, Any]:
    """Compile the kinds: SI unit, accepted unit codes, bounds of sense, order."""
    compiled: dict[str, Any] = {}
    for name, row in _rows("kinds.yaml").items():
        low, high = row.get("bounds", [0, 0])
        compiled[name] = {
            "si": row.get("si"),
            "units": row.get("units", []),
            "low": float(low),
            "high": float(high),
            "order": row.get("order", []),
        }
    return compiled


def dimensions(kinds: dict[str, Any], units: dict[str, Any]) -> dict[str, Dims]:
    """Give the dimensions of every kind: those of SI from pint, angle counted as 1, and its own."""
    return {name: _dims(name, kind["si"]) for name, kind in kinds.items()}


def _dims(name: str, code: str | None) -> Dims:
    if code is None:
        return (("[" + name + "]", 1.0),)
    unit = str(_rows("units.yaml")[code].get("pint", code))
    found = {}
    if unit != "none":
        registry: Any = _registry()
        dimensionality = registry.Quantity(unit).dimensionality
        found = {str(base): float(power) for base, power in dimensionality.items()}
    own = _rows("kinds.yaml")[name].get("own")
    if own:
        found["[" + own + "]"] = 1.0
    return tuple(sorted(found.items()))
