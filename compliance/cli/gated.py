"""The gate on the command line: its options, the baseline beside a run, and how the run ends."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import click

from compliance import api
from compliance.assess.gate import FAIL_ON, STEPS, decide
from compliance.assess.targets import by_target, shared
from compliance.cli.completion import a_file
from compliance.cli.judged import no_config
from compliance.cli.per_target import MARK, spelled
from compliance.errors import InputError, Place, Problem
from compliance.report.plain import clean, unheard

Function = Callable[..., Any]
Hold = Callable[[list[api.Assessment], str], list[api.Assessment]]
_OPTIONS = (
    click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1. Default: blocking."),
    click.option("--require", type=click.Choice(STEPS), help="Readiness step to reach; below it the exit code is 1."),
    click.option(
        "--baseline",
        metavar="FILE",
        shell_complete=a_file,
        help="JSON result of an earlier run: only new or worse gaps fail.",
    ),
    no_config,
)


def gated(function: Function) -> Function:
    """Add the options of the gate to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def beside_baseline(assessments: list[api.Assessment], name: str | None) -> list[api.Assessment]:
    """Hold assessments against a baseline, where one is named: each target against its own."""
    if not name:
        return assessments
    from compliance.assess.baseline import with_baseline

    return each_beside(assessments, name, lambda some, file: with_baseline(some, api.load_baseline(file), file))


def each_beside(assessments: list[api.Assessment], name: str, hold: Hold) -> list[api.Assessment]:
    """Hold the assessments of each target against the file of that target; problems of all are reported together.

    Raises InputError for one file and several targets of a robot: an entry for one target says nothing about another.
    """
    if MARK not in name:
        if shared(assessments):
            what = f"one baseline is named for the targets {', '.join(by_target(assessments))}"
            cure = f"Write `{MARK}` in its name, as in `{'-{target}'.join(os.path.splitext(name))}`."
            raise InputError.at("baseline.targets", Place("--baseline", 0), what, cure)
        return hold(assessments, name)
    held: dict[tuple[str, str], api.Assessment] = {}
    problems: list[Problem] = []
    for target, some in by_target(assessments).items():
        try:
            held |= {(target, one.robot.file): one for one in hold(some, spelled(name, [target])[0])}
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return [held[one.target.id, one.robot.file] for one in assessments]


def ended(assessments: Iterable[api.Assessment], options: dict[str, Any]) -> int:
    """The exit code; a robot below the step that is required is named on standard error."""
    gate = decide(assessments, options["fail_on"], options["require"])
    for sentence in gate.below:
        click.echo(unheard(clean(sentence, 2000)), err=True)
    return gate.code
