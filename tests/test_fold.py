"""Folded ids: three and more in a row by their ends, nothing added and nothing lost; checklists."""

import json
import re
from pathlib import Path

import pytest
from conftest import DAY, Desk, run_cli
from folding import unfolded
from hypothesis import given
from hypothesis import strategies as st

from compliance import api
from compliance.assess.points import point_of
from compliance.report.fold import folded, legend, runs
from compliance.report.plain import VERDICT_WORDS

PROFILES = Path(api.data_folder("profiles"))
G1 = str(PROFILES / "unitree-g1.yaml")
ROBOTS = sorted([*PROFILES.glob("*.yaml"), *PROFILES.glob("*/robot.yaml")])
EU = ("-t", "automotive-factory", "-m", "eu", "--as-of", DAY.isoformat())
ids = st.lists(
    st.builds(
        lambda series, number: f"P{series}-{number:03}",
        st.sampled_from(["1-A", "1-AB", "2-EU-A", "2-A", "5-EU-PLANT"]),
        st.integers(0, 999) | st.integers(0, 12),
    ),
    max_size=80,
)


@given(ids)
def test_folding_loses_nothing_and_adds_nothing(some: list[str]) -> None:
    """Read back, folded ids are the ids in order, each once."""
    assert unfolded(folded(some)) == sorted(set(some))
    assert all(piece.count(" to ") <= 1 for piece in runs(some))


@given(ids)
def test_only_numbers_in_a_row_are_a_range(some: list[str]) -> None:
    """A range stands for three numbers at least, and every number in it was there."""
    for piece in runs(some):
        inside = unfolded(piece)
        assert set(inside) <= set(some)
        assert len(inside) == 1 or len(inside) >= 3


def test_what_is_no_series_stays_apart() -> None:
    """Numbers of another width, other series, and names without a number."""
    assert folded(["P1-A-009", "P1-A-0010", "P1-A-011"]) == "P1-A-0010, P1-A-009, P1-A-011"
    assert folded(["own-1", "own-2", "own-3", "rule", "rules"]) == "own-1 to 3, rule, rules"
    assert folded(["P1-A-001", "P1-A-002"]) == "P1-A-001, P1-A-002"
    assert legend(["P1-A-001", "P1-A-002"]) == ""
    assert legend(["P1-A-001", "P1-A-002", "P1-A-003"]) == (
        "`P1-A-001 to 003` stands for every number from P1-A-001 to P1-A-003."
    )


@pytest.mark.parametrize("profile", ROBOTS, ids=lambda path: path.parent.name + path.stem)
@pytest.mark.parametrize("target", ["automotive-factory", "home"])
def test_no_result_is_missing_from_a_text(catalogue: api.Catalogue, profile: Path, target: str) -> None:
    """The rows of the text, read back, are the results with their verdicts; what blocks stands above too."""
    robot, chosen = api.load_robot(str(profile), catalogue), api.find_target(catalogue, target)
    one = api.assess(catalogue, robot, chosen, list(chosen.row["markets"]), DAY)
    text = api.render([one], "text", width=100)
    above, below = text.partition(f"\n{one.standard['pillars'][0]['id']} ")[::2]
    assert {result.requirement.id for result in one.blocking} <= set(unfolded(above))
    rows = re.split(rf"\n  (?=(?:{'|'.join(VERDICT_WORDS.values())}) )", below)
    found = {}
    for row in rows[1:]:
        word = next(word for word in VERDICT_WORDS.values() if row.startswith(word))
        named = re.match(r"(?:[, ]*P\d-[A-Z0-9-]+-\d{3}(?: to \d{3})?)+", " ".join(row.removeprefix(word).split()))
        assert named
        found.update(dict.fromkeys(unfolded(named[0]), word))
    assert found == {result.requirement.id: VERDICT_WORDS[result.verdict] for result in one.results}


