"""What several commands read from their options alike: a day, markets."""

import datetime

from compliance.errors import InputError, Place
from compliance.robot.values import days_of

MARKETS = ("cn", "eu", "us", "jp", "kr")


def day_of(text: str | None, option: str = "--as-of") -> datetime.date:
    """The day of an option: the one given, else today in UTC. Raises InputError for anything but one day."""
    if text is None:
        return datetime.datetime.now(datetime.UTC).date()
    days = days_of(text)
    if days is None or days[0] != days[1]:
        place = Place(option, 0)
        raise InputError.at("option.date", place, f"`{text}` is not a date", "Write 2026-11-21.")
    return datetime.date.fromordinal(int(days[0]))


def known_markets(markets: list[str], place: Place) -> list[str]:
    """Markets without repeats. Raises InputError at their place for one that does not exist."""
    wrong = [market for market in markets if market not in MARKETS]
    if wrong:
        what = f"there is no market `{wrong[0]}`"
        raise InputError.at("market.unknown", place, what, f"Markets: {', '.join(MARKETS)}.")
    return list(dict.fromkeys(markets))
