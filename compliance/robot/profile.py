"""From a document to a robot: walk it, then hold its inner references together."""

from typing import Any

from compliance.errors import InputError, Place
from compliance.robot.facts import Fact, ItemList, Robot
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
        {path: _closed(fact, complete) for path, fact in walker.facts.items()},
        walker.lists,
        complete,
        plain,
        {row["id"]: row for row in plain.get("sources") or ()},
        {row["id"]: row for row in plain.get("evidence") or ()},
        walker.places,
    )


def _closed(fact: Fact, complete: dict[str, Any]) -> Fact:
    """A set called complete holds nothing but what is named."""
    if fact.type != "set" or fact.path not in complete:
        return fact
    closed = [one if one.value is None else one._replace(value=(one.value[0], one.value[0])) for one in fact.statements]
    return fact._replace(statements=tuple(closed))


def _check_references(walker: Walker, robot: Robot) -> None:
    version = robot.plain.get("profile")
    if version is not None and version != FORMAT:
        what = f"this profile has format {version}; this checker reads format {FORMAT}"
        walker.fault("profile.format", robot.place_of("profile"), what)
    for path in robot.complete:
        if path not in robot.lists and path not in robot.facts:
            what = f"`complete` names `{path}`, which this profile does not list"
            cure = f"Add the list; write `{path}: []` if there are none."
            walker.fault("profile.complete", robot.place_of(f"complete[{path}]"), what, cure)
    facts = list(robot.facts.values())
    facts += [fact for listed in robot.lists.values() for fact in _facts_of(listed)]
    for fact in facts:
        for statement in fact.statements:
            if statement.source and statement.source not in robot.sources:
                what = f"there is no source `{statement.source}` under `sources:`"
                walker.fault("profile.source", statement.place, what, "Add it there with a title and a url.")
            for name in statement.evidence:
                if name not in robot.evidence:
                    what = f"there is no entry `{name}` under `evidence:`"
                    walker.fault("profile.evidence", statement.place, what, "Add it there, or mend the name.")


def _facts_of(listed: ItemList) -> list[Fact]:
    return [fact for item in listed.items for fact in item.facts.values()]


__all__ = ["InputError", "read_robot"]
