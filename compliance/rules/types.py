"""What a part of a rule stands for, as the kind checker knows it."""

from typing import Any, NamedTuple

from compliance.rules.syntax import Syntax
from compliance.units import UnitTable, spoken, with_article

Dims = tuple[tuple[str, float], ...]  # SI base dimensions with their powers, sorted; angle counts as 1


class Number(NamedTuple):
    """A number of a quantity kind, or (kind None) a derived quantity known by its dimensions only.

    `limit` marks a table column with cells that nothing meets: it is compared and nothing else.
    """

    kind: str | None
    dims: Dims
    limit: bool = False


class Bare(NamedTuple):
    """A literal whose kind is still open: it takes its partner's."""

    number: float
    spelling: str
    text: str


class Truthful(NamedTuple):
    """Something true, false or unknown."""


class Word(NamedTuple):
    """One word of a vocabulary (None: free text)."""

    choices: tuple[str, ...] | None


class Words(NamedTuple):
    """A set of words of a vocabulary."""

    choices: tuple[str, ...] | None


class Literals(NamedTuple):
    """A bracketed list of texts."""

    words: tuple[str, ...]


class Day(NamedTuple):
    """A calendar date."""


class Span(NamedTuple):
    """A range of a kind, both ends known by `.low` and `.high`."""

    kind: str


class IpCode(NamedTuple):
    """An IP code (IEC 60529): `.solids` is ordered, `.water` is the set of second numerals met."""


class Entries(NamedTuple):
    """A list of the profile and the fields of its entries."""

    path: str
    fields: dict[str, Any]


Type = Number | Bare | Truthful | Word | Words | Literals | Day | Span | IpCode | Entries


PARTS = {Span: "A span has `.low` and `.high`.", IpCode: "An IP code has `.solids` and `.water`."}


class Typed(NamedTuple):
    """A checked part of a rule: the compiled node, what it stands for, and where it is written."""

    node: list[Any]
    type: Type
    place: Syntax | None = None


class Names(NamedTuple):
    """Everything a rule may refer to, given as plain arguments by whoever compiles."""

    fields: dict[str, Any]
    target: dict[str, Any]
    tables: dict[str, Any]
    units: UnitTable
    dims: dict[str, Dims]
    conditions: dict[str, list[Any]]


def describe(type_: Type) -> str:
    """Say what a type is, for a message."""
    if isinstance(type_, Number):
        return with_article(type_.kind) if type_.kind else "a derived quantity"
    if isinstance(type_, Span):
        return f"a span of {spoken(type_.kind)}"
    if isinstance(type_, Literals) and len(type_.words) == 1:
        return "a text"
    words = {
        Bare: "a number", Truthful: "a truth", Word: "a word", Words: "a set of words",
        Literals: "a list of texts", Day: "a date", IpCode: "an IP code", Entries: "a list of entries",
    }  # fmt: skip
    return words[type(type_)]
