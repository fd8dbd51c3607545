"""Random profiles and their refinements, as typed values for an evaluator and as data for the walker.

A refinement narrows an interval, makes an unknown known, adds entries to an open list or calls it complete;
it never changes what is decided, and never adds a second statement beside one that is there.
"""

import json
from collections.abc import Mapping
from math import inf
from random import Random
from typing import Any, NamedTuple

from strategies import AS_OF, DAYS, EVERY, IP_CODES, LAB, LISTS, SMALL, TEXTS, literal

from compliance.assess.bars import joined
from compliance.catalogue.model import open_target
from compliance.robot.values import days_of
from compliance.rules.evaluate import LABEL, STATED, Listing, Scope
from compliance.units import read_ip_code

TARGETS: list[dict[str, Any]] = [
    {},
    {"users": ["adults_trained"], "contact": "none"},
    {"users": ["children", "patients"], "contact": "intended"},
]


class Said(NamedTuple):
    """One statement: as data, as a typed value, and the conditions it holds under."""

    data: Any
    value: Any
    under: Mapping[str, "Said"] = {}


Stated = tuple[Said, ...]
Entry = Mapping[str, Stated]


class Model(NamedTuple):
    """A profile as far as a rule reads it."""

    facts: Mapping[str, Stated]
    lists: Mapping[str, tuple[Entry, ...] | None]
    complete: frozenset[str]


def reads(node: Any) -> tuple[list[str], set[str]]:
    """The paths a rule reads, and the names it reads in entries of lists."""
    paths: set[str] = set()
    names: set[str] = set()

    def visit(part: Any) -> None:
        if isinstance(part, list):
            if part and part[0] == "fact":
                paths.add(part[1])
            elif part and part[0] == "item":
                names.add(part[2])
            elif part and part[0] == "table":
                paths.add("use.users")
            for inner in part:
                visit(inner)

    visit(node)
    return sorted(paths), names


