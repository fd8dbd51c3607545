"""The documentation runs: every `console` block of the README and of docs/ prints what it shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "profiles" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"<!-- file: (\S+) -->\n```(?:yaml|text|csv|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDE = {**os.environ, "COLUMNS": "100"}
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output shown under it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def matches(shown: str, printed: str) -> bool:
    """Whether output fits what is shown; a line of three dots stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown.splitlines())
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """Files a page shows are written first; commands run in order, in one folder, as a reader would."""
    text = page.read_text("utf-8")
    for folder in ("profiles", "standards"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name, content in SAVED.findall(text):
        (tmp_path / name).write_text(content, "utf-8")
    for command, shown in (step for block in BLOCK.findall(text) for step in steps(block)):
        runnable = re.sub(
            r"\bcompliance (?=baseline|check|config|diff|plan|init|fmt|schema|standard|timeline|units|measure|--)",
            f"'{sys.executable}' -m compliance ",
            command,
        )
        done = subprocess.run(
            ["sh", "-c", runnable + " 2>&1"], cwd=tmp_path, capture_output=True, text=True, check=False, env=WIDE
        )
        assert matches(shown, done.stdout), f"$ {command}\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that exists."""
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target
