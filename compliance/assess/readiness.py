"""Readiness: the highest step all of whose conditions hold, per pillar and overall, with what holds it back."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.assess.results import UNVERIFIED, Result
from compliance.robot import Robot

STEPS = {
    0: "not assessable",
    1: "no known gap in declared data",
    2: "documented",
    3: "proven as encoded",
    4: "proven, current, attested where asked",
}
GAPS = "gaps in declared data"


class Step(NamedTuple):
    """One readiness step. `level` None is a hole: no requirement that could block. `held_by` says what is missing."""

    level: int | None
    name: str
    decided: int
    musts: int
    held_by: tuple[str, ...]

    @property
    def label(self) -> str:
        """The step as printed."""
        return "–" if self.level is None else f"R{self.level}"


class Closure(NamedTuple):
    """What R3 asks beyond the requirements and is still open. `unaccepted` are ids of hazards."""

    hazards_open: bool
    unaccepted: tuple[str, ...]
    unreviewed: bool


def pillar_step(results: Iterable[Result], robot: Robot) -> Step:
    """The step of some results. Waivers never raise it: the verdict underneath counts."""
    results = list(results)
    musts = [result for result in results if result.capable]
    unverified = tuple(f"{one.requirement.id} (source unverified)" for one in results if _unverified(one))
    decided = sum(_verdict(result) in ("pass", "fail", "not_applicable") for result in musts)
    if not musts:
        return Step(None, "no requirement here that could block", 0, 0, unverified)
    level, held = _climb(musts, unverified, robot)
    name = STEPS[level]
    if level == 0 and not _unassessable(musts, robot):
        name = GAPS
    return Step(level, name, decided, len(musts), held)


def overall(steps: Iterable[Step]) -> Step:
    """The lowest step of all pillars; holes do not count."""
    steps = list(steps)
    standing = [step for step in steps if step.level is not None]
    if not standing:
        return Step(None, "no requirement here that could block", 0, 0, ())
    lowest = min(standing, key=lambda step: (step.level or 0, step.name != STEPS[0]))
    decided, musts = sum(step.decided for step in standing), sum(step.musts for step in standing)
    unverified = [text for step in steps if step.level is None for text in step.held_by]
    if unverified and lowest.level == 3:  # a hole in one pillar is no step, but what stands in it still counts
        return Step(2, STEPS[2], decided, musts, tuple(unverified))
    held = tuple(dict.fromkeys(text for step in standing if step.level == lowest.level for text in step.held_by))
    return lowest._replace(decided=decided, musts=musts, held_by=held)


def _climb(musts: list[Result], unverified: tuple[str, ...], robot: Robot) -> tuple[int, tuple[str, ...]]:
    missing = _unassessable(musts, robot)
    if missing:
        return 0, missing
    for level in (1, 2, 3):
        held = tuple(result.requirement.id for result in musts if not _holds(result, level))
        if level == 3:
            held += _open_closure(robot) + unverified
        if held:
            return level - 1, held
    held = tuple(result.requirement.id for result in musts if result.waived)
    # The conditions of R4 on attestations and conformity routes are not all encoded yet, so it is not given.
    return 3, (*held, "R4 is not given yet: attestations and routes are encoded only in part")


def _verdict(result: Result) -> str:
    return result.waived.verdict if result.waived else result.verdict


def _unverified(result: Result) -> bool:
    """Whether a must rests on a source that nobody has read, whatever is open about it besides."""
    requirement = result.requirement
    unread = requirement.confidence in UNVERIFIED and not result.verified
    return unread and requirement.keyword == "must" and _verdict(result) != "not_applicable"


def _unassessable(musts: list[Result], robot: Robot) -> tuple[str, ...]:
    """What keeps a robot from being assessed at all: open applicability, or no hazard list."""
    held = tuple(
        f"{result.requirement.id} (applicability)"
        for result in musts
        if any(reason.type in ("applicability", "exclusion_unsupported") for reason in result.reasons)
    )
    hazards = robot.lists.get("hazards")
    return held if hazards and hazards.items else (*held, "hazards (the risk assessment's list)")


def _holds(result: Result, level: int) -> bool:
    if _verdict(result) == "not_applicable":
        return True
    if level == 3:
        return _verdict(result) == "pass"
    return result.answer_at.get(level) is True


def closure(robot: Robot) -> Closure:
    """What is open of a closed hazard list, accepted residual risks, and an independent review."""
    hazards = robot.lists.get("hazards")
    items = hazards.items if hazards else ()
    taken = [(item.id, item.facts.get("residual_accepted_by")) for item in items]
    reviews = robot.lists.get("reviews")
    return Closure(
        not items or "hazards" not in robot.complete,
        tuple(id_ for id_, accepted in taken if accepted is None or not accepted.live),
        not any(_independent(item.facts.get("independent")) for item in (reviews.items if reviews else ())),
    )


def _open_closure(robot: Robot) -> tuple[str, ...]:
    found = closure(robot)
    return (
        *(["hazards is not named under `complete:`"] if found.hazards_open else []),
        *(f"hazards[{id_}].residual_accepted_by" for id_ in found.unaccepted),
        *(["an independent review under `reviews:`"] if found.unreviewed else []),
    )


def _independent(fact: object) -> bool:
    live = getattr(fact, "live", ())
    return bool(live) and all(one.value is True for one in live)
