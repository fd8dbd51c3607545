"""`compliance standard`: look at the encoding, and lint it."""

import json
import os
import re
from collections.abc import Iterable
from typing import Any

import click

from compliance import api
from compliance.cli.options import day_of
from compliance.cli.outputs import columns
from compliance.cli.standard_diff import command as diff
from compliance.errors import InputError, Place, near
from compliance.report.plain import clean, keyword

STANDARD = click.option("--standard", "folder", metavar="DIR", help="Another edition's folder.")


@click.group()
def command() -> None:
    """Look at the encoded standard, and lint it.

    \b
    Examples:
      compliance standard list --pillar P6
      compliance standard show P6-CONTACT-002
    """


@command.command("list")
@click.option("--pillar", metavar="P1…P6", help="Only this pillar.")
@click.option(
    "--instruments", is_flag=True, help="List the cited documents; with a pillar, those its requirements cite."
)
@click.option("--targets", is_flag=True, help="List the deployment targets that come with the standard.")
@STANDARD
def list_(pillar: str | None, instruments: bool, targets: bool, folder: str | None) -> None:
    """List every requirement: id, basis, confidence, shape, title.

    \b
    Examples:
      compliance standard list
      compliance standard list --pillar P6
      compliance standard list --instruments
      compliance standard list --targets
    """
    catalogue = api.load_standard(folder)
    if targets:
        _list_targets(catalogue)
        return
    pillars = {one["id"]: one["name"] for one in catalogue.standard["pillars"]}
    if pillar and pillar not in pillars:
        what = f"there is no pillar `{pillar}`"
        raise InputError.at("option.pillar", Place("--pillar", 0), what, f"Pillars: {', '.join(pillars)}.")
    if instruments:
        _list_instruments(catalogue, pillar, edition_folder(folder))
        return
    for id_, name in pillars.items():
        if pillar in (None, id_):
            click.echo(f"{id_} {name['en']} {name['zh']}")
            for one in catalogue.requirements:
                if one.pillar == id_:
                    said = f"{one.basis}, {one.confidence}"
                    click.echo(f"  {one.id:<16} {one.shape:<10} {said:<22} {one.title['en']}")


def _list_targets(catalogue: api.Catalogue) -> None:
    for id_ in catalogue.targets:
        target = catalogue.target(id_)
        titles = " ".join(filter(None, target.title.values()))
        click.echo(clean(f"{id_:<22} {' '.join(target.row['markets']):<8} {titles}"))


def edition_folder(folder: str | None) -> str:
    """The folder of the edition looked at: the one given, or the one that comes with the package."""
    return folder or os.path.join(api.data_folder("standards"), api.DEFAULT_STANDARD)


def _list_instruments(catalogue: api.Catalogue, pillar: str | None, folder: str) -> None:
    from compliance.build.coverage_text import clauses
    from compliance.build.shelf import read_shelf

    cited = {one.instrument for one in catalogue.requirements if one.pillar == pillar}
    for id_, one in sorted(read_shelf(folder).instruments.items()):
        if pillar is None or id_ in cited:
            counted = catalogue.instruments()[id_]
            said = f"{one.market:<4} {one.force:<9} {clauses(counted.encoded, counted.of):<13}"
            click.echo(clean(f"{id_:<27} {said} {one.number}: {one.status}"))


@command.command()
@click.argument("id_", metavar="ID")
@STANDARD
def show(id_: str, folder: str | None) -> None:
    """Show one requirement, cited document or test protocol, by its id.

    \b
    Examples:
      compliance standard show P6-CONTACT-002
    """
    catalogue = api.load_standard(folder)
    for label, text in _lines(id_, catalogue, edition_folder(folder)):
        click.echo(clean(f"{label:<12} {text}", 4000) if text else "")


def _lines(id_: str, catalogue: api.Catalogue, folder: str) -> Iterable[tuple[str, str]]:
    """Find what an id stands for. Raises InputError with the closest ids."""
    if any(one.id == id_ for one in catalogue.requirements):
        found = catalogue.requirement(id_)
        return [*_described(found, catalogue.instruments()[found.instrument]), *_crossed(found, folder)]
    if re.match(r"P\d", id_, re.IGNORECASE):
        raise _unknown_requirement(id_, catalogue)
    from compliance.build.describe import instrument_lines, protocol_lines
    from compliance.build.shelf import read_shelf

    shelf = read_shelf(folder)
    if id_ in shelf.instruments:
        return instrument_lines(shelf.instruments[id_], shelf, catalogue)
    if id_ in shelf.protocols:
        return protocol_lines(shelf.protocols[id_], catalogue)
    what = f"there is no document or protocol `{id_}`"
    raise InputError.at("document.unknown", Place("ID", 0), what, near(id_, [*shelf.instruments, *shelf.protocols]))


def _unknown_requirement(id_: str, catalogue: api.Catalogue) -> InputError:
    import difflib

    close = difflib.get_close_matches(id_.upper(), [one.id for one in catalogue.requirements], 3, 0.5)
    cure = f"Did you mean {', '.join(close)}?" if close else "`compliance standard list` shows all."
    return InputError.at("requirement.unknown", Place("ID", 0), f"there is no requirement `{id_}`", cure)


