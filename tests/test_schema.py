"""`compliance schema profile`: what an editor completes and explains by."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.build.fields import described_table
from compliance.cli import run

Capture = pytest.CaptureFixture[str]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema as it is printed."""
    path = tmp_path_factory.mktemp("schema") / "profile.schema.json"
    assert run(["schema", "profile", "--output", str(path)]) == 0
    return json.loads(path.read_text("utf-8"))


def resolved(schema: Any, part: Any) -> Any:
    """A part, with what it refers to."""
    if "$ref" not in part:
        return part
    found = schema
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return {**found, **part}


def fields_of(schema: Any, part: Any, table: Any) -> Any:
    """Every field of the table beside its part of the schema."""
    for name, spec in table.items():
        told = resolved(schema, part["properties"][name])
        yield spec, told
        if "fields" in spec:
            form = told["anyOf"][0]
            yield from fields_of(schema, resolved(schema, form.get("items", form)), spec["fields"])


def test_every_field_is_explained(schema: Any) -> None:
    """In both languages, with an example; a number with its kind and units, a word with its vocabulary."""
    for spec, told in fields_of(schema, schema, described_table()):
        assert spec["about"] in told["description"] and HAN.search(told["description"])
        if "example" in spec:
            assert told["examples"] == [spec["example"]]
        if spec.get("kind") == "mass":
            assert "(mass: kg, g, mg, t, lb, oz)" in told["description"]
        if "choices" in spec:
            assert json.dumps(spec["choices"]) in json.dumps(told)


def test_the_long_form_is_explained(schema: Any) -> None:
    """Under every fact an editor offers what a long form takes, conditions with their units."""
    runtime = resolved(schema, resolved(schema, resolved(schema, {"$ref": "#/$defs/Power"}))["properties"]["runtime"])
    long = runtime["anyOf"][2]
    assert all(one["description"] for one in long["properties"].values())
    assert "mass: kg" in long["properties"]["at"]["properties"]["load"]["description"]


def test_it_is_a_schema_and_the_same_every_time(capsys: Capture, schema: Any) -> None:
    """JSON Schema 2020-12, on standard output as in a file."""
    jsonschema.Draft202012Validator.check_schema(schema)
    assert run(["schema", "profile"]) == 0
    assert json.loads(capsys.readouterr().out) == schema


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    """Exit 2 with the place."""
    assert run(["schema", "profile", "-o", str(tmp_path / "none" / "s.json")]) == 2
    assert "the file cannot be written" in capsys.readouterr().err
