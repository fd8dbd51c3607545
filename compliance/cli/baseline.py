"""`compliance baseline`: write down the known gaps, so that a later check fails only on new or worse ones."""

import os
from typing import Any

import click

from compliance import api
from compliance.assess.baseline import STATES, Comparison, with_baseline
from compliance.cli.check import command as check
from compliance.cli.gated import each_beside
from compliance.cli.judged import assess_all, broke
from compliance.cli.outputs import inputs_of
from compliance.cli.settings import relocated, settle
from compliance.errors import InputError, Place
from compliance.report.baseline_data import baseline_data
from compliance.report.baseline_words import beside
from compliance.report.json_format import written
from compliance.report.plain import clean, unheard

SHARED = (
    "profiles", "target", "market", "as_of", "waivers", "no_waivers", "verified", "baseline", "standard", "no_config",
    "recompute",
)  # fmt: skip
BROKEN = "a check broke, so nothing was written: an error is never a known gap"


@click.group()
def command() -> None:
    """Write down the known gaps, so that a later check fails only on new or worse ones.

    \b
    Examples:
      compliance baseline update robot.yaml --target home --baseline baseline.json
      compliance check robot.yaml --target home --baseline baseline.json
    """


@command.command(params=[one for one in check.params if one.name in SHARED])
def update(**options: Any) -> int:
    """Write the baseline anew from today's gaps: the whole file, or nothing.

    \b
    Examples:
      compliance baseline update robot.yaml --target home --baseline baseline.json
      compliance baseline update robot.yaml -t home -t hospital --baseline "known-{target}.json"
      compliance baseline update robot.yaml

    The file is the one named by --baseline, else by the configuration. Exit codes: 0 written,
    2 the input or the command is wrong, 3 a check broke and nothing was written.
    """
    settings = settle(options, "baseline update")
    name = settings.options["baseline"]
    if not name:
        what = "no baseline is named, neither by --baseline nor in the configuration"
        raise InputError.at("baseline.none", Place("--baseline", 0), what, "Write `--baseline baseline.json`.")
    try:
        assessments = assess_all(settings.options)
        known = each_beside(assessments, name, lambda some, file: _compared(some, file, settings.options))
    except InputError as error:
        raise relocated(error, settings) from None
    if broke(assessments):
        click.echo(BROKEN, err=True)
        return 3
    held = [(one, one.baseline) for one in known if one.baseline]
    files = dict.fromkeys(found.file for _, found in held)
    parted = {file: [one for one, found in held if found.file == file] for file in files}
    api.write_together({file: written(baseline_data(some)) for file, some in parted.items()})
    for one, found in held:
        _tell(one.robot.file, found)
    return 0


def _compared(assessments: list[api.Assessment], file: str, options: dict[str, Any]) -> list[api.Assessment]:
    """Hold assessments against what the file says up to now."""
    _keep_inputs(file, options)
    return with_baseline(assessments, _before(file, assessments), file)


def _tell(profile: str, found: Comparison) -> None:
    """Say how much was written down, and what is otherwise than it was."""
    gaps = sum(found.counts[state] for state in STATES)
    click.echo(unheard(clean(f"{found.file}: {gaps} findings of {profile} are written down.")))
    if not found.unknown:
        click.echo(f"    {clean(beside(found))}")


def _keep_inputs(file: str, options: dict[str, Any]) -> None:
    """Refuse to write over what was read."""
    read = inputs_of({**options, "baseline": ""})
    if os.path.realpath(file) in {os.path.realpath(one) for one in read}:
        what = f"a file that is read and the baseline are both {file}"
        raise InputError.at("output.twice", Place("--baseline", 0), what, "Give each a file of its own.")


def _before(file: str, assessments: list[api.Assessment]) -> dict[str, Any]:
    """The baseline as it was, where there is one of the same rules; else nothing to compare.

    Raises InputError for a file that is no baseline: it is somebody else's, and is not written over.
    """
    with_baseline(assessments, {}, file)  # two robots of one name are refused, whatever is there
    if not os.path.lexists(file):
        return {}
    try:
        before = api.load_baseline(file)
    except InputError as error:
        raise InputError(
            one._replace(cure="Name another file, or move this one away.") for one in error.problems
        ) from None
    try:
        with_baseline(assessments, before, file)
    except InputError:
        return {}
    return before
