"""Targets: those of the standard against every profile and market, and those of buyers that extend one of them."""

import datetime
import json
from functools import cache
from pathlib import Path

import pytest
from conftest import DAY, result_of

from compliance import api
from compliance.assess.results import VERDICTS
from compliance.catalogue.select import select
from compliance.errors import InputError

CATALOGUE = api.load_standard()
PROFILES = Path(api.data_folder("profiles"))
MARKETS = ("cn", "eu", "us", "jp", "kr")
NEW = ("electronics-line", "port", "coal-mine", "power-grid-inspection", "retail")
DOORS = """
extends: automotive-factory
id: door-line
title: {en: Door line of plant 4}
facts: {runtime_min: 90 min}
criteria: [P5-SLOPE-001]
accepts:
  - {requirement: P5-RUNTIME-001, methods: [declared], reason: measured again at our own trial}
excludes:
  - {requirement: P5-TASK-003, reason: our own trial decides}
  - {requirement: P4-NOISE-004, reason: the hall is louder}
"""


@cache
def robot(name: str) -> api.Gathered:
    """One of the profiles that come with the package."""
    return api.load_robot(str(PROFILES / name), CATALOGUE)


def held(target: api.Target, *markets: str, profile: str = "unitree-g1.yaml") -> api.Assessment:
    """A profile held against a target."""
    return api.assess(CATALOGUE, robot(profile), target, markets, DAY)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A buyer's file that extends the factory."""
    path = tmp_path / "doors.yaml"
    path.write_text(DOORS, "utf-8")
    return path


# ---- every profile, every target, every market


@pytest.mark.parametrize("target", CATALOGUE.targets)
def test_every_profile_in_every_market(target: str) -> None:
    """No check breaks, and the six counts sum to what was selected.

    Every profile in all markets at once, and in one of them alone, by turns.
    """
    opened = CATALOGUE.target(target)
    profiles = [path for path in sorted(PROFILES.rglob("*.yaml")) if path.name not in ("waivers.yaml", "verified.yaml")]
    for index, profile in enumerate(profiles):
        alone = held(opened, MARKETS[index % len(MARKETS)], profile=str(profile.relative_to(PROFILES)))
        one = held(opened, *MARKETS, profile=str(profile.relative_to(PROFILES)))
        assert {result.requirement.id for result in alone.results} <= {result.requirement.id for result in one.results}
        _adds_up(alone, profile)
        _adds_up(one, profile)


def _adds_up(one: api.Assessment, profile: Path) -> None:
    assert one.counts["error"] == 0, (profile, one.markets)
    assert list(one.counts) == list(VERDICTS) and sum(one.counts.values()) == len(one.results)
    assert len({result.requirement.id for result in one.results}) == len(one.results)


@pytest.mark.parametrize(("first", "second"), [("eu", "kr"), ("cn", "jp"), ("us", "kr")])
def test_two_markets_ask_for_what_each_asks(first: str, second: str) -> None:
    """Several markets at once are the sum of them, nothing twice."""
    target, day = CATALOGUE.target("port"), float(DAY.toordinal())

    def ids(*markets: str) -> set[str]:
        return {one.requirement.id for one in select(CATALOGUE, target, markets, (day, day), day)}

    assert ids(first, second) == ids(first) | ids(second)
    assert ids(first) - ids(second) and ids(second) - ids(first)


@pytest.mark.parametrize("target", NEW)
def test_a_place_asks_for_what_it_brings_along(target: str) -> None:
    """Each of these places makes requirements apply that the warehouse does not, in some market."""

    def applying(name: str) -> set[str]:
        results = held(CATALOGUE.target(name), *MARKETS).results
        return {one.requirement.id for one in results if one.applies is not False and one.verdict != "not_applicable"}

    assert applying(target) - applying("warehouse")


def test_numbers_of_a_target_are_called_its_own() -> None:
    """Whoever reads the scenario learns that the buyer's numbers come from no standard."""
    for name in CATALOGUE.targets:
        target = CATALOGUE.target(name)
        if "runtime_min" in target.facts:
            assert "own numbers" in target.row["scenario"]["en"] and "自定的数值" in target.row["scenario"]["zh"]


