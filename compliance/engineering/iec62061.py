"""IEC 62061: the frequency of dangerous failures of subsystems, and the safety integrity level it reaches.

A rate or frequency is in 1/s, a time in seconds, a share a plain number. Only what a readable source prints is here:
architecture D with two like elements, and the simplified series of one manufacturer. The formulas of architectures A,
B and C are not. A performance level and a safety integrity level meet only through PFHD: no function turns one word
into the other.
"""

from collections.abc import Iterable
from math import fsum

from compliance.engineering.domain import above_zero, not_below_zero, share_of
from compliance.engineering.iso13849_levels import HOUR, pfhd_of_series
from compliance.engineering.iso13849_parts import b10d_from_b10, frequency, mttfd_from_frequency
from compliance.logic.intervals import below

_LIMITS = {"3": 1e-7, "2": 1e-6, "1": 1e-5}  # 1/h, not reached


def sil_from_pfhd(pfhd: float) -> str:
    """The safety integrity level whose band holds a PFHD in 1/s, `none` from 1e-5 1/h; machinery stops at 3.

    IEC 61508-1:2010, high-demand or continuous mode; IEC 62061 uses SIL 1 to 3; confidence secondary. Structure and
    systematic capability are further conditions and not computed. Raises ValueError when PFHD is below zero.
    """
    per_hour = not_below_zero("PFHD", pfhd) * HOUR
    return next((sil for sil, limit in _LIMITS.items() if below(per_hour, limit)), "none")


def dangerous_rate(b10: float, dangerous_share: float, operations: float) -> float:
    """Rate of dangerous failures in 1/s of an element that wears: 0.1 * operations * share / B10.

    `operations` is a rate in 1/s. As printed by a manufacturer for IEC 62061 (Siemens, SINAMICS DCM application
    document, 09/2016); confidence secondary. Raises ValueError unless all are above zero and the share at most 1.
    """
    return 0.1 * above_zero("the rate of operations", operations) / b10d_from_b10(b10, dangerous_share)


def pfhd_of_architecture_d(
    rate: float, dc: float, beta: float, test_interval: float, diagnostic_interval: float
) -> float:
    """PFHD in 1/s of architecture D (one fault tolerated, with diagnosis), two like elements.

    (1-b)^2 (rate^2 * 2 DC * T2/2 + rate^2 (1-DC) T1) + b * rate, with T1 the proof test interval or life and T2 the
    diagnostic test interval, in seconds. As printed by a manufacturer for IEC 62061 (Siemens, SINAMICS DCM application
    document, 09/2016); confidence secondary. Raises ValueError for a rate below zero, intervals not above zero, a
    coverage or common cause factor that is no share.
    """
    not_below_zero("the rate", rate)
    detected = share_of("diagnostic coverage", dc) * above_zero("the diagnostic test interval", diagnostic_interval)
    hidden = (1 - dc) * above_zero("the proof test interval", test_interval)
    return (1 - share_of("beta", beta)) ** 2 * rate * rate * (detected + hidden) + beta * rate


def undetected_frequency(mttfd: float, dc: float) -> float:
    """The frequency in 1/s of dangerous failures that diagnosis does not find: (1 - DC) / MTTFD.

    A simplification of one manufacturer (Beckhoff, Application Guide TwinSAFE), not a formula of a standard; confidence
    secondary. 8760 hours a year. Raises ValueError unless MTTFD is above zero and DC a share.
    """
    return (1 - share_of("diagnostic coverage", dc)) * frequency(mttfd)


def mttfd_from_undetected(pfhd: float, dc: float) -> float:
    """The MTTFD in seconds behind a PFHD in 1/s: (1 - DC) / PFHD, the inverse of `undetected_frequency`.

    The same simplification and confidence. Raises ValueError when PFHD is not above zero, or DC is 1 or no share.
    """
    left = above_zero("the share that diagnosis does not find", 1 - share_of("diagnostic coverage", dc))
    return mttfd_from_frequency(above_zero("PFHD", pfhd) / left)


def pfhd_of_series_with_pair(series: Iterable[float], first: float, second: float, beta: float) -> float:
    """PFHD in 1/s of elements in series with one redundant pair: the sum, and beta times the mean of the pair.

    A simplified form of IEC 62061 that one manufacturer prints (Beckhoff, Application Guide TwinSAFE): the product of
    both failures is left out, which is small for small rates; confidence secondary. Raises ValueError when there is no
    element in series, a PFHD is below zero, or beta is no share.
    """
    pair = fsum(not_below_zero("the PFHD of the pair", pfhd) for pfhd in (first, second))
    return pfhd_of_series(series) + share_of("beta", beta) * pair / 2
