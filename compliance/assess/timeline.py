"""What comes by date: law that begins and ends, proof that runs out, and the verdicts if the profile stays as it is."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from compliance.assess.assessment import Assessment, assess
from compliance.assess.results import Result
from compliance.assess.timeline_events import Asked, Event, days_to_look_at, events
from compliance.catalogue import Requirement, Target

__all__ = ["Asked", "Change", "Event", "Moment", "Since", "Timeline", "timeline_of"]


class Change(NamedTuple):
    """What a day does to one requirement: it `begins`, it `ends`, or its verdict `flips`.

    `today` is the result on the as-of date, `before` that of the day looked at before, `after` that of this day; None
    where the requirement is not looked at.
    """

    kind: str
    requirement: Requirement
    today: Result | None
    before: Result | None
    after: Result | None


class Moment(NamedTuple):
    """One day on which something begins, ends or flips."""

    day: datetime.date
    events: tuple[Event, ...]
    changes: tuple[Change, ...]

    def of(self, kind: str) -> list[Change]:
        """The changes of one kind."""
        return [one for one in self.changes if one.kind == kind]


class Since(NamedTuple):
    """What a document in force asks: from which day, and the results of today."""

    day: datetime.date
    instrument: str
    results: tuple[Result, ...]


class Timeline(NamedTuple):
    """Today's assessment, what is in force by its date, the days to come, and the law that will not reach the robot.

    `unreached` are the requirements of later law for which the stated day of placing on the market is too early.
    """

    assessment: Assessment
    since: tuple[Since, ...]
    moments: tuple[Moment, ...]
    unreached: tuple[Result, ...]
    still_sold: bool = False


def timeline_of(asked: Asked, until: datetime.date | None = None, *, still_sold: bool = False) -> Timeline:
    """Assess on every day on which anything can change, up to `until`. Raises InputError as `assess` does.

    With `still_sold` one more unit is placed on the market on each of these days, whatever target and profile say.
    """

    def on(day: datetime.date) -> Assessment:
        then = _placed_on(asked.target, day) if still_sold else asked.target
        return assess(*asked._replace(target=then, as_of=day))

    today = last = on(asked.as_of)
    coming = events(asked)
    moments = []
    for day in days_to_look_at(asked, coming, until):
        then = on(day)
        found = tuple(one for one in coming if one.day == day)
        changes = tuple(_changes(today, last, then))
        last = then
        if found or changes:
            moments.append(Moment(day, found, changes))
    return Timeline(today, tuple(_since(today)), tuple(moments), tuple(_unreached(last)), still_sold)


def _placed_on(target: Target, day: datetime.date) -> Target:
    return target._replace(row={**target.row, "placed_on_market": day.isoformat()})


def _changes(today: Assessment, last: Assessment, then: Assessment) -> Iterator[Change]:
    """What begins, what ends, what flips, each in the order of the catalogue."""
    first, before, after = (_by_id(one) for one in (today, last, then))
    found = []
    for id_ in sorted({*before, *after}):
        was, is_ = before.get(id_), after.get(id_)
        kind = _kind(was, is_)
        known = is_ or was
        if kind and known:
            found.append(Change(kind, known.requirement, first.get(id_), was, is_))
    order = ("begins", "ends", "flips")
    yield from sorted(found, key=lambda one: (order.index(one.kind), one.requirement.id))


def _by_id(one: Assessment) -> dict[str, Result]:
    return {result.requirement.id: result for result in one.results}


def _kind(was: Result | None, is_: Result | None) -> str:
    if is_ is None:
        return "ends"
    if was is None or (was.upcoming and not is_.upcoming):
        return "begins"
    return "flips" if (was.verdict, was.blocks) != (is_.verdict, is_.blocks) else ""


def _since(today: Assessment) -> Iterator[Since]:
    """The documents in force that say from which day, oldest first."""
    found: dict[tuple[float, str], list[Result]] = {}
    for result in today.results:
        instrument = today.instruments[result.requirement.instrument]
        if instrument.first is not None and not result.upcoming:
            found.setdefault((instrument.first, instrument.id), []).append(result)
    for (first, id_), results in sorted(found.items()):
        yield Since(datetime.date.fromordinal(int(first)), id_, tuple(results))


def _unreached(last: Assessment) -> Iterator[Result]:
    """What is still to come on the last day although its law is in force: it goes by the day of placing."""
    day = float(last.as_of.toordinal())
    for result in last.results:
        first = last.instruments[result.requirement.instrument].first
        if result.upcoming and first is not None and first <= day:
            yield result
