"""From the text of a rule to its syntax tree, with the place of every part. Used where rules are compiled."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken
from lark.tree import Meta

from compliance.rules.syntax import RuleError, Syntax

LONGEST = 4000  # characters
DEEPEST = 40  # brackets open at once
LONGEST_CHAIN = 200  # signs and negations in one rule
_LINK = re.compile(r"[-+*/]|\bnot\b")


@lru_cache(4096)  # alike requirements have the same conditions, and the linter compiles each more than once
def parse(text: str) -> Syntax:
    """Parse a rule. Raises RuleError at the first place that does not fit the grammar."""
    _check_length(text)
    try:
        tree: Syntax = _Builder().transform(_lark().parse(text))
    except UnexpectedCharacters as error:
        what = f"`{error.char}` does not fit here"
        raise RuleError("rule.syntax", what, error.line, error.column, _spelling(error.char, error.allowed)) from None
    except UnexpectedToken as error:
        if error.token.type == "$END":
            raise RuleError(
                "rule.syntax", "the rule stops in the middle", *_end(text), _expected(error.accepts)
            ) from None
        what = f"`{error.token}` does not fit here"
        raise RuleError("rule.syntax", what, error.line, error.column, _expected(error.accepts)) from None
    return tree


def _check_length(text: str) -> None:
    """Refuse what no reader could follow, before the parser and the evaluator have to."""
    if not text.strip():
        raise RuleError("rule.syntax", "the rule is empty", cure='Write a condition, such as `use.contact == "none"`.')
    if len(text) > LONGEST:
        raise RuleError("rule.too_long", f"the rule is longer than {LONGEST} characters", cure="Split it in two.")
    if _depth(text) > DEEPEST:
        raise RuleError("rule.too_long", f"more than {DEEPEST} brackets are open at once", cure="Split it in two.")
    if len(_LINK.findall(text)) > LONGEST_CHAIN:
        what = f"more than {LONGEST_CHAIN} signs and negations in one rule"
        raise RuleError("rule.too_long", what, cure="Split it in two.")


def _end(text: str) -> tuple[int, int]:
    lines = text.rstrip().splitlines()
    return len(lines), len(lines[-1]) + 1


def _depth(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        deepest = max(deepest, depth)
    return deepest


_RUNS = ("or_", "and_", "compare", "sum_", "product_")


@cache
def _lark() -> Lark:
    grammar = files("compliance.rules").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


_SPOKEN = {
    "RPAR": "`)`", "COMPARE": "a comparison", "QUANTITY": "a number", "NAME": "a name", "STRING": "a text",
    "AND": "`and`", "OR": "`or`", "$END": "the end",
}  # fmt: skip
_KNOWN = "A rule knows names, numbers, texts in quotes, brackets and the signs < > = ! + - * /."


def _expected(names: set[str]) -> str:
    return f"Here could stand {', '.join(sorted(_SPOKEN[name] for name in names if name in _SPOKEN))}."


def _spelling(letter: str, names: set[str]) -> str:
    """How to write what begins with a letter that nothing in the language begins with."""
    if letter == '"':
        return "A text ends on the same line, with a second quotation mark."
    if letter.isupper():
        return "Names are written in small letters."
    return _expected(names) if "NAME" in names else _KNOWN


class _Builder(Transformer[Token, Syntax]):
    def __default__(self, data: str, children: list[Any], meta: Meta) -> Syntax:
        """Make a node; a run of one operand is that operand."""
        if data in _RUNS and len(children) == 1:
            only: Syntax = children[0]
            return only
        return Syntax(str(data).rstrip("_"), tuple(children), meta.line, meta.column)
