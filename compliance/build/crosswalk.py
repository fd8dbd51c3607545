"""The crosswalk: what documents and requirements have to do with each other, and what follows from that.

The words are those of set theory (NIST IR 8477): `intersects` says that two share something and no more.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from pydantic import Field

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_many
from compliance.errors import Problem, near

Word = Literal["identical", "equivalent", "subset", "superset", "intersects", "none"]
WORDS: tuple[str, ...] = get_args(Word)
TURNED = {"subset": "superset", "superset": "subset"}
SAME = ("identical", "equivalent")
CONFIDENCES: tuple[str, ...] = get_args(model.Confidence)
CURE = "Mend one of the two; what follows is never more than the relations on the way allow."
Key = tuple[str, str, str]  # from, to, of what


class Relation(model.Entry):
    """One relation as a source states it, or as it follows `through` others. `of` says what is compared."""

    from_: str = Field(alias="from")
    relation: Word
    to: str
    of: Literal["text", "scope"] = "text"
    confidence: model.Confidence
    says: model.Text | None = None
    url: str | None = None
    through: tuple[str, ...] = ()


class Link(NamedTuple):
    """A relation from one id to another. `way` are the ids between; the confidence is the least on the way."""

    start: str
    relation: str
    end: str
    of: str
    confidence: str
    way: tuple[str, ...] = ()
    says: str = ""
    url: str = ""


class Crosswalk(NamedTuple):
    """Every relation: `stated` by a source, in both directions, and all that `follows`."""

    stated: dict[Key, Link]
    follows: dict[Key, Link]

    def of(self, id_: str) -> list[Link]:
        """The relations of one id, those stated first."""
        found = [one for links in (self.stated, self.follows) for one in links.values() if one.start == id_]
        return sorted(found, key=lambda one: (bool(one.way), WORDS.index(one.relation), one.end))


def compose(first: str, second: str) -> str | None:
    """What two relations in a row say; None where they say nothing, as two that intersect do."""
    for one, other in ((first, second), (second, first)):
        if one == "identical":
            return other
    if "equivalent" in (first, second):
        return second if first == "equivalent" else first
    if first == second and first in TURNED:
        return first
    return "none" if (first, second) in (("subset", "none"), ("none", "superset")) else None


def read_relations(folder: str) -> list[Placed]:
    """The relations of an edition, each with its place."""
    return read_many(os.path.join(folder, "crosswalk"), Relation, optional=True)


def crosswalk(relations: list[Placed], instruments: Mapping[str, model.Instrument]) -> Crosswalk:
    """All relations: those of the crosswalk, those of `identical_to`, and what follows from both."""
    stated: dict[Key, Link] = {}
    for one in (*_adopted(instruments), *(_link(placed.model) for placed in relations if not placed.model.through)):
        for link in (one, _turned(one)):
            stated.setdefault((link.start, link.end, link.of), link)
    return Crosswalk(stated, _closed(stated))


def _adopted(instruments: Mapping[str, model.Instrument]) -> Iterator[Link]:
    for id_, one in instruments.items():
        for taken in one.identical_to:
            yield Link(id_, "identical", taken.id, "text", taken.confidence, (), "", one.url or "")


def _link(one: Relation) -> Link:
    says = one.says.en if one.says else ""
    return Link(one.from_, one.relation, one.to, one.of, one.confidence, (), says, one.url or "")


def _turned(one: Link) -> Link:
    return one._replace(start=one.end, end=one.start, relation=TURNED.get(one.relation, one.relation))


def _closed(stated: Mapping[Key, Link]) -> dict[Key, Link]:
    """Everything that follows from what is stated, by the shortest way."""
    follows: dict[Key, Link] = {}
    fresh = list(stated.values())
    while fresh:
        found: dict[Key, Link] = {}
        for first in fresh:
            for second in stated.values():
                link = _joined(first, second)
                key = (link.start, link.end, link.of) if link else None
                if link and key and key not in stated and key not in follows:
                    found.setdefault(key, link)
        follows |= found
        fresh = list(found.values())
    return follows


def _joined(first: Link, second: Link) -> Link | None:
    """Two relations in a row as one; None where nothing follows."""
    if (first.end, first.of) != (second.start, second.of) or second.end in (first.start, *first.way):
        return None
    relation = compose(first.relation, second.relation)
    if relation is None:
        return None
    least = max(first.confidence, second.confidence, key=CONFIDENCES.index)
    return Link(first.start, relation, second.end, first.of, least, (*first.way, first.end))


def crosswalk_problems(
    relations: list[Placed], instruments: Mapping[str, model.Instrument], requirements: list[str]
) -> Iterator[Problem]:
    """Find names of nothing, relations told twice or against each other, and claims that do not follow."""
    known = [*instruments, *requirements]
    found = crosswalk(relations, instruments)
    seen: dict[Key, Link] = {}
    for one in _adopted(instruments):
        for link in (one, _turned(one)):
            seen[link.start, link.end, link.of] = link
    for placed in relations:
        yield from _wrong_names(placed, known)
        yield from _unsourced(placed, instruments)
        yield from _told_before(placed, seen)
        yield from _overclaimed(placed, found)
    yield from _against(relations, found)


def _wrong_names(placed: Placed, known: list[str]) -> Iterator[Problem]:
    one = placed.model
    named: list[tuple[tuple[str | int, ...], str]] = [(("from",), one.from_), (("to",), one.to)]
    named += [(("through", index), name) for index, name in enumerate(one.through)]
    for path, name in named:
        if name not in known:
            what = f"`{name}` is no document or requirement of this edition"
            yield Problem("lint.crosswalk", placed.place(*path), what, near(name, known))
    if one.from_ == one.to:
        yield Problem("lint.crosswalk", placed.place("to"), f"`{one.to}` is set against itself", "Name another one.")


def _unsourced(placed: Placed, instruments: Mapping[str, model.Instrument]) -> Iterator[Problem]:
    """A relation has a source, and speaks of a presumption only where a citation gives one."""
    one = placed.model
    if not one.url and not one.through:
        yield Problem("lint.crosswalk", placed.place("from"), "no source is given", "Add `url`, or `through: [ids]`.")
    words = f"{one.says.en} {one.says.zh or ''}" if one.says else ""
    presumed = {(id_, each.act) for id_, entry in instruments.items() for each in entry.presumption}
    if ("presum" in words.lower() or "推定" in words) and not presumed & {(one.from_, one.to), (one.to, one.from_)}:
        what = f"no citation says that `{one.from_}` is presumed to meet `{one.to}`"
        yield Problem("lint.crosswalk", placed.place("says"), what, "Leave the word out, or add `presumption`.")


def _told_before(placed: Placed, seen: dict[Key, Link]) -> Iterator[Problem]:
    link = _link(placed.model)
    before = seen.get((link.start, link.end, link.of))
    if before:
        how = "again" if before.relation == link.relation else f"otherwise, as `{before.relation}`"
        what = f"`{link.start}` and `{link.end}` stand here {how}"
        yield Problem("lint.crosswalk", placed.place("relation"), what, "Keep one of the two.")
    for one in (link, _turned(link)):
        seen.setdefault((one.start, one.end, one.of), one)


def _overclaimed(placed: Placed, found: Crosswalk) -> Iterator[Problem]:
    """A relation that is said to follow is what follows on its way."""
    one = placed.model
    if not one.through:
        return
    ids = [one.from_, *one.through, one.to]
    links = [found.stated.get((start, end, one.of)) for start, end in pairwise(ids)]
    follows: str | None = "identical"
    for link in links:
        follows = compose(follows, link.relation) if follows and link else None
    if follows != one.relation:
        said = f"only `{follows}` follows" if follows else "nothing follows"
        what = f"`{one.relation}` is claimed through {', '.join(one.through)}, from which {said}"
        yield Problem("lint.crosswalk", placed.place("relation"), what, CURE)


def _against(relations: list[Placed], found: Crosswalk) -> Iterator[Problem]:
    """What is stated must not deny what follows from the other relations."""
    for placed in relations:
        link = _link(placed.model)
        for first in found.of(link.start):
            second = found.stated.get((first.end, link.end, link.of))
            joined = _joined(first, second) if second and link.end != first.end else None
            if joined and not _agree(joined.relation, link.relation):
                way = " and ".join(joined.way)
                what = f"`{link.relation}` stands against `{joined.relation}`, which follows through {way}"
                yield Problem("lint.crosswalk", placed.place("relation"), what, CURE)


def _agree(follows: str, stated: str) -> bool:
    """Whether both can be true: one may say less than the other, never something else."""
    both = {follows, stated}
    return len(both) == 1 or both <= set(SAME) or ("intersects" in both and "none" not in both)
