"""From the text of a rule to its syntax tree, with the place of every part. Used where rules are compiled."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, VisitError

LONGEST = 4000  # characters
DEEPEST = 40  # brackets open at once
LONGEST_CHAIN = 200  # signs and negations in one rule
_LINK = re.compile(r"[-+*/]|\bnot\b")


class Syntax(NamedTuple):
    """One node of the syntax tree: an operation, its arguments, and where it starts in the rule."""

    op: str
    args: tuple[Any, ...]
    line: int
    column: int


class RuleError(Exception):
    """A rule that cannot be read or does not fit its kinds, with the place inside its text."""

    def __init__(self, what: str, line: int = 1, column: int = 1, cure: str = "") -> None:
        super().__init__(what)
        self.what, self.line, self.column, self.cure = what, line, column, cure


def fault(syntax: Syntax, what: str, cure: str = "") -> RuleError:
    """Make an error at a part of the rule."""
    return RuleError(what, syntax.line, syntax.column, cure)


def parse(text: str) -> Syntax:
    """Parse a rule. Raises RuleError at the first place that does not fit the grammar."""
    if not text.strip():
        raise RuleError("the rule is empty")
    if len(text) > LONGEST:
        raise RuleError(f"the rule is longer than {LONGEST} characters", cure="Split it in two.")
    if _depth(text) > DEEPEST:
        raise RuleError(f"more than {DEEPEST} brackets are open at once")
    if len(_LINK.findall(text)) > LONGEST_CHAIN:
        raise RuleError(f"more than {LONGEST_CHAIN} signs and negations in one rule", cure="Split it in two.")
    try:
        tree = _Builder().transform(_lark().parse(text))
    except UnexpectedCharacters as error:
        raise RuleError(f"`{error.char}` does not fit here", error.line, error.column, _expected(error)) from None
    except UnexpectedEOF:
        raise RuleError("the rule stops in the middle", *_end(text)) from None
    except UnexpectedInput as error:
        token = str(getattr(error, "token", ""))
        if not token:
            raise RuleError("the rule stops in the middle", *_end(text), _expected(error)) from None
        line, column = max(error.line, 1), max(error.column, 1)
        raise RuleError(f"`{token}` does not fit here", line, column, _expected(error)) from None
    except VisitError as error:
        raise error.orig_exc from None
    return tree if isinstance(tree, Syntax) else _unexpected(tree)


def _end(text: str) -> tuple[int, int]:
    lines = text.rstrip().splitlines()
    return len(lines), len(lines[-1]) + 1


def _unexpected(tree: object) -> Syntax:
    raise RuleError(f"not a rule: {tree}")


def _depth(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        deepest = max(deepest, depth)
    return deepest


@cache
def _lark() -> Lark:
    grammar = files("compliance.rules").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


_SPOKEN = {"RPAR": "`)`", "COMPARE": "a comparison", "QUANTITY": "a number", "NAME": "a name", "STRING": "a text"}


def _expected(error: UnexpectedInput) -> str:
    names = getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", None)
    spoken = sorted(_SPOKEN[name] for name in names or () if name in _SPOKEN)
    return f"Here could stand {', '.join(spoken)}." if spoken else ""


def _node(op: str) -> Any:
    def build(self: "_Builder", meta: Any, *args: Any) -> Syntax:
        return Syntax(op, args, getattr(meta, "line", 1), getattr(meta, "column", 1))

    return v_args(meta=True, inline=True)(build)


def _chain(op: str) -> Any:
    """A run of operands: one operand is itself, more make a node."""

    def build(self: "_Builder", meta: Any, *args: Any) -> Syntax:
        return args[0] if len(args) == 1 else Syntax(op, args, meta.line, meta.column)

    return v_args(meta=True, inline=True)(build)


class _Builder(Transformer[Token, Syntax]):
    or_ = _chain("or")
    and_ = _chain("and")
    compare = _chain("compare")
    sum_ = _chain("sum")
    product_ = _chain("product")
    not_ = _node("not")
    in_ = _node("in")
    not_in = _node("not_in")
    minus = _node("minus")
    quantity = _node("quantity")
    string = _node("string")
    truth = _node("truth")
    list_ = _node("list")
    quantifier = _node("quantifier")
    at = _node("at")
    call = _node("call")
    name = _chain("name")
    path = _node("path")
