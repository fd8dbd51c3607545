"""A commented profile to fill in: what every target needs, then what the requirements of one target read."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.build.asked import Entry, asked_by
from compliance.build.consistency import ruled_out
from compliance.build.field_words import Spec, kind_words, listed, spelled
from compliance.catalogue import Catalogue, Target, select
from compliance.catalogue.model import day
from compliance.units import UnitTable

WIDTH = 98
BASICS = frozenset((
    "robot.name", "robot.maker", "robot.variant", "robot.placed_on_market",
    "robot.revisions.hardware", "robot.revisions.firmware", "robot.revisions.policy",
    "robot.revisions.safety_parameters",
    "use.intended", "use.users", "use.contact", "use.environments", "use.ambient_temperature",
    "morphology.mass", "morphology.height", "morphology.base", "morphology.walking_speed", "morphology.payload",
))  # fmt: skip
PROOF = frozenset((
    "sources[].title", "sources[].url", "sources[].kind", "sources[].read_on",
    "evidence[].method", "evidence[].party", "evidence[].date", "evidence[].file", "evidence[].sha256",
    "evidence[].revisions.hardware", "evidence[].revisions.firmware", "evidence[].revisions.policy",
    "evidence[].revisions.safety_parameters",
))  # fmt: skip
HEAD = """\
## Spec profile for {target} ({markets}): {requirements} requirements, which ask for {values} values.
## - Write what you know over `null`, "not known". What follows `e.g.` is only an example.
## - What stands behind a single # is left out; take that # away to use it. Write an entry for each
##   joint, hazard and so on, each with an id of its own, without spaces.
## - A value may name its source and its evidence, by ids of entries at the end of this file:
##   mass: {{value: 35 kg, source: source-1, evidence: [evidence-1]}}
## - `compliance check FILE{option}` says what is missing, however little is filled in.

profile: 1
standard: {standard}
{name}markets: {codes}
"""
CHAPTERS = {
    "robot": "First: which robot this is, and what it is for.",
    "modes": "Then: what the requirements read besides. Any part may wait; leave it as it is.",
    "sources": "Last: where the values are from, and what stands behind them.",
}


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
    """What is written down: the paths wanted, the words and entries looked for, and the kinds to name."""

    paths: frozenset[str]
    words: dict[str, list[str]]
    entries: dict[str, list[Entry]]
    units: UnitTable


def skeleton(catalogue: Catalogue, target: Target, markets: list[str], today: float) -> Skeleton:
    """Write the skeleton of a profile for a target, its markets, and a day."""
    placed = day(target.row["placed_on_market"]) or today
    used = day(target.row["in_service_from"]) or max(placed, today)
    days = {"in_service": (used, used), "test_date": (today, today)}
    chosen = select(catalogue, target, markets, (placed, placed), today, lambda one: days[one.row["clock"]])
    asked = asked_by(
        one.requirement for one in chosen if not ruled_out(one.requirement.row["applies"], target, catalogue)
    )
    values = len(asked.paths & frozenset(_leaves(catalogue.fields)))
    ask = _Ask(asked.paths | BASICS | PROOF, asked.words, asked.entries, catalogue.units)
    parts = [_head(catalogue, target, markets, values, len(chosen)), *_sections(catalogue.fields, ask)]
    complete = [path for path, name in _lists(catalogue.fields) if name in asked.paths]
    parts += [_completion(catalogue.fields["complete"]["about"], complete)] if complete else []
    return Skeleton("\n".join(parts), values, len(chosen))


def _leaves(fields: Spec, path: str = "") -> Iterator[str]:
    """The paths of all fields that hold values."""
    for name, spec in fields.items():
        if "fields" in spec:
            yield from _leaves(spec["fields"], f"{path}{name}{'[]' if spec['type'] == 'list' else ''}.")
        else:
            yield path + name


def _lists(fields: Spec, path: str = "", asked: str = "") -> Iterator[tuple[str, str]]:
    """The paths of all lists: as a profile writes them, with the id of the entry around, and as rules ask for them."""
    for name, spec in fields.items():
        if spec["type"] == "list":
            yield path + name, asked + name
            yield from _lists(spec["fields"], f"{path}{name}[{_first_id(name)}].", f"{asked}{name}[].")
        elif spec["type"] == "section":
            yield from _lists(spec["fields"], f"{path}{name}.", f"{asked}{name}.")


def _first_id(name: str) -> str:
    """The id of the one entry that a list is begun with."""
    return f"{name.removesuffix('s')}-1"


def _head(catalogue: Catalogue, target: Target, markets: list[str], values: int, requirements: int) -> str:
    return HEAD.format(
        target=_on_one_line(target.title["en"]),
        markets=", ".join(markets),
        requirements=requirements,
        values=values,
        option=f" --target {_on_one_line(target.file)}" if target.file else "",
        standard=spelled(catalogue.standard["id"]),
        name="" if target.file else f"target: {spelled(target.id)}\n",
        codes=spelled(markets),
    )


def _on_one_line(text: str) -> str:
    """A text that stays inside a comment."""
    return " ".join(text.split())


def _sections(fields: Spec, ask: _Ask) -> Iterator[str]:
    """The sections that anything is asked of, each with its heading where a chapter begins."""
    heading = ""
    for name, spec in fields.items():
        heading = f"## {CHAPTERS[name]}\n\n" if name in CHAPTERS else heading
        rows = _field(name, spec, "", ask)
        if rows:
            yield heading + "".join(f"{line}\n" for line in _rendered(rows, WIDTH))
            heading = ""


def _completion(about: str, paths: list[str]) -> str:
    head = f"## {about}: keep the lines of those that do.\n## A list without entries is written `joints: []`.\n"
    lines = ["complete:", *(f"  - {spelled(path)}" for path in paths)]
    return head + "".join(f"# {line}\n" for line in lines)


def _field(name: str, spec: Spec, path: str, ask: _Ask, *, entry: bool = False) -> list[_Row]:
    """A field, in an entry of a list or outside. What is not known is `null`: no example counts by oversight."""
    path = f"{path}{name}"
    if spec["type"] == "section":
        inner = [row for key, one in spec["fields"].items() for row in _field(key, one, f"{path}.", ask, entry=entry)]
        return [_Row(f"{name}:"), *_indented(inner)] if inner else []
    if spec["type"] == "list":
        return _list(name, spec, path, ask, entry=entry)
    if path not in ask.paths:
        return []
    words = _words(spec, path, ask)
    if spec["plain"]:  # such a field has a value or is left out
        return [_Row(f"{'' if entry else '# '}{name}: {_example(spec, path, ask)}", words=words)]
    return [_Row(f"{name}: null", _example(spec, path, ask), words)]


def _list(name: str, spec: Spec, path: str, ask: _Ask, *, entry: bool) -> list[_Row]:
    """A list with one entry, behind a #; nothing where the list is not wanted."""
    fields = {key: one for key, one in spec["fields"].items() if key != "id"}
    inner = [row for key, one in fields.items() for row in _field(key, one, f"{path}[].", ask, entry=True)]
    if not inner and path not in ask.paths:
        return []
    entries = [one for one in ask.entries.get(path, ()) if _in_texts(one, fields)]
    if entries:
        names = [row.code.partition(":")[0] for row in inner]
        legend = [_Row(f"## {key}: {_described(fields[key], ask.units)}") for key in names]
        return [_Row(f"{name}:", words=spec["about"]), *_indented([*legend, *_entries(entries, names)])]
    rows = [_Row(f"- id: {_first_id(name)}"), *_indented(inner)]
    if not entry:
        rows = [_Row(f"# {line}") for line in _rendered(rows, WIDTH - 4 - 2 * path.count("."))]
    about = spec["about"] if spec["about"].lower().replace(" ", "_") != name else ""
    return [_Row(f"{name}:", words=about), *_indented(rows)]


