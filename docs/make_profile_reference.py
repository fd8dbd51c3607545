"""Write docs/profile-reference.md from the profile's model: `python docs/make_profile_reference.py`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compliance import api
from compliance.build.fields import described_table
from compliance.build.readers import leaves, readers
from compliance.units import UnitTable

PAGE = Path(__file__).resolve().parent / "profile-reference.md"
HEAD = """\
# Reference of the spec profile

Every field of a spec profile, section by section. [How values are written](values.md) is a page of its own.
`joints[]` stands for each entry of the list `joints`.

The last column says who reads the field: requirements by their ids, or the checker itself. Its own uses are *format*
(what kind of file this is), *selection* (which requirements are looked at, and which can block), *population* (whether
the limits of a table hold for the people there), *evidence* (whether a value is proven), *readiness* (the steps of
readiness) and *report* (what a report shows beside the verdicts). Nothing reads a field that is *informational*: it
stands there for people, and no verdict rests on it. A *setting* is what the maker sets or classes, and nobody measures:
it owes no uncertainty, and an inspection proves it.

A quantity is shown with its usual unit; [the last table](#kinds-and-their-units) has every unit of its kind.
"""
COLUMNS = "| field | kind | meaning | example | read by |\n|---|---|---|---|---|\n"
BUT = "Not in `sources` and `evidence`, whose entries have fields of their own."
COMMON = ("id", "source", "evidence", "note")
ENTRY = "modes[]."  # a list whose entries have the common fields, and describe none of them afresh
PLAIN = {
    "truth": "`true` or `false`", "text": "text", "date": "date", "ip": "IP code", "names": "list of ids",
    "id": "id", "whole": "whole number", "complete": "list of paths",
}  # fmt: skip
MARKS = ("required", "setting")
Table = dict[str, Any]
Section = tuple[str, str, Table]  # a path such as `joints[].`, what it describes, its fields


class Page:
    """The page of one edition: the fields, and who reads them."""

    def __init__(self, catalogue: api.Catalogue) -> None:
        self.table = described_table()
        self.units: UnitTable = catalogue.units
        self.readers = readers(catalogue.requirements, self.table)

    def text(self) -> str:
        """Render the whole page: the fields at the top, those of every entry, then section by section."""
        top = {name: spec for name, spec in self.table.items() if "fields" not in spec}
        common = {name: self.table["modes"]["fields"][name] for name in COMMON}
        parts = [
            HEAD,
            f"## At the top\n\n{COLUMNS}{self.rows('', top)}",
            f"## In every entry of a list\n\n{BUT}\n\n{COLUMNS}{self.rows(ENTRY, common)}",
        ]
        for path, about, fields in sections(self.table):
            own = {name: spec for name, spec in fields.items() if spec != common.get(name)}
            rows = self.rows(path, own)
            title = f"## `{path.removesuffix('.')}`\n\n{about}."
            parts.append(f"{title}\n\n{COLUMNS}{rows}" if rows else f"{title}\n")
        return "\n".join([*parts, self.kinds()])

    def rows(self, path: str, fields: Table) -> str:
        """One line for each field that holds a value."""
        return "".join(self.row(path, name, spec) for name, spec in fields.items() if "fields" not in spec)

    def row(self, path: str, name: str, spec: Table) -> str:
        """One field as a line of a table."""
        marks = "".join(f"; {mark}" for mark in MARKS if spec.get(mark))
        cells = (
            f"`{name}`",
            self.kind(spec) + marks,
            spec["about"],
            example(spec),
            read_by(self.readers[path + name]),
        )
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"

    def kind(self, spec: Table) -> str:
        """What may stand there: a quantity kind with its units, or words."""
        type_ = spec["type"]
        if type_ in ("choice", "set"):
            return (
                f"{'one' if type_ == 'choice' else 'several'} of {', '.join(f'`{word}`' for word in spec['choices'])}"
            )
        if type_ not in ("quantity", "span"):
            return PLAIN[type_]
        said = f"{'range of ' if type_ == 'span' else ''}{self.quantity(spec['kind'])}"
        under = [f"`{name}` ({self.kind(one)})" for name, one in spec.get("at", {}).items()]
        return f"{said}; at {', '.join(under)}" if under else said

    def quantity(self, name: str) -> str:
        """A quantity kind with its usual unit, or its words from the lowest to the highest."""
        kind = self.units.kind(name)
        said = kind.usual or " < ".join(kind.order)
        return f"{kind.words} ({said})" if said else kind.words

    def kinds(self) -> str:
        """The last table: every unit of every kind that a field has."""
        specs = [one for _, spec in leaves(self.table) for one in (spec, *spec.get("at", {}).values())]
        used = {one["kind"] for one in specs if "kind" in one}
        rows = sorted((f"| {self.units.kind(name).words} | {self.spelled(name)} |\n" for name in used), key=str.lower)
        return f"## Kinds and their units\n\n| kind | units |\n|---|---|\n{''.join(rows)}"

    def spelled(self, name: str) -> str:
        """The units of a kind, each as it is shown."""
        kind = self.units.kind(name)
        units = list(dict.fromkeys(unit.display for unit in kind.spellings.values() if unit.display))
        return ", ".join(units) or " < ".join(kind.order) or "a number alone"


def sections(table: Table, path: str = "") -> Iterator[Section]:
    """Every section and list, outer ones first."""
    for name, spec in table.items():
        if "fields" in spec:
            inner = f"{path}{name}{'[].' if spec['type'] == 'list' else '.'}"
            yield inner, spec["about"], spec["fields"]
            yield from sections(spec["fields"], inner)


def example(spec: Table) -> str:
    """The example of a field as a profile writes it."""
    value = spec.get("example")
    if value is None:
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(value)}]`"
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"


def read_by(who: tuple[str, ...]) -> str:
    """Ids of requirements, and the checker's own uses in italics."""
    return ", ".join(one if one[:1] == "P" else f"*{one}*" for one in who or ("informational",))


if __name__ == "__main__":
    PAGE.write_text(Page(api.load_standard()).text(), "utf-8")
