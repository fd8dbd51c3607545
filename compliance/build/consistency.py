"""Whether requirements can be met at all: each applies somewhere, and no two exclude each other.

Both searches are sound and not complete: what they find is wrong, and something wrong may stay unfound.
"""

from collections.abc import Iterator
from itertools import combinations, product
from math import inf
from typing import Any, NamedTuple

from compliance.build.documents import Placed
from compliance.catalogue import Catalogue, Instrument, Target
from compliance.errors import Problem
from compliance.logic.intervals import at_most, below
from compliance.rules.evaluate import Scope, evaluate

Node = Any
_TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def never_applying(placed: list[Placed], catalogue: Catalogue) -> Iterator[Problem]:
    """Find requirements whose `applies` is false for every robot at every target of the edition.

    A target may be run for any market, so only what the target says can exclude. What contradicts itself
    whatever the target says has no example that passes, which lint asks for as well.
    """
    targets = [catalogue.target(name) for name in catalogue.targets]
    for one in placed if targets else ():
        applies = catalogue.requirement(one.model.id).row["applies"]
        if all(ruled_out(applies, target, catalogue) for target in targets):
            what = f"{one.model.id}: for every target of this edition `applies` is false, whatever the robot is"
            cure = "Mend the condition, or add the target that it is meant for."
            yield Problem("lint.never_applies", one.place("applies"), what, cure)


def ruled_out(applies: Node, target: Target, catalogue: Catalogue) -> bool:
    """Whether a condition is false at a target when nothing is known of the robot, and so for every robot."""
    scope = Scope({}, target.facts, catalogue.tables, None, 0.0)
    return evaluate(_on_any_day(applies), scope) is False


def _on_any_day(node: Node) -> Node:
    if node == ["as_of"]:
        return ["lit", None]
    return [_on_any_day(part) for part in node] if isinstance(node, list) else node


class Asking(NamedTuple):
    """A requirement with what it asks, part by part, and the instrument it comes from."""

    placed: Placed
    row: Any
    parts: list[Node]
    instrument: Instrument


def contradictions(placed: list[Placed], catalogue: Catalogue) -> Iterator[Problem]:
    """Find pairs of requirements that no robot meets together although both apply."""
    instruments = catalogue.instruments()
    rows = {one.id: one.row for one in catalogue.requirements}
    asking = []
    for one in placed:
        row = rows[one.model.id]
        asking.append(Asking(one, row, parts_of(row["require"]), instruments[row["source"]["instrument"]]))
    for first, second in combinations(asking, 2):
        if any(clash(*pair) for pair in product(first.parts, second.parts)) and _meet(first, second):
            yield _contradiction(first, second)


def _contradiction(first: Asking, second: Asking) -> Problem:
    asked, also = (one.row["text"]["require"] for one in (second, first))
    other = f"`{also}` of {first.row['id']} at {first.placed.place('require')}"
    what = f"{second.row['id']}: no robot meets both `{asked}` and {other}"
    cure = "Mend one of the limits, or say in `applies` which of the two holds when."
    return Problem("lint.contradiction", second.placed.place("require"), what, cure)


def _meet(first: Asking, second: Asking) -> bool:
    """Whether two requirements surely apply together: at one place, in one market, on one day, to one robot."""
    one, other = first.instrument, second.instrument
    market = one.market == other.market or "intl" in (one.market, other.market)
    days = max(one.first or -inf, other.first or -inf) <= min(one.last or inf, other.last or inf)
    entries = first.row["for_each"] == second.row["for_each"]
    return market and days and entries and _compatible(parts_of(first.row["applies"]), parts_of(second.row["applies"]))


def _compatible(first: list[Node], second: list[Node]) -> bool:
    """Whether two conditions can hold at once: one says all that the other does, or all is plain and none clash."""
    if all(part in second for part in first) or all(part in first for part in second):
        return True
    both = first + second
    return all(map(_plain, both)) and not any(clash(*pair) for pair in combinations(both, 2))


def parts_of(node: Node) -> list[Node]:
    """The parts of a rule that all have to hold."""
    if node[0] == "and":
        return [inner for part in node[1] for inner in parts_of(part)]
    return [] if node == ["lit", True] else [node]


def clash(a: Node, b: Node) -> bool:
    """Whether no value meets both of two parts."""
    if a[0] == "not":
        a, b = b, a
    if b[0] == "not" and parts_of(b[1]) == [a]:
        return True
    if a[0] == "in" and b[0] == "not":
        return bool(b[1][0] == "in" and a[1] == b[1][1] and set(a[2]) <= set(b[1][2]))
    if a[0] == b[0] == "in":
        return bool(a[1] == b[1]) and set(a[2]).isdisjoint(b[2])
    one, other = _bounds(a), _bounds(b)
    return one is not None and other is not None and one.of == other.of and _apart(one, other)


class Bounds(NamedTuple):
    """What a comparison with a number leaves open; `strict` leaves the end itself out."""

    of: Node
    low: float
    high: float
    strict: bool


def _bounds(node: Node) -> Bounds | None:
    if node[0] not in ("cmp", "equal"):
        return None
    sign, a, b = node[1:] if node[0] == "cmp" else ("==", *node[1:])
    if a[0] == "lit":
        sign, a, b = _TURNED.get(sign, sign), b, a
    if b[0] != "lit":
        return None
    value = float(b[1][0])
    low, high = (-inf if sign[0] == "<" else value), (inf if sign[0] == ">" else value)
    return Bounds(a, low, high, sign in ("<", ">"))


def _apart(one: Bounds, other: Bounds) -> bool:
    """Whether two ranges have nothing in common, rounding granted."""
    return any(
        at_most(upper.high, lower.low) if upper.strict or lower.strict else below(upper.high, lower.low)
        for upper, lower in ((one, other), (other, one))
    )


def _plain(node: Node) -> bool:
    """Whether a part is about one fact of the robot or the target, and one value or some words."""
    if node[0] == "not":
        return _plain(node[1])
    bounds = _bounds(node)
    of = bounds.of if bounds else node[1] if node[0] in ("in", "has", "declared") else node
    return of[0] in ("fact", "target")
