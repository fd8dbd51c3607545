"""The report as CSV (RFC 4180): one row a requirement, for a spreadsheet or a tracker.

The notice is the last column of every row: a comment line is no CSV, and a row of its own would be counted as a
requirement and be lost as soon as somebody sorts or filters.
"""

import csv
import io
from collections.abc import Sequence

from compliance.assess import Assessment, Result
from compliance.report.baseline_words import known_as
from compliance.report.digest import comparison, fictional, heading
from compliance.report.gap import path_of, place
from compliance.report.plain import clean

LONGEST = 8000  # a cell of a spreadsheet holds 32,767
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")  # what a spreadsheet may run
COLUMNS = (
    "robot", "fictional", "target", "markets", "as_of", "standard", "requirement", "title", "pillar", "aspect",
    "keyword", "duty_holder", "verdict", "blocks", "blocked_by", "upcoming", "provisional", "waived_by",
    "waived_until", "waived_because", "instrument", "clause", "basis", "confidence", "reasons", "comparisons",
    "settle", "file", "line", "column",
)  # fmt: skip
BESIDE = ("baseline", "baseline_state")  # only where a baseline is named


def render(assessments: Sequence[Assessment]) -> str:
    """Render assessments as CSV, every cell in quotes, lines ended as RFC 4180 asks."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    with_baseline = any(one.baseline for one in assessments)
    writer.writerow((*COLUMNS, *(BESIDE if with_baseline else ()), "notice"))
    for one in assessments:
        robot = _robot(one)
        for result in one.results:
            known = _known(one, result) if with_baseline else ()
            writer.writerow([cell(text) for text in (*robot, *_row(one, result), *known, one.notice["en"])])
    return stream.getvalue()


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it makes it text."""
    shown = clean(text, LONGEST)
    return f"'{shown}" if shown.lstrip("'\" ").startswith(FORMULA) else shown


def _robot(one: Assessment) -> tuple[str, ...]:
    edition = f"{one.standard['id']} {one.standard['version']}"
    return (heading(one), _word(fictional(one)), one.target.id, " ".join(one.markets), one.as_of.isoformat(), edition)


def _row(one: Assessment, result: Result) -> tuple[str, ...]:
    requirement, where = result.requirement, place(result)
    row, instrument = requirement.row, one.instruments[requirement.instrument]
    waived = (result.waived.owner, result.waived.expires, result.waived.reason) if result.waived else ("", "", "")
    return (
        requirement.id, requirement.title["en"], requirement.pillar, row["aspect"], requirement.keyword,
        row["duty_holder"], result.verdict, _word(result.blocks), result.blocked_by, _word(result.upcoming),
        result.provisional, *waived, instrument.number, requirement.clause or "", requirement.basis,
        requirement.confidence, "; ".join(f"{one.type}: {one.path} {one.text}" for one in result.reasons),
        "; ".join(comparison(line) for line in result.lines), result.settle, path_of(where), str(where.line),
        str(where.column),
    )  # fmt: skip


def _known(one: Assessment, result: Result) -> tuple[str, str]:
    return (one.baseline.file if one.baseline else "", known_as(one, result))


def _word(truth: bool) -> str:
    return "yes" if truth else "no"
