"""Files that users write beside a profile: targets of their own, waivers."""

from datetime import date
from typing import Any

from compliance.assess.verified import Verified
from compliance.assess.waivers import Waiver
from compliance.build import standard_model as model
from compliance.build.compiler import compile_target, target_facts
from compliance.build.crosscheck import wrong_names
from compliance.build.documents import Placed, read_many, validate
from compliance.build.tailoring import Row, asked_for, extended, tailoring_faults
from compliance.catalogue import Catalogue, Target
from compliance.catalogue.model import open_target
from compliance.errors import InputError, Problem, near
from compliance.robot.values import Reader
from compliance.source import Mapping, load, read_text


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
    """Read a target of the user's own, whole or an extension of one of the standard's.

    Raises InputError for names that match nothing, and for what no buyer may accept or exclude.
    """
    node = load(read_text(path), path)
    extends = isinstance(node, Mapping) and "extends" in node.entries
    placed = Placed(validate(node, model.Extension if extends else model.Target), node)
    base = _base(placed, catalogue) if extends else None
    requirements = {one.id: one.row for one in catalogue.requirements}
    asked = {*placed.model.adopts, *placed.model.asks, *placed.model.criteria, *(asked_for(base) if base else ())}
    wrong = wrong_names(placed, catalogue.instruments(), requirements)
    problems = [Problem("target.reference", *one) for one in wrong]
    problems += tailoring_faults(placed, asked, requirements)
    if problems:
        raise InputError(problems)
    reader = Reader(catalogue.units, catalogue.approximate)
    if base is None:
        return open_target({**compile_target(placed, catalogue.target_fields, requirements, reader), "file": path})
    facts = _own_facts(placed, catalogue.target_fields, reader)
    return open_target({**extended(base, placed, facts, requirements), "file": path})


def _base(placed: Placed, catalogue: Catalogue) -> Row:
    """The target of the standard that an extension starts from."""
    name = placed.model.extends
    if name not in catalogue.targets:
        what = f"`extends` names `{name}`, which is no target of the standard"
        raise InputError.at("target.extends", placed.place("extends"), what, near(name, catalogue.targets))
    return catalogue.target(name).row


def _own_facts(placed: Placed, fields: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """The facts an extension sets anew. What the standard requires of every target stays said."""
    own = target_facts(placed, fields, reader)
    for name, fact in own.items():
        if fact["value"] is None and fields[name]["required"]:
            place, what = placed.place("facts", name), f"this target does not say `{name}`"
            raise InputError.at("target.required", place, what, "Leave the line out or fill it in.")
    return own


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
