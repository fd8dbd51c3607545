"""Results as JSON: for programs, stable and complete."""

import json
import re
from typing import Any

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.alternatives import Alternative
from compliance.assess.gaps import robot_key
from compliance.assess.readiness import Step
from compliance.assess.verified import Verified
from compliance.errors import Place
from compliance.report.baseline_data import compared_data, gaps_data
from compliance.report.digest import fictional

FORMAT = 1
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def render(assessments: "tuple[Assessment, ...]") -> str:
    """Render assessments as one JSON document."""
    document = {
        "format": FORMAT,
        "tool": {"name": "humanoid-compliance", "version": __version__},
        "assessments": [assessment_data(one) for one in assessments],
    }
    return written(document)


def written(document: Any) -> str:
    """Write JSON that shows no hidden text: direction marks and line separators are escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def assessment_data(one: Assessment) -> dict[str, Any]:
    """One assessment as JSON data."""
    return {
        "notice": one.notice["en"],
        "robot": {
            "name": one.robot.name, "key": robot_key(one.robot), "file": one.robot.file, "fictional": fictional(one)
        },
        "standard": {"id": one.standard["id"], "version": one.standard["version"], "digest": one.digest},
        "target": one.target.id,
        "target_digest": one.target.digest,
        "markets": list(one.markets),
        "as_of": one.as_of.isoformat(),
        "placed_on_market": one.placed,
        "counts": {**one.counts, "selected": len(one.results)},
        "blocking": [result.requirement.id for result in one.blocking],
        "readiness": {"overall": _step(one.step), "pillars": {id_: _step(step) for id_, step in one.steps.items()}},
        "excluded": [
            {"path": fact.path, "text": fact.text, "place": _place(fact.place), "requirements": ids}
            for fact, ids in one.excluded.items()
        ],
        "instruments": [
            {"id": id_, "number": found.number, "encoded": found.encoded, "of": found.of}
            for id_, found in one.instruments.items()
        ],
        "baseline": compared_data(one.baseline) if one.baseline else None,
        "results": [{**_result(result), "gaps": gaps_data(result, one)} for result in one.results],
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    label = None if step.level is None else step.label
    return {
        "step": label, "name": step.name, "decided": step.decided, "musts": step.musts, "held_by": list(step.held_by)
    }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _verified(entry: Verified) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in ("instrument", "edition", "clause", "value", "person", "date")}
    return {**said, "place": _place(entry.place)}


def _alternative(way: Alternative) -> dict[str, Any]:
    return {**way._asdict(), "place": _place(way.place)}


def _result(result: Result) -> dict[str, Any]:
    requirement = result.requirement
    row = requirement.row
    return {
        "id": requirement.id,
        "title": row["title"],
        "pillar": requirement.pillar,
        "category": row["category"],
        "aspect": row["aspect"],
        "shape": requirement.shape,
        "keyword": requirement.keyword,
        "duty_holder": row["duty_holder"],
        "source": row["source"],
        "verdict": result.verdict,
        "blocks": result.blocks,
        "blocked_by": result.blocked_by,
        "upcoming": result.upcoming,
        "provisional": result.provisional,
        "waived": result.waived._asdict() if result.waived else None,
        "verified": _verified(result.verified) if result.verified else None,
        "alternative": _alternative(result.alternative) if result.alternative else None,
        "bar": requirement.bar,
        "applies": result.applies,
        "answers": {str(bar): truth for bar, truth in result.answers},
        "reasons": [
            {"type": one.type, "path": one.path, "text": one.text, "place": _place(one.place)} for one in result.reasons
        ],
        "facts": [
            {"path": one.path, "text": one.text, "printed": one.printed, "note": one.note, "source": one.source,
             "evidence": list(one.evidence),
             "place": _place(one.place)}
            for one in result.shown
        ],
        "comparisons": [
            {"entry": one.entry, "truth": one.truth, "actual": one.actual, "operator": one.operator,
             "limit": one.limit, "margin": one.margin._asdict() if one.margin else None, "place": _place(one.place)}
            for one in result.lines
        ],
        "settle": result.settle,
        "place": _place(result.place),
    }  # fmt: skip
