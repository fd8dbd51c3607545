"""`compliance schema`: JSON Schema for editors."""

import click

from compliance import api
from compliance.cli.printing import print_file


@click.group()
def command() -> None:
    """Print JSON Schema by which an editor completes and explains.

    \b
    Examples:
      compliance schema profile > profile.schema.json
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

    text = written(editor_schema(api.load_standard(folder).units))
    if output != "-":
        api.write_together({output: text})
    else:
        print_file(text)
