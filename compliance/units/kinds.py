"""Kinds and units as frozen tables, built from the compiled standard."""

from typing import Any, NamedTuple

LONGEST = 200  # characters of a quantity's text; no datasheet needs more
Interval = tuple[float, float]  # closed, in SI; an end may be infinite


class Unreadable(Exception):
    """A text that is no quantity of its kind: a stable id, what is wrong, how to write it."""

    def __init__(self, id_: str, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.id = f"quantity.{id_}"
        self.what = what
        self.cure = cure


class Unit(NamedTuple):
    """One unit of the closed table. SI value = (number + offset) * factor."""

    code: str
    display: str
    ucum: str
    factor: float
    offset: float

    def to_si(self, number: float) -> float:
        """Convert a number in this unit to the canonical SI unit of its kind."""
        return (number + self.offset) * self.factor

    def from_si(self, value: float) -> float:
        """Convert an SI value back to this unit."""
        return value / self.factor - self.offset

    def difference(self, value: float) -> float:
        """Convert a difference of SI values; an offset cancels out."""
        return value / self.factor


class Kind(NamedTuple):
    """One quantity kind: its units by every accepted spelling, or the order of its words."""

    name: str
    si: Unit | None
    spellings: dict[str, Unit]
    low: float
    high: float
    order: tuple[str, ...]

    @property
    def bare(self) -> bool:
        """Whether a number may stand without a unit."""
        return "" in self.spellings

    @property
    def words(self) -> str:
        """The name as words: `angular speed`."""
        return spoken(self.name)

    @property
    def usual(self) -> str:
        """The unit to show in a sample, as displayed; empty where a number stands alone."""
        return next((unit.display for unit in self.spellings.values()), "")


_SPOKEN = {"sil": "SIL", "sound_level_c": "C-weighted sound level"}


def spoken(name: str) -> str:
    """Write a kind's name as words."""
    return _SPOKEN.get(name) or name.replace("_", " ")


def with_article(name: str) -> str:
    """Write a kind's name as words with its article: `an angular speed`."""
    words = spoken(name)
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


class UnitTable:
    """All kinds of the standard; a kind is built when it is first asked for."""

    def __init__(self, kinds: dict[str, Any], units: dict[str, Any]) -> None:
        self._kinds = kinds
        self._units = units
        self._built: dict[str, Kind] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._kinds

    @property
    def names(self) -> list[str]:
        """The names of all kinds."""
        return list(self._kinds)

    def unit(self, code: str) -> Unit:
        """Return the unit of a code. Raises KeyError for a code outside the table."""
        row = self._units[code]
        return Unit(code, row["display"], row["ucum"], row["factor"], row["offset"])

    def kind(self, name: str) -> Kind:
        """Return the kind of a name. Raises KeyError for an unknown one."""
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]

    def _build(self, name: str) -> Kind:
        row = self._kinds[name]
        spellings: dict[str, Unit] = {}
        for code in row["units"]:
            unit = self.unit(code)
            for spelling in (code, unit.display, *self._units[code]["aliases"]):
                if spelling != "1":  # the unit one is written as nothing, never as a second number
                    spellings[spelling] = unit
        si = self.unit(row["si"]) if row["si"] else None
        return Kind(name, si, spellings, row["low"], row["high"], tuple(row["order"]))

    def owners(self, spelling: str) -> list[str]:
        """Name the kinds that take a unit spelling, for a message about the wrong kind."""
        return [name for name in self._kinds if spelling and spelling in self.kind(name).spellings]
