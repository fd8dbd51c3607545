"""`compliance standard diff`: two editions side by side, or one on two days of law, or two of its documents."""

import datetime
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from compliance import api
from compliance.cli.options import day_of, known_markets
from compliance.cli.outputs import columns
from compliance.cli.printing import print_file
from compliance.errors import InputError, Place

if TYPE_CHECKING:
    from compliance.assess.difference import Difference
    from compliance.build.editions import Editions
    from compliance.build.sides import Side

FORMATS = ("text", "markdown", "json")


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--profile", "profiles", multiple=True, metavar="ROBOT.yaml", help="Show whose verdicts flip. Repeatable."
)
@click.option("-t", "--target", help="Deployment target of the profiles.")
@click.option("-m", "--market", multiple=True, help="Market: cn, eu, us, jp, kr. Repeatable.")
@click.option("--as-of", metavar="DATE", help="Day of the verdicts, where A and B are no days. Default: today (UTC).")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="Default: text.")
@click.option("--standard", "folder", metavar="DIR", help="The edition whose days or documents are compared.")
def command(old: str, new: str, format_: str, folder: str | None, **options: Any) -> int:
    """Show which requirements are added, withdrawn and changed, and in which part: rule, limit, proof, source, text.

    A and B are two folders or git revisions of an edition, two days of law, or two documents of one edition.

    \b
    Examples:
      compliance standard diff 2026-11-21 2027-01-21 --market eu
      compliance standard diff HEAD~1 standards/heis-2026 --format markdown
      compliance standard diff iso-13855-2010 iso-13855-2024 --profile robot.yaml -t automotive-factory

    Exit codes: 0 compared, 2 the input or the command is wrong, 3 a check broke.
    """
    from compliance.build.editions_text import as_data, as_markdown, as_text
    from compliance.build.sides import side_named
    from compliance.cli.standard import edition_folder

    markets = known_markets(list(options["market"]), Place("--market", 0))
    whole = api.load_standard(folder)
    sides = [side_named(name, edition_folder(folder), whole) for name in (old, new)]
    found = _compared(sides, set(markets), edition_folder(folder))
    flips = [one for name in options["profiles"] for one in _flips(name, sides, markets, options)]
    if format_ == "json":
        click.echo(json.dumps(as_data(found, flips), ensure_ascii=False, indent=2))
    elif format_ == "markdown":
        print_file(as_markdown(found, flips))
    else:
        sys.stdout.write(as_text(found, flips, columns()))
    return 3 if any(seen.verdict == "error" for one in flips for seen in one.new.results.values()) else 0


def _compared(sides: "list[Side]", markets: set[str], folder: str) -> "Editions":
    from compliance.build.editions import of_catalogues, of_days, of_documents

    old, new = sides
    names = (old.name, new.name)
    if old.is_edition and new.is_edition:
        return of_catalogues(old.catalogue, new.catalogue, names)
    if old.kind != new.kind:
        what = f"`{old.name}` is a {old.kind} and `{new.name}` a {new.kind}"
        raise InputError.at("standard.sides", Place("A B", 0), what, "Compare two editions, two days or two documents.")
    if old.kind == "day":
        days = (_number(old.name), _number(new.name))
        return of_days(old.catalogue, days, markets, names)
    return of_documents(old.catalogue, names, _related(old.catalogue, folder))


def _number(name: str) -> float:
    return float(day_of(name).toordinal())


def _related(catalogue: api.Catalogue, folder: str) -> set[tuple[str, str]]:
    """The pairs of requirements that the crosswalk sets together."""
    from compliance.build.shelf import read_shelf

    ids = {one.id for one in catalogue.requirements}
    links = read_shelf(folder).crosswalk.stated.values()
    return {(one.start, one.end) for one in links if one.start in ids and one.end in ids and one.relation != "none"}


def _flips(profile: str, sides: "list[Side]", markets: list[str], options: dict[str, Any]) -> "list[Difference]":
    """One profile judged on both sides, compared."""
    from compliance.assess.difference import difference, side_of

    found = []
    for one, other in (sides, sides[::-1]):
        day = day_of(one.name if one.kind == "day" else options["as_of"])
        found.append(side_of(_judged(profile, one, other, (day, options["target"], markets))))
    return [difference(*found)]


def _judged(
    profile: str, side: "Side", other: "Side", how: tuple[datetime.date, str | None, list[str]]
) -> api.Assessment:
    from compliance.cli.judged import targets_of

    day, name, markets = how
    gathered = api.load_robot(profile, side.catalogue)
    target = targets_of(side.catalogue, (name,) if name else (), gathered.robot)[0]
    if side.kind == "day":
        target = target._replace(row={**target.row, "placed_on_market": day.isoformat()})
    if side.kind == "document":
        adopts = [one for one in target.row["adopts"] if one != other.name]
        target = target._replace(row={**target.row, "adopts": [*adopts, side.name]})
    chosen = markets or list(gathered.robot.plain.get("markets") or target.row["markets"])
    return api.assess(side.catalogue, gathered, target, chosen, day)
