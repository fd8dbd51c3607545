"""The list of all results in few lines: those of one series that say the same stand together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compliance.assess import Result
from compliance.assess.points import Point, point_of
from compliance.report.digest import comparison, marks
from compliance.report.fold import series
from compliance.report.plain import VERDICT_WORDS, keyword

FITS = 70  # characters of titles that are read at a glance


def alike(results: Iterable[Result]) -> list[tuple[Result, ...]]:
    """Results in the order of their ids, those that say the same as one: what blocks is told of before, what does not
    apply has nothing open, what is open waits for the same thing, and other results of one series end alike."""
    found: dict[object, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.requirement.id):
        found.setdefault(_same(result), []).append(result)
    return sorted((tuple(some) for some in found.values()), key=lambda some: not some[0].blocks)


def _same(result: Result) -> object:
    if result.blocks or result.verdict == "not_applicable":
        return (result.verdict, result.blocks, *marks(result))
    own = "" if result.verdict == "needs_evidence" else series(result.requirement.id)
    reasons = tuple((reason.type, reason.path, "" if reason.path else reason.text) for reason in result.reasons)
    return (own, result.verdict, reasons, printed(result), tuple(marks(result)), brief(result))


def printed(result: Result) -> str:
    """The keyword of a requirement, as printed."""
    return keyword(result.requirement.keyword, result.requirement.basis)


def brief(result: Result) -> str:
    """The first reason of a result, who set it aside, or the one comparison that decided it."""
    if result.waived:
        below = VERDICT_WORDS[result.waived.verdict]
        return f"{below}, {result.waived.how}: {result.waived.reason}"
    if result.reasons and result.verdict in ("needs_evidence", "fail"):
        first, more = result.reasons[0], len(result.reasons) - 1
        return f"{first.type}: {first.path or first.text}{f' and {more} more' if more else ''}"
    decided = [line for line in result.lines if line.operator]
    return comparison(decided[0]) if len(decided) == 1 else ""


def titles(results: Sequence[Result], instruments: Mapping[str, Any]) -> str:
    """What some results are about, as far as it fits: several points of one document by their number, else titles."""
    of = [point.instrument if point else "" for point in points_of(results)]
    said = [
        f"{of.count(name)} points of {number_of(name, instruments)}"
        if name and of.count(name) > 1
        else result.requirement.title["en"]
        for result, name in zip(results, of, strict=True)
    ]
    return fitting(said)


def points_of(results: Iterable[Result]) -> list[Point | None]:
    """The points of the checklist that results are about, None for one that is about none."""
    return [point_of(result.requirement.row) for result in results]


def number_of(instrument: str, instruments: Mapping[str, Any]) -> str:
    """The number of a document as printed; its id where the standard does not describe it."""
    known = instruments.get(instrument)
    return str(known.number) if known else instrument


def fitting(texts: Sequence[str], most: int = FITS) -> str:
    """Texts one after the other, each once and at least one; those that do not fit are counted."""
    shown = list(dict.fromkeys(texts))
    while len(shown) > 1 and len("; ".join(shown)) > most:
        shown.pop()
    left = sum(text not in shown for text in texts)
    return "; ".join(shown) + (f" and {left} more" if left else "")


def asked_points(results: Iterable[Result]) -> str:
    """The points of the checklist that some open results ask for, document by document."""
    found: dict[str, list[str]] = {}
    for point in points_of(results):
        if point:
            found.setdefault(point.instrument, []).append(f"`{point.point}`")
    said = "; ".join(f"{name}, point{'s' if len(some) > 1 else ''} {', '.join(some)}" for name, some in found.items())
    return f"checklist: {said}" if said else ""
