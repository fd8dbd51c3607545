"""What goes into a measurement and what comes out of it."""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from compliance.units import Unit

if TYPE_CHECKING:
    from compliance.measure.arrays import Numbers

Bound = Literal["", "≥", "≤"]


class Unmeasurable(Exception):
    """What a log does not give: a stable id, what is wrong, how to mend it, and the cell it shows in.

    Rows count from 0; row -1 stands for the heading.
    """

    def __init__(self, id_: str, what: str, cure: str, role: str, row: int = -1) -> None:
        super().__init__(what)
        self.id, self.what, self.cure, self.role, self.row = id_, what, cure, role, row


class Series(NamedTuple):
    """One column of a log: its heading, its values in SI (marks as 0 and 1, words as they are), its unit."""

    name: str
    values: Any
    unit: Unit | None = None


class Sampling(NamedTuple):
    """How a log was sampled: samples, samples per second by the median interval, longest interval in s, gaps."""

    samples: int
    rate: float
    longest: float
    gaps: int


class Quantity(NamedTuple):
    """One quantity of a result in SI. `u` is its standard uncertainty, None where none can be stated.

    A `bound` says that the log only shows that it is at least, or at most, this.
    """

    name: str
    value: float
    u: float | None = None
    bound: Bound = ""


class Result(NamedTuple):
    """What a method found in a log: quantities in order, what to know about them, how the log was sampled."""

    quantities: tuple[Quantity, ...]
    notes: tuple[str, ...] = ()
    sampling: Sampling | None = None

    def get(self, name: str) -> Quantity | None:
        """The quantity of a name, or None."""
        return next((one for one in self.quantities if one.name == name), None)


class Task(NamedTuple):
    """What a method works on: series by role, options and standard uncertainties of the instruments, all in SI."""

    method: str
    series: dict[str, Series]
    options: dict[str, Any]
    doubt: dict[str, float]

    def values(self, role: str) -> "Numbers":
        """The values of a role."""
        found: Numbers = self.series[role].values
        return found
