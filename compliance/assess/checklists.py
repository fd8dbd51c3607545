"""Checklists to fill in: one step of a plan for all points of one document that have no row yet."""

from compliance.assess.assessment import Assessment
from compliance.assess.judge import proof_asked
from compliance.assess.plan_step import Asked, Step, Todo, count, fields, grouped, is_whether, same, settled
from compliance.assess.points import Point, has_row, point_of
from compliance.assess.results import Result
from compliance.robot import Robot

FILL = (
    "Give each point a row in `checklist` with `state`, `means` and `document`, with the document or inspection as "
    "evidence, and name `checklist` under `complete`; `compliance init` prints the rows."
)


def unwritten(robot: Robot, result: Result) -> bool:
    """Whether a result waits for a row of the checklist that is not there."""
    point = point_of(result.requirement.row)
    return point is not None and not is_whether(result) and not has_row(robot, point)


def checklists(kind: str, one: Assessment, results: list[Result]) -> list[Step]:
    """One step for each document; its number in the title, the points beside it."""
    found = grouped(results, lambda result: _point(result).instrument)
    return [_checklist(kind, one, name, some) for name, some in found.items()]


def _checklist(kind: str, one: Assessment, name: str, some: list[Result]) -> Step:
    known = one.instruments.get(name)
    title = f"Fill in the checklist of {known.number if known else name}: {count(len(some), 'point')}"
    asked = tuple(sorted(Asked(result.requirement.id, *_point(result)) for result in some))
    then = same((proof_asked(result.requirement.row), result.requirement.id) for result in some)
    holder = str(one.target.row["addressee"])
    return Step(kind, title, settled(one, some), _todo(some), fields(some), holder, then, points=asked)


def _todo(some: list[Result]) -> tuple[Todo, ...]:
    """What is alike for every point, then the advice of those that have one of their own."""
    own = [(result.settle, result.requirement.id) for result in some if _point(result).advice not in result.settle]
    return (Todo(FILL), *same(own))


def _point(result: Result) -> Point:
    point = point_of(result.requirement.row)
    assert point is not None  # noqa: S101 - looked at before
    return point
