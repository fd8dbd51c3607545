"""`compliance check`: hold profiles against the standard and report the gaps."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from compliance import api
from compliance.assess.targets import by_target
from compliance.cli.completion import a_format
from compliance.cli.gated import beside_baseline, ended, gated
from compliance.cli.judged import assess_all, judged
from compliance.cli.outputs import emit, outputs, spread, with_json
from compliance.cli.settings import relocated, settle
from compliance.errors import InputError


@click.command()
@judged
@click.option(
    "-o", "output", multiple=True, metavar="FORMAT[=FILE]", shell_complete=a_format,
    help=f"{', '.join(api.FORMATS)}. Repeatable; `{{target}}` in FILE: one for each target.",
)  # fmt: skip
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
      compliance check robot.yaml -t home -t hospital -o "html={target}.html" -o csv=both.csv

    Exit codes: 0 no blocking gap among the encoded requirements, 1 blocking gaps, 2 the input or the
    command is wrong, 3 the checker itself failed. docs/gate.md has the whole table.
    """
    try:
        settings = settle(options, "check")
    except InputError as error:
        raise with_json(error, options) from None
    options = settings.options
    try:
        wanted = outputs(options, api.FORMATS, "html=report.html")
        assessments = beside_baseline(assess_all(options), options["baseline"])
        emit(spread(wanted, by_target(assessments), options), partial(_rendered, assessments))
    except InputError as error:
        raise with_json(relocated(error, settings), options) from None
    return ended(assessments, options)


def _rendered(assessments: Sequence[api.Assessment], format_: str, target: str = "", **how: Any) -> str:
    """The report for one target, or for all of them."""
    return api.render([one for one in assessments if target in ("", one.target.id)], format_, **how)
