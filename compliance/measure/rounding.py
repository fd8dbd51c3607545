"""Results as people write them: U to two digits, rounded up, and the value to the same place."""

from math import ceil, floor, log10
from typing import NamedTuple

from compliance.measure.methods import Method
from compliance.measure.results import Quantity, Series
from compliance.units import Unit, UnitTable

DIGITS = 6  # of a value without U
USUAL = {"failure_rate": "1/h", "ratio": "%"}
ALMOST = 1e-9  # of a step: rounding of the arithmetic, not a reason to round up


class Written(NamedTuple):
    """A quantity as texts with its unit; `U` is empty where none can be stated. `low` and `high` bound it in SI."""

    name: str
    value: str
    U: str
    low: float
    high: float
    spread: float | None


def written(quantity: Quantity, method: Method, series: dict[str, Series], k: float, table: UnitTable) -> Written:
    """Write a quantity in the unit that the log uses for its kind."""
    kind = table.kind(method.gives[quantity.name].kind)
    unit = _unit(kind.name, method, series) or kind.spellings.get(USUAL.get(kind.name, "")) or kind.si
    spread = k * quantity.u if quantity.u else None
    value = quantity.value if unit is None else unit.from_si(quantity.value)
    shown = unit.display if unit and unit.display != "1" else ""
    ends = {"≥": (quantity.value, float("inf")), "≤": (float("-inf"), quantity.value)}
    low, high = ends.get(quantity.bound, (quantity.value, quantity.value))
    if spread is None or unit is None:
        text = f"{quantity.bound} {_plain(value, quantity.bound)} {shown}".strip()
        return Written(quantity.name, text, "", low, high, None)
    step = _step(unit.difference(spread))
    half = step * ceil(unit.difference(spread) / step - ALMOST)
    return Written(
        quantity.name, f"{_at(value, step)} {shown}".strip(), f"{_at(half, step)} {shown}".strip(), low, high, spread
    )


def _unit(kind: str, method: Method, series: dict[str, Series]) -> Unit | None:
    """The unit of the first column of a kind."""
    return next((one.unit for role, one in series.items() if method.roles[role].kind == kind and one.unit), None)


def _step(half: float) -> float:
    """The place of the second digit."""
    return float(10.0 ** (floor(log10(half)) - 1))


def _at(value: float, step: float) -> str:
    decimals = max(0, round(-log10(step)))
    return f"{round(value / step) * step:.{decimals}f}"


def _plain(value: float, bound: str) -> str:
    """A value without U to six digits; a bound is rounded to its own side, so that it stays one."""
    if value == 0:
        return "0"
    step = 10.0 ** (floor(log10(abs(value))) + 1 - DIGITS)
    nearest = {"≥": floor(value / step + ALMOST), "≤": ceil(value / step - ALMOST)}.get(bound, round(value / step))
    text = _at(nearest * step, step)
    return text.rstrip("0").rstrip(".") if "." in text else text
