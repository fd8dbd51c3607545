"""Running the examples of a requirement: each is a profile fragment with the verdict it must get."""

from typing import Any

from compliance.assess.judge import Judge
from compliance.assess.results import Result
from compliance.build.compiler import target_fact
from compliance.build.documents import Placed
from compliance.catalogue import Catalogue, Selected, Target
from compliance.catalogue.model import open_target
from compliance.errors import InputError, Place, Problem
from compliance.gather import gather
from compliance.robot import read_robot
from compliance.robot.values import Reader
from compliance.source.nodes import Entry, Mapping, Node, Scalar

DECISION_RULE = {"default": 0.0, "persons": 1.0, "confidence": 0.95}


def example_problems(placed: Placed, catalogue: Catalogue) -> list[Problem]:
    """Judge every example of a requirement; a verdict other than the expected one is a problem."""
    problems: list[Problem] = []
    for index, example in enumerate(placed.model.examples):
        place = placed.place("examples", index)
        try:
            result = _judged(placed, index, catalogue)
        except InputError as error:
            problems += error.problems
            continue
        problems += _differences(placed.model.id, example, result, place)
    return problems


def differs(example: Any, result: Result) -> bool:
    """Whether an example gets another verdict, or another reason, than it must."""
    reasons = {reason.type for reason in result.reasons}
    return (result.provisional or result.verdict) != example.expect or bool(
        example.reason and example.reason not in reasons
    )


def judges(placed: Placed, catalogue: Catalogue) -> list[Judge]:
    """A judge over the facts and the target of each example. Raises InputError for an example that is not read."""
    return [_judge(placed, index, catalogue) for index in range(len(placed.model.examples))]


def _differences(id_: str, example: Any, result: Result, place: Place) -> list[Problem]:
    found = result.provisional or result.verdict
    if found != example.expect:
        why = "; ".join(f"{reason.type} {reason.path}" for reason in result.reasons)
        what = f"{id_}: the example expects {example.expect} and gets {found}{f' ({why})' if why else ''}"
        return [Problem("example.verdict", place, what)]
    reasons = {reason.type for reason in result.reasons}
    if example.reason and example.reason not in reasons:
        what = f"{id_}: the example expects the reason {example.reason} and gets {', '.join(sorted(reasons)) or 'none'}"
        return [Problem("example.reason", place, what)]
    return []


def _judged(placed: Placed, index: int, catalogue: Catalogue) -> Result:
    judge = _judge(placed, index, catalogue)
    return judge.judge(Selected(catalogue.requirement(placed.model.id), upcoming=False))


def _judge(placed: Placed, index: int, catalogue: Catalogue) -> Judge:
    example = placed.model.examples[index]
    node = placed.node.get("examples") if isinstance(placed.node, Mapping) else None
    fragment = node.items[index] if node is not None and not isinstance(node, (Scalar, Mapping)) else placed.node
    reader = Reader(catalogue.units, catalogue.approximate)
    robot = read_robot(_as_profile(fragment), catalogue.fields, reader)
    target = _target(fragment, catalogue, reader)
    as_of = float(example.as_of.toordinal())
    return Judge(catalogue, gather(robot), target, as_of, assume_proven=example.proven)


def _as_profile(fragment: Node) -> Mapping:
    """The facts of an example as a whole profile."""
    facts = fragment.get("facts") if isinstance(fragment, Mapping) else None
    entries = dict(facts.entries) if isinstance(facts, Mapping) else {}
    place = fragment.place
    key = Scalar("profile", True, place)
    entries["profile"] = Entry(key, Scalar("1", True, place))
    return Mapping(entries, place)


def _target(fragment: Node, catalogue: Catalogue, reader: Reader) -> Target:
    node = fragment.get("target") if isinstance(fragment, Mapping) else None
    facts = {}
    for name, entry in node.entries.items() if isinstance(node, Mapping) else ():
        if name not in catalogue.target_fields:
            raise InputError.at("example.target", entry.key.place, f"a target has no `{name}`")
        facts[name] = target_fact(entry.value, catalogue.target_fields[name], reader)
    facts.setdefault("users", {"type": "set", "value": [[], []], "text": "none", "unit": None})
    return open_target({"id": "example", "title": {"en": "example"}, "facts": facts, "decision_rule": DECISION_RULE})
