"""Results as JSON: for programs, stable and complete."""

import json
import re
from typing import Any

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.alternatives import Alternative
from compliance.assess.gaps import robot_key
from compliance.assess.readiness import Step
from compliance.assess.results import Line
from compliance.assess.sim_to_real import Gap
from compliance.assess.verified import Verified
from compliance.errors import Place
from compliance.report.baseline_data import compared_data, gaps_data
from compliance.report.digest import fictional

FORMAT = 1
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def render(assessments: "tuple[Assessment, ...]") -> str:
    """Render assessments as one JSON document."""
    document = {
        "format": FORMAT,
        "tool": {"name": "humanoid-compliance", "version": __version__},
        "assessments": [assessment_data(one) for one in assessments],
    }
    return written(document)


def written(document: Any, *, by_key: bool = False, indent: int | None = 2) -> str:
    """Write JSON that shows no hidden text: direction marks and line separators are escaped. Keys sorted if asked."""
    text = json.dumps(document, ensure_ascii=False, indent=indent, sort_keys=by_key)
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
        "tailoring": _tailoring(one),
        "markets": list(one.markets),
        "as_of": one.as_of.isoformat(),
        "placed_on_market": one.placed,
        "in_service_from": one.in_service or None,
        "counts": {**one.counts, "selected": len(one.results)},
        "blocking": [result.requirement.id for result in one.blocking],
        "readiness": {
            "overall": step_data(one.step),
            "pillars": {id_: step_data(step) for id_, step in one.steps.items()},
        },
        "excluded": [
            {"path": fact.path, "text": fact.text, "place": place_data(fact.place), "requirements": ids}
            for fact, ids in one.excluded.items()
        ],
        "instruments": [
            {"id": id_, "number": found.number, "encoded": found.encoded, "of": found.of}
            for id_, found in one.instruments.items()
        ],
        "sim_to_real": [_gap(gap) for gap in one.sim_to_real],
        "baseline": compared_data(one.baseline) if one.baseline else None,
        "results": [{**_result(result), "gaps": gaps_data(result, one)} for result in one.results],
    }  # fmt: skip


def _gap(gap: Gap) -> dict[str, Any]:
    """Simulation beside the robot as JSON data: rates as shares, differences as simulation minus robot."""
    pair = {"simulated": gap.simulated, "on_robot": gap.on_robot}
    told = {name: {**one._asdict(), "rate": one.rate, "place": place_data(one.place)} for name, one in pair.items()}
    figures = {name: getattr(gap, name) for name in ("difference", "lower", "upper", "confidence")}
    return {**told, **figures}


def _tailoring(one: Assessment) -> dict[str, Any]:
    """What the buyer changed: the target it extends, what is excluded and what is accepted, with reasons."""
    target = one.target
    return {"extends": target.row.get("extends"), "excludes": dict(target.excludes), "accepts": dict(target.accepts)}


def step_data(step: Step) -> dict[str, Any]:
    """A readiness step as JSON data."""
    label = None if step.level is None else step.label
    return {
        "step": label, "name": step.name, "decided": step.decided, "musts": step.musts, "held_by": list(step.held_by)
    }  # fmt: skip


def place_data(place: Place) -> dict[str, Any]:
    """A place as JSON data."""
    return {"file": place.file, "line": place.line, "column": place.column}


def line_data(line: Line) -> dict[str, Any]:
    """A comparison as JSON data."""
    margin = line.margin._asdict() if line.margin else None
    sure = line.conformity._asdict() if line.conformity else None
    return {
        "entry": line.entry, "truth": line.truth, "actual": line.actual, "operator": line.operator,
        "limit": line.limit, "margin": margin, "conformity": sure, "place": place_data(line.place)
    }  # fmt: skip


def _verified(entry: Verified) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in ("instrument", "edition", "clause", "value", "person", "date")}
    return {**said, "place": place_data(entry.place)}


def _alternative(way: Alternative) -> dict[str, Any]:
    return {**way._asdict(), "place": place_data(way.place)}


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
        "alternatives": [_alternative(way) for way in result.alternatives],
        "bar": requirement.bar,
        "applies": result.applies,
        "answers": {str(bar): truth for bar, truth in result.answers},
        "reasons": [
            {"type": one.type, "path": one.path, "text": one.text, "place": place_data(one.place)}
            for one in result.reasons
        ],
        "facts": [
            {"path": one.path, "text": one.text, "printed": one.printed, "note": one.note, "source": one.source,
             "evidence": list(one.evidence),
             "place": place_data(one.place)}
            for one in result.shown
        ],
        "comparisons": [line_data(one) for one in result.lines],
        "settle": result.settle,
        "place": place_data(result.place),
    }  # fmt: skip
