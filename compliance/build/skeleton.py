"""A commented profile to fill in: what every target needs, then what the requirements of one target read."""

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from compliance.build.asked import Asked, asked_by
from compliance.build.field_words import Spec, held, listed, spelled
from compliance.catalogue import Catalogue, Target, select
from compliance.catalogue.model import day
from compliance.units import UnitTable

WIDTH = 118
BASICS = frozenset((
    "robot.name", "robot.maker", "robot.variant", "robot.placed_on_market",
    "robot.revisions.hardware", "robot.revisions.firmware", "robot.revisions.policy",
    "robot.revisions.safety_parameters",
    "use.intended", "use.users", "use.contact", "use.environments", "use.ambient_temperature",
    "morphology.mass", "morphology.height", "morphology.base", "morphology.walking_speed", "morphology.payload",
    "power.battery_energy", "power.runtime",
))  # fmt: skip
PROOF = frozenset((
    "sources[].title", "sources[].url", "sources[].kind", "sources[].read_on",
    "evidence[].method", "evidence[].party", "evidence[].date", "evidence[].file", "evidence[].sha256",
    "evidence[].revisions.hardware", "evidence[].revisions.firmware", "evidence[].revisions.policy",
    "evidence[].revisions.safety_parameters",
))  # fmt: skip
HEAD = """\
# Spec profile for {target}, {markets}: a skeleton to fill in.
# - Write each value over its `null`, which says that it is not known. What stands after `e.g.` is only an example.
# - Lists, and a few lines more, stand in comments: take the `# ` at the beginning away, and write one entry for each.
# - A value may name its source and its evidence: {{value: 35 kg, source: maker-page, evidence: [weighing-2026-05]}}.
# - `compliance check` says what is missing{option}.

profile: 1
standard: {standard}
{name}markets: {codes}
"""


class Skeleton(NamedTuple):
    """The text, how many values the requirements ask for, and how many requirements there are."""

    text: str
    values: int
    requirements: int


class _Row(NamedTuple):
    """One line: `key: value`, an example where the value is still unknown, and what it is."""

    code: str
    example: str = ""
    words: str = ""


class _Ask(NamedTuple):
    """What is written down: the paths wanted, the words looked for, and the units to name."""

    paths: frozenset[str]
    words: dict[str, list[str]]
    units: UnitTable


def skeleton(catalogue: Catalogue, target: Target, markets: list[str], today: float) -> Skeleton:
    """Write the skeleton of a profile for a target, its markets, and a day."""
    placed = day(target.row["placed_on_market"]) or today
    chosen = [one.requirement for one in select(catalogue, target, markets, (placed, placed), today)]
    asked = asked_by(chosen)
    values = asked.paths & frozenset(_leaves(catalogue.fields))
    return Skeleton(_text(catalogue, target, markets, asked), len(values), len(chosen))


def _leaves(fields: Spec, path: str = "") -> Iterator[str]:
    """The paths of all fields that hold values."""
    for name, spec in fields.items():
        if "fields" in spec:
            yield from _leaves(spec["fields"], f"{path}{name}{'[]' if spec['type'] == 'list' else ''}.")
        else:
            yield path + name


def _text(catalogue: Catalogue, target: Target, markets: list[str], asked: Asked) -> str:
    ask = _Ask(asked.paths | BASICS | PROOF, asked.words, catalogue.units)
    parts = [_head(catalogue, target, markets)]
    for name, spec in catalogue.fields.items():
        rows = _field(name, spec, "", ask)
        parts += ["\n".join(_rendered(rows)) + "\n"] if rows else []
    lists = [path for path in _lists(catalogue.fields) if path in asked.paths]
    complete = f"# complete: {spelled(lists)}  # {catalogue.fields['complete']['about']}: take out what does not\n"
    return "\n".join([*parts, *([complete] if lists else [])])


def _head(catalogue: Catalogue, target: Target, markets: list[str]) -> str:
    return HEAD.format(
        target=target.title["en"],
        markets=", ".join(markets),
        option=f", with `--target {target.file}`" if target.file else "",
        standard=spelled(catalogue.standard["id"]),
        name="" if target.file else f"target: {spelled(target.id)}\n",
        codes=spelled(markets),
    )


def _lists(fields: Spec, path: str = "") -> Iterator[str]:
    """The paths of the lists that do not stand in entries of others."""
    for name, spec in fields.items():
        if spec["type"] == "list":
            yield path + name
        elif spec["type"] == "section":
            yield from _lists(spec["fields"], f"{path}{name}.")


