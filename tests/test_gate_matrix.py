"""Everything that a run can be set to, with everything else: exit codes as the page's table says, and the files.

Format, place, number of targets and kind of configuration are few enough for every combination. All factors together
have many millions, so those are covered by threes: every three choices of three different factors meet in some run.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ROOT
from consumers import CONSUMERS
from house import house
from test_gate import CASES, COUNTED, WAIVER, Case, expected, tables

from compliance import api
from compliance.assess import judge
from compliance.cli import READER_GONE, run

DAY = ["--as-of", "2026-11-21"]
DEPOT = """\
id: depot
title: {en: Depot, zh: 仓库}
scenario: {en: The robot works all day., zh: 机器人全天工作。}
facts: {runtime_min: 4 h}
criteria: [P5-RUNTIME-001]
markets: [eu]
"""
FACTORS: dict[str, tuple[Any, ...]] = {
    "format": api.FORMATS,
    "place": ("standard output", "file", "file for each target", "several"),
    "said": ("options", "compliance.toml", "pyproject.toml", "options over another configuration", "--no-config"),
    "targets": ((), ("plant",), ("plant", "depot")),
    "waivers": ("", "given", "left out"),
    "baseline": (False, True),
    "fail_on": ("", "blocking", "fail", "never"),
    "require": ("", "R1", "R4"),
    "robot": (0, 1, 2, 3),
    "broken": (False, True),
    "wrong": (False, True),
    "quiet": (False, True),
}
Capture = pytest.CaptureFixture[str]
Row = dict[str, Any]


@cache
def rows() -> tuple[Row, ...]:
    """Rows in which every three choices of three factors meet, drawn greedily from a fixed seed."""
    open_ = set(triples())
    draw = random.Random(1)
    found: list[Row] = []
    while open_:
        row: Row = dict(min(open_, key=repr))
        for name in draw.sample([name for name in FACTORS if name not in row], len(FACTORS) - len(row)):
            choices = draw.sample(FACTORS[name], len(FACTORS[name]))
            row[name] = max(choices, key=lambda value, row=row, name=name: len(met({**row, name: value}, name) & open_))  # type: ignore[misc]
        open_ -= {found for name in row for found in met(row, name)}
        found.append(row)
    return tuple(found)


def triples() -> Iterator[tuple[tuple[str, Any], ...]]:
    """Every three choices of three factors."""
    for names in combinations(FACTORS, 3):
        yield from (tuple(zip(names, values, strict=True)) for values in product(*(FACTORS[name] for name in names)))


def met(row: Row, name: str) -> set[tuple[tuple[str, Any], ...]]:
    """The threes that a row holds, those with one factor."""
    others = [other for other in FACTORS if other in row and other != name]
    order = list(FACTORS)
    return {
        tuple((one, row[one]) for one in sorted((name, *pair), key=order.index)) for pair in combinations(others, 2)
    }


# ---- one run


class Shop(NamedTuple):
    """A repository to run in, with the house edition and two of its targets."""

    folder: Path
    edition: Path

    def write(self, robot: int, *, wrong: bool = False) -> None:
        """Write the profile; a wrong one cannot be read."""
        said = {"runtime": "1 h", "contacts": "{id: a, mode: transient, peak_force: 100 N, speed: 0.1 m/s}"}
        said |= CASES[robot].write
        text = (
            f"profile: 1\ntarget: plant\nrobot: {{name: Walker}}\npower: {{runtime: {said['runtime']}}}\n"
            f"hazards: [{{id: fall}}]\ncontacts: [{said['contacts']}]\ncomplete: [contacts]\n"
        )
        (self.folder / "robot.yaml").write_text(text + ("power: [\n" if wrong else ""), "utf-8")

    def run(self, *arguments: str) -> int:
        """Run a command on the profile."""
        return run([*arguments, "--standard", str(self.edition), *DAY])

    def configure(self, row: Row, settings: dict[str, Any]) -> list[str]:
        """Say the settings of a row in its way. Returns what goes to the command line."""
        for name in ("compliance.toml", "pyproject.toml"):
            (self.folder / name).unlink(missing_ok=True)
        if row["said"] in ("compliance.toml", "pyproject.toml"):
            table = "[tool.humanoid-compliance]\n" if row["said"] == "pyproject.toml" else ""
            lines = [f"{name} = {json.dumps(value)}\n" for name, value in settings.items()]
            (self.folder / row["said"]).write_text(table + "".join(lines), "utf-8")
            return []
        other = {
            "target": "depot", "outputs": ["html=other.html"], "fail_on": "never", "require": "R3", "markets": ["us"],
            "waivers": "none.yaml", "baseline": "none.json",
        }  # fmt: skip
        given = {**other, "target": other["target"]} if row["said"] == "--no-config" else {}
        if row["said"] == "options over another configuration":
            named = {"target" if name == "targets" else name for name in settings}
            given = {name: value for name, value in other.items() if name in named}
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in given.items()]
        (self.folder / "compliance.toml").write_text("".join(lines), "utf-8")
        return [*typed(settings), *(["--no-config"] if row["said"] == "--no-config" else [])]


def typed(settings: dict[str, Any]) -> list[str]:
    """Settings as options of the command line."""
    flags = {"targets": "--target", "outputs": "-o", "fail_on": "--fail-on"}
    pairs = [
        (flags.get(name, f"--{name}"), one)
        for name, value in settings.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return [part for pair in pairs for part in pair]


def outputs(row: Row) -> list[str]:
    """The outputs of a row: where its format goes, and what stands beside it."""
    form = row["format"]
    return {
        "standard output": [form],
        "file": [f"{form}=out"],
        "file for each target": [f"{form}=out-{{target}}"],
        "several": [form, f"{form}=out", "json=all.json", "csv={target}.csv"],
    }[row["place"]]


def wanted(row: Row) -> dict[str, str]:
    """The files that a row writes, each with its format."""
    targets = row["targets"] or ("plant",)
    return {
        "standard output": {},
        "file": {"out": row["format"]},
        "file for each target": {f"out-{target}": row["format"] for target in targets},
        "several": {"out": row["format"], "all.json": "json", **{f"{target}.csv": "csv" for target in targets}},
    }[row["place"]]


def case(row: Row, target: str) -> Case:
    """What is open for a target: at the depot the robot has to work for longer than it ever does."""
    one = CASES[row["robot"]]
    if target == "plant":
        return one
    blocking = frozenset({COUNTED[0]})
    return one._replace(gaps=one.gaps | blocking, waived=blocking, known=one.known | blocking, step=0)


def code(row: Row) -> int:
    """The exit code by the page's tables: the worst of the targets."""
    options = ["--waivers"] * bool(row["waivers"]) + ["--no-waivers"] * (row["waivers"] == "left out")
    options += ["--baseline"] * row["baseline"]
    fail_on = row["fail_on"] or "blocking"
    targets = row["targets"] or ("plant",)
    return max(
        expected(fail_on, row["require"], options, case(row, target), broken=row["broken"], wrong=row["wrong"])
        for target in targets
    )


