"""The gate: one exit code from the assessments and what the user chose to fail on (docs/gate.md has the table)."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.assess.assessment import Assessment
from compliance.assess.results import Result
from compliance.assess.targets import shared

FAIL_ON = ("blocking", "fail", "never")
STEPS = ("R1", "R2", "R3", "R4")
NAMED = 6  # how many of the things that hold a step back are named


class Gate(NamedTuple):
    """How a run ends: its exit code, and a sentence for every robot below the step that was asked."""

    code: int
    below: tuple[str, ...]


def decide(assessments: Iterable[Assessment], fail_on: str, require: str | None) -> Gate:
    """Decide the exit code: 3 a check broke, 1 the gate holds the run back, 0 it does not."""
    assessments = list(assessments)
    twice = shared(assessments)
    below = tuple(_short_of(one, require, twice) for one in assessments if require and not _reaches(one, require))
    if any(result.verdict == "error" for one in assessments for result in one.results):
        return Gate(3, below)
    held = any(_counts(one, result, fail_on) for one in assessments for result in one.results)
    return Gate(int(held or bool(below)), below)


def _counts(one: Assessment, result: Result, fail_on: str) -> bool:
    """Whether a result fails the run: what was chosen, and not known to the baseline."""
    wanted = result.blocks or (fail_on == "fail" and result.verdict == "fail")
    return fail_on != "never" and wanted and (one.baseline is None or one.baseline.counts_anew(result))


def _reaches(one: Assessment, require: str) -> bool:
    """A hole is no step: where nothing could block, nothing was reached."""
    return one.step.level is not None and one.step.level >= STEPS.index(require) + 1


def _short_of(one: Assessment, require: str, twice: frozenset[str]) -> str:
    held = one.step.held_by
    more = f" and {len(held) - NAMED} more" if len(held) > NAMED else ""
    why = f"held back by {', '.join(held[:NAMED])}{more}" if held else one.step.name
    about = f" for {one.target.id}" if one.robot.file in twice else ""
    return f"{one.robot.file}{about}: readiness {one.step.label} is below {require}, which is required; {why}."
