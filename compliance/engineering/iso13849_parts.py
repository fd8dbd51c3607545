"""ISO 13849-1, parts and channels: mean times to dangerous failure, diagnostic coverage, common cause failure.

A mean time is in seconds, a share a plain number (0.9 for 90 %), a count a plain number. A year has 365.25 days, as in
a spec profile, so that `62 years` in a profile is 62 years here. Frequencies count 8760 hours in a year, as the
documents do: see `frequency`.
"""

from collections.abc import Iterable
from math import fsum, inf
from typing import NamedTuple

from compliance.engineering.domain import above_zero, not_below_zero, share_of, some
from compliance.logic.intervals import at_most

YEAR = 31_557_600.0
DAY = 86_400.0
COUNTED_YEAR = 8760 * 3600.0
MISSION_TIME = 20 * YEAR
CCF_POINTS = 65

_MTTFD_BANDS = ((30 * YEAR, "high"), (10 * YEAR, "medium"), (3 * YEAR, "low"))
_DC_BANDS = ((0.99, "high"), (0.90, "medium"), (0.60, "low"))


class Part(NamedTuple):
    """One part of a channel: its MTTFD in seconds and its diagnostic coverage as a share."""

    mttfd: float
    dc: float


def operations_per_year(days_per_year: float, time_per_day: float, cycle_time: float) -> float:
    """Mean operations in a year (n_op), a count, from days of work, seconds of work a day and seconds a cycle.

    ISO 13849-1, Annex C; confidence secondary. Raises ValueError unless all are above zero, with no more than 366 days
    a year and 24 hours a day.
    """
    if above_zero("the days of work in a year", days_per_year) > 366:
        raise ValueError(f"a year has no {days_per_year:g} days")
    if above_zero("the time of work in a day", time_per_day) > DAY:
        raise ValueError(f"a day has no {time_per_day / 3600:g} hours")
    return days_per_year * time_per_day / above_zero("the time of a cycle", cycle_time)


def b10d_from_b10(b10: float, dangerous_share: float) -> float:
    """B10D, a count of cycles: B10 over the share of failures that are dangerous.

    As printed by a manufacturer (Siemens, SINAMICS DCM application document, 09/2016); confidence secondary. Raises
    ValueError unless B10 and the share are above zero and the share is at most 1.
    """
    what = "the share of dangerous failures"
    return above_zero("B10", b10) / above_zero(what, share_of(what, dangerous_share))


def mttfd_from_b10d(b10d: float, operations: float) -> float:
    """MTTFD in seconds of a part that wears: B10D / (0.1 n_op), with `operations` the count in a year.

    ISO 13849-1, Annex C; confidence secondary. Raises ValueError unless both are above zero.
    """
    return 10 * life_from_cycles(b10d, operations)


def t10d(b10d: float, operations: float) -> float:
    """T10D in seconds, the mean time until 10 % of such parts have failed dangerously: B10D / n_op.

    ISO 13849-1 (no clause in the source; the figures of C.4.3 agree); confidence secondary. Raises ValueError unless
    both are above zero.
    """
    return life_from_cycles(b10d, operations)


def life_from_cycles(cycles: float, operations: float) -> float:
    """Seconds until a count of cycles is used up, with `operations` the count in a year: plain arithmetic.

    Raises ValueError unless both are above zero.
    """
    return above_zero("the cycles", cycles) / above_zero("the operations in a year", operations) * YEAR


def replacement_time(wear_out: float = inf, mission_time: float = MISSION_TIME) -> float:
    """Seconds after which a part has to be replaced: T10D or the mission time, whichever is shorter.

    ISO 13849-1 (no clause in the source); confidence secondary. The mission time of 20 years is the convention of the
    estimate; confidence recalled. Raises ValueError unless both are above zero.
    """
    return min(above_zero("T10D", wear_out), above_zero("the mission time", mission_time))


