"""Reviews: a text that has changed since somebody read it is no longer reviewed."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from compliance.cli import run

SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the smallest edition that lints."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def standing(edition: Path, capsys: Capture) -> dict[str, list[str]]:
    """What coverage says of the reviews of an edition."""
    capsys.readouterr()
    assert run(["standard", "coverage", "--format", "json", "--standard", str(edition)]) == 0
    found: dict[str, list[str]] = json.loads(capsys.readouterr().out)["reviews"]
    return found


def review(edition: Path, *ids: str, by: str = "A. Meyer") -> int:
    """Review requirements of an edition."""
    return run(["standard", "review", *ids, "--by", by, "--on", "2026-11-21", "--standard", str(edition)])


def test_a_review_holds_until_the_text_changes(small: Path, capsys: Capture) -> None:
    """Any change counts, also of an example; the linter warns and still ends well."""
    assert review(small, "P5-RUNTIME-001") == 0
    assert standing(small, capsys) == {
        "reviewed": ["P5-RUNTIME-001"], "suspect": [], "not_reviewed": ["P5-FORCE-001"]
    }  # fmt: skip
    rule = small / "requirements" / "runtime.yaml"
    text = rule.read_text("utf-8")
    entry = yaml.safe_load(text)
    entry["statement"]["en"] += " Really."
    rule.write_text(json.dumps(entry, default=str), "utf-8")
    assert standing(small, capsys)["suspect"] == ["P5-RUNTIME-001"]
    assert run(["standard", "lint", str(small)]) == 0
    assert "warning: P5-RUNTIME-001 has changed since it was reviewed" in capsys.readouterr().out
    rule.write_text(text.replace("\n", "\n\n"), "utf-8")
    assert standing(small, capsys)["suspect"] == []


def test_other_lines_stay_as_they_are(small: Path, capsys: Capture) -> None:
    """To the byte, comments and order too; what is reviewed again has its new entry at the end."""
    file = small / "reviews.yaml"
    file.write_text(
        "# ours\n"
        "- id: P5-FORCE-001   # read twice\n  by: 'B'\n  day: 2026-01-01\n  digest: '0123456789abcdef'\n"
        "# between\n"
        "- {id: P5-RUNTIME-001, by: C, day: 2026-01-01, digest: 0123456789abcdee}",
        "utf-8",
    )
    assert review(small, "P5-FORCE-001", by='李 "x"') == 0
    lines = file.read_text("utf-8").splitlines()
    assert lines[:3] == [
        "# ours",
        "# between",
        "- {id: P5-RUNTIME-001, by: C, day: 2026-01-01, digest: 0123456789abcdee}",
    ]
    assert lines[3].startswith('- {id: P5-FORCE-001, by: "李 \\"x\\"", day: 2026-11-21, digest: ')
    assert standing(small, capsys)["reviewed"] == ["P5-FORCE-001"]


def test_a_review_of_nothing_by_nobody_is_refused(small: Path, capsys: Capture) -> None:
    """And no file is written."""
    assert review(small, "P5-RUNTIME-009") == 2
    assert "P5-RUNTIME-001" in capsys.readouterr().err
    assert review(small, "P5-RUNTIME-001", by=" ") == 2
    assert not (small / "reviews.yaml").exists()
