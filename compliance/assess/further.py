"""How many further trials would settle a success rate that is still open."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from compliance.assess.sim_to_real import count_of
from compliance.catalogue import Target
from compliance.engineering.statistics import further_trials
from compliance.robot import Fact, Robot
from compliance.rules.calculations import ends

if TYPE_CHECKING:
    from compliance.assess.assessment import Assessment
    from compliance.assess.results import Result


def further(one: "Assessment", result: "Result") -> list[str]:
    """Say for each open success rate with stated counts how many more trials would do, at the best."""
    found = by_entry(one.robot, one.target, result.requirement.row)
    return [f"`{label}`: {text}." if label else f"{text}." for label, text in found]


def by_entry(robot: Robot, target: Target, row: Any) -> list[tuple[str, str]]:
    """The same for one requirement, by the label of the list entry; empty for the robot's own facts."""
    return [
        (label, text)
        for successes, trials, limit in _rates(row["require"])
        for label, facts in _entries(robot, row)
        if (text := _said(target, (facts(successes), facts(trials)), _limit(target, limit, facts)))
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


def _entries(robot: Robot, row: Any) -> Iterator[tuple[str, Any]]:
    """The robot's own facts, or those of each entry of the list a requirement goes through."""
    if not row["for_each"]:
        yield "", lambda node: robot.facts.get(node[1]) if node[0] == "fact" else None
        return
    listed = robot.lists.get(row["for_each"][0][1])
    for item in listed.items if listed else ():
        facts = item.facts
        yield f"{listed.path}[{item.id}]" if listed else "", _within(facts)


def _within(facts: dict[str, Fact]) -> Any:
    return lambda node: facts.get(node[2]) if node[0] == "item" else None


def _limit(target: Target, node: Any, facts: Any) -> float | None:
    """The limit of a rate, where it is one number: as written, the target's, or worked out from such numbers."""
    if node[0] == "calculated":
        parts = [_limit(target, part, facts) for part in node[2:]]
        known = [(part, part) for part in parts if part is not None]
        return _number(ends(node[1], known)) if len(known) == len(parts) else None
    if node[0] in ("fact", "item"):
        return count_of(facts(node))
    return _number(target.facts.get(node[1]) if node[0] == "target" else node[1] if node[0] == "lit" else None)


def _number(value: Any) -> float | None:
    if isinstance(value, (tuple, list)) and len(value) == 2 and value[0] == value[1]:
        return float(value[0])
    return None


def _said(target: Target, counts: tuple[Fact | None, Fact | None], limit: float | None) -> str:
    successes, trials = map(count_of, counts)
    if successes is None or trials is None or limit is None:
        return ""
    confidence = target.row["decision_rule"]["confidence"]
    try:
        more = further_trials(successes, trials, limit, confidence).successes_to_pass
    except ValueError:  # counts that cannot be, or more trials than anyone runs
        return ""
    if more == 0:
        return ""
    noun = "trial, if it succeeds" if more == 1 else "trials, if all succeed"
    so_far = f"{successes:g} of {trials:g} trials succeeded"
    return f"{so_far}; at the fewest {more} further {noun}, show {_rate(limit)} at {100 * confidence:g} % confidence"


def _rate(limit: float) -> str:
    return f"{100 * limit:.4g} %"
