"""From the standard's YAML to one compiled document: kinds, fields, tables, targets, typed rules."""

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any

from compliance.build import standard_model as model
from compliance.build.crosscheck import check_head, check_references
from compliance.build.documents import Placed, read_many, read_one
from compliance.build.families import read_requirements
from compliance.build.fields import field_table, readable
from compliance.build.requirements import compile_requirements
from compliance.build.tailoring import Row, accepted, asked_for, excluded, tailoring_faults
from compliance.build.unit_table import compile_kinds, compile_units, dimensions
from compliance.errors import InputError, Problem, near
from compliance.robot.values import Reader
from compliance.rules.types import Names
from compliance.source.nodes import Mapping as MappingNode
from compliance.source.nodes import Node
from compliance.units import UnitTable, Unreadable, read_quantity

FORMAT = 1
FOR_THE_BENCH = ("setup", "record", "applies_to", "also", "repetitions")
FOR_THE_SHELF = {"body", "confidence", "note", "identical_to", "presumption"}


def compile_standard(folder: str) -> dict[str, Any]:
    """Compile one edition. Raises InputError with the places of everything that is wrong."""
    head = read_one(os.path.join(folder, "standard.yaml"), model.Standard)
    kinds, units = compile_kinds(), compile_units()
    reader = Reader(UnitTable(kinds, units), head.model.approximate.value)
    instruments = _by_id(read_many(os.path.join(folder, "instruments"), model.Instrument))
    tables = _by_id(read_many(os.path.join(folder, "tables"), model.Table))
    protocols = _by_id(read_many(os.path.join(folder, "protocols"), model.Protocol, optional=True))
    targets = _by_id(read_many(os.path.join(folder, "targets"), model.Target))
    requirements = _by_id(read_requirements(folder))
    check_head(head, tables, protocols, reader.units)
    target_fields = {name: _plain(field) for name, field in head.model.target_fields.items()}
    compiled_tables = {name: _table(placed, reader) for name, placed in tables.items()}
    fields = field_table()
    names = Names(readable(fields), target_fields, compiled_tables, reader.units, dimensions(kinds, units), {})
    rows = compile_requirements(requirements, names)
    compiled: dict[str, Any] = {
        "format": FORMAT,
        "standard": _plain(head.model),
        "kinds": kinds,
        "units": units,
        "fields": fields,
        "target_fields": target_fields,
        "instruments": _instruments(instruments, requirements),
        "tables": compiled_tables,
        "protocols": {name: _protocol(placed.model) for name, placed in protocols.items()},
        "requirements": rows,
        "targets": _targets(targets, target_fields, rows, reader),
    }
    check_references(head, instruments, tables, protocols, targets, requirements)
    compiled["digest"] = digest_of(compiled)
    return compiled


def digest_of(compiled: dict[str, Any]) -> str:
    """SHA-256 over the compiled content, so a report can name what it was judged by."""
    text = json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(entry: model.Entry) -> dict[str, Any]:
    """A model as JSON data; dates become the text they were written as."""
    plain: dict[str, Any] = entry.model_dump(mode="json", by_alias=True)
    return plain


def _instruments(instruments: dict[str, Placed], requirements: dict[str, Placed]) -> dict[str, Any]:
    """What a check needs of the instruments; a report shows the title of those that requirements cite."""
    cited = {one.model.source.instrument for one in requirements.values()}
    shelf = {True: FOR_THE_SHELF, False: FOR_THE_SHELF | {"title", "status", "url"}}
    return {
        name: {
            **placed.model.model_dump(mode="json", by_alias=True, exclude=shelf[name in cited], exclude_defaults=True),
            **_presumes(placed.model),
        }
        for name, placed in instruments.items()
    }


def _presumes(one: model.Instrument) -> dict[str, Any]:
    """The acts that a document is presumed to meet, each with its first day; restrictions stay in the file."""
    acts = [[each.act, each.from_.isoformat() if each.from_ else None] for each in one.presumption]
    return {"presumes": acts} if acts else {}


def _protocol(protocol: model.Protocol) -> dict[str, Any]:
    """What a verdict or a listing needs of a protocol; how it is set up and recorded stays in its file."""
    return {name: value for name, value in _plain(protocol).items() if name not in FOR_THE_BENCH}


