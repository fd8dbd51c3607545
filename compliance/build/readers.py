"""Who reads which field of a spec profile: requirements by their rules, and the checker by itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from compliance.build.asked import asked_by
from compliance.build.documents import Placed
from compliance.catalogue import Requirement
from compliance.errors import Problem

Table = dict[str, Any]


def _below(path: str, names: str) -> tuple[str, ...]:
    return tuple(path + name for name in names.split())


USES = {  # what the checker itself reads, by what for
    "format": ("profile", "standard"),
    "selection": ("target", "markets", "robot.placed_on_market", "robot.in_service_from", "claims"),
    "population": ("use.users",),
    "evidence": (
        "complete",
        *_below("robot.revisions.", "hardware firmware policy safety_parameters"),
        *_below("evidence[].", "id method party competence date valid_until file sha256 format protocol runs"),
        *_below("evidence[].", "all_results validated_by calibration.valid_until calibration.not_needed"),
        *_below("evidence[].accreditation.", "scope valid_until"),
        *_below("evidence[].revisions.", "hardware firmware policy safety_parameters"),
        *_below("evidence[].attestation.", "type scheme body number status valid_until no_end"),
        *_below("evidence[].measurement.", "method gives columns units options U k"),
    ),
    "readiness": ("hazards[].residual_accepted_by", "reviews[].independent"),
    "report": (
        "fictional",
        "morphology.stable_without_power",
        *_below("robot.", "name maker variant"),
        *_below("stops[].", "cause behaviour"),
        *_below("alternatives[].", "requirement measure assessor accepted"),
        "exclusions[].requirement",
        *_below("tests[].", "place counterpart trials successes"),
        *_below("sources[].", "id title url kind note"),
    ),
}
OF_ENTRIES = {"id": "report", "source": "report", "evidence": "evidence"}  # likewise, in every entry of a list


def leaves(table: Table, path: str = "") -> Iterator[tuple[str, Table]]:
    """Every field of a table that holds a value, by its path: `power.runtime`, `joints[].speed`."""
    for name, spec in table.items():
        if "fields" in spec:
            yield from leaves(spec["fields"], f"{path}{name}{'[].' if spec['type'] == 'list' else '.'}")
        else:
            yield path + name, spec


def readers(requirements: Iterable[Requirement], table: Table) -> dict[str, tuple[str, ...]]:
    """Who reads each field of a table: ids of requirements first, then the checker's own uses."""
    found: dict[str, list[str]] = {path: [] for path, _ in leaves(table)}
    for one in requirements:
        for path in sorted({path.partition("@")[0] for path in asked_by([one]).paths}):
            if path in found:  # lists are read as well
                found[path].append(one.id)
    return {path: (*ids, *_uses(path)) for path, ids in found.items()}


def _uses(path: str) -> list[str]:
    entry, _, last = path.rpartition("[].")
    of_entry = OF_ENTRIES.get(last) if entry else None
    return [use for use, paths in USES.items() if path in paths or use == of_entry]


def misread(head: Placed, placed: Iterable[Placed], read: dict[str, tuple[str, ...]], table: Table) -> list[Problem]:
    """Find the fields whose mark does not fit, in an edition that promises to read the whole profile.

    Fields that are marked informational and read come first: a mark taken off may be all there is to mend.
    """
    rules = {one.model.id: one for one in placed}
    marked = {path for path, spec in leaves(table) if spec.get("informational")}
    wrongly = [_read_after_all(path, read[path], rules, head) for path in read if path in marked and read[path]]
    return wrongly or [_unread(path, head) for path in read if path not in marked and not read[path]]


def _read_after_all(path: str, by: tuple[str, ...], rules: dict[str, Placed], head: Placed) -> Problem:
    place = rules[by[0]].place("require") if by[0] in rules else head.place("whole_profile")
    cure = "Take `informational` off the field in the profile's model."
    return Problem("lint.field_informational", place, f"`{path}` is marked informational, and {by[0]} reads it", cure)


def _unread(path: str, head: Placed) -> Problem:
    cure = "Write the rule that reads it, or mark it `informational` in the profile's model."
    return Problem("lint.field_unread", head.place("whole_profile"), f"nothing reads the field `{path}`", cure)