class ProfileMaker:
    """Makes and refines the profile that a rule reads."""

    def __init__(self, random: Random, node: Any) -> None:
        self.random = random
        paths, self.names = reads(node)
        self.lists = [path for path in paths if path in LISTS]
        self.facts = [path for path in paths if path not in LISTS]

    def perhaps(self, share: float) -> bool:
        """Toss a coin."""
        return self.random.random() < share

    def model(self) -> Model:
        """A profile."""
        lists = {path: self.listed(path) for path in self.lists}
        sets = [path for path in self.facts if EVERY[path]["type"] == "set"]
        facts = {path: self.several(EVERY[path]) for path in self.facts}
        known = [path for path in self.lists if lists[path] is not None] + [path for path in sets if facts[path]]
        return Model(facts, lists, frozenset(path for path in known if self.perhaps(0.5)))

    def listed(self, path: str) -> tuple[Entry, ...] | None:
        """A list, or None where the profile does not have it."""
        if self.perhaps(0.15):
            return None
        return tuple(self.entry(path) for _ in range(self.random.choice([0, 1, 1, 2, 2, 3])))

    def entry(self, path: str) -> Entry:
        """One entry of a list."""
        return {name: self.several(spec) for name, spec in LISTS[path].items() if name in self.names}

    def several(self, spec: Any) -> Stated:
        """The statements of a fact: none, one or two."""
        number = self.random.choice([0, 1, 1, 1, 1, 1, 2])
        # Of two statements each names all its conditions: a condition added later would be another statement.
        return tuple(self.said(spec, every=number > 1) for _ in range(number))

    def said(self, spec: Any, *, every: bool) -> Said:
        """One statement, perhaps under conditions, or under every one it may have."""
        made: Said = getattr(self, f"_{spec['type']}")(spec)
        if not spec.get("at"):
            return made
        under = {name: self.said(one, every=True) for name, one in spec["at"].items() if every or self.perhaps(0.6)}
        return made._replace(under=under)

    def _quantity(self, spec: Any) -> Said:
        low = self.random.randint(0, 4)
        high = self.random.choice([low, low, self.random.randint(low, 4)])
        if not LAB.names.units.kind(spec["kind"]).order:
            low, high = self.random.choice([(low, high)] * 6 + [(-inf, high), (low, inf)])  # type: ignore[list-item]
        return written(spec["kind"], low, high)

    def _truth(self, spec: Any) -> Said:
        value = self.perhaps(0.6)
        return Said(value, value)

    def _choice(self, spec: Any) -> Said:
        word = self.random.choice(spec["choices"])
        return Said(word, frozenset((word,)))

    def _text(self, spec: Any) -> Said:
        word = self.random.choice(TEXTS)
        return Said(word, frozenset((word,)))

    def _set(self, spec: Any) -> Said:
        return self.words(self.random.sample(spec["choices"], self.random.randint(0, 3)))

    def words(self, words: list[str]) -> Said:
        """A set of words; an empty one says there are none."""
        return Said(words, (frozenset(words), None if words else frozenset()))

    def _date(self, spec: Any) -> Said:
        day = self.random.choice(DAYS)
        return Said(day, days_of(day))

    def _ip(self, spec: Any) -> Said:
        code = self.random.choice(IP_CODES)
        return Said(code, read_ip_code(code))

    def _span(self, spec: Any) -> Said:
        low = self.random.randint(0, 4)
        high = self.random.randint(low, 4 if spec["kind"] in SMALL else 5)
        made = written(spec["kind"], low, high, span=True)
        return made._replace(value=((made.value[0],) * 2, (made.value[1],) * 2))

    # --- refinements -----------------------------------------------------------------------------------

    def refined(self, model: Model) -> Model:
        """The same profile, known better."""
        facts = {path: self.better(EVERY[path], stated, path in model.complete) for path, stated in model.facts.items()}
        lists = {path: self.longer(path, listed, path in model.complete) for path, listed in model.lists.items()}
        sets = {path for path, stated in facts.items() if stated and EVERY[path]["type"] == "set"}
        known = sets | {path for path, listed in lists.items() if listed is not None}
        return Model(facts, lists, model.complete | {path for path in sorted(known) if self.perhaps(0.4)})

    def longer(self, path: str, listed: tuple[Entry, ...] | None, complete: bool) -> tuple[Entry, ...] | None:
        """A list with better entries, and more of them where it is open."""
        if listed is None:
            return self.listed(path)
        fields = LISTS[path]
        entries = tuple({name: self.better(fields[name], one) for name, one in entry.items()} for entry in listed)
        more = self.random.choice([0, 0, 1, 2]) if listed and not complete else 0
        return (*entries, *(self.entry(path) for _ in range(more)))

    def better(self, spec: Any, stated: Stated, closed: bool = False) -> Stated:
        """The statements of a fact, each the same or narrower; where there were none, perhaps some."""
        if not stated:
            return self.several(spec)
        if len(stated) > 1 and not closed and not spec.get("at") and self.perhaps(0.3):
            return (self.random.choice(stated),)  # it turned out which of the two holds
        return tuple(self.narrower(spec, one, closed) for one in stated)

    def narrower(self, spec: Any, said: Said, closed: bool = False) -> Said:
        """One statement that says the same or more."""
        kept = said
        if spec["type"] == "quantity":
            kept = self.closer(spec["kind"], said)
        elif spec["type"] == "set" and said.data and not closed:
            rest = [word for word in spec["choices"] if word not in said.data]
            kept = self.words([*said.data, *self.random.sample(rest, min(len(rest), self.random.choice([0, 0, 1, 2])))])
        elif spec["type"] == "date" and said.data == "2024-05":
            day = self.random.choice(["2024-05", "2024-05-01", "2024-05-31", "2024-05-09"])
            kept = Said(day, days_of(day))
        under = {
            name: self.narrower(one, said.under[name]) if name in said.under else self.said(one, every=True)
            for name, one in (spec.get("at") or {}).items()
            if name in said.under or self.perhaps(0.5)
        }
        return kept._replace(under=under)

    def closer(self, kind: str, said: Said) -> Said:
        """A number inside the same interval."""
        if said.value[0] == said.value[1] or self.perhaps(0.3):
            return said
        low, high = (end / SMALL.get(kind, 1) for end in said.value)
        inside = [number for number in range(5 if kind in SMALL else 7) if low <= number <= high]
        ends = sorted(self.random.choice(inside) for _ in range(2))
        return written(kind, low if self.perhaps(0.2) else ends[0], high if self.perhaps(0.2) else ends[1])


