"""One requirement as a rule of a SARIF log: what it asks, why, from which clause, how sure that is."""

from typing import Any

from compliance.assess import Assessment, Result
from compliance.assess.judge import proof_asked
from compliance.report.markup import escaped
from compliance.report.plain import clean, keyword

LONGEST = 4000


def rule_data(one: Assessment, result: Result) -> dict[str, Any]:
    """The rule as SARIF data. A result gives the requirement; its verdict is not looked at."""
    requirement = result.requirement
    row = requirement.row
    parts = _help(one, result)
    found = {
        "id": requirement.id,
        "name": requirement.id.replace("-", ""),
        "shortDescription": {"text": row["title"]["en"]},
        "fullDescription": {"text": parts["Statement"]},
        "defaultConfiguration": {"level": "error" if requirement.keyword == "must" else "note"},
        "help": {
            "text": "\n".join(f"{name}: {text}" for name, text in parts.items()),
            "markdown": "\n\n".join(f"**{name}.** {escaped(text)}" for name, text in parts.items()),
        },
        "properties": {
            "tags": [requirement.pillar, row["aspect"], requirement.basis],
            "keyword": requirement.keyword,
            "shape": requirement.shape,
            "instrument": requirement.instrument,
            "clause": requirement.clause,
            "basis": requirement.basis,
            "confidence": requirement.confidence,
            "dutyHolder": row["duty_holder"],
        },
    }
    url = row["source"]["url"]
    return {**found, "helpUri": url} if url else found


def _help(one: Assessment, result: Result) -> dict[str, str]:
    """Statement, rationale, source, note and proof of a requirement, each under its name."""
    requirement = result.requirement
    row = requirement.row
    number = one.instruments[requirement.instrument].number
    clause = f", {requirement.clause}" if requirement.clause else ", no clause given"
    rationale = row["rationale"] or {}
    parts = {
        "Statement": f"{keyword(requirement.keyword, requirement.basis)}: {row['statement']['en']}",
        "Rationale": rationale.get("en"),
        "Source": f"{number}{clause}; basis {requirement.basis}, confidence {requirement.confidence}.",
        "Note on the source": row["source"]["note"],
        "Proof": proof_asked(row),
        **{name.capitalize().replace("_", " "): f"`{formula}`" for name, formula in row["text"].items() if formula},
    }
    return {name: clean(text, LONGEST) for name, text in parts.items() if text}
