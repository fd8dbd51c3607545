"""What begins or ends by date besides requirements: documents, presumptions, certificates, evidence, waivers."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.assess.verified import Verified
from compliance.assess.waivers import Waiver
from compliance.catalogue import Catalogue, Instrument, Target
from compliance.catalogue.model import day as day_number
from compliance.errors import InputError, Place
from compliance.gather import Gathered
from compliance.robot import Fact, Robot
from compliance.robot.values import days_of

MOST_DAYS = 500


class Asked(NamedTuple):
    """What an assessment is made from: the arguments of `assess`, in their order."""

    catalogue: Catalogue
    gathered: Gathered
    target: Target
    markets: tuple[str, ...]
    as_of: datetime.date
    waivers: tuple[Waiver, ...] = ()
    verified: tuple[Verified, ...] = ()


class Event(NamedTuple):
    """One thing that begins or ends: its kind, the day, its id, what its sentence needs, where it stands.

    Kinds: `begins`, `ends` (documents), `presumption_begins`, `presumption_ends`, `certificate`, `evidence`,
    `attestation`, `waiver`. What runs out has its event on the first day on which it no longer counts.
    """

    kind: str
    day: datetime.date
    name: str
    said: tuple[str, ...] = ()
    place: Place | None = None


def events(asked: Asked) -> tuple[Event, ...]:
    """All events whenever they are, in the order of their days."""
    catalogue = asked.catalogue
    cited = {one.instrument for one in catalogue.requirements}
    wanted = {"intl", *asked.markets}
    documents = [one for one in catalogue.instruments().values() if one.market in wanted]
    counted = [one for one in documents if one.id in cited or one.force == "binding"]
    found = [
        *(event for one in counted for event in _document(one, catalogue)),
        *(event for one in documents for event in _presumptions(one, catalogue)),
        *_certificates(asked.gathered.robot),
        *_evidence(asked.gathered),
        *(_waiver(one) for one in asked.waivers),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.name)))


def days_to_look_at(asked: Asked, coming: Iterable[Event], until: datetime.date | None) -> list[datetime.date]:
    """Every day after the as-of date on which a verdict may change, in order.

    Raises InputError where there are more than `MOST_DAYS`: each of them is a whole assessment.
    """
    numbers = {float(one.day.toordinal()) for one in coming}
    for one in asked.catalogue.instruments().values():
        numbers |= {one.first or 0.0, (one.last or 0.0) + 1}
    for fact in _dates(asked.gathered.robot):
        for statement in fact.live:
            numbers |= {end + step for end in statement.value for step in (0, 1)}
    numbers |= {entry.done for entry in asked.gathered.evidence.values() if entry.done is not None}
    numbers |= {entry.day for entry in asked.verified}
    last = (until or datetime.date.max).toordinal()
    days = [datetime.date.fromordinal(int(one)) for one in sorted(numbers) if asked.as_of.toordinal() < one <= last]
    if len(days) > MOST_DAYS:
        place = Place(asked.gathered.robot.file)
        what = f"{len(days)} days have to be looked at, and at most {MOST_DAYS} are"
        raise InputError.at("timeline.days", place, what, f"Write --until {days[MOST_DAYS - 1]}.")
    return days


def _waiver(one: Waiver) -> Event:
    return Event("waiver", _after(one.last_day), one.requirement, (one.owner, one.expires), one.place)


def _after(last: float) -> datetime.date:
    return datetime.date.fromordinal(int(min(last, datetime.date.max.toordinal() - 1)) + 1)


def _document(one: Instrument, catalogue: Catalogue) -> Iterator[Event]:
    """A document begins with those that it replaces by name, and ends after its last day."""
    count = str(sum(each.instrument == one.id for each in catalogue.requirements))
    if one.first is not None:
        known = catalogue.instruments()
        replaced = ", ".join(known[id_].number for id_ in one.row["supersedes"])
        yield Event("begins", datetime.date.fromordinal(int(one.first)), one.id, (one.number, count, replaced))
    if one.last is not None:
        yield Event("ends", _after(one.last), one.id, (one.number, count))


def _presumptions(one: Instrument, catalogue: Catalogue) -> Iterator[Event]:
    """A presumption holds from the day of its citation until its act ends."""
    for id_, since in one.row["presumes"]:
        act, first = catalogue.instruments()[id_], day_number(since)
        said = (one.number, act.number)
        if first is not None:
            yield Event("presumption_begins", datetime.date.fromordinal(int(first)), one.id, said)
        if act.last is not None:
            yield Event("presumption_ends", _after(act.last), one.id, said)


def _certificates(robot: Robot) -> Iterator[Event]:
    listed = robot.lists.get("certificates")
    for item in listed.items if listed else ():
        fact = item.facts.get("valid_until")
        for statement in fact.live if fact else ():
            yield Event("certificate", _after(statement.value[1]), item.id, (statement.text,), statement.place)


def _evidence(gathered: Gathered) -> Iterator[Event]:
    """Entries whose own last day, or that of what attests them, passes."""
    for entry in gathered.evidence.values():
        if entry.last_day is not None:
            last = datetime.date.fromordinal(int(entry.last_day)).isoformat()
            yield Event("evidence", _after(entry.last_day), entry.id, (last,), entry.place)
        until = days_of(entry.attestation.get("valid_until") or "")
        if until is not None:
            text = str(entry.attestation["valid_until"])
            yield Event("attestation", _after(until[0]), entry.id, (text,), entry.place)


def _dates(robot: Robot) -> Iterator[Fact]:
    """Every stated date of a profile: rules may compare it with the day of the assessment."""
    items = (item for listed in robot.lists.values() for item in listed.items)
    for facts in (robot.facts, *(item.facts for item in items)):
        yield from (fact for fact in facts.values() if fact.type == "date")