def _described(found: Any, instrument: Any) -> list[tuple[str, str]]:
    row = found.row
    source = row["source"]
    said = f"{instrument.number}{f', {found.clause}' if found.clause else ''} ({found.basis}, {found.confidence})"
    formula = [(name.replace("_", " "), text) for name, text in row["text"].items()]
    return [
        (found.id, f"{row['title']['en']}  {row['title']['zh'] or ''}"),
        (keyword(found.keyword, found.basis), row["statement"]["en"]),
        ("", ""),
        ("source", said),
        *([("", source["url"])] if source["url"] else []),
        ("note", source["note"] or "–"),
        ("pillar", f"{found.pillar}, {row['category']}, {row['aspect']}"),
        ("duty of", row["duty_holder"]),
        ("shape", found.shape),
        *formula,
        ("if none", row["if_none"] or "–"),
        ("proof", f"bar {found.bar}: {_proof(row['proof'])}"),
        ("why", (row["rationale"] or {}).get("en") or "–"),
        ("encoded in", f"{row['place'][0]}:{row['place'][1]}"),
    ]


def _crossed(found: Any, folder: str) -> Iterable[tuple[str, str]]:
    """What the crosswalk says of a requirement, and where its document's text stands word for word as well."""
    from compliance.build.describe import relation_lines, same_text
    from compliance.build.shelf import read_shelf

    shelf = read_shelf(folder)
    same = same_text(found.instrument, shelf)
    return [*([("same text", same)] if same else []), *relation_lines(found.id, shelf)]


@command.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@STANDARD
def crosswalk(id_: str | None, format_: str, folder: str | None) -> None:
    """List what documents and requirements have to do with each other, in the words of NIST IR 8477.

    \b
    Examples:
      compliance standard crosswalk
      compliance standard crosswalk iso-ts-15066-2016 --format json
    """
    from compliance.build.crosswalk_text import crosswalk_data, crosswalk_lines
    from compliance.build.shelf import read_shelf

    shelf = read_shelf(edition_folder(folder))
    known = [*shelf.instruments, *(one.id for one in api.load_standard(folder).requirements)]
    if id_ and id_ not in known:
        raise InputError.at("document.unknown", Place("ID", 0), f"there is no document `{id_}`", near(id_, known))
    if format_ == "json":
        click.echo(json.dumps(crosswalk_data(shelf, id_), ensure_ascii=False, indent=2))
        return
    for line in crosswalk_lines(shelf, id_, columns()):
        click.echo(clean(line, 4000))


def _proof(proof: dict[str, Any]) -> str:
    methods = " or ".join(proof["methods"])
    attested = f", with a {proof['attestation'].replace('_', ' ')}" if proof["attestation"] else ""
    return f"{methods}, {proof['party']} party at least{attested}"


@command.command()
@click.argument("folder", required=False, metavar="[DIR]")
def lint(folder: str | None) -> None:
    """Lint the standard: references, examples, languages, words, names in use, and what can be met at all.

    \b
    Examples:
      compliance standard lint
      compliance standard lint standards/heis-2026
    """
    from compliance.build.lint import lint as lint_folder

    found = lint_folder(edition_folder(folder))
    looked = f"{found.requirements} requirements, {found.examples} examples, {found.mutants} changes noticed"
    click.echo(f"{looked}: nothing to mend.")
    if found.uncited:
        click.echo(
            f"Instruments that nothing cites yet: {len(found.uncited)} (`compliance standard coverage` lists them)."
        )
    for id_ in found.suspect:
        click.echo(
            f"warning: {id_} has changed since it was reviewed; `compliance standard review {id_}` once it is read."
        )


@command.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json.")
@STANDARD
def coverage(format_: str, folder: str | None) -> None:
    """Show what is encoded: by pillar, by document, by row of the fact list; and what is open.

    \b
    Examples:
      compliance standard coverage
      compliance standard coverage --format json
    """
    from compliance.build.coverage import coverage as look_at
    from compliance.build.coverage_text import coverage_text

    found = look_at(edition_folder(folder), api.load_standard(folder))
    if format_ == "json":
        click.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        click.echo(coverage_text(found, columns()), nl=False)


@command.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--by", required=True, metavar="NAME", help="Who read it.")
@click.option("--on", "day", metavar="DATE", help="Day of the review, 2026-11-21. Default: today (UTC).")
@STANDARD
def review(ids: tuple[str, ...], by: str, day: str | None, folder: str | None) -> None:
    """Write down that somebody reviewed requirements as they stand now, in `reviews.yaml` of the edition.

    \b
    Examples:
      compliance standard review P6-CONTACT-002 --by 'A. Meyer'
      compliance standard review P6-STOP-001 P6-STOP-002 --by 'A. Meyer' --on 2026-11-21
    """
    from compliance.build import standard_model as model
    from compliance.build.documents import read_many
    from compliance.build.reviews import write_review

    where = edition_folder(folder)
    read = read_many(os.path.join(where, "requirements"), model.Requirement)
    path = write_review(where, {one.model.id: one.model for one in read}, ids, by, day_of(day, "--on"))
    click.echo(clean(f"{path}: {', '.join(ids)} reviewed by {by}."))


command.add_command(diff, "diff")
