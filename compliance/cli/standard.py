"""`compliance standard`: look at the encoding, and lint it."""

import os
from typing import Any

import click

from compliance import api
from compliance.errors import InputError, Place
from compliance.report.plain import keyword

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
@STANDARD
def list_(pillar: str | None, folder: str | None) -> None:
    """List every requirement: id, basis, confidence, shape, title.

    \b
    Examples:
      compliance standard list
      compliance standard list --pillar P6
    """
    catalogue = api.load_standard(folder)
    pillars = {one["id"]: one["name"] for one in catalogue.standard["pillars"]}
    if pillar and pillar not in pillars:
        what = f"there is no pillar `{pillar}`"
        raise InputError.at("option.pillar", Place("--pillar", 0), what, f"Pillars: {', '.join(pillars)}.")
    for id_, name in pillars.items():
        if pillar in (None, id_):
            click.echo(f"{id_} {name['en']} {name['zh']}")
            for one in catalogue.requirements:
                if one.pillar == id_:
                    said = f"{one.basis}, {one.confidence}"
                    click.echo(f"  {one.id:<16} {one.shape:<10} {said:<22} {one.title['en']}")


@command.command()
@click.argument("id_", metavar="ID")
@STANDARD
def show(id_: str, folder: str | None) -> None:
    """Show one requirement: what it asks, where it comes from, what would prove it.

    \b
    Examples:
      compliance standard show P6-CONTACT-002
    """
    catalogue = api.load_standard(folder)
    try:
        found = catalogue.requirement(id_)
    except KeyError:
        import difflib

        near = difflib.get_close_matches(id_.upper(), [one.id for one in catalogue.requirements], 3, 0.5)
        cure = f"Did you mean {', '.join(near)}?" if near else "`compliance standard list` shows all."
        raise InputError.at("requirement.unknown", Place("ID", 0), f"there is no requirement `{id_}`", cure) from None
    instrument = catalogue.instruments()[found.instrument]
    for label, text in _described(found, instrument):
        click.echo(f"{label:<12} {text}" if text else "")


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

    folder = folder or os.path.join(api.data_folder("standards"), api.DEFAULT_STANDARD)
    found = lint_folder(folder)
    looked = f"{found.requirements} requirements, {found.examples} examples, {found.mutants} changes noticed"
    click.echo(f"{looked}: nothing to mend.")
    if found.uncited:
        click.echo(f"Instruments that nothing cites yet: {', '.join(found.uncited)}.")
