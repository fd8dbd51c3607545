"""The walker accepts exactly what the exported JSON Schema accepts, and so does the schema for editors."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance import api
from compliance.build.fields import field_table, profile_schema
from compliance.build.schema import editor_schema
from compliance.robot.values import Reader
from compliance.robot.walker import TooMany, Walker
from compliance.source import load

SCHEMA = profile_schema()
ORACLE = jsonschema.Draft202012Validator(SCHEMA)
EDITOR = jsonschema.Draft202012Validator(editor_schema(api.load_standard().units))
AT = st.sampled_from(
    [{"load": "5 kg"}, {"activity": "walking"}, {"activity": "flying"}, {"lod": "5 kg"}, {}, "x", None]
)
FIELDS = field_table()
CATALOGUE = api.load_standard()
PROFILES = sorted((Path(__file__).resolve().parent.parent / "profiles").glob("*.yaml"))
STRUCTURE = ("profile.", "shape", "quantity.shape", "quantity.truth", "quantity.choice", "quantity.text")


def walker_accepts(profile: object) -> bool:
    """Whether the walker finds no fault of structure. What a quantity's text says is read after that."""
    walker = Walker(Reader(CATALOGUE.units, 0.1))
    try:
        walker.section(load(json.dumps(profile), "p.json"), FIELDS, "")
    except TooMany:
        return False
    return not [one for one in walker.problems if not one.id.startswith("quantity.") or one.id in STRUCTURE]


def leaf_values(spec: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for one leaf, right and wrong."""
    odd = st.sampled_from([None, True, 3, -1.5, "word", [], ["a"], {}, {"value": "x"}, {"valeu": 1}, [{"value": None}]])
    fitting: dict[str, st.SearchStrategy[Any]] = {
        "quantity": st.sampled_from(["12", "3 kg", "~5 m"]),
        "span": st.just("1..2 m"),
        "truth": st.booleans(),
        "choice": st.sampled_from(spec.get("choices") or ["x"]),
        "set": st.lists(st.sampled_from(spec.get("choices") or ["x"]), max_size=2),
        "text": st.sampled_from(["some text", 7]),
        "date": st.just("2026-05-31"),
        "ip": st.sampled_from(["IP54", "IP99"]),
        "names": st.just(["one"]),
        "id": st.sampled_from(["left_knee", "a b", ""]),
        "whole": st.just(1),
        "complete": st.sampled_from([["joints"], [{"list": "joints"}], [3], "joints"]),
    }
    bare = fitting[spec["type"]]
    long = st.fixed_dictionaries(
        {"value": bare}, optional={"note": st.just("n"), "U": st.just("1 kg"), "k": st.just(2)}
    )
    return st.one_of(bare, bare, odd, *([] if spec["plain"] else [long, st.lists(long, min_size=1, max_size=2)]))


def section_values(fields: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for a section: a few of its fields, now and then one it does not have."""

    def build(names: list[str]) -> st.SearchStrategy[Any]:
        parts = {name: values(fields[name]) if name in fields else st.just(1) for name in names}
        required = {name: values(spec) for name, spec in fields.items() if spec.get("required")}
        return st.fixed_dictionaries({**required, **parts})

    return st.lists(st.sampled_from([*fields, "not_a_field"]), max_size=3).flatmap(build)


def values(spec: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for anything in the field table."""
    if spec["type"] == "section":
        return st.one_of(section_values(spec["fields"]), st.sampled_from([None, 3, []]))
    if spec["type"] == "list":
        return st.one_of(st.lists(section_values(spec["fields"]), max_size=2), st.sampled_from([None, "x", {}]))
    return leaf_values(spec)


def repeats_an_id(value: object) -> bool:
    """Whether two entries of one list, at any depth, have the same id."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    ids = [str(one.get("id")) for one in inner if isinstance(one, dict)] if isinstance(value, list) else []
    return len(set(ids)) < len(ids) or any(map(repeats_an_id, inner))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(profile=section_values(FIELDS))
def test_walker_and_schema_agree(profile: Any) -> None:
    """On profiles made from the field table, right and wrong, the two give the same answer; so does the editor's."""
    if repeats_an_id(profile):
        return  # JSON Schema cannot say that ids are unique
    faults = [error.message for error in ORACLE.iter_errors(profile)]
    assert walker_accepts(profile) == (not faults), faults[:2]
    assert EDITOR.is_valid(profile) == (not faults), faults[:2]


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_shipped_profiles_fit_the_schema(path: Path) -> None:
    """An editor that completes by the schema finds no fault in our own profiles."""
    from compliance.source.nodes import to_data

    data = to_data(load(path.read_text("utf-8"), path.name))
    assert [error.message for error in ORACLE.iter_errors(data)] == []


def test_the_schema_is_valid() -> None:
    """The export is JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
