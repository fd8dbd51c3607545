"""Points of the maker's checklist: which point of which document a requirement asks a row for."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.robot import Item, Robot

LIST = "checklist"
NAMED = ("instrument", "point")


class Point(NamedTuple):
    """One point of one document, as the rows of the checklist name it."""

    instrument: str
    point: str

    @property
    def advice(self) -> str:
        """How the advice of a requirement names the point, where it does."""
        return f"point `{self.point}` of `{self.instrument}`"


def point_of(row: Mapping[str, Any]) -> Point | None:
    """The point that a requirement is about, or None where it is about none, or about more than one."""
    listed, where = row["for_each"] or (None, None)
    if listed != ["fact", LIST] or not where or where[0] != "and":
        return None
    pinned = dict(_pinned(part) for part in where[1])
    if tuple(sorted(pinned)) != NAMED or any(len(words) != 1 for words in pinned.values()):
        return None
    return Point(*(str(pinned[name][0]) for name in NAMED))


def _pinned(part: Any) -> tuple[str, Any]:
    """The field that has to be one of some words, and the words."""
    is_in = part[0] == "in" and part[1][:2] == ["item", 0]
    return (str(part[1][2]), part[2]) if is_in else ("", ())


def has_row(robot: Robot, point: Point) -> bool:
    """Whether the checklist of a profile names a point."""
    listed = robot.lists.get(LIST)
    return any(tuple(_word(item, name) for name in NAMED) == point for item in (listed.items if listed else ()))


def _word(item: Item, name: str) -> str:
    fact = item.facts.get(name)
    return fact.live[0].text if fact and fact.live else ""
