"""`compliance diff`: what is otherwise between two profiles, two results, or two revisions of one profile."""

import sys
from typing import Any

import click

from compliance import api
from compliance.assess.difference import Difference, Side, difference, side_of
from compliance.cli.check import command as check
from compliance.cli.completion import a_file
from compliance.cli.judged import assess_all
from compliance.cli.printing import print_file
from compliance.cli.settings import relocated, settle
from compliance.errors import InputError, Place
from compliance.report.difference_text import FORMATS, render

SHARED = ("target", "market", "as_of", "waivers", "no_waivers", "verified", "standard", "no_config", "recompute")
FAIL_ON = ("worse", "never")
Sides = list[tuple[Side, Side]]  # each with all its facts, and with those that a JSON result would have


@click.command(params=[one for one in check.params if one.name in SHARED])
@click.argument("old", shell_complete=a_file)
@click.argument("new", shell_complete=a_file)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="Default: text.")
@click.option("--fail-on", "worse", type=click.Choice(FAIL_ON), default="never", help="Default: never.")
def command(old: str, new: str, format_: str, worse: str, **options: Any) -> int:
    """Show what is otherwise: verdicts, evidence, waivers, facts. The worst comes first.

    OLD and NEW are profiles, JSON results of `compliance check`, or either at a git revision.

    \b
    Examples:
      compliance diff HEAD~1:robot.yaml robot.yaml --target home
      compliance diff before.json after.json --format markdown
      compliance diff HEAD~1:robot.yaml robot.yaml -t home -t hospital
      compliance diff unitree-g1.yaml unitree-h1.yaml -t warehouse --fail-on worse

    Exit codes: 0 compared, 1 with --fail-on worse, a verdict is worse; 2 the input or the command is
    wrong, 3 a check broke.
    """
    settings = settle(options, "diff")
    try:
        pairs = _pairs(_sides(old, settings.options), _sides(new, settings.options), new)
    except InputError as error:
        raise relocated(error, settings) from None
    text = render(pairs, format_)
    if format_ == "markdown":
        print_file(text)
    else:
        sys.stdout.write(text)
    if any(seen.verdict == "error" for one in pairs for seen in one.new.results.values()):
        return 3
    return int(worse == "worse" and any(one.is_worse for one in pairs))


def _sides(name: str, options: dict[str, Any]) -> Sides:
    """The robots of one side, each with all its facts, and with those that a JSON result would have."""
    recorded = api.load_sides(name)
    if recorded is not None:
        return [(one, one) for one in recorded]
    assessments = assess_all({**options, "profiles": (name,)})
    return [(side_of(one), side_of(one, whole=False)) for one in assessments]


def _pairs(old: Sides, new: Sides, file: str) -> list[Difference]:
    """The sides go together target by target, where a robot is held against more than one."""
    if not _repeats(old) and not _repeats(new):
        return _by_robot(old, new, file)
    before, after = _by_target(old), _by_target(new)
    alone = sorted(before.keys() ^ after.keys())
    if alone:
        what = f"only one of the two is for {', '.join(f'`{name}`' for name in alone)}"
        raise InputError.at("diff.targets", Place(file, 0), what, "Compare results for the same targets.")
    return [found for target in before for found in _by_robot(before[target], after[target], file)]


def _repeats(sides: Sides) -> bool:
    return len({one.robot for one, _ in sides}) < len(sides)


def _by_target(sides: Sides) -> dict[str, Sides]:
    found: dict[str, Sides] = {}
    for pair in sides:
        found.setdefault(pair[0].target, []).append(pair)
    return found


def _by_robot(old: Sides, new: Sides, file: str) -> list[Difference]:
    """Robots go together by name; where each side has only one, these two do."""
    if len(old) == len(new) == 1:
        return [_compared(old[0], new[0])]
    there = {one[0].robot: one for one in new}
    found = [_compared(one, there[one[0].robot]) for one in old if one[0].robot in there]
    if not found or len(found) < max(len(old), len(new)):
        names = sorted({one[0].robot for one in old} ^ set(there))
        what = f"only one of the two has {', '.join(f'`{name}`' for name in names)}" if names else "there is no robot"
        raise InputError.at("diff.robots", Place(file, 0), what, "Compare results of the same robots.")
    return found


def _compared(old: tuple[Side, Side], new: tuple[Side, Side]) -> Difference:
    """Compare all facts only where both sides have them all."""
    both = old[0].whole and new[0].whole
    return difference(old[0] if both else old[1], new[0] if both else new[1])
