"""A timeline as one HTML page: no script, nothing fetched, one file."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from compliance.assess.timeline import Change, Moment, Timeline
from compliance.report.digest import fictional
from compliance.report.plain import clean
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

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left}"
    "blockquote{border-left:.3rem solid #999;margin-left:0;padding-left:1rem}"
)
NAMES = ("column_what", "column_requirement", "column_title", "column_instrument", "column_today", "column_then")


def render(found: Sequence[Timeline], language: str = "en") -> str:
    """Render timelines as one page."""
    head = title(found[0], language) if found else ""
    top = Markup(
        '<!doctype html>\n<html lang="{}">\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width">\n<title>{}</title>\n<style>{}</style>\n'
    ).format(language, POLICY, clean(head), Markup(STYLE))  # noqa: S704 - a constant of this file
    pages = [Markup("\n").join(_page(one, language)) for one in found]
    return str(top + Markup("\n<hr>\n").join(pages) + Markup("\n</html>\n"))


def _page(one: Timeline, language: str) -> Iterator[Markup]:
    yield _tag("h1", title(one, language))
    if fictional(one.assessment):
        yield _tag("p", say(language, "fictional"))
    yield from (_tag("p", where(one, language)), _tag("p", say(language, "meaning")))
    if one.since:
        yield _tag("h2", say(language, "since"))
        yield _list([f"{each.day}: {since(each, one, language)}" for each in one.since])
    for moment in one.moments:
        yield from _moment(moment, language)
    if not one.moments:
        yield _tag("p", say(language, "none"))
    if one.unreached:
        yield _tag("p", unreached(one, language))
    yield _tag("blockquote", notice(one, language))


def _moment(moment: Moment, language: str) -> Iterator[Markup]:
    said = counts(moment.changes, language)
    yield _tag("h2", f"{moment.day}: {said}" if said else str(moment.day))
    if moment.events:
        yield _list([event(each, language) for each in moment.events])
    if moment.changes:
        rows = [_row("th", [say(language, name) for name in NAMES])]
        rows += [_row("td", _cells(one, language)) for one in moment.changes]
        yield Markup("<table>\n{}\n</table>").format(Markup("\n").join(rows))


def _cells(one: Change, language: str) -> list[str]:
    then = verdict(one.after, language) if one.after else say(language, "gone")
    blocks = f", {say(language, 'blocks')}" if one.after and one.after.blocks else ""
    return [
        say(language, f"kind_{one.kind}"), one.requirement.id, in_language(one.requirement.title, language),
        one.requirement.instrument, verdict(one.today, language) if one.today else "–", f"{then}{blocks}",
    ]  # fmt: skip


def _row(tag: str, cells: list[str]) -> Markup:
    return Markup("<tr>{}</tr>").format(Markup("").join(_tag(tag, text) for text in cells))


def _list(texts: list[str]) -> Markup:
    return Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(_tag("li", text) for text in texts))


def _tag(name: str, text: str) -> Markup:
    """A text in a tag; whatever the text says, it stays text."""
    return Markup(f"<{name}>{{}}</{name}>").format(escape(clean(text, 4000)))  # noqa: S704 - names are ours
