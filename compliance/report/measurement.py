"""A measurement as text: the result, the evidence entry and the fact to paste; and as JSON data."""

import json
from typing import Any, NamedTuple

from compliance.importers.measured import Measured, Request
from compliance.measure import METHODS
from compliance.measure.rounding import Written, written
from compliance.report.plain import clean
from compliance.units import UnitTable

COUNTED = ("falls", "trials")
LONGEST = 2000  # characters of a line; what is pasted has to stay whole


class Entry(NamedTuple):
    """What the user says about the evidence entry."""

    id: str
    file: str
    protocol: str = ""
    date: str = ""
    runs: int = 1


def quantities(measured: Measured, request: Request, units: UnitTable) -> list[Written]:
    """The quantities of a result as texts."""
    method = METHODS[request.method]
    series = measured.log.series
    return [written(one, method, series, request.k, units) for one in measured.result.quantities]


def as_text(measured: Measured, request: Request, entry: Entry, found: list[Written]) -> str:
    """The result, then what to paste."""
    gives = METHODS[request.method].gives
    width = max(len(one.name) for one in found)
    lines = [f"{one.name:<{width}}  {_said(one, request.k):<28}  {gives[one.name].about}" for one in found]
    sampling = measured.result.sampling
    if sampling:
        rate = f"{sampling.samples} samples at {sampling.rate:.6g} Hz, longest interval {sampling.longest:.4g} s"
        lines += ["", rate]
    lines += [f"note: {note}" for note in measured.result.notes]
    if not any(one.U for one in found) and any(one.u is None and not one.bound for one in measured.result.quantities):
        lines += ["note: no U, since none is stated for the instrument"] if request.method not in COUNTED else []
    return "".join(f"{clean(line, LONGEST)}\n" for line in [*lines, "", *_pasted(measured, request, entry, found)])


def _said(one: Written, k: float) -> str:
    return f"{one.value} ± {one.U} (k = {k:g})" if one.U else one.value


def _pasted(measured: Measured, request: Request, entry: Entry, found: list[Written]) -> list[str]:
    fields = _fields(request, found)
    facts = [f"{field}: {{{_value(one, request.k)}, evidence: [{entry.id}]}}" for field, one in fields.items()]
    return [
        "# what the profile says" if facts else "# no field of a profile states this by itself",
        *facts,
        "",
        "# the evidence; say `all_results: true` yourself, if the campaign is listed whole",
        "evidence:",
        f"  - id: {entry.id}",
        "    method: measured",
        *([f"    protocol: {_quoted(entry.protocol)}"] if entry.protocol else []),
        f"    date: {entry.date}" if entry.date else "    # date: the day of the work",
        f"    runs: {entry.runs}",
        f"    file: {_quoted(entry.file)}",
        f"    sha256: {measured.log.sha256}",
        "    measurement:",
        *[f"      {key}: {value}" for key, value in _measurement(measured, request, fields).items()],
    ]


def _fields(request: Request, found: list[Written]) -> dict[str, Written]:
    """The quantities that a field of a profile usually states."""
    gives = METHODS[request.method].gives
    return {gives[one.name].field: one for one in found if gives[one.name].field}


def _value(one: Written, k: float) -> str:
    return f"value: {one.value}, U: {one.U}, k: {k:g}" if one.U else f"value: {one.value}"


def _measurement(measured: Measured, request: Request, fields: dict[str, Written]) -> dict[str, str]:
    gives = [field if field == one.name else f"{field}={one.name}" for field, one in fields.items()]
    columns = [f"{role}={series.name}" for role, series in measured.log.series.items()]
    lists = {
        "gives": gives,
        "columns": columns,
        "units": _joined(request.units),
        "options": _joined(request.options),
        "U": _joined(request.uncertainties),
    }
    kept = {key: f"[{', '.join(map(_quoted, texts))}]" for key, texts in lists.items() if texts}
    return {"method": request.method, **kept, **({"k": f"{request.k:g}"} if request.uncertainties else {})}


def _joined(texts: Any) -> list[str]:
    return [f"{name}={text}" for name, text in texts.items()]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def as_data(measured: Measured, request: Request, entry: Entry, found: list[Written]) -> dict[str, Any]:
    """The measurement as JSON data: values as texts and in SI, and the evidence entry."""
    sampling = measured.result.sampling
    bounds = [one.bound for one in measured.result.quantities]
    return {
        "format": 1,
        "method": request.method,
        "quantities": [_data(one, bound, request.k) for one, bound in zip(found, bounds, strict=True)],
        "notes": list(measured.result.notes),
        "sampling": sampling._asdict() if sampling else None,
        "evidence": {
            "id": entry.id,
            "method": "measured",
            **({"protocol": entry.protocol} if entry.protocol else {}),
            **({"date": entry.date} if entry.date else {}),
            "runs": entry.runs,
            "file": entry.file,
            "sha256": measured.log.sha256,
            "measurement": _entry_data(measured, request, _fields(request, found)),
        },
    }


def _entry_data(measured: Measured, request: Request, fields: dict[str, Written]) -> dict[str, Any]:
    texts = _measurement(measured, request, fields)
    return {key: json.loads(text) if text.startswith("[") else text for key, text in texts.items()}


def _data(one: Written, bound: str, k: float) -> dict[str, Any]:
    si = one.low if bound == "≥" else one.high
    data = {"name": one.name, "value": one.value, "bound": bound, "si": si}
    return {**data, "U": one.U, "U_si": one.spread, "k": k} if one.U else data
