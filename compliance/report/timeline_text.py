"""A timeline for a terminal: what is in force, then the days to come, each with what it brings."""

from collections.abc import Callable, Iterator, Sequence

from compliance.assess.timeline import Change, Moment, Timeline
from compliance.report.digest import fictional
from compliance.report.plain import unheard
from compliance.report.text_format import HUES, Painter, painter, widened
from compliance.report.timeline_words import (
    SIGNS,
    change,
    counts,
    event,
    in_language,
    notice,
    say,
    since,
    title,
    unreached,
    where,
)
from compliance.report.wide import wrap_wide

Wrapper = Callable[..., list[str]]


def render(found: Sequence[Timeline], language: str, width: int = 100, colour: bool = False) -> str:
    """Render timelines for a terminal of a width in columns."""
    width, paint = widened(width), painter(colour)
    pages = ["\n".join(_page(one, language, width, paint)) for one in found]
    return unheard(("\n" + "═" * width + "\n").join(pages) + "\n")


def _page(one: Timeline, language: str, width: int, paint: Painter) -> Iterator[str]:
    yield from (paint(line, "1") for line in wrap_wide(title(one, language), width))
    if fictional(one.assessment):
        yield from (paint(line, "1;33") for line in wrap_wide(say(language, "fictional"), width))
    yield from wrap_wide(where(one, language), width)
    yield from wrap_wide(say(language, "meaning"), width)
    if one.since:
        yield from ("", paint(say(language, "since"), "1"))
        for each in one.since:
            yield from wrap_wide(f"{each.day}  {since(each, one, language)}", width, "  ", " " * 13)
    for moment in one.moments:
        yield from _moment(moment, language, width, paint)
    if not one.moments:
        yield from ("", *wrap_wide(say(language, "none"), width))
    if one.unreached:
        yield from ("", *wrap_wide(unreached(one, language), width))
    yield from ("", *wrap_wide(notice(one, language), width))


def _moment(moment: Moment, language: str, width: int, paint: Painter) -> Iterator[str]:
    said = counts(moment.changes, language)
    head = wrap_wide(f"{moment.day}  {said}", width, "", " " * 11)
    yield from ("", *(paint(line, "1") for line in head))
    for each in moment.events:
        yield from wrap_wide(f"· {event(each, language)}", width, "  ", "    ")
    for one in moment.changes:
        yield from _change(one, language, width, paint)


def _change(one: Change, language: str, width: int, paint: Painter) -> Iterator[str]:
    named = f"{SIGNS[one.kind]} {one.requirement.id} {in_language(one.requirement.title, language)}"
    yield from wrap_wide(named, width, "  ", "    ")
    lines = wrap_wide(change(one, language), width, "    ")
    hue = HUES[one.after.verdict] if one.after else HUES["not_applicable"]
    yield from (paint(line, hue) for line in lines)
