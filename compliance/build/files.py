"""Files that users write beside a profile: targets of their own, waivers."""

from datetime import date

from compliance.assess.verified import Verified
from compliance.assess.waivers import Waiver
from compliance.build import standard_model as model
from compliance.build.compiler import compile_target
from compliance.build.crosscheck import wrong_names
from compliance.build.documents import read_many, read_one
from compliance.catalogue import Catalogue, Target
from compliance.catalogue.model import open_target
from compliance.errors import InputError, Problem
from compliance.robot.values import Reader


class WaiverEntry(model.Entry):
    """One waiver: what, why, by whom, until when."""

    requirement: model.RequirementId
    reason: str
    owner: str
    expires: date


class VerifiedEntry(model.Entry):
    """One verified source: which clause of which edition was read, what it says, by whom, when.

    It stands for the requirements that rest on this clause; where no clause is encoded, or `requirements` names some,
    for those that it names.
    """

    instrument: model.Id
    edition: str
    clause: str | None = None
    requirements: tuple[model.RequirementId, ...] = ()
    value: str
    person: str
    date: date


def read_target(path: str, catalogue: Catalogue) -> Target:
    """Read a target of the user's own. Raises InputError for names that match nothing."""
    placed = read_one(path, model.Target)
    wrong = wrong_names(placed, catalogue.instruments(), [one.id for one in catalogue.requirements])
    problems = [Problem("target.reference", *one) for one in wrong]
    if problems:
        raise InputError(problems)
    reader = Reader(catalogue.units, catalogue.approximate)
    return open_target({**compile_target(placed, catalogue.target_fields, reader), "file": path})


def read_verified(path: str) -> tuple[Verified, ...]:
    """Read a file of verified sources. Raises InputError with the place of everything wrong in it."""
    return tuple(
        Verified(
            one.model.instrument,
            one.model.edition,
            one.model.clause,
            one.model.value,
            one.model.person,
            one.model.date.isoformat(),
            float(one.model.date.toordinal()),
            one.place("instrument"),
            one.model.requirements,
        )
        for one in read_many(path, VerifiedEntry)
    )


def read_waivers(path: str) -> tuple[Waiver, ...]:
    """Read a waivers file: a list of entries, each with a reason, an owner and a last day."""
    return tuple(
        Waiver(
            one.model.requirement,
            one.model.reason,
            one.model.owner,
            one.model.expires.isoformat(),
            float(one.model.expires.toordinal()),
            one.place("requirement"),
        )
        for one in read_many(path, WaiverEntry)
    )