def written(kind: str, low: float, high: float, *, span: bool = False) -> Said:
    """A number of a kind, in its SI unit, as a profile writes it."""
    known = LAB.names.units.kind(kind)
    scale = SMALL.get(kind, 1)
    if known.order:
        rank = int(low) % len(known.order)
        return Said(known.order[rank], (float(rank), float(rank)))
    value = (low * scale, high * scale)
    unit = literal(kind, 1).partition(" ")[2]
    if low == high and not span:
        text = f"{value[0]:g} {unit}"
    elif low == -inf:
        text = f"≤ {value[1]:g} {unit}"
    else:
        text = f"≥ {value[0]:g} {unit}" if high == inf else f"{value[0]:g}..{value[1]:g} {unit}"
    return Said(text.strip(), value)


def scope_of(model: Model, said: Mapping[str, Any]) -> Scope:
    """What names stand for, made from a model without a profile's text."""
    facts: dict[str, Any] = {}
    for path, stated in model.facts.items():
        facts |= _values(path, EVERY[path]["type"], stated)
        if path in model.complete and facts[path] is not None:
            surely, possibly = facts[path]
            named = surely.union(*(one.value[0] for one in stated)) if possibly is None else possibly
            facts[path] = (surely, named)
    for path, listed in model.lists.items():
        if listed is not None:
            facts[path] = Listing(_entries(path, listed), path in model.complete or not listed)
    users = facts.get("use.users")
    return Scope(facts, said, LAB.names.tables, users, AS_OF)


def _entries(path: str, listed: tuple[Entry, ...]) -> tuple[dict[str, Any], ...]:
    found = []
    for index, entry in enumerate(listed):
        values: dict[str, Any] = {LABEL: f"{path}[{index}]"}
        for name, stated in entry.items():
            values |= _values(name, LISTS[path][name]["type"], stated)
        found.append(values)
    return tuple(found)


def _values(name: str, type_: str, stated: Stated) -> dict[str, Any]:
    if not stated:
        return {name: None}
    value = joined(type_, [one.value for one in stated])
    single = tuple((one.value, {key: under.value for key, under in one.under.items()}) for one in stated)
    return {name: value, f"{name}{STATED}": single}


def profile_of(model: Model) -> dict[str, Any]:
    """The data of a profile that says what a model says."""
    profile: dict[str, Any] = {}
    for path, stated in model.facts.items():
        _put(profile, path, _data(stated))
    for path, listed in model.lists.items():
        entries = [
            {"id": f"e{index}", **{name: _data(one) for name, one in entry.items()}}
            for index, entry in enumerate(listed or ())
        ]
        _put(profile, path, None if listed is None else entries)
    return {**profile, "complete": sorted(model.complete)}


def _put(profile: dict[str, Any], path: str, data: Any) -> None:
    *sections, last = path.split(".")
    for section in sections:
        profile = profile.setdefault(section, {})
    profile[last] = data


def _data(stated: Stated) -> Any:
    if not stated:
        return None
    longs = [{"value": one.data, **_under(one)} for one in stated]
    return stated[0].data if len(longs) == 1 and not stated[0].under else longs


def _under(said: Said) -> dict[str, Any]:
    return {"at": {name: one.data for name, one in said.under.items()}} if said.under else {}


def known_target(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """The typed facts of a target."""
    return open_target({"id": "t", "title": {}, "facts": LAB.target_facts(said)}).facts


def shown(rule: str, *models: Model) -> str:
    """A counterexample to read."""
    return "\n".join([rule, *(json.dumps(profile_of(model), ensure_ascii=False) for model in models)])
