"""ISO 13849-1, performance levels: from the frequency of dangerous failures, and of subsystems in series.

A frequency (PFHD) is in 1/s; a level is a word from `none` (not even a) to `e`. What PFHD says is one half: a level
also needs category, common cause failure and measures against systematic faults; see `iso13849_pfhd` for what is
computed of that.
"""

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from compliance.engineering.domain import not_below_zero, one_of, some
from compliance.logic.intervals import below

HOUR = 3600.0
LEVELS = ("none", "a", "b", "c", "d", "e")
CHAIN = ("input", "logic", "output")

_LIMITS = {"e": 1e-7, "d": 1e-6, "c": 3e-6, "b": 1e-5, "a": 1e-4}  # 1/h, not reached
_MOST_OF_ONE_LEVEL = {"a": 3, "b": 2, "c": 2, "d": 3, "e": 3}


class Subsystem(NamedTuple):
    """One subsystem in series: which of input, logic and output it covers, its level, and PFHD in 1/s if known."""

    covers: tuple[str, ...]
    level: str
    pfhd: float | None = None


def level_from_pfhd(pfhd: float) -> str:
    """The level whose band holds a PFHD in 1/s; the worse end of a band belongs to the worse level.

    ISO 13849-1, Table 3 (2015); confidence secondary. That less than 1e-8 1/h is still e: confidence recalled. Raises
    ValueError when PFHD is below zero.
    """
    per_hour = not_below_zero("PFHD", pfhd) * HOUR
    return next((level for level, limit in _LIMITS.items() if below(per_hour, limit)), "none")


def share_of_band(pfhd: float) -> float:
    """How much of its level's upper limit a PFHD in 1/s uses up, a share.

    ISO 13849-1, Table 3 (2015); confidence secondary. Raises ValueError where PFHD reaches no level.
    """
    level = level_from_pfhd(pfhd)
    if level == "none":
        raise ValueError(f"a PFHD of {pfhd * HOUR:g} 1/h reaches no performance level")
    return pfhd * HOUR / _LIMITS[level]


def lowest_level(levels: Iterable[str]) -> str:
    """The worst of some levels. Raises ValueError when there is none, or for a word that is no level."""
    return min(some("levels", levels), key=lambda level: LEVELS.index(one_of("a performance level", level, LEVELS)))


def pfhd_of_series(pfhds: Iterable[float]) -> float:
    """PFHD in 1/s of subsystems in series: the sum.

    ISO 13849-1 (no clause in the source); confidence recalled. Raises ValueError when there is no subsystem or a PFHD
    is below zero.
    """
    return fsum(not_below_zero("the PFHD of a subsystem", pfhd) for pfhd in some("subsystems in series", pfhds))


def level_by_count(lowest: str, count: int) -> str:
    """The level of subsystems in series whose PFHD is not known: the lowest level among them and how many have it.

    ISO 13849-1, table for series combination; Table 20 of the Rockwell Automation safety products catalogue prints it
    (http://www.ab.com/en/epub/catalogs/3377539/5866177/3378076/7565826/tab9.html); confidence secondary. Raises
    ValueError for a word that is no level, or a count below 1.
    """
    rank = LEVELS.index(one_of("a performance level", lowest, LEVELS))
    if count < 1:
        raise ValueError(f"at least one subsystem has the lowest level, not {count}")
    return lowest if count <= _MOST_OF_ONE_LEVEL.get(lowest, count) else LEVELS[rank - 1]


def level_of_function(subsystems: Iterable[Subsystem]) -> str:
    """The level of a whole safety function: that of the summed PFHD, and never above its lowest subsystem.

    Where no PFHD is known, the count of the lowest level decides (`level_by_count`). ISO 13849-1 (no clause in the
    source); confidence recalled. Raises ValueError when input, logic and output are not all covered, because the level
    of a device is not the level of a function; when PFHD is known of some subsystems only; or for a word that is no
    level.
    """
    found = some("subsystems of a safety function", subsystems)
    _whole(found)
    lowest = lowest_level(subsystem.level for subsystem in found)
    known = [subsystem.pfhd for subsystem in found if subsystem.pfhd is not None]
    if not known:
        return level_by_count(lowest, sum(subsystem.level == lowest for subsystem in found))
    if len(known) < len(found):
        raise ValueError("PFHD is known of some subsystems only: it has to be known of all, or left out of all")
    return lowest_level([lowest, level_from_pfhd(pfhd_of_series(known))])


def _whole(subsystems: Iterable[Subsystem]) -> None:
    covered = {one_of("what a subsystem covers", word, CHAIN) for subsystem in subsystems for word in subsystem.covers}
    lacking = [word for word in CHAIN if word not in covered]
    if lacking:
        raise ValueError(
            f"no subsystem covers {' and '.join(lacking)}: the level of a device is not the level of a safety function"
        )
