"""Coverage as plain text: small tables, then what is open."""

import textwrap
from collections.abc import Iterable

from compliance.build.coverage import Coverage, Cross, Document

GAP = "  "


def coverage_text(one: Coverage, width: int = 100) -> str:
    """Render coverage in lines of at most `width` columns, where words allow it."""
    told, rows = one.accounted
    share = f"{told} of {rows} rows of the fact list accounted for" if rows else "No fact list is kept beside it"
    parts = [f"{one.standard}: {one.requirements} requirements. {share}."]
    parts += [_crossed(name, cross) for name, cross in one.by.items()]
    parts.append(_section("Categories without any requirement", _open(one, width) or ["none"]))
    parts.append(_section("Documents that requirements cite (clauses encoded)", map(_document, one.documents)))
    listed = _wrap(", ".join(one.uncited), width) if one.uncited else ["none"]
    parts.append(_section(f"Documents that nothing cites yet: {len(one.uncited)}", listed))
    parts.append(_reviews(one, width))
    if one.rows:
        parts.append(_section("Rows of the fact list (encoded: at least in part)", _table(_row_cells(one))))
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"{GAP}{line}" for line in lines)])


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width - len(GAP), break_long_words=False, break_on_hyphens=False)


def _crossed(name: str, cross: Cross) -> str:
    """One table: a line for each value, a column for each pillar."""
    values = next(iter(cross.values()), {})
    cells = [["", *cross, "all"]]
    for value in values:
        counts = [row[value] for row in cross.values()]
        cells.append([value, *(str(count or "–") for count in (*counts, sum(counts)))])
    return _section(f"By {name}", _table(cells))


def _table(cells: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        GAP.join([row[0].ljust(widths[0]), *(cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True))])
        for row in cells
    ]


def _open(one: Coverage, width: int) -> list[str]:
    lines: list[str] = []
    for topic in one.topics:
        if not topic.requirements:
            lines += _wrap(f"{topic.id} {topic.name}: {topic.open or 'nothing is said about it.'}", width)
    return lines


def _reviews(one: Coverage, width: int) -> str:
    """How many requirements somebody reviewed; those whose text has changed since are named."""
    counts = [f"{len(ids)} {name.replace('_', ' ')}" for name, ids in one.reviews._asdict().items()]
    changed = f" (changed since: {', '.join(one.reviews.suspect)})" if one.reviews.suspect else ""
    return _section("Reviews of requirements", _wrap(f"{', '.join(counts)}{changed}", width))


def _document(one: Document) -> str:
    return f"{one.id:<22} {clauses(one.encoded, one.of):<14} {one.number}"


def clauses(encoded: int, of: int | None) -> str:
    """How much of a document is encoded: `10 of 185`, `3 of unknown`."""
    return f"{encoded} of {'unknown' if of is None else of}"


def _row_cells(one: Coverage) -> list[list[str]]:
    cells = [["", "encoded", "told why not", "open", "accounted for"]]
    for rows in one.rows:
        told, all_ = rows.encoded + rows.why_not, rows.encoded + rows.why_not + rows.open
        cells.append(
            [rows.title, str(rows.encoded), str(rows.why_not), str(rows.open), f"{told / all_:.0%}" if all_ else "–"]
        )
    return cells
