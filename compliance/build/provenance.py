"""Where an edition comes from: which rows of its fact list are encoded, which never will be, which are still open."""

import os
from collections.abc import Collection, Iterator

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_many
from compliance.catalogue import Catalogue
from compliance.errors import InputError, Problem, near

ONE = "Give `by: [ids]`, or `why_not: a sentence`, or `open: true` with a `subject`."


class Row(model.Entry):
    """One fact of the list an edition was made from: what encodes it, why nothing does, or that it is still open."""

    id: str
    by: tuple[str, ...] = ()
    why_not: str | None = None
    open: bool = False
    subject: str | None = None


class Family(model.Entry):
    """The rows of one list of facts."""

    family: model.Id
    title: model.Text
    about: str
    rows: list[Row]


def read_provenance(folder: str, catalogue: Catalogue) -> list[Family]:
    """Read the families of an edition. Raises InputError for rows that are told twice, not at all, or by nothing."""
    placed = read_many(os.path.join(folder, "provenance"), Family, optional=True)
    known = {*(one.id for one in catalogue.requirements), *catalogue.tables, *catalogue.protocols}
    problems = [problem for one in placed for problem in _wrong_rows(one, known)]
    if problems:
        raise InputError(problems)
    return [one.model for one in placed]


def _wrong_rows(family: Placed, known: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(family.model.rows):
        if row.id in seen:
            what = f"the row `{row.id}` stands here twice"
            yield Problem("lint.provenance", family.place("rows", index, "id"), what, "Keep one of them.")
        seen.add(row.id)
        if [bool(row.by), bool(row.why_not), row.open and bool(row.subject)].count(True) != 1:
            what = f"the row `{row.id}` is not told in exactly one way"
            yield Problem("lint.provenance", family.place("rows", index, "id"), what, ONE)
        for position, name in enumerate(row.by):
            if name not in known:
                what = f"`{row.id}` names `{name}`, which is no requirement, table or protocol of this edition"
                yield Problem("lint.provenance", family.place("rows", index, "by", position), what, near(name, known))
