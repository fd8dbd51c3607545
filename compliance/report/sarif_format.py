"""SARIF 2.1.0 (OASIS, with errata 01): gaps at their lines, for code-scanning views and editors.

Only gaps are results: a viewer would show a pass as an alert. The counts stand in the run's properties.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.targets import by_target, shared
from compliance.errors import Place
from compliance.report.baseline_data import baseline_state
from compliance.report.digest import counts, fictional
from compliance.report.gap import GAPS, fingerprint, level, message, other_places, path_of, place
from compliance.report.json_format import written
from compliance.report.plain import clean
from compliance.report.sarif_rule import rule_data

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BaselineState = Callable[[Assessment, Result], str | None]


def render(assessments: Sequence[Assessment], state: BaselineState = baseline_state) -> str:
    """Render assessments as one SARIF log with one run; with one for each target where a robot has several.

    `state` says of a gap whether it is `new`, `unchanged` or `updated` against an earlier run; None says that nobody
    knows, and leaves it out.
    """
    parts = list(by_target(assessments).values()) if shared(assessments) else [assessments]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(some, state) for some in parts]}
    return written(log, indent=None)  # only programs read it; on one line it takes a fifth of the time


def _run(assessments: Sequence[Assessment], state: BaselineState) -> dict[str, Any]:
    rules = {result.requirement.id: (one, result) for one in assessments for result in one.results}
    order = {id_: index for index, id_ in enumerate(sorted(rules))}
    gaps = [(one, result) for one in assessments for result in one.results if result.verdict in GAPS]
    results = [{**_result(one, result, order), **_beside(state(one, result))} for one, result in gaps]
    broken = any(result.verdict == "error" for _, result in gaps)
    targets = "+".join(sorted({one.target.id for one in assessments}))
    return {
        "tool": {
            "driver": {
                "name": "humanoid-compliance",
                "version": __version__,
                "fullDescription": {"text": assessments[0].notice["en"]},
                "rules": [rule_data(*rules[id_]) for id_ in order],
            }
        },
        "automationDetails": {"id": f"humanoid-compliance/{clean(targets)}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not broken,
                "properties": {"notices": list(dict.fromkeys(one.notice["en"] for one in assessments))},
            }
        ],
        "results": results,
        "properties": {"assessments": [_summary(one) for one in assessments]},
    }


def _beside(state: str | None) -> dict[str, str]:
    return {"baselineState": state} if state else {}


def _summary(one: Assessment) -> dict[str, Any]:
    known = one.baseline and {"baseline": {"file": clean(one.baseline.file), "counts": one.baseline.counts}}
    return {
        "robot": clean(one.robot.name),
        "fictional": fictional(one),
        "file": clean(one.robot.file),
        "target": one.target.id,
        "markets": list(one.markets),
        "asOf": one.as_of.isoformat(),
        "counts": one.counts,
        "summary": counts(one),
        "readiness": one.step.label,
        "notice": one.notice["en"],
        **(known or {}),
    }


def _result(one: Assessment, result: Result, order: dict[str, int]) -> dict[str, Any]:
    id_, known_by = result.requirement.id, fingerprint(one, result)
    found = {
        "ruleId": id_,
        "ruleIndex": order[id_],
        "kind": "fail",
        "level": level(result),
        "message": {"text": message(result)},
        "locations": [{**_location(place(result)), **_named(result)}],
        # The second is the only one that GitHub reads; without it, it would take the text of the line.
        "partialFingerprints": {"gap/v1": known_by, "primaryLocationLineHash": f"{known_by}:1"},
        # Either all results of a run say whether they are suppressed, or none does.
        "suppressions": _suppressions(result),
        "properties": {
            "verdict": result.verdict,
            "blocks": result.blocks,
            "blockedBy": result.blocked_by,
            "upcoming": result.upcoming,
            "provisional": result.provisional,
            "reasons": [reason.type for reason in result.reasons],
        },
    }
    others = [{"id": number, **_location(where)} for number, where in enumerate(other_places(result), 1)]
    return {**found, "relatedLocations": others} if others else found


def _suppressions(result: Result) -> list[dict[str, str]]:
    if not result.waived:
        return []
    by = result.waived.who if result.waived.expires else result.waived.how
    said = f"{by}: {result.waived.reason}"
    return [{"kind": "external", "status": "accepted", "justification": clean(said)}]


def _named(result: Result) -> dict[str, Any]:
    """The fact in question by its path, as well as by its line."""
    paths = [reason.path for reason in result.reasons] + [line.entry for line in result.lines if line.truth is not True]
    found = list(dict.fromkeys(clean(path) for path in paths if path))
    return {"logicalLocations": [{"fullyQualifiedName": path, "kind": "property"} for path in found]} if found else {}


def _location(where: Place) -> dict[str, Any]:
    """Every result has a location: consumers refuse a whole file over one that has none."""
    path = path_of(where)
    uri = f"file://{quote(path)}" if path.startswith("/") else quote(path, errors="replace")
    region = {"startLine": max(where.line, 1), "startColumn": max(where.column, 1)}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
