"""Write docs/coverage.md from the encoded standard: `python docs/make_coverage.py`."""

import os
from collections.abc import Iterable
from pathlib import Path

from compliance import api
from compliance.build.coverage import ASPECTS, Coverage, Cross, Rows, coverage
from compliance.build.coverage_text import clauses

PAGE = Path(__file__).resolve().parent / "coverage.md"
HEAD = """\
# Coverage

What is encoded, and what is not. `compliance standard coverage` prints the same, with every document that nothing cites
yet; `compliance standard show ID` explains a requirement, a document or a test protocol.
"""
OPEN = """\
A category without any requirement is a hole, not a category without gaps. Its sentence says what is missing, and which
plan will fill it where one is known.
"""
DOCUMENTS = """\
`n of m` are the clauses that requirements cite, of all that the document has; nobody says how many those are where `m`
is unknown. A clause counts once, however little of it is encoded.
"""
ROWS = """\
The encoding was made from a list of public facts. Its rows are numbered, and the files in
`standards/heis-2026/provenance/` say of each row what encodes it, why nothing does, or that it is still open. A
row counts as encoded however little of it is; the notes of its requirements say what is left.
"""


def page(one: Coverage) -> str:
    """Render the whole page."""
    told, rows = one.accounted
    more = f"{len(one.uncited)} more are listed and cited by nothing yet.\n"
    others = [name for name in one.by if name not in ("aspect", "category")]
    parts = [
        HEAD,
        f"{one.requirements} requirements; {told} of {rows} rows of the fact list are accounted for.\n",
        f"## Six pillars, four aspects\n\n{crossed(one.by['aspect'])}",
        *(f"## By {name}\n\n{crossed(one.by[name])}" for name in others),
        f"## Categories\n\n{OPEN}\n{topics(one)}",
        f"## Documents\n\n{DOCUMENTS}\n{documents(one)}\n{more}",
        f"## Rows of the fact list\n\n{ROWS}\n{table('list|encoded|told why not|open', map(row, one.rows))}",
    ]
    return "\n".join(parts)


def table(head: str, lines: Iterable[str]) -> str:
    """A Markdown table from cells joined by `|`."""
    columns = head.count("|")
    return "".join(f"| {' | '.join(line.split('|'))} |\n" for line in (head, f"---{'|---' * columns}", *lines))


def crossed(cross: Cross) -> str:
    """A line for each pillar, a column for each value."""
    values = list(next(iter(cross.values())))
    if set(values) <= set(ASPECTS):
        values = list(ASPECTS)
    lines = [f"{pillar}|{'|'.join(str(row.get(value) or '–') for value in values)}" for pillar, row in cross.items()]
    return table(f"|{'|'.join(values)}", lines)


def topics(one: Coverage) -> str:
    """Every category with the number of its requirements, or its sentence."""
    said = [f"{topic.id}|{topic.name}|{topic.requirements or topic.open}" for topic in one.topics]
    return table("category|name|requirements", said)


def documents(one: Coverage) -> str:
    """Every document that requirements cite."""
    cited = [f"`{d.id}`|{d.number}|{d.requirements}|{clauses(d.encoded, d.of)}" for d in one.documents]
    return table("id|document|requirements|clauses encoded", cited)


def row(rows: Rows) -> str:
    """One family of rows."""
    return f"{rows.title}|{rows.encoded}|{rows.why_not}|{rows.open}"


def current() -> str:
    """The page of the edition that comes with the package."""
    folder = os.path.join(api.data_folder("standards"), api.DEFAULT_STANDARD)
    return page(coverage(folder, api.load_standard()))


if __name__ == "__main__":
    PAGE.write_text(current(), "utf-8")
