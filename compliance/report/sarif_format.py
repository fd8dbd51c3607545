"""SARIF 2.1.0 (OASIS, with errata 01): gaps at their lines, for code-scanning views and editors.

Only gaps are results: a viewer would show a pass as an alert. The counts stand in the run's properties.
"""

import os
from typing import Any
from urllib.parse import quote

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.errors import Place
from compliance.report.digest import comparison, counts, fictional
from compliance.report.json_format import written
from compliance.report.plain import VERDICT_WORDS, clean, keyword

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
GAPS = ("fail", "needs_evidence", "waived", "error")


def render(assessments: "tuple[Assessment, ...]") -> str:
    """Render assessments as one SARIF log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(assessments)]}
    return written(log)


def _run(assessments: "tuple[Assessment, ...]") -> dict[str, Any]:
    rules = {result.requirement.id: result for one in assessments for result in one.results}
    order = {id_: index for index, id_ in enumerate(sorted(rules))}
    results = [_result(one, result, order) for one in assessments for result in one.results if result.verdict in GAPS]
    broken = any(result.verdict == "error" for one in assessments for result in one.results)
    return {
        "tool": {
            "driver": {
                "name": "humanoid-compliance",
                "version": __version__,
                "fullDescription": {"text": assessments[0].notice["en"]},
                "rules": [_rule(rules[id_], assessments[0]) for id_ in order],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not broken}],
        "results": results,
        "properties": {"assessments": [_summary(one) for one in assessments]},
    }


def _summary(one: Assessment) -> dict[str, Any]:
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
    }


def _rule(result: Result, one: Assessment) -> dict[str, Any]:
    requirement = result.requirement
    row = requirement.row
    instrument = one.instruments.get(requirement.instrument)
    number = instrument.number if instrument else requirement.instrument
    clause = f", {requirement.clause}" if requirement.clause else ""
    source = f"Source: {number}{clause} ({requirement.basis}, {requirement.confidence})."
    statement = f"{keyword(requirement.keyword, requirement.basis)}: {row['statement']['en']}"
    rule = {
        "id": requirement.id,
        "name": requirement.id.replace("-", ""),
        "shortDescription": {"text": row["title"]["en"]},
        "fullDescription": {"text": statement},
        "help": {"text": f"{statement}\n{source}"},
        "properties": {"tags": [requirement.pillar, row["aspect"], requirement.basis]},
    }
    url = row["source"]["url"]
    return {**rule, "helpUri": url} if url else rule


def _result(one: Assessment, result: Result, order: dict[str, int]) -> dict[str, Any]:
    id_ = result.requirement.id
    place = result.reasons[0].place if result.reasons else result.place
    found = {
        "ruleId": id_,
        "ruleIndex": order[id_],
        "kind": "fail",
        "level": _level(result),
        "message": {"text": _message(result)},
        "locations": [_location(place)],
        "partialFingerprints": {"requirement/v1": f"{one.target.id}:{clean(one.robot.file)}:{id_}"},
        "properties": {
            "verdict": result.verdict,
            "blocks": result.blocks,
            "upcoming": result.upcoming,
            "reasons": [reason.type for reason in result.reasons],
        },
    }
    if result.waived:
        said = f"{result.waived.owner}, until {result.waived.expires}: {result.waived.reason}"
        return {**found, "suppressions": [{"kind": "external", "justification": clean(said)}]}
    return found


def _level(result: Result) -> str:
    if result.blocks or result.verdict == "error":
        return "error"
    return "warning" if result.verdict == "fail" and not result.upcoming else "note"


def _message(result: Result) -> str:
    parts = [f"{VERDICT_WORDS[result.verdict]}: {result.requirement.title['en']}."]
    parts += [comparison(line) + "." for line in result.lines if line.truth is False]
    parts += [f"{reason.type}: {reason.path} {reason.text}." for reason in result.reasons[:3]]
    parts += [result.settle] if result.settle else []
    return clean(" ".join(parts), 2000)


def _location(place: Place) -> dict[str, Any]:
    """Every result has a location: consumers refuse a whole file over one that has none."""
    path = place.file.replace(os.sep, "/")
    uri = f"file://{quote(path)}" if path.startswith("/") else quote(path)
    region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
