"""The plan: what is open stands in it and what is settled does not, in order, in every format, whatever names say."""

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DAY, Desk, run_cli
from folding import unfolded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance import api
from compliance.assess.plan import KINDS, Plan
from compliance.cli import run

PROFILES = sorted((Path(__file__).resolve().parent.parent / "profiles").rglob("*.yaml"))
ROBOTS = [str(path) for path in PROFILES if path.name not in ("waivers.yaml", "verified.yaml")]
G1 = next(name for name in ROBOTS if name.endswith("unitree-g1.yaml"))
WHOLE = next(name for name in ROBOTS if name.endswith("example-humanoid/robot.yaml"))
GAPS = next(name for name in ROBOTS if name.endswith("gaps.yaml"))
WAIVERS = str(Path(GAPS).with_name("waivers.yaml"))
TARGETS = ("automotive-factory", "home", "hospital", "warehouse")
DATE = ["--as-of", DAY.isoformat()]
FORBIDDEN = re.compile(r"\b(safe|compliant|certified|approved|deployable)\b", re.IGNORECASE)
QUOTED = re.compile("`[^`]*`|“[^”]*”")
HOSTILE = """\
profile: 1
robot:
  maker: "=HYPERLINK(\\"http://evil\\")"
  name: "`<script>alert(1)</script>` [x](javascript:1) \\u202Eevil | **b** https://evil.example @all\\n# heading"
power:
  runtime:
    - {value: 1 h, source: sheet}
    - {value: 3 h, source: sheet}
sources: [{id: sheet, title: "@SUM(A1)", url: "https://example.org"}]
"""


def planned(catalogue: api.Catalogue, profile: str, target: str, waivers: str = "") -> Plan:
    """The plan for a profile, as of the fixed day."""
    chosen, robot = api.find_target(catalogue, target), api.load_robot(profile, catalogue)
    held = api.load_waivers(waivers) if waivers else ()
    return api.plan(api.assess(catalogue, robot, chosen, chosen.row["markets"], DAY, held))


def held_to(plan: Plan) -> None:
    """What holds of every plan."""
    results = {result.requirement.id: result for result in plan.assessment.results}
    below = {id_: one.waived.verdict if one.waived else one.verdict for id_, one in results.items()}
    wanted = {id_ for id_, verdict in below.items() if verdict in ("fail", "needs_evidence", "error")}
    assert {id_ for step in plan.steps for id_ in step.ids} == wanted
    for kind in KINDS:
        ids = [id_ for step in plan.steps if step.kind == kind for id_ in step.ids]
        assert len(ids) == len(set(ids)), kind
    assert [step.kind for step in plan.steps] == sorted([step.kind for step in plan.steps], key=KINDS.index)
    blocking = {result.requirement.id for result in plan.assessment.blocking}
    assert {one.id for step in plan.steps for one in step.settles if one.blocks} == blocking
    for kind in KINDS:
        weights = [step.blocks for step in plan.steps if step.kind == kind and step.readiness != "R1"]
        assert weights == sorted(weights, reverse=True), kind
    assert all(step.title and (step.todo or step.fields) for step in plan.steps)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("profile", ROBOTS, ids=lambda name: Path(name).stem)
def test_a_plan_has_what_is_open_and_nothing_else(catalogue: api.Catalogue, profile: str, target: str) -> None:
    """Every open result stands in a step, none that is settled does, none twice among steps of a kind."""
    held_to(planned(catalogue, profile, target))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), target=st.sampled_from(TARGETS))
def test_any_part_of_a_profile_has_such_a_plan(catalogue: api.Catalogue, data: st.DataObject, target: str) -> None:
    """Whatever of a whole profile is left out, lists said to be complete included."""
    profile = yaml.safe_load(Path(WHOLE).read_text("utf-8"))
    kept = {"profile", "robot", "evidence", "sources"}
    for name in data.draw(st.sets(st.sampled_from(sorted(set(profile) - kept)))):
        del profile[name]
    said = [one for one in profile.get("complete", ()) if _listed(one).split(".")[0] in profile]
    profile["complete"] = [one for one in said if data.draw(st.booleans())]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "robot.yaml"
        path.write_text(yaml.safe_dump(profile), "utf-8")
        shutil.copytree(Path(WHOLE).parent / "evidence", path.with_name("evidence"))
        held_to(planned(catalogue, str(path), target))


def _listed(entry: Any) -> str:
    """The list that an entry of `complete:` names."""
    return str(entry["list"] if isinstance(entry, dict) else entry)


