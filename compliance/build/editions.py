"""Two editions of a standard side by side: requirements added, withdrawn and changed, and which part changed."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from compliance.catalogue import Catalogue, Instrument, Requirement

PARTS = ("rule", "limit", "proof", "source", "duty", "text")
RULES = ("applies", "for_each", "require")
DUTY = ("shape", "keyword", "duty_holder", "clock", "protects", "waivable", "aspect", "pillar", "category")
TEXT = ("title", "statement", "rationale", "advice")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")


class Part(NamedTuple):
    """One part of a requirement that is otherwise: what kind of part, its name, how it was and is."""

    kind: str
    name: str
    before: str
    after: str


class Changed(NamedTuple):
    """A requirement that both sides have, under one id or two, with the parts that differ."""

    before: Requirement
    after: Requirement
    parts: tuple[Part, ...]

    @property
    def kinds(self) -> list[str]:
        """Which kinds of part changed, the gravest first."""
        found = {part.kind for part in self.parts}
        return [kind for kind in PARTS if kind in found]


class Listed(NamedTuple):
    """A requirement that only one side has, and why there."""

    requirement: Requirement
    why: str


class Editions(NamedTuple):
    """What is otherwise between two sides."""

    old: str
    new: str
    added: tuple[Listed, ...]
    withdrawn: tuple[Listed, ...]
    changed: tuple[Changed, ...]


def of_catalogues(old: Catalogue, new: Catalogue, names: tuple[str, str]) -> Editions:
    """Compare two editions by the ids of their requirements."""
    before, after = ({one.id: one for one in side.requirements} for side in (old, new))
    pairs = [(before[id_], after[id_]) for id_ in sorted({*before} & {*after})]
    changed = (Changed(one, other, tuple(_parts(one, other, old, new))) for one, other in pairs)
    return Editions(
        *names,
        tuple(Listed(after[id_], _cited(after[id_], new)) for id_ in sorted({*after} - {*before})),
        tuple(Listed(before[id_], _cited(before[id_], old)) for id_ in sorted({*before} - {*after})),
        tuple(one for one in changed if one.parts),
    )


def of_days(catalogue: Catalogue, days: tuple[float, float], markets: set[str], names: tuple[str, str]) -> Editions:
    """Compare the law in force on two days; without markets in all of them."""
    instruments = catalogue.instruments()
    added, withdrawn = [], []
    for one in catalogue.requirements:
        instrument = instruments[one.instrument]
        if markets and instrument.market not in {"intl", *markets}:
            continue
        was, is_ = (_in_force(instrument, day) for day in days)
        if is_ and not was:
            added.append(Listed(one, _dated(instrument, catalogue)))
        elif was and not is_:
            withdrawn.append(Listed(one, _dated(instrument, catalogue)))
    return Editions(*names, tuple(added), tuple(withdrawn), ())


def of_documents(catalogue: Catalogue, ids: tuple[str, str], related: set[tuple[str, str]]) -> Editions:
    """Compare what two documents ask; `related` are the pairs of requirements that the crosswalk sets together."""
    before, after = ([one for one in catalogue.requirements if one.instrument == id_] for id_ in ids)
    pairs = [(one, other) for one in before for other in after if (one.id, other.id) in related]
    paired = {one.id for pair in pairs for one in pair}
    return Editions(
        *ids,
        tuple(Listed(one, _cited(one, catalogue)) for one in after if one.id not in paired),
        tuple(Listed(one, _cited(one, catalogue)) for one in before if one.id not in paired),
        tuple(Changed(one, other, tuple(_parts(one, other, catalogue, catalogue))) for one, other in pairs),
    )


def _in_force(one: Instrument, day: float) -> bool:
    return (one.first is None or one.first <= day) and (one.last is None or day <= one.last)


def _cited(one: Requirement, catalogue: Catalogue) -> str:
    instrument = catalogue.instruments()[one.instrument]
    edition = instrument.row["edition"] or ""
    number = (
        f"{instrument.number}:{edition}"
        if edition.isdigit() and edition not in instrument.number
        else instrument.number
    )
    return f"{number}, {one.clause}" if one.clause else number


def _dated(one: Instrument, catalogue: Catalogue) -> str:
    """A document with its first and last day, and what it replaces."""
    known = catalogue.instruments()
    days = [f"{word} {one.row[key]}" for word, key in (("from", "from"), ("until", "until")) if one.row[key]]
    replaced = [known[id_].number for id_ in one.row["supersedes"]]
    parts = [one.number, *days, *([f"replaces {', '.join(replaced)}"] if replaced else [])]
    return ", ".join(parts)


def _parts(one: Requirement, other: Requirement, old: Catalogue, new: Catalogue) -> Iterator[Part]:
    """The parts in which two requirements differ."""
    yield from _rules(one, other)
    yield from _cells(one, other, old, new)
    yield from _plain("proof", one.row["proof"], other.row["proof"])
    yield from _plain("source", _source(one, old), _source(other, new))
    yield from _plain("duty", {key: one.row[key] for key in DUTY}, {key: other.row[key] for key in DUTY})
    yield from _plain("text", {key: one.row[key] for key in TEXT}, {key: other.row[key] for key in TEXT})


def _rules(one: Requirement, other: Requirement) -> Iterator[Part]:
    """Formulas: where only numbers differ, it is the limit that changed."""
    for name in RULES:
        before, after = (" ".join((each.row["text"].get(name) or "").split()) for each in (one, other))
        if before != after:
            same = _NUMBER.sub("#", before) == _NUMBER.sub("#", after)
            yield Part("limit" if same else "rule", name, before, after)
    yield from _plain("rule", {"if_none": one.row["if_none"]}, {"if_none": other.row["if_none"]})


def _cells(one: Requirement, other: Requirement, old: Catalogue, new: Catalogue) -> Iterator[Part]:
    """The cells of the tables that both read."""
    for name in sorted(set(_tables(one.row["require"])) & set(_tables(other.row["require"]))):
        before, after = (side.tables[name]["rows"] for side in (old, new))
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                yield Part("limit", f"table {name}, {key}", _text(before.get(key)), _text(after.get(key)))


def _tables(node: Any) -> Iterator[str]:
    """The names of the tables that a formula reads."""
    if isinstance(node, (list, tuple)):
        if len(node) > 1 and node[0] == "table" and isinstance(node[1], str):
            yield node[1]
        for part in node:
            yield from _tables(part)


def _source(one: Requirement, catalogue: Catalogue) -> dict[str, Any]:
    """Where a requirement comes from, with the edition and the days of its document."""
    row = catalogue.instruments()[one.instrument].row
    return {**one.row["source"], "edition": row["edition"], "from": row["from"], "until": row["until"]}


def _plain(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Part]:
    for name in before:
        if before[name] != after[name]:
            yield Part(kind, name, _text(before[name]), _text(after[name]))


def _text(value: Any) -> str:
    if isinstance(value, dict) and "en" in value:
        return f"{value['en']} {value.get('zh') or ''}".strip()
    return value if isinstance(value, str) else "–" if value is None else json.dumps(value, ensure_ascii=False)
