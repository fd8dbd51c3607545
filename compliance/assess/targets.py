"""Assessments for several targets in one run: which belong together, and where a target has to be named."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.assess.assessment import Assessment


def by_target(assessments: Iterable["Assessment"]) -> dict[str, list["Assessment"]]:
    """The assessments of each target, in the order in which the targets come."""
    found: dict[str, list[Assessment]] = {}
    for one in assessments:
        found.setdefault(one.target.id, []).append(one)
    return found


def shared(assessments: Iterable["Assessment"]) -> frozenset[str]:
    """The profiles that are held against more than one target: what is said of these has to name it."""
    pairs = {(one.robot.file, one.target.id) for one in assessments}
    files = [file for file, _ in pairs]
    return frozenset(file for file in files if files.count(file) > 1)
