"""What the entries of an edition owe each other: kinds, blanks of the notice, references, dates."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import reduce

from compliance.build.documents import Placed, inside_scalar
from compliance.catalogue.model import BLANKS
from compliance.errors import InputError, Place, Problem, near
from compliance.source.nodes import Mapping as MappingNode
from compliance.source.nodes import Scalar
from compliance.units import UnitTable

Wrong = tuple[Place, str, str]  # where a name stands that nothing has, what is wrong, how to write it
_ROW = re.compile(r'\binstrument == "([^"]*)"')
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
_KNOWN_BRACES = ("{{", "}}", *(f"{{{name}}}" for name in BLANKS))  # a brace written twice stands for itself


def check_head(head: Placed, tables: dict[str, Placed], protocols: dict[str, Placed], units: UnitTable) -> None:
    """Check what everything else is read by: kinds of columns, results and target fields, blanks of the notice."""
    problems = [*_wrong_fields(head, units), *_wrong_blanks(head)]
    for placed in tables.values():
        for name, column in placed.model.columns.items():
            problems += _wrong_kind(placed.place("columns", name, "kind"), column.kind, units)
    for placed in protocols.values():
        problems += _wrong_results(placed, units)
    if problems:
        raise InputError(problems)


def _wrong_kind(place: Place, kind: str, units: UnitTable) -> Iterator[Problem]:
    if kind not in units:
        yield Problem("standard.kind", place, f"there is no quantity kind `{kind}`", near(kind, units.names))


def _wrong_results(protocol: Placed, units: UnitTable) -> Iterator[Problem]:
    """Hold the results of a protocol to their kinds, and their units to those kinds."""
    results = [((), protocol.model), *((("also", index), one) for index, one in enumerate(protocol.model.also))]
    for path, result in results:
        if result.kind is not None:
            yield from _wrong_kind(protocol.place(*path, "kind"), result.kind, units)
            if result.unit and result.kind in units and result.unit not in units.kind(result.kind).spellings:
                what = f"`{result.unit}` is no unit of {result.kind}"
                yield Problem(
                    "standard.unit", protocol.place(*path, "unit"), what, f"Write `{units.kind(result.kind).usual}`."
                )


def _wrong_fields(head: Placed, units: UnitTable) -> Iterator[Problem]:
    """Hold the names a target may set to what their types need: a kind, or a vocabulary."""
    for name, field in head.model.target_fields.items():
        place = head.place("target_fields", name)
        if field.kind is not None:
            yield from _wrong_kind(head.place("target_fields", name, "kind"), field.kind, units)
        elif field.type in ("quantity", "span"):
            yield Problem("standard.field", place, f"`{name}` is a {field.type} without a `kind`", "Add `kind: mass`.")
        if field.type in ("choice", "set") and not field.choices:
            what = f"`{name}` is a {field.type} without `choices`"
            yield Problem("standard.field", place, what, "Add `choices: [first, second]`.")


def _wrong_blanks(head: Placed) -> Iterator[Problem]:
    """Find the blanks of the notice that no report fills in."""
    notice = head.node.get("notice") if isinstance(head.node, MappingNode) else None
    for entry in notice.entries.values() if isinstance(notice, MappingNode) else ():
        text = entry.value
        if isinstance(text, Scalar):
            braces = _BRACES.finditer(text.text)
            yield from (_wrong_blank(text, one) for one in braces if one[0] not in _KNOWN_BRACES)
            if "{content}" in text.text and head.model.notice_content is None:
                cure = "Write `notice_content:` with the texts `unread` and `read`."
                yield Problem("standard.notice", text.place, "nothing fills in the blank `{content}`", cure)


def _wrong_blank(text: Scalar, found: re.Match[str]) -> Problem:
    line = text.text.count("\n", 0, found.start()) + 1
    place = inside_scalar(text, line, found.start() - text.text.rfind("\n", 0, found.start()))
    cure = f"Blanks: {', '.join(_KNOWN_BRACES[2:])}. A brace itself is written twice."
    return Problem("standard.notice", place, f"`{found[0]}` is no blank of a notice", cure)


def check_references(
    head: Placed,
    instruments: dict[str, Placed],
    tables: dict[str, Placed],
    protocols: dict[str, Placed],
    targets: dict[str, Placed],
    requirements: dict[str, Placed],
) -> None:
    """Check that every id an entry refers to is there, and that no instrument ends before it begins."""
    categories = [one.id for pillar in head.model.pillars for one in pillar.categories]
    wrong: list[Wrong] = []
    for placed in requirements.values():
        wrong += _wrong_names(placed, "source.instrument", instruments, "instrument")
        of_pillar = [one for one in categories if one.startswith(f"{placed.model.pillar}.")]
        wrong += _wrong_names(placed, "category", of_pillar or categories, "category")
        wrong += _wrong_rows(placed, instruments)
        wrong += _wrong_names(placed, "proof.protocols", protocols, "protocol")
    for placed in tables.values():
        wrong += _wrong_names(placed, "instrument", instruments, "instrument")
    for placed in protocols.values():
        if placed.model.instrument:
            wrong += _wrong_names(placed, "instrument", instruments, "instrument")
    for placed in targets.values():
        wrong += wrong_names(placed, instruments, requirements)
    wrong += [one for placed in instruments.values() for one in _wrong_documents(placed, instruments)]
    problems = [Problem("standard.reference", *one) for one in wrong]
    problems += [problem for placed in instruments.values() for problem in _wrong_dates(placed)]
    problems += _cycles(instruments)
    if problems:
        raise InputError(problems)


def _wrong_documents(placed: Placed, instruments: Collection[str]) -> Iterator[Wrong]:
    """Find the documents an instrument is linked to that are not there."""
    for key in ("cites", "supersedes", "rival_of"):
        yield from _wrong_names(placed, key, instruments, "instrument")
    linked = [(("identical_to", index, "id"), one.id) for index, one in enumerate(placed.model.identical_to)]
    for index, one in enumerate(placed.model.presumption):
        linked += [(("presumption", index, "act"), one.act), (("presumption", index, "reference"), one.reference)]
    for path, name in linked:
        if name not in instruments:
            key = ".".join(part for part in path if isinstance(part, str))
            yield (
                placed.place(*path),
                f"`{key}` names `{name}`, which is no instrument of this edition",
                near(name, instruments),
            )


def _cycles(instruments: Mapping[str, Placed]) -> Iterator[Problem]:
    """Find the instruments that, edition by edition, replace themselves; each circle once."""
    seen: set[str] = set()
    for id_, placed in instruments.items():
        circle = _way_back(id_, instruments)
        if circle and not seen.intersection(circle):
            seen.update(circle)
            what = f"`{id_}` supersedes itself: {' > '.join((*circle, id_))}"
            yield Problem("standard.cycle", placed.place("supersedes"), what, "Newer editions name the older ones.")


def _way_back(start: str, instruments: Mapping[str, Placed]) -> tuple[str, ...]:
    """The ids on a way from an instrument back to itself; none if there is no such way."""
    ways: list[tuple[str, ...]] = [(start,)]
    visited: set[str] = set()
    while ways:
        way = ways.pop()
        for name in instruments[way[-1]].model.supersedes if way[-1] in instruments else ():
            if name == start:
                return way
            if name not in visited:
                visited.add(name)
                ways.append((*way, name))
    return ()


def _wrong_dates(placed: Placed) -> Iterator[Problem]:
    first, last = placed.model.from_, placed.model.until
    if first and last and last < first:
        yield Problem("standard.dates", placed.place("until"), "`until` lies before `from`")


def wrong_names(target: Placed, instruments: Collection[str], requirements: Collection[str]) -> list[Wrong]:
    """Find what a target adopts, asks, takes as a criterion, accepts or excludes that is not there."""
    return [
        *_wrong_names(target, "adopts", instruments, "instrument"),
        *_wrong_names(target, "asks", instruments, "instrument"),
        *_wrong_names(target, "criteria", requirements, "requirement"),
        *_wrong_entries(target, "accepts", requirements),
        *_wrong_entries(target, "excludes", requirements),
    ]


def _wrong_entries(target: Placed, key: str, requirements: Collection[str]) -> Iterator[Wrong]:
    for index, one in enumerate(getattr(target.model, key)):
        if one.requirement not in requirements:
            what = f"`{key}` names `{one.requirement}`, which is no requirement of this edition"
            yield target.place(key, index, "requirement"), what, near(one.requirement, requirements)


def _wrong_rows(placed: Placed, instruments: Collection[str]) -> Iterator[Wrong]:
    """Find the documents whose rows of the checklist a requirement looks for, and that are not there."""
    listed = placed.model.for_each or ""
    for name in _ROW.findall(listed) if listed.startswith("checklist ") else ():
        if name not in instruments:
            place = placed.place("id" if placed.family else "for_each")
            what = f"`for_each` looks for rows of `{name}`, which is no instrument of this edition"
            yield place, what, near(name, instruments)


def _wrong_names(placed: Placed, key: str, known: Collection[str], what: str) -> Iterator[Wrong]:
    """Find the ids under a key that nothing has. The key holds one id or a list of them; `a.b` stands in a section."""
    path = key.split(".")
    given = reduce(getattr, path, placed.model)
    for index, name in enumerate([given] if isinstance(given, str) else given):
        if name not in known:
            place = placed.place(*path) if isinstance(given, str) else placed.place(*path, index)
            yield place, f"`{key}` names `{name}`, which is no {what} of this edition", near(name, known)
