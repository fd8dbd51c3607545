"""A plan as CSV: one row a step, for a spreadsheet or a tracker; the last row of each plan is the notice."""

import csv
import io
from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.csv_format import cell
from compliance.report.digest import heading
from compliance.report.plan_words import afterwards, effect, lacking, named, places, points, sentences

COLUMNS = (
    "robot", "target", "as of", "step", "kind", "title", "effect", "blocking", "requirements", "what to do", "fields",
    "afterwards", "duty of",
)  # fmt: skip


def render(plans: Sequence[Plan]) -> str:
    """Render plans as CSV, every cell in quotes, lines ended as RFC 4180 asks."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for plan in plans:
        writer.writerows([cell(text) for text in row] for row in _rows(plan))
    return stream.getvalue()


def _rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    one = plan.assessment
    common = (heading(one), one.target.id, one.as_of.isoformat())
    for number, step in enumerate(plan.steps, 1):
        yield (*common, str(number), *_row(plan, step))
    yield (*common, "", "notice", one.notice["en"], *[""] * (len(COLUMNS) - 6))


def _row(plan: Plan, step: Step) -> tuple[str, ...]:
    return (
        step.kind,
        step.title,
        effect(plan, step),
        str(step.blocks),
        ", ".join(named(one, step) for one in step.settles),
        " ".join((*(f"{line}." for line in lacking(step)), *sentences(step), *(f"{text}." for text in points(step)))),
        "; ".join(places(step.fields)),
        " ".join(afterwards(step)),
        step.holder,
    )
