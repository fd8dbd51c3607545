"""The difference between editions: what is added, withdrawn and changed, in which part, and whose verdicts flip."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DAY, Desk

from compliance import api
from compliance.catalogue import select
from compliance.cli import run

SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
G1 = str(Path(api.data_folder("profiles")) / "unitree-g1.yaml")
GUARDED = """\
profile: 1
robot: {name: Guarded}
safeguards:
  - {id: scanner, approach: parallel, distance: 1.8 m, response_time: 0.5 s, resolution: 40 mm, height: 875 mm,
     supplement: 0.1 m, stop_measurements: 10}
complete: [safeguards]
"""
Capture = pytest.CaptureFixture[str]


def compared(capsys: Capture, *arguments: str) -> dict[str, Any]:
    """A difference as JSON."""
    capsys.readouterr()
    assert run(["standard", "diff", *arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The ids of rows."""
    return [row["id"] for row in rows]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the smallest edition that lints."""
    return Path(shutil.copytree(SMALL, tmp_path / "old")), Path(shutil.copytree(SMALL, tmp_path / "new"))


EDITS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"require": "power.runtime >= 2.5 h"}, ["limit"]),
    ({"require": "power.runtime > target.runtime_min"}, ["rule"]),
    ({"statement": {"en": "Other words.", "zh": "换一种说法。"}}, ["text"]),
    ({"proof": {"methods": ["measured"]}}, ["proof"]),
    ({"keyword": "should"}, ["duty"]),
]


@pytest.mark.parametrize(("edit", "kinds"), EDITS)
def test_the_part_that_changed_is_named(
    pair: tuple[Path, Path], capsys: Capture, edit: dict[str, Any], kinds: list[str]
) -> None:
    """A limit only where nothing but numbers differ; nothing for what stays."""
    old, new = pair
    for edition, change in ((old, {"require": "power.runtime >= 2 h"} if kinds == ["limit"] else {}), (new, edit)):
        rule = edition / "requirements" / "runtime.yaml"
        entry = yaml.safe_load(rule.read_text("utf-8"))
        rule.write_text(json.dumps({**entry, **change}, default=str), "utf-8")
    found = compared(capsys, str(old), str(new))
    assert [row["kinds"] for row in found["changed"]] == ([kinds] if kinds else [])
    assert found["added"] == found["withdrawn"] == []


def test_a_cell_of_a_table_is_a_limit(pair: tuple[Path, Path], capsys: Capture) -> None:
    """For the requirements that read the table."""
    old, new = pair
    table = new / "tables" / "limits.yaml"
    entry = yaml.safe_load(table.read_text("utf-8"))
    row = next(iter(entry["rows"].values()))
    name = next(name for name, cell in row.items() if not cell.startswith("not_"))
    row[name] = row[name].replace("1", "2").replace("0 ", "5 ")
    table.write_text(json.dumps(entry), "utf-8")
    [changed] = compared(capsys, str(old), str(new))["changed"]
    assert (changed["id"], changed["kinds"]) == ("P5-FORCE-001", ["limit"])
    assert changed["parts"][0]["name"].startswith("table ")


def test_added_and_withdrawn(pair: tuple[Path, Path], capsys: Capture) -> None:
    """By id, both ways."""
    old, new = pair
    (new / "requirements" / "force.yaml").unlink()
    assert ids(compared(capsys, str(old), str(new))["withdrawn"]) == ["P5-FORCE-001"]
    assert ids(compared(capsys, str(new), str(old))["added"]) == ["P5-FORCE-001"]
    assert run(["standard", "diff", str(old), str(old)]) == 0
    assert "No requirement is otherwise." in capsys.readouterr().out


def test_a_revision_is_an_edition(tmp_path: Path, capsys: Capture) -> None:
    """With its path, and bare for the folder of the edition itself."""
    edition = Path(shutil.copytree(SMALL, tmp_path / "repo" / "edition"))
    git = ["git", "-C", str(tmp_path / "repo"), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    (edition / "requirements" / "force.yaml").unlink()
    here = ["--standard", str(edition)]
    assert ids(compared(capsys, "HEAD", str(edition), *here)["withdrawn"]) == ["P5-FORCE-001"]
    assert ids(compared(capsys, "HEAD:edition", str(edition), *here)["withdrawn"]) == ["P5-FORCE-001"]
    assert run(["standard", "diff", "--", "-x", str(edition)]) == 2


def test_law_of_two_days(capsys: Capture) -> None:
    """The Machinery Regulation takes the place of the directive; other markets are left out on request."""
    found = compared(capsys, "2026-11-21", "2027-01-21", "--market", "eu")
    assert {"P4-ROUTE-001", "P6-ESTOP-004"} <= set(ids(found["added"]))
    assert ids(found["withdrawn"]) == ["P4-NOISE-001", "P4-NOISE-005", "P4-PEAK-001"]
    assert "replaces Directive 2006/42/EC" in found["added"][0]["from"]
    assert compared(capsys, "2026-11-21", "2027-01-21", "--market", "kr")["added"] == []
    back = compared(capsys, "2027-01-21", "2026-11-21", "--market", "eu")
    assert (ids(back["added"]), ids(back["withdrawn"])) == (ids(found["withdrawn"]), ids(found["added"]))


def test_verdicts_flip_with_the_law(capsys: Capture) -> None:
    """For a unit placed on the market on each of the days, whatever the profile states."""
    arguments = ["2026-11-21", "2027-01-21", "--market", "eu", "--profile", G1, "-t", "home"]
    [robot] = compared(capsys, *arguments)["verdicts"]
    flips = {row["id"]: (row["before"], row["after"], row["worse"]) for row in robot["flips"]}
    assert flips["P4-NOISE-001"] == ("needs_evidence", "not selected", False)
    assert flips["P4-ROUTE-001"][2]


def test_two_editions_of_iso_13855(desk: Desk, capsys: Capture) -> None:
    """What satisfies the distance of 2010 does not satisfy that of 2024."""
    profile = str(desk.write(GUARDED))
    arguments = ["--profile", profile, "-t", "automotive-factory", "-m", "eu", "--as-of", DAY.isoformat()]
    found = compared(capsys, "iso-13855-2010", "iso-13855-2024", *arguments)
    [pair] = found["changed"]
    assert (pair["was"], pair["id"], pair["kinds"][0]) == ("P6-GUARD-001", "P6-GUARD-002", "rule")
    assert ids(found["added"]) == ["P6-GUARD-005"]
    flips = {row["id"]: (row["before"], row["after"]) for row in found["verdicts"][0]["flips"]}
    assert flips["P6-GUARD-002"] == ("not selected", "fail")
    assert flips["P6-GUARD-001"][1] == "not selected"


def test_the_target_says_which_edition_counts(catalogue: api.Catalogue) -> None:
    """One of the two, or both where it adopts neither or both; a criterion of its own stays."""
    target = catalogue.target("automotive-factory")
    today = float(DAY.toordinal())

    def guards(adopts: list[str], criteria: tuple[str, ...] = ()) -> set[str]:
        row = {**target.row, "adopts": adopts, "criteria": list(criteria)}
        chosen = select(catalogue, target._replace(row=row), ["eu"], (today, today), today)
        return {one.requirement.id[-3:] for one in chosen if one.requirement.id.startswith("P6-GUARD")}

    whole = {"001", "002", "003", "004", "005"}
    assert guards([]) == guards(["iso-13855-2010", "iso-13855-2024"]) == whole
    assert guards(["iso-13855-2010"]) == {"001", "003", "004"}
    assert guards(["iso-13855-2024"]) == {"002", "005"}
    assert guards(["iso-13855-2024"], ("P6-GUARD-004",)) == {"002", "004", "005"}


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_people_read_it_too(desk: Desk, capsys: Capture, format_: str) -> None:
    """With the verdicts, and a hostile name that stays text."""
    profile = str(desk.write(GUARDED.replace("Guarded", '"<b>**x** \\u202E"')))
    done = ["iso-13855-2010", "iso-13855-2024", "--profile", profile, "-t", "warehouse", "--format", format_]
    assert run(["standard", "diff", *done, "--as-of", DAY.isoformat()]) == 0
    shown = capsys.readouterr().out
    assert "P6-GUARD-001" in shown
    assert "Verdicts of" in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (["2026-11-21", "iso-13855-2024"], "is a day and `iso-13855-2024` a document"),
        (["nowhere", "2026-11-21"], "`nowhere` is no folder"),
        (["2026-11-21", "2027-01-21", "-m", "mars"], "there is no market `mars`"),
        (["2026-11-21", "2027-01-21", "--profile", G1, "-t", "hmoe"], "there is no target `hmoe`"),
    ],
)
def test_what_cannot_be_compared_is_refused(capsys: Capture, sides: list[str], said: str) -> None:
    """With a cure, exit 2."""
    assert run(["standard", "diff", *sides]) == 2
    assert said in capsys.readouterr().err
