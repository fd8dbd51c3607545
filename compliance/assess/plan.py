"""What to do next, in order: every open result of an assessment as part of a step that somebody can take."""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from compliance.assess.assessment import Assessment
from compliance.assess.campaigns import campaigns
from compliance.assess.checklists import checklists, unwritten
from compliance.assess.further import further
from compliance.assess.judge import proof_asked
from compliance.assess.plan_step import (
    Field,
    Settled,
    Step,
    Todo,
    count,
    fields,
    fields_of,
    grouped,
    head,
    is_whether,
    same,
    section,
    settled,
)
from compliance.assess.readiness import closure
from compliance.assess.results import UNVERIFIED, Reason, Result
from compliance.robot import Robot

__all__ = ["KINDS", "Field", "Plan", "Settled", "Step", "Todo", "plan_of"]

KINDS = ("report", "change", "decide", "campaign", "read", "accept", "hand over")
OPEN = ("fail", "needs_evidence", "error")
UNTESTED = {"declared", "inspected"}  # methods that need no trial
PEOPLE = "Settle who may be near the robot"
UNPROVEN = {"proof", "stale", "uncertainty"}  # what is stated is enough, what stands behind it is not


class Plan(NamedTuple):
    """The steps of a plan in their order, and the assessment that they follow from."""

    assessment: Assessment
    steps: tuple[Step, ...]


def plan_of(one: Assessment) -> Plan:
    """Plan from an assessment alone: nothing here can change a verdict."""
    routed: dict[str, list[Result]] = {kind: [] for kind in KINDS}
    for result in one.results:
        for kind in _kinds(one, result):
            routed[kind].append(result)
    steps = [step for kind in KINDS for step in sorted(_MAKERS[kind](one, routed[kind]), key=_order)]
    return Plan(one, tuple(steps))


def _order(step: Step) -> tuple[bool, int, int, str]:
    """What nothing can be assessed without, then what blocks, then what settles most."""
    return (step.readiness != "R1", -step.blocks, -len(step.settles), step.title)


def _kinds(one: Assessment, result: Result) -> tuple[str, ...]:
    """The kinds of step that a result belongs to: none once it is settled."""
    verdict = result.waived.verdict if result.waived else result.verdict
    if verdict not in OPEN:
        return ()
    unread = result.requirement.confidence in UNVERIFIED and not result.verified
    kind = _kind(one, result, verdict)
    return tuple(dict.fromkeys((kind, "read") if unread else (kind,)))


def _kind(one: Assessment, result: Result, verdict: str) -> str:
    row, types = result.requirement.row, {reason.type for reason in result.reasons}
    if verdict == "error":
        return "report"
    if row["duty_holder"] != one.target.row["addressee"]:
        return "hand over"
    if verdict == "fail":
        return "change"
    if "source_unverified" in types:
        return "read"
    if unwritten(one.robot, result):
        return "decide"
    if result.reasons and all(_unclosed(reason, one.robot) for reason in result.reasons):
        return "accept"
    if is_whether(result) or _people(result):
        return "decide"
    untested = UNTESTED & set(row["proof"]["methods"]) and not UNPROVEN & types
    return "decide" if untested and not further(one, result) else "campaign"


def _unclosed(reason: Reason, robot: Robot) -> bool:
    """Whether a reason is only that a list which is there may not be whole."""
    if reason.type == "exclusion_unsupported":
        return False
    if reason.path in robot.lists:
        return True
    fact = robot.facts.get(reason.path)
    return fact is not None and fact.type == "set" and bool(fact.live) and reason.type == "missing"


def _report(one: Assessment, results: list[Result]) -> list[Step]:
    return [_alone("report", one, result) for result in results]


def _changes(one: Assessment, results: list[Result]) -> list[Step]:
    points = [result for result in results if unwritten(one.robot, result)]
    alone = [_alone("change", one, result) for result in results if result not in points]
    return [*alone, *checklists("change", one, points)]