def test_a_waived_gap_stays_in_the_plan(catalogue: api.Catalogue) -> None:
    """Its day is said, and it no longer counts as blocking."""
    plan = planned(catalogue, GAPS, "warehouse", WAIVERS)
    held_to(plan)
    waived = {one.id: one.waived for step in plan.steps for one in step.settles if one.waived}
    assert set(waived.values()) <= {"waived until 2027-03-31", "waived until 2026-12-31"}
    assert len(waived) == plan.assessment.counts["waived"] > 0
    shown = api.render_plans([plan], "text")
    assert all(said in " ".join(shown.split()) for said in waived.values())


def test_the_g1_begins_with_what_nothing_can_be_assessed_without(catalogue: api.Catalogue) -> None:
    """Then facts, then campaigns; contacts are measured in one of them, the time of work in another."""
    plan = planned(catalogue, G1, "warehouse")
    first, *_ = plan.steps
    assert (first.title, first.readiness) == ("Write the list `hazards`", "R1")
    contacts = next(step for step in plan.steps if step.kind == "campaign" and "P6-CONTACT-002" in step.ids)
    assert "measurement campaign for `contacts`" in contacts.title
    assert contacts.blocks == len(contacts.ids) > 1
    assert len({todo.text for todo in contacts.todo}) == len(contacts.todo)
    runtime = next(step for step in plan.steps if "P5-RUNTIME-001" in step.ids)
    assert runtime.kind == "campaign"
    assert [(one.path, one.place.file) for one in runtime.fields] == [("power.runtime", G1)]
    assert runtime.fields[0].said == "stated, but not under the condition asked"
    shown = api.render_plans([plan], "text")
    assert f"{contacts.blocks} of {len(plan.assessment.blocking)} blocking gaps" in shown
    assert "R0, because the list `hazards` is missing, see step 1" in " ".join(shown.split())


def test_law_to_come_has_its_day(catalogue: api.Catalogue) -> None:
    """What comes into force later is marked with the day, and never counted as blocking."""
    plan = planned(catalogue, G1, "warehouse")
    coming = {one.id: one for step in plan.steps for one in step.settles if one.upcoming}
    unsettled = ("fail", "needs_evidence")
    open_ = {one.requirement.id for one in plan.assessment.results if one.upcoming and one.verdict in unsettled}
    assert set(coming) == open_
    assert all(one.upcoming > DAY.isoformat() and not one.blocks for one in coming.values())
    shown = " ".join(api.render_plans([plan], "text").split())
    assert all(f"from {one.upcoming}: " in shown or f"from {one.upcoming}, " in shown for one in coming.values())
    assert set(coming) <= set(unfolded(shown.partition("By law not yet in force")[2]))


def test_a_fail_is_a_step_with_its_comparison(desk: Desk) -> None:
    """How much is lacking, where it stands, and what would mend it."""
    profile = (
        "profile: 1\nrobot: {name: Short}\npower: {runtime: {value: 1.5 h, at: {load: 5 kg, activity: working}}}\n"
    )
    plan = api.plan(desk.assess(profile))
    held_to(plan)
    first, *_ = plan.steps
    assert (first.kind, first.ids, first.blocks) == ("change", ("P5-RUNTIME-001",), 1)
    assert first.fields[0].place.line == 3
    shown = " ".join(api.render_plans([plan], "text").split())
    assert "1.5 h (load 5 kg, activity working) >= 2 h (margin -0.5 h, -25 %)" in shown


def test_sources_to_read_come_with_the_entry_to_fill_in(desk: Desk, catalogue: api.Catalogue) -> None:
    """Where nothing blocks, somebody's reading may still be left; the entries, filled in, are all that it takes."""
    entries: list[dict[str, Any]] = []
    plan = planned(catalogue, WHOLE, "automotive-factory")
    assert not any(step.blocks for step in plan.steps)
    readings = [step for step in plan.steps if step.kind == "read"]
    assert readings
    for step in readings:
        entry = yaml.safe_load(re.sub(r".*`(- .*)`", r"\1", step.todo[-1].text).replace("…", "x"))[0]
        assert plan.assessment.instruments[entry["instrument"]].number in step.title
        entries.append({**entry, "date": DAY.isoformat()})
    file = desk.write(json.dumps(entries), "verified.yaml")
    done = run_cli("plan", WHOLE, "-t", "automotive-factory", "--verified", str(file), "--format", "json", *DATE)
    assert not [step for step in json.loads(done.stdout)["plans"][0]["steps"] if step["kind"] == "read"]


