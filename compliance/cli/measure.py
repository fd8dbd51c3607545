"""`compliance measure`: from a raw log to a result with its uncertainty, and to the evidence entry for it."""

import os
import re
from typing import Any

import click

from compliance import api
from compliance.cli.completion import a_file
from compliance.cli.options import day_of
from compliance.cli.printing import print_file
from compliance.measure import METHODS

_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


@click.command()
@click.argument("method", type=click.Choice(list(METHODS)), metavar="METHOD")
@click.argument("file", metavar="LOG.csv|LOG.parquet", shell_complete=a_file)
@click.option("-c", "--column", multiple=True, metavar="ROLE=HEADING", help="The column that plays a role. Repeatable.")
@click.option("-u", "--unit", multiple=True, metavar="ROLE=UNIT", help="Unit of a column that states none. Repeatable.")
@click.option("--option", multiple=True, metavar="NAME=VALUE", help="An option of the method. Repeatable.")
@click.option("--U", "uncertainty", multiple=True, metavar="[ROLE=]U", help="Expanded uncertainty of an instrument.")
@click.option("--k", type=click.FloatRange(1, 10), default=2.0, help="Coverage factor of U. Default: 2.")
@click.option("--protocol", default="", metavar="ID", help="Protocol that was followed, for the evidence entry.")
@click.option("--id", "name", default="", metavar="NAME", help="Id of the evidence entry. Default: by the file.")
@click.option("--date", default="", metavar="DATE", help="Day of the work, for the evidence entry.")
@click.option("--runs", type=click.IntRange(1), help="Runs made, aborted ones included.")
@click.option("-o", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--standard", "folder", metavar="DIR", help="Another edition's folder instead of the built-in one.")
def command(method: str, file: str, **options: Any) -> None:
    """Measure a raw log: a result with its uncertainty, and the evidence entry to paste.

    \b
    Methods: contact-force, contact-pressure, stopping, speed, deceleration,
    endurance, latency, falls, trials. docs/measure.md says what each reads.

    \b
    Examples:
      compliance measure contact-force chest.csv --U "2 N" --k 2
      compliance measure stopping stop.csv --column "speed=v [m/s]" -o json
      compliance measure endurance day.csv --option "cutoff=42 V"
    """
    from compliance.importers.measured import Request, measured, pairs, uncertainties
    from compliance.report.json_format import written
    from compliance.report.measurement import Entry, as_data, as_text, quantities

    date = str(day_of(options["date"], "--date")) if options["date"] else ""
    request = Request(
        method,
        pairs(options["column"], "--column"),
        pairs(options["unit"], "--unit"),
        pairs(options["option"], "--option"),
        uncertainties(options["uncertainty"], METHODS[method]),
        options["k"],
    )
    units = api.load_standard(options["folder"]).units
    found = measured(file, request, units)
    trials = found.result.get("trials")
    runs = options["runs"] or (int(trials.value) if trials else 1)
    entry = Entry(options["name"] or _id(file), file, options["protocol"], date, runs)
    texts = quantities(found, request, units)
    if options["output"] == "json":
        print_file(written(as_data(found, request, entry, texts)))
    else:
        click.echo(as_text(found, request, entry, texts), nl=False)


def _id(file: str) -> str:
    """An id from the name of a file."""
    stem = os.path.basename(file).rpartition(".")[0]
    return _NO_NAME.sub("-", stem).strip("-._") or "log"
