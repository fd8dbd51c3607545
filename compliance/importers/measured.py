"""Measure a log as asked: read it, read the options in their kinds, run the method."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from compliance.errors import InputError, Place, near
from compliance.importers.logs import Log, read_log
from compliance.measure import METHODS, Method, Result, Unmeasurable
from compliance.measure.methods import WORD
from compliance.measure.results import Task
from compliance.units import UnitTable, Unreadable, read_quantity


class Request(NamedTuple):
    """What to measure: a method and, by role or name, columns, units, options and expanded uncertainties as texts."""

    method: str
    columns: Mapping[str, str]
    units: Mapping[str, str]
    options: Mapping[str, str]
    uncertainties: Mapping[str, str]
    k: float = 2.0


class Measured(NamedTuple):
    """A log and what it gives."""

    log: Log
    result: Result


def pairs(texts: Iterable[str], option: str) -> dict[str, str]:
    """Read `name=text`, several of them. Raises InputError for a text without a name."""
    found = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or not value:
            what = f"`{text}` is no name with a text"
            raise InputError.at("measure.pair", Place(option, 0), what, f"Write {option} 'name=text'.")
        found[name] = value
    return found


def uncertainties(texts: Iterable[str], method: Method) -> dict[str, str]:
    """Read `2 N`, of the first column that the method reads, or `role=2 N`."""
    first = next(iter(method.roles))
    return pairs((text if "=" in text else f"{first}={text}" for text in texts), "--U")


def measured(path: str, request: Request, units: UnitTable) -> Measured:
    """Measure a log. Raises InputError with the place of what is wrong with the log or with the request."""
    method = METHODS[request.method]
    options = _options(request, method, units)
    doubt = _doubts(request, method, units)
    log = read_log(path, method, request.columns, request.units, units)
    task = Task(request.method, log.series, options, doubt)
    run: Any = import_module(f"compliance.measure.{method.module}").measure
    try:
        result: Result = run(task)
    except Unmeasurable as error:
        raise log.refusal(error) from None
    except ValueError as error:  # a bound outside the domain of its calculation
        raise InputError.at("measure.option", Place("--option", 0), str(error), "Write another value.") from None
    return Measured(log, result)


def _options(request: Request, method: Method, units: UnitTable) -> dict[str, Any]:
    """The options in SI, our defaults for those that are not given."""
    for name in request.options:
        if name not in method.options:
            what = f"{request.method} has no option `{name}`"
            raise InputError.at("measure.option", Place("--option", 0), what, near(name, method.options))
    found: dict[str, Any] = {}
    for name, spec in method.options.items():
        text = request.options.get(name, spec.default)
        if spec.kind == WORD:
            found[name] = text
        elif text:
            found[name] = _one(text, spec.kind, units, "--option")
    return found


def _doubts(request: Request, method: Method, units: UnitTable) -> dict[str, float]:
    """Standard uncertainties in SI by role: U/k."""
    found = {}
    for role, text in request.uncertainties.items():
        if role not in method.roles or method.roles[role].kind not in units:
            what = f"{request.method} reads no quantity `{role}`"
            raise InputError.at("measure.option", Place("--U", 0), what, near(role, method.roles))
        found[role] = _one(text, method.roles[role].kind, units, "--U") / request.k
    return found


def _one(text: str, kind: str, units: UnitTable, option: str) -> float:
    """One number above zero. Raises InputError for a range, a bound or a tolerance."""
    try:
        low, high = read_quantity(text, units.kind(kind), units, 0.0).interval
    except Unreadable as error:
        raise InputError.at(error.id, Place(option, 0), error.what, error.cure) from None
    if low != high or low <= 0:
        what = f"`{text}` is not one number above zero"
        raise InputError.at("measure.number", Place(option, 0), what, "Write one, such as `--U '2 N'`.")
    return low