# ---- a buyer's target that extends one of the standard's


def test_an_extension_keeps_what_it_does_not_change(own: Path) -> None:
    """Facts, documents and criteria of the target below stay; those of the file come on top."""
    base, found = CATALOGUE.target("automotive-factory"), api.find_target(CATALOGUE, str(own))
    assert (found.id, found.file, found.row["extends"]) == ("door-line", str(own), "automotive-factory")
    assert found.facts == {**base.facts, "runtime_min": (5400.0, 5400.0)}
    assert found.row["criteria"] == [*base.row["criteria"], "P5-SLOPE-001"]
    assert (found.row["adopts"], found.row["markets"]) == (base.row["adopts"], base.row["markets"])
    assert found.row["decision_rule"] == base.row["decision_rule"]
    assert found.digest != base.digest


def test_the_buyers_number_is_the_limit(own: Path) -> None:
    """The changed parameter is what the robot is held to, and an added criterion blocks."""
    gaps = "example-humanoid/gaps.yaml"
    before = held(CATALOGUE.target("automotive-factory"), "cn", "eu", profile=gaps)
    after = held(api.find_target(CATALOGUE, str(own)), "cn", "eu", profile=gaps)
    assert "P5-SLOPE-001" not in {one.requirement.id for one in before.blocking}
    assert result_of(after, "P5-SLOPE-001").blocked_by
    whole = held(api.find_target(CATALOGUE, str(own)), "eu", profile="example-humanoid/robot.yaml")
    assert "90 min" in str(result_of(whole, "P5-RUNTIME-001").lines)


def test_what_is_excluded_keeps_its_verdict_and_never_raises_a_step(own: Path) -> None:
    """The gap no longer blocks; what lies underneath is there, and the step is no higher for it."""
    before = held(CATALOGUE.target("automotive-factory"), "cn", "eu")
    after = held(api.find_target(CATALOGUE, str(own)), "cn", "eu")
    result = result_of(after, "P5-TASK-003")
    assert (result.verdict, result.blocks) == ("waived", False)
    assert result.waived is not None
    assert result.waived.verdict == result_of(before, "P5-TASK-003").verdict
    assert (after.step.level or 0) <= (before.step.level or 0)


@pytest.mark.parametrize("format_", api.FORMATS)
def test_every_format_says_what_the_buyer_excluded(format_: str, own: Path) -> None:
    """With the reason, wherever the report is read."""
    shown = " ".join(api.render([held(api.find_target(CATALOGUE, str(own)), "cn", "eu")], format_).split())
    shown = shown.replace("│", " ")
    for id_, reason in (("P5-TASK-003", "our own trial decides"), ("P4-NOISE-004", "the hall is louder")):
        assert id_ in shown and reason in shown
    assert "buyer" in shown


def test_an_exclusion_of_what_is_met_is_told_as_well(own: Path) -> None:
    """A pass stays a pass."""
    one = held(api.find_target(CATALOGUE, str(own)), "eu", profile="example-humanoid/robot.yaml")
    assert result_of(one, "P5-TASK-003").verdict == "pass"
    assert "P5-TASK-003 is excluded by the buyer: our own trial decides; underneath: pass." in " ".join(
        api.render([one], "text").split()
    )


def test_other_proof_moves_the_bar(own: Path) -> None:
    """A declaration is enough where the buyer says so, and the report tells it."""
    plain = held(CATALOGUE.target("automotive-factory"), "eu", profile="example-humanoid/robot.yaml")
    one = held(api.find_target(CATALOGUE, str(own)), "eu", profile="example-humanoid/robot.yaml")
    assert [result_of(found, "P5-RUNTIME-001").requirement.bar for found in (plain, one)] == [3, 1]
    said = json.loads(api.render([one], "json"))["assessments"][0]["tailoring"]
    assert said["extends"] == "automotive-factory"
    assert said["accepts"]["P5-RUNTIME-001"]["instead_of"] == ["measured", "field"]
    assert "the buyer accepts declared as proof instead of measured or field" in " ".join(
        api.render([one], "text").split()
    )


