"""The gate: exit codes as the page's table says, baselines that cover what they name and nothing else."""

import csv
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as Tree

import click
import pytest
from consumers import CONSUMERS, RESULT, closed, valid_json
from house import house
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance import api
from compliance.assess import judge
from compliance.cli import cli, run
from compliance.report.baseline_data import baseline_state

ROOT = Path(__file__).resolve().parent.parent
DAY = ["--as-of", "2026-11-21"]
Capture = pytest.CaptureFixture[str]
SLOW, FAST = (
    "{id: a, mode: transient, peak_force: 100 N, speed: 0.1 m/s}",
    "{id: b, mode: transient, peak_force: 300 N}",
)
WAIVER = "- {requirement: P5-RUNTIME-001, reason: pilot, owner: J. Li, expires: 2026-12-31}\n"


class Plant:
    """A folder with the house edition, to check small profiles in."""

    def __init__(self, folder: Path, edition: Path) -> None:
        self.folder = folder
        self.common = ["--standard", str(edition), "--no-config", *DAY]

    def write(self, runtime: str = "1 h", contacts: str = SLOW, name: str = "robot.yaml", robot: str = "Walker") -> str:
        """Write a profile. Returns its path."""
        path = self.folder / name
        path.write_text(
            f"profile: 1\nfictional: true\ntarget: plant\nrobot: {{name: {robot}}}\npower: {{runtime: {runtime}}}\n"
            f"hazards: [{{id: fall}}]\ncontacts: [{contacts}]\ncomplete: [contacts]\n",
            "utf-8",
        )
        return str(path)

    def update(self, profile: str, *more: str) -> str:
        """Write the baseline of a profile. Returns its path."""
        file = str(self.folder / "baseline.json")
        assert run(["baseline", "update", profile, "--baseline", file, *self.common, *more]) == 0
        return file

    def check(self, profile: str, *more: str) -> int:
        """Run the gate quietly."""
        return run(["check", profile, "-q", *self.common, *more])

    def beside(self, profile: str, baseline: str) -> Any:
        """What the JSON says about a baseline."""
        out = self.folder / "result.json"
        self.check(profile, "--baseline", baseline, "-o", f"json={out}")
        return json.loads(out.read_text("utf-8"))["assessments"][0]["baseline"]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house edition, written once."""
    return house(tmp_path_factory.mktemp("edition"))


@pytest.fixture(autouse=True)
def _compiled_once(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition never changes here, so it is compiled once."""
    plain = api.load_standard

    def once(folder: str | None = None) -> api.Catalogue:
        if folder not in _KEPT:
            _KEPT[folder] = plain(folder)
        return _KEPT[folder]

    monkeypatch.setattr(api, "load_standard", once)


_KEPT: dict[str | None, api.Catalogue] = {}


@pytest.fixture
def plant(tmp_path: Path, edition: Path) -> Plant:
    """A folder of its own."""
    return Plant(tmp_path, edition)


# ---- the table of the page ----


