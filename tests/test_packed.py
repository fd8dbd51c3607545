"""The compiled standard as a file: a check reads the first line alone, and nothing is lost on the way."""

import datetime
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from compliance import api
from compliance.build.compiler import compile_standard
from compliance.catalogue.packed import packed, unpacked

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "fixtures" / "messages" / "edition"
G1 = str(ROOT / "profiles" / "unitree-g1.yaml")
DAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    """The standard as the workshop makes it."""
    return compile_standard(str(ROOT / "standards" / "heis-2026"))


@pytest.fixture(scope="module")
def content(compiled: dict[str, Any]) -> bytes:
    """The standard as it lies in a wheel or a cache."""
    return packed(compiled).encode()


def report(catalogue: api.Catalogue, format_: str) -> str:
    """A whole check of a real robot."""
    target = catalogue.target("automotive-factory")
    robot = api.load_robot(G1, catalogue)
    return api.render([api.assess(catalogue, robot, target, ["cn", "eu"], DAY)], format_)


def test_nothing_is_lost(compiled: dict[str, Any], content: bytes) -> None:
    """What is opened says what was compiled, requirement by requirement, under the same digest."""
    opened = unpacked(content)
    assert [dict(row) for row in opened["requirements"]] == json.loads(json.dumps(compiled["requirements"]))
    assert {**opened, "requirements": 0, "cited": 0, "length": 0} == {
        **json.loads(json.dumps(compiled)), "requirements": 0, "cited": 0, "length": 0
    }  # fmt: skip
    assert opened["digest"] == compiled["digest"]


def test_every_format_is_the_same_from_the_file(compiled: dict[str, Any], content: bytes) -> None:
    """A report does not tell whether its standard was packed."""
    for name in api.FORMATS:
        assert report(api.Catalogue(unpacked(content)), name) == report(api.Catalogue(compiled), name)


@pytest.mark.parametrize("format_", ["text", "markdown", "github", "gitlab"])
def test_a_report_without_texts_reads_none(content: bytes, format_: str) -> None:
    """With texts that cannot be read the answer is the same: nobody looked at them."""
    first, _, second = content.partition(b"\n")
    broken = api.Catalogue(unpacked(first + b"\n" + b"#" * len(second)))
    assert report(broken, format_) == report(api.Catalogue(unpacked(content)), format_)
    with pytest.raises(ValueError, match="Expecting value"):
        report(broken, "json")


def test_what_requirements_have_in_common_is_one_object(content: bytes) -> None:
    """Alike conditions are read once, however many requirements have them."""
    rows = [one.row for one in api.Catalogue(unpacked(content)).requirements]
    for key in ("applies", "proof", "for_each"):
        assert len({id(row[key]) for row in rows}) == len({json.dumps(row[key]) for row in rows}) < len(rows)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of the test's own, filled by one look at a small edition."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(SMALL, tmp_path / "small")
    api.load_standard(str(tmp_path / "small"))
    (file,) = (tmp_path / "cache" / "humanoid-compliance").iterdir()
    yield file


@pytest.mark.parametrize("damage", [0, 1, 400, -1], ids=["emptied", "one byte", "in the first line", "in the second"])
def test_a_cache_that_is_not_whole_is_made_again(cache: Path, tmp_path: Path, damage: int) -> None:
    """A file cut short anywhere is no standard."""
    whole = cache.read_bytes()
    cache.write_bytes(whole[:damage])
    assert api.load_standard(str(tmp_path / "small")).requirement("P5-FORCE-001").row["statement"]["en"]
    assert cache.read_bytes() == whole


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts are there all the same."""
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    catalogue = api.load_standard(str(SMALL))
    assert all(one.row["statement"]["en"] for one in catalogue.requirements)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library is asked")
@pytest.mark.parametrize("said", [None, "", "relative/folder", "/somewhere/else"])
def test_the_cache_lies_where_the_system_wants_it(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way to the folder leads where the library's way leads."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if said is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", said)
    assert api._cache_folder() == platformdirs.user_cache_dir("humanoid-compliance", appauthor=False)
