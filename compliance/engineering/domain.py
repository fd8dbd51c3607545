"""What a calculation is defined for: each check gives its value back, or refuses it in a sentence."""

from collections.abc import Collection, Iterable
from typing import TypeVar

T = TypeVar("T")


def above_zero(what: str, value: float) -> float:
    """Give back a number above zero; infinity is one. Raises ValueError for any other, and for what is no number."""
    if not value > 0:
        raise ValueError(f"{what} has to be above zero, not {value:g}")
    return value


def not_below_zero(what: str, value: float) -> float:
    """Give back zero or a number above it. Raises ValueError for any other, and for what is no number."""
    if not value >= 0:
        raise ValueError(f"{what} cannot be below zero, and is {value:g}")
    return value


def share(what: str, value: float) -> float:
    """Give back a share from 0 to 1. Raises ValueError for any other number, and for what is no number."""
    if not 0 <= value <= 1:
        raise ValueError(f"{what} is a share from 0 to 1, not {value:g}")
    return value


def one_of(what: str, word: str, words: Collection[str]) -> str:
    """Give back a word that is one of a few. Raises ValueError for any other, with the words there are."""
    if word not in words:
        raise ValueError(f"{what} is one of {', '.join(words)}, not {word!r}")
    return word


def some(what: str, items: Iterable[T]) -> tuple[T, ...]:
    """Give back items as a tuple. Raises ValueError when there are none."""
    found = tuple(items)
    if not found:
        raise ValueError(f"{what}: at least one is needed")
    return found
