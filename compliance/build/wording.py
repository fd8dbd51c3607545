"""What pydantic finds wrong with an entry, in our own words: what is wrong, and how to write it."""

import re
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from compliance.build.standard_model import SPELLING
from compliance.errors import near

Words = tuple[str, str]  # what is wrong, how to write it

_WANTED = {  # by the first word of an error's type
    "model": ("wants keys and values", "Write `key: value` lines."),
    "dict": ("wants keys and values", "Write `key: value` lines."),
    "list": ("wants a list", "Write [first, second]."),
    "string": ("wants a text", "Write one text."),
    "bool": ("wants true or false", "Write `true` or `false`."),
    "float": ("wants a number", "Write it in digits, such as 0.5."),
    "int": ("wants a whole number", "Write it in digits, such as 12."),
    "finite": ("wants a whole number", "Write it in digits, such as 12."),
    "date": ("wants a date", "Write 2026-12-31."),
}


def worded(error: Any, model: type[BaseModel]) -> Words:
    """Reword one error of pydantic's. A type that is not known here keeps its sentence."""
    spoken = ".".join(str(step) for step in error["loc"])
    name = f"`{spoken}`" if spoken else "this entry"
    if error["type"] in ("missing", "extra_forbidden"):
        return _key(error, model)
    if error["type"] in _OTHER:
        return _OTHER[error["type"]](name, error["input"], error.get("ctx", {}))
    first, _, rest = error["type"].partition("_")
    if first in _WANTED and rest:
        return _type(name, first, error["input"])
    return f"{name}: {error['msg']}", ""


def _key(error: Any, model: type[BaseModel]) -> Words:
    """A key that is missing, or that is none here."""
    *outer, key = error["loc"]
    where = f"in `{'.'.join(str(step) for step in outer)}`" if outer else "here"
    if error["type"] == "missing":
        return f"`{key}` is missing {where}", f"Add `{key}: …`."
    return f"there is no key `{key}` {where}", near(key, _keys(model, outer))


def _type(name: str, wanted: str, given: Any) -> Words:
    said, cure = _WANTED[wanted]
    if wanted == "string" and isinstance(given, (bool, int, float)):
        cure = "Put it in quotes."
    shown = f", not `{given}`" if isinstance(given, (str, int, float)) and not isinstance(given, bool) else ""
    return f"{name} {said}{shown}", cure


def _literal(name: str, given: Any, about: Any) -> Words:
    words = re.findall(r"'([^']*)'", about["expected"])
    return f"{name} cannot be `{given}`", near(str(given), words)


def _pattern(name: str, given: Any, about: Any) -> Words:
    cures = dict(SPELLING.values())
    return f"{name} cannot be `{given}`", cures.get(about["pattern"], "")


_OTHER: dict[str, Callable[[str, Any, Any], Words]] = {
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "string_too_short": lambda name, *_: (f"{name} is empty", "Write a text, or leave the key out."),
    "string_too_long": lambda name, _, about: (f"{name} has more than {about['max_length']} characters", "Shorten it."),
    "too_short": lambda name, *_: (f"{name} is an empty list", "Write at least one, as in [first]."),
    "greater_than_equal": lambda name, _, of: (f"{name} is below {of['ge']:g}", f"Write {of['ge']:g} or more."),
}


def _keys(model: type[BaseModel], path: list[Any]) -> list[str]:
    """The keys of the model at a path of keys and indexes."""
    found: Any = model
    for step in path:
        inner = get_args(found)[-1:] if get_origin(found) in (list, dict) else ()
        found = _present(inner[0] if inner else _fields(found)[step])
    return list(_fields(found))


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _present(annotation: Any) -> Any:
    """What an optional value is when it is there."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    return next(one for one in get_args(annotation) if one is not NoneType)