def tables(page: str) -> list[list[dict[str, str]]]:
    """The tables of a Markdown page, each a list of rows by column."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        rows = [[cell.strip(" `") for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        found.append([dict(zip(rows[0], row, strict=True)) for row in rows[2:]])
    return found


CODES, EFFECTS, *_ = tables((ROOT / "docs" / "gate.md").read_text("utf-8"))
COUNTED = ("a blocking gap", "a fail that does not block")


class Case(NamedTuple):
    """A small profile: what is open about it, what the waiver and the baseline name, and its step."""

    gaps: frozenset[str]
    waived: frozenset[str]
    known: frozenset[str]
    step: int
    write: dict[str, str]


def case(gaps: set[str], step: int, **write: str) -> Case:
    """The waiver names the blocking gap, the baseline everything."""
    return Case(frozenset(gaps), frozenset(gaps & {COUNTED[0]}), frozenset(gaps), step, write)


CASES = [
    case(set(), 1, runtime="3 h"),
    case({COUNTED[0]}, 0, runtime="1 h"),
    case({COUNTED[1]}, 1, runtime="3 h", contacts=f"{SLOW}, {FAST}"),
    case(set(COUNTED), 0, runtime="1 h", contacts=f"{SLOW}, {FAST}"),
]


def expected(
    fail_on: str, require: str, options: list[str], one: Case, *, broken: bool = False, wrong: bool = False
) -> int:
    """The exit code by the two tables of the page."""
    effects = {row["option"]: row for row in EFFECTS}
    left = set(one.gaps)
    for option, named in (("--waivers", one.waived), ("--baseline", one.known)):
        off = option == "--waivers" and "--no-waivers" in options
        row = effects["--no-waivers" if off else option]
        if option in options and row["a gap that it names"] == "does not count":
            left -= named
    assert {row["the step that `--require` reads"] for row in EFFECTS} == {"stays"}
    assert {row["a check that broke"] for row in EFFECTS} == {"counts"}
    counted = next((name for name in COUNTED if name in left), "nothing")
    below = "yes" if require and one.step < int(require[1:]) else "no"
    asked = {
        "input, command": "wrong" if wrong else "right",
        "a check broke": "yes" if broken else "no", "below `--require`": below, "`--fail-on`": fail_on,
        "left to count": counted,
    }  # fmt: skip
    for row in CODES:
        cells = {name.replace("`", ""): cell for name, cell in row.items()}
        if all(cells[name.replace("`", "")] in ("any", value) for name, value in asked.items()):
            return int(row["exit code"])
    raise AssertionError(f"the table has no line for {asked}")


@pytest.mark.parametrize("broken", [False, True], ids=["checks hold", "a check breaks"])
@pytest.mark.parametrize("require", ["", "R1", "R4"])
@pytest.mark.parametrize("fail_on", ["blocking", "fail", "never"])
def test_the_exit_codes_are_those_of_the_page(
    fail_on: str, require: str, broken: bool, plant: Plant, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Every combination of the options, with and without a check that breaks."""
    waivers = plant.folder / "waivers.yaml"
    waivers.write_text(WAIVER, "utf-8")
    for one in CASES:
        profile = plant.write(**one.write)
        baseline = plant.update(profile)
        if broken:
            monkeypatch.setattr(judge, "_verified", _break)
        for covered, waiving in product([[], ["--baseline", baseline]], [[], ["w"], ["w", "--no-waivers"]]):
            options = [*covered, *(part.replace("w", "--waivers") if part == "w" else part for part in waiving)]
            typed = [
                part for option in options for part in ([option, str(waivers)] if option == "--waivers" else [option])
            ]
            found = plant.check(profile, "--fail-on", fail_on, *(["--require", require] if require else []), *typed)
            assert found == expected(fail_on, require, options, one, broken=broken), (one, options)
        monkeypatch.undo()
    assert ("is below" in capsys.readouterr().err) == bool(require)


def _break(*_: object) -> None:
    raise ZeroDivisionError


def test_a_step_not_reached_is_named_with_what_holds_it_back(plant: Plant, capsys: Capture) -> None:
    """One sentence on standard error, also when nothing else is printed."""
    profile = plant.write("3 h")
    assert plant.check(profile, "--require", "R1") == 0
    assert plant.check(profile, "--require", "R2") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (f"{profile}: readiness R1 is below R2, which is required; held back by P5-RUNTIME-001.\n")


# ---- what a baseline covers ----


def states(beside: Any) -> dict[str, int]:
    """The counts that are not zero, without the known ones."""
    return {state: count for state, count in beside["counts"].items() if count and state != "known"}


