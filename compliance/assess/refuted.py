"""Statements that the logs behind them do not bear out: what fails with them.

Which requirements rest on such a statement shows when it is taken away: their answer is then open, and because of it.
"""

from typing import NamedTuple

from compliance.gather import Finding, Gathered
from compliance.robot import Fact, Robot

Key = tuple[str, str]  # the label of a list entry, or nothing, and the path of a fact in it


class Refuted(NamedTuple):
    """What logs do not bear out, by fact, and the robot without any statement of these facts."""

    findings: dict[Key, Finding]
    without: Gathered


def refuted(gathered: Gathered) -> Refuted | None:
    """Collect the statements that were measured again and not borne out; None where there is none."""
    findings: dict[Key, Finding] = {}
    for one in gathered.findings:
        if one.fault and one.path:
            findings.setdefault(_key(one.path), one)
    if not findings:
        return None
    return Refuted(findings, gathered._replace(robot=_without(gathered.robot, findings)))


def text_of(finding: Finding) -> str:
    """One sentence on a statement and its log."""
    return f"{finding.fault} ({finding.evidence}, measured again)"


def _key(path: str) -> Key:
    label, bracket, name = path.rpartition("].")
    return (f"{label}]", name) if bracket else ("", path)


def _without(robot: Robot, findings: dict[Key, Finding]) -> Robot:
    facts = {path: _emptied(fact) if ("", path) in findings else fact for path, fact in robot.facts.items()}
    lists = {}
    for path, listed in robot.lists.items():
        items = []
        for item in listed.items:
            label = f"{path}[{item.id}]"
            kept = {name: _emptied(fact) if (label, name) in findings else fact for name, fact in item.facts.items()}
            items.append(item._replace(facts=kept))
        lists[path] = listed._replace(items=tuple(items))
    return robot._replace(facts=facts, lists=lists)


def _emptied(fact: Fact) -> Fact:
    return fact._replace(statements=())
