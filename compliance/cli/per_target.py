"""`{target}` in the name of a file stands for the id of a target: one file for each target of a run."""

import re
from collections.abc import Iterable

MARK = "{target}"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*(?<!\.yaml)(?<!\.yml)")


def spelled(name: str, targets: Iterable[str]) -> list[str]:
    """The files that a name stands for; itself where it has no mark."""
    return [name.replace(MARK, target) for target in targets] if MARK in name else [name]


def told(names: Iterable[str]) -> list[str]:
    """The targets whose ids are known before anything is read: those that are named, not given as a file."""
    return [name for name in dict.fromkeys(names) if _ID.fullmatch(name)]