def _by_id(placed: list[Placed]) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    problems = []
    for one in placed:
        first = found.setdefault(one.model.id, one)
        if first is not one:
            what = f"the id `{one.model.id}` is already used at {first.place('id')}"
            problems.append(Problem("standard.repeated_id", one.place("id"), what, "Ids are for ever."))
    if problems:
        raise InputError(problems)
    return found


def _table(placed: Placed, reader: Reader) -> dict[str, Any]:
    table = placed.model
    rows = {
        key: {column: _cell(placed, key, column, text, reader) for column, text in row.items()}
        for key, row in table.rows.items()
    }
    for key, row in rows.items():
        missing = set(table.columns) - set(row)
        if missing or set(row) - set(table.columns):
            what = f"row `{key}` does not have exactly the columns {', '.join(table.columns)}"
            raise InputError.at("standard.row", placed.place("rows", key), what)
    return {**_plain(table), "rows": rows, "units": _units_of(table, reader)}


def _cell(placed: Placed, key: str, column: str, text: str, reader: Reader) -> Any:
    if text in ("not_permitted", "not_given"):
        return text
    table = placed.model
    place = placed.place("rows", key, column)
    if column not in table.columns:
        raise InputError.at("standard.column", place, f"there is no column `{column}`")
    kind = reader.units.kind(table.columns[column].kind)
    try:
        reading = read_quantity(text, kind, reader.units, 0.0)
    except Unreadable as error:
        raise InputError.at(error.id, place, error.what, error.cure) from None
    return list(reading.interval)


def _units_of(table: model.Table, reader: Reader) -> dict[str, str | None]:
    """The unit each column is written in: limits are shown in the source's own unit."""
    units: dict[str, str | None] = {}
    for column, spec in table.columns.items():
        kind = reader.units.kind(spec.kind)
        texts = [row[column] for row in table.rows.values() if column in row and not row[column].startswith("not_")]
        units[column] = kind.si.code if kind.si else None
        if texts:
            unit = read_quantity(texts[0], kind, reader.units, 0.0).unit
            units[column] = unit.code if unit else None
    return units


def _targets(
    targets: dict[str, Placed], target_fields: dict[str, Any], rows: list[dict[str, Any]], reader: Reader
) -> dict[str, Any]:
    requirements = {row["id"]: row for row in rows}
    compiled = {name: compile_target(placed, target_fields, requirements, reader) for name, placed in targets.items()}
    problems: list[Problem] = []
    for name, placed in targets.items():
        problems += tailoring_faults(placed, asked_for(compiled[name]), requirements)
    if problems:
        raise InputError(problems)
    return compiled


def compile_target(
    placed: Placed, target_fields: dict[str, Any], requirements: Mapping[str, Row], reader: Reader
) -> dict[str, Any]:
    """Compile one target: its facts are read by the kinds that the standard declares."""
    facts = target_facts(placed, target_fields, reader)
    for name, spec in target_fields.items():
        if spec["required"] and (name not in facts or facts[name]["value"] is None):
            cure = f"It says: {spec['about']}."
            raise InputError.at("target.required", placed.place("facts"), f"this target does not say `{name}`", cure)
    tailored = {"accepts": accepted(placed, requirements), "excludes": excluded(placed)}
    return {**_plain(placed.model), "facts": facts, **tailored}


def target_facts(placed: Placed, target_fields: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """Read what a target says under `facts`. Raises InputError for a name that the standard does not declare."""
    facts: dict[str, Any] = {}
    node = placed.node.get("facts") if isinstance(placed.node, MappingNode) else None
    for name in placed.model.facts:
        place = placed.place("facts", name)
        if name not in target_fields:
            raise InputError.at("target.field", place, f"a target has no `{name}`", near(name, target_fields))
        inner = node.get(name) if isinstance(node, MappingNode) else None
        if inner is not None:
            facts[name] = target_fact(inner, target_fields[name], reader)
    return facts


def target_fact(node: Node, spec: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """Read one target value into JSON data: the typed value, its text, its unit."""
    try:
        value = reader.read(spec, node)
    except Unreadable as error:
        raise InputError.at(error.id, node.place, error.what, error.cure) from None
    unit = value.unit.code if value.unit else None
    return {"type": spec["type"], "value": _json(value.value), "text": value.text, "unit": unit}


def _json(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    return value
