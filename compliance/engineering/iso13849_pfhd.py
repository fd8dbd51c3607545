"""ISO 13849-1, Annex K: the frequency of dangerous failures of a designated architecture, and the level it gives.

Table K.1 is recalled, not compared with a copy of the standard: see the head of `tables/pfhd_k1.yaml`. It is read
down, to the next lower row of MTTFD and the lower band of DCavg; nothing is interpolated.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from compliance.engineering.iso13849_categories import (
    CATEGORIES,
    Architecture,
    credited_dc_band,
    credited_mttfd,
    require_conditions,
)
from compliance.engineering.iso13849_levels import HOUR, level_from_pfhd, lowest_level
from compliance.engineering.iso13849_parts import YEAR
from compliance.logic.intervals import at_most
from compliance.source import load, read_text
from compliance.source.nodes import to_data


@cache
def _columns() -> dict[str, tuple[tuple[float, float], ...]]:
    path = str(files("compliance.engineering").joinpath("tables", "pfhd_k1.yaml"))
    table: Any = to_data(load(read_text(path), path))
    cells = list(_cells(table["rows"]))
    return {name: tuple(cell for column, *cell in cells if column == name) for name, *_ in cells}  # type: ignore[misc]


def _cells(rows: list[dict[str, float]]) -> Iterator[tuple[str, float, float]]:
    for row in rows:
        for column, value in row.items():
            if column != "mttfd":
                yield column, row["mttfd"], value


def read_table(category: str, dc_average: float, mttfd: float) -> float:
    """PFHD in 1/s from Table K.1 by category, DCavg (a share) and MTTFD of each channel in seconds.

    ISO 13849-1, Annex K, Table K.1; confidence recalled. No condition of the category is checked, see
    `pfhd_of_architecture`. Raises ValueError where the table has no column or no row.
    """
    band = credited_dc_band(category, dc_average)
    column = _columns().get(category if band == "none" else f"{category}_{band}")
    if column is None:
        raise ValueError(f"table K.1 has no column for category {category} with a DCavg of {dc_average * 100:g} %")
    years = credited_mttfd(category, mttfd) / YEAR
    found = [pfhd for row, pfhd in column if at_most(row, years)]
    if not found:
        raise ValueError(f"table K.1 has no row for category {category} with an MTTFD of {years:g} years")
    return found[-1] / HOUR


def pfhd_of_architecture(architecture: Architecture) -> float:
    """PFHD in 1/s of a subsystem built as a designated architecture.

    ISO 13849-1, Annex K, Table K.1; confidence recalled. Raises ValueError when a condition of the category is not
    met: low MTTFD, DCavg or points against common cause failure, or, in category 2, tests too rare or unknown.
    """
    require_conditions(architecture)
    return read_table(architecture.category, architecture.dc_average, architecture.mttfd)


def level_of_architecture(architecture: Architecture) -> str:
    """The performance level of a subsystem built as a designated architecture, as far as it is quantified.

    ISO 13849-1, Annex K, Table K.1; confidence recalled. Raises ValueError as `pfhd_of_architecture` does.
    """
    return level_under_conditions(pfhd_of_architecture(architecture), architecture)


def level_under_conditions(pfhd: float, architecture: Architecture) -> str:
    """The level that a PFHD in 1/s, however calculated, gives a subsystem: never above the best of its category.

    ISO 13849-1, Table 3 (2015), confidence secondary; the best level of a category, confidence recalled. Raises
    ValueError when a condition of the category is not met, or PFHD is below zero.
    """
    require_conditions(architecture)
    return lowest_level([level_from_pfhd(pfhd), CATEGORIES[architecture.category].best])
