"""`compliance init`: a commented profile to fill in, with what one target asks for."""

import os

import click

from compliance import api
from compliance.cli.completion import a_file, a_market, a_target
from compliance.cli.options import day_of, known_markets
from compliance.cli.printing import print_file
from compliance.errors import InputError, Place


@click.command()
@click.argument("file", required=False, default="-", metavar="[FILE]", shell_complete=a_file)
@click.option("-t", "--target", help="Deployment target: a name, or a file of your own.", shell_complete=a_target)
@click.option(
    "-m", "--market", multiple=True, shell_complete=a_market,
    help="Market: cn, eu, us, jp, kr. Repeatable. Default: the target's.",
)  # fmt: skip
@click.option("--as-of", metavar="DATE", help="Day that chooses the law, 2026-11-21. Default: today (UTC).")
@click.option("--standard", "folder", metavar="DIR", help="Another edition's folder instead of the built-in one.")
def command(file: str, target: str | None, market: tuple[str, ...], as_of: str | None, folder: str | None) -> None:
    """Write a profile to fill in, with only what a target asks for.

    The basics come first, then the fields that the requirements of the target and its markets read.

    \b
    Examples:
      compliance init --target warehouse robot.yaml
      compliance init -t home -m eu -m us > robot.yaml

    Without FILE, or with `-`, it goes to standard output. A file that exists is never overwritten.
    """
    if file != "-" and os.path.lexists(file):
        what = "there is a file here already"
        raise InputError.at("init.exists", Place(file, 0), what, "Name a new file, or move this one away.")
    text, said = _written(file, target, market, as_of, folder)
    if file == "-":
        print_file(text)
        return
    api.write_together({file: text})
    click.echo(said)


def _written(
    file: str, name: str | None, market: tuple[str, ...], as_of: str | None, folder: str | None
) -> tuple[str, str]:
    """The profile, and what is said of it once it is written."""
    from compliance.build.skeleton import skeleton

    catalogue = api.load_standard(folder)
    if name is None:
        cure = f"Targets: {', '.join(catalogue.targets)}; or a file of your own."
        raise InputError.at("target.none", Place("--target", 0), "no deployment target is named", cure)
    target = api.find_target(catalogue, name)
    markets = known_markets(list(market or target.row["markets"]), Place("--market", 0))
    made = skeleton(catalogue, target, markets, day_of(as_of).toordinal())
    aim = f"{target.title['en']} ({', '.join(markets)})"
    option = f" --target {target.file}" if target.file else ""
    said = f"{file}: {made.requirements} requirements for {aim} ask for {made.values} values."
    return made.text, f"{said}\nFill in what you know, then: compliance check {file}{option}"
