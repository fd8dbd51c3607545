"""The few named errors: wrong input (where, what, how to write it) and a failure of the checker itself."""

from collections.abc import Iterable
from typing import NamedTuple

SHOWN = 8  # names listed when none is close


class Place(NamedTuple):
    """A spot in an input file. Lines and columns count from 1, columns in characters.

    Line 0 stands for no line at all: an option of the command line, or a folder.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing wrong with an input: a stable id, where it stands, what is wrong, how to write it."""

    id: str
    place: Place
    what: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}"
        return f"{text}\n    {self.cure}" if self.cure else text


class InputError(Exception):
    """The input or the command is wrong. Carries every problem found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, id_: str, place: Place, what: str, cure: str = "") -> "InputError":
        """Make an error of a single problem."""
        return cls([Problem(id_, place, what, cure)])


class InternalError(Exception):
    """The checker itself failed; the input may be fine."""


def near(name: str, known: Iterable[str], prefix: str = "") -> str:
    """Propose names close to a misspelt one, else say what names there are."""
    import difflib  # most runs need no proposal

    names = list(known)
    close = difflib.get_close_matches(name, names, 3, 0.6)
    if close:
        return f"Did you mean {', '.join(f'`{prefix}{one}`' for one in close)}?"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"There are: {', '.join(f'`{prefix}{one}`' for one in names[:SHOWN])}{more}." if names else "There are none."
