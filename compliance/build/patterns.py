"""Patterns: what many families share, and mappings of YAML laid over one another.

A family that is `like` a pattern says only what is its own. Its `given` are facts that every example of the pattern
needs besides, its `without` facts under which its requirements do not apply.
"""

import os
from collections.abc import Iterator

from compliance.build import standard_model as model
from compliance.build.documents import Placed, read_many
from compliance.errors import Place
from compliance.source.nodes import Entry, Mapping, Node, Scalar, Sequence

JOINED = ("source", "proof", "advice")  # what is laid over these may say part of them otherwise


def read_patterns(folder: str) -> dict[str, Placed]:
    """The patterns of an edition by name; there may be none."""
    return {one.model.pattern: one for one in read_many(os.path.join(folder, "patterns"), model.Pattern, optional=True)}


def laid_over(below: Mapping, above: Mapping) -> Mapping:
    """A requirement, or part of one, with what is said above in place of what is said below; examples are added."""
    entries = dict(below.entries)
    for key, entry in above.entries.items():
        entries[key] = _over(entries[key], entry) if key in entries else entry
    return Mapping(entries, above.place)


def _over(below: Entry, above: Entry) -> Entry:
    lower, upper = below.value, above.value
    if above.key.text == "examples" and isinstance(lower, Sequence) and isinstance(upper, Sequence):
        return Entry(above.key, Sequence(lower.items + upper.items, lower.place))
    if above.key.text in JOINED and isinstance(lower, Mapping) and isinstance(upper, Mapping):
        return Entry(above.key, Mapping({**lower.entries, **upper.entries}, upper.place))
    return above


def situated(common: Mapping, family: Mapping) -> Mapping:
    """What a pattern says, its examples put into the situation of a family: where it applies, and where it does not."""
    examples, given, without = common.get("examples"), family.get("given"), family.get("without")
    if not isinstance(examples, Sequence) or not isinstance(given, Mapping):
        return common
    places = without.items if isinstance(without, Sequence) else ()
    items = [
        *(_with_facts(one, given) for one in examples.items if isinstance(one, Mapping)),
        *(_example("not_applicable", one) for one in places if isinstance(one, Mapping)),
        *_undecided(examples),
    ]
    key = common.entries["examples"].key
    return Mapping({**common.entries, "examples": Entry(key, Sequence(tuple(items), examples.place))}, common.place)


def _undecided(examples: Sequence) -> Iterator[Mapping]:
    """The first example as it stands: without what is given nobody knows whether the requirement applies."""
    first = examples.items[0]
    facts = first.get("facts") if isinstance(first, Mapping) else None
    if isinstance(facts, Mapping):
        yield _example("needs_evidence", facts, "applicability")


def _with_facts(example: Mapping, given: Mapping) -> Mapping:
    facts = example.get("facts")
    joined = _facts(facts, given) if isinstance(facts, Mapping) else given
    return Mapping({**example.entries, "facts": Entry(Scalar("facts", True, example.place), joined)}, example.place)


def _facts(below: Mapping, above: Mapping) -> Mapping:
    """Two profile fragments in one: sections joined, what is complete added up."""
    entries = dict(below.entries)
    for key, entry in above.entries.items():
        there, value = entries[key].value if key in entries else None, entry.value
        if isinstance(there, Mapping) and isinstance(value, Mapping):
            value = _facts(there, value)
        elif isinstance(there, Sequence) and isinstance(value, Sequence) and key == "complete":
            value = Sequence(there.items + value.items, there.place)
        entries[key] = Entry(entry.key, value)
    return Mapping(entries, below.place)


def _example(expect: str, facts: Mapping, reason: str = "") -> Mapping:
    written: dict[str, Node] = {"expect": Scalar(expect, True, facts.place), "facts": facts}
    if reason:
        written["reason"] = Scalar(reason, True, facts.place)
    return _mapping(facts.place, **written)


def _mapping(place: Place, **values: Node) -> Mapping:
    return Mapping({key: Entry(Scalar(key, True, place), value) for key, value in values.items()}, place)
