"""`compliance config`: what a run would be set to, and by whom."""

from typing import Any

import click

from compliance import api
from compliance.cli.check import command as check
from compliance.cli.completion import a_file
from compliance.cli.settings import OPTIONS, Settings, origin, settle, used_by
from compliance.report.plain import clean

SHOWN = (*OPTIONS.values(), "single", "standard", "no_config")
NOT_SET = "–"


@click.group()
def command() -> None:
    """See what a run is set to by the configuration.

    \b
    Examples:
      compliance config show
      compliance config show robot.yaml --market us
    """


@command.command(params=[one for one in check.params if one.name in SHOWN])
@click.argument("profile", required=False, metavar="[ROBOT.yaml]", shell_complete=a_file)
def show(profile: str | None, **given: Any) -> None:
    """Print every setting with its value, where it comes from, and the commands that read it.

    \b
    Examples:
      compliance config show
      compliance config show robot.yaml --fail-on fail

    With a profile, the target and the markets that it names are shown where nothing wins over them.
    The day of the assessment is no setting: it is today, or --as-of.
    """
    settings = settle(given, "check")
    said = _said_by(profile, settings) if profile else {}
    click.echo(f"configuration: {settings.config.file or 'none'}")
    several = "targets" in settings.used or len(settings.options["target"]) > 1
    left_out = "target" if several else "targets"
    for name, option in OPTIONS.items():
        if name == left_out:
            continue
        value, where = _worded(settings.options[option]), origin(name, settings, given)
        if name == "outputs" and given["single"]:
            value = given["single"]
        if value == NOT_SET and name in said:
            value, where = said[name]
        click.echo(clean(f"{name:<10} {value:<27}  {where:<23}  {used_by(name)}"))


def _worded(value: Any) -> str:
    return ", ".join(value) if isinstance(value, (tuple, list)) and value else str(value or NOT_SET)


def _said_by(profile: str, settings: Settings) -> dict[str, tuple[str, str]]:
    """What the profile itself names."""
    robot = api.load_robot(profile, api.load_standard(settings.options["standard"])).robot
    named = {name: robot.plain.get(name) for name in ("target", "markets")}
    return {name: (_worded(value), str(robot.place_of(name))) for name, value in named.items() if value}
