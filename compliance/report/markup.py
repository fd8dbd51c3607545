"""Texts in Markdown as code hosts read it (GitHub, GitLab): whatever a text says, it stays text."""

import re

from compliance.report.plain import clean

LONGEST = 4000
_CODE = re.compile("`([^`]+)`")
_MEANT = re.compile(r"[\\`*_{}\[\]<>|~&!$]")
_LINK = re.compile(r":(?=//)|:(?<=mailto:)|:(?<=xmpp:)|\.(?<=www\.)", re.IGNORECASE)
_CALL = re.compile(r"[@#](?=\w)|-(?<=GH-)(?=\d)|!(?<=[\w/]!)(?=\d)", re.IGNORECASE)
_START = re.compile(r"^(\d*)([-+=.)/#])")  # what would begin a list, a rule, a heading or an order to the host


def escaped(text: str, longest: int = LONGEST) -> str:
    """A text that means nothing but itself; what stands between backticks stays code.

    An empty comment parts `@` and `#` from what follows: hosts look for people and issues to call after the
    Markdown is read, when a backslash is gone.
    """
    parts = _CODE.split(clean(text.strip(), longest))
    return _START.sub(
        r"\1\\\2", "".join(_code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))
    )


def cell(text: str) -> str:
    """A text for one cell of a table."""
    return escaped(text, 800)


def code(text: str) -> str:
    """A name, a path or a place as code, whatever stands in it."""
    shown = clean(text)
    return escaped(shown) if "`" in shown or not shown.strip() else _code(shown)


def _code(text: str) -> str:
    """Code that fits into a table: there a bar would end the cell even inside code."""
    return f"`{text}`" if "|" not in text else _plain(text)


def _plain(text: str) -> str:
    parted = _CALL.sub("\\g<0>\0", text)
    return _LINK.sub(r"\\\g<0>", _MEANT.sub(r"\\\g<0>", parted)).replace("\0", "<!-- -->")
