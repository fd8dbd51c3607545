"""Files that users write beside a profile: targets of their own, waivers."""

from datetime import date
from typing import Any

from compliance.assess.verified import Verified
from compliance.assess.waivers import Waiver
from compliance.build import standard_model as model
from compliance.build.compiler import compile_target, target_facts
from compliance.build.crosscheck import wrong_names
from compliance.build.documents import Placed, read_many, validate
from compliance.build.tailoring import Row, accepted, excluded, extended, tailoring_faults
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
    """One verified source: which clause of which edition was read, what it says, by whom, when."""

    instrument: model.Id
    edition: str
    clause: str | None = None
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
    requirements = {one.id: one.row for one in catalogue.requirements}
    row = _compiled(placed, catalogue, requirements) if not extends else _extended(placed, catalogue, requirements)
    wrong = wrong_names(placed, catalogue.instruments(), requirements)
    problems = [Problem("target.reference", *one) for one in wrong]
    problems += tailoring_faults(placed, row, requirements, "target.reference")
    if problems:
        raise InputError(problems)
    return open_target({**row, "file": path})


def _compiled(placed: Placed, catalogue: Catalogue, requirements: dict[str, Row]) -> dict[str, Any]:
    reader = Reader(catalogue.units, catalogue.approximate)
    return compile_target(placed, catalogue.target_fields, requirements, reader)


def _extended(placed: Placed, catalogue: Catalogue, requirements: dict[str, Row]) -> dict[str, Any]:
    """Lay an extension over the target it names. What the standard requires of a target stays said."""
    base = placed.model.extends
    if base not in catalogue.targets:
        what = f"`extends` names `{base}`, which is no target of the standard"
        raise InputError.at("target.extends", placed.place("extends"), what, near(base, catalogue.targets))
    reader = Reader(catalogue.units, catalogue.approximate)
    own = target_facts(placed, catalogue.target_fields, reader)
    for name, fact in own.items():
        if fact["value"] is None and catalogue.target_fields[name]["required"]:
            what = f"this target does not say `{name}`"
            raise InputError.at("target.required", placed.place("facts", name), what, "Leave the line out or fill it in.")
    row = extended(catalogue.target(base).row, placed, own)
    below = row["accepts"], row["excludes"]
    return {**row, "accepts": {**below[0], **accepted(placed, requirements)}, "excludes": {**below[1], **excluded(placed)}}


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