def test_gaps_of_every_kind(catalogue: api.Catalogue) -> None:
    """The invented robot with gaps has something to change, decide, measure, read and accept."""
    plan = planned(catalogue, GAPS, "automotive-factory")
    assert {"change", "decide", "campaign", "read", "accept"} <= {step.kind for step in plan.steps}
    accept = [step for step in plan.steps if step.kind == "accept"]
    paths = {one.path for step in accept for one in step.fields}
    assert {"hazards", "hazards[tipping].residual_accepted_by", "reviews"} <= paths
    assert any("`complete:`" in step.title and step.readiness == "R3" for step in accept)


def test_a_review_and_accepted_risks_need_no_step(catalogue: api.Catalogue) -> None:
    """What step R3 asks besides the requirements is there."""
    assert not [step for step in planned(catalogue, WHOLE, "warehouse").steps if step.kind == "accept"]


def test_duties_of_others_are_handed_over(desk: Desk, edition: Path) -> None:
    """They stand last, in the words of the requirement, with whose they are; none blocks."""
    catalogue = altered(
        edition, "performance.yaml", "  waivable: true\n", "  duty_holder: integrator\n  waivable: true\n"
    )
    plan = api.plan(desk.assess("profile: 1\n", catalogue=catalogue))
    held_to(plan)
    others = [step for step in plan.steps if step.kind == "hand over"]
    assert others == list(plan.steps[-len(others) :])
    assert not any(step.blocks for step in others)
    last = next(step for step in others if step.holder == "integrator")
    assert last.title == f"Hand {len(last.ids)} duties over to the integrator"
    asked = {id_: todo.text for todo in last.todo for id_ in todo.ids}
    assert "as the buyer asks" in asked["P5-RUNTIME-001"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("trials: 20, successes: 20", "9 further trials, if all succeed"),
        ("trials: 28, successes: 28", "1 further trial, if it succeeds"),
        ("trials: 20, successes: 19", "26 further trials"),
        ("trials: 20, successes: 19-20", ""),
        ("trials: 20", ""),
    ],
)
@pytest.mark.parametrize("limit", ["90 %", "target.success_min"])
def test_a_success_rate_says_the_fewest_further_trials(
    desk: Desk, edition: Path, counts: str, said: str, limit: str
) -> None:
    """Where trials and successes are stated and there is a limit; 29 of 29 show 90 % at 95 % confidence."""
    old = "  require: success_rate(successes, trials) >= target.success_min\n  proof: {methods: [measured, field]}\n"
    new = f"  require: success_rate(successes, trials) >= {limit}\n  proof: {{methods: [declared]}}\n"
    catalogue = altered(edition, "tasks.yaml", old, new)
    trial = f"{{id: totes, place: robot, autonomy: autonomous, {counts}}}"
    profile = f"profile: 1\ntests: [{trial}]\ncomplete: [tests]\n"
    plan = api.plan(desk.assess(profile, catalogue=catalogue))
    held_to(plan)
    step = next(step for step in plan.steps if "P5-TASK-003" in step.ids)
    trials = [todo.text for todo in step.todo if "further" in todo.text]
    assert bool(trials) == bool(said)
    assert all(said in text and text.startswith("`tests[totes]`: ") for text in trials)
    assert step.kind == ("campaign" if said else "decide")


def altered(edition: Path, file: str, old: str, new: str) -> api.Catalogue:
    """The edition with one place of a requirements file replaced."""
    path = next(edition.rglob(file))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return api.load_standard(str(edition))


def test_a_check_that_breaks_is_the_first_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plan around a hole says so, and exits 3."""
    from compliance.assess import judge

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(judge, "_verified", broken)
    assert run(["plan", WHOLE, "-t", "home", "--format", "json", *DATE]) == 3
    assert json.loads(capsys.readouterr().out)["plans"][0]["steps"][0]["kind"] == "report"


def test_the_exit_code_is_no_gate() -> None:
    """0 with gaps and without, 2 for what is wrong with the input, in JSON where that is asked."""
    assert run_cli("plan", G1, "-t", "home", *DATE).code == 0
    assert run_cli("plan", WHOLE, "-t", "automotive-factory", *DATE).code == 0
    wrong = run_cli("plan", G1, "-t", "hmoe", "--format", "json", *DATE)
    assert (wrong.code, json.loads(wrong.stdout)["errors"][0]["id"]) == (2, "target.unknown")
    format_ = run_cli("plan", G1, "-t", "home", "-o", "html", *DATE)
    assert format_.code == 2
    assert "there is no format `html`" in format_.stderr
    assert "Formats: text, markdown, csv, json. Write `-o markdown=plan.md`." in format_.stderr


def test_files_are_written_and_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Text goes to the terminal beside them, and standard input is a profile too."""
    wanted = [f"{name}={tmp_path / name}" for name in ("markdown", "csv", "json")]
    arguments = ["plan", G1, GAPS, "-t", "home", *DATE, *(part for one in wanted for part in ("-o", one))]
    first = run_cli(*arguments)
    kept = [(tmp_path / one.partition("=")[0]).read_bytes() for one in wanted]
    again = run_cli(*arguments)
    assert first == again
    assert kept == [(tmp_path / one.partition("=")[0]).read_bytes() for one in wanted]
    text = Path(G1).read_text("utf-8")
    assert run_cli("plan", "-", "-t", "home", *DATE, stdin=text).stdout.startswith("Plan for Unitree Robotics G1")


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(text)))


