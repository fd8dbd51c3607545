"""What an edition covers: its requirements by pillar, its documents, its open categories, the rows it was made from."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, get_args

from compliance.build import standard_model as model
from compliance.build.documents import read_many, read_one
from compliance.build.provenance import Family, read_provenance
from compliance.build.reviews import Standing, read_reviews, standing
from compliance.build.unused import uncited
from compliance.catalogue import Catalogue, Requirement

Cross = dict[str, dict[str, int]]  # counts by pillar, of each value that occurs
ASPECTS: tuple[str, ...] = get_args(model.Aspect)


class Topic(NamedTuple):
    """A category: how many requirements it has, and the sentence on what is missing."""

    id: str
    name: str
    requirements: int
    open: str | None


class Document(NamedTuple):
    """An instrument that requirements cite: `encoded` of its `of` clauses (None: nobody says how many there are)."""

    id: str
    number: str
    requirements: int
    encoded: int
    of: int | None


class Rows(NamedTuple):
    """A family of rows of the fact list: encoded, told why not, still open."""

    family: str
    title: str
    encoded: int
    why_not: int
    open: int


class Coverage(NamedTuple):
    """All of it. `by` holds a table of counts for each property of requirements."""

    standard: str
    requirements: int
    by: dict[str, Cross]
    topics: list[Topic]
    documents: list[Document]
    uncited: tuple[str, ...]
    rows: list[Rows]
    reviews: Standing

    @property
    def accounted(self) -> tuple[int, int]:
        """How many rows are encoded or told why not, and how many there are."""
        told = sum(one.encoded + one.why_not for one in self.rows)
        return told, told + sum(one.open for one in self.rows)

    def data(self) -> dict[str, Any]:
        """The same as JSON data."""
        told, rows = self.accounted
        listed = {name: [one._asdict() for one in getattr(self, name)] for name in ("topics", "documents", "rows")}
        return {
            **self._asdict(),
            **listed,
            "reviews": self.reviews._asdict(),
            "accounted": {"told": told, "rows": rows},
        }


def coverage(folder: str, catalogue: Catalogue) -> Coverage:
    """Look at the edition in a folder. Raises InputError with the places of everything wrong in it."""
    head: model.Standard = read_one(os.path.join(folder, "standard.yaml"), model.Standard).model
    instruments = catalogue.instruments()
    properties: dict[str, Callable[[Requirement], str]] = {
        "aspect": lambda one: str(one.row["aspect"]),
        "category": lambda one: str(one.row["category"]),
        "basis": lambda one: one.basis,
        "confidence": lambda one: one.confidence,
        "market": lambda one: instruments[one.instrument].market,
        "shape": lambda one: one.shape,
    }
    pillars = [pillar.id for pillar in head.pillars]
    return Coverage(
        f"{head.title.en} {head.version}",
        len(catalogue.requirements),
        {name: _cross(catalogue.requirements, pillars, of) for name, of in properties.items()},
        _topics(head, catalogue),
        _documents(catalogue),
        uncited(catalogue),
        [_rows(family) for family in read_provenance(folder, catalogue)],
        standing(
            (one.model for one in read_many(os.path.join(folder, "requirements"), model.Requirement)),
            (one.model for one in read_reviews(folder)),
        ),
    )


def _cross(requirements: Iterable[Requirement], pillars: Sequence[str], of: Callable[[Requirement], str]) -> Cross:
    counts = Counter((one.pillar, of(one)) for one in requirements)
    values = sorted({value for _, value in counts})
    return {pillar: {value: counts[pillar, value] for value in values} for pillar in pillars}


def _topics(head: model.Standard, catalogue: Catalogue) -> list[Topic]:
    counts = Counter(one.row["category"] for one in catalogue.requirements)
    listed = [one for pillar in head.pillars for one in pillar.categories]
    return [Topic(one.id, one.name.en, counts[one.id], one.open.en if one.open else None) for one in listed]


def _documents(catalogue: Catalogue) -> list[Document]:
    counts = Counter(one.instrument for one in catalogue.requirements)
    instruments = catalogue.instruments()
    found = [(instruments[id_], count) for id_, count in sorted(counts.items())]
    return [Document(one.id, one.number, count, one.encoded, one.of) for one, count in found]


def _rows(family: Family) -> Rows:
    told = [sum(1 for row in family.rows if bool(getattr(row, way))) for way in ("by", "why_not", "open")]
    return Rows(family.family, family.title.en, *told)
