"""`compliance plan`: what to do next about the gaps, in order."""

from functools import partial
from typing import Any

import click

from compliance import api
from compliance.cli.judged import assess_all, broke, judged
from compliance.cli.outputs import emit, outputs, with_json
from compliance.errors import InputError


@click.command()
@judged
@click.option("-o", "output", multiple=True, metavar="FORMAT[=FILE]", help="text, markdown, csv or json. Repeatable.")
def command(**options: Any) -> int:
    """Say what to do next, in order: what to change, write down, measure, read, accept and hand over.

    \b
    Examples:
      compliance plan robot.yaml --target automotive-factory --market eu
      compliance plan robot.yaml -t home -o markdown=plan.md -o csv=plan.csv

    Exit codes: 0 whatever the plan says (`compliance check` is the gate), 2 the input or the command is
    wrong, 3 the checker itself failed.
    """
    try:
        wanted = outputs(options, api.PLAN_FORMATS, "markdown=plan.md")
        assessments = assess_all(options)
        emit(wanted, partial(api.render_plans, [api.plan(one) for one in assessments]))
    except InputError as error:
        raise with_json(error, options) from None
    return 3 if broke(assessments) else 0
