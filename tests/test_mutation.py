"""Mutants of the standard's rules: what is changed, and that a missing example is noticed."""

from pathlib import Path

import pytest
from strategies import LAB

from compliance.build.lint import lint
from compliance.build.mutation import changes, mutants
from compliance.errors import InputError


def said(rule: str) -> list[str]:
    """What is changed in a rule, in order."""
    return [change for change, _ in changes(LAB.compile(rule), truth=True)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "power.runtime >= 1.5 h",
            ["`>=` becomes `>`", "`>=` becomes `<=`", "1.5 h is moved by -360 (SI)", "1.5 h is moved by +360 (SI)"],
        ),
        ("morphology.mass < morphology.payload", ["`<` becomes `<=`", "`<` becomes `>`"]),
        (
            'robot.placed_on_market >= "2026-05-31"',
            ["`>=` becomes `>`", "`>=` becomes `<=`", "2026-05-31 is moved by -1 (SI)",
             "2026-05-31 is moved by +1 (SI)"],
        ),
        (
            "not use.wireless_control or true",
            [
                "`or` becomes `and`", "part 1 of `or` is left out", "`not` is left out",
                "`use.wireless_control` is turned round", "part 2 of `or` is left out", "true becomes false",
            ],
        ),
        (
            'use.contact in ["none", "intended"]',
            ["the word none is left out", "the word intended is left out", "`use.contact` is turned round"],
        ),
        (
            "all(joints where brake: declared(speed))",
            ["`all` becomes `any`", "the `where` is left out", "`brake` is turned round", "`speed` is turned round"],
        ),
        ("count(joints) == 2", ["2 is moved by -1 (SI)", "2 is moved by +1 (SI)", "`joints` is turned round"]),
        (
            "power.battery_charge * power.battery_voltage <= power.battery_energy",
            ["`<=` becomes `<`", "`<=` becomes `>=`", "`*` becomes `/`"],
        ),
        (
            'all(safety_functions: performance_level >= "d")',
            [
                "`all` becomes `any`", "`>=` becomes `>`", "`>=` becomes `<=`", "d is moved by -1 (SI)",
                "d is moved by +1 (SI)",
            ],
        ),
        (
            "power.runtime at (load >= 5 kg) >= 2 h",
            [
                "`>=` becomes `>`", "`>=` becomes `<=`", "the `at` is left out", "`>=` becomes `>`",
                "`>=` becomes `<=`",
                "5 kg is moved by -1 (SI)", "5 kg is moved by +1 (SI)", "2 h is moved by -3600 (SI)",
                "2 h is moved by +3600 (SI)",
            ],
        ),
    ],
)  # fmt: skip
def test_one_thing_is_changed_at_a_time(rule: str, expected: list[str]) -> None:
    """Every operator, limit, word, condition and quantifier, and nothing twice."""
    assert said(rule) == expected
    nodes = [node for _, node in changes(LAB.compile(rule), truth=True)]
    assert all(node != LAB.compile(rule) for node in nodes)
    assert all(node not in nodes[:index] for index, node in enumerate(nodes))


def test_the_condition_of_another_requirement_is_one_part() -> None:
    """Its own examples hold it; here it is only turned round."""
    other = LAB.compile("power.runtime >= 2 h and use.wireless_control")
    row = {"applies": ["not", other], "require": None, "for_each": None, "if_none": None}
    found = [(mutant.change, mutant.row["applies"]) for mutant in mutants(row, [other])]
    assert found == [
        ("`not` is left out", other),
        ("the condition of another requirement is turned round", ["not", ["not", other]]),
    ]


def test_a_missing_example_is_found(edition: Path) -> None:
    """Without the example on the limit, nobody notices when the limit moves."""
    path = edition / "requirements" / "P5-application" / "performance.yaml"
    text = path.read_text("utf-8")
    on_the_limit = "expect: pass, facts: {power: {runtime: {value: 2 h,"
    assert on_the_limit in text
    path.write_text(text.replace(on_the_limit, on_the_limit.replace("2 h", "9 h")), "utf-8")
    with pytest.raises(InputError) as caught:
        lint(str(edition))
    assert {problem.id for problem in caught.value.problems} == {"lint.mutant"}
    assert any(
        "P5-RUNTIME-001" in problem.what and "`>=` becomes `>`" in problem.what for problem in caught.value.problems
    )
