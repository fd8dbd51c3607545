"""Sources that somebody has looked up: an answer resting on an unread source counts once the source was read."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.catalogue import Catalogue, Requirement
from compliance.errors import InputError, Place, Problem, near

MOST = 12  # ids that a message lists


class Verified(NamedTuple):
    """One entry of a file of verified sources: what was read, where, by whom. `day` is the day of reading.

    It stands for the requirements of its clause, and where it names `requirements` for these alone.
    """

    instrument: str
    edition: str
    clause: str | None
    value: str
    person: str
    date: str
    day: float
    place: Place
    requirements: tuple[str, ...] = ()

    def covers(self, requirement: Requirement) -> bool:
        """Whether this is what a requirement rests on."""
        same = (requirement.instrument, requirement.clause) == (self.instrument, self.clause)
        return same and (requirement.id in self.requirements if self.requirements else self.clause is not None)


def confirmed(catalogue: Catalogue, entries: Iterable[Verified], as_of: float) -> dict[str, Verified]:
    """Give the requirements whose source was read by the as-of date, each with the entry that says so.

    Raises InputError for every entry that fits no requirement: it would silently do nothing.
    """
    found: dict[str, Verified] = {}
    problems: list[Problem] = []
    for entry in entries:
        fitting = [one for one in catalogue.requirements if one.instrument == entry.instrument]
        problem = _fault(entry, fitting, catalogue)
        problems += [problem] if problem else []
        if entry.day <= as_of:
            found |= {one.id: entry for one in fitting if entry.covers(one)}
    if problems:
        raise InputError(problems)
    return found


def _fault(entry: Verified, fitting: list[Requirement], catalogue: Catalogue) -> Problem | None:
    instrument = catalogue.instruments().get(entry.instrument)
    if instrument is None:
        what = f"`instrument` names `{entry.instrument}`, which is no instrument of this edition"
        return Problem("verified.unknown", entry.place, what, near(entry.instrument, catalogue.instruments()))
    edition = instrument.row["edition"] or "none"
    if entry.edition != edition:
        what = f"edition `{entry.edition}` of {entry.instrument} was read, edition `{edition}` is encoded"
        return Problem("verified.edition", entry.place, what, "Read the edition that is encoded.")
    if entry.clause not in [one.clause for one in fitting]:
        what = f"no requirement rests on clause `{entry.clause or 'none'}` of {entry.instrument}"
        clauses = dict.fromkeys(one.clause for one in fitting if one.clause)
        return Problem("verified.unknown", entry.place, what, f"Clauses: {', '.join(clauses) or 'none is named'}.")
    return _unnamed(entry, [one.id for one in fitting if one.clause == entry.clause])


def _unnamed(entry: Verified, ids: list[str]) -> Problem | None:
    """Why an entry does not say what it stands for: a document without a clause is no place in it."""
    if entry.clause is None and not entry.requirements:
        what = f"no clause of {entry.instrument} is encoded here, so the entry has to say what it stands for"
        return Problem("verified.requirements", entry.place, what, f"Write `requirements:` with some of {_few(ids)}.")
    strange = [id_ for id_ in entry.requirements if id_ not in ids]
    if strange:
        where = f"clause `{entry.clause}` of {entry.instrument}" if entry.clause else f"{entry.instrument} as a whole"
        what = f"`requirements` names `{strange[0]}`, which does not rest on {where}"
        return Problem("verified.requirements", entry.place, what, f"Those that do: {_few(ids)}.")
    return None


def _few(ids: list[str]) -> str:
    return ", ".join(ids[:MOST]) + (" …" if len(ids) > MOST else "")
