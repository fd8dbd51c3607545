"""One step of a plan, frozen: what to do, about which fields, and which requirements it bears on."""

import datetime
from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar

from compliance.assess.assessment import Assessment
from compliance.assess.reasons import NOT_STATED
from compliance.assess.results import Line, Result, Waived
from compliance.errors import Place

Key = TypeVar("Key", bound=Hashable)


class Settled(NamedTuple):
    """A requirement that a step bears on. `upcoming` is the day its law comes into force, `waived` how it is set aside.

    `whether` says that the step decides only whether the requirement applies.
    """

    id: str
    title: str
    keyword: str
    blocks: bool
    whether: bool
    upcoming: str
    waived: str


class Field(NamedTuple):
    """A place in the profile that a step is about, and what is to be said about it; empty for "not stated"."""

    path: str
    said: str
    place: Place


class Todo(NamedTuple):
    """One thing to do, and the requirements that ask for it; none where all of the step do."""

    text: str
    ids: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A requirement that asks for a row of the checklist, and the point of the document that the row is about."""

    id: str
    instrument: str
    point: str


class Step(NamedTuple):
    """One step of a plan, for whoever has the duty (`holder`).

    `then` is what the requirements need after this step; `lines` say what fails, and by how much; `readiness` is
    the readiness step that is out of reach without this one, or empty; `points` are those of a checklist to fill in.
    """

    kind: str
    title: str
    settles: tuple[Settled, ...]
    todo: tuple[Todo, ...]
    fields: tuple[Field, ...]
    holder: str
    then: tuple[Todo, ...] = ()
    lines: tuple[Line, ...] = ()
    readiness: str = ""
    points: tuple[Asked, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The requirements that the step bears on."""
        return tuple(one.id for one in self.settles)

    @property
    def blocks(self) -> int:
        """How many of them hold deployment up."""
        return sum(one.blocks for one in self.settles)


def settled(one: Assessment, results: Iterable[Result]) -> tuple[Settled, ...]:
    """The requirements of some results, those that block first."""
    found = [_settled(one, result) for result in results]
    return tuple(sorted(found, key=lambda each: (not each.blocks, bool(each.upcoming), each.id)))


def _settled(one: Assessment, result: Result) -> Settled:
    requirement = result.requirement
    first = one.instruments[requirement.instrument].first
    upcoming = datetime.date.fromordinal(int(first)).isoformat() if result.upcoming and first else ""
    waived = _set_aside(result.waived) if result.waived else ""
    title, whether = requirement.title["en"], is_whether(result)
    return Settled(requirement.id, title, requirement.keyword, result.blocks, whether, upcoming, waived)


def _set_aside(waived: Waived) -> str:
    return f"waived until {waived.expires}" if waived.expires else waived.how


def is_whether(result: Result) -> bool:
    """Whether it is open if a requirement applies at all."""
    return any(reason.type in ("applicability", "exclusion_unsupported") for reason in result.reasons)


def fields(results: Iterable[Result]) -> tuple[Field, ...]:
    """The fields that the reasons of some results are about, each once, in order of their first mention."""
    found: dict[tuple[str, str], Field] = {}
    for result in results:
        for one in fields_of(result):
            found.setdefault((one.path, one.said), one)
    return tuple(found.values())


def fields_of(result: Result) -> list[Field]:
    """The fields that the reasons of one result are about. A table is none; who may be there is."""
    tables = _tables([result.requirement.row["applies"], result.requirement.row["require"]])
    found = []
    for reason in result.reasons:
        said = "" if reason.text == NOT_STATED else reason.text
        if reason.type == "population_not_covered":
            found.append(Field("use.users", said, reason.place))
        elif reason.path and reason.path.removeprefix("target.") not in tables:
            found.append(Field(reason.path, said, reason.place))
    return found


def _tables(node: Any) -> set[str]:
    """The tables that a compiled rule reads."""
    if not isinstance(node, list):
        return set()
    own = {str(node[1])} if len(node) > 1 and node[0] == "table" else set()
    return own.union(*(_tables(part) for part in node))


def section(result: Result) -> str:
    """The section of the profile, or the list, that a result is about first."""
    row = result.requirement.row
    paths = [one.path for one in fields_of(result)] or [*_listed(row), *row["reads"]]
    return head(paths[0]) if paths else ""


def head(path: str) -> str:
    """The top-level section or list that a path belongs to."""
    return path.partition(".")[0].partition("[")[0]


def _listed(row: Any) -> list[str]:
    listed = row["for_each"][0] if row["for_each"] else None
    return [str(listed[1])] if listed and listed[0] == "fact" else []


def count(number: int, word: str) -> str:
    """A number of things in words."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number} {word if number == 1 else plural}"


def grouped(results: Iterable[Result], key: Callable[[Result], Key]) -> dict[Key, list[Result]]:
    """Results that have something in common, by what it is."""
    found: dict[Key, list[Result]] = {}
    for result in results:
        found.setdefault(key(result), []).append(result)
    return found


def either(words: Iterable[str]) -> str:
    """Words as alternatives: one, two or three."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def same(texts: Iterable[tuple[str, str]]) -> tuple[Todo, ...]:
    """Texts with the requirements they come from, each text once."""
    found: dict[str, list[str]] = {}
    for text, id_ in texts:
        if text:
            found.setdefault(text, []).append(id_)
    return tuple(Todo(text, tuple(sorted(set(ids)))) for text, ids in found.items())
