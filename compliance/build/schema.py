"""The JSON Schema of a spec profile as editors use it: every key explained, repeated parts written once."""

import json
from typing import Any

from compliance.build.field_words import Spec, kind_words
from compliance.build.fields import described_table, profile_schema
from compliance.units import UnitTable

Schema = dict[str, Any]
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
    _explain(schema, described_table(), schema["$defs"], units)
    return schema


def _explain(part: Schema, fields: Spec, defs: Schema, units: UnitTable) -> None:
    """Describe every property of a part of the schema, and of the parts in it."""
    for name, spec in fields.items():
        found = {**part["properties"][name], "description": _description(spec, units)}
        if "fields" in spec:
            form = found["anyOf"][0]
            inner = form["$ref"] if "$ref" in form else form["items"]["$ref"]
            _explain(defs[inner.rpartition("/")[2]], spec["fields"], defs, units)
        elif not spec["plain"]:
            own = spec.get("at") or spec.get("choices")
            place = f"{part['title']}_{name}" if own else spec["type"]
            defs.setdefault(place, _fact(found.pop("anyOf"), spec, place, units))
            found = {"description": found["description"], "examples": found["examples"], "$ref": f"#/$defs/{place}"}
        part["properties"][name] = found


def _description(spec: Spec, units: UnitTable) -> str:
    """Say what a field is: in English, with its kind and units, then in Chinese."""
    kind = f" ({kind_words(units.kind(spec['kind']))})" if "kind" in spec else ""
    return f"{spec['about']}{kind} / {spec['zh']}"


def _fact(forms: list[Schema], spec: Spec, place: str, units: UnitTable) -> Schema:
    """The forms of a fact, the long one explained and written once."""
    unknown, bare, long, several = forms
    properties = {key: {"description": LONG_FORM[key], **one} for key, one in long["properties"].items()}
    if "at" in properties:
        properties["at"] = _conditions(properties["at"], spec["at"], units)
    link = {"$ref": f"#/$defs/{place}/anyOf/2"}
    return {"anyOf": [unknown, bare, {**long, "properties": properties}, {**several, "items": link}]}


def _conditions(at: Schema, conditions: Spec, units: UnitTable) -> Schema:
    """The conditions of a value, those that are measured with their kind and units."""
    measured = {name: kind_words(units.kind(spec["kind"])) for name, spec in conditions.items() if "kind" in spec}
    explained = {
        name: {**({"description": measured[name]} if name in measured else {}), **one}
        for name, one in at["properties"].items()
    }
    return {**at, "properties": explained}


def written(schema: Schema) -> str:
    """The schema as text, the same bytes every time."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
