"""`compliance fmt`: the keys of profiles in canonical order, and nothing else changed."""

import os
from typing import NamedTuple

import click

from compliance import api
from compliance.cli.completion import a_file
from compliance.cli.printing import print_file
from compliance.errors import InputError, Problem
from compliance.report.plain import clean
from compliance.source import read_text


class _Paper(NamedTuple):
    """One profile, as it is and as it would be."""

    file: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """What to call it."""
        return "<stdin>" if self.file == "-" else self.file


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", shell_complete=a_file)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--standard", "folder", metavar="DIR", help="Another edition's folder instead of the built-in one.")
def command(files: tuple[str, ...], check: bool, diff: bool, folder: str | None) -> int:
    """Put the keys of spec profiles in their canonical order.

    Whole lines move; values, quotes and comments stay as they are written. Blank lines are evened out.

    \b
    Examples:
      compliance fmt robot.yaml
      compliance fmt --check --diff profiles/*.yaml
      compliance fmt - < robot.yaml > ordered.yaml

    Exit codes: 0 done, or nothing to do; 1 with --check, a file would change; 2 a file cannot be read.
    """
    papers = _papers(files, folder)
    changed = [paper for paper in papers if paper.before != paper.after]
    if not check and not diff:
        _write(papers, changed)
        return 0
    for paper in changed:
        click.echo(_difference(paper) if diff else f"{clean(paper.name)}: not in order\n", nl=False)
    return int(check and bool(changed))


def _papers(files: tuple[str, ...], folder: str | None) -> list[_Paper]:
    """Put every file in order, in memory. Raises InputError with the problems of all of them."""
    from compliance.robot.order import in_order

    fields = api.load_standard(folder).fields
    papers: list[_Paper] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            before = read_text(file)
            papers.append(_Paper(file, before, in_order(before, "<stdin>" if file == "-" else file, fields)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return papers


def _write(papers: list[_Paper], changed: list[_Paper]) -> None:
    """Write what changed back, all or none of it; standard input goes to standard output."""
    # A link keeps leading to its file.
    api.write_together({os.path.realpath(paper.file): paper.after for paper in changed if paper.file != "-"})
    for paper in papers:
        if paper.file == "-":
            print_file(paper.after)
        elif paper in changed:
            click.echo(clean(f"{paper.file}: put in order"))


def _difference(paper: _Paper) -> str:
    """A unified diff; a line without a break at its end says so."""
    import difflib

    before, after = (text.splitlines(keepends=True) for text in (paper.before, paper.after))
    lines = difflib.unified_diff(before, after, paper.name, paper.name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
