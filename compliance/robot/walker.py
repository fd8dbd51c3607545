"""The one structural walker: it holds a profile against the compiled field table and says all that is wrong."""

import re
from collections.abc import Iterable
from typing import Any

from compliance.errors import InputError, Place, Problem
from compliance.robot.facts import Fact, Item, ItemList, Statement
from compliance.robot.values import Reader, Value
from compliance.source.nodes import Mapping, Node, Scalar, Sequence, plain_value
from compliance.units import Unreadable

MOST_PROBLEMS = 50
LAST = 10**9  # sorts behind every line
LONG_FORM = ("value", "printed", "source", "evidence", "note", "superseded")
UNCERTAINTY = ("U", "k")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")


class TooMany(Exception):
    """Enough problems were found to stop."""


class Walker:
    """Walks one profile. Collects facts, lists, plain values, places, and up to fifty problems."""

    def __init__(self, reader: Reader, evidence: tuple[str, ...] = ()) -> None:
        self.reader = reader
        self.evidence = evidence  # stands behind every value that names none of its own
        self.problems: list[Problem] = []
        self.facts: dict[str, Fact] = {}
        self.lists: dict[str, ItemList] = {}
        self.places: dict[str, Place] = {}

    def fault(self, id_: str, place: Place, what: str, cure: str = "") -> None:
        """Note one problem."""
        if len(self.problems) == MOST_PROBLEMS:
            more = f"only the first {MOST_PROBLEMS} problems found are shown"
            self.problems.append(Problem("profile.more", Place(place.file, LAST, 1), more, "Mend these and run again."))
            raise TooMany
        self.problems.append(Problem(id_, place, what, cure))

    def stop_on_problems(self) -> None:
        """Raise InputError when anything was wrong, in file order."""
        if self.problems:
            found = sorted(self.problems, key=lambda one: one.place)
            raise InputError(one._replace(place=found[-2].place) if one.place.line == LAST else one for one in found)

    def section(self, node: Node, fields: dict[str, Any], path: str) -> dict[str, Any]:
        """Walk a mapping of fields. Returns the plain values in it."""
        plain: dict[str, Any] = {}
        if not isinstance(node, Mapping):
            self.fault("profile.section", node.place, f"`{path or 'a profile'}` holds fields", "Write `field: value`.")
            return plain
        self._required(node, fields, path)
        for name, entry in node.entries.items():
            spec = fields.get(name)
            inner = f"{path}.{name}" if path else name
            if spec is None:
                self._unknown_key(entry.key, fields, path)
                continue
            self.places[inner] = entry.key.place
            if spec["type"] == "section":
                if _known(entry.value):
                    plain[name] = self.section(entry.value, spec["fields"], inner)
            elif spec["type"] == "list":
                plain[name] = self._list(entry.value, spec, inner)
            elif spec["plain"]:
                plain[name] = self.plain(entry.value, spec, inner)
            else:
                fact = self._fact(entry.key.place, entry.value, spec, inner)
                self.facts[inner] = fact
        return plain

    def _required(self, node: Mapping, fields: dict[str, Any], path: str) -> None:
        for name, spec in fields.items():
            if spec.get("required") and name not in node.entries:
                where = f"`{path}`" if path else "the profile"
                self.fault(
                    "profile.required", node.place, f"{where} has no `{name}`", f"Add `{name}: {spec['example']}`."
                )

    def _unknown_key(self, key: Scalar, fields: dict[str, Any], path: str) -> None:
        near = _nearest(key.text, fields)
        cure = f"Did you mean `{near[0]}`?" if near else f"Fields here: {', '.join(list(fields)[:12])}."
        where = f"`{path}` has no field" if path else "there is no section"
        self.fault("profile.unknown_key", key.place, f"{where} `{_short(key.text)}`", cure)

    def _list(self, node: Node, spec: dict[str, Any], path: str) -> list[dict[str, Any]]:
        if not _known(node):
            return []
        if not isinstance(node, Sequence):
            self.fault("profile.list", node.place, f"`{path}` is a list", "Start every entry with `- id: name`.")
            return []
        items: list[Item] = []
        plains: list[dict[str, Any]] = []
        seen: dict[str, Place] = {}
        for entry in node.items:
            plain, facts = self._item(entry, spec["fields"], path)
            name = plain.get("id")
            if name is None:
                continue
            if name in seen:
                what = f"`{path}` has a second entry `{name}`; the first is at line {seen[name].line}"
                self.fault("profile.repeated_id", entry.place, what, "Give every entry an id of its own.")
            seen[name] = entry.place
            self.places[f"{path}[{name}]"] = entry.place
            items.append(Item(name, entry.place, facts, *_defaults(plain)))
            plains.append({**plain, "_place": entry.place})
        self.lists[path] = ItemList(path, node.place, tuple(items))
        return plains

    def _item(self, node: Node, fields: dict[str, Any], path: str) -> tuple[dict[str, Any], dict[str, Fact]]:
        """Walk one entry apart from the rest: its facts belong to it, under its own name."""
        name = node.get("id") if isinstance(node, Mapping) else None
        label = f"{path}[{name.text}]" if isinstance(name, Scalar) else path
        given = node.get("evidence") if isinstance(node, Mapping) else None
        inner = Walker(self.reader, tuple(_texts(given)))
        inner.problems = self.problems
        plain = inner.section(node, fields, label)
        self.places |= inner.places
        self.lists |= inner.lists  # lists inside an entry, under its name
        source, _ = _defaults(plain)
        facts = {key.removeprefix(f"{label}."): _with_source(fact, source) for key, fact in inner.facts.items()}
        return plain, facts

    def _fact(self, place: Place, node: Node, spec: dict[str, Any], path: str) -> Fact:
        statements = [self._statement(one, spec, path) for one in _several(node)]
        known = tuple(one for one in statements if one is not None)
        return Fact(path, spec["type"], place, known, "setting" in spec)

    def _statement(self, node: Node, spec: dict[str, Any], path: str) -> Statement | None:
        if not isinstance(node, Mapping):
            value = self._value(node, spec)
            return None if value is None else Statement(*value, node.place, evidence=self.evidence)
        if not self._long_form(node, spec, path):
            return None
        bare = node.get("value")
        value = self._value(bare, spec) if bare is not None else None
        if value is None or bare is None:
            return None
        evidence = node.get("evidence")
        return Statement(
            *value,
            bare.place,
            source=self._words(node, "source"),
            evidence=tuple(self._names(evidence)) if evidence is not None else self.evidence,
            note=self._words(node, "note"),
            printed=self._words(node, "printed"),
            superseded=self._words(node, "superseded"),
            spread=self._spread(node, spec),
            coverage=_coverage(node.get("k")),
            under=self._conditions(node.get("at"), spec.get("at") or {}, path),
        )

    def _long_form(self, node: Mapping, spec: dict[str, Any], path: str) -> bool:
        allowed = (*LONG_FORM, *UNCERTAINTY) if spec["type"] == "quantity" else LONG_FORM
        allowed = (*allowed, "at") if spec.get("at") else allowed
        for name, entry in node.entries.items():
            if name in allowed:
                continue
            near = _nearest(name, allowed)
            cure = f"Did you mean `{near[0]}`?" if near else f"A value takes: {', '.join(allowed)}."
            self.fault("profile.long_form", entry.key.place, f"a value of `{path}` has no `{_short(name)}`", cure)
        if "value" not in node.entries:
            self.fault("profile.no_value", node.place, f"this entry of `{path}` has no `value`", "Add `value: …`.")
            return False
        return True

    def _value(self, node: Node, spec: dict[str, Any]) -> Value | None:
        try:
            return self.reader.read(spec, node)
        except Unreadable as error:
            self.fault(error.id, node.place, error.what, error.cure)
            return None

    def _conditions(self, node: Node | None, fields: dict[str, Any], path: str) -> tuple[tuple[str, Any, str], ...]:
        """Read the conditions under which a value holds."""
        if node is None or not fields:
            return ()
        if not isinstance(node, Mapping):
            self.fault("profile.at", node.place, "`at` holds conditions", f"Write `at: {{{next(iter(fields))}: …}}`.")
            return ()
        found = []
        for name, entry in node.entries.items():
            if name not in fields:
                cure = f"Conditions of this value: {', '.join(fields)}."
                self.fault("profile.condition", entry.key.place, f"`{path}` has no condition `{_short(name)}`", cure)
                continue
            value = self._value(entry.value, fields[name])
            if value is not None and value.value is not None:
                found.append((name, value.value, value.text))
        return tuple(found)

    def _spread(self, node: Mapping, spec: dict[str, Any]) -> float | None:
        given = node.get("U")
        coverage = node.get("k")
        if coverage is not None and not _is_number(coverage):
            self.fault("profile.k", coverage.place, "`k` is the coverage factor, a number from 1", "Write `k: 2`.")
        if given is None or spec["type"] != "quantity":
            return None  # a key that does not belong here is already noted
        value = self._value(given, spec)
        if value is None:
            return None
        low, high = value.value or (0.0, -1.0)
        # A difference has no zero point: take the offset of the unit back out.
        half: float = high - (value.unit.offset * value.unit.factor if value.unit else 0.0)
        if low != high or half <= 0:
            self.fault("profile.U", given.place, "`U` is one number above zero", "Write `U: 0.2 kg, k: 2`.")
            return None
        return half

    def _words(self, node: Mapping, key: str) -> str:
        found = node.get(key)
        if found is None:
            return ""
        if isinstance(found, Scalar) and isinstance(plain_value(found), str) and found.text.strip():
            return found.text
        self.fault("profile.text", found.place, f"`{key}` wants a text here", "Write one in words, in quotes.")
        return ""

    def _names(self, node: Node) -> list[str]:
        parts = node.items if isinstance(node, Sequence) else (node,)
        for part in parts:
            if not isinstance(part, Scalar) or not isinstance(plain_value(part), str):
                self.fault("profile.names", part.place, "a list of names is wanted here", "Write [first, second].")
                return []
        return [part.text for part in parts if isinstance(part, Scalar)]

    def plain(self, node: Node, spec: dict[str, Any], path: str) -> Any:
        """Read a plain value: one bare value, no statements."""
        if spec["type"] == "names":
            if not isinstance(node, Sequence):
                self.fault("profile.names", node.place, f"`{path}` wants a list of names", "Write [first, second].")
                return []
            return self._names(node)
        if spec["type"] in ("id", "whole"):
            return self._id_or_whole(node, spec["type"], path)
        if spec["type"] == "complete":
            return self._complete(node)
        value = self._value(node, spec)
        if value is not None and value.value is None:
            self.fault("profile.null", node.place, f"`{path}` has no value", "Write one, or leave the key out.")
        return None if value is None else value.text

    def _id_or_whole(self, node: Node, type_: str, path: str) -> Any:
        value = plain_value(node) if isinstance(node, Scalar) else None
        if type_ == "whole":
            if isinstance(value, int) and not isinstance(value, bool):
                return value
            self.fault("profile.whole", node.place, f"`{path}` wants a whole number", "Write 1.")
        elif isinstance(value, str) and _NAME.match(value):
            return value
        else:
            cure = "Use letters, digits, `-`, `_` and `.`; put a number in quotes."
            self.fault("profile.id", node.place, f"`{path}` wants a name", cure)
        return None

    def _complete(self, node: Node) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        if not isinstance(node, Sequence):
            self.fault("profile.names", node.place, "`complete` is a list of paths", "Write [joints, contacts].")
            return found
        for part in node.items:
            if isinstance(part, Scalar) and isinstance(plain_value(part), str):
                found[part.text] = ()
                self.places[f"complete[{part.text}]"] = part.place
                continue
            plain = self.section(part, _COMPLETION, "complete")
            if plain.get("list"):
                found[plain["list"]] = tuple(plain.get("evidence") or ())
                self.places[f"complete[{plain['list']}]"] = part.place
        return found