def _field(name: str, spec: Spec, path: str, ask: _Ask) -> list[_Row]:
    """A field outside of lists: unknown, so that the file says nothing yet."""
    path = f"{path}{name}"
    if spec["type"] == "section":
        inner = [row for key, one in spec["fields"].items() for row in _field(key, one, f"{path}.", ask)]
        return [_Row(f"{name}:"), *_indented(inner)] if inner else []
    if spec["type"] == "list":
        entry = _entry(name, spec, path, ask)
        if not entry and path not in ask.paths:
            return []
        lines = _rendered(entry or [_Row(f"- id: {_id(name, spec)}")])
        return [
            _Row(f"{name}:", words=f"{spec['about']}: one entry for each"),
            *_indented(_Row(f"# {line}") for line in lines),
        ]
    if path not in ask.paths:
        return []
    words = _words(spec, path, ask)
    if spec["plain"]:  # such a field has a value or is left out
        return [_Row(f"# {name}: {_example(spec, path, ask)}", words=words)]
    return [_Row(f"{name}: null", _example(spec, path, ask), words)]


def _entry(name: str, spec: Spec, path: str, ask: _Ask) -> list[_Row]:
    """One entry of a list, with examples for the fields that are wanted; nothing where none is."""
    inner = [row for key, one in spec["fields"].items() for row in _example_rows(key, one, f"{path}[].", ask)]
    if not inner:
        return []
    return [_Row(f"- id: {_id(name, spec)}", words=spec["fields"]["id"]["about"]), *_indented(inner)]


def _example_rows(name: str, spec: Spec, path: str, ask: _Ask) -> list[_Row]:
    path = f"{path}{name}"
    if spec["type"] == "section":
        inner = [row for key, one in spec["fields"].items() for row in _example_rows(key, one, f"{path}.", ask)]
    elif spec["type"] == "list":
        inner = _entry(name, spec, path, ask)
    else:
        wanted = path in ask.paths
        return [_Row(f"{name}: {_example(spec, path, ask)}", words=_words(spec, path, ask))] if wanted else []
    return [_Row(f"{name}:"), *_indented(inner)] if inner else []


def _id(name: str, spec: Spec) -> str:
    """An id for the example of an entry; lists of facts share one in the model."""
    return (
        f"{name.removesuffix('s')}-1"
        if "note" in spec["fields"] and "source" in spec["fields"]
        else str(spec["fields"]["id"]["example"])
    )


def _indented(rows: Iterator[_Row] | list[_Row]) -> list[_Row]:
    return [row._replace(code=f"  {row.code}") for row in rows]


def _words(spec: Spec, path: str, ask: _Ask) -> str:
    """What a field is, and what may stand there; where certain words are looked for, those."""
    if path in ask.words:
        return f"{spec['about']} (asked for: {listed(ask.words[path], 'and')})"
    return f"{spec['about']} ({held(spec, ask.units)})"


def _example(spec: Spec, path: str, ask: _Ask) -> str:
    """An example that is read as it stands, with the conditions under which the value is read."""
    example = ask.words[path][0] if path in ask.words else spec["example"]
    names = [name for name in spec.get("at") or () if f"{path}@{name}" in ask.paths]
    if not names:
        return spelled(example)
    under = ", ".join(f"{name}: {_condition(spec['at'][name], ask.units)}" for name in names)
    return f"{{value: {spelled(example, within=True)}, at: {{{under}}}}}"


def _condition(spec: Spec, units: UnitTable) -> str:
    if spec["type"] == "choice":
        return spelled(spec["choices"][0], within=True)
    kind = units.kind(spec["kind"])
    return spelled(kind.order[0] if kind.order else f"1 {kind.usual}".strip(), within=True)


def _rendered(rows: list[_Row]) -> list[str]:
    """Rows as lines: the words behind the value, in one column, or above it where they are too long."""
    column = max((len(row.code) for row in rows if row.words), default=0)
    return [line for row in rows for line in _lines(row, column)]


def _lines(row: _Row, column: int) -> list[str]:
    example = f"e.g. {row.example}" if row.example else ""
    comment = " – ".join(text for text in (example, row.words) if text)
    line = f"{row.code:<{column}}  # {comment}" if comment else row.code
    if len(line) <= WIDTH:
        return [line]
    indent = row.code[: len(row.code) - len(row.code.lstrip(" "))]
    above = textwrap.wrap(row.words, WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    below = f"{row.code:<{column}}  # {example}" if example else row.code
    return [*(f"{indent}# {text}" for text in above), below]