def test_known_gaps_pass_and_stay_visible(plant: Plant, capsys: Capture) -> None:
    """In the text, the counts and the list of what blocks."""
    profile = plant.write()
    baseline = plant.update(profile)
    assert plant.check(profile) == 1
    capsys.readouterr()
    assert run(["check", profile, *plant.common, "--baseline", baseline, "-o", "text"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "1 blocking gap among" in text
    assert "0 new, 0 worsened, 0 eased" in text
    assert "fail: P5-RUNTIME-001" in text


@pytest.mark.parametrize(
    ("runtime", "code", "state"),
    [("0.9 h", 1, {"worsened": 1}), ("1.5 h", 0, {"eased": 1}), ("60 min", 0, {"eased": 1}), ("3 h", 0, {"fixed": 1}),
     ("about 2 h", 1, {"new": 2, "stale": 1}), ("TBD", 2, None)],
)  # fmt: skip
def test_a_changed_value_is_new_worse_eased_or_fixed(
    runtime: str, code: int, state: dict[str, int] | None, plant: Plant
) -> None:
    """By its margin where both have one, else another value is another finding."""
    baseline = plant.update(plant.write())
    profile = plant.write(runtime)
    assert plant.check(profile, "--baseline", baseline) == code
    if state is not None:
        assert states(plant.beside(profile, baseline)) == state


def test_an_entry_for_one_item_says_nothing_of_another(plant: Plant) -> None:
    """The same values under another name, one more entry beside it, and a value that another rule reads as well."""
    baseline = plant.update(plant.write("3 h", f"{SLOW}, {FAST}"))
    fail = ["--baseline", baseline, "--fail-on", "fail"]
    assert plant.check(plant.write("3 h", f"{FAST}, {SLOW}"), *fail) == 0
    assert plant.check(plant.write("3 h", f"{SLOW}, {FAST.replace('id: b', 'id: c')}"), *fail) == 1
    assert plant.check(plant.write("3 h", f"{SLOW}, {FAST}, {FAST.replace('id: b', 'id: c')}"), *fail) == 1
    assert plant.check(plant.write("3 h", f"{SLOW}, {FAST.replace('}', ', speed: 3 m/s}')}"), *fail) == 1
    beside = plant.beside(plant.write("3 h", SLOW), baseline)
    assert {(one["requirement"], one["item"], one["state"]) for one in beside["gone"]} == {
        ("P5-FORCE-001", "contacts[b]", "fixed"), ("P5-BOTH-001", "contacts[b]", "fixed"),
    }  # fmt: skip


def test_a_gap_that_begins_to_block_or_to_fail_is_worse(plant: Plant) -> None:
    """The same finding weighs more than the baseline knew."""
    baseline = Path(plant.update(plant.write()))
    for name, value in (("blocks", False), ("verdict", "needs_evidence")):
        document = json.loads(baseline.read_text("utf-8"))
        next(one for one in document["assessments"][0]["results"] if one["id"] == "P5-RUNTIME-001")[name] = value
        weighed = plant.folder / "weighed.json"
        weighed.write_text(json.dumps(document), "utf-8")
        assert plant.check(plant.write(), "--baseline", str(weighed)) == 1
        assert states(plant.beside(plant.write(), str(weighed))) == {"worsened": 1}


def test_a_waiver_that_ran_out_is_new(plant: Plant) -> None:
    """What a named person accepted until a day was never known for good."""
    waivers = plant.folder / "waivers.yaml"
    waivers.write_text(WAIVER, "utf-8")
    profile = plant.write()
    baseline = plant.update(profile, "--waivers", str(waivers))
    options = ["--baseline", baseline, "--waivers", str(waivers)]
    assert plant.check(profile, *options) == 0
    assert plant.check(profile, *options, "--as-of", "2027-01-01") == 1


def test_an_unknown_robot_is_all_new(plant: Plant) -> None:
    """A baseline goes by the robot's name, not by the file it lies in."""
    baseline = plant.update(plant.write())
    assert plant.check(plant.write(name="moved.yaml"), "--baseline", baseline) == 0
    other = plant.write(name="robot.yaml", robot="Other")
    assert plant.check(other, "--baseline", baseline) == 1
    assert plant.beside(other, baseline)["robot_known"] is False


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("standard", "digest"), "0", "another state of the standard"),
        (("target",), "shop", "the target `shop`, this run is for `plant`"),
        (("target_digest",), "0", "the target `plant` with other content"),
        (("markets",), ["us"], "the markets us, this run is for eu"),
    ],
)
def test_a_baseline_of_other_rules_is_refused(
    path: tuple[str, ...], value: object, words: str, plant: Plant, capsys: Capture
) -> None:
    """Under another limit an entry would hide what nobody looked at."""
    profile = plant.write()
    file = Path(plant.update(profile))
    document = json.loads(file.read_text("utf-8"))
    holder = document["assessments"][0]
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = value
    file.write_text(json.dumps(document), "utf-8")
    assert plant.check(profile, "--baseline", str(file)) == 2
    assert words in capsys.readouterr().err
    plant.update(profile)
    assert plant.check(profile, "--baseline", str(file)) == 0


