"""The wheel: nothing but the package inside, and it works alone, far from the checkout."""

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from compliance.api import FORMATS

FILES = [name for name in FORMATS if name != "text"]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_one_package_with_its_data(wheel: Path) -> None:
    """No generic top-level names; the compiled standard, its sources, profiles and templates inside."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"compliance", wheel.name.split("-py3")[0] + ".dist-info"}
    for wanted in (
        "compliance/py.typed",
        "compliance/build/fields_zh.yaml",
        "compliance/engineering/tables/pfhd_k1.yaml",
        "compliance/_data/compiled.jsonl",
        "compliance/_data/standards/heis-2026/standard.yaml",
        "compliance/_data/profiles/unitree-g1.yaml",
        "compliance/_data/reports/html/report.html.j2",
        "compliance/_data/reports/result.schema.json",
    ):
        assert wanted in names
    assert not [name for name in names if "test" in name]


def test_the_installed_wheel_checks_a_robot_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment, from a folder of its own, with every format, and no cache to write to."""
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(ROOT / "profiles" / "unitree-h1.yaml", work / "robot.yaml")
    outputs = ["-o", "text", *(part for name in FILES for part in ("-o", f"{name}=r.{name}"))]
    command = [scripts / "compliance", "check", "robot.yaml", "-t", "automotive-factory", "--market", "eu", *outputs]
    done = subprocess.run(
        command, cwd=work, capture_output=True, text=True, check=False, env={"XDG_CACHE_HOME": "/dev/null"}
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "blocking gaps" in done.stdout
    counts = json.loads((work / "r.json").read_text("utf-8"))["assessments"][0]["counts"]
    assert counts["selected"] == sum(count for verdict, count in counts.items() if verdict != "selected") > 0
    assert {path.name for path in work.iterdir()} == {"robot.yaml", *(f"r.{name}" for name in FILES)}
