"""SARIF: valid against the official schema, every gap at a line, nothing but gaps."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance import api

SCHEMA = json.loads((Path(__file__).parent / "fixtures/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
PROFILES = Path(api.data_folder("profiles"))


@pytest.fixture(scope="module")
def assessments() -> list[api.Assessment]:
    """Two real robots for the factory."""
    catalogue = api.load_standard()
    target = api.find_target(catalogue, "automotive-factory")
    robots = [api.load_robot(str(PROFILES / f"unitree-{name}.yaml"), catalogue) for name in ("g1", "h1")]
    return [api.assess(catalogue, robot, target, ["cn", "eu"], datetime.date(2026, 11, 21)) for robot in robots]


@pytest.fixture(scope="module")
def log(assessments: list[api.Assessment]) -> Any:
    """The log as a consumer reads it."""
    return json.loads(api.render(assessments, "sarif"))


def test_the_log_fits_the_official_schema(log: Any) -> None:
    """SARIF 2.1.0 with errata 01."""
    validator = jsonschema.validators.validator_for(SCHEMA)
    validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)


def test_every_gap_has_a_line_in_a_file_that_exists(log: Any, assessments: list[api.Assessment]) -> None:
    """A consumer refuses a whole log over one result without a location."""
    results = log["runs"][0]["results"]
    gaps = [one for found in assessments for one in found.results if one.verdict not in ("pass", "not_applicable")]
    assert len(results) == len(gaps) > 0
    for result in results:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith(("unitree-g1.yaml", "unitree-h1.yaml"))
        assert place["region"]["startLine"] >= 1
        assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_only_what_blocks_is_an_error(log: Any) -> None:
    """The level follows the one property that the exit code follows."""
    for result in log["runs"][0]["results"]:
        assert (result["level"] == "error") == result["properties"]["blocks"]


def test_the_notice_is_in_every_log(log: Any) -> None:
    """A gap report, not a certificate."""
    assert "not a certificate" in log["runs"][0]["tool"]["driver"]["fullDescription"]["text"]
