"""`compliance plan`: what to do next about the gaps, in order."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from compliance import api
from compliance.assess.targets import by_target
from compliance.cli.completion import a_format
from compliance.cli.judged import assess_all, broke, judged, no_config
from compliance.cli.outputs import emit, outputs, spread, with_json
from compliance.cli.settings import relocated, settle
from compliance.errors import InputError

if TYPE_CHECKING:
    from compliance.assess.plan import Plan


@click.command()
@judged
@click.option(
    "-o", "output", multiple=True, metavar="FORMAT[=FILE]", shell_complete=a_format,
    help=f"{', '.join(api.PLAN_FORMATS)}. Repeatable; `{{target}}` in FILE: one for each target.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Every step in full, not only those that block.")
@no_config
def command(**options: Any) -> int:
    """Say what to do next, in order: what to change, write down, measure, read, accept and hand over.

    \b
    Examples:
      compliance plan robot.yaml --target automotive-factory --market eu
      compliance plan robot.yaml -t home --all
      compliance plan robot.yaml -t home -o markdown=plan.md -o csv=plan.csv
      compliance plan robot.yaml -t home -t hospital -o "markdown=plan-{target}.md"

    Targets, markets, waivers and sources read come from the configuration where no option names them.

    Exit codes: 0 whatever the plan says (`compliance check` is the gate), 2 the input or the command is
    wrong, 3 the checker itself failed.
    """
    try:
        settings = settle(options, "plan")
    except InputError as error:
        raise with_json(error, options) from None
    options = settings.options
    try:
        wanted = outputs(options, api.PLAN_FORMATS, "markdown=plan.md")
        assessments = assess_all(options)
        plans = [api.plan(one) for one in assessments]
        emit(spread(wanted, by_target(assessments), options), partial(_rendered, plans, every=options["every"]))
    except InputError as error:
        raise with_json(relocated(error, settings), options) from None
    return 3 if broke(assessments) else 0


def _rendered(plans: Sequence["Plan"], format_: str, target: str = "", **how: Any) -> str:
    """The plans for one target, or for all of them."""
    return api.render_plans([one for one in plans if target in ("", one.assessment.target.id)], format_, **how)
