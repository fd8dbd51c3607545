"""Gaps for the Code Quality widget of GitLab: one JSON array of findings, known again by their fingerprints."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from compliance.assess import Assessment, Result
from compliance.assess.targets import shared
from compliance.errors import Place
from compliance.report.baseline_words import beside, known_as
from compliance.report.digest import heading
from compliance.report.gap import GAPS, fingerprint, message, path_of, place
from compliance.report.json_format import written
from compliance.report.plain import clean


def render(assessments: Sequence[Assessment]) -> str:
    """Render assessments as one array. The first finding of each robot is the notice: the array has no other place."""
    seen: Counter[str] = Counter()
    several = shared(assessments)
    return written([_once(found, seen) for one in assessments for found in _findings(one, several)])


def _once(found: dict[str, Any], seen: Counter[str]) -> dict[str, Any]:
    """A finding whose fingerprint is its own, also where two profiles describe the same robot."""
    name = found["fingerprint"]
    seen[name] += 1
    return found if seen[name] == 1 else {**found, "fingerprint": f"{name}-{seen[name]}"}


def _findings(one: Assessment, several: frozenset[str]) -> Iterator[dict[str, Any]]:
    known = f" {beside(one.baseline)}" if one.baseline else ""
    about = clean(f"{heading(one)} for {one.target.id}: {one.notice['en']}{known}", 4000)
    name = clean(f"notice {one.target.id} {heading(one)}")
    yield _finding("notice", about, name, "info", Place(one.robot.file))
    for result in one.results:
        if result.verdict in GAPS:
            marks = (one.target.id if one.robot.file in several else "", known_as(one, result))
            said = "".join(f" [{mark}]" for mark in marks if mark)
            text = f"{result.requirement.id}{said} {message(result)}"
            yield _finding(result.requirement.id, text, fingerprint(one, result), severity(result), place(result))


def _finding(name: str, text: str, known_by: str, loud: str, where: Place) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": name,
        "fingerprint": known_by,
        "severity": loud,
        "location": {"path": clean(path_of(where)), "lines": {"begin": max(where.line, 1)}},
    }


def severity(result: Result) -> str:
    """How bad a finding is, in GitLab's five words."""
    if result.verdict == "error":
        return "blocker"
    if result.blocks:
        return "critical"
    if result.verdict == "waived" or result.upcoming:
        return "info"
    return "major" if result.verdict == "fail" else "minor"