def test_a_check_that_breaks_is_covered_by_nothing(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Not by a baseline, and none is written from it."""
    profile = plant.write()
    baseline = Path(plant.update(profile))
    before = baseline.read_bytes()
    monkeypatch.setattr(judge, "_verified", _break)
    assert plant.check(profile, "--baseline", str(baseline), "--fail-on", "never") == 3
    assert run(["baseline", "update", profile, "--baseline", str(baseline), *plant.common]) == 3
    assert "nothing was written" in capsys.readouterr().err
    assert baseline.read_bytes() == before


def test_any_json_result_is_a_baseline(plant: Plant) -> None:
    """It says more than a baseline reads, and the same of it."""
    profile, whole = plant.write("1 h", f"{SLOW}, {FAST}"), plant.folder / "whole.json"
    plant.check(profile, "-o", f"json={whole}")
    assert plant.check(profile, "--baseline", str(whole), "--fail-on", "fail") == 0
    small = json.loads(Path(plant.update(profile)).read_text("utf-8"))
    assert "line" not in json.dumps(small)


@pytest.mark.parametrize("text", ["[]", "{}", '{"assessments": [{"results": [{}]}]}', "3", '{"assessments": [3]}'])
def test_anything_else_is_refused(text: str, plant: Plant, capsys: Capture) -> None:
    """With exit code 2, never with a traceback."""
    file = plant.folder / "wrong.json"
    file.write_text(text, "utf-8")
    assert plant.check(plant.write(), "--baseline", str(file)) == 2
    assert "no JSON result of a check" in capsys.readouterr().err


def test_no_output_replaces_a_baseline_that_is_read(plant: Plant, capsys: Capture) -> None:
    """Nor do the errors of such a run."""
    profile = plant.write()
    baseline = Path(plant.update(profile))
    before = baseline.read_bytes()
    assert plant.check(profile, "--baseline", str(baseline), "-o", f"json={baseline}") == 2
    assert "both go to" in capsys.readouterr().err
    assert baseline.read_bytes() == before
    assert run(["baseline", "update", profile, "--baseline", profile, *plant.common]) == 2
    assert Path(profile).read_text("utf-8").startswith("profile: 1")


def test_a_baseline_is_written_whole_or_not_at_all(plant: Plant) -> None:
    """A folder that is not there, a file of somebody else's, one profile of two that cannot be read."""
    profile = plant.write()
    assert run(["baseline", "update", profile, "--baseline", str(plant.folder / "no" / "b.json"), *plant.common]) == 2
    wrong = plant.write(runtime="1,5 h", name="wrong.yaml")
    foreign = plant.folder / "package.json"
    foreign.write_text('{"name": "other"}', "utf-8")
    assert run(["baseline", "update", profile, "--baseline", str(foreign), *plant.common]) == 2
    assert foreign.read_text("utf-8") == '{"name": "other"}'
    file = plant.folder / "b.json"
    assert run(["baseline", "update", profile, wrong, "--baseline", str(file), *plant.common]) == 2
    assert not file.exists()


def test_every_page_shows_what_is_new(plant: Plant, capsys: Capture) -> None:
    """The first page of the HTML and a comment say what the text says, escaped; SARIF has its own words."""
    baseline = plant.update(plant.write(robot='"<b>W</b>"'))
    profile = plant.write("0.5 h", f"{SLOW}, {FAST}", robot='"<b>W</b>"')
    names = {"html": "r.html", "markdown": "r.md", "sarif": "r.sarif", "json": "r.json"}
    files = {format_: plant.folder / name for format_, name in names.items()}
    wanted = [part for format_, file in files.items() for part in ("-o", f"{format_}={file}")]
    plant.check(profile, "--baseline", baseline, *wanted)
    html, comment, sarif, data = (file.read_text("utf-8") for file in files.values())
    assert "1 worsened" in comment and "(was 1 h)" in comment
    assert comment.index("Beside the baseline") < comment.index("What blocks")
    states = {one["ruleId"]: one["baselineState"] for one in json.loads(sarif)["runs"][0]["results"]}
    assert states["P5-RUNTIME-001"] == "updated"
    assert states["P5-FORCE-001"] == "new"
    assert valid_json(data, closed(RESULT))["assessments"][0]["baseline"]["changes"]
    assert "1 worsened" in html and "(was 1 h)" in html
    assert html.index("Beside the baseline") < html.index("Readiness and verdicts per pillar")
    assert "<b>W" not in html and "<b>W" not in comment
    capsys.readouterr()


def test_every_format_for_machines_says_what_is_known(plant: Plant) -> None:
    """The state of each finding, what is fixed where the format has room for it, and the name of the file."""
    mended = FAST.replace("300 N", "200 N, speed: 0.5 m/s")
    baseline = plant.update(plant.write("1 h", f"{SLOW}, {FAST}"))
    profile = plant.write("0.5 h", f"{SLOW}, {mended}")
    files = {format_: plant.folder / f"out.{format_}" for format_ in ("junit", "github", "gitlab", "csv", "sarif")}
    wanted = [part for format_, file in files.items() for part in ("-o", f"{format_}={file}")]
    assert plant.check(profile, "--baseline", baseline, *wanted) == 1
    shown = {format_: CONSUMERS[format_](file.read_bytes().decode()).text for format_, file in files.items()}
    assert all(baseline in text for text in shown.values())

    suite = Tree.fromstring(files["junit"].read_text("utf-8"))[0]
    types = {case.attrib["name"].split()[0]: case[0].attrib.get("type") for case in suite.iter("testcase") if len(case)}
    assert types == {"P5-RUNTIME-001": "fail, blocks, worsened"}
    assert "beside the baseline: worsened" in shown["junit"]
    assert "fixed: P5-FORCE-001" in str(suite.findtext("system-out"))
    assert [one.attrib["value"] for one in suite.iter("property") if one.attrib["name"] == "baseline"] == [baseline]

    first, *_, last = files["github"].read_text("utf-8").splitlines()
    assert first.startswith("::error title=fail%3A P5-RUNTIME-001 Time of work (worsened),")
    assert "2 fixed" in last
    notice, finding = json.loads(files["gitlab"].read_text("utf-8"))
    assert "1 worsened" in notice["description"]
    assert finding["description"].startswith("P5-RUNTIME-001 [worsened] fail: ")

    rows = list(csv.DictReader(files["csv"].read_text("utf-8").splitlines()))
    states = {row["requirement"]: (row["verdict"], row["baseline_state"]) for row in rows}
    assert states == {
        "P5-RUNTIME-001": ("fail", "worsened"), "P5-FORCE-001": ("pass", "fixed"), "P5-BOTH-001": ("pass", "fixed"),
        "P5-COUNT-001": ("pass", ""),
    }  # fmt: skip
    assert list(rows[0])[-1] == "notice"


def test_a_robot_that_the_baseline_does_not_name_is_new_in_every_format(plant: Plant) -> None:
    """And without a baseline there is no column for it."""
    baseline = plant.update(plant.write())
    out = plant.folder / "gaps.csv"
    plant.check(plant.write(robot="Other"), "--baseline", baseline, "-o", f"csv={out}")
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["baseline_state"] for row in rows if row["verdict"] == "fail"} == {"new"}
    plant.check(plant.write(), "-o", f"csv={out}")
    assert "baseline" not in out.read_text("utf-8").splitlines()[0]


