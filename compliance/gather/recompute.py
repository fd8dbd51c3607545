"""Evidence measured again from its logs, and held against the statements that cite it.

A statement that its log does not bear out takes its evidence down, and what the log gives is put beside it.
"""

import os
import re
from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from compliance.errors import InputError
from compliance.gather.evidence import Evidence, Finding, Gathered
from compliance.importers.logs import need_arrays
from compliance.importers.measured import Measured, Request, measured, pairs, uncertainties
from compliance.measure import METHODS
from compliance.measure.rounding import Written, written
from compliance.robot import Fact, Robot, Statement
from compliance.units import UnitTable

ROUNDING = 1e-9
COARSEST = 0.005  # of the value: how far rounding may take a statement from its log
_DIGITS = re.compile(r"[0-9]+(?:\.(?P<decimals>[0-9]+))?(?:[eE](?P<exponent>[-+]?[0-9]+))?")


class Cited(NamedTuple):
    """A statement that cites an evidence entry: the path of its fact, and itself."""

    path: str
    statement: Statement


def recompute(gathered: Gathered, folder: str, units: UnitTable) -> Gathered:
    """Measure every log again whose entry says how. Raises InputError only when NumPy is missing."""
    evidence = dict(gathered.evidence)
    robot, findings = gathered.robot, list(gathered.findings)
    for id_, row in gathered.robot.evidence.items():
        if not row.get("measurement") or evidence[id_].fault:
            continue
        need_arrays()
        found, fault = _compared(row, folder, gathered.robot, units)
        fault = fault or "; ".join(one.fault for one in found if one.fault)
        if not found and not fault:
            fault = "nothing that cites it is one of the quantities it says it gives"
        evidence[id_] = _with_fault(evidence[id_], fault)
        findings += found or [Finding(id_, "", "", "", fault, row["_place"])]
        for one in found:
            robot = _beside(robot, one) if one.fault else robot
    return gathered._replace(robot=robot, evidence=evidence, findings=tuple(findings))


def _with_fault(evidence: Evidence, fault: str) -> Evidence:
    return evidence._replace(fault=fault and f"measured again from its log: {fault}")


def _compared(row: dict[str, Any], folder: str, robot: Robot, units: UnitTable) -> tuple[list[Finding], str]:
    """What the log gives for every statement that cites the entry, and why it could not be measured."""
    said = row["measurement"]
    try:
        request = _request(said)
        again = measured(os.path.join(folder, row["file"]), request, units)
        _same_file(again, row["sha256"])
        gives = _gives(said, again)
    except InputError as error:
        return [], error.problems[0].what
    except ValueError as error:
        return [], str(error)
    found = []
    for cited in _citing(robot, row["id"]):
        name = gives.get(cited.path.rpartition(".")[2])
        quantity = again.result.get(name) if name else None
        if quantity is not None:
            log = written(quantity, METHODS[request.method], again.log.series, request.k, units)
            found.append(_finding(row["id"], cited, log))
    return found, ""


def _same_file(again: Measured, sha256: str) -> None:
    """Refuse a log that is not the one whose hash was checked. Raises ValueError."""
    if again.log.sha256 != sha256.lower():
        raise ValueError("its file changed while it was read")


def _request(said: dict[str, Any]) -> Request:
    """The request that an entry writes down. Raises InputError or ValueError."""
    name = said.get("method")
    if not name:
        raise ValueError("its measurement names no method")
    k = float(said.get("k") or 2)
    if not 1 <= k <= 10:
        raise ValueError(f"k is a number from 1 to 10, not {k:g}")
    columns, units, options = (pairs(said.get(key) or (), key) for key in ("columns", "units", "options"))
    return Request(name, columns, units, options, uncertainties(said.get("U") or (), METHODS[name]), k)


def _gives(said: dict[str, Any], again: Measured) -> dict[str, str]:
    """Which quantity stands in which field: `peak_force`, or `walking_speed=speed`. Raises ValueError."""
    found = {}
    for text in said.get("gives") or ():
        field, equals, name = (part.strip() for part in text.partition("="))
        name = name if equals else field
        if again.result.get(name) is None:
            raise ValueError(f"its measurement gives no `{name}`")
        found[field] = name
    return found


def _citing(robot: Robot, id_: str) -> Iterator[Cited]:
    """Every number that cites an entry."""
    for path, fact in _facts(robot):
        if fact.type == "quantity":
            yield from (Cited(path, one) for one in fact.live if id_ in one.evidence)


def _facts(robot: Robot) -> Iterator[tuple[str, Fact]]:
    yield from robot.facts.items()
    for listed in robot.lists.values():
        for item in listed.items:
            yield from ((f"{listed.path}[{item.id}].{name}", fact) for name, fact in item.facts.items())


def _finding(id_: str, cited: Cited, log: Written) -> Finding:
    statement = cited.statement
    fault = ""
    if not _holds(statement, log):
        fault = f"for {cited.path} the log gives {log.value}, the profile says {statement.text}"
    elif statement.spread is not None and log.spread is None:
        fault = f"for {cited.path} the profile states U, and the measurement gives none"
    elif statement.spread is not None and log.spread is not None and log.spread > statement.spread * (1 + ROUNDING):
        fault = f"for {cited.path} the log gives U = {log.U}, and the profile a smaller one"
    return Finding(id_, cited.path, log.value, statement.text, fault, statement.place, (log.low, log.high))


def _holds(statement: Statement, log: Written) -> bool:
    """Whether a statement holds all that the log leaves possible, rounding aside: half its last digit, never much."""
    low, high = statement.value
    size = max(abs(one) for one in (log.low, log.high) if abs(one) < inf)
    half = min(_last_digit(statement) / 2, COARSEST * size) + ROUNDING * size
    return bool(low - half <= log.low and log.high <= high + half)


def _last_digit(statement: Statement) -> float:
    """One unit of the last digit of a statement as written, in SI; of the first where there are several numbers."""
    factor = statement.unit.factor if statement.unit else 1.0
    number = _DIGITS.search(statement.text)
    return factor * 10.0 ** (int(number["exponent"] or 0) - len(number["decimals"] or "")) if number else 0.0


def _beside(robot: Robot, finding: Finding) -> Robot:
    """The robot with what the log gives as one more statement of the fact: neither is ranked above the other."""
    label, _, name = finding.path.rpartition(".")
    if finding.path in robot.facts:
        fact = _two(robot.facts[finding.path], finding)
        return robot._replace(facts={**robot.facts, finding.path: fact})
    path = label.rpartition("[")[0]
    listed = robot.lists[path]
    items = tuple(
        item._replace(facts={**item.facts, name: _two(item.facts[name], finding)})
        if f"{path}[{item.id}]" == label
        else item
        for item in listed.items
    )
    return robot._replace(lists={**robot.lists, path: listed._replace(items=items)})


def _two(fact: Fact, finding: Finding) -> Fact:
    first = next(one for one in fact.statements if one.place == finding.place)
    form = "exact" if finding.interval[0] == finding.interval[1] else "bound"
    log = Statement(finding.interval, form, finding.log, first.unit, first.place, under=first.under)
    return fact._replace(statements=(*fact.statements, log))
