"""Clauses met by other means: argued by the maker, shown beside the verdict, never a verdict themselves."""

from typing import NamedTuple

from compliance.errors import Place
from compliance.robot import Item, Robot


class Alternative(NamedTuple):
    """One entry of `alternatives:` as the profile states it. `accepted` is what its assessor is said to decide."""

    id: str
    requirement: str
    measure: str
    assessor: str
    accepted: bool
    place: Place


def alternatives(robot: Robot) -> dict[str, tuple[Alternative, ...]]:
    """The alternatives of a profile by the requirement that they stand for; there may be several."""
    listed = robot.lists.get("alternatives")
    found: dict[str, tuple[Alternative, ...]] = {}
    for one in (_alternative(item) for item in (listed.items if listed else ())):
        found[one.requirement] = (*found.get(one.requirement, ()), one)
    return found


def _alternative(item: Item) -> Alternative:
    accepted = item.facts.get("accepted")
    sure = bool(accepted and accepted.live) and all(one.value is True for one in accepted.live) if accepted else False
    words = {name: _said(item, name) for name in ("requirement", "measure", "assessor")}
    return Alternative(item.id, words["requirement"], words["measure"], words["assessor"], sure, item.place)


def _said(item: Item, name: str) -> str:
    fact = item.facts.get(name)
    return " | ".join(one.text for one in fact.live) if fact else ""


def named_in(robot: Robot, path: str) -> list[tuple[str, Place]]:
    """The requirements that the entries of a list name, each with its place."""
    listed = robot.lists.get(path)
    facts = [item.facts.get("requirement") for item in (listed.items if listed else ())]
    return [(one.text, one.place) for fact in facts if fact for one in fact.live]
