"""The JSON Schema of a spec profile as editors use it: every key explained, repeated parts written once."""

import json
from typing import Any

from compliance.build.field_words import Spec, held
from compliance.build.fields import described_table, profile_schema
from compliance.units import UnitTable

Schema = dict[str, Any]
MEASURED = ("quantity", "span")
LONG_FORM = {
    "value": "The value itself; null says that it is not known / 值本身；null 表示未知",
    "printed": "The text exactly as published / 公布的原文",
    "source": "Id of an entry under `sources` / `sources` 下条目的 id",
    "evidence": "Ids of entries under `evidence` / `evidence` 下条目的 id",
    "note": "A remark for readers; no rule reads it / 写给读者的备注，不参与任何规则",
    "superseded": "Why this statement no longer counts / 该陈述不再有效的原因",
    "at": "Conditions under which the value holds / 该值成立的条件",
    "U": "Expanded measurement uncertainty, with its unit; not a tolerance / 带单位的扩展测量不确定度，不是公差",
    "k": "Coverage factor of `U`, usually 2 / `U` 的包含因子，通常为 2",
}


def editor_schema(units: UnitTable) -> Schema:
    """Export the JSON Schema (2020-12) of a spec profile. It accepts what fields.profile_schema accepts."""
    schema = profile_schema()
    shared: dict[str, str] = {}
    _explain(schema, described_table(), schema["$defs"], units, shared)
    return schema


def description(spec: Spec, units: UnitTable) -> str:
    """Say what a field is: in English, with its kind and first units, then in Chinese where there is a text."""
    kind = f" ({held(spec, units)})" if spec["type"] in MEASURED else ""
    return " / ".join(text for text in (f"{spec['about']}{kind}", spec.get("zh")) if text)


def _explain(part: Schema, fields: Spec, defs: Schema, units: UnitTable, shared: dict[str, str]) -> None:
    """Describe every property of a part of the schema, and of the parts in it."""
    for name, spec in fields.items():
        found = part["properties"][name]
        part["properties"][name] = found = {**found, "description": description(spec, units)}
        if "fields" in spec:
            inner = defs[_reference(found["anyOf"][0])]
            _explain(inner, spec["fields"], defs, units, shared)
        elif not spec["plain"] and "properties" in found["anyOf"][2]:
            found["anyOf"] = _stated(found["anyOf"], spec, f"{part['title']}_{name}", defs, units, shared)


def _reference(part: Schema) -> str:
    reference: str = part["$ref"] if "$ref" in part else part["items"]["$ref"]
    return reference.rpartition("/")[2]


def _stated(
    forms: list[Schema], spec: Spec, name: str, defs: Schema, units: UnitTable, shared: dict[str, str]
) -> list[Schema]:
    """The forms of a fact, its long form explained and written once for all facts that share it."""
    unknown, bare, long, several = forms
    properties = {key: {"description": LONG_FORM[key], **one} for key, one in long["properties"].items()}
    if "at" in properties:
        properties["at"] = _conditions(properties["at"], spec["at"], units)
    long = {**long, "properties": properties}
    own = spec.get("at") or spec.get("choices")
    place = shared.setdefault(f"{spec['type']} {json.dumps(long)}", f"{name if own else spec['type']}_statement")
    defs[place] = long
    link = {"$ref": f"#/$defs/{place}"}
    return [unknown, bare, link, {**several, "items": link}]


def _conditions(at: Schema, conditions: Spec, units: UnitTable) -> Schema:
    explained = {name: {"description": held(conditions[name], units), **one} for name, one in at["properties"].items()}
    return {**at, "properties": explained}


def written(schema: Schema) -> str:
    """The schema as text, the same bytes every time."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
