"""Why a node is what it is: which facts leave it open, which limit was compared, by what margin."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

from compliance.logic import Truth, both, either, negation
from compliance.rules.evaluate import LABEL, NOT_PERMITTED, Node, Scope, chosen, covered, evaluate


class Cause(NamedTuple):
    """One thing that leaves a rule open.

    `kind`: missing, imprecise, condition, open_list, population, not_given, undefined, few
    (trials). `path` names the fact, the list or the table; `entry` is the label of the list entry it belongs to
    (`joints[left_knee]`); `in_target` says the target leaves it open.
    """

    kind: str
    path: str
    entry: str = ""
    in_target: bool = False


class Compared(NamedTuple):
    """A single comparison as decided: both sides in SI, and the distance to the limit (positive is good)."""

    operator: str
    actual: tuple[float, float] | None
    limit: tuple[float, float] | None
    limit_node: Node
    actual_node: Node
    margin: float | None
    forbidden: bool = False


def causes(node: Node, scope: Scope) -> list[Cause]:
    """List what leaves a node unknown, most telling first, without repeats."""
    return list(dict.fromkeys(_open(node, scope)))


def _open(node: Node, scope: Scope) -> Iterator[Cause]:
    """Descend only into parts that are themselves undecided."""
    operation = node[0]
    if operation in ("and", "or"):
        for part in node[1]:
            if evaluate(part, scope) is None:
                yield from _open(part, scope)
    elif operation in ("all", "any", "count", "sum", "min", "max"):
        yield from _open_list(node, scope)
    elif operation == "table":
        yield from _open_table(node, scope)
    elif operation in ("fact", "item", "target"):
        yield from _open_leaf(node, scope)
    elif operation == "at" and evaluate(node, scope) is None and evaluate(node[1], scope) is not None:
        yield from _open_outside(node[2], scope)
        yield Cause("condition", _path(node[1]), _entry(node[1], scope))
    elif operation == "at":
        yield from _open_leaf(node[1], scope)
    elif operation in ("calculated", "rate"):
        yield from list(_open_parts(node, scope)) or _undefined(node, scope)
    elif operation not in ("lit", "as_of"):
        yield from _open_parts(node, scope)


def _open_outside(condition: Any, scope: Scope) -> Iterator[Cause]:
    """What a condition asks of the robot or of the entries around, and does not get."""
    if not isinstance(condition, list) or not condition:
        return
    if condition[0] == "fact" or (condition[0] == "item" and condition[1] < len(scope.items)):
        yield from _open_leaf(condition, scope)
        return
    for part in condition if isinstance(condition[0], list) else condition[1:]:
        yield from _open_outside(part, scope)


def _open_parts(node: Node, scope: Scope) -> Iterator[Cause]:
    for part in node[1:]:
        if isinstance(part, list) and part and isinstance(part[0], str) and part[0] != "lit":
            yield from _open(part, scope)


def _undefined(node: Node, scope: Scope) -> list[Cause]:
    """A calculation that everything is known for, and that is not defined there, or a rate from too few trials.

    Its first argument stands for all.
    """
    named = [part for part in node[1:] if isinstance(part, list) and part[0] in ("fact", "item")]
    value = evaluate(node, scope)
    if not named or (value is not None and node[0] != "rate"):
        return []
    return [Cause("undefined" if value is None else "few", _path(named[0]), _entry(named[0], scope))]


def _open_leaf(node: Node, scope: Scope) -> Iterator[Cause]:
    value = evaluate(node, scope)
    in_target = node[0] == "target"
    if value is None:
        yield Cause("missing", _path(node), _entry(node, scope), in_target)
    elif not _sharp(value):
        yield Cause("imprecise", _path(node), _entry(node, scope), in_target)


def _sharp(value: Any) -> bool:
    if isinstance(value, frozenset):
        return len(value) == 1
    if isinstance(value, tuple) and len(value) == 2:
        return bool(value[0] == value[1])
    return True


def _path(node: Node) -> str:
    return str(node[2] if node[0] == "item" else node[1])


def _entry(node: Node, scope: Scope) -> str:
    return str(scope.items[node[1]].get(LABEL, "")) if node[0] == "item" else ""


def _open_list(node: Node, scope: Scope) -> Iterator[Cause]:
    found = chosen(node, scope)
    path, entry = _path(node[1]), _entry(node[1], scope)
    if found is None:
        yield Cause("missing", path, entry)
        return
    listing, entries = found
    for where, inner in entries:
        if not _undecided(node, where, inner):
            continue
        if where is None:
            yield from _open(node[2], inner)
        if len(node) > 3:
            yield from _open(node[3], inner)
    if not listing.complete:
        yield Cause("open_list", path, entry)


def _undecided(node: Node, where: Truth, inner: Scope) -> bool:
    """Whether an entry leaves its list open."""
    if where is False:
        return False
    if node[0] == "any":
        return both((where, evaluate(node[3], inner))) is None
    if node[0] == "all":
        return either((negation(where), evaluate(node[3], inner))) is None
    return where is None or len(node) > 3


def _open_table(node: Node, scope: Scope) -> Iterator[Cause]:
    if not covered(scope.tables[node[1]], scope):
        yield Cause("population", node[1])
    key = evaluate(node[2], scope)
    yield from _open(node[2], scope)
    if key and any(scope.tables[node[1]]["rows"][word][node[3]] == "not_given" for word in key):
        yield Cause("not_given", node[1])


def compared(node: Node, scope: Scope) -> Compared | None:
    """Describe a node that is one comparison; None for anything else."""
    if node[0] != "cmp":
        return None
    a, b = evaluate(node[2], scope), evaluate(node[3], scope)
    if a is NOT_PERMITTED or b is NOT_PERMITTED:
        actual = a if b is NOT_PERMITTED else b
        return Compared(node[1], actual, None, node[3], node[2], None, forbidden=True)
    return Compared(node[1], a, b, node[3], node[2], _margin(node[1], a, b))


def _margin(operator: str, a: Any, b: Any) -> float | None:
    """The margin of `a >= b` is lo(a) - hi(b); of `a <= b`, lo(b) - hi(a)."""
    if a is None or b is None:
        return None
    margin = a[0] - b[1] if operator in (">=", ">") else b[0] - a[1]
    return float(margin) if isfinite(margin) else None


def reads(node: Any) -> set[str]:
    """All paths of the profile that a node may read, lists included (statically)."""
    if not isinstance(node, list) or not node:
        return set()
    if node[0] == "fact":
        return {node[1]}
    found: set[str] = set()
    for part in node if isinstance(node[0], list) else node[1:]:
        found |= reads(part)
    return found
