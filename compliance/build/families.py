"""Families: alike requirements written once, with what differs between them as a table.

A family says `common`, what all its requirements say, and `items`, a row for each with its id, its texts and the values
of the family's `columns`. A rule reads a value as `item.NAME`; an example holds one where `item.NAME` stands alone, and
advice names it inside a sentence.
"""

import re
from collections.abc import Iterator

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_nodes, validate
from compliance.errors import InputError, Problem
from compliance.source.nodes import Entry, Mapping, Node, Scalar, Sequence

RULES = ("applies", "for_each", "require")
MERGED = ("source", "proof", "advice")  # an item may say part of these otherwise
_NAME = re.compile(r"\bitem\.([a-z][a-z0-9_]*)")


def read_requirements(where: str) -> list[Placed]:
    """Every requirement of a file or folder, those of families among them. Raises InputError with every fault."""
    placed: list[Placed] = []
    problems: list[Problem] = []
    for node in read_nodes(where):
        try:
            placed += _family(node) if _is_family(node) else [Placed(validate(node, model.Requirement), node)]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return placed


def _is_family(node: Node) -> bool:
    return isinstance(node, Mapping) and "family" in node.entries


def _family(node: Node) -> list[Placed]:
    """The requirements of one family, each as if it had been written out."""
    family = validate(node, model.Family)
    assert isinstance(node, Mapping)  # noqa: S101 - a family is valid only as a mapping, its items as a list
    items, common = node.get("items"), node.get("common")
    assert isinstance(items, Sequence)  # noqa: S101
    problems = list(_faults(family, node))
    if problems:
        raise InputError(problems)
    placed: list[Placed] = []
    for item in items.items:
        try:
            placed.append(_member(family, common, item))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return placed


def _faults(family: model.Family, node: Mapping) -> Iterator[Problem]:
    """Columns that an item does not fill, columns that nothing reads, names that are no column."""
    place = Placed(family, node).place
    common = node.get("common")
    read = set(_NAME.findall(" ".join(_texts(common)))) if common else set()
    for name in sorted(set(family.columns) - read):
        what = f"nothing in the family `{family.family}` reads the column `{name}`"
        cure = f"Write `item.{name}` in a rule or an example, or leave the column out."
        yield Problem("standard.family", place("columns", name), what, cure)
    for name in sorted(read - set(family.columns)):
        cure = f"Name it under `columns`, or write one of: {', '.join(family.columns) or 'there are none'}."
        yield Problem("standard.family", place("common"), f"`item.{name}` is read, which is no column", cure)
    for index, item in enumerate(family.items):
        for name in sorted(set(family.columns) - set(item)):
            what = f"the column `{name}` is not filled"
            yield Problem(
                "standard.family", place("items", index), what, f"Add `{name}: …`: every item fills every column."
            )


def _texts(node: Node) -> Iterator[str]:
    """Every text below a node, keys too."""
    if isinstance(node, Scalar):
        yield node.text
    for entry in node.entries.values() if isinstance(node, Mapping) else ():
        yield from (entry.key.text, *_texts(entry.value))
    for item in node.items if isinstance(node, Sequence) else ():
        yield from _texts(item)


def _member(family: model.Family, common: Node | None, item: Node) -> Placed:
    """One requirement: what is common, over it what the item says itself, the values of the columns filled in."""
    own = dict(item.entries) if isinstance(item, Mapping) else {}
    columns = {name: own.pop(name) for name in family.columns if name in own}
    values = {name: entry.value for name, entry in columns.items() if isinstance(entry.value, Scalar)}
    entries = dict(common.entries) if isinstance(common, Mapping) else {}
    for key, entry in own.items():
        entries[key] = _over(entries[key], entry) if key in entries else entry
    literals = {name: _literal(family.columns[name], value) for name, value in values.items()}
    for key, entry in entries.items():
        if key in RULES and isinstance(entry.value, Scalar):
            text = _NAME.sub(lambda found: literals.get(found[1], found[0]), entry.value.text)
            entries[key] = Entry(entry.key, entry.value._replace(text=text))
        elif key == "examples":
            entries[key] = Entry(entry.key, _filled(entry.value, values))
        elif key == "advice":
            entries[key] = Entry(entry.key, _worded(entry.value, values))
    node = Mapping(entries, item.place)
    return Placed(validate(node, model.Requirement), node, family.family)


def _over(common: Entry, own: Entry) -> Entry:
    """What an item says in place of, or beside, what is common: examples are added, some mappings joined."""
    key = common.key.text
    below, above = common.value, own.value
    if key == "examples" and isinstance(below, Sequence) and isinstance(above, Sequence):
        return Entry(own.key, Sequence(below.items + above.items, below.place))
    if key in MERGED and isinstance(below, Mapping) and isinstance(above, Mapping):
        return Entry(own.key, Mapping({**below.entries, **above.entries}, above.place))
    return own


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
