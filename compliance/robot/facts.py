"""Statements, facts and lists, as read from a spec profile."""

from typing import Any, NamedTuple

from compliance.errors import Place
from compliance.units import Unit


class Statement(NamedTuple):
    """What one source says about one fact.

    `value` is typed as rules/evaluate.py describes; None says "not known". `spread` is the expanded measurement
    uncertainty U in SI, where stated, `coverage` its factor k. `form` is how a quantity was written. `under` names the
    conditions under which the value holds: name, typed value, text.
    """

    value: Any
    form: str
    text: str
    unit: Unit | None
    place: Place
    source: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    printed: str = ""
    superseded: str = ""
    spread: float | None = None
    coverage: float | None = None
    under: tuple[tuple[str, Any, str], ...] = ()

    @property
    def shown(self) -> str:
        """The text with its conditions."""
        said = ", ".join(f"{name} {text}" for name, _, text in self.under)
        return f"{self.text} ({said})" if said else self.text


class Fact(NamedTuple):
    """All statements of one field. A `setting` is what the maker sets or classes, and nobody measures."""

    path: str
    type: str
    place: Place
    statements: tuple[Statement, ...]
    setting: bool = False

    @property
    def live(self) -> tuple[Statement, ...]:
        """The statements that count: known, and not marked superseded."""
        return tuple(one for one in self.statements if one.value is not None and not one.superseded)


class Item(NamedTuple):
    """One entry of a list, named by its id. Its source and evidence stand behind every value in it."""

    id: str
    place: Place
    facts: dict[str, Fact]
    source: str = ""
    evidence: tuple[str, ...] = ()


class ItemList(NamedTuple):
    """A list of entries as written."""

    path: str
    place: Place
    items: tuple[Item, ...]


class Robot(NamedTuple):
    """A spec profile as read: facts by path, lists by path, and the plain entries around them.

    `complete` maps the path of a list or set said to be complete to the evidence that says so.
    """

    file: str
    facts: dict[str, Fact]
    lists: dict[str, ItemList]
    complete: dict[str, tuple[str, ...]]
    plain: dict[str, Any]
    sources: dict[str, dict[str, Any]]
    evidence: dict[str, dict[str, Any]]
    places: dict[str, Place]

    @property
    def name(self) -> str:
        """The robot's name as the profile states it, else the file's name."""
        fact = self.facts.get("robot.name")
        return fact.live[0].text if fact and fact.live else self.file

    def place_of(self, path: str) -> Place:
        """Where a path stands, or the nearest section above it, or the top of the file."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path.rpartition(".")[0]
        return Place(self.file)