def test_nobody_excludes_law_or_what_protects_persons(tmp_path: Path) -> None:
    """Whatever the requirement: refused, also where the file makes it a criterion of its own."""
    path = tmp_path / "own.yaml"
    for one in CATALOGUE.requirements:
        path.write_text(_excluding(one.id), "utf-8")
        if one.basis == "law" or one.row["protects"] == "persons":
            with pytest.raises(InputError) as caught:
                api.find_target(CATALOGUE, str(path))
            assert [problem.id for problem in caught.value.problems] == ["target.excludes"]
        elif one.row["waivable"] and one.row["aspect"] != "safety":
            assert api.find_target(CATALOGUE, str(path)).excludes == {one.id: "not for us"}


def _excluding(id_: str) -> str:
    excluded = f"excludes: [{{requirement: {id_}, reason: not for us}}]"
    return f"extends: home\nid: own\ntitle: {{en: Own}}\ncriteria: [{id_}]\n{excluded}\n"


def test_a_narrower_proof_is_always_a_buyers_choice(tmp_path: Path) -> None:
    """Also of what protects persons."""
    path = tmp_path / "own.yaml"
    text = "accepts: [{requirement: P6-STOP-002, methods: [measured], reason: seen in our hall}]"
    path.write_text(f"extends: home\nid: own\ntitle: {{en: Own}}\n{text}\n", "utf-8")
    assert api.find_target(CATALOGUE, str(path)).accepts["P6-STOP-002"]["methods"] == ["measured"]


@pytest.mark.parametrize(
    ("line", "column", "id_", "cure"),
    [
        ("extends: hmoe", 10, "target.extends", "`home`"),
        ("extends: home\nfacts: {runtime_mim: 2 h}", 22, "target.field", "`runtime_min`"),
        ("extends: home\nfacts: {users: null}", 16, "target.required", "Leave the line out or fill it in."),
        ("extends: home\ncriteria: [P5-RUNTIME-009]", 12, "target.reference", "`P5-RUNTIME-001`"),
        ("extends: home\nadopts: [iso-13482]", 10, "target.reference", "`iso-13482-2014`"),
        ("extends: home\nexcludes: [{requirement: P4-NOISE-04, reason: x}]", 26, "standard.model", "P5-RUNTIME-001"),
        ("extends: home\nexcludes: [{requirement: P4-NOISE-009, reason: x}]", 26, "target.reference", "`P4-NOISE-004`"),
        ("extends: home\nexcludes: [{requirement: P4-NOISE-004}]", 12, "standard.model", "reason"),
        ("extends: home\nexcludes: [{requirement: P4-NOISE-004, reason: ' '}]", 48, "standard.model", ""),
        ("extends: home\nexcludes: [{requirement: P3-HAND-001, reason: x}]", 26, "target.excludes", "the entry out"),
        ("extends: home\naccepts: [{requirement: P6-STOP-002, methods: [declared], reason: x}]", 25, "target.accepts",
         "measured"),
        ("extends: home\ndecision_rule: {persons: 0}", 1, "standard.model", "`extends`"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, line: str, column: int, id_: str, cure: str) -> None:
    """File, line and column; what is wrong; how to write it, with near misses."""
    path = tmp_path / "own.yaml"
    path.write_text(f"id: own\ntitle: {{en: Own}}\n{line}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        api.find_target(CATALOGUE, str(path))
    (problem,) = caught.value.problems
    assert (problem.id, problem.place.line, problem.place.column) == (id_, 3 + line.count("\n"), column)
    assert cure in problem.what + problem.cure


def test_a_day_of_placing_is_the_buyers(tmp_path: Path) -> None:
    """It chooses the law, as in a whole target."""
    path = tmp_path / "own.yaml"
    path.write_text("extends: home\nid: own\ntitle: {en: Own}\nplaced_on_market: 2028-12-01\nmarkets: [kr]\n", "utf-8")
    found = api.find_target(CATALOGUE, str(path))
    assert (found.row["placed_on_market"], found.row["markets"]) == (datetime.date(2028, 12, 1).isoformat(), ["kr"])
