"""`compliance timeline`: which requirements begin and end when, and what fails on which day if nothing changes."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from compliance import api
from compliance.cli.judged import broke, for_each, judged
from compliance.cli.options import day_of
from compliance.cli.outputs import emit, outputs, spread, with_json
from compliance.errors import InputError

if TYPE_CHECKING:
    from compliance.assess.timeline import Timeline

LANGUAGES = ("en", "zh")


@click.command()
@judged
@click.option(
    "-o", "output", multiple=True, metavar="FORMAT[=FILE]", help="text, markdown, csv, json, html. Repeatable."
)
@click.option("--until", metavar="DATE", help="Last day to look at. Default: as far as dates are known.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", help="Default: en.")
@click.option("--still-sold", is_flag=True, help="Place one more unit on the market each day, whatever else says.")
def command(until: str | None, language: str, still_sold: bool, **options: Any) -> int:
    """Show by date what begins, ends and runs out, with the verdict of today and that of the day.

    The verdict of a coming day is what the profile of today would get on it.

    \b
    Examples:
      compliance timeline robot.yaml --target home --market eu
      compliance timeline robot.yaml -t warehouse -m eu --until 2027-12-31 --lang zh
      compliance timeline robot.yaml -t home --still-sold
      compliance timeline robot.yaml -t home -o markdown=timeline.md -o csv=timeline.csv

    Exit codes: 0 whatever comes (`compliance check` is the gate), 2 the input or the command is wrong, 3 the
    checker itself failed.
    """
    try:
        wanted = outputs(options, api.TIMELINE_FORMATS, "markdown=timeline.md")
        last = day_of(until, "--until") if until else None
        found = for_each(options, lambda *asked: api.timeline(_asked(*asked), last, still_sold=still_sold))
        targets = dict.fromkeys(one.assessment.target.id for one in found)
        emit(spread(wanted, targets, options), partial(_rendered, found, language))
    except InputError as error:
        raise with_json(error, options) from None
    return 3 if broke([one.assessment for one in found]) else 0


def _rendered(found: Sequence["Timeline"], language: str, format_: str, target: str = "", **how: Any) -> str:
    """The timelines for one target, or for all of them."""
    chosen = [one for one in found if target in ("", one.assessment.target.id)]
    return api.render_timelines(chosen, format_, language=language, **how)


def _asked(*arguments: Any) -> Any:
    from compliance.assess.timeline import Asked

    return Asked(*arguments)