def test_sarif_has_a_word_for_each(plant: Plant, edition: Path) -> None:
    """new, updated, unchanged; none without a baseline."""
    catalogue = api.load_standard(str(edition))
    file = plant.update(plant.write("1 h", f"{SLOW}, {FAST}"))
    profile = plant.write("0.5 h", f"{SLOW}, {FAST}, {FAST.replace('id: b', 'id: c')}")
    target = api.find_target(catalogue, "plant")
    from datetime import date

    from compliance.assess.baseline import with_baseline

    bare = api.assess(catalogue, api.load_robot(profile, catalogue), target, ["eu"], date(2026, 11, 21))
    (one,) = with_baseline([bare], api.load_baseline(file), file)
    words = {result.requirement.id: baseline_state(one, result) for result in one.results}
    assert words["P5-RUNTIME-001"] == "updated"
    assert words["P5-FORCE-001"] == "new"
    assert words["P5-COUNT-001"] == "unchanged"
    assert {baseline_state(bare, result) for result in bare.results} == {None}


# ---- a baseline never hides a new finding ----

contact = st.fixed_dictionaries(
    {"id": st.sampled_from("abc"), "mode": st.sampled_from(["transient", "quasi_static"])},
    optional={"peak_force": st.sampled_from([100, 279, 281, 300, 400]), "speed": st.sampled_from([0.05, 0.5, 2, 3])},
)
profiles = st.fixed_dictionaries(
    {
        "runtime": st.sampled_from([None, 0.5, 1, 1.5, 3]),
        "contacts": st.lists(contact, max_size=3, unique_by=lambda one: one["id"]),
    }
)
UNITS = {"peak_force": "N", "speed": "m/s"}