def _alone(kind: str, one: Assessment, result: Result) -> Step:
    """A step of one requirement."""
    requirement = result.requirement
    lines = tuple(line for line in result.lines if line.truth is False)
    shown = {(each.path, each.text): Field(each.path, each.text, each.place) for each in result.shown}
    return Step(
        kind, f"{requirement.id}: {requirement.title['en']}", settled(one, [result]),
        same([(result.settle, requirement.id)]) if kind == "change" else _broken(result),
        tuple(shown.values()), requirement.row["duty_holder"], lines=lines,
    )  # fmt: skip


def _broken(result: Result) -> tuple[Todo, ...]:
    return tuple(Todo(text) for text in (*(reason.text for reason in result.reasons), result.settle))


def _decisions(one: Assessment, results: list[Result]) -> list[Step]:
    """Facts to fill in first, section by section. Without a hazard list nothing can be assessed, so it is asked for."""
    points = [result for result in results if unwritten(one.robot, result)]
    others = [result for result in results if result not in points]
    found = grouped(others, lambda result: PEOPLE if _people(result) else section(result))
    if not _hazards(one.robot):
        found.setdefault("hazards", [])
    decisions = [_who(one, some) if name == PEOPLE else _decision(one, name, some) for name, some in found.items()]
    return [*decisions, *checklists("decide", one, points)]


def _hazards(robot: Robot) -> bool:
    listed = robot.lists.get("hazards")
    return bool(listed and listed.items)


def _people(result: Result) -> bool:
    """Whether only the people who may be there keep a result open."""
    return {reason.type for reason in result.reasons} == {"population_not_covered"}


def _who(one: Assessment, some: list[Result]) -> Step:
    todo = (
        Todo("Name everyone who may be there under `use.users`, and `use.users` under `complete`."),
        Todo("The table of limits does not cover everyone: keep the others away, or argue under `alternatives`."),
    )
    holder = str(one.target.row["addressee"])
    return Step("decide", PEOPLE, settled(one, some), todo, fields(some), holder, _afterwards(some))


def _decision(one: Assessment, name: str, some: list[Result]) -> Step:
    wanted, readiness = fields(some), ""
    if name == "hazards" and not _hazards(one.robot):
        wanted, readiness = wanted or (Field(name, "", one.robot.place_of(name)),), "R1"
    todo = same((_advice(result), result.requirement.id) for result in some)
    return Step(
        "decide", _decision_title(name, wanted, one.robot), settled(one, some), todo, wanted,
        str(one.target.row["addressee"]), _afterwards(some), readiness=readiness,
    )  # fmt: skip


def _advice(result: Result) -> str:
    """The entry's own advice; what only repeats the names of the fields is left out."""
    types = {reason.type for reason in result.reasons}
    if "applicability" in types or not (result.requirement.row["settle"].get("missing") or "proof" in types):
        return "" if "exclusion_unsupported" not in types else result.settle
    return result.settle


def _afterwards(some: Iterable[Result]) -> tuple[Todo, ...]:
    """What these requirements need besides, once the facts are stated; of those that may not apply nothing is asked."""
    asked = [one.requirement for one in some if one.requirement.bar > 1 and not is_whether(one)]
    return same((proof_asked(one.row), one.id) for one in asked)


def _decision_title(name: str, wanted: tuple[Field, ...], robot: Robot) -> str:
    names = list(dict.fromkeys(_unnumbered(one.path) for one in wanted))
    own = [path for path in names if head(path) == name]
    others = [path for path in names if head(path) != name]
    if name == "target":
        return f"Have the buyer state {_named(own, name)}"
    if name in own and len(own) == 1:
        title = f"{'Complete' if name in robot.lists else 'Write'} the list `{name}`"
        return f"{title}, and state {_named(others)}" if others else title
    if others:
        return f"State {count(len(names), 'field')}: {len(own)} under `{name}`, {len(others)} elsewhere"
    return f"State {_named(own, name)}"


def _named(paths: list[str], name: str = "") -> str:
    """Up to two fields by name, more by number."""
    if len(paths) < 3:
        return " and ".join(f"`{path}`" for path in paths)
    return count(len(paths), "field") + (f" under `{name}`" if name else "")


def _unnumbered(path: str) -> str:
    """A path with the entries of lists left open: the same field of two joints is one kind of field."""
    parts = path.split("[")
    return "[]".join([parts[0], *(part.partition("]")[2] for part in parts[1:])])


