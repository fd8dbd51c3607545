"""From a document to a robot: walk it, then hold its inner references together."""

from collections.abc import Iterable
from typing import Any

from compliance.errors import Place
from compliance.robot.facts import Fact, Item, Robot
from compliance.robot.values import Reader
from compliance.robot.walker import TooMany, Walker
from compliance.source.nodes import Node

FORMAT = 1


def read_robot(node: Node, fields: dict[str, Any], reader: Reader) -> Robot:
    """Read a spec profile. Raises InputError with every problem found, up to fifty."""
    walker = Walker(reader)
    try:
        plain = walker.section(node, fields, "")
        robot = _robot(walker, plain, node.place)
        _check_references(walker, robot)
    except TooMany:
        pass
    walker.stop_on_problems()
    return robot


def _robot(walker: Walker, plain: dict[str, Any], place: Place) -> Robot:
    complete = plain.get("complete") or {}
    return Robot(
        place.file,
        walker.facts,
        walker.lists,
        complete,
        plain,
        {row["id"]: row for row in plain.get("sources") or ()},
        {row["id"]: row for row in plain.get("evidence") or ()},
        walker.places,
    )


def _check_references(walker: Walker, robot: Robot) -> None:
    version = robot.plain.get("profile")
    if version is not None and version != FORMAT:
        what = f"this profile has format {version}; this checker reads format {FORMAT}"
        walker.fault("profile.format", robot.place_of("profile"), what)
    for path, evidence in robot.complete.items():
        for name in evidence:
            _check_evidence(walker, robot, name, robot.place_of(f"complete[{path}]"))
        fact = robot.facts.get(path)
        if path not in robot.lists and (fact is None or fact.type != "set"):
            what = f"`complete` names `{path}`, which {'this profile does not list' if fact is None else 'is no list'}"
            cure = f"Add the list; write `{path}: []` if there are none." if fact is None else "Take it out."
            walker.fault("profile.complete", robot.place_of(f"complete[{path}]"), what, cure)
    for id_, row in robot.evidence.items():
        for name in row.get("validated_by") or ():
            _check_evidence(walker, robot, name, robot.place_of(f"evidence[{id_}].validated_by"))
    for listed in robot.lists.values():
        for item in listed.items:
            label = f"{listed.path}[{item.id}]"
            _check_source(walker, robot, item.source, robot.place_of(f"{label}.source"))
            for name in item.evidence:
                _check_evidence(walker, robot, name, robot.place_of(f"{label}.evidence"))
            _check_facts(walker, robot, item.facts.values(), item)
    _check_facts(walker, robot, robot.facts.values(), None)


def _check_facts(walker: Walker, robot: Robot, facts: Iterable[Fact], item: Item | None) -> None:
    """Check the names behind single statements; what an entry says for all its values is checked once."""
    for fact in facts:
        for statement in fact.statements:
            if item is None or statement.source != item.source:
                _check_source(walker, robot, statement.source, statement.place)
            for name in () if item and statement.evidence == item.evidence else statement.evidence:
                _check_evidence(walker, robot, name, statement.place)


def _check_source(walker: Walker, robot: Robot, name: str, place: Place) -> None:
    if name and name not in robot.sources:
        what = f"there is no source `{name}` under `sources:`"
        walker.fault("profile.source", place, what, "Add it there with a title and a url.")


def _check_evidence(walker: Walker, robot: Robot, name: str, place: Place) -> None:
    if name not in robot.evidence:
        what = f"there is no entry `{name}` under `evidence:`"
        walker.fault("profile.evidence", place, what, "Add it there, or mend the name.")