def _in_texts(entry: Entry, fields: Spec) -> bool:
    """Whether an entry is found by free texts alone, which nobody can guess."""
    return all(fields.get(key, {}).get("type") == "text" for key in entry.words)


def _entries(entries: list[Entry], names: list[str]) -> Iterator[_Row]:
    """The entries that requirements look for, behind a #, each named like the first requirement that asks."""
    found: dict[frozenset[tuple[str, str]], Entry] = {}
    for entry in entries:
        found.setdefault(frozenset(entry.words.items()), entry)
    for entry in found.values():
        words = [f"{name}: {spelled(word, within=True)}" for name, word in entry.words.items()]
        rest = [f"{name}: null" for name in names if name in entry.fields - set(entry.words)]
        first = f"# - {{id: {entry.id.lower()}, {', '.join(words)},"
        yield _Row(f"## {_on_one_line(entry.title)}")
        if len(first) <= WIDTH - 2:
            yield _Row(first)
        else:
            yield _Row(f"# - {{id: {entry.id.lower()}, {', '.join(words[:-1])},")
            yield _Row(f"#    {words[-1]},")
        yield _Row(f"#    {', '.join(rest)}}}")


def _indented(rows: Iterable[_Row]) -> list[_Row]:
    return [row._replace(code=f"  {row.code}") for row in rows]


def _words(spec: Spec, path: str, ask: _Ask) -> str:
    """What a field is, the words that may stand there, and those that the requirements look for."""
    asked = f"asked for: {listed(ask.words[path], 'and')}" if path in ask.words else ""
    return _described(spec, ask.units, asked)


def _described(spec: Spec, units: UnitTable, asked: str = "") -> str:
    """What a field is, and in brackets the words that may stand there."""
    choices = "; ".join(text for text in (_choices(spec, units), asked) if text)
    return f"{spec['about']} ({choices})" if choices else str(spec["about"])


def _choices(spec: Spec, units: UnitTable) -> str:
    """The closed vocabulary of a field, in words; of a number only where it has an order of words."""
    if spec["type"] == "set":
        return f"in brackets, any of {listed(spec['choices'], 'and')}"
    if spec["type"] == "truth":
        return "true or false"
    if spec["type"] == "choice":
        return listed(spec["choices"])
    kind = units.kind(spec["kind"]) if "kind" in spec else None
    return kind_words(kind) if kind and kind.order else ""


def _example(spec: Spec, path: str, ask: _Ask) -> str:
    """An example that is read as it stands, with the conditions under which the value is read."""
    sought = ask.words.get(path, [spec["example"]])
    example = spec["example"] if spec["example"] in sought else sought[0]
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


def _rendered(rows: list[_Row], width: int) -> list[str]:
    """Rows as lines: the words behind the value, in one column, or above it where they are too long."""
    column = max((len(row.code) for row in rows if row.words), default=0)
    return [line for row in rows for line in _lines(row, column, width)]


def _lines(row: _Row, column: int, width: int) -> list[str]:
    example = f"e.g. {row.example}" if row.example else ""
    comment = " – ".join(text for text in (example, row.words) if text)
    line = f"{row.code:<{column}}  # {comment}" if comment else row.code
    if len(line) <= width or not row.words:
        return [line]
    indent = row.code[: len(row.code) - len(row.code.lstrip(" "))]
    above = textwrap.wrap(row.words, width - len(indent) - 3, break_long_words=False, break_on_hyphens=False)
    below = f"{row.code:<{column}}  # {example}" if example else row.code
    return [*(f"{indent}## {text}" for text in above), below]
