"""The syntax tree of a rule, and an error at a place of it."""

from typing import Any, NamedTuple


class Syntax(NamedTuple):
    """One node of the syntax tree: an operation, its arguments, and where it starts in the rule."""

    op: str
    args: tuple[Any, ...]
    line: int
    column: int


class RuleError(Exception):
    """A rule that cannot be read or does not fit its kinds: a stable id, what is wrong, the place in its text."""

    def __init__(self, id_: str, what: str, line: int = 1, column: int = 1, cure: str = "") -> None:
        super().__init__(what)
        self.id, self.what, self.line, self.column, self.cure = id_, what, line, column, cure


def fault(id_: str, syntax: Syntax, what: str, cure: str = "") -> RuleError:
    """Make an error at a part of the rule."""
    return RuleError(id_, what, syntax.line, syntax.column, cure)
