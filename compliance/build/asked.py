"""Which fields requirements read: the paths of facts, and inside lists the fields of an entry."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from compliance.catalogue import Requirement

Node = list[Any]
Scopes = tuple[str, ...]  # what the entries in scope are called, outermost first
LISTING = ("all", "any", "count", "sum", "min", "max")


class Asked(NamedTuple):
    """What some requirements read.

    `paths` are written `power.runtime`, `joints[].speed` in a list, `power.runtime@load` for a condition.
    `words` are those that entries are looked for by: `documents[].type` to `instructions` and others. `entries` are
    those that are looked for by several words at once, each with the id and the title of its requirement:
    `checklist` to instrument and point.
    """

    paths: frozenset[str]
    words: dict[str, list[str]]
    entries: dict[str, list["Entry"]]


class Entry(NamedTuple):
    """One entry that a requirement looks for: the words in its fields, and the requirement."""

    words: dict[str, str]
    id: str
    title: str


def asked_by(requirements: Iterable[Requirement]) -> Asked:
    """Collect what requirements read."""
    paths: set[str] = set()
    words: dict[str, set[str]] = {}
    entries: dict[str, list[Entry]] = {}
    for requirement in requirements:
        row = requirement.row
        listed, where = row["for_each"] or (None, None)
        scopes = (f"{_path(listed, ())}[].",) if listed else ()
        for node, around in ((row["applies"], ()), (listed, ()), (where, scopes), (row["require"], scopes)):
            paths.update(_paths(node or [], around))
        sought = [
            *_sought(row["require"], scopes),
            *(_words(where, scopes) if where and row["if_none"] == "fail" else ()),
        ]
        pinned = dict(sought) if where and len(sought) == len(dict(sought)) > 1 else {}
        if listed and pinned and row["if_none"] == "fail":
            named = {path.rpartition(".")[2]: word for path, word in pinned.items()}
            entries.setdefault(_path(listed, ()), []).append(Entry(named, row["id"], row["title"]["en"]))
        for path, word in sought:
            words.setdefault(path, set()).add(word)
    return Asked(frozenset(paths), {path: sorted(found) for path, found in sorted(words.items())}, entries)


def _path(node: Node, scopes: Scopes) -> str:
    """The path of a fact, or of a field of an entry in scope."""
    return str(node[1]) if node[0] == "fact" else f"{scopes[node[1]]}{node[2]}"


def _paths(node: Node, scopes: Scopes) -> Iterator[str]:
    """The paths that a node reads."""
    if node and node[0] in ("fact", "item"):
        yield _path(node, scopes)
        return
    for part, inner in _parts(node, scopes):
        yield from _paths(part, inner)


def _parts(node: Node, scopes: Scopes) -> Iterator[tuple[Node, Scopes]]:
    """The nodes in a node, each with the entries in its scope."""
    operation = node[0] if node else "lit"
    if operation in ("and", "or"):
        yield from ((part, scopes) for part in node[1])
    elif operation in LISTING or operation == "at":
        sign = "@" if operation == "at" else "[]."
        yield node[1], scopes
        yield from ((part, (*scopes, f"{_path(node[1], scopes)}{sign}")) for part in node[2:] if part)
    elif operation in ("in", "has"):  # what follows are words
        yield node[1], scopes
    elif operation != "lit":
        yield from ((part, scopes) for part in node[1:] if isinstance(part, list))


def _sought(node: Node, scopes: Scopes) -> Iterator[tuple[str, str]]:
    """The words by which entries are looked for: `any(LIST where FIELD in WORDS: …)`."""
    for part, inner in _parts(node, scopes):
        if node[0] == "any" and len(inner) > len(scopes) and part is node[2]:
            yield from _words(part, inner)
        yield from _sought(part, inner)


def _words(where: Node, scopes: Scopes) -> Iterator[tuple[str, str]]:
    for part in where[1] if where[0] == "and" else [where]:
        if part[0] == "in" and part[1][0] == "item":
            yield from ((_path(part[1], scopes), word) for word in part[2])
