"""`compliance schema`: JSON Schema for editors, and for programs that read results."""

import os

import click

from compliance import api
from compliance.cli.printing import print_file


@click.group()
def command() -> None:
    """Print JSON Schema: of a profile, by which an editor completes and explains, or of a result.

    \b
    Examples:
      compliance schema profile > profile.schema.json
      compliance schema result > result.schema.json
    """


@command.command()
@click.option("-o", "--output", metavar="FILE", default="-", help="File to write. Default: standard output.")
@click.option("--standard", "folder", metavar="DIR", help="Another edition's folder instead of the built-in one.")
def profile(output: str, folder: str | None) -> None:
    """Print the JSON Schema (2020-12) of a spec profile: every field with its text, kind, units and example.

    \b
    Examples:
      compliance schema profile > profile.schema.json
      compliance schema profile --output profile.schema.json
    """
    from compliance.build.schema import editor_schema, written

    _put(written(editor_schema(api.load_standard(folder).units)), output)


@command.command()
@click.option("-o", "--output", metavar="FILE", default="-", help="File to write. Default: standard output.")
def result(output: str) -> None:
    """Print the JSON Schema (2020-12) of what `compliance check -o json` writes.

    \b
    Examples:
      compliance schema result > result.schema.json
      compliance schema result --output result.schema.json
    """
    with open(os.path.join(api.data_folder("reports"), "result.schema.json"), encoding="utf-8") as stream:
        _put(stream.read(), output)


def _put(text: str, output: str) -> None:
    if output != "-":
        api.write_together({output: text})
    else:
        print_file(text)
