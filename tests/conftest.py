"""What tests share: the catalogue, profiles written on the spot, and the command line in a child process."""

import datetime
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from compliance import api
from compliance.assess import Result

DAY = datetime.date(2026, 11, 21)
ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 20  # seconds after which a child process counts as hanging


class Ended(NamedTuple):
    """How a child process ended."""

    code: int
    stdout: str
    stderr: str


class Desk:
    """A folder with one profile, its evidence files and its target, to be assessed as of a fixed day."""

    def __init__(self, folder: Path, catalogue: api.Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue

    def write(self, text: str, name: str = "robot.yaml") -> Path:
        """Write a text file, its common indentation taken off."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def report(self, name: str = "report.txt", content: str = "It was measured.\n") -> str:
        """Write an evidence file. Returns its SHA-256."""
        self.write(content, name)
        return hashlib.sha256(dedent(content).encode()).hexdigest()

    def assess(
        self,
        text: str,
        *,
        target: str = "automotive-factory",
        markets: tuple[str, ...] = ("cn", "eu"),
        as_of: datetime.date = DAY,
        catalogue: api.Catalogue | None = None,
    ) -> api.Assessment:
        """Assess a profile given as text; `target` is a name, or the text of a target's file."""
        known = catalogue or self.catalogue
        named = str(self.write(target, "target.yaml")) if "\n" in target else target
        robot = api.load_robot(str(self.write(text)), known)
        return api.assess(known, robot, api.find_target(known, named), markets, as_of)


def result_of(assessment: api.Assessment, id_: str) -> Result:
    """The result for one requirement."""
    return next(one for one in assessment.results if one.requirement.id == id_)


def reasons_of(result: Result) -> list[str]:
    """The types of a result's reasons, in order, without repeats."""
    return list(dict.fromkeys(reason.type for reason in result.reasons))


def run_cli(*arguments: str, stdin: str | None = None) -> Ended:
    """Run `python -m compliance` in a child process, which has to end in time."""
    done = subprocess.run(
        [sys.executable, "-m", "compliance", *arguments],
        input=(stdin or "").encode(),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
        cwd=ROOT,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def catalogue() -> api.Catalogue:
    """The built-in standard."""
    return api.load_standard()


@pytest.fixture
def desk(tmp_path: Path, catalogue: api.Catalogue) -> Desk:
    """A folder of its own for one profile."""
    return Desk(tmp_path, catalogue)


@pytest.fixture(name="run_cli", scope="session")
def run_cli_fixture() -> Callable[..., Ended]:
    """The command line in a child process: code, standard output, standard error."""
    return run_cli


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the edition to break."""
    return Path(shutil.copytree(Path(api.data_folder("standards")) / "heis-2026", tmp_path / "edition"))
