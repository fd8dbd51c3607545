"""What an edition holds and nothing uses: names a target may set, tables and their columns, instruments."""

from collections.abc import Iterable, Iterator
from typing import Any

from compliance.build.documents import Placed
from compliance.catalogue import Catalogue
from compliance.errors import Problem

Name = tuple[str, ...]  # ("target", name) or ("table", name, column)
CURE = "Write the rule that reads it, or take it out."


def unused(head: Placed, tables: Iterable[Placed], catalogue: Catalogue) -> Iterator[Problem]:
    """Find the names of targets, the tables and the columns that no rule reads."""
    rules = [one.row[key] for one in catalogue.requirements for key in ("applies", "for_each", "require")]
    read = set().union(*map(names_in, rules))
    for name in head.model.target_fields:
        if ("target", name) not in read and name != "users":  # every table with a population reads the users
            place = head.place("target_fields", name)
            yield Problem("lint.unused", place, f"no rule reads `target.{name}`", CURE)
    for table in tables:
        yield from _unread(table, {name[2] for name in read if name[:2] == ("table", table.model.id)})


def _unread(table: Placed, read: set[str]) -> Iterator[Problem]:
    name = table.model.id
    if not read:
        yield Problem("lint.unused", table.place("id"), f"no rule reads the table `{name}`", CURE)
        return
    for column in table.model.columns:
        if column not in read:
            what = f"no rule reads the column `{column}` of the table `{name}`"
            yield Problem("lint.unused", table.place("columns", column), what, CURE)


def names_in(node: Any) -> set[Name]:
    """The names of targets and the columns of tables that a compiled node reads."""
    if not isinstance(node, list) or not node or node[0] == "lit":
        return set()
    if node[0] == "target":
        return {("target", node[1])}
    found: set[Name] = {("table", node[1], node[3])} if node[0] == "table" else set()
    parts = node[1:2] if node[0] in ("in", "has") else node  # what follows are words
    return found.union(*map(names_in, parts))


def uncited(catalogue: Catalogue) -> tuple[str, ...]:
    """The instruments that no requirement, table, protocol, target or other instrument cites: nothing encodes them."""
    cited = {one.instrument for one in catalogue.requirements}
    for entries in (catalogue.tables, catalogue.protocols):
        cited.update(entry["instrument"] for entry in entries.values())
    for target in map(catalogue.target, catalogue.targets):
        cited.update(target.row["adopts"], target.row["asks"])
    instruments = catalogue.instruments()
    for one in instruments.values():
        cited.update(one.row["cites"])
    return tuple(sorted(set(instruments) - cited))
