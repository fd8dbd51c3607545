"""The days by which law is chosen: of placing on the market, of first use, of the tests (docs/verdicts.md)."""

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from compliance.catalogue import Requirement, Target
from compliance.catalogue.model import day
from compliance.gather import Gathered
from compliance.robot import Robot, Statement
from compliance.robot.values import days_of

Days = tuple[float, float]


class Said(NamedTuple):
    """The days on which something may have happened, and who says so."""

    days: Days
    text: str
    assumed: bool = False


def placed_days(target: Target, robot: Robot, as_of: datetime.date) -> Said:
    """The days on which the robot may be placed on the market; unless somebody says, the as-of date."""
    today = float(as_of.toordinal())
    assumed = Said((today, today), f"{as_of.isoformat()} (assumed: the as-of date)", assumed=True)
    return _said(target, robot, "placed_on_market") or assumed


def in_service_days(target: Target, robot: Robot, placed: Said, as_of: datetime.date) -> Said:
    """The days on which the robot may first be used; unless somebody says, the as-of date, but not before it is placed.

    A robot that is not on the market yet is not in use either.
    """
    stated = _said(target, robot, "in_service_from")
    if stated:
        return stated
    today = float(as_of.toordinal())
    low, high = (max(today, end) for end in placed.days)
    text = f"{as_of.isoformat()} (assumed: the as-of date)"
    return Said((low, high), text if high == today else "the day of placing on the market (assumed)", assumed=True)


def dated_by(gathered: Gathered, used: Said, as_of: datetime.date) -> Callable[[Requirement], Days]:
    """What gives the days for a requirement whose clock is that of use or of the test."""
    today = float(as_of.toordinal())

    def days(requirement: Requirement) -> Days:
        if requirement.row["clock"] == "in_service":
            return used.days
        return tested_days(gathered, requirement) or (today, today)

    return days


def tested_days(gathered: Gathered, requirement: Requirement) -> Days | None:
    """The days of the work behind what a requirement reads, by methods that it accepts; None where there is none.

    Without any, the test is still to be made, by what is valid then.
    """
    robot, methods = gathered.robot, requirement.row["proof"]["methods"]
    names = {name for path in requirement.row["reads"] for one in _statements(robot, path) for name in one.evidence}
    rows = [robot.evidence[name] for name in names if robot.evidence[name]["method"] in methods]
    known = [found for row in rows if (found := days_of(row.get("date") or ""))]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _statements(robot: Robot, path: str) -> Iterator[Statement]:
    facts = [robot.facts[path]] if path in robot.facts else []
    listed = robot.lists.get(path)
    facts += [fact for item in listed.items for fact in item.facts.values()] if listed else []
    return (one for fact in facts for one in fact.live)


def _said(target: Target, robot: Robot, name: str) -> Said | None:
    """What the target says of a day, else the profile."""
    text = target.row.get(name)
    given = day(text)
    if given is not None:
        return Said((given, given), f"{text} (target)")
    fact = robot.facts.get(f"robot.{name}")
    if not fact or not fact.live:
        return None
    lows, highs = zip(*(one.value for one in fact.live), strict=True)
    return Said((min(lows), max(highs)), f"{' | '.join(one.text for one in fact.live)} (profile)")
