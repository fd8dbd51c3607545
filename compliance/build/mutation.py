"""Mutation of the standard's rules: every operator, limit, condition and quantifier is held by an example, or named.

One mutant is one requirement with one thing changed. It is noticed when some example of the requirement no longer
gets what it must get. Cells of tables are not changed: a table is data with a source of its own, not a rule.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from compliance.assess.judge import Judge
from compliance.build.documents import Placed
from compliance.build.examples import differs, judges
from compliance.build.requirements import CONDITIONS
from compliance.catalogue import Catalogue, Requirement, Selected
from compliance.errors import Problem

Node = Any
_FLIPS = {"<=": ("<", ">="), ">=": (">", "<="), "<": ("<=", ">"), ">": (">=", "<")}
_SWAPS = {"all": "any", "any": "all", "min": "max", "max": "min", "least": "greatest", "greatest": "least",
          "+": "-", "-": "+", "*": "/", "/": "*", "and": "or", "or": "and"}  # fmt: skip
_LEAVES = ("applies", "fact", "item", "target", "has", "in", "same", "equal", "subset", "covers", "declared",
           "matches")  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")


class Mutant(NamedTuple):
    """A changed requirement, and what was changed."""

    key: str
    change: str
    row: dict[str, Any]


class Score(NamedTuple):
    """How many mutants there were, and a problem for each that no example noticed."""

    mutants: int
    survivors: list[Problem]


def mutate(placed: Placed, catalogue: Catalogue) -> Score:
    """Change everything in a requirement, one thing at a time, and run its examples."""
    requirement = catalogue.requirement(placed.model.id)
    others = [one.row["applies"] for one in catalogue.requirements if one.shape in CONDITIONS and one != requirement]
    examples = list(zip(placed.model.examples, judges(placed, catalogue), strict=True))
    count, survivors = 0, []
    for mutant in mutants(dict(requirement.row), others):
        count += 1
        if not _noticed(requirement._replace(row=mutant.row), examples):
            what = f"{requirement.id}: no example notices it when in `{mutant.key}` {mutant.change}"
            cure = "Add the example that tells the two apart, or take the part out."
            survivors.append(Problem("lint.mutant", placed.place(mutant.key), what, cure))
    return Score(count, survivors)


def _noticed(mutant: Requirement, examples: list[tuple[Any, Judge]]) -> bool:
    return any(differs(example, judge.judge(Selected(mutant, upcoming=False))) for example, judge in examples)


def mutants(row: dict[str, Any], others: list[Node]) -> Iterator[Mutant]:
    """Every mutant of a compiled requirement. `others` are conditions that other requirements hold."""
    for key in ("applies", "require"):
        if row[key] is not None:
            for change, node in changes(_folded(row[key], others), truth=True):
                yield Mutant(key, change, {**row, key: _unfolded(node)})
    if row["for_each"]:
        listed, where = row["for_each"]
        for change, node in _conditions(where):
            yield Mutant("for_each", change, {**row, "for_each": [listed, node]})
        other = "fail" if row["if_none"] == "not_applicable" else "not_applicable"
        yield Mutant("if_none", f"{row['if_none']} becomes {other}", {**row, "if_none": other})


def _folded(node: Node, others: list[Node]) -> Node:
    """Put the condition of another requirement, which its own examples hold, into one leaf."""
    if not isinstance(node, list):
        return node
    return ["applies", node] if node in others else [_folded(part, others) for part in node]


def _unfolded(node: Node) -> Node:
    if not isinstance(node, list):
        return node
    return node[1] if node[:1] == ["applies"] else [_unfolded(part) for part in node]


def _conditions(where: Node) -> Iterator[tuple[str, Node]]:
    """A condition left out, or changed inside."""
    if where is not None:
        yield "the `where` is left out", None
        yield from changes(where, truth=True)


def changes(node: Node, *, truth: bool = False) -> Iterator[tuple[str, Node]]:
    """Every node that differs from a given one in one thing. `truth` says the node stands for a truth."""
    operation = node[0]
    if operation == "cmp":
        yield from ((f"`{node[1]}` becomes `{sign}`", ["cmp", sign, *node[2:]]) for sign in _FLIPS[node[1]])
        yield from _inside(node, (2, 3))
    elif operation in ("and", "or"):
        yield from _joined(node)
    elif operation == "not":
        yield "`not` is left out", node[1]
        yield from (((change, ["not", part])) for change, part in changes(node[1], truth=True))
    elif operation == "lit":
        yield from _literals(node)
    elif operation in ("all", "any", "count", "sum", "min", "max"):
        yield from _quantified(node)
    elif operation == "at":
        yield "the `at` is left out", node[1]
        yield from ((change, ["at", node[1], part]) for change, part in changes(node[2], truth=True))
    else:
        yield from _plain(node, truth)


def _plain(node: Node, truth: bool) -> Iterator[tuple[str, Node]]:
    operation = node[0]
    if operation in _SWAPS:
        yield f"`{operation}` becomes `{_SWAPS[operation]}`", [_SWAPS[operation], *node[1:]]
    if operation in _SWAPS or operation == "equal":
        yield from _inside(node, (1, 2))
    if operation == "in" and len(node[2]) > 1:
        for word in node[2]:
            yield f"the word {word} is left out", ["in", node[1], [one for one in node[2] if one != word]]
    if truth and operation in _LEAVES:
        yield f"{_shown(node)} is turned round", ["not", node]


def _shown(node: Node) -> str:
    """What a part that is true or false is about."""
    if node[0] == "applies":
        return "the condition of another requirement"
    while node[0] not in ("fact", "item", "target", "lit") and isinstance(node[1], list):
        node = node[1]
    return f"`{node[-1]}`"


def _joined(node: Node) -> Iterator[tuple[str, Node]]:
    other = _SWAPS[node[0]]
    if len(node[1]) > 1:  # of one part, such as a single word in a set, both say the same
        yield f"`{node[0]}` becomes `{other}`", [other, node[1]]
    for index, part in enumerate(node[1]):
        rest = [*node[1][:index], *node[1][index + 1 :]]
        yield f"part {index + 1} of `{node[0]}` is left out", [node[0], rest]
        for change, new in changes(part, truth=True):
            yield change, [node[0], [*node[1][:index], new, *node[1][index + 1 :]]]


def _quantified(node: Node) -> Iterator[tuple[str, Node]]:
    operation, listed, where, *body = node
    if operation in _SWAPS:
        yield f"`{operation}` becomes `{_SWAPS[operation]}`", [_SWAPS[operation], listed, where, *body]
    for change, new in _conditions(where):
        yield change, [operation, listed, new, *body]
    for change, new in changes(body[0], truth=operation in ("all", "any")) if body else ():
        yield change, [operation, listed, where, new]


def _inside(node: Node, places: tuple[int, ...]) -> Iterator[tuple[str, Node]]:
    for index in places:
        for change, new in changes(node[index]):
            yield change, [*node[:index], new, *node[index + 1 :]]


def _literals(node: Node) -> Iterator[tuple[str, Node]]:
    """A truth turned round; a limit moved by one in its last written digit; a date by a day."""
    if isinstance(node[1], bool):
        yield f"{str(node[1]).lower()} becomes {str(not node[1]).lower()}", ["lit", not node[1]]
        return
    if len(node) < 4:
        return  # a text, which only `in` compares
    value, text, unit = node[1][0], node[2], node[3]
    for step in _steps(text, value, unit):
        yield f"{text} is moved by {step:+g} (SI)", ["lit", [value + step] * 2, *node[2:]]


def _steps(text: str, value: float, unit: str | None) -> tuple[float, float]:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return (-1.0, 1.0)
    number = _NUMBER.match(text)
    written = float(number[0]) if number else value
    if number is None or (unit is None and written != value):
        return (-1.0, 1.0)  # a rank of an ordered word, which may be a figure: SIL "2"
    scale = abs(value / written) if written else 1.0
    digit = 10.0 ** -len(number[1] or "") * scale
    return (-digit, digit)
