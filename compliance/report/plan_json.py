"""A plan as JSON: for programs, with sorted keys, the same bytes for the same input."""

from collections.abc import Sequence
from typing import Any

from compliance import __version__
from compliance.assess.plan import Plan, Step
from compliance.assess.plan_step import Todo
from compliance.report.digest import fictional
from compliance.report.json_format import line_data, place_data, step_data, written
from compliance.report.plan_words import effect

FORMAT = 1


def render(plans: Sequence[Plan]) -> str:
    """Render plans as one JSON document."""
    document = {
        "format": FORMAT,
        "tool": {"name": "humanoid-compliance", "version": __version__},
        "plans": [_plan(one) for one in plans],
    }
    return written(document, by_key=True)


def _plan(plan: Plan) -> dict[str, Any]:
    one = plan.assessment
    return {
        "notice": one.notice["en"],
        "robot": {"name": one.robot.name, "file": one.robot.file, "fictional": fictional(one)},
        "standard": {"id": one.standard["id"], "version": one.standard["version"], "digest": one.digest},
        "target": one.target.id,
        "markets": list(one.markets),
        "as_of": one.as_of.isoformat(),
        "placed_on_market": one.placed,
        "blocking": [result.requirement.id for result in one.blocking],
        "readiness": {
            "overall": step_data(one.step),
            "pillars": {id_: step_data(step) for id_, step in one.steps.items()},
        },
        "steps": [_step(plan, number, step) for number, step in enumerate(plan.steps, 1)],
    }


def _step(plan: Plan, number: int, step: Step) -> dict[str, Any]:
    return {
        "number": number,
        "kind": step.kind,
        "title": step.title,
        "effect": effect(plan, step),
        "blocking": step.blocks,
        "readiness": step.readiness or None,
        "duty_holder": step.holder,
        "requirements": [one._asdict() for one in step.settles],
        "todo": [_todo(one) for one in step.todo],
        "then": [_todo(one) for one in step.then],
        "fields": [{"path": one.path, "said": one.said, "place": place_data(one.place)} for one in step.fields],
        "points": [one._asdict() for one in step.points],
        "comparisons": [line_data(line) for line in step.lines],
    }


def _todo(one: Todo) -> dict[str, Any]:
    return {"text": one.text, "requirements": list(one.ids)}
