"""Campaigns: measurements, calculations and inspections that settle several requirements at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.assess.assessment import Assessment
from compliance.assess.further import further
from compliance.assess.judge import proof_asked
from compliance.assess.plan_step import Step, Todo, count, either, fields, grouped, same, section, settled
from compliance.assess.results import Result

NOUNS = {
    "measured": "measurement campaign",
    "calculated": "calculation",
    "simulated": "validated simulation",
    "field": "field record",
    "inspected": "inspection",
    "declared": "statement",
}


def campaigns(one: Assessment, results: Iterable[Result]) -> list[Step]:
    """One step for results that the same work could settle: same methods, protocols, party, subject."""
    found = grouped(results, lambda result: (_proof(result), section(result)))
    return [_campaign(one, some) for some in found.values()]


def _proof(result: Result) -> tuple[object, ...]:
    proof = result.requirement.row["proof"]
    lists = tuple(tuple(proof[name]) for name in ("methods", "protocols", "competence"))
    return (*lists, proof["party"], proof["attestation"], proof["scheme"])


def _campaign(one: Assessment, some: list[Result]) -> Step:
    row = some[0].requirement.row
    asked = [(result.settle, result.requirement.id) for result in some]
    beyond = [] if any(text == proof_asked(row) for text, _ in asked) else [Todo(proof_asked(row))]
    beyond += [Todo(text) for text in _protocols(row, one.protocols)]
    trials = same((text, result.requirement.id) for result in some for text in further(one, result))
    todo = (*same(asked), *beyond, *trials)
    return Step("campaign", _title(some), settled(one, some), todo, fields(some), row["duty_holder"])


def _title(some: list[Result]) -> str:
    first = some[0].requirement
    proof = first.row["proof"]
    what = either(NOUNS[method] for method in proof["methods"])
    if proof["attestation"]:
        scheme = f"{proof['scheme']} " if proof["scheme"] else ""
        what = f"{scheme}{proof['attestation'].replace('_', ' ')}"
    if len(some) == 1:
        return f"One {what}: {first.title['en']}"
    return f"One {what} for `{section(some[0])}`, good for {count(len(some), 'requirement')}"


def _protocols(row: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """The protocols that a requirement names, with their titles and least numbers of runs."""
    found = []
    for name in row["proof"]["protocols"]:
        protocol = known[name]
        least = f", at least {protocol['min_runs']} runs" if protocol["min_runs"] else ""
        found.append(f"The protocol `{name}`: {protocol['title']['en']}{least}.")
    return found
