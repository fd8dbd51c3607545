"""`compliance init`: a short file that says nothing yet, and whose every example is read."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance import api
from compliance.cli import run
from compliance.source import load
from compliance.source.nodes import to_data

DAY = "2026-11-21"
AIMS = [
    ("automotive-factory", ()),
    ("home", ("eu", "us")),
    ("hospital", ("jp",)),
    ("warehouse", ()),
    ("warehouse", ("cn", "eu", "us", "jp", "kr")),
]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(params=AIMS, ids=lambda aim: "-".join((aim[0], *aim[1])))
def written(request: pytest.FixtureRequest, tmp_path: Path, capsys: Capture) -> Path:
    """The file of one target and its markets."""
    target, markets = request.param
    path = tmp_path / "robot.yaml"
    options = [text for market in markets for text in ("--market", market)]
    assert run(["init", "--target", target, *options, "--as-of", DAY, str(path)]) == 0
    return path


def uncommented(text: str) -> str:
    """Take one # away wherever a line begins with one, as an editor does."""
    return re.sub(r"^( *)#(?: |(?=#))", r"\1", text, flags=re.MULTILINE)


def filled(text: str) -> str:
    """Write the example of every value over its `null`."""
    return re.sub(r": null +# e\.g\. (.*?)(?: – .*)?$", r": \1", text, flags=re.MULTILINE)


def test_it_can_be_checked_as_it_is(written: Path) -> None:
    """Nothing filled in is gaps, never a mistake; and it names its target and markets itself."""
    assert run(["check", str(written), "-q", "--as-of", DAY]) in (0, 1)


def test_every_example_is_read(written: Path, catalogue: api.Catalogue) -> None:
    """With every # taken away and every example written down, it is a profile with no fault."""
    written.write_text(filled(uncommented(written.read_text("utf-8"))), "utf-8")
    assert "null" not in written.read_text("utf-8").partition("profile: 1")[2]
    robot = api.load_robot(str(written), catalogue).robot
    assert robot.lists["hazards"].items and robot.facts["morphology.mass"].statements
    assert run(["check", str(written), "-q", "--as-of", DAY]) in (0, 1)


def test_nothing_that_is_asked_for_is_left_out(written: Path, catalogue: api.Catalogue) -> None:
    """Filled in to the last example, no requirement misses a field; what it misses are further words."""
    written.write_text(filled(uncommented(written.read_text("utf-8"))), "utf-8")
    gathered = api.load_robot(str(written), catalogue)
    plain = gathered.robot.plain
    target = api.find_target(catalogue, plain["target"])
    assessment = api.assess(catalogue, gathered, target, plain["markets"], date.fromisoformat(DAY))
    missing = {reason.path for one in assessment.results for reason in one.reasons if reason.type == "missing"}
    sets = {path for path, fact in gathered.robot.facts.items() if fact.type == "set" and fact.statements}
    assert not missing - sets  # a set of words stays open until `complete` names it


def test_it_is_short_and_in_order(written: Path) -> None:
    """It fits a screen's width, begins with the basics, and `fmt` has nothing to do."""
    text = written.read_text("utf-8")
    assert max(map(len, text.splitlines())) < 100
    top = text.splitlines()[:70]
    assert [line for line in top if line.startswith("  height: null")] and "hazards:" not in top
    assert run(["fmt", "--check", str(written)]) == 0


def test_it_says_what_is_asked(tmp_path: Path, capsys: Capture) -> None:
    """The numbers of requirements and of values, on the terminal and in the file."""
    path = tmp_path / "robot.yaml"
    assert run(["init", "-t", "warehouse", "--as-of", DAY, str(path)]) == 0
    said = re.search(r"(\d+) requirements for Warehouse \(cn, eu\) ask for (\d+) values", capsys.readouterr().out)
    assert said and f"{said[1]} requirements, which ask for {said[2]} values" in path.read_text("utf-8")
    run(["check", str(path), "--as-of", DAY])
    assert f"the {said[1]} encoded requirements" in capsys.readouterr().out


def test_a_target_asks_only_what_its_requirements_read(capsys: Capture) -> None:
    """Fewer markets ask for less."""

    def fields(*markets: str) -> set[str]:
        assert run(["init", "-t", "home", "--as-of", DAY, *markets]) == 0
        return set(re.findall(r"^[ #-]*(\w+):", capsys.readouterr().out, re.MULTILINE))

    assert fields("-m", "cn") < fields("-m", "cn", "-m", "eu")


def test_standard_output_and_a_target_of_ones_own(tmp_path: Path, capsys: Capture) -> None:
    """A target's file is named by the option, never by the profile."""
    shipped = Path(api.data_folder("standards")) / "heis-2026" / "targets" / "warehouse.yaml"
    target = tmp_path / "ours.yaml"
    target.write_text(shipped.read_text("utf-8").replace("en: Warehouse", 'en: "Ware\\nhouse"'), "utf-8")
    assert run(["init", "-t", str(target), "--as-of", DAY, "-"]) == 0
    text = capsys.readouterr().out
    data: Any = to_data(load(text, "f"))
    assert "target" not in data and f"--target {target}" in text and "for Ware house (" in text


def test_a_file_is_never_overwritten(tmp_path: Path, capsys: Capture) -> None:
    """Exit 2, and what was there stays; a link that leads nowhere counts as a file too."""
    path, link = tmp_path / "robot.yaml", tmp_path / "link.yaml"
    path.write_text("mine")
    link.symlink_to(tmp_path / "nowhere")
    for one in (path, link):
        assert run(["init", "-t", "home", str(one)]) == 2
        assert "there is a file here already" in capsys.readouterr().err
    assert path.read_text() == "mine" and not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Targets: automotive-factory"),
        (["-t", "moon"], "there is no target `moon`"),
        (["-t", "home", "-m", "xx"], "--market: there is no market `xx`"),
        (["-t", "home", "--as-of", "today"], "--as-of: `today` is not a date"),
    ],
)
def test_wrong_options_write_nothing(arguments: list[str], told: str, tmp_path: Path, capsys: Capture) -> None:
    """Exit 2 with what there is."""
    assert run(["init", *arguments, str(tmp_path / "robot.yaml")]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
