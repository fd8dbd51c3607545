"""Showing users' text: control and direction characters become visible, words get their printed form."""

import re

from compliance.errors import Place

_CONTROL = "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
_COMMAND = re.compile(r"(?m)^([^\S\n]*)::|##(?=\w*\[)")
LONGEST = 400

VERDICT_WORDS = {
    "pass": "pass",
    "fail": "fail",
    "needs_evidence": "needs evidence",
    "not_applicable": "not applicable",
    "waived": "waived",
    "error": "error",
}


def clean(text: str, longest: int = LONGEST) -> str:
    """Make a text from a profile fit to be shown: no control characters, no endless names."""
    shown = text if text.isprintable() else re.sub(_CONTROL, lambda match: f"\\u{ord(match[0]):04x}", text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def unheard(text: str) -> str:
    """A text for a build's log, in which no line is taken for a command to the machine that runs the build."""
    return _COMMAND.sub(lambda match: f"{match[1]}\\u003a:" if match[0].endswith(":") else "\\u0023#", text)


def keyword(word: str, basis: str) -> str:
    """The keyword as printed: standards say shall, our own files say must."""
    return "shall" if word == "must" and basis == "standard" else word


def at(place: Place) -> str:
    """A place as printed."""
    return clean(str(place))
