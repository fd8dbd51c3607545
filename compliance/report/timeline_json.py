"""A timeline as JSON: for programs, with sorted keys, the same bytes for the same input."""

from collections.abc import Sequence
from typing import Any

from compliance import __version__
from compliance.assess.results import Result
from compliance.assess.timeline import Change, Event, Moment, Since, Timeline
from compliance.report.digest import fictional
from compliance.report.json_format import place_data, written
from compliance.report.timeline_words import event, in_language, notice

FORMAT = 1


def render(found: Sequence[Timeline], language: str = "en") -> str:
    """Render timelines as one JSON document."""
    document = {
        "format": FORMAT,
        "tool": {"name": "humanoid-compliance", "version": __version__},
        "timelines": [_timeline(one, language) for one in found],
    }
    return written(document, by_key=True)


def _timeline(one: Timeline, language: str) -> dict[str, Any]:
    today = one.assessment
    return {
        "notice": notice(one, language),
        "robot": {"name": today.robot.name, "file": today.robot.file, "fictional": fictional(today)},
        "standard": {"id": today.standard["id"], "version": today.standard["version"], "digest": today.digest},
        "target": today.target.id,
        "markets": list(today.markets),
        "as_of": today.as_of.isoformat(),
        "placed_on_market": today.placed,
        "still_sold": one.still_sold,
        "since": [_since(each) for each in one.since],
        "days": [_moment(moment, language) for moment in one.moments],
        "unreached": [result.requirement.id for result in one.unreached],
    }


def _since(one: Since) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "instrument": one.instrument,
        "requirements": [{"id": result.requirement.id, **_verdict(result)} for result in one.results],
    }


def _moment(moment: Moment, language: str) -> dict[str, Any]:
    return {
        "day": moment.day.isoformat(),
        "events": [_event(each, language) for each in moment.events],
        "changes": [_change(one, language) for one in moment.changes],
    }


def _event(one: Event, language: str) -> dict[str, Any]:
    place = place_data(one.place) if one.place else None
    return {"kind": one.kind, "subject": one.name, "text": event(one, language), "place": place}


def _change(one: Change, language: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "requirement": one.requirement.id,
        "title": in_language(one.requirement.title, language),
        "instrument": one.requirement.instrument,
        "today": _verdict(one.today) if one.today else None,
        "before": _verdict(one.before) if one.before else None,
        "then": _verdict(one.after) if one.after else None,
    }


def _verdict(result: Result) -> dict[str, Any]:
    return {"verdict": result.verdict, "blocks": result.blocks, "upcoming": result.upcoming}
