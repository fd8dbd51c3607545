"""Reading the standard's YAML into pydantic models, faults with their places."""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from compliance.build.wording import worded
from compliance.errors import InputError, Place, Problem
from compliance.source import Mapping, Node, Scalar, Sequence, load, read_text
from compliance.source.nodes import to_data

M = TypeVar("M", bound=BaseModel)


class Placed(NamedTuple):
    """A model with the node it was read from, and the family it was written in, if any."""

    model: Any
    node: Node
    family: str | None = None

    def place(self, *path: str | int) -> Place:
        """Where a part of the model stands."""
        return place_in(self.node, path)


def place_in(node: Node, path: tuple[str | int, ...], key_of: bool = False) -> Place:
    """Follow a path of keys and indexes as far as it goes; with `key_of`, to the key and not its value."""
    for index, step in enumerate(path):
        if isinstance(node, Mapping) and isinstance(step, str):
            inner = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        else:
            inner = None
        if inner is None:
            break
        if index == len(path) - 1 and key_of and isinstance(node, Mapping) and isinstance(step, str):
            return node.entries[step].key.place
        node = inner
    return node.place


def yaml_files(folder: str) -> list[str]:
    """All YAML files below a folder, in a stable order."""
    found = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith(".yaml")]
    return sorted(found)


def read_one(path: str, model: type[M]) -> Placed:
    """Read a file that holds one mapping."""
    node = load(read_text(path), path)
    return Placed(validate(node, model), node)


def read_many(where: str, model: type[M], *, optional: bool = False) -> list[Placed]:
    """Read a file, or every file of a folder; each holds one mapping or a list of them."""
    if optional and not os.path.exists(where):
        return []
    placed: list[Placed] = []
    problems: list[Problem] = []
    for one in read_nodes(where):
        try:
            placed.append(Placed(validate(one, model), one))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return placed


def read_nodes(where: str) -> Iterator[Node]:
    """The entries of a file, or of every file of a folder; each holds one mapping or a list of them."""
    for path in yaml_files(where) if os.path.isdir(where) else [where]:
        node = load(read_text(path), path)
        yield from node.items if isinstance(node, Sequence) else (node,)


def validate(node: Node, model: type[M]) -> M:
    """Hold a node against a model. Raises InputError with the place of every fault."""
    try:
        return model.model_validate(to_data(node))
    except ValidationError as error:
        problems = [_problem(node, model, one) for one in error.errors()]
        raise InputError(sorted(problems, key=lambda one: one.place)) from None


def _problem(node: Node, model: type[BaseModel], error: Any) -> Problem:
    path = tuple(error["loc"])
    what, cure = worded(error, model)
    return Problem("standard.model", place_in(node, path, key_of=error["type"] == "extra_forbidden"), what, cure)


def inside_scalar(node: Scalar, line: int, column: int) -> Place:
    """Find a place inside a scalar's text in its file, also where the text is folded over several lines."""
    start = node.place
    lines = read_text(start.file).split("\n")
    head = lines[start.line - 1][start.column - 1 :]
    if head[:1] == "|":
        row = start.line - 1 + line
        return Place(start.file, row + 1, len(lines[row]) - len(lines[row].lstrip()) + column)
    if head[:1] != ">":
        quote = 0 if node.plain else 1
        lines[start.line - 1] = " " * (start.column - 1 + quote) + head[quote:]
    row = start.line if head[:1] == ">" else start.line - 1
    left = column - 1
    while row + 1 < len(lines) and left > len(lines[row].strip()):
        left -= len(lines[row].strip()) + 1
        row += 1
    return Place(start.file, row + 1, len(lines[row]) - len(lines[row].lstrip()) + left + 1)
