"""Both languages: every text of an edition that a report, a listing or a page may show is there in Chinese too."""

import os
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from compliance.build import standard_model as model
from compliance.build.crosswalk import read_relations
from compliance.build.documents import Placed, read_many
from compliance.errors import Problem

Path = tuple[str | int, ...]
SHELVES: dict[str, type[model.Entry]] = {
    "instruments": model.Instrument, "protocols": model.Protocol, "tables": model.Table, "targets": model.Target,
}  # fmt: skip


def untranslated(folder: str, head: Placed, requirements: Sequence[Placed]) -> Iterator[Problem]:
    """Find the texts without Chinese."""
    shelves = [read_many(os.path.join(folder, name), kind, optional=True) for name, kind in SHELVES.items()]
    for placed in (head, *requirements, *(one for shelf in shelves for one in shelf), *read_relations(folder)):
        named = getattr(placed.model, "id", "crosswalk")
        for path, text in texts_of(placed.model):
            if not text.zh:
                what = f"{named}: no Chinese {'.'.join(map(str, path))}"
                yield Problem("lint.language", placed.place(*path), what, "Add `zh`.")


def texts_of(entry: BaseModel, path: Path = ()) -> Iterator[tuple[Path, model.Text]]:
    """Every text inside an entry, with the way to it."""
    for name, field in type(entry).model_fields.items():
        yield from _inside(getattr(entry, name), (*path, field.alias or name))


def _inside(value: object, path: Path) -> Iterator[tuple[Path, model.Text]]:
    if isinstance(value, model.Text):
        yield path, value
    elif isinstance(value, BaseModel):
        yield from texts_of(value, path)
    elif isinstance(value, (list, tuple)):
        yield from _each(enumerate(value), path)
    elif isinstance(value, dict):
        yield from _each(value.items(), path)


def _each(values: Iterable[tuple[str | int, object]], path: Path) -> Iterator[tuple[Path, model.Text]]:
    for step, value in values:
        yield from _inside(value, (*path, step))
