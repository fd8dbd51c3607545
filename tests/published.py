"""Published cases with a known answer: reading them, turning their quantities into SI, comparing."""

from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from compliance.source import load, read_text
from compliance.source.nodes import to_data

FOLDER = Path(__file__).parent / "fixtures" / "engineering"
SI = {
    "mm": 1e-3, "m": 1, "in": 0.0254, "ms": 1e-3, "s": 1, "mm/s": 1e-3, "m/s": 1, "km/h": 1 / 3.6, "m/s^2": 1,
    "N": 1, "N/mm": 1e3, "N/cm^2": 1e4, "MPa": 1e6, "kPa": 1e3, "cm^2": 1e-4, "kg": 1, "J": 1, "mJ": 1e-3,
    "V": 1, "nA": 1e-9, "ohm": 1, "%": 0.01,
}  # fmt: skip


@cache
def fixture(name: str) -> Any:
    """One file of cases or figures."""
    path = str(FOLDER / f"{name}.yaml")
    return to_data(load(read_text(path), path))


def cases(name: str) -> list[Any]:
    """The cases of a file that are ours, as parameters, under the ids their source gives them."""
    others = fixture("not_ours")[name]
    return [pytest.param(case, id=case["id"]) for case in fixture(name)["cases"] if case["id"] not in others]


def si(written: Any) -> Any:
    """A quantity as a number in SI; words stay words."""
    if not isinstance(written, str):
        return [si(one) for one in written] if isinstance(written, list) else float(written)
    number, _, unit = written.partition(" ")
    try:
        return float(number) * (SI[unit] if unit else 1)
    except ValueError:
        return written


def agrees(case: Any, answer: str, found: dict[str, Any]) -> bool:
    """Whether every key of the printed answer agrees with what was found, within the case's tolerance."""
    wanted = {key: si(value) for key, value in case[answer].items()}
    return all(_close(found[key], value, case["tolerance"]) for key, value in wanted.items())


def _close(found: Any, wanted: Any, tolerance: Any) -> bool:
    if isinstance(wanted, str):
        return bool(found == wanted)
    if "rule" in tolerance:
        assert tolerance["rule"] == "computed <= expected"
        return bool(found <= wanted)
    return isclose(found, wanted, rel_tol=tolerance.get("rel", 0), abs_tol=si(tolerance.get("abs", 0)))