_COMPLETION: dict[str, Any] = {
    "list": {"type": "text", "plain": True, "required": True, "example": "contacts"},
    "evidence": {"type": "names", "plain": True},
}


def _known(node: Node) -> bool:
    return not (isinstance(node, Scalar) and plain_value(node) is None)


def _several(node: Node) -> tuple[Node, ...]:
    """The statements of a fact: a list of long forms is several, anything else is one."""
    if isinstance(node, Sequence) and node.items and isinstance(node.items[0], Mapping):
        return node.items
    return (node,)


def _defaults(plain: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The source and the evidence of a list entry."""
    return str(plain.get("source") or ""), tuple(plain.get("evidence") or ())


def _with_source(fact: Fact, source: str) -> Fact:
    return fact._replace(statements=tuple(one._replace(source=one.source or source) for one in fact.statements))


def _texts(node: Node | None) -> list[str]:
    """The texts of a list of names; what else is wrong with it, the walk itself says."""
    return [one.text for one in node.items if isinstance(one, Scalar)] if isinstance(node, Sequence) else []


def _coverage(node: Node | None) -> float | None:
    return float(plain_value(node)) if isinstance(node, Scalar) and _is_number(node) else None  # type: ignore[arg-type]


def _is_number(node: Node) -> bool:
    value = plain_value(node) if isinstance(node, Scalar) else None
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 1


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # most profiles have no misspelt key

    return get_close_matches(name, list(known), 1, 0.6)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
