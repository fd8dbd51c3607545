"""The published schema of results: a schema itself, closed enough to notice every key, open to later ones."""

import json
from pathlib import Path

import jsonschema
import pytest
from consumers import RESULT, closed, valid_json

from compliance.cli import run

G1 = str(Path(__file__).resolve().parent.parent / "profiles" / "unitree-g1.yaml")
VALIDATOR = jsonschema.Draft202012Validator(RESULT, format_checker=jsonschema.FormatChecker())
ARGUMENTS = ["check", G1, "-t", "home", "--as-of", "2026-11-21", "--format", "json"]
Capture = pytest.CaptureFixture[str]


def test_the_command_prints_it(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """To standard output or to a file, the same bytes."""
    file = tmp_path / "result.schema.json"
    assert run(["schema", "result"]) == 0
    assert run(["schema", "result", "-o", str(file)]) == 0
    assert capfdbinary.readouterr().out == file.read_bytes()
    assert json.loads(file.read_text("utf-8")) == RESULT
    jsonschema.Draft202012Validator.check_schema(RESULT)


def test_the_number_of_the_format_is_in_its_name(capfd: Capture) -> None:
    """A reader that knows the number knows the schema."""
    run(ARGUMENTS)
    assert RESULT["$id"].endswith(f":{json.loads(capfd.readouterr().out)['format']}")


def test_errors_fit_it_too(capfd: Capture, tmp_path: Path) -> None:
    """A program that asked for JSON gets JSON that it knows, whatever went wrong."""
    broken = tmp_path / "robot.yaml"
    broken.write_text("profile: 1\nrobot: {name: 7 kg, hight: 1 m}\nmorphology: {mass: TBD}\n", "utf-8")
    assert run(["check", str(broken), "-t", "home", "--format", "json"]) == 2
    assert len(valid_json(capfd.readouterr().out, closed(RESULT))["errors"]) > 1
    assert run(["check", G1, "-t", "nowhere", "--format", "json"]) == 2
    valid_json(capfd.readouterr().out, closed(RESULT))


@pytest.mark.parametrize(
    ("old", "new"),
    [('"blocks": true', '"blocks": "yes"'), ('"verdict": "pass"', '"verdict": "passed"'), ('"notice"', '"notes"'),
     ('"format": 1', '"format": 2'), ('"settle"', '"settled"')],
)  # fmt: skip
def test_it_refuses_what_is_no_result(old: str, new: str, capfd: Capture) -> None:
    """A schema that accepts everything would prove nothing."""
    run(ARGUMENTS)
    printed = capfd.readouterr().out
    VALIDATOR.validate(json.loads(printed))
    assert old in printed
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(json.loads(printed.replace(old, new, 1)))


def test_keys_may_come(capfd: Capture) -> None:
    """Within a format, a reader passes over what it does not know."""
    run(ARGUMENTS)
    document = json.loads(capfd.readouterr().out)
    document["assessments"][0]["results"][0]["later"] = 1
    VALIDATOR.validate(document)
