"""A JSON result read back: what `-o json` or `compliance baseline update` wrote, as a baseline or a side to compare."""

import math
from typing import Any

from compliance.assess.baseline import Baseline, Recorded
from compliance.assess.difference import Seen, Side
from compliance.assess.gaps import Gap
from compliance.assess.results import VERDICTS
from compliance.errors import InputError, Place

ONE = "A baseline is for one target: write `{target}` in its name, as in `known-{target}.json`."
CURE = "Write it with `compliance baseline update`, or take the JSON that `compliance check -o json=FILE` writes."


def baselines_of(document: Any, file: str) -> dict[str, Baseline]:
    """The baselines in a JSON result, by robot. Raises InputError for anything else, or for several of one robot."""
    found: dict[str, Baseline] = {}
    for one in _read(_Reader(file), document):
        first = found.setdefault(one.robot, one)
        if first is not one:
            times = "twice" if first.target == one.target else f"for {first.target} and for {one.target}"
            raise InputError.at("baseline.format", Place(file), f"`{one.robot}` stands there {times}", ONE)
    return found


def _read(reader: "_Reader", document: Any) -> list[Baseline]:
    """Every assessment in a JSON result as a baseline."""
    if isinstance(document, dict) and "errors" in document and "assessments" not in document:
        raise reader.refused("this is the JSON of a run that ended with errors, not a result")
    rows = reader.listed(document, "assessments", "")
    return [_baseline(reader, one, f"assessments[{index}]") for index, one in enumerate(rows)]


def sides_of(document: Any, file: str) -> list[Side]:
    """The robots of a JSON result as sides of a difference. Raises InputError for a baseline, which has no facts."""
    reader = _Reader(file)
    names = [(one.robot, one.target) for one in _read(reader, document)]  # the same things have to be there
    twice = next((robot for index, (robot, target) in enumerate(names) if (robot, target) in names[:index]), "")
    if twice:
        raise reader.refused(f"`{twice}` stands there twice")
    return [_side(_Reader(file), one, f"assessments[{index}]") for index, one in enumerate(document["assessments"])]


def _side(reader: "_Reader", one: Any, at: str) -> Side:
    results: dict[str, Seen] = {}
    facts: dict[str, str] = {}
    for index, row in enumerate(one["results"]):
        here = f"{at}.results[{index}]"
        results[row["id"]] = _seen(reader, row, here)
        said: dict[str, list[str]] = {}
        for fact in reader.listed(row, "facts", here):
            said.setdefault(reader.text(fact, "path", here), []).append(reader.text(fact, "text", here))
        facts |= {path: " | ".join(texts) for path, texts in said.items()}
    step = reader.value(reader.value(one, "readiness", at, dict), "overall", at, dict).get("step")
    return Side(
        reader.file, one["robot"]["key"], one["standard"]["digest"], one["target"], tuple(one["markets"]), one["as_of"],
        step or "–", facts, results, whole=False,
    )  # fmt: skip


def _seen(reader: "_Reader", row: Any, at: str) -> Seen:
    place = reader.value(row, "place", at, dict)
    stale = [one for one in reader.listed(row, "reasons", at) if isinstance(one, dict) and one.get("type") == "stale"]
    waived = row.get("waived")
    return Seen(
        row["id"],
        reader.text(reader.value(row, "title", at, dict), "en", at),
        row["verdict"],
        row["blocks"],
        tuple((reader.text(one, "path", at), reader.text(one, "text", at)) for one in stale),
        _who(waived) if isinstance(waived, dict) else "",
        f"{place.get('file')}:{place.get('line')}:{place.get('column')}",
    )


def _who(waived: Any) -> str:
    """Who set a result aside, and until when; the buyer's target has no last day."""
    last = f", until {waived.get('expires')}" if waived.get("expires") else ""
    return f"{waived.get('owner')}{last}"


class _Reader:
    """Takes typed values out of JSON data, and says where something else stands."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refused(self, what: str) -> InputError:
        return InputError.at("baseline.format", Place(self.file), what, CURE)

    def value(self, holder: Any, name: str, at: str, type_: type) -> Any:
        found = holder.get(name) if isinstance(holder, dict) else None
        if not isinstance(found, type_):
            raise self.refused(f"this is no JSON result of a check: it has no `{f'{at}.{name}'.lstrip('.')}`")
        return found

    def text(self, holder: Any, name: str, at: str) -> str:
        return str(self.value(holder, name, at, str))

    def listed(self, holder: Any, name: str, at: str) -> list[Any]:
        return list(self.value(holder, name, at, list))


def _baseline(reader: _Reader, one: Any, at: str) -> Baseline:
    results = [
        _recorded(reader, row, f"{at}.results[{index}]") for index, row in enumerate(reader.listed(one, "results", at))
    ]
    markets = reader.listed(one, "markets", at)
    if not all(isinstance(market, str) for market in markets):
        raise reader.refused(f"`{at}.markets` is no list of names")
    return Baseline(
        reader.text(reader.value(one, "robot", at, dict), "key", f"{at}.robot"),
        reader.text(reader.value(one, "standard", at, dict), "digest", f"{at}.standard"),
        reader.text(one, "target", at),
        reader.text(one, "target_digest", at),
        tuple(markets),
        reader.text(one, "as_of", at),
        {recorded.requirement: recorded for recorded in results},
        Place(reader.file),
    )


def _recorded(reader: _Reader, row: Any, at: str) -> Recorded:
    verdict = reader.text(row, "verdict", at)
    if verdict not in VERDICTS:
        raise reader.refused(f"`{at}.verdict` is `{verdict}`, which is no verdict")
    gaps = [_gap(reader, gap, f"{at}.gaps[{index}]") for index, gap in enumerate(reader.listed(row, "gaps", at))]
    return Recorded(reader.text(row, "id", at), verdict, reader.value(row, "blocks", at, bool), tuple(gaps))


def _gap(reader: _Reader, gap: Any, at: str) -> Gap:
    kind, item, value, limit = (reader.text(gap, name, at) for name in ("kind", "item", "value", "limit"))
    margin = gap.get("margin")
    known = isinstance(margin, (int, float)) and not isinstance(margin, bool) and math.isfinite(margin)
    return Gap(kind, item, value, limit, float(margin) if known else None)
