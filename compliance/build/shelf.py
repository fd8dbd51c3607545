"""What an edition says of documents and protocols, whole: the compiled form has only what a check needs."""

import os
from typing import NamedTuple

from compliance.build import standard_model as model
from compliance.build.crosswalk import Crosswalk, crosswalk, read_relations
from compliance.build.documents import read_many


class Shelf(NamedTuple):
    """Instruments and protocols by id."""

    instruments: dict[str, model.Instrument]
    protocols: dict[str, model.Protocol]
    crosswalk: Crosswalk


def read_shelf(folder: str) -> Shelf:
    """Read the shelf of the edition in a folder. Raises InputError with the places of everything wrong in it."""
    instruments = read_many(os.path.join(folder, "instruments"), model.Instrument)
    protocols = read_many(os.path.join(folder, "protocols"), model.Protocol, optional=True)
    documents = {placed.model.id: placed.model for placed in instruments}
    return Shelf(
        documents,
        {placed.model.id: placed.model for placed in protocols},
        crosswalk(read_relations(folder), documents),
    )
