"""The four bars: filters on statements, and the view of a robot's facts that each bar lets through.

Bar 1 admits every statement; bar 2 those with an evidence entry whose file exists and matches its hash;
bar 3 those whose evidence is fresh and by a method, party and competence the requirement accepts; bar 4
also the attestation it asks for.
"""

from collections.abc import Mapping
from typing import Any

from compliance.assess.objections import REAL, Bar, Known, objection
from compliance.gather import Gathered
from compliance.logic import EVERYTHING, hull
from compliance.robot import Fact, ItemList, Statement
from compliance.rules.evaluate import LABEL, STATED, Listing


def bar_for(row: Any, height: int, guard: float, *, needs_spread: bool) -> Bar:
    """The bar of a requirement's own height."""
    if height < 3:
        return Bar(height)
    proof = row["proof"]
    return Bar(
        height,
        tuple(proof["methods"]),
        proof["party"],
        tuple(proof["competence"]),
        tuple(proof["protocols"]),
        proof["attestation"],
        proof["scheme"],
        guard,
        needs_spread,
    )


class View:
    """A robot's facts as one bar lets them through: typed values by path, computed when asked for."""

    def __init__(
        self,
        gathered: Gathered,
        bar: Bar,
        as_of: float,
        protocols: Mapping[str, Any],
        assume_proven: bool = False,
    ) -> None:
        self.gathered = gathered
        self.bar = bar
        self.assume_proven = assume_proven
        robot = gathered.robot
        revisions = (robot.plain.get("robot") or {}).get("revisions") or {}
        self.known = Known(gathered.evidence, protocols, revisions, as_of)
        self._inner = _inner_lists(robot.lists)
        self._known: dict[str, Any] = {}
        self.inspecting = bar._replace(methods=(*dict.fromkeys((*bar.methods, "inspected")),))
        self._passed: dict[tuple[str, ...], dict[str, str]] = {}

    def get(self, path: str) -> Any:
        """The value of a fact, or the Listing of a list; None when nothing is admitted."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> Any:
        robot = self.gathered.robot
        fact = robot.facts.get(path.removesuffix(STATED))
        if fact is not None:
            return self._stated(fact) if path.endswith(STATED) else self._value(fact)
        listed = robot.lists.get(path)
        return None if listed is None else self._listing(listed)

    def _listing(self, listed: ItemList) -> Listing:
        items = tuple(self._item(f"{listed.path}[{item.id}]", item.id, item.facts) for item in listed.items)
        return Listing(items, self._whole(listed.path, listed))

    def _item(self, label: str, id_: str, facts: dict[str, Fact]) -> dict[str, Any]:
        values = {name: self._value(fact) for name, fact in facts.items()}
        stated = {f"{name}{STATED}": self._stated(fact) for name, fact in facts.items() if _conditioned(fact)}
        inner = {name: self._listing(listed) for name, listed in self._inner.get(label, ())}
        return {LABEL: label, **values, **stated, **inner, "id": frozenset((id_,))}

    def _stated(self, fact: Fact) -> tuple[tuple[Any, dict[str, Any]], ...]:
        """The single statements admitted, each with the conditions it holds under."""
        return tuple(
            (self._guarded(fact, one), {name: value for name, value, _ in one.under})
            for one in fact.live
            if self.admits(one, setting=fact.setting)
        )

    def _whole(self, path: str, listed: ItemList | None = None) -> bool:
        """Whether a list or a set surely holds nothing but what is named: a statement with evidence of its own."""
        complete = self.gathered.robot.complete
        if self.bar.height == 1 or self.assume_proven:
            return path in complete or (listed is not None and not listed.items)
        return any(self._admits(name) for name in complete.get(path, ()))

    def _value(self, fact: Fact) -> Any:
        admitted = [one for one in fact.live if self.admits(one, setting=fact.setting)]
        if not admitted:
            return None
        return joined(fact.type, [self.alone(fact, one) for one in admitted])

    def alone(self, fact: Fact, statement: Statement) -> Any:
        """What one statement says at this bar; a set said to be complete holds only what is named."""
        value = self._guarded(fact, statement)
        return (value[0], value[0]) if fact.type == "set" and self._whole(fact.path) else value

    def admits(self, statement: Statement, *, setting: bool = False) -> bool:
        """Whether a statement reaches this bar."""
        if self.bar.height == 1 or self.assume_proven:
            return True
        return any(self._admits(name, setting=setting) for name in statement.evidence)

    def _admits(self, name: str, *, setting: bool = False) -> bool:
        return self.objection_to(name, setting=setting) == ""

    def objection_to(self, name: str, *, setting: bool = False) -> str:
        """Say why an evidence entry does not reach this bar; empty when it does. A setting may be inspected."""
        bar = self.inspecting if setting else self.bar
        passed = self._passed.setdefault(bar.methods, {})
        if name not in passed:
            passed[name] = objection(self.gathered.evidence[name], bar, self.known)
        return passed[name]

    def _guarded(self, fact: Fact, statement: Statement) -> Any:
        """A value widened by its guard band, where only trials stand behind it; what only trials show owes its U.

        A setting is no measured value. Where evidence of another kind would do alone, trials beside it never make
        the value worth less.
        """
        if fact.type != "quantity" or fact.setting or not self._only_trials(statement):
            return statement.value
        if statement.spread is None:
            return EVERYTHING if self.bar.needs_spread else statement.value
        low, high = statement.value
        guard = self.bar.guard * statement.spread
        return (low - guard, high + guard)

    def _only_trials(self, statement: Statement) -> bool:
        """Whether all evidence that carries a statement at this bar is trials on the robot."""
        if self.assume_proven:
            return bool(self.bar.methods) and set(self.bar.methods) <= set(REAL)
        entries = self.gathered.evidence
        carrying = [entries[name].method for name in statement.evidence if self._admits(name)]
        return bool(carrying) and set(carrying) <= set(REAL)


def _inner_lists(lists: dict[str, ItemList]) -> dict[str, list[tuple[str, ItemList]]]:
    """The lists inside list entries, by the label of the entry: `stops[a].parts` is one of `stops[a]`."""
    found: dict[str, list[tuple[str, ItemList]]] = {}
    for path, listed in lists.items():
        label, bracket, name = path.rpartition("].")
        if bracket:
            found.setdefault(f"{label}]", []).append((name, listed))
    return found


def _conditioned(fact: Fact) -> bool:
    return any(one.under for one in fact.statements)


def joined(type_: str, values: list[Any]) -> Any:
    """Join several statements of one fact: what it may still be is their hull."""
    if len(values) == 1:
        return values[0]
    if type_ in ("quantity", "date"):
        return hull(values)
    if type_ == "truth":
        return values[0] if len(set(values)) == 1 else None
    if type_ == "span":
        return (hull(value[0] for value in values), hull(value[1] for value in values))
    if type_ == "ip":
        return (hull(value[0] for value in values), joined("set", [value[1] for value in values]))
    if type_ == "set":
        surely = frozenset.intersection(*(value[0] for value in values))
        open_ = any(value[1] is None for value in values)
        return (surely, None if open_ else frozenset().union(*(value[1] for value in values)))
    return frozenset().union(*values)
