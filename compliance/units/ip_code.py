"""IP codes (IEC 60529): what an enclosure keeps out. The second numeral is not ordered above 6."""

import re

from compliance.units.kinds import Interval, Unreadable

Numerals = tuple[frozenset[str], frozenset[str] | None]
IpValue = tuple[Interval, Numerals]

_CODE = re.compile(r"IP([0-6X])([0-9X])[A-DHMSWf]*\Z")
HIGHEST_SOLIDS = 6.0
LAST_ORDERED = 6  # up to here a numeral includes all lower ones; 7 to 9 say nothing about jets


def read_ip_code(text: str) -> IpValue:
    """Read an IP code, or several joined by `/` (marked more than once).

    Gives the interval of the first numeral and, of the second, the numerals surely met and those possibly
    met (None for any). Raises Unreadable.
    """
    parts = [_CODE.match(part.strip()) for part in text.split("/")]
    if not text.strip() or not all(parts):
        raise Unreadable("ip", f"`{text}` is not an IP code", "Write `IP54`, or `IP66/IP67` if it is marked twice.")
    codes = [part.groups() for part in parts if part]
    low = max(0.0 if solids == "X" else float(solids) for solids, _ in codes)
    high = HIGHEST_SOLIDS if any(solids == "X" for solids, _ in codes) else low
    surely = frozenset().union(*(_met(water) for _, water in codes))
    return ((low, high), (surely, _possible(surely, [water for _, water in codes])))


def _met(water: str) -> frozenset[str]:
    if water == "X":
        return frozenset()
    number = int(water)
    return frozenset(map(str, range(number + 1))) if number <= LAST_ORDERED else frozenset(water)


def _possible(surely: frozenset[str], waters: list[str]) -> frozenset[str] | None:
    """A numeral up to 6 is the highest tested; an X, or 7 to 9 alone, leaves the rest open."""
    if "X" in waters or all(int(water) > LAST_ORDERED for water in waters):
        return None
    return surely
