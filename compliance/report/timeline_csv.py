"""A timeline as CSV: one row for each thing that begins, ends or flips; the notice is the last column."""

import csv
import io
from collections.abc import Iterator, Sequence

from compliance.assess.timeline import Change, Moment, Timeline
from compliance.report.csv_format import cell
from compliance.report.digest import heading
from compliance.report.timeline_words import event, in_language, notice

COLUMNS = (
    "robot", "target", "markets", "as_of", "day", "kind", "subject", "title", "instrument", "verdict_today",
    "verdict_then", "blocks_then", "notice",
)  # fmt: skip


def render(found: Sequence[Timeline], language: str = "en") -> str:
    """Render timelines as CSV, every cell in quotes, lines ended as RFC 4180 asks."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in found:
        then = one.assessment
        common = (heading(then), then.target.id, ", ".join(then.markets), then.as_of.isoformat())
        for moment in one.moments:
            for row in _rows(moment, language):
                writer.writerow(cell(text) for text in (*common, moment.day.isoformat(), *row, notice(one, language)))
    return stream.getvalue()


def _rows(moment: Moment, language: str) -> Iterator[tuple[str, ...]]:
    for each in moment.events:
        yield (each.kind, each.name, event(each, language), "", "", "", "")
    for one in moment.changes:
        yield _change(one, language)


def _change(one: Change, language: str) -> tuple[str, ...]:
    return (
        f"requirement_{one.kind}",
        one.requirement.id,
        in_language(one.requirement.title, language),
        one.requirement.instrument,
        one.today.verdict if one.today else "",
        one.after.verdict if one.after else "",
        str(bool(one.after and one.after.blocks)).lower() if one.after else "",
    )
