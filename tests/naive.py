"""A second evaluator, written from the semantics alone and on purpose naive: it plays through worlds.

A world fixes every fact to one value that it may still have: a number to a corner of its interval, a word
to one of its words, an open list to itself or to itself with one entry more. In a world a rule is plainly
true or false. What is so in every world is surely so; worlds that disagree leave it unknown. Numbers are
exact fractions of what was written. Far too slow for use, and not complete where worlds are many.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import islice
from math import inf
from typing import Any

from compliance.rules.calculations import CALCULATIONS, ends, success_rate
from compliance.rules.evaluate import Listing, Scope

BIG = Fraction(10**12)  # beyond every number a rule or a profile writes
OTHER = "(any other word)"
BAND = Fraction(1, 10**9)
FORBIDDEN = object()  # the cell that nothing meets
ENDS = {"low": 0, "high": 1}


class Undefined(Exception):
    """This world gives the rule no value, such as a quotient by zero: it speaks for nothing."""


class Entry:
    """One entry of a list (or the conditions of a statement) in a world."""

    def __init__(self, key: Any, known: Any) -> None:
        self.key, self.known = key, known


class World:
    """One world, built up by the choices that a rule asks for. `script` says which option each takes."""

    def __init__(self, scope: Scope, script: Sequence[int]) -> None:
        self.scope = scope
        self.script = script
        self.widths: list[int] = []
        self.chosen: dict[Any, Any] = {}

    def choose(self, key: Any, options: Sequence[Any]) -> Any:
        """Fix one open point, the same for the whole world."""
        if key not in self.chosen:
            step = len(self.widths)
            self.widths.append(len(options))
            self.chosen[key] = options[self.script[step] if step < len(self.script) else 0]
        return self.chosen[key]

    # --- what names stand for -------------------------------------------------------------------------

    def known(self, node: Any, entries: tuple[Entry, ...]) -> tuple[Any, Any]:
        """The key of a name, and all that is known of it."""
        if node[0] == "fact":
            return ("fact", node[1]), self.scope.facts.get(node[1])
        if node[0] == "target":
            return ("target", node[1]), self.scope.target.get(node[1])
        entry = entries[node[1]]
        return (entry.key, node[2]), entry.known.get(node[2])

    def inside(self, key: Any, interval: Any) -> Fraction:
        """A number of an interval: an end, or the middle."""
        low, high = (-inf, inf) if interval is None else interval
        if low == high:
            return exact(low)
        ends = (-BIG if low == -inf else exact(low), BIG if high == inf else exact(high))
        return Fraction(self.choose(key, (*ends, sum(ends) / 2)))

    def word(self, node: Any, entries: tuple[Entry, ...], hints: Sequence[str]) -> Any:
        """The word that a name stands for."""
        key, words = self.known(node, entries)
        return self.choose(key, sorted(words) if words else [*hints, OTHER])

    def has(self, node: Any, entries: tuple[Entry, ...], word: str) -> bool:
        """Whether a set of words holds a word."""
        key, known = self.words(node, entries)
        surely, possibly = known or (frozenset(), None)
        if word in surely or (possibly is not None and word not in possibly):
            return word in surely
        return bool(self.choose((key, "has", word), (True, False)))

    def words(self, node: Any, entries: tuple[Entry, ...]) -> tuple[Any, Any]:
        """What is known of a set of words."""
        if node[0] not in ENDS:
            return self.known(node, entries)
        key, known = self.known(node[1], entries)
        return (key, node[0]), known[ENDS[node[0]]] if known else None

    def entries(self, node: Any, entries: tuple[Entry, ...]) -> list[Entry]:
        """The entries of a list: those written, and one more where there may be one."""
        key, listing = self.known(node, entries)
        known = listing if listing is not None else Listing((), False)
        listed = [Entry((key, index), item) for index, item in enumerate(known.items)]
        more = not known.complete and self.choose((key, "more"), (False, True))
        return [*listed, Entry((key, "more"), {})] if more else listed

    # --- truths ----------------------------------------------------------------------------------------

    def holds(self, node: Any, entries: tuple[Entry, ...] = ()) -> bool:
        """Whether a condition holds in this world."""
        found: bool = getattr(self, f"_{node[0]}")(node, entries)
        return found

    def _lit(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return bool(node[1])

    def _fact(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        key, known = self.known(node, entries)
        return bool(known if known is not None else self.choose(key, (True, False)))

    _item = _target = _fact

    def _and(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return all(self.holds(part, entries) for part in node[1])

    def _or(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return any(self.holds(part, entries) for part in node[1])

    def _not(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return not self.holds(node[1], entries)

    def _cmp(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        a, b = self.number(node[2], entries), self.number(node[3], entries)
        if a is FORBIDDEN or b is FORBIDDEN:
            return False
        same = near(a, b)
        return {"<=": a < b or same, "<": a < b and not same, ">=": a > b or same, ">": a > b and not same}[node[1]]

    def _equal(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        a, b = self.number(node[1], entries), self.number(node[2], entries)
        return a is not FORBIDDEN and b is not FORBIDDEN and near(a, b)

    def _in(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return self.word(node[1], entries, node[2]) in node[2]

    def _same(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return bool(self.word(node[1], entries, ["x"]) == self.word(node[2], entries, ["x"]))

    def _matches(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        key, words = self.known(node[1], entries)
        if words is None:
            return bool(self.choose((key, "matches", node[2]), (True, False)))
        return re.fullmatch(node[2], self.choose(key, sorted(words))) is not None

    def _has(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return self.has(node[1], entries, node[2])

    def _subset(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        named = {OTHER}
        for part in node[1:]:
            for words in self.words(part, entries)[1] or ():
                named |= words or set()
        return all(not self.has(node[1], entries, word) or self.has(node[2], entries, word) for word in sorted(named))

    def _covers(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        outer, inner = ({end: self.number([end, part], entries) for end in ENDS} for part in node[1:])
        below = outer["low"] < inner["low"] or near(outer["low"], inner["low"])
        return below and (outer["high"] > inner["high"] or near(outer["high"], inner["high"]))

    def _declared(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        key, known = self.known(node[1], entries)
        if known is not None or node[1][0] == "target":
            return known is not None
        return bool(self.choose((key, "declared"), (True, False)))

    def _all(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return all(self.holds(node[3], inner) for inner in self.chosen_of(node, entries))

    def _any(self, node: Any, entries: tuple[Entry, ...]) -> bool:
        return any(self.holds(node[3], inner) for inner in self.chosen_of(node, entries))

    def chosen_of(self, node: Any, entries: tuple[Entry, ...]) -> list[tuple[Entry, ...]]:
        """The entries a quantifier is about, each as the innermost of its scope."""
        inner = [(*entries, entry) for entry in self.entries(node[1], entries)]
        return [one for one in inner if node[2] is None or self.holds(node[2], one)]

    # --- numbers ---------------------------------------------------------------------------------------

    def number(self, node: Any, entries: tuple[Entry, ...]) -> Any:
        """The number a part of a rule is in this world; FORBIDDEN for the cell that nothing meets."""
        operation = node[0]
        if operation == "lit":
            return exact(node[1][0])
        if operation == "as_of":
            return exact(self.scope.as_of)
        if operation in ("fact", "item", "target"):
            return self.inside(*self.known(node, entries))
        if operation in ENDS:
            key, known = self.known(node[1], entries)
            return self.inside((key, operation), known[ENDS[operation]] if known else None)
        if operation == "at":
            return self.under(node, entries)
        if operation == "table":
            return self.cell(node, entries)
        if operation in ("count", "sum", "min", "max"):
            return self.total(node, entries)
        if operation in ("calculated", "rate"):
            return self.published(node, entries)
        return calculated(operation, [self.number(part, entries) for part in node[1:]])

    def published(self, node: Any, entries: tuple[Entry, ...]) -> Fraction:
        """A published calculation of exact numbers; a success rate lies between its bounds."""
        if node[0] == "rate":
            done, tried = (float(self.number(part, entries)) for part in node[1:])
            bounds = success_rate((done, done), (tried, tried), self.scope.confidence)
            return self.inside(("rate", str(node), done, tried), bounds)
        values = [
            self.exactly(part, entries, one)
            for part, one in zip(node[2:], CALCULATIONS[node[1]].arguments, strict=True)
        ]
        found = ends(node[1], values)
        if found is None or found[0] != found[1]:
            raise Undefined
        return exact(found[0])

    def exactly(self, node: Any, entries: tuple[Entry, ...], argument: Any) -> Any:
        """One argument in this world: a single number, or a single word."""
        if isinstance(argument, str):
            return (float(self.number(node, entries)),) * 2
        return frozenset((self.word(node, entries, argument),))

    def under(self, node: Any, entries: tuple[Entry, ...]) -> Fraction:
        """A value under conditions: within the hull of the statements that hold under them, else anything."""
        key = self.known(node[1], entries)[0]
        stated = self.known([*node[1][:-1], f"{node[1][-1]}@"], entries)[1] or ()
        kept = [
            value
            for index, (value, under) in enumerate(stated)
            if self.holds(node[2], (*entries, Entry((key, "at", index), under)))
        ]
        hull = (min(low for low, _ in kept), max(high for _, high in kept)) if kept else None
        return self.inside((key, "at", str(node[2]), hull), hull)

    def cell(self, node: Any, entries: tuple[Entry, ...]) -> Any:
        """A cell of a table; anything where the table does not speak."""
        table = self.scope.tables[node[1]]
        word = self.word(node[2], entries, sorted(table["rows"]))
        row = table["rows"].get(word)
        if row is None:
            raise Undefined
        nobody_else = self.covered(table)
        cell = row[node[3]] if nobody_else else "not_given"
        if cell == "not_permitted":
            return FORBIDDEN
        return self.inside(("cell", node[1], word, node[3]), None if cell == "not_given" else cell)

    def covered(self, table: Any) -> bool:
        """Whether everyone who is there in this world is among those a table holds for."""
        population = table.get("population")
        if population is None:
            return True
        surely, possibly = self.scope.users or (frozenset(), None)
        covers = set(population["covers"])
        if not surely <= covers:
            return False
        return bool((possibly is not None and possibly <= covers) or self.choose("somebody else", (False, True)))

    def total(self, node: Any, entries: tuple[Entry, ...]) -> Any:
        """An aggregate over the entries that are chosen in this world."""
        inner = self.chosen_of(node, entries)
        if node[0] == "count":
            return Fraction(len(inner))
        values = [self.number(node[3], one) for one in inner]
        if any(value is FORBIDDEN for value in values) or (not values and node[0] != "sum"):
            raise Undefined
        return {"sum": sum, "min": min, "max": max}[node[0]](values)


def calculated(operation: str, values: list[Any]) -> Fraction:
    """Plain arithmetic."""
    if any(value is FORBIDDEN for value in values):
        raise Undefined
    a, b = values[0], values[-1]
    if operation == "/" and b == 0:
        raise Undefined
    table = {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "neg": lambda: -a,
        "abs": lambda: abs(a), "least": lambda: min(a, b), "greatest": lambda: max(a, b),
    }  # fmt: skip
    return Fraction(table[operation]())


def near(a: Fraction, b: Fraction) -> bool:
    """Equal but for rounding."""
    return abs(a - b) <= BAND * max(abs(a), abs(b))


def exact(value: float) -> Fraction:
    """The number as it was written, not as binary floating point keeps it."""
    return Fraction(repr(float(value)))


def worlds(node: Any, scope: Scope) -> Iterator[bool]:
    """The answers of all worlds, one after the other; worlds without an answer are left out."""
    script: list[int] | None = []
    while script is not None:
        world = World(scope, script)
        with suppress(Undefined):
            yield world.holds(node)
        script = after(script, world.widths)


def after(script: list[int], widths: list[int]) -> list[int] | None:
    """The next script: the last choice that has an option left takes it, later ones start anew."""
    full = [*script, *[0] * (len(widths) - len(script))]
    for place in range(len(widths) - 1, -1, -1):
        if full[place] + 1 < widths[place]:
            return [*full[:place], full[place] + 1]
    return None


def answers(node: Any, scope: Scope, most: int) -> tuple[set[bool], bool]:
    """The answers found in at most so many worlds, and whether these were all."""
    found = list(islice(worlds(node, scope), most + 1))
    return set(found[:most]), len(found) <= most
