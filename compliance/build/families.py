"""Families: alike requirements written once, with what differs between them as a table.

A family says `common`, what all its requirements say, and `items`, a row for each with its id, its texts and the values
of the family's `columns`; `values` fills columns for all of them. A rule reads a value as `item.NAME`; an example holds
one where `item.NAME` stands alone, and advice names it inside a sentence. A family that is `like` a pattern begins with
what the pattern says.
"""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_nodes, validate
from compliance.build.patterns import laid_over, read_patterns, situated
from compliance.errors import InputError, Problem, near
from compliance.source.nodes import Entry, Mapping, Node, Scalar, Sequence

RULES = ("applies", "for_each", "require")
_NAME = re.compile(r"\bitem\.([a-z][a-z0-9_]*)")


class _Family(NamedTuple):
    """A family with its pattern worked in: its columns, what is common, its rows with the values for all."""

    placed: Placed
    columns: dict[str, str]
    common: Mapping
    items: tuple[Mapping, ...]


def read_requirements(folder: str) -> list[Placed]:
    """Every requirement of an edition, those of families among them. Raises InputError with every fault."""
    patterns = read_patterns(folder)
    placed: list[Placed] = []
    problems: list[Problem] = []
    for node in read_nodes(os.path.join(folder, "requirements")):
        try:
            if isinstance(node, Mapping) and "family" in node.entries:
                placed += _members(_family(node, patterns))
            else:
                placed.append(Placed(validate(node, model.Requirement), node))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return placed


def _family(node: Mapping, patterns: dict[str, Placed]) -> _Family:
    placed = Placed(validate(node, model.Family), node)
    common, items, values = node.get("common"), node.get("items"), node.get("values")
    assert isinstance(common, Mapping) and isinstance(items, Sequence)  # noqa: S101 - else it were not valid
    columns = dict(placed.model.columns)
    if placed.model.like:
        pattern = _pattern(placed, patterns)
        columns = {**pattern.model.columns, **columns}
        below = pattern.node.get("common") if isinstance(pattern.node, Mapping) else None
        assert isinstance(below, Mapping)  # noqa: S101
        common = laid_over(situated(below, node), common)
    shared = values.entries if isinstance(values, Mapping) else {}
    rows = tuple(Mapping({**shared, **one.entries}, one.place) for one in items.items if isinstance(one, Mapping))
    family = _Family(placed, columns, common, rows)
    problems = list(_faults(family))
    if problems:
        raise InputError(problems)
    return family


def _pattern(placed: Placed, patterns: dict[str, Placed]) -> Placed:
    like = placed.model.like
    if like not in patterns:
        what = f"there is no pattern `{like}`"
        raise InputError.at("standard.family", placed.place("like"), what, near(like, patterns))
    return patterns[like]


def _members(family: _Family) -> list[Placed]:
    """The requirements of one family, each as if it had been written out."""
    placed: list[Placed] = []
    problems: list[Problem] = []
    for item in family.items:
        try:
            placed.append(_member(family, item))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return placed


def _faults(family: _Family) -> Iterator[Problem]:
    """Columns that an item does not fill, columns that nothing reads, names that are no column."""
    place, name_of = family.placed.place, family.placed.model.family
    read = set(_NAME.findall(" ".join(_texts(family.common))))
    for name in sorted(set(family.columns) - read):
        what = f"nothing in the family `{name_of}` reads the column `{name}`"
        cure = f"Write `item.{name}` in a rule or an example, or leave the column out."
        yield Problem("standard.family", place("columns", name), what, cure)
    for name in sorted(read - set(family.columns)):
        cure = f"Name it under `columns`, or write one of: {', '.join(family.columns) or 'there are none'}."
        yield Problem("standard.family", place("common"), f"`item.{name}` is read, which is no column", cure)
    for index, item in enumerate(family.items):
        for name in sorted(set(family.columns) - set(item.entries)):
            cure = f"Add `{name}: …`: every item fills every column, or `values` does it for all."
            yield Problem("standard.family", place("items", index), f"the column `{name}` is not filled", cure)


def _texts(node: Node) -> Iterator[str]:
    """Every text below a node, keys too."""
    if isinstance(node, Scalar):
        yield node.text
    for entry in node.entries.values() if isinstance(node, Mapping) else ():
        yield from (entry.key.text, *_texts(entry.value))
    for item in node.items if isinstance(node, Sequence) else ():
        yield from _texts(item)


def _member(family: _Family, item: Mapping) -> Placed:
    """One requirement: what is common, over it what the item says itself, the values of the columns filled in."""
    own = {key: entry for key, entry in item.entries.items() if key not in family.columns}
    values = {name: value for name in family.columns if isinstance(value := item.get(name), Scalar)}
    literals = {name: _literal(family.columns[name], value) for name, value in values.items()}
    entries = dict(laid_over(family.common, Mapping(own, item.place)).entries)
    for key, entry in entries.items():
        if key in RULES and isinstance(entry.value, Scalar):
            text = _NAME.sub(lambda found: literals.get(found[1], found[0]), entry.value.text)
            entries[key] = Entry(entry.key, entry.value._replace(text=text))
        elif key == "examples":
            entries[key] = Entry(entry.key, _filled(entry.value, values))
        elif key == "advice":
            entries[key] = Entry(entry.key, _worded(entry.value, values))
    node = Mapping(entries, item.place)
    return Placed(validate(node, model.Requirement), node, family.placed.model.family)


def _literal(column: str, value: Scalar) -> str:
    """A value as the rule language writes it: a word in quotes, a number or the name of a field as it stands."""
    return f'"{value.text}"' if column == "text" else value.text


def _filled(node: Node, values: dict[str, Scalar]) -> Node:
    """An example with the item's values where `item.NAME` stands alone, as a key or as a value."""
    if isinstance(node, Scalar):
        return values.get(_column(node), node)
    if isinstance(node, Sequence):
        return Sequence(tuple(_filled(one, values) for one in node.items), node.place)
    filled = Mapping({}, node.place)
    for entry in node.entries.values():
        key = values.get(_column(entry.key), entry.key)
        filled = _with(filled, key.text.split("."), Entry(key, _filled(entry.value, values)))
    return filled


def _worded(node: Node, values: dict[str, Scalar]) -> Node:
    """Advice with the item's values inside its sentences."""
    if isinstance(node, Scalar):
        texts = {name: value.text for name, value in values.items()}
        return node._replace(text=_NAME.sub(lambda found: texts.get(found[1], found[0]), node.text))
    if not isinstance(node, Mapping):
        return node
    return Mapping({key: Entry(one.key, _worded(one.value, values)) for key, one in node.entries.items()}, node.place)


def _with(mapping: Mapping, path: list[str], entry: Entry) -> Mapping:
    """A mapping with a value under a path: the field `robot.mass` stands in the mapping `robot`."""
    first, *rest = path
    if rest:
        below = mapping.get(first)
        inner = below if isinstance(below, Mapping) else Mapping({}, mapping.place)
        entry = Entry(Scalar(first, True, entry.key.place), _with(inner, rest, entry))
    elif entry.key.text != first:
        entry = Entry(entry.key._replace(text=first), entry.value)
    return Mapping({**mapping.entries, first: entry}, mapping.place)


def _column(node: Scalar) -> str:
    found = _NAME.fullmatch(node.text)
    return found[1] if found else ""
