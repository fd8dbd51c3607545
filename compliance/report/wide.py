"""Lines of a width in columns for text in which Chinese characters, two columns wide, stand beside Latin words."""

import re
import unicodedata

from compliance.report.plain import clean

_PIECES = re.compile(r"\s+|[\u2e80-\u9fff\uff00-\uffef][，。；：、）”]*|[^\s\u2e80-\u9fff\uff00-\uffef]+")


def columns_of(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrap_wide(text: str, width: int, indent: str = "", more: str | None = None) -> list[str]:
    """Clean a text and break it into lines: between words, and between Chinese characters."""
    later = indent if more is None else more
    lines, line = [], indent
    for piece in _PIECES.findall(clean(text, 4000)):
        if columns_of(line) + columns_of(piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = later
        line += " " if piece.isspace() and line.strip() else "" if piece.isspace() else piece
    return [*lines, line.rstrip()]
