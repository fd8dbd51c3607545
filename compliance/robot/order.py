"""The canonical order of a profile's keys: that of the field table, at every level."""

from typing import Any

from compliance.errors import InputError
from compliance.source.layout import Order, arrange
from compliance.source.nodes import Mapping
from compliance.source.strict_yaml import load

LONG_FORM = ("value", "printed", "source", "evidence", "U", "k", "at", "note", "superseded")
COMPLETION = ("list", "evidence")


def key_order(fields: dict[str, Any]) -> Order:
    """The order of the keys of a section, each with that of the keys in it."""
    return {name: _inner(spec) for name, spec in fields.items()}


def _inner(spec: dict[str, Any]) -> Order:
    if "fields" in spec:
        return key_order(spec["fields"])
    if spec["type"] == "complete":
        return _flat(COMPLETION)
    return {} if spec["plain"] else {**_flat(LONG_FORM), "at": _flat(spec.get("at") or ())}


def _flat(names: Any) -> Order:
    return {name: {} for name in names}


def in_order(text: str, file: str, fields: dict[str, Any]) -> str:
    """Put the keys of a profile in canonical order, comments and values as they stand.

    Raises InputError for a text that cannot be read, or is not a profile.
    """
    node = load(text, file)
    if not isinstance(node, Mapping):
        raise InputError.at("profile.section", node.place, "a profile holds fields", "Write `field: value`.")
    if "profile" not in node.entries:
        what = "there is no `profile` here, so this is no spec profile"
        raise InputError.at("profile.required", node.place, what, "Add `profile: 1`.")
    return arrange(text, file, key_order(fields))