def text_of(profile: Any) -> str:
    """A profile as YAML, its contacts in the order drawn."""
    lines = ["profile: 1", "target: plant", "robot: {name: Walker}", "hazards: [{id: fall}]", "complete: [contacts]"]
    lines += [f"power: {{runtime: {profile['runtime']} h}}"] if profile["runtime"] else []
    rows = [
        ", ".join(
            f"{name}: {value} {UNITS[name]}" if name in UNITS else f"{name}: {value}" for name, value in one.items()
        )
        for one in profile["contacts"]
    ]
    return "\n".join([*lines, f"contacts: [{', '.join(f'{{{row}}}' for row in rows)}]"]) + "\n"


def findings(profile: Any) -> Iterator[tuple[str, str, object, float | None]]:
    """What is open about a profile, by hand: requirement, item, what is stated, and the margin of a plain limit."""
    runtime, contacts = profile["runtime"], profile["contacts"]
    if runtime is None or runtime < 2:
        yield "P5-RUNTIME-001", "", runtime, None if runtime is None else runtime - 2
    for one in contacts:
        force, speed = one.get("peak_force"), one.get("speed")
        stated = tuple(sorted(one.items()))
        if one["mode"] == "quasi_static" or force is None or force > 280:
            plain = one["mode"] == "transient" and force is not None
            yield "P5-FORCE-001", one["id"], (one["mode"], force), 280 - force if plain else None
        if not (force is not None and force <= 280 and speed is not None and speed <= 1):
            yield "P5-BOTH-001", one["id"], tuple((name, value) for name, value in stated if name in UNITS), None
    if not any(one.get("speed") == 0.05 for one in contacts):
        unknown = [one["id"] for one in contacts if "speed" not in one]
        whole = tuple(sorted((one["id"], one.get("speed")) for one in contacts))
        yield from (("P5-COUNT-001", id_, None, None) for id_ in unknown)
        if not unknown:
            yield "P5-COUNT-001", "", whole, None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=profiles, after=profiles)
def test_a_baseline_never_hides_a_new_finding(before: Any, after: Any, plant: Plant) -> None:
    """Whatever the earlier run knew: a finding that it did not know as such is new or worse."""
    path = plant.folder / "robot.yaml"
    path.write_text(text_of(before), "utf-8")
    baseline = plant.update(str(path))
    path.write_text(text_of(after), "utf-8")
    told = {(one["requirement"], one["state"]) for one in plant.beside(str(path), baseline)["changes"]}
    failing = {requirement for requirement, state in told if state in ("new", "worsened")}
    known = {(requirement, item): (said, margin) for requirement, item, said, margin in findings(before)}
    for requirement, item, said, margin in findings(after):
        was, limit = known.get((requirement, item), (object(), None))
        easier = margin is not None and limit is not None and margin >= limit
        if was != said and not easier:
            assert requirement in failing, (requirement, item)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=profiles, random=st.randoms(use_true_random=False))
def test_moving_text_changes_nothing(before: Any, random: Any, plant: Plant) -> None:
    """Entries in another order, on other lines, below comments: every finding is known, and none is gone."""
    path = plant.folder / "robot.yaml"
    path.write_text(text_of(before), "utf-8")
    baseline = plant.update(str(path))
    contacts = [dict(random.sample(list(one.items()), len(one))) for one in before["contacts"]]
    random.shuffle(contacts)
    head, *lines = text_of({**before, "contacts": contacts}).splitlines()
    random.shuffle(lines)
    path.write_text("\n# a comment\n\n".join([head, *lines]) + "\n", "utf-8")
    beside = plant.beside(str(path), baseline)
    assert states(beside) == {} and beside["gone"] == []


# ---- help ----


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command there is, groups included."""
    yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


@pytest.mark.parametrize("path", list(commands(cli)), ids=" ".join)
def test_every_help_shows_examples(path: tuple[str, ...], capsys: Capture) -> None:
    """And every example names the command it belongs to."""
    assert run([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:" in shown
    examples = shown.partition("Examples:")[2].strip().splitlines()
    assert examples[0].split()[: len(path) + 1] == ["compliance", *path]


def test_the_table_of_effects_names_options_that_exist() -> None:
    """A page about options that are gone would be worse than none."""
    from compliance.cli.check import command

    there = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    assert {row["option"] for row in EFFECTS} <= there
