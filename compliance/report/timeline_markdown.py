"""A timeline as Markdown: a table for each day."""

from collections.abc import Iterator, Sequence

from compliance.assess.timeline import Moment, Timeline
from compliance.report.digest import fictional
from compliance.report.markup import cell, escaped
from compliance.report.timeline_words import (
    counts,
    event,
    in_language,
    notice,
    say,
    since,
    title,
    unreached,
    verdict,
    where,
)


def render(found: Sequence[Timeline], language: str = "en") -> str:
    """Render timelines as Markdown."""
    return "\n---\n\n".join("\n".join(_page(one, language)) + "\n" for one in found)


def _page(one: Timeline, language: str) -> Iterator[str]:
    yield f"# {escaped(title(one, language))}"
    if fictional(one.assessment):
        yield from ("", f"**{escaped(say(language, 'fictional'))}**")
    yield from ("", escaped(where(one, language)), "", escaped(say(language, "meaning")))
    if one.since:
        yield from ("", f"## {escaped(say(language, 'since'))}", "")
        yield from (f"- {each.day}: {escaped(since(each, one, language))}" for each in one.since)
    for moment in one.moments:
        yield from _moment(moment, language)
    if not one.moments:
        yield from ("", escaped(say(language, "none")))
    if one.unreached:
        yield from ("", escaped(unreached(one, language)))
    yield from ("", f"> {escaped(notice(one, language))}")


def _moment(moment: Moment, language: str) -> Iterator[str]:
    said = counts(moment.changes, language)
    yield from ("", f"## {moment.day}{f': {escaped(said)}' if said else ''}", "")
    yield from (f"- {escaped(event(each, language))}" for each in moment.events)
    if not moment.changes:
        return
    names = ("column_what", "column_requirement", "column_title", "column_today", "column_then")
    yield from ("", _row(*(say(language, name) for name in names)), "|---|---|---|---|---|")
    for one in moment.changes:
        then = verdict(one.after, language) if one.after else say(language, "gone")
        blocks = f", {say(language, 'blocks')}" if one.after and one.after.blocks else ""
        yield _row(
            say(language, f"kind_{one.kind}"), one.requirement.id, in_language(one.requirement.title, language),
            verdict(one.today, language) if one.today else "–", f"{then}{blocks}",
        )  # fmt: skip


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell(text) for text in cells)} |"
