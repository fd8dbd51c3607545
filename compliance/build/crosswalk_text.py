"""The crosswalk as lines for a terminal, and as JSON data."""

import textwrap
from collections.abc import Iterator
from typing import Any

from compliance.build.crosswalk import Link
from compliance.build.describe import PHRASES
from compliance.build.shelf import Shelf

FOOT = (
    "Each word says what it says and no more: whoever meets the one has not thereby met the other, and what follows "
    "through others is as sure as the least sure of them."
)


def links(shelf: Shelf, id_: str | None) -> list[Link]:
    """The relations of one id, or every stated one once."""
    if id_:
        return shelf.crosswalk.of(id_)
    once: dict[frozenset[str], Link] = {}
    for one in shelf.crosswalk.stated.values():
        once.setdefault(frozenset((one.start, one.end, f"of {one.of}")), one)
    return sorted(once.values(), key=lambda one: (one.start, one.end, one.of))


def crosswalk_lines(shelf: Shelf, id_: str | None, width: int) -> Iterator[str]:
    """One relation a line, what its source says under it."""
    found = links(shelf, id_)
    for one in found:
        scope = " in scope" if one.of == "scope" else ""
        way = f", through {', '.join(one.way)}" if one.way else ""
        head = f"{one.start} {PHRASES[one.relation]} {one.end}{scope} ({one.confidence}{way})"
        yield from textwrap.wrap(head, width, subsequent_indent="    ", break_on_hyphens=False)
        if one.says:
            yield from textwrap.wrap(one.says, width, initial_indent="  ", subsequent_indent="  ")
    if not found:
        yield "No relation is known."
    yield ""
    yield from textwrap.wrap(FOOT, width)


def crosswalk_data(shelf: Shelf, id_: str | None) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "relations": [
            {
                "from": one.start, "relation": one.relation, "to": one.end, "of": one.of, "confidence": one.confidence,
                "through": list(one.way), "says": one.says or None, "url": one.url or None,
            }
            for one in links(shelf, id_)
        ]
    }  # fmt: skip
