"""Reviews of requirements: who read which text, and whether the text is still the one that was read.

`reviews.yaml` stands beside the requirements, so that a review changes none of their bytes, and one entry may stand for
a requirement that comes from a table. The digest is over what the requirement says once it is read, examples included.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pydantic import Field

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_many
from compliance.errors import InputError, Place, Problem, near
from compliance.source import read_text, write_whole
from compliance.source.nodes import Mapping as MappingNode

FILE = "reviews.yaml"
HEAD = "# Who reviewed which requirement, and the digest of what was read; `compliance standard review` writes it.\n"
LENGTH = 16  # hex digits of SHA-256: enough to tell texts apart, short enough to be read


class Review(model.Entry):
    """One review: of what, by whom, on which day, of which text. (Many readers of YAML take `on` for a truth.)"""

    id: model.RequirementId
    by: str = Field(min_length=1)
    day: date
    digest: str = Field(pattern=rf"^[0-9a-f]{{{LENGTH}}}$")


class Standing(NamedTuple):
    """Where reviews stand: the ids reviewed, those whose text is another one now, and those nobody reviewed."""

    reviewed: tuple[str, ...]
    suspect: tuple[str, ...]
    not_reviewed: tuple[str, ...]


def digest_of(requirement: model.Requirement) -> str:
    """The digest of everything a requirement says. What it leaves out does not count, so new keys change nothing."""
    said = requirement.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def read_reviews(folder: str) -> list[Placed]:
    """The reviews of an edition, each with its place; none where there is no file."""
    return read_many(os.path.join(folder, FILE), Review, optional=True)


def standing(requirements: Iterable[model.Requirement], reviews: Iterable[Review]) -> Standing:
    """Hold the reviews against the requirements as they are. The last entry for an id counts."""
    read = {one.id: one.digest for one in reviews}
    told: dict[str, list[str]] = {"reviewed": [], "suspect": [], "not_reviewed": []}
    for one in requirements:
        digest = read.get(one.id)
        state = "not_reviewed" if digest is None else "reviewed" if digest == digest_of(one) else "suspect"
        told[state].append(one.id)
    return Standing(*(tuple(sorted(told[state])) for state in Standing._fields))


def review_problems(reviews: Iterable[Placed], known: Iterable[str]) -> Iterator[Problem]:
    """Find reviews of nothing."""
    ids = list(known)
    for placed in reviews:
        if placed.model.id not in ids:
            what = f"`{placed.model.id}` is reviewed, but no requirement of this edition"
            yield Problem("lint.review", placed.place("id"), what, near(placed.model.id, ids))


def write_review(
    folder: str, requirements: Mapping[str, model.Requirement], ids: Iterable[str], by: str, day: date
) -> str:
    """Write that somebody reviewed requirements as they are now. Returns the file's name.

    Lines of other requirements stay as they are, to the byte. Raises InputError for an id that is none, or a name
    that is empty.
    """
    if not by.strip():
        raise InputError.at("option.by", Place("--by", 0), "the reviewer has no name", "Write --by 'A. Meyer'.")
    path = os.path.join(folder, FILE)
    lines = (read_text(path) if os.path.exists(path) else HEAD).splitlines(keepends=True)
    ids = list(dict.fromkeys(ids))
    for id_ in ids:
        if id_ not in requirements:
            what = f"there is no requirement `{id_}`"
            raise InputError.at("requirement.unknown", Place("ID", 0), what, near(id_, requirements))
    kept = _without(lines, folder, set(ids))
    kept += [_line(requirements[id_], by, day) for id_ in ids]
    write_whole(path, "".join(kept))
    return path


def _without(lines: list[str], folder: str, ids: set[str]) -> list[str]:
    """The lines of a file without the entries of some requirements; an entry ends where the next begins."""
    taken: set[int] = set()
    for placed in read_reviews(folder):
        if placed.model.id in ids and isinstance(placed.node, MappingNode):
            rows = [entry.value.place.line for entry in placed.node.entries.values()]
            taken |= set(range(placed.node.place.line, max(rows) + 1))
    return [_ended(line) for number, line in enumerate(lines, 1) if number not in taken]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n"


def _line(requirement: model.Requirement, by: str, day: date) -> str:
    named = json.dumps(by.strip(), ensure_ascii=False)
    digest = digest_of(requirement)
    return f'- {{id: {requirement.id}, by: {named}, day: {day.isoformat()}, digest: "{digest}"}}\n'
