"""ISO 13849-1, categories: what each one asks of an architecture, and the simplified level.

What can be computed is checked here. Well-tried components and principles, tolerance of a single fault and of
accumulated faults are for the engineer to show; no function here answers for them.
"""

from typing import NamedTuple

from compliance.engineering.domain import above_zero, one_of
from compliance.engineering.iso13849_parts import YEAR, ccf_sufficient, dc_band, mttfd_band
from compliance.logic.intervals import at_most, below

CAP = 100 * YEAR
CAP_OF_CATEGORY_4 = 2500 * YEAR
TESTS_PER_DEMAND = 100

_BANDS = ("none", "low", "medium", "high")


class Category(NamedTuple):
    """What a category asks: channels, least bands of MTTFD and DCavg, points against common cause; its best level."""

    channels: int
    mttfd: str
    dc_average: str
    ccf: bool
    best: str


# ISO 13849-1, 6.1.3 (2021 draft of the 2023 edition), confidence secondary; channels and best level recalled.
CATEGORIES = {
    "B": Category(1, "low", "none", False, "b"),
    "1": Category(1, "high", "none", False, "c"),
    "2": Category(1, "low", "low", True, "d"),
    "3": Category(2, "low", "low", True, "e"),
    "4": Category(2, "high", "high", True, "e"),
}

# Category and band of DCavg, then band of MTTFD. The cell of category B, medium, is recalled.
_SIMPLIFIED = {
    ("B", "none"): {"low": "a", "medium": "b"},
    ("1", "none"): {"high": "c"},
    ("2", "low"): {"low": "a", "medium": "b", "high": "c"},
    ("2", "medium"): {"low": "b", "medium": "c", "high": "d"},
    ("3", "low"): {"low": "b", "medium": "c", "high": "d"},
    ("3", "medium"): {"low": "c", "medium": "d", "high": "d"},
    ("4", "high"): {"high": "e"},
}


class Architecture(NamedTuple):
    """One subsystem as a designated architecture: category, MTTFD of each channel in seconds, DCavg as a share.

    `ccf_score` counts points against common cause failure. The rest is for category 2: tests for each demand of the
    function, whether a test runs at the demand itself, and the MTTFD of the test equipment in seconds.
    """

    category: str
    mttfd: float
    dc_average: float = 0.0
    ccf_score: float = 0.0
    tests_per_demand: float = 0.0
    tested_on_demand: bool = False
    test_equipment_mttfd: float | None = None


def credited_mttfd(category: str, mttfd: float) -> float:
    """MTTFD of a channel in seconds as far as it may be credited: at most 100 years, in category 4 at most 2500.

    ISO 13849-1, 6.1.4 (2021 draft of the 2023 edition); confidence secondary, for category 4 recalled. Raises
    ValueError for an unknown category, or unless the time is above zero.
    """
    one_of("a category", category, CATEGORIES)
    return min(above_zero("the MTTFD", mttfd), CAP_OF_CATEGORY_4 if category == "4" else CAP)


def unmet_conditions(architecture: Architecture) -> tuple[str, ...]:
    """What the category asks and the architecture does not have, as words; empty when all that is computed is met.

    The words: mttfd, dc_average, ccf_score, and for category 2 test_rate and test_equipment. ISO 13849-1, 6.1.3 (2021
    draft of the 2023 edition); confidence secondary; the test conditions as Schneider Electric prints them
    (https://www.se.com/de/de/faqs/FAQ000275550). Raises ValueError for inputs outside the bands' domains.
    """
    asked = CATEGORIES[one_of("a category", architecture.category, CATEGORIES)]
    met = {
        "mttfd": _reaches(mttfd_band(architecture.mttfd), asked.mttfd),
        "dc_average": _reaches(dc_band(architecture.dc_average), asked.dc_average),
        "ccf_score": ccf_sufficient(architecture.ccf_score) or not asked.ccf,
        "test_rate": architecture.category != "2" or _tested_often(architecture),
        "test_equipment": architecture.category != "2" or _tester_lasts(architecture),
    }
    return tuple(condition for condition, holds in met.items() if not holds)


def _reaches(band: str, least: str) -> bool:
    return band in _BANDS and _BANDS.index(band) >= _BANDS.index(least)


def _tested_often(architecture: Architecture) -> bool:
    return architecture.tested_on_demand or at_most(TESTS_PER_DEMAND, architecture.tests_per_demand)


def _tester_lasts(architecture: Architecture) -> bool:
    tester = architecture.test_equipment_mttfd
    return tester is not None and below(architecture.mttfd / 2, above_zero("the MTTFD of the test equipment", tester))


def require_conditions(architecture: Architecture) -> None:
    """Raise ValueError, naming each, when a condition of the category is not met; see `unmet_conditions`."""
    unmet = unmet_conditions(architecture)
    if unmet:
        raise ValueError(f"the conditions of category {architecture.category} are not met: {', '.join(unmet)}")


def credited_dc_band(category: str, dc_average: float) -> str:
    """The highest band of DCavg that a category has and that is reached, `none` if it reaches none.

    A category credits no more coverage than its columns show: 99 % in category 3 counts as medium, any in category B
    as none. ISO 13849-1, 6.1.3 (2021 draft of the 2023 edition); confidence secondary. Raises ValueError for an
    unknown category, or for what is no share.
    """
    one_of("a category", category, CATEGORIES)
    reached = _BANDS.index(dc_band(dc_average))
    columns = [band for known, band in _SIMPLIFIED if known == category and _BANDS.index(band) <= reached]
    return columns[-1] if columns else "none"


def simplified_level(architecture: Architecture) -> str:
    """The performance level by category, band of DCavg and band of MTTFD, without PFHD.

    ISO 13849-1, 6.1.8 (2021 draft of the 2023 edition); confidence secondary; the cell of category B with medium MTTFD
    is recalled. Table K.1 may give another level: PL e in category 3 with medium DCavg from 62 years. Raises
    ValueError when a condition of the category is not met.
    """
    require_conditions(architecture)
    row = _SIMPLIFIED[architecture.category, credited_dc_band(architecture.category, architecture.dc_average)]
    band = mttfd_band(architecture.mttfd)
    return row[band] if band in row else row["medium"]  # category B credits no more than medium
