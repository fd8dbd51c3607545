"""Findings as JSON, the file of a baseline, and the words that SARIF has for what a baseline knows."""

from typing import Any

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.baseline import EASED, KNOWN, NEW, WORSENED, Comparison
from compliance.assess.gaps import gaps_of, robot_key

FORMAT = 1


def gaps_data(result: Result, one: Assessment) -> list[dict[str, Any]]:
    """The findings behind one result, as a baseline reads them."""
    return [gap._asdict() for gap in gaps_of(result, one.robot)]


def compared_data(found: Comparison) -> dict[str, Any]:
    """A run beside its baseline."""
    return {
        "file": found.file,
        "as_of": found.as_of or None,
        "robot_known": not found.unknown,
        "counts": found.counts,
        "changes": [
            {"state": one.state, "requirement": one.requirement, **one.gap._asdict(), "before": one.before}
            for one in found.changes
            if one.state != KNOWN
        ],
        "gone": [
            {"state": one.state, "requirement": one.requirement, **one.gap._asdict(), "why": one.why}
            for one in found.gone
        ],
    }


def baseline_data(assessments: list[Assessment]) -> dict[str, Any]:
    """What `compliance baseline update` writes: the part of `-o json` that a baseline reads, without any place."""
    return {
        "format": FORMAT,
        "tool": {"name": "humanoid-compliance", "version": __version__},
        "assessments": [_assessment(one) for one in assessments],
    }


def _assessment(one: Assessment) -> dict[str, Any]:
    found = [
        {
            "id": result.requirement.id,
            "verdict": result.verdict,
            "blocks": result.blocks,
            "gaps": gaps_data(result, one),
        }
        for result in one.results
    ]
    return {
        "robot": {"name": one.robot.name, "key": robot_key(one.robot)},
        "standard": {"id": one.standard["id"], "version": one.standard["version"], "digest": one.digest},
        "target": one.target.id,
        "target_digest": one.target.digest,
        "markets": list(one.markets),
        "as_of": one.as_of.isoformat(),
        "results": [result for result in found if result["gaps"]],
    }


def baseline_state(one: Assessment, result: Result) -> str | None:
    """The word for a result's `baselineState` in SARIF 2.1.0 (3.27.24): new, updated, unchanged; None without one.

    An error is always new: a baseline never covers it. A waived result is what it was.
    """
    if one.baseline is None:
        return None
    if result.verdict == "error":
        return "new"
    states = {change.state for change in one.baseline.of(result.requirement.id)}
    if NEW in states:
        return "new"
    return "updated" if states & {WORSENED, EASED} else "unchanged"
