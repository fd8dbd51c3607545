"""Waivers: whose they are, until when, and what they can never cover."""

from typing import NamedTuple

from compliance.assess.results import Result, Waived
from compliance.catalogue import Target
from compliance.errors import InputError, Place, Problem, near

BUYER = "the buyer"
COVERED = ("fail", "needs_evidence")


class Waiver(NamedTuple):
    """One entry of a waivers file. `last_day` is the last day on which it holds."""

    requirement: str
    reason: str
    owner: str
    expires: str
    last_day: float
    place: Place


def apply_waivers(results: list[Result], waivers: tuple[Waiver, ...], as_of: float, known: list[str]) -> list[Result]:
    """Turn waived results over. Raises InputError for every waiver that cannot hold; `known` are all ids there are."""
    by_id = {result.requirement.id: result for result in results}
    first: dict[str, Waiver] = {}
    problems: list[Problem] = []
    for waiver in waivers:
        earlier = first.setdefault(waiver.requirement, waiver)
        problem = _fault(waiver, earlier, by_id.get(waiver.requirement), known)
        problems += [problem] if problem else []
    if problems:
        raise InputError(problems)
    held = {id_: waiver for id_, waiver in first.items() if waiver.last_day >= as_of}
    return [_waived(result, held.get(result.requirement.id)) for result in results]


def _fault(waiver: Waiver, earlier: Waiver, result: Result | None, known: list[str]) -> Problem | None:
    """Why a waiver cannot hold: there are two, it names nothing selected, or what is never waivable."""
    id_, place = waiver.requirement, waiver.place
    if earlier is not waiver:
        what = f"`{id_}` is waived a second time; the first waiver is at {earlier.place}"
        return Problem("waiver.repeated", place, what, "Keep one of the two.")
    if id_ not in known:
        what = f"`requirement` names `{id_}`, which is no requirement of this edition"
        return Problem("waiver.unknown", place, what, near(id_, known))
    if result is None:
        what = f"`requirement` names `{id_}`, which this run does not select"
        return Problem("waiver.unknown", place, what, "Take the waiver out, or check the target and the markets.")
    if not result.requirement.row["waivable"]:
        return Problem("waiver.never", place, f"`{id_}` is never waivable")
    return None


def apply_exclusions(results: list[Result], target: Target) -> list[Result]:
    """Set aside the gaps in what the buyer's target excludes; the verdict underneath and the reason stay visible."""
    reasons = target.excludes
    return [_set_aside(one, reasons[one.requirement.id]) if one.requirement.id in reasons else one for one in results]


def _set_aside(result: Result, reason: str) -> Result:
    if result.verdict not in COVERED:
        return result
    return result._replace(verdict="waived", waived=Waived(result.verdict, reason, BUYER, ""))


def _waived(result: Result, waiver: Waiver | None) -> Result:
    if waiver is None or result.verdict not in COVERED or result.contradicted:
        return result
    below = Waived(result.verdict, waiver.reason, waiver.owner, waiver.expires)
    return result._replace(verdict="waived", waived=below)
