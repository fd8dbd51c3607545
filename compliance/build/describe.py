"""Requirements, documents and protocols, each as lines of a label and a text."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from compliance.build import standard_model as model
from compliance.build.coverage_text import clauses
from compliance.build.crosswalk import Link
from compliance.build.shelf import Shelf
from compliance.catalogue import Catalogue

Line = tuple[str, str]


def instrument_lines(one: model.Instrument, shelf: Shelf, catalogue: Catalogue) -> Iterator[Line]:
    """Describe a document: what it is, which others stand beside it, how much of it is encoded and by what."""
    counted = catalogue.instruments()[one.id]
    yield one.id, f"{one.number}  {one.title.en}  {_chinese(one.title)}".rstrip()
    yield "edition", one.edition or "–"
    yield "status", one.status
    yield "body", one.body
    yield "market", one.market
    yield "force", f"{one.force}{_days(one.from_, one.until)}"
    yield from _linked(one, shelf)
    yield from relation_lines(one.id, shelf)
    for presumed in one.presumption:
        yield "presumption", _presumed(presumed, shelf)
    noted = f" ({one.encoded.note})" if one.encoded.note else ""
    yield "encoded", f"{clauses(counted.encoded, counted.of)} clauses{noted}"
    yield "asked by", _listed(found.id for found in catalogue.requirements if found.instrument == one.id)
    yield "source", f"{one.url or 'none given'} ({one.confidence})"
    yield "note", one.note or "–"


def _chinese(title: model.Title) -> str:
    if not title.zh:
        return ""
    return f"{title.zh} (own translation)" if title.own_translation else title.zh


def _days(first: date | None, last: date | None) -> str:
    return (f", from {first}" if first else "") + (f", until {last}" if last else "")


def _linked(one: model.Instrument, shelf: Shelf) -> Iterator[Line]:
    """The documents on either side of a link; a link is written once and shown from both ends."""
    others = shelf.instruments.values()
    links: list[tuple[str, Iterable[str]]] = [
        ("cites", one.cites),
        ("cited by", (other.id for other in others if one.id in other.cites)),
        ("supersedes", one.supersedes),
        ("replaced by", (other.id for other in others if one.id in other.supersedes)),
        ("identical", (f"{other.id} ({other.confidence})" for other in one.identical_to)),
        ("taken over", (other.id for other in others for link in other.identical_to if link.id == one.id)),
        ("met beside", {*one.rival_of, *(other.id for other in others if one.id in other.rival_of)}),
    ]
    for label, ids in links:
        listed = sorted(ids)
        if listed:
            yield label, ", ".join(listed)


PHRASES = {
    "identical": "identical to", "equivalent": "equivalent to", "subset": "subset of", "superset": "superset of",
    "intersects": "intersects with", "none": "no relationship with",
}  # fmt: skip


def relation_lines(id_: str, shelf: Shelf) -> Iterator[Line]:
    """The relations of a document or requirement (NIST IR 8477); identical texts stand in lines of their own."""
    for one in shelf.crosswalk.of(id_):
        if one.way or one.says:
            yield "relation", _related(one, shelf)


def _related(one: Link, shelf: Shelf) -> str:
    number = shelf.instruments[one.end].number if one.end in shelf.instruments else ""
    named = f"{one.end}{f' {number}' if number else ''}"
    scope = " in scope" if one.of == "scope" else ""
    way = f", follows through {', '.join(one.way)}" if one.way else ""
    return f"{PHRASES[one.relation]} {named}{scope} ({one.confidence}{way}){f': {one.says}' if one.says else ''}"


def same_text(id_: str, shelf: Shelf) -> str:
    """The documents that have the text of a document word for word; empty if none is known."""
    found = [one for one in shelf.crosswalk.of(id_) if (one.relation, one.of) == ("identical", "text")]
    return ", ".join(f"{shelf.instruments[one.end].number} ({one.confidence})" for one in found)


def _presumed(one: model.Presumption, shelf: Shelf) -> str:
    """What a document is presumed to meet, by which citation, from when and with which restrictions."""
    act, reference = (shelf.instruments[id_].number for id_ in (one.act, one.reference))
    restricted = " ".join(text.en for text in one.restrictions)
    return f"{act}, by {reference}{_days(one.from_, None)} ({one.confidence}). {restricted}".rstrip()


def protocol_lines(one: model.Protocol, catalogue: Catalogue) -> Iterator[Line]:
    """Describe a protocol: what is measured, how, how often, and who asks for it."""
    yield one.id, f"{one.title.en}  {_chinese(one.title)}".rstrip()
    yield "measures", one.measured
    yield "metric", one.metric
    yield "kind", f"{one.kind or 'no quantity'}{f', in {one.unit}' if one.unit else ''}"
    yield "least runs", str(one.min_runs or "not given")
    yield "repetitions", one.repetitions
    yield "setup", one.setup
    yield "record", one.record
    yield "for", ", ".join(one.applies_to)
    for also in one.also:
        yield "also", f"{also.name}: {also.metric}{f', in {also.unit}' if also.unit else ''}"
    yield "status", f"{one.status.replace('_', ' ')}, {one.environment}"
    yield "pillar", one.pillar
    yield (
        "from",
        f"{one.source}{f', {one.clause}' if one.clause else ''}{f' ({one.instrument})' if one.instrument else ''}",
    )
    yield "source", f"{one.url} ({one.confidence})"
    yield "asked by", _listed(found.id for found in catalogue.requirements if one.id in _protocols(found.row))
    yield "note", one.note or "–"


def _protocols(row: Any) -> list[str]:
    protocols: list[str] = row["proof"]["protocols"]
    return protocols


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids) or "no requirement"
