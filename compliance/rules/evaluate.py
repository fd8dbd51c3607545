"""The evaluator: a compiled node and the values a robot may have in, what is surely so out.

Values by type: number and date `(low, high)`; truth True, False or None; word a frozenset of the words
it may be; set of words `(surely in, possibly in or None for anything)`; span `(low, high)` intervals;
list `Listing`. None is "not known" for all of them. Evaluation never raises on a checked rule.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from compliance.logic import EVERYTHING, Truth, add, both, compare, divide, either, hull, multiply, negate, negation
from compliance.logic.intervals import equal
from compliance.rules.calculations import ends, success_rate
from compliance.units.kinds import Interval

Node = Sequence[Any]
STATED = "@"  # behind a field's name, its single statements: `(value, {condition: value})` each
LABEL = "@"  # under this name an entry carries its own location, such as `joints[left_knee]`


class Listing(NamedTuple):
    """A list as known: its entries, by field, and whether there are surely no more."""

    items: tuple[Mapping[str, Any], ...]
    complete: bool


class NotPermitted:
    """The table cell that no value meets."""


class Perhaps(NamedTuple):
    """Cells of which some are numbers, with this hull, and some are met by no value."""

    numbers: tuple[float, float]


NOT_PERMITTED = NotPermitted()


class Scope(NamedTuple):
    """What names stand for: the robot's facts, the target's, the entries in scope, tables, users, day.

    `confidence` is that of the bounds of a success rate. `kept` holds the chosen entries of lists that were gone
    through before: many rules go through the same list. A scope without it finds the same.
    """

    facts: Mapping[str, Any]
    target: Mapping[str, Any]
    tables: Mapping[str, Any]
    users: tuple[frozenset[str], frozenset[str] | None] | None
    as_of: float
    items: tuple[Mapping[str, Any], ...] = ()
    confidence: float = 0.95
    kept: dict[tuple[int, int, int], tuple[Any, ...]] | None = None

    def within(self, item: Mapping[str, Any]) -> "Scope":
        """The same scope with one more list entry inside."""
        items = (*self.items, item)  # written out: `_replace` takes four times as long, and this runs once an entry
        return Scope(self.facts, self.target, self.tables, self.users, self.as_of, items, self.confidence)


Chosen = tuple[Listing, list[tuple[Truth, Scope]]]


def evaluate(node: Node, scope: Scope) -> Any:
    """Give the value of a node in a scope."""
    return _OPERATIONS[node[0]](node, scope)


def _and(node: Node, scope: Scope) -> Truth:
    return both(evaluate(part, scope) for part in node[1])


def _or(node: Node, scope: Scope) -> Truth:
    return either(evaluate(part, scope) for part in node[1])


def _cmp(node: Node, scope: Scope) -> Truth:
    a, b = evaluate(node[2], scope), evaluate(node[3], scope)
    if a is NOT_PERMITTED or b is NOT_PERMITTED:
        return False  # nothing meets it; the kind checker keeps such cells out of negations
    if a is None or b is None:
        return None
    perhaps = isinstance(a, Perhaps) or isinstance(b, Perhaps)
    a, b = (side.numbers if isinstance(side, Perhaps) else side for side in (a, b))
    truth = compare(node[1], a, b)
    return None if perhaps and truth else truth


def _equal(node: Node, scope: Scope) -> Truth:
    a, b = evaluate(node[1], scope), evaluate(node[2], scope)
    return None if a is None or b is None else equal(a, b)


def _in(node: Node, scope: Scope) -> Truth:
    possible = evaluate(node[1], scope)
    if possible is None:
        return None
    if possible.issubset(node[2]):
        return True
    return False if possible.isdisjoint(node[2]) else None


def _same(node: Node, scope: Scope) -> Truth:
    a, b = evaluate(node[1], scope), evaluate(node[2], scope)
    if a is None or b is None:
        return None
    if a.isdisjoint(b):
        return False
    return True if len(a) == 1 and a == b else None


def _matches(node: Node, scope: Scope) -> Truth:
    possible = evaluate(node[1], scope)
    if possible is None:
        return None
    fits = {re.fullmatch(node[2], text) is not None for text in possible}
    return fits.pop() if len(fits) == 1 else None


def _has(node: Node, scope: Scope) -> Truth:
    known = evaluate(node[1], scope)
    if known is None:
        return None
    surely, possibly = known
    if node[2] in surely:
        return True
    return None if possibly is None or node[2] in possibly else False


def _subset(node: Node, scope: Scope) -> Truth:
    a, b = evaluate(node[1], scope), evaluate(node[2], scope)
    if a is None or b is None:
        return None
    if b[1] is not None and not a[0] <= b[1]:
        return False
    return True if a[1] is not None and a[1] <= b[0] else None


def _arithmetic(operate: Callable[[Any, Any], Any], node: Node, scope: Scope) -> Any:
    a, b = evaluate(node[1], scope), evaluate(node[2], scope)
    return None if a is None or b is None else operate(a, b)


def _difference(a: Interval, b: Interval) -> Interval:
    return add(a, negate(b))


def _least(a: Interval, b: Interval) -> Interval:
    return (min(a[0], b[0]), min(a[1], b[1]))


def _greatest(a: Interval, b: Interval) -> Interval:
    return (max(a[0], b[0]), max(a[1], b[1]))


def _neg(node: Node, scope: Scope) -> Any:
    a = evaluate(node[1], scope)
    return None if a is None else negate(a)


def _abs(node: Node, scope: Scope) -> Any:
    a = evaluate(node[1], scope)
    if a is None:
        return None
    low, high = abs(a[0]), abs(a[1])
    return (0.0 if a[0] <= 0 <= a[1] else min(low, high), max(low, high))


def _covers(node: Node, scope: Scope) -> Truth:
    outer, inner = evaluate(node[1], scope), evaluate(node[2], scope)
    if outer is None or inner is None:
        return None
    return both((compare("<=", outer[0], inner[0]), compare(">=", outer[1], inner[1])))


def _at(node: Node, scope: Scope) -> Any:
    """The hull of the statements that hold under a condition; unknown where none surely does.

    A statement that names what is asked but leaves it open may hold, and widens the hull.
    """
    name = f"{node[1][-1]}{STATED}"
    stated = scope.facts.get(name) if node[1][0] == "fact" else scope.items[node[1][1]].get(name)
    found = [(evaluate(node[2], scope.within(under)), value, under) for value, under in stated or ()]
    if not any(truth is True for truth, _, _ in found):
        return None
    return hull(value for truth, value, under in found if truth or (truth is None and _may_hold(node[2], scope, under)))


def _may_hold(condition: Node, scope: Scope, under: Mapping[str, Any]) -> bool:
    """Whether a statement may hold under a condition; what it does not name, it does not hold under."""
    if condition[0] in ("and", "or"):
        parts = [_may_hold(part, scope, under) for part in condition[1]]
        return all(parts) if condition[0] == "and" else any(parts)
    named = under.keys() >= _asked(condition, len(scope.items))
    return named and evaluate(condition, scope.within(under)) is not False


def _asked(node: Any, depth: int) -> set[str]:
    """The names of an inner scope that a node reads."""
    if not isinstance(node, list) or not node:
        return set()
    if node[0] == "item":
        return {node[2]} if node[1] == depth else set()
    return set().union(*(_asked(part, depth) for part in node))


def _end(index: int, node: Node, scope: Scope) -> Any:
    known = evaluate(node[1], scope)
    return None if known is None else known[index]


def chosen(node: Node, scope: Scope) -> Chosen | None:
    """The list of a quantifier, and each entry that it may be about, with the truth of its `where`."""
    if scope.kept is None:
        return _choose(node, scope)
    key = (id(node[1]), id(node[2]), id(scope))
    if key not in scope.kept:
        scope.kept[key] = (_choose(node, scope), node[1], node[2], scope)  # kept themselves, their ids stay their own
    found: Chosen | None = scope.kept[key][0]
    return found


def _choose(node: Node, scope: Scope) -> Chosen | None:
    listing = evaluate(node[1], scope)
    if listing is None:
        return None
    if node[2] is None:
        return listing, [(True, scope.within(item)) for item in listing.items]
    words = _words_asked(node[2], len(scope.items))
    inner = [scope.within(item) for item in listing.items if not _ruled_out(item, words)]
    entries = ((evaluate(node[2], one), one) for one in inner)
    return listing, [(truth, one) for truth, one in entries if truth is not False]


def _words_asked(where: Node, depth: int) -> list[tuple[str, Any]]:
    """The fields of an entry that a condition wants to hold certain words, with the words."""
    parts = where[1] if where[0] == "and" else [where]
    return [(part[1][2], part[2]) for part in parts if part[0] == "in" and part[1][:2] == ["item", depth]]


def _ruled_out(item: Mapping[str, Any], words: list[tuple[str, Any]]) -> bool:
    """Whether a field surely holds another word: long lists are gone through for a few of their entries."""
    for name, wanted in words:
        possible = item.get(name)
        if possible is not None and possible.isdisjoint(wanted):
            return True
    return False


def _all(node: Node, scope: Scope) -> Truth:
    found = chosen(node, scope)
    if found is None:
        return None
    listing, entries = found
    truth = both(either((negation(where), evaluate(node[3], one))) for where, one in entries)
    return truth if listing.complete or truth is False else None


def _any(node: Node, scope: Scope) -> Truth:
    found = chosen(node, scope)
    if found is None:
        return None
    listing, entries = found
    truth = either(both((where, evaluate(node[3], one))) for where, one in entries)
    return truth if listing.complete or truth is True else None


def _count(node: Node, scope: Scope) -> tuple[float, float]:
    found = chosen(node, scope)
    if found is None:
        return (0.0, EVERYTHING[1])
    listing, entries = found
    surely = sum(where is True for where, _ in entries)
    possibly = sum(where is not False for where, _ in entries)
    return (float(surely), float(possibly) if listing.complete else EVERYTHING[1])


def _sum(node: Node, scope: Scope) -> Any:
    found = chosen(node, scope)
    if found is None or not found[0].complete:
        return None
    total = (0.0, 0.0)
    for where, one in found[1]:
        if where is False:
            continue
        value = evaluate(node[3], one)
        if value is None:
            return None
        total = add(total, value if where else hull((value, (0.0, 0.0))))
    return total


def _extreme(node: Node, scope: Scope) -> Any:
    """`min` or `max`: at worst the surest entry, at best any that may be chosen or may be missing."""
    found = chosen(node, scope)
    if found is None:
        return None
    listing, entries = found
    values = [(where, evaluate(node[3], one)) for where, one in entries if where is not False]
    sure = [value or EVERYTHING for where, value in values if where]
    if not sure:
        return None
    anyone = [value or EVERYTHING for _, value in values]
    low, high = EVERYTHING
    if node[0] == "min":
        best = min(value[0] for value in anyone) if listing.complete else low
        return (best, min(value[1] for value in sure))
    best = max(value[1] for value in anyone) if listing.complete else high
    return (max(value[0] for value in sure), best)


def _table(node: Node, scope: Scope) -> Any:
    table = scope.tables[node[1]]
    key = evaluate(node[2], scope)
    if key is None or not covered(table, scope):
        return None
    cells = [table["rows"][word][node[3]] for word in sorted(key)]
    if "not_given" in cells:
        return None
    if "not_permitted" not in cells:
        return hull(cells)
    numbers = [cell for cell in cells if cell != "not_permitted"]
    return Perhaps(hull(numbers)) if numbers else NOT_PERMITTED


def covered(table: Mapping[str, Any], scope: Scope) -> bool:
    """Whether a table holds for everyone who may use the robot or be near it."""
    population = table.get("population")
    if population is None:
        return True
    possibly = scope.users[1] if scope.users else None
    return possibly is not None and possibly <= frozenset(population["covers"])


def _calculated(node: Node, scope: Scope) -> Any:
    values = [evaluate(part, scope) for part in node[2:]]
    return None if None in values else ends(node[1], values)


def _rate(node: Node, scope: Scope) -> Any:
    successes, trials = evaluate(node[1], scope), evaluate(node[2], scope)
    return None if successes is None or trials is None else success_rate(successes, trials, scope.confidence)


def _declared(node: Node, scope: Scope) -> Truth:
    known = evaluate(node[1], scope) not in (None, EVERYTHING)  # a value that may be anything says nothing
    if node[1][0] == "target":
        return known
    return True if known else None


_OPERATIONS: dict[str, Callable[[Node, Scope], Any]] = {
    "lit": lambda node, scope: node[1],
    "fact": lambda node, scope: scope.facts.get(node[1]),
    "item": lambda node, scope: scope.items[node[1]].get(node[2]),
    "target": lambda node, scope: scope.target.get(node[1]),
    "as_of": lambda node, scope: (scope.as_of, scope.as_of),
    "low": partial(_end, 0),
    "high": partial(_end, 1),
    "and": _and,
    "or": _or,
    "not": lambda node, scope: negation(evaluate(node[1], scope)),
    "cmp": _cmp,
    "equal": _equal,
    "in": _in,
    "same": _same,
    "matches": _matches,
    "has": _has,
    "subset": _subset,
    "+": partial(_arithmetic, add),
    "-": partial(_arithmetic, _difference),
    "*": partial(_arithmetic, multiply),
    "/": partial(_arithmetic, divide),
    "neg": _neg,
    "abs": _abs,
    "least": partial(_arithmetic, _least),
    "greatest": partial(_arithmetic, _greatest),
    "covers": _covers,
    "at": _at,
    "all": _all,
    "any": _any,
    "count": _count,
    "sum": _sum,
    "min": _extreme,
    "max": _extreme,
    "table": _table,
    "calculated": _calculated,
    "rate": _rate,
    "declared": _declared,
}
