"""`compliance units`: what a text is read as, and how it would have to be written."""

from math import isinf

import click

from compliance import api
from compliance.errors import InputError, Place
from compliance.units import Kind, Reading, UnitTable, Unreadable, read_quantity


@click.command(context_settings={"ignore_unknown_options": True})  # a quantity may begin with a minus
@click.argument("text")
@click.option("-k", "--kind", metavar="KIND", help="Only this quantity kind, such as torque.")
@click.option("--standard", "folder", metavar="DIR", help="Another edition's folder.")
def command(text: str, kind: str | None, folder: str | None) -> None:
    """Show what a quantity is read as, kind by kind. The field of a profile decides the kind.

    \b
    Examples:
      compliance units "360 N·m"
      compliance units "~35 kg" --kind mass
    """
    catalogue = api.load_standard(folder)
    table = catalogue.units
    if kind is not None and kind not in table:
        known = ", ".join(table.names)
        raise InputError.at("option.kind", Place("--kind", 0), f"there is no kind `{kind}`", f"Kinds: {known}.")
    names = [kind] if kind else table.names
    readings, refusals = _read_all(text, names, table, catalogue.approximate)
    if not readings:
        refusal = _telling(refusals)
        raise InputError.at(refusal.id, Place("TEXT", 0), refusal.what, refusal.cure)
    for name, reading in readings:
        click.echo(f"{name.replace('_', ' '):<24} {_said(reading, table.kind(name))}")


def _read_all(
    text: str, names: list[str], table: UnitTable, approximate: float
) -> tuple[list[tuple[str, Reading]], list[Unreadable]]:
    readings, refusals = [], []
    for name in names:
        try:
            readings.append((name, read_quantity(text, table.kind(name), table, approximate)))
        except Unreadable as error:
            refusals.append(error)
    return readings, refusals


def _telling(refusals: list[Unreadable]) -> Unreadable:
    """The refusal that proposes a spelling, else one that is not about the kind, else the first."""
    proposing = [one for one in refusals if one.cure.startswith("Write `") and one.id != "quantity.word"]
    other = [one for one in refusals if one.id not in ("quantity.kind", "quantity.word")]
    return (proposing or other or refusals)[0]


def _said(reading: Reading, kind: Kind) -> str:
    if kind.si is None:
        return f"{reading.text} (rank {reading.interval[0] + 1:g} of {len(kind.order)}: {' < '.join(kind.order)})"
    low, high = reading.interval
    unit = kind.si.display
    if isinf(low) or isinf(high):
        span = f"≤ {high:.9g}" if isinf(low) else f"≥ {low:.9g}"
    else:
        span = f"{low:.9g}" if low == high else f"{low:.9g} to {high:.9g}"
    return f"{span} {unit}".strip() + f"  ({reading.form})"
