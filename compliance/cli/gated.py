"""The gate on the command line: its options, the baseline beside a run, and how the run ends."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from compliance import api
from compliance.assess.gate import FAIL_ON, STEPS, decide
from compliance.report.plain import clean

Function = Callable[..., Any]
_OPTIONS = (
    click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1. Default: blocking."),
    click.option("--require", type=click.Choice(STEPS), help="Readiness step to reach; below it the exit code is 1."),
    click.option("--baseline", metavar="FILE", help="JSON result of an earlier run: only new or worse gaps fail."),
    click.option("--no-config", is_flag=True, help="Read no compliance.toml and no pyproject.toml."),
)


def gated(function: Function) -> Function:
    """Add the options of the gate to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def beside_baseline(assessments: list[api.Assessment], file: str | None) -> list[api.Assessment]:
    """Hold assessments against a baseline, where one is named."""
    if not file:
        return assessments
    from compliance.assess.baseline import with_baseline

    return with_baseline(assessments, api.load_baseline(file), file)


def ended(assessments: Iterable[api.Assessment], options: dict[str, Any]) -> int:
    """The exit code; a robot below the step that is required is named on standard error."""
    gate = decide(assessments, options["fail_on"], options["require"])
    for sentence in gate.below:
        click.echo(clean(sentence, 2000), err=True)
    return gate.code
