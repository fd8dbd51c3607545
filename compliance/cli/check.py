"""`compliance check`: hold profiles against the standard and report the gaps."""

from functools import partial
from typing import Any

import click

from compliance import api
from compliance.cli.gated import beside_baseline, ended, gated
from compliance.cli.judged import assess_all, judged
from compliance.cli.outputs import emit, outputs, with_json
from compliance.cli.settings import relocated, settle
from compliance.errors import InputError


@click.command()
@judged
@click.option("-o", "output", multiple=True, metavar="FORMAT[=FILE]", help=f"{', '.join(api.FORMATS)}. Repeatable.")
@gated
@click.option("--recompute", is_flag=True, help="Measure the logs behind evidence again, and hold the profile to them.")
def command(**options: Any) -> int:
    """Hold spec profiles against the standard and report the gaps.

    \b
    Examples:
      compliance check robot.yaml --target automotive-factory --market eu
      compliance check robot.yaml -t home -o html=report.html -o sarif=gaps.sarif
      compliance check - --target home < robot.yaml
      compliance check robot.yaml -t home --baseline baseline.json --require R1

    Exit codes: 0 no blocking gap among the encoded requirements, 1 blocking gaps, 2 the input or the
    command is wrong, 3 the checker itself failed. docs/gate.md has the whole table.
    """
    try:
        settings = settle(options)
    except InputError as error:
        raise with_json(error, options) from None
    options = settings.options
    try:
        wanted = outputs(options, api.FORMATS, "html=report.html")
        assessments = beside_baseline(assess_all(options), options["baseline"])
        emit(wanted, partial(api.render, assessments))
    except InputError as error:
        raise with_json(relocated(error, settings), options) from None
    return ended(assessments, options)
