"""The leaves of a spec profile: what may stand at the end of a path, and its JSON Schema."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LeafType = Literal["quantity", "span", "truth", "choice", "set", "text", "date", "ip", "names", "id", "whole"]


class Section(BaseModel):
    """A group of fields. Unknown keys are refused: a misspelt key must never be a silent omission."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def leaf(
    type_: LeafType, about: str, example: object, *, plain: bool = False, required: bool = False, **more: Any
) -> Any:
    """Describe one field. `plain` fields hold one bare value; all others are facts with statements."""
    described: dict[str, Any] = {"leaf": {"type": type_, "plain": plain, **more}}
    default = ... if required else None
    return Field(default=default, description=about, examples=[example], json_schema_extra=described)


def part(about: str) -> Any:
    """Describe a section or a list of entries."""
    return Field(default=None, description=about)


def quantity(kind: str, about: str, example: str | float, at: dict[str, str | list[str]] | None = None) -> Any:
    """Describe a number of a quantity kind, such as `35 kg`.

    `at` names the conditions a value may be stated under: a quantity kind, or the words of a vocabulary.
    """
    more: dict[str, Any] = {"at": {name: _condition(of) for name, of in at.items()}} if at else {}
    return leaf("quantity", about, example, kind=kind, **more)


def _condition(of: str | list[str]) -> dict[str, Any]:
    if isinstance(of, str):
        return {"type": "quantity", "plain": False, "kind": of}
    return {"type": "choice", "plain": False, "choices": of}


def ip_code(about: str) -> Any:
    """Describe an IP code (IEC 60529), such as `IP54` or, marked twice, `IP66/IP67`."""
    return leaf("ip", about, "IP54")


def span(kind: str, about: str, example: str) -> Any:
    """Describe a range over all of which something works, such as `-20..60 °C`."""
    return leaf("span", about, example, kind=kind)


def choice(
    choices: Sequence[str], about: str, example: str | None = None, *, plain: bool = False, required: bool = False
) -> Any:
    """Describe one word of a closed vocabulary."""
    return leaf("choice", about, example or choices[0], plain=plain, required=required, choices=list(choices))


def words(choices: Sequence[str], about: str) -> Any:
    """Describe a set of words of a closed vocabulary."""
    return leaf("set", about, [choices[0]], choices=list(choices))


def truth(about: str, *, plain: bool = False) -> Any:
    """Describe a yes-or-no field."""
    return leaf("truth", about, True, plain=plain)


def text(about: str, example: str, *, plain: bool = False) -> Any:
    """Describe free text."""
    return leaf("text", about, example, plain=plain)


def day(about: str, *, plain: bool = False) -> Any:
    """Describe a calendar date; `2026-05` is any day of that month."""
    return leaf("date", about, "2026-05-31", plain=plain)


def names(about: str, example: str) -> Any:
    """Describe a plain list of ids defined elsewhere."""
    return leaf("names", about, [example], plain=True)


def ident(about: str, example: str) -> Any:
    """Describe the id of a list item, by which locations name it: `joints[left_knee]`."""
    return leaf("id", about, example, plain=True, required=True)


def setting(field: Any) -> Any:
    """Mark a field that the maker sets or classes, and nobody measures: it owes no uncertainty, and an inspection
    proves it."""
    field.json_schema_extra["leaf"]["setting"] = True
    return field


def informational(field: Any) -> Any:
    """Mark a field that nothing reads: it stands in the profile for people."""
    field.json_schema_extra["leaf"]["informational"] = True
    return field


WRITTEN = {"type": "string", "pattern": "\\S"}
NAME = "^[A-Za-z0-9][A-Za-z0-9_.-]*$"
SCALAR: dict[str, dict[str, Any]] = {
    "quantity": {"type": ["string", "number"]},
    "span": {"type": "string"},
    "truth": {"type": "boolean"},
    "text": {"type": ["string", "number"]},
    "date": {"type": "string"},
    "ip": {"type": "string"},
    "id": {"type": "string", "pattern": NAME},
    "whole": {"type": "integer"},
    "names": {"type": "array", "items": {"type": "string"}},
}


def scalar_schema(spec: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON Schema of a leaf's bare value."""
    if spec["type"] == "choice":
        return {"type": "string", "enum": spec["choices"]}
    if spec["type"] == "set":
        return {"type": "array", "items": {"type": "string", "enum": spec["choices"]}}
    return SCALAR[spec["type"]]


def conditions_schema(conditions: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON Schema of the conditions of a value."""
    properties = {name: {"anyOf": [scalar_schema(one), {"type": "null"}]} for name, one in conditions.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def leaf_schema(spec: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON Schema of a leaf: bare, long form, or several statements; null says "not known"."""
    bare = scalar_schema(spec)
    if spec["plain"]:
        return bare
    long: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["value"],
        "properties": {
            "value": {"anyOf": [bare, {"type": "null"}]},
            "printed": WRITTEN,
            "source": WRITTEN,
            "evidence": {"anyOf": [{"type": "string"}, SCALAR["names"]]},
            "note": WRITTEN,
            "superseded": WRITTEN,
        },
    }
    if spec["type"] == "quantity":
        if spec.get("at"):
            long["properties"]["at"] = conditions_schema(spec["at"])
        long["properties"] |= {"U": {"type": ["string", "number"]}, "k": {"type": "number", "minimum": 1}}
    several = {"type": "array", "items": long, "minItems": 1}
    return {"anyOf": [{"type": "null"}, bare, long, several]}
