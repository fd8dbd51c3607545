"""The compiled field table and the JSON Schema, both made from the profile model."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from compliance.build.field_texts import read_texts, with_chinese
from compliance.build.leaves import leaf_schema
from compliance.build.profile_model import Profile

Table = dict[str, Any]


def described_table() -> Table:
    """Describe every field of a profile in both languages: `about` in English, `zh` in Chinese.

    A field that nothing reads has `informational`.

    Raises InternalError when the Chinese texts do not fit the model.
    """
    return with_chinese(_fields_of(Profile), read_texts())


def field_table() -> Table:
    """Describe every field for the walker: sections, lists, leaves, in the model's order.

    Every check loads this table. It shows no Chinese text of it and walks every field alike, so the table
    carries neither; the texts are still held against the model here, so that no standard compiles while one of
    them is missing.
    """
    return _for_the_walker(described_table())


def _for_the_walker(table: Table) -> Table:
    return {name: _spec_for_the_walker(spec) for name, spec in table.items()}


def _spec_for_the_walker(spec: Table) -> Table:
    kept = {key: value for key, value in spec.items() if key not in ("zh", "informational")}
    return {**kept, "fields": _for_the_walker(spec["fields"])} if "fields" in spec else kept


def _fields_of(model: type[BaseModel]) -> Table:
    return {name: _described(name, field) for name, field in model.model_fields.items()}


def _described(name: str, field: FieldInfo) -> Table:
    about = field.description or ""
    extra: Any = field.json_schema_extra
    if isinstance(extra, dict) and "leaf" in extra:
        spec = dict(extra["leaf"])
        example = (field.examples or [None])[0]
        return {**spec, "required": field.is_required(), "about": about, "example": example}
    if name == "complete":
        return {"type": "complete", "plain": True, "about": about}
    inner = _model_of(field.annotation)
    if get_origin(field.annotation) is list:
        return {"type": "list", "plain": False, "about": about, "fields": _fields_of(inner)}
    return {"type": "section", "plain": False, "about": about, "fields": _fields_of(inner)}


def _model_of(annotation: Any) -> type[BaseModel]:
    if get_origin(annotation) in (list, Union, UnionType):
        return next(_model_of(one) for one in get_args(annotation) if one is not NoneType)
    model: type[BaseModel] = annotation
    return model


def readable(table: Table) -> Table:
    """The part of the table that rules may read: facts, lists and sections that hold facts, ids of list entries."""
    kept: Table = {}
    for name, spec in table.items():
        if spec["type"] in ("section", "list"):
            inner = readable(spec["fields"])
            if inner:
                ids = {"id": {**spec["fields"]["id"], "type": "text"}} if spec["type"] == "list" else {}
                kept[name] = {**spec, "fields": {**inner, **ids}}
        elif not spec["plain"]:
            kept[name] = spec
    return kept


def profile_schema() -> dict[str, Any]:
    """Export the JSON Schema (2020-12) of a spec profile. It says what the walker says."""
    schema = Profile.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        part["properties"] = {name: _property(name, one) for name, one in part["properties"].items()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _property(name: str, described: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {key: described[key] for key in ("description", "examples") if key in described}
    if "leaf" in described:
        return {**about, **leaf_schema(described["leaf"])}
    found = {key: value for key, value in described.items() if key != "default"}
    # A section or a list written `null` is a section or a list not filled in yet.
    bare = {key: value for key, value in found.items() if key not in about}
    return found if name == "complete" else {**about, "anyOf": [bare, {"type": "null"}]}
