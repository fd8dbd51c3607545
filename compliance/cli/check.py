"""`compliance check`: hold profiles against the standard and report the gaps."""

from functools import partial
from typing import Any

import click

from compliance import api
from compliance.cli.judged import assess_all, broke, judged
from compliance.cli.outputs import emit, outputs, with_json
from compliance.errors import InputError

FAIL_ON = ("blocking", "fail", "never")


def _exit_code(assessments: list[api.Assessment], fail_on: str) -> int:
    if broke(assessments):
        return 3
    if fail_on == "never":
        return 0
    if fail_on == "fail" and any(one.counts["fail"] for one in assessments):
        return 1
    return int(any(one.blocking for one in assessments))


@click.command()
@judged
@click.option("-o", "output", multiple=True, metavar="FORMAT[=FILE]", help=f"{', '.join(api.FORMATS)}. Repeatable.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="blocking", help="What makes the exit code 1.")
@click.option("--recompute", is_flag=True, help="Measure the logs behind evidence again, and hold the profile to them.")
def command(**options: Any) -> int:
    """Hold spec profiles against the standard and report the gaps.

    \b
    Examples:
      compliance check robot.yaml --target automotive-factory --market eu
      compliance check robot.yaml -t home -o html=report.html -o sarif=gaps.sarif
      compliance check - --target home < robot.yaml

    Exit codes: 0 no blocking gap among the encoded requirements, 1 blocking gaps, 2 the input or the
    command is wrong, 3 the checker itself failed.
    """
    try:
        wanted = outputs(options, api.FORMATS, "html=report.html")
        assessments = assess_all(options)
        emit(wanted, partial(api.render, assessments))
    except InputError as error:
        raise with_json(error, options) from None
    return _exit_code(assessments, options["fail_on"])