def settings(row: Row) -> dict[str, Any]:
    """What a row sets, as a configuration says it."""
    name = "known-{target}.json" if len(row["targets"]) != 1 else "known-plant.json"
    found = {
        "targets": list(row["targets"]), "outputs": outputs(row), "waivers": "waivers.yaml" if row["waivers"] else "",
        "baseline": name if row["baseline"] else "", "fail_on": row["fail_on"], "require": row["require"],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def hold(row: Row, shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Run a row, and hold its exit code, its files and its standard output to what they have to be."""
    for path in shop.folder.iterdir():
        if path.is_file() and path.name != "waivers.yaml":
            path.unlink()
    shop.write(row["robot"])
    if row["baseline"]:
        targets = [part for target in row["targets"] or ("plant",) for part in ("-t", target)]
        named = ["baseline", "update", "robot.yaml", "--baseline", "known-{target}.json", "--no-config", *targets]
        assert shop.run(*named) == 0
    shop.write(row["robot"], wrong=row["wrong"])
    given = shop.configure(row, settings(row))
    more = ["--no-waivers"] * (row["waivers"] == "left out") + ["-q"] * row["quiet"]
    there = {path.name for path in shop.folder.iterdir()}
    capsys.readouterr()
    with monkeypatch.context() as patch:
        if row["broken"]:
            patch.setattr(judge, "_verified", _break)
        found = shop.run("check", "robot.yaml", *given, *more)
        shown = capsys.readouterr().out
        assert found == code(row), row
        new = [path for path in shop.folder.iterdir() if path.name not in there]
        files = {path.name: path.read_bytes().decode() for path in new}
        if found == 2:
            held_errors(row, files, shown)
            return
        assert files.keys() == wanted(row).keys(), row
        held_reports(row, files, shown)
        if row["place"] == "file for each target":
            for target in row["targets"] or ("plant",):
                shop.run("check", "robot.yaml", *given, *more, "-t", target)
                assert (shop.folder / f"out-{target}").read_bytes().decode() == files[f"out-{target}"]
            capsys.readouterr()


def held_errors(row: Row, files: dict[str, str], shown: str) -> None:
    """No report: nothing but errors, and those only where JSON was asked for."""
    told = [*files.values(), *([shown] if row["format"] == "json" and row["place"] in PRINTED else [])]
    assert all(json.loads(text)["errors"] for text in told)
    if row["format"] != "json" or row["place"] not in PRINTED:
        assert shown == ""
    assert files.keys() <= {name for name, format_ in wanted(row).items() if format_ == "json"}
    if row["targets"]:
        assert files.keys() == {name for name, format_ in wanted(row).items() if format_ == "json"}


def held_reports(row: Row, files: dict[str, str], shown: str) -> None:
    """Every report is what its reader wants, and standard output is one of them, or the text, or nothing."""
    for name, format_ in wanted(row).items():
        CONSUMERS[format_](files[name])
    if row["place"] in PRINTED:
        CONSUMERS[row["format"]](shown)
        assert files.get("out", shown) == shown
    elif row["quiet"]:
        assert shown == ""
    else:
        CONSUMERS["text"](shown)
    if "all.json" in files:
        assert [one["target"] for one in json.loads(files["all.json"])["assessments"]] == list(
            row["targets"] or ("plant",)
        )


PRINTED = ("standard output", "several")


def _break(*_: object) -> None:
    raise ZeroDivisionError


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house edition with a second target."""
    folder = house(tmp_path_factory.mktemp("edition"))
    (folder / "targets" / "depot.yaml").write_text(DEPOT, "utf-8")
    return folder


@pytest.fixture
def shop(tmp_path: Path, edition: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A repository of its own, in which the edition is compiled once."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "waivers.yaml").write_text(WAIVER, "utf-8")
    monkeypatch.chdir(tmp_path)
    catalogue = api.load_standard(str(edition))
    monkeypatch.setattr(api, "load_standard", lambda folder=None: catalogue)
    return Shop(tmp_path, edition)


@pytest.mark.parametrize("format_", api.FORMATS)
def test_every_three_choices_together(
    format_: str, shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Those runs of the covering set that write a format."""
    chosen = [row for row in rows() if row["format"] == format_]
    assert len(chosen) > 20
    for row in chosen:
        hold(row, shop, monkeypatch, capsys)


def test_the_covering_set_covers() -> None:
    """Every three choices of three factors meet in some run."""
    there = {one for row in rows() for name in row for one in met(row, name)}
    assert there == set(triples())


@pytest.mark.parametrize("format_", api.FORMATS)
def test_every_format_in_every_place(
    format_: str, shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Place, targets and configuration: all of them with each other."""
    plain = {
        "format": format_, "waivers": "", "baseline": False, "fail_on": "", "require": "", "robot": 1, "broken": False,
        "wrong": False, "quiet": True,
    }  # fmt: skip
    for place, targets, said in product(FACTORS["place"], FACTORS["targets"], FACTORS["said"]):
        hold({**plain, "place": place, "targets": targets, "said": said}, shop, monkeypatch, capsys)


# ---- who reads standard output


@pytest.mark.parametrize("format_", api.FORMATS)
def test_a_reader_that_goes_away(format_: str, tmp_path: Path) -> None:
    """Files are whole, and the run does not end as if all were well: the page says how."""
    page = " ".join((ROOT / "docs" / "gate.md").read_text("utf-8").split())
    assert f"exit code is {READER_GONE}" in page
    profile = str(ROOT / "profiles" / "unitree-g1.yaml")
    command = [sys.executable, "-m", "compliance", "check", profile, "-t", "home", "-t", "hospital", *DAY]
    wanted = ["-o", format_, "-o", f"{format_}={tmp_path}/whole", "--fail-on", "never", "--no-config"]
    read, write = os.pipe()
    os.close(read)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, *wanted], stdout=write, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (READER_GONE, b"")
    CONSUMERS[format_]((tmp_path / "whole").read_bytes().decode())


@pytest.mark.parametrize("place", ["no/where", "folder"])
def test_all_files_are_written_or_none(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Also where it is the last of many, for the last of the targets, that cannot be written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "robot.yaml").write_text("profile: 1\n", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "csv-home").write_text("as it was", "utf-8")
    wanted = [part for format_ in api.FORMATS for part in ("-o", f"{format_}={format_}-{{target}}")]
    command = ["check", "robot.yaml", "-q", "-t", "home", "-t", "hospital", *wanted, "-o", f"html={place}"]
    assert run(command) == 2
    assert f"{place}: the file cannot be written" in capsys.readouterr().err
    told = {"json-home", "json-hospital"}
    assert all("errors" in json.loads((tmp_path / name).read_text("utf-8")) for name in told)
    assert {path.name for path in tmp_path.iterdir()} - told == {"robot.yaml", "folder", "csv-home"}
    assert (tmp_path / "csv-home").read_text("utf-8") == "as it was"


# ---- what is refused

REFUSED = next(table for table in tables((ROOT / "docs" / "gate.md").read_text("utf-8")) if "because" in table[0])


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["command"])
def test_what_the_page_says_is_refused(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """With exit code 2, in these words, and nothing is written."""
    for name in ("robot.yaml", "home.yaml", "known.json"):
        (tmp_path / name).write_text("profile: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(row["command"].split()[1:]) == 2
    assert row["because"] in capsys.readouterr().err
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    told = {name for name in after.keys() - before.keys() if "errors" in json.loads(after[name])}
    assert {name: content for name, content in after.items() if name not in told} == before