def channel_mttfd(mttfds: Iterable[float]) -> float:
    """MTTFD in seconds of a channel from those of its parts (parts count): 1 / sum of 1/MTTFD.

    ISO 13849-1, Annex D; confidence secondary. A part that never fails (infinity) counts nothing. Raises ValueError
    when there is no part or a mean time is not above zero.
    """
    return _inverse(fsum(1 / above_zero("the MTTFD of a part", mttfd) for mttfd in some("parts of a channel", mttfds)))


def symmetrised_mttfd(first: float, second: float) -> float:
    """MTTFD in seconds that stands for two unequal channels: 2/3 (M1 + M2 - 1 / (1/M1 + 1/M2)).

    ISO 13849-1, Annex D; confidence secondary. Never below the smaller and never above the larger of the two. Raises
    ValueError unless both are above zero.
    """
    low, high = sorted(above_zero("the MTTFD of a channel", mttfd) for mttfd in (first, second))
    if high == inf:
        return inf
    found = 2 / 3 * (low + high - _inverse(1 / low + 1 / high))
    return min(max(found, low), high)


def _inverse(rate: float) -> float:
    return 1 / rate if rate else inf


def mttfd_band(mttfd: float) -> str:
    """The band of a channel's MTTFD: low from 3 years, medium from 10, high from 30; below 3 years not_acceptable.

    ISO 13849-1, 6.1.4 (2021 draft of the 2023 edition), 4.5.2 (2015); confidence secondary. Above the cap the band
    stays high. Raises ValueError unless the time is above zero.
    """
    above_zero("the MTTFD", mttfd)
    return next((name for limit, name in _MTTFD_BANDS if at_most(limit, mttfd)), "not_acceptable")


def dc_average(parts: Iterable[Part]) -> float:
    """Average diagnostic coverage (DCavg), a share: sum of DC/MTTFD over sum of 1/MTTFD.

    ISO 13849-1, Annex E; confidence secondary. Raises ValueError when there is no part, none can fail, a mean time is
    not above zero, or a coverage is no share.
    """
    found = some("parts of the channels", parts)
    rates = [1 / above_zero("the MTTFD of a part", part.mttfd) for part in found]
    covered = [rate * share_of("diagnostic coverage", part.dc) for rate, part in zip(rates, found, strict=True)]
    if not any(rates):
        raise ValueError("where no part can fail there is no average diagnostic coverage")
    return min(fsum(covered) / fsum(rates), 1.0)


def dc_band(coverage: float) -> str:
    """The band of diagnostic coverage: low from 60 %, medium from 90 %, high from 99 %, else none.

    ISO 13849-1, 6.1.5 (2021 draft of the 2023 edition); confidence secondary. Raises ValueError for what is no share.
    """
    share_of("diagnostic coverage", coverage)
    return next((name for limit, name in _DC_BANDS if at_most(limit, coverage)), "none")


def ccf_sufficient(score: float) -> bool:
    """Whether the measures against common cause failure reach 65 of 100 points.

    ISO 13849-1, 6.1.6 (2021 draft of the 2023 edition); confidence secondary. Raises ValueError outside of 0 to 100.
    """
    if not 0 <= score <= 100:
        raise ValueError(f"points against common cause failure go from 0 to 100, not {score:g}")
    return score >= CCF_POINTS


def frequency(mttfd: float) -> float:
    """The frequency of dangerous failures, 1/s, that belongs to an MTTFD in seconds; infinity gives zero.

    The published figures count 8760 h in a year, whatever the hours of work: a mean time of n years is one failure in
    n * 8760 h. A time printed in hours therefore comes out 0.07 % worse here, never better. Raises ValueError unless
    the time is above zero.
    """
    return YEAR / COUNTED_YEAR / above_zero("the MTTFD", mttfd)


def mttfd_from_frequency(rate: float) -> float:
    """The MTTFD in seconds that belongs to a frequency in 1/s: the inverse of `frequency`.

    Raises ValueError when the frequency is below zero.
    """
    return YEAR / COUNTED_YEAR * _inverse(not_below_zero("the frequency", rate))
