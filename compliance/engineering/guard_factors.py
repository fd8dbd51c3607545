"""Guard bands from the test uncertainty ratio: three methods of calibration laboratories, as public tools print them.

None was read in its own document: formulas as printed by makers' papers and calculators (confidence medium). One unit
throughout; the caller's. Every function raises ValueError for an argument outside its domain.
"""

from math import exp, log
from typing import Literal

from compliance.engineering.domain import positive

Method = Literal["one_minus_inverse_tur", "rp10", "z540_3_method_6"]


def uncertainty_ratio(tolerance: float, expanded_uncertainty: float) -> float:
    """Test uncertainty ratio: tolerance over expanded uncertainty (k = 2). Both above zero."""
    positive(tolerance=tolerance, expanded_uncertainty=expanded_uncertainty)
    return tolerance / expanded_uncertainty


def tolerance_factor(ratio: float, method: Method) -> float:
    """Share of the tolerance that is left for acceptance at a test uncertainty ratio.

    one_minus_inverse_tur: 1 - 1/TUR. rp10 (NCSL RP-10): 1.25 - 1/TUR. z540_3_method_6: 1 - M/TUR with
    M = 1.04 - exp(0.38·ln TUR - 0.54), not below zero. The ratio is above zero. Raises ValueError for another method,
    and where the formula leaves no tolerance or gives more than all of it.
    """
    positive(ratio=ratio)
    if method == "one_minus_inverse_tur":
        factor = 1 - 1 / ratio
    elif method == "rp10":
        factor = 1.25 - 1 / ratio
    elif method == "z540_3_method_6":
        factor = 1 - max(1.04 - exp(0.38 * log(ratio) - 0.54), 0.0) / ratio
    else:
        raise ValueError(f"No method `{method}`: one_minus_inverse_tur, rp10, z540_3_method_6.")
    if not 0 < factor <= 1:
        raise ValueError(f"At a test uncertainty ratio of {ratio:g} the method {method} gives no zone of acceptance.")
    return factor
