"""How many further trials would settle a success rate that is still open."""

from collections.abc import Iterator
from typing import Any

from compliance.assess.assessment import Assessment
from compliance.assess.results import Result
from compliance.engineering.statistics import further_trials
from compliance.robot import Fact


def further(one: Assessment, result: Result) -> list[str]:
    """Say for each open success rate with stated counts how many more trials would do, at the best."""
    row = result.requirement.row
    return [
        text
        for successes, trials, limit in _rates(row["require"])
        for label, facts in _entries(one, row)
        if (text := _said(one, label, (facts(successes), facts(trials)), _limit(one, limit)))
    ]


def _rates(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every comparison of a rule that asks for at least a success rate: its two counts, and the limit."""
    if not isinstance(node, list) or not node:
        return
    if node[0] == "cmp":
        operator, left, right = node[1:4]
        if left[0] == "rate" and operator in (">=", ">"):
            yield left[1], left[2], right
        elif right[0] == "rate" and operator in ("<=", "<"):
            yield right[1], right[2], left
        return
    for part in node:
        yield from _rates(part)


def _entries(one: Assessment, row: Any) -> Iterator[tuple[str, Any]]:
    """The robot's own facts, or those of each entry of the list a requirement goes through."""
    robot = one.robot
    if not row["for_each"]:
        yield "", lambda node: robot.facts.get(node[1]) if node[0] == "fact" else None
        return
    listed = robot.lists.get(row["for_each"][0][1])
    for item in listed.items if listed else ():
        facts = item.facts
        yield f"{listed.path}[{item.id}]" if listed else "", _within(facts)


def _within(facts: dict[str, Fact]) -> Any:
    return lambda node: facts.get(node[2]) if node[0] == "item" else None


def _limit(one: Assessment, node: Any) -> float | None:
    """The limit of a rate, where it is one number."""
    value = one.target.facts.get(node[1]) if node[0] == "target" else node[1] if node[0] == "lit" else None
    return _number(value)


def _number(value: Any) -> float | None:
    if isinstance(value, (tuple, list)) and len(value) == 2 and value[0] == value[1]:
        return float(value[0])
    return None


def _count(fact: Fact | None) -> float | None:
    """A count that is stated once, as one number."""
    return _number(fact.live[0].value) if fact and len(fact.live) == 1 else None


def _said(one: Assessment, label: str, counts: tuple[Fact | None, Fact | None], limit: float | None) -> str:
    successes, trials = map(_count, counts)
    if successes is None or trials is None or limit is None:
        return ""
    confidence = one.target.row["decision_rule"]["confidence"]
    try:
        more = further_trials(successes, trials, limit, confidence).successes_to_pass
    except ValueError:  # counts that cannot be, or more trials than anyone runs
        return ""
    where = f"`{label}`: " if label else ""
    so_far = f"{where}{successes:g} of {trials:g} trials succeeded"
    if more == 0:
        return ""
    noun = "trial, if it succeeds" if more == 1 else "trials, if all succeed"
    return f"{so_far}; at the fewest {more} further {noun}, show {limit:.4g} at {confidence:.0%} confidence."
