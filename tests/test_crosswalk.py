"""The crosswalk: what follows from its relations is what follows for sets, and never more."""

import json
import shutil
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml

from compliance import api
from compliance.build.crosswalk import WORDS, compose
from compliance.build.shelf import read_shelf
from compliance.cli import run

SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
EDITION = Path(api.data_folder("standards")) / "heis-2026"
Capture = pytest.CaptureFixture[str]
SETS = [frozenset(one) for one in chain.from_iterable(combinations("abc", size) for size in (1, 2, 3))]


def holds(word: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word holds of two sets."""
    return {
        "identical": one == other,
        "equivalent": one == other,
        "subset": one < other,
        "superset": one > other,
        "intersects": bool(one & other),
        "none": not one & other,
    }[word]


@pytest.mark.parametrize("first", WORDS)
@pytest.mark.parametrize("second", WORDS)
def test_what_follows_holds_of_all_sets(first: str, second: str) -> None:
    """No three sets deny a composition; and what two that intersect say is nothing."""
    said = compose(first, second)
    for one, middle, other in product(SETS, repeat=3):
        if said and holds(first, one, middle) and holds(second, middle, other):
            assert holds(said, one, other)
    if "intersects" in (first, second) and not {"identical", "equivalent"} & {first, second}:
        assert said is None


def relation(start: str, word: str, end: str, **more: Any) -> dict[str, Any]:
    """One entry of a crosswalk."""
    return {"from": start, "relation": word, "to": end, "confidence": "secondary", "url": "https://example.org", **more}


def lint(folder: Path, relations: list[dict[str, Any]], capsys: Capture) -> str:
    """Lint a small edition of four documents with a crosswalk; empty when there is nothing to mend."""
    edition = Path(shutil.copytree(SMALL, folder / "edition"))
    house = yaml.safe_load((edition / "instruments" / "house.yaml").read_text("utf-8"))
    others = [{**house, "id": f"rules-{letter}", "number": f"Rules {letter}"} for letter in "abc"]
    (edition / "instruments" / "others.yaml").write_text(json.dumps(others), "utf-8")
    (edition / "crosswalk").mkdir()
    (edition / "crosswalk" / "rules.yaml").write_text(json.dumps(relations), "utf-8")
    code = run(["standard", "lint", str(edition)])
    shown = capsys.readouterr().err
    assert code == (2 if shown else 0)
    return shown


FOUND = [
    ([relation("rules-a", "identical", "rules-z")], "`rules-z` is no document or requirement"),
    ([relation("rules-a", "identical", "rules-a")], "`rules-a` is set against itself"),
    ([relation("rules-a", "identical", "rules-b", url=None)], "no source is given"),
    ([relation("rules-a", "subset", "rules-b"), relation("rules-b", "superset", "rules-a")], "stand here again"),
    ([relation("rules-a", "subset", "rules-b"), relation("rules-b", "subset", "rules-a")], "stand here otherwise"),
    (
        [
            relation("rules-a", "subset", "rules-b"),
            relation("rules-b", "subset", "rules-c"),
            relation("rules-c", "subset", "rules-a"),
        ],
        "stands against",
    ),
    (
        [
            relation("rules-a", "intersects", "rules-b"),
            relation("rules-b", "intersects", "rules-c"),
            relation("rules-a", "intersects", "rules-c", through=["rules-b"], url=None),
        ],
        "from which nothing follows",
    ),
    (
        [
            relation("rules-a", "subset", "rules-b"),
            relation("rules-b", "subset", "rules-c"),
            relation("rules-a", "identical", "rules-c", through=["rules-b"]),
        ],
        "only `subset` follows",
    ),
    (
        [relation("rules-a", "intersects", "rules-b", says={"en": "Following it is presumed to do."})],
        "no citation says that `rules-a` is presumed to meet `rules-b`",
    ),
]


@pytest.mark.parametrize(("relations", "said"), FOUND)
def test_a_relation_that_cannot_stand_is_refused(
    tmp_path: Path, capsys: Capture, relations: list[dict[str, Any]], said: str
) -> None:
    """By the linter, with its place."""
    shown = lint(tmp_path, relations, capsys)
    assert said in shown
    assert "rules.yaml:" in shown


def test_less_may_be_stated_than_follows(tmp_path: Path, capsys: Capture) -> None:
    """And what follows may be written down with its way."""
    relations = [
        relation("rules-a", "subset", "rules-b"),
        relation("rules-b", "identical", "rules-c"),
        relation("rules-a", "intersects", "rules-c"),
        relation("house-rules", "none", "rules-c"),
        relation("rules-a", "none", "house-rules", through=["rules-b", "rules-c"], url=None),
    ]
    assert lint(tmp_path, [*relations[:2], relations[2]], capsys) == ""
    shutil.rmtree(tmp_path / "edition")
    assert lint(tmp_path, [*relations[:2], *relations[3:]], capsys) == ""


def test_both_directions_and_the_least_confidence() -> None:
    """A stated relation reads from both ends; what follows is as sure as the least sure on the way."""
    found = read_shelf(str(EDITION)).crosswalk
    standard = next(one for one in found.of("iso-10218-1-2025") if one.end == "ansi-a3-r15-06-2025")
    assert standard.relation == "subset"
    adopted = next(one for one in found.of("gbt-36008") if one.end == "iso-10218-2-2025")
    assert (adopted.relation, adopted.way, adopted.confidence) == ("intersects", ("iso-ts-15066-2016",), "secondary")
    assert all(one.relation != "none" or one.of == "scope" for one in found.stated.values())


def test_the_command_lists_and_explains(capsys: Capture) -> None:
    """As text and as JSON; an unknown id has its nearest."""
    assert run(["standard", "crosswalk", "iso-13849-1", "--format", "json"]) == 0
    [one] = [each for each in json.loads(capsys.readouterr().out)["relations"] if not each["through"]]
    assert (one["relation"], one["to"], one["of"]) == ("intersects", "iec-62061-2021", "text")
    assert run(["standard", "crosswalk", "iso-13849"]) == 2
    assert "iso-13849-1" in capsys.readouterr().err
    assert run(["standard", "crosswalk", "cyclonedx-1.7"]) == 0
    assert "No relation is known." in capsys.readouterr().out
    assert run(["standard", "show", "P6-PL-001"]) == 0
