"""What an auditor would try, as data: tests/scenarios/*.yaml, each a small robot and the verdicts it has to get."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import result_of

from compliance import api
from compliance.assess import Result

FOLDER = Path(__file__).parent / "scenarios"
Case = dict[str, Any]


def merged(base: Any, change: Any) -> Any:
    """Data with a change laid over it: mappings by key, everything else replaced; None takes a key away."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    whole = {**base, **{key: merged(base.get(key), value) for key, value in change.items()}}
    return {key: value for key, value in whole.items() if value is not None}


def cases() -> Iterator[Any]:
    """Every case of every file, with the mark of a known gap where it has one."""
    for path in sorted(FOLDER.glob("*.yaml")):
        whole = yaml.safe_load(path.read_text("utf-8"))
        shared = {key: value for key, value in whole.items() if key != "cases"}
        for number, change in enumerate(whole.get("cases", [{}]), 1):
            case = merged(shared, change)
            gap = case.get("known_gap")
            marks = [pytest.mark.xfail(strict=True, reason=gap)] if gap else []
            yield pytest.param(case, id=f"{path.stem}-{number}", marks=marks)


def with_hashes(profile: Case, folder: Path) -> Case:
    """The profile whose evidence files are written, each with its hash."""
    entries = []
    for entry in profile.get("evidence", ()):
        content = f"Report of {entry['id']}.\n".encode()
        (folder / entry["file"]).write_bytes(content)
        entries.append({"sha256": hashlib.sha256(content).hexdigest(), **entry})
    return {**profile, "evidence": entries}


def written(data: Any, path: Path) -> str:
    """Write data as YAML of the plain kind that is JSON. Returns the path."""
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
    return str(path)


def assessed(case: Case, folder: Path, catalogue: api.Catalogue) -> api.Assessment:
    """The assessment that a case asks for."""
    robot = api.load_robot(written(with_hashes(case["profile"], folder), folder / "robot.yaml"), catalogue)
    target = case["target"]
    named = target if isinstance(target, str) else written(target, folder / "target.yaml")
    waivers = api.load_waivers(written(case["waivers"], folder / "waivers.yaml")) if "waivers" in case else ()
    read = api.load_verified(written(case["verified"], folder / "verified.yaml")) if "verified" in case else ()
    found = api.find_target(catalogue, named)
    as_of = datetime.date.fromisoformat(str(case["as_of"]))
    return api.assess(catalogue, robot, found, case["markets"], as_of, waivers, read)


def got(result: Result, key: str) -> Any:
    """What a result says under one key of an expectation."""
    if key == "reasons":
        return list(dict.fromkeys(reason.type for reason in result.reasons))
    if key == "under":
        return result.waived.verdict if result.waived else None
    if key == "alternative":
        return result.alternative.accepted if result.alternative else None
    return getattr(result, key)


def differences(result: Result, wanted: Case) -> Iterator[str]:
    """Where a result is not what is expected of it."""
    id_ = result.requirement.id
    for key, value in wanted.items():
        if key == "shown":
            texts = [one.text for one in result.shown]
            yield from (f"{id_}: `{text}` is not shown, only {texts}" for text in value if text not in texts)
        elif key == "says":
            texts = [one.text for one in result.reasons]
            yield from () if any(value in text for text in texts) else [f"{id_}: no reason says `{value}`: {texts}"]
        elif got(result, key) != value:
            why = "; ".join(f"{one.type} {one.path}: {one.text}" for one in result.reasons)
            yield f"{id_}: {key} is {got(result, key)!r}, expected {value!r} ({why or 'no reasons'})"


def wrongs(case: Case, found: api.Assessment) -> Iterator[str]:
    """Everything in which an assessment differs from its case."""
    selected = {one.requirement.id for one in found.results}
    for id_, wanted in case.get("expect", {}).items():
        if (id_ in selected) != wanted.get("selected", True):
            yield f"{id_} is {'selected' if id_ in selected else 'not selected'}"
        elif id_ in selected:
            yield from differences(result_of(found, id_), wanted)
    text = " ".join(api.render([found], "text").split())
    yield from (f"the report does not say `{words}`" for words in case.get("says", ()) if words not in text)
    for one in case.get("must_not", ()):
        yield from _happened(one, found, text)


def _happened(one: Case, found: api.Assessment, text: str) -> Iterator[str]:
    if "step" in one and (found.step.level or 0) >= one["step"]:
        yield f"must not: readiness is {found.step.label}"
    if "text" in one and one["text"] in text:
        yield f"must not: the report says `{one['text']}`"
    if "requirement" in one and result_of(found, one["requirement"]).verdict == one["verdict"]:
        yield f"must not: {one['requirement']} is {one['verdict']}"


@pytest.mark.parametrize("case", list(cases()))
def test_scenario(case: Case, tmp_path: Path, catalogue: api.Catalogue) -> None:
    """The verdicts are those that the semantics and the requirements' texts ask for."""
    head = f"{case['title']}\n  why: {' '.join(case['why'].split())}"
    if "refused" in case:
        with pytest.raises(api.InputError) as refused:
            assessed(case, tmp_path, catalogue)
        assert case["refused"] in [one.id for one in refused.value.problems], head
        return
    found = "\n  ".join(wrongs(case, assessed(case, tmp_path, catalogue)))
    assert not found, f"{head}\n  {found}"