def _readings(one: Assessment, results: list[Result]) -> list[Step]:
    """Sources to look up, each instrument and clause once."""
    found = grouped(results, lambda result: (result.requirement.instrument, result.requirement.clause or ""))
    return [_reading(one, *key, some) for key, some in found.items()]


def _reading(one: Assessment, name: str, clause: str, some: list[Result]) -> Step:
    instrument = one.instruments[name]
    where = f", {clause if not clause[:1].isdigit() else f'clause {clause}'}" if clause else ""
    said: dict[str, Any] = {"instrument": name, "edition": instrument.row["edition"] or "none", "clause": clause}
    said["requirements"] = [] if clause else [result.requirement.id for result in some]
    entry = ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in said.items() if text)
    title = instrument.title["en"] or instrument.number
    todo = (
        Todo(f"Look the content up in the document itself, “{title}”."),
        Todo(f"Enter it in a file for `--verified`: `- {{{entry}, value: …, person: …, date: …}}`"),
    )
    holder = some[0].requirement.row["duty_holder"]
    needed = "R3" if any(result.requirement.keyword == "must" for result in some) else ""
    return Step("read", f"Read {instrument.number}{where}", settled(one, some), todo, (), holder, readiness=needed)


def _closings(one: Assessment, results: list[Result]) -> list[Step]:
    """Lists to call whole, residual risks to accept, a review to enter: what step R3 asks besides the requirements."""
    left, robot = closure(one.robot), one.robot
    lists = {each.path: each for result in results for each in fields_of(result)}
    if left.hazards_open and _hazards(robot):
        lists.setdefault("hazards", Field("hazards", "", robot.place_of("hazards")))
    found = [_whole(one, results, tuple(lists.values()))] if lists else []
    if left.unaccepted:
        title = f"Have the residual risk of {count(len(left.unaccepted), 'hazard')} accepted by name"
        todo = "Enter who accepts it under `residual_accepted_by` of each hazard."
        found.append(_closing(one, title, todo, [f"hazards[{id_}].residual_accepted_by" for id_ in left.unaccepted]))
    if left.unreviewed:
        todo = "Enter it under `reviews:` with `independent: true`, and its report as evidence."
        found.append(_closing(one, "Have an independent review done", todo, ["reviews"]))
    return found


def _closing(one: Assessment, title: str, todo: str, paths: list[str]) -> Step:
    wanted = tuple(Field(path, "", one.robot.place_of(path)) for path in paths)
    return Step("accept", title, (), (Todo(todo),), wanted, str(one.target.row["addressee"]), readiness="R3")


def _whole(one: Assessment, results: list[Result], lists: tuple[Field, ...]) -> Step:
    asked = " and ".join(f"`{each.path}`" for each in lists) if len(lists) < 4 else count(len(lists), "list")
    title = f"Name {asked} as whole under `complete:`"
    todo = Todo("Check that nothing is missing, then name the list there; with evidence for that where it is asked.")
    return Step(
        "accept", title, settled(one, results), (todo,), lists, str(one.target.row["addressee"]), _afterwards(results),
        readiness="R3" if any(each.path == "hazards" for each in lists) else "",
    )  # fmt: skip


def _hand_over(one: Assessment, results: list[Result]) -> list[Step]:
    """Duties of others: what they have to be told."""
    found = grouped(results, lambda result: str(result.requirement.row["duty_holder"]))
    return [_handed(one, holder, some) for holder, some in found.items()]


def _handed(one: Assessment, holder: str, some: list[Result]) -> Step:
    todo = same((result.requirement.row["statement"]["en"], result.requirement.id) for result in some)
    title = f"Hand {count(len(some), 'duty')} over to the {holder}"
    return Step("hand over", title, settled(one, some), todo, fields(some), holder)


_MAKERS: dict[str, Callable[[Assessment, list[Result]], list[Step]]] = {
    "report": _report,
    "change": _changes,
    "decide": _decisions,
    "campaign": campaigns,
    "read": _readings,
    "accept": _closings,
    "hand over": _hand_over,
}
