"""What a field holds, in the words a person fills it in by: kind and units, vocabulary, a spelt example."""

import json
from typing import Any

from compliance.errors import InputError
from compliance.source import Mapping, Scalar, Sequence, load, plain_value
from compliance.units import Kind

Spec = dict[str, Any]


def kind_words(kind: Kind) -> str:
    """A kind in words, with its units: `mass: kg, g, mg, t, lb, oz`, or with its words in their order."""
    if kind.order:
        return f"{kind.words}: {' < '.join(kind.order)}"
    units = dict.fromkeys(unit.display for unit in kind.spellings.values() if unit.display)
    return f"{kind.words}: {', '.join([*(['a number'] if kind.bare else []), *units])}"


def listed(words: list[str], joint: str = "or") -> str:
    """Words of a vocabulary, spelt as a profile spells them: `"0", "1" or none`."""
    *first, last = [spelled(word) for word in words]
    return f"{', '.join(first)} {joint} {last}" if first else last


def spelled(value: object, *, within: bool = False) -> str:
    """Write a value as YAML on one line: bare where it reads back as itself, else in quotes.

    `within` says that it is going to stand between brackets or braces.
    """
    if isinstance(value, list):
        return f"[{', '.join(spelled(one, within=True) for one in value)}]"
    if isinstance(value, str) and _reads_back(value, "[{}]" if within else "{}"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_back(text: str, form: str) -> bool:
    """Whether a text without quotes is read as this text, and nothing else."""
    try:
        node = load(f"text: {form.format(text)}\n", "")
    except InputError:
        return False
    value = node.get("text") if isinstance(node, Mapping) else None
    items = value.items if isinstance(value, Sequence) else (value,)
    return [plain_value(one) for one in items if isinstance(one, Scalar)] == [text]
