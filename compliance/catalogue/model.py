"""Requirements, instruments and targets as every reader sees them."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from compliance.catalogue.packed import Row
from compliance.source.digest import text_digest
from compliance.units import UnitTable

BLANKS = (
    "standard",
    "version",
    "target",
    "markets",
    "date",
    "content",
    "u",
    "x",
)  # what a notice leaves to be filled in


_UNSAID: dict[str, Any] = {  # what a compiled instrument leaves out
    "title": {}, "status": "", "edition": None, "from": None, "until": None, "cites": (), "url": None,
    "supersedes": (), "rival_of": (), "presumes": (),
}  # fmt: skip
_UNCOUNTED: dict[str, Any] = {"of": None, "counts": None, "lettered": ()}


class Requirement(NamedTuple):
    """One requirement. `row` is the compiled entry; rules are compiled nodes (rules/evaluate.py)."""

    id: str
    pillar: str
    shape: str
    keyword: str
    basis: str
    confidence: str
    instrument: str
    clause: str | None
    bar: int
    row: Mapping[str, Any]

    @property
    def title(self) -> dict[str, str]:
        """Title by language."""
        title: dict[str, str] = self.row["title"]
        return title


class Instrument(NamedTuple):
    """One cited document. `first` and `last` are the days it is in force, both included.

    `title` is empty where no requirement cites the document.
    """

    id: str
    number: str
    title: Mapping[str, str | None]
    market: str
    force: str
    first: float | None
    last: float | None
    row: Mapping[str, Any]
    encoded: int
    of: int | None


class Target(NamedTuple):
    """One deployment target. `facts` are typed values; `texts` what the target's file says, with its unit."""

    id: str
    title: Mapping[str, str]
    row: Mapping[str, Any]
    facts: Mapping[str, Any]
    texts: Mapping[str, tuple[str, str | None]]

    @property
    def users(self) -> frozenset[str] | None:
        """The people the target says are there; None when it does not say."""
        known = self.facts.get("users")
        return known[0] if known else None

    @property
    def file(self) -> str:
        """The file of a target of the user's own; empty for one that comes with the standard."""
        return str(self.row.get("file", ""))

    @property
    def excludes(self) -> Mapping[str, str]:
        """Requirements that the buyer does not ask for, each with the reason."""
        return self.row.get("excludes") or {}

    @property
    def accepts(self) -> Mapping[str, Any]:
        """Other methods of proof that the buyer accepts, by requirement, each with the reason."""
        return self.row.get("accepts") or {}

    @property
    def digest(self) -> str:
        """SHA-256 over all that the target says, wherever its file lies."""
        import json

        said = {name: value for name, value in self.row.items() if name != "file"}
        return text_digest(json.dumps(said, sort_keys=True))


class Catalogue:
    """A compiled standard, opened. Raises KeyError for names that do not exist."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self.standard: Mapping[str, Any] = compiled["standard"]
        self.digest: str = compiled["digest"]
        self.fields: dict[str, Any] = compiled["fields"]
        self.tables: Mapping[str, Any] = compiled["tables"]
        self.protocols: Mapping[str, Any] = compiled["protocols"]
        self.target_fields: dict[str, Any] = compiled["target_fields"]
        self.units = UnitTable(compiled["kinds"], compiled["units"])
        self.approximate = float(self.standard["approximate"]["value"])
        self.requirements = tuple(_requirement(row) for row in compiled["requirements"])
        self._instruments: Mapping[str, Any] = compiled["instruments"]
        self._opened: dict[str, Instrument] | None = None
        self._targets: Mapping[str, Any] = compiled["targets"]

    @property
    def targets(self) -> list[str]:
        """Ids of the targets that come with the standard."""
        return list(self._targets)

    def target(self, id_: str) -> Target:
        """Open one target."""
        return open_target(self._targets[id_])

    def requirement(self, id_: str) -> Requirement:
        """Find one requirement by id."""
        for one in self.requirements:
            if one.id == id_:
                return one
        raise KeyError(id_)

    def instruments(self) -> dict[str, Instrument]:
        """Open every instrument, with the number of its clauses that are encoded; what was opened is kept."""
        if self._opened is None:
            clauses: dict[str, set[str]] = {}
            for one in self.requirements:
                if one.clause:
                    clauses.setdefault(one.instrument, set()).add(one.clause)
            rows = self._instruments.items()
            self._opened = {id_: _instrument(row, clauses.get(id_, set())) for id_, row in rows}
        return self._opened


def counted(clauses: Iterable[str], encoded: Mapping[str, Any]) -> set[str]:
    """The clauses of an instrument that count as encoded: as they are written, or by the points its entry counts."""
    if not encoded["counts"]:
        return set(clauses)
    heading = re.escape(encoded["counts"])
    points = (re.match(heading + r"\b.*?(\d+(?:\.\d+)*)(\([a-z]\))?", clause) for clause in clauses)
    lettered = encoded["lettered"]
    return {point[1] + (point[2] or "" if point[1] in lettered else "") for point in points if point}


def _requirement(row: Mapping[str, Any]) -> Requirement:
    source = row.cited if isinstance(row, Row) else row["source"]
    return Requirement(
        row["id"],
        row["pillar"],
        row["shape"],
        row["keyword"],
        source["basis"],
        source["confidence"],
        source["instrument"],
        source["clause"],
        row["bar"],
        row,
    )


def _instrument(compiled: Mapping[str, Any], clauses: set[str]) -> Instrument:
    row = {**_UNSAID, **compiled}
    count = {**_UNCOUNTED, **compiled.get("encoded", {})}
    return Instrument(
        row["id"],
        row["number"],
        row["title"],
        row["market"],
        row["force"],
        day(row["from"]),
        day(row["until"]),
        row,
        len(counted(clauses, count)),
        count["of"],
    )


def day(text: str | None) -> float | None:
    """The number of a calendar day (proleptic Gregorian ordinal)."""
    return float(datetime.date.fromisoformat(text).toordinal()) if text else None


def open_target(row: Mapping[str, Any]) -> Target:
    """Open a compiled target."""
    facts = {name: _typed(fact) for name, fact in row["facts"].items()}
    texts = {name: (fact["text"], fact["unit"]) for name, fact in row["facts"].items()}
    return Target(row["id"], row["title"], row, facts, texts)


def _typed(fact: Mapping[str, Any]) -> Any:
    value = fact["value"]
    if value is None:
        return None
    if fact["type"] in ("choice", "text"):
        return frozenset(value)
    if fact["type"] == "set":
        # What the buyer wrote is all there is: a target is a closed list.
        return (frozenset(value[0]), frozenset(value[0]))
    return tuple(tuple(one) if isinstance(one, list) else one for one in value) if isinstance(value, list) else value