def test_the_report_of_a_bare_profile_can_be_read(catalogue: api.Catalogue) -> None:
    """Nearly everything is open for a robot known from public pages: that is told in few lines."""
    robot, chosen = api.load_robot(G1, catalogue), api.find_target(catalogue, "automotive-factory")
    one = api.assess(catalogue, robot, chosen, ["eu"], DAY)
    plan = api.plan(one)
    lines = [api.render([one], "text").count("\n"), api.render_plans([plan], "text").count("\n")]
    assert len(one.results) > 500
    assert lines[0] < 560
    assert lines[1] < 360
    assert api.render_plans([plan], "text", every=True).count("\n") > 2 * lines[1]


def test_all_prints_every_step() -> None:
    """The option of the command; a plan in short says that there is one."""
    short, whole = (run_cli("plan", G1, *EU, *more).stdout for more in ([], ["--all"]))
    assert "`--all` prints every step in full" in short
    assert "`--all` prints" not in whole
    assert len(whole) > len(short)


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("profile", ROBOTS, ids=lambda path: path.parent.name + path.stem)
def test_no_requirement_is_missing_from_a_plan(
    catalogue: api.Catalogue, profile: Path, format_: str, every: bool
) -> None:
    """Whatever JSON names is in the text and in the Markdown, in full or in short, and nothing besides."""
    robot, chosen = api.load_robot(str(profile), catalogue), api.find_target(catalogue, "automotive-factory")
    plan = api.plan(api.assess(catalogue, robot, chosen, ["eu"], DAY))
    steps = json.loads(api.render_plans([plan], "json"))["plans"][0]["steps"]
    wanted = {one["id"] for step in steps for one in step["requirements"]}
    shown = api.render_plans([plan], format_, every=every)
    begun = shown.partition("Readiness R")[2].replace("\\", "")
    assert wanted <= set(unfolded(begun))
    days = {one["upcoming"] for step in steps for one in step["requirements"] if one["upcoming"]}
    assert all(f"from {day}" in " ".join(shown.split()) for day in days)


def points(catalogue: api.Catalogue) -> dict[str, tuple[str, str]]:
    """The points of the checklist that requirements ask for."""
    found = {row["id"]: point_of(row) for row in (one.row for one in catalogue.requirements)}
    return {id_: tuple(point) for id_, point in found.items() if point}


def test_a_checklist_is_one_step_for_each_document(desk: Desk) -> None:
    """Its points are those that have no row; a row that is there takes its point out."""
    empty = api.plan(desk.assess("profile: 1\n"))
    steps = [step for step in empty.steps if step.points]
    assert steps
    assert all(len({one.instrument for one in step.points}) == 1 for step in steps)
    assert len({step.points[0].instrument for step in steps}) == len(steps)
    assert all({one.id for one in step.points} == set(step.ids) for step in steps)
    known = points(desk.catalogue)
    assert all(known[one.id] == (one.instrument, one.point) for step in steps for one in step.points)
    most = max(steps, key=lambda step: len(step.points))
    written = most.points[0]
    row = {"id": "a", "instrument": written.instrument, "point": written.point, "state": "met", "means": "by design"}
    later = api.plan(desk.assess(json.dumps({"profile": 1, "checklist": [row]})))
    left = {one.id for step in later.steps for one in step.points}
    assert left == {one.id for step in steps for one in step.points} - {written.id}


def test_a_checklist_that_is_called_whole_fails_as_one_step(desk: Desk) -> None:
    """Points left out of it are not a step each."""
    plan = api.plan(desk.assess("profile: 1\nchecklist: []\n"))
    steps = [step for step in plan.steps if step.points]
    assert {step.kind for step in steps} <= {"change", "decide"}
    assert any(step.kind == "change" and len(step.points) > 1 for step in steps)
    assert "`compliance init` prints the rows" in " ".join(api.render_plans([plan], "text").split())


def test_open_points_are_named_with_their_documents(desk: Desk) -> None:
    """What blocks for want of a row says which point of which document that is, in text and in Markdown."""
    one = desk.assess("profile: 1\n")
    blocking = [point_of(result.requirement.row) for result in one.blocking]
    asked = [point for point in blocking if point]
    assert asked
    for format_ in ("text", "markdown"):
        shown = " ".join(api.render([one], format_).replace("\\", "").split())
        assert all(point.point in shown and point.instrument in shown for point in asked)
