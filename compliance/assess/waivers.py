"""Waivers: whose they are, until when, and what they can never cover."""

from typing import NamedTuple

from compliance.assess.results import Result, Waived
from compliance.errors import InputError, Place, Problem

COVERED = ("fail", "needs_evidence")


class Waiver(NamedTuple):
    """One entry of a waivers file. `last_day` is the last day on which it holds."""

    requirement: str
    reason: str
    owner: str
    expires: str
    last_day: float
    place: Place


def apply_waivers(results: list[Result], waivers: tuple[Waiver, ...], as_of: float) -> list[Result]:
    """Turn waived results over; a waiver that names nothing selected, or what is never waivable, is an error."""
    by_id = {result.requirement.id: result for result in results}
    problems: list[Problem] = []
    held: dict[str, Waiver] = {}
    for waiver in waivers:
        result = by_id.get(waiver.requirement)
        if result is None:
            what = f"the waiver names `{waiver.requirement}`, which this run does not select"
            problems.append(Problem("waiver.unknown", waiver.place, what, "Mend the id, or take the waiver out."))
        elif not result.requirement.row["waivable"]:
            what = f"`{waiver.requirement}` is never waivable"
            problems.append(Problem("waiver.never", waiver.place, what))
        elif waiver.last_day >= as_of:
            held[waiver.requirement] = waiver
    if problems:
        raise InputError(problems)
    return [_waived(result, held.get(result.requirement.id)) for result in results]


def _waived(result: Result, waiver: Waiver | None) -> Result:
    if waiver is None or result.verdict not in COVERED:
        return result
    below = Waived(result.verdict, waiver.reason, waiver.owner, waiver.expires)
    return result._replace(verdict="waived", waived=below)
