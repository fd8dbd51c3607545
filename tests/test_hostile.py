"""Hostile text in plans, differences, baselines and reports for several targets stays text, the same bytes twice."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Desk
from consumers import CONSUMERS, HIDDEN, Read, read_csv, read_markdown, read_text, strings
from test_formats import HOSTILE, TOKEN, exemplar

from compliance import api
from compliance.assess.baseline import with_baseline
from compliance.assess.targets import by_target
from compliance.cli import run
from compliance.report.baseline_data import baseline_data
from compliance.report.json_format import written

TARGETS = ("automotive-factory", "hospital")
NAME = "=a%0A::b,c`|d -->]]><x>@y\u202e\x1b[31m.json"
DAY = ["--as-of", "2026-11-21"]
EACH = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
FORMATS = pytest.mark.parametrize("format_", api.FORMATS)


def read_plan_json(text: str) -> Read:
    """A program."""
    data = json.loads(text)
    return Read(" ".join(strings(data)), [len(one["steps"]) for one in data["plans"]])


READERS: dict[str, Callable[[str], Read]] = {
    "text": read_text, "markdown": read_markdown, "csv": read_csv, "json": read_plan_json,
}  # fmt: skip


def held(rendered: str, *, whole: bool = False) -> None:
    """Nothing hidden, and no name without end unless every value is shown whole."""
    assert not HIDDEN.search(rendered.replace("\r\n", "\n"))
    assert "W" * 9_000 not in rendered or whole
    rendered.encode()


@EACH
@pytest.mark.parametrize("format_", api.PLAN_FORMATS)
def test_a_plan_keeps_hostile_text_text(format_: str, text: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """For two targets at once, it has the shape of the plan of a harmless robot, and shows the words."""
    monkeypatch.chdir(desk.folder)

    def planned(words: str) -> str:
        return api.render_plans([api.plan(exemplar(desk, words, target=name)) for name in TARGETS], format_)

    rendered = planned(text)
    found = READERS[format_](rendered)
    assert found.shape == READERS[format_](planned("")).shape
    assert TOKEN in found.text
    held(rendered, whole=format_ == "json")
    assert planned(text) == rendered


@EACH
@FORMATS
def test_several_targets_beside_a_baseline(
    format_: str, text: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every format holds both targets and names what the baseline knows, whatever a robot and a file are called."""
    monkeypatch.chdir(desk.folder)

    def rendered(words: str, file: str) -> str:
        before = [exemplar(desk, words, target=name) for name in TARGETS]
        found = []
        for target, some in by_target(before).items():
            Path("known.json").write_text(written(baseline_data(some)), "utf-8")
            found += with_baseline(some, api.load_baseline("known.json"), f"{target}{file}")
        return api.render(found, format_)

    hostile = rendered(text, NAME)
    found = CONSUMERS[format_](hostile)
    assert found.shape == CONSUMERS[format_](rendered("", ".json")).shape
    words = " ".join(found.text.split())
    assert "hospital" in words.lower() and "automotive" in words.lower()
    assert TOKEN in words
    held(hostile, whole=format_ == "json")
    assert rendered(text, NAME) == hostile


@EACH
def test_a_difference_keeps_hostile_text_text(
    text: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text and as Markdown, for one target and for several, between files of any name."""
    monkeypatch.chdir(desk.folder)
    desk.write("profile: 1\n", "old.yaml")
    new = "::warning::##[x] `a` <b>@y.yaml"
    exemplar(desk, text, new)
    for targets in (["-t", "home"], ["-t", "home", "-t", "hospital"]):
        for format_, reader in (("text", read_text), ("markdown", read_markdown)):
            command = ["diff", "old.yaml", new, *targets, "--format", format_, *DAY]
            assert run(command) == 0
            shown = capsys.readouterr().out
            assert TOKEN in reader(shown).text
            held(shown)
            run(command)
            assert capsys.readouterr().out == shown


def test_two_processes_write_the_same_bytes(desk: Desk) -> None:
    """Every format of check, plan and diff, for two targets, whatever the order of a set."""
    shutil.copytree(ROOT / "profiles" / "example-humanoid", desk.folder, dirs_exist_ok=True)
    targets = [part for name in TARGETS for part in ("-t", name)]
    wanted = [part for format_ in api.FORMATS for part in ("-o", f"{format_}=c-{{target}}.{format_}")]
    planned = [part for format_ in api.PLAN_FORMATS for part in ("-o", f"{format_}=p-{{target}}.{format_}")]
    commands = (
        ["baseline", "update", "gaps.yaml", "--baseline", "known-{target}.json", "--waivers", "waivers.yaml"],
        ["check", "gaps.yaml", "-q", "--baseline", "known-{target}.json", *wanted, "-o", "sarif=both.sarif"],
        ["plan", "gaps.yaml", "-q", *planned, "-o", "csv=both.csv"],
        ["diff", "gaps.yaml", "robot.yaml"],
    )
    found = []
    for seed in ("1", "2"):
        for old in (*desk.folder.glob("*-*"), *desk.folder.glob("both.*")):
            old.unlink()
        said = []
        for command in commands:
            done = subprocess.run(
                [sys.executable, "-m", "compliance", *command, *targets, *DAY], cwd=desk.folder, capture_output=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, check=False,
            )  # fmt: skip
            said.append((done.returncode, done.stdout, done.stderr))
        files = {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
        found.append((said, files))
    assert found[0] == found[1]
    assert len([name for name in found[0][1] if name.startswith(("c-", "p-"))]) == 2 * (
        len(api.FORMATS) + len(api.PLAN_FORMATS)
    )