def test_every_format_tells_the_same_plan(catalogue: api.Catalogue) -> None:
    """The same steps in the same order, with the same requirements."""
    plan = planned(catalogue, GAPS, "hospital")
    titles = [step.title for step in plan.steps]
    found = json.loads(api.render_plans([plan], "json"))["plans"][0]
    assert [step["title"] for step in found["steps"]] == titles
    assert [[one["id"] for one in step["requirements"]] for step in found["steps"]] == [
        list(step.ids) for step in plan.steps
    ]
    assert [row["title"] for row in rows(api.render_plans([plan], "csv"))[:-1]] == titles
    markdown = api.render_plans([plan], "markdown")
    assert markdown.count("- [ ] **") == len(titles)
    text = "".join(api.render_plans([plan], "text", width=60).split())
    assert all("".join(f"{number}. {title}".split()) in text for number, title in enumerate(titles, 1))


def test_json_is_sorted(catalogue: api.Catalogue) -> None:
    """Keys stand in order at every depth, so that plans can be compared line by line."""

    def keys(part: Any) -> Iterator[list[str]]:
        if isinstance(part, dict):
            yield list(part)
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from keys(inner)

    found = json.loads(api.render_plans([planned(catalogue, G1, "home")], "json"))
    assert all(names == sorted(names) for names in keys(found))


@pytest.mark.parametrize("format_", api.PLAN_FORMATS)
def test_every_format_has_the_notice_and_no_forbidden_word(catalogue: api.Catalogue, format_: str) -> None:
    """Once for each robot; no plan says what only others may say, outside titles and names of fields."""
    shown = api.render_plans([planned(catalogue, name, "home") for name in ROBOTS], format_)
    assert " ".join(shown.split()).count("This is a gap report, not a certificate.") == len(ROBOTS)
    assert FORBIDDEN.findall(QUOTED.sub("", shown)) == []


def test_an_unknown_format_is_refused(catalogue: api.Catalogue) -> None:
    """As for reports."""
    with pytest.raises(KeyError):
        api.render_plans([planned(catalogue, G1, "home")], "sarif")


def test_hostile_text_means_nothing(desk: Desk, catalogue: api.Catalogue) -> None:
    """No control or direction character, no formula in a cell, no markup, link or mention in Markdown."""
    plan = planned(catalogue, str(desk.write(HOSTILE)), "warehouse")
    shown = {format_: api.render_plans([plan], format_) for format_ in api.PLAN_FORMATS}
    assert not any("\u202e" in text or "\x1b" in text for text in shown.values())
    cells = [cell for row in rows(shown["csv"]) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    heading = shown["markdown"].splitlines()[0]
    assert "`<script>alert(1)</script>` \\[x\\](javascript:1)" in heading
    assert "\\u202eevil" in heading
    assert "\\*\\*b\\*\\* https\\://evil.example @<!-- -->all" in heading
    assert "# heading" not in shown["markdown"].splitlines()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- x", "\\- x"),
        ("12. x", "12\\. x"),
        ("  # x", "\\# x"),
        ("a `b*c` d*e", "a `b*c` d\\*e"),
        ("odd ` one", "odd \\` one"),
        ("\\`<b>`", "\\\\`<b>`"),
        ("www.x.org a@b.c", "www\\.x.org a@<!-- -->b.c"),
    ],
)
def test_markdown_is_escaped_but_for_code(text: str, written: str) -> None:
    """Code between backticks stays as it is: nothing in it means anything."""
    from compliance.report.markup import escaped

    assert escaped(text) == written
