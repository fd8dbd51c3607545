"""What a calculation is defined for; anything else is refused in a sentence: never NaN, never a silent clamp.

The first checks name their arguments by keyword and hold them to finite numbers. Those from `above_zero` on give the
value back, so that they stand inside a formula, and take infinity where a part never fails or wears out.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

T = TypeVar("T")

SMALLEST = 1e-30  # in SI units: beyond any robot, and no formula of this room leaves the range of floats
LARGEST = 1e30


def positive(**values: float) -> None:
    """Refuse what is not a number above zero. Raises ValueError, naming the argument."""
    for name, value in values.items():
        if not SMALLEST <= value <= LARGEST:
            raise _refusal(name, "a number above zero, from 1e-30 to 1e30 in SI units", value)


def not_negative(**values: float) -> None:
    """Refuse what is neither zero nor a number above it. Raises ValueError, naming the argument."""
    for name, value in values.items():
        if not 0 <= value <= LARGEST:
            raise _refusal(name, "zero or a number above it, up to 1e30 in SI units", value)


def finite(**values: float) -> None:
    """Refuse what is not a number. Raises ValueError, naming the argument."""
    for name, value in values.items():
        if not -LARGEST <= value <= LARGEST:
            raise _refusal(name, "a number, up to 1e30 either way", value)


def share(**values: float) -> None:
    """Refuse what is not a number from 0 to 1. Raises ValueError, naming the argument."""
    for name, value in values.items():
        if not 0 <= value <= 1:
            raise _refusal(name, "a number from 0 to 1", value)


def between_zero_and_one(**values: float) -> None:
    """Refuse what is not a number above 0 and below 1. Raises ValueError, naming the argument."""
    for name, value in values.items():
        if not SMALLEST <= value < 1:
            raise _refusal(name, "a number above 0, at least 1e-30, and below 1", value)


def ordered(lower: float, upper: float) -> None:
    """Refuse limits that are no numbers, or the wrong way round. Raises ValueError."""
    finite(lower=lower, upper=upper)
    if lower > upper:
        raise ValueError(f"The lower limit {lower:g} is above the upper limit {upper:g}.")


def whole(name: str, value: float, least: int, most: int) -> int:
    """A count as a whole number. Raises ValueError, naming the argument, outside the range or with a fraction."""
    if not least <= value <= most or value != int(value):
        raise ValueError(f"The number of {name} has to be whole, from {least} to {most}; it is {value:g}.")
    return int(value)


def _refusal(name: str, wanted: str, value: float) -> ValueError:
    return ValueError(f"The {name.replace('_', ' ')} has to be {wanted}; it is {value:g}.")


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


def share_of(what: str, value: float) -> float:
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
