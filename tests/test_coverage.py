"""The shelf of an edition: documents and how they are linked, what is encoded, where every row of the list went."""

import json
import runpy
import shutil
from pathlib import Path

import pytest
import yaml

from compliance import api
from compliance.build.compiler import compile_standard
from compliance.build.coverage import ASPECTS, coverage
from compliance.build.provenance import read_provenance
from compliance.build.shelf import read_shelf
from compliance.cli import run
from compliance.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "standards" / "heis-2026"
SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
MAKER = runpy.run_path(str(ROOT / "docs" / "make_coverage.py"))
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the smallest edition that lints, with two editions of one document."""
    edition = Path(shutil.copytree(SMALL, tmp_path / "small"))
    text = (edition / "instruments" / "house.yaml").read_text("utf-8")
    (edition / "instruments" / "old.yaml").write_text(text.replace("house-rules", "old-rules"), "utf-8")
    return edition


def link(edition: Path, name: str, **links: object) -> None:
    """Add links to an instrument of the small edition."""
    path = edition / "instruments" / f"{name}.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), **links}), "utf-8")


def problems(edition: Path) -> list[tuple[str, str]]:
    """Id and text of what is wrong with an edition."""
    try:
        compile_standard(str(edition))
    except InputError as error:
        return [(problem.id, problem.what) for problem in error.problems]
    return []


def show(id_: str, capsys: Capture) -> dict[str, str]:
    """What `standard show` prints, by label."""
    assert run(["standard", "show", id_]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {line[:12].strip(): line[13:].strip() for line in lines}


def test_the_page_is_the_standard() -> None:
    """docs/coverage.md is made, not written: `python docs/make_coverage.py`."""
    assert MAKER["current"]() == (ROOT / "docs" / "coverage.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("links", "wrong"),
    [
        ({"supersedes": ["old-rule"]}, "`supersedes` names `old-rule`"),
        ({"rival_of": ["old-rule"]}, "`rival_of` names `old-rule`"),
        ({"identical_to": [{"id": "old-rule", "confidence": "primary"}]}, "`identical_to.id` names `old-rule`"),
        (
            {"presumption": [{"act": "old-rule", "reference": "old-rules", "confidence": "primary"}]},
            "`presumption.act` names `old-rule`",
        ),
        (
            {"presumption": [{"act": "old-rules", "reference": "old-rule", "confidence": "primary"}]},
            "`presumption.reference` names `old-rule`",
        ),
    ],
)
def test_a_link_to_nothing_is_refused(small: Path, links: dict[str, object], wrong: str) -> None:
    """With the closest id there is."""
    link(small, "house", **links)
    assert problems(small) == [("standard.reference", f"{wrong}, which is no instrument of this edition")]


def test_links_that_hold_are_taken(small: Path) -> None:
    """All of them at once, in one direction."""
    known = {"id": "old-rules", "confidence": "primary"}
    presumed = {"act": "old-rules", "reference": "old-rules", "from": "2026-01-01", "confidence": "press"}
    link(small, "house", supersedes=["old-rules"], rival_of=["old-rules"], identical_to=[known], presumption=[presumed])
    assert problems(small) == []


def test_editions_that_replace_each_other_are_refused_once(small: Path) -> None:
    """A circle is one mistake, however many editions stand in it."""
    link(small, "house", supersedes=["old-rules"])
    link(small, "old", supersedes=["house-rules"])
    ((id_, what),) = problems(small)
    assert (id_, what.count("house-rules"), what.count("old-rules")) == ("standard.cycle", 3, 1)


def test_every_document_of_the_editions_is_linked_as_its_sources_say() -> None:
    """Editions that are told apart, Chinese documents identical to international ones, and restricted presumption."""
    shelf = read_shelf(str(EDITION)).instruments
    assert shelf["iso-13855-2024"].supersedes == ["iso-13855-2010"]
    assert shelf["iso-10218-1-2025"].supersedes == ["iso-10218-1-2011"]
    assert [one.id for one in shelf["gbt-36008"].identical_to] == ["iso-ts-15066-2016"]
    (presumed,) = shelf["en-18031-1-2024"].presumption
    assert (presumed.act, len(presumed.restrictions)) == ("eu-2022-30", 1)


def test_a_draft_or_a_plan_is_only_watched() -> None:
    """No document under way binds or is offered as something to meet."""
    for one in read_shelf(str(EDITION)).instruments.values():
        if one.status.startswith(("drafting", "planned", "bill", "under development", "working draft")):
            assert one.force == "watch", one.id


def test_a_document_is_shown_with_what_stands_beside_it(capsys: Capture) -> None:
    """A link is written once and shown from both ends."""
    newer, older = show("iso-13855-2024", capsys), show("iso-13855-2010", capsys)
    assert (newer["supersedes"], older["replaced by"]) == ("iso-13855-2010", "iso-13855-2024")
    assert newer["met beside"] == "iso-13855-2010"
    assert older["met beside"] == "iso-13855-2024"
    assert show("iso-ts-15066-2016", capsys)["taken over"] == "gbt-36008"
    assert "None where the user may leave the password unset" in show("en-18031-1-2024", capsys)["presumption"]
    assert show("eu-2023-1230", capsys)["encoded"].split(" (")[0].endswith("of 185 clauses")


def test_a_protocol_is_shown_with_what_asks_for_it(capsys: Capture) -> None:
    """With what is kept out of the compiled standard as well: set-up, record, repetitions."""
    shown = show("gbt44251-slope", capsys)
    assert (shown["kind"], shown["least runs"], shown["asked by"]) == ("angle, in °", "not given", "P5-SLOPE-001")
    assert shown["setup"]
    assert shown["repetitions"]


@pytest.mark.parametrize(
    ("id_", "close"),
    [("gbt-4425", "gbt-44251"), ("gbt44251-slop", "gbt44251-slope"), ("P5-RUNTIME-9", "P5-RUNTIME-00")],
)
def test_an_unknown_id_is_answered_with_close_ones(id_: str, close: str, capsys: Capture) -> None:
    """For requirements, documents and protocols alike."""
    assert run(["standard", "show", id_]) == 2
    assert close in capsys.readouterr().err


def test_documents_are_listed_with_how_much_is_encoded(capsys: Capture) -> None:
    """All of them, or those that requirements of one pillar cite."""
    assert run(["standard", "list", "--instruments"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(read_shelf(str(EDITION)).instruments)
    assert run(["standard", "list", "--instruments", "--pillar", "P3"]) == 0
    cited = {one.instrument for one in api.load_standard().requirements if one.pillar == "P3"}
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == cited


def test_counts_add_up_in_every_view(capsys: Capture) -> None:
    """Each property counts every requirement once; six pillars and four aspects are there, with their holes."""
    found = coverage(str(EDITION), api.load_standard())
    for cross in found.by.values():
        assert sum(sum(row.values()) for row in cross.values()) == found.requirements
    assert (len(found.by["aspect"]), set(found.by["aspect"]["P1"])) == (6, set(ASPECTS))
    assert sum(topic.requirements for topic in found.topics) == found.requirements
    assert run(["standard", "coverage", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(found.data()))


def test_a_category_without_requirements_says_what_is_missing(capsys: Capture) -> None:
    """In the text, with its sentence."""
    assert run(["standard", "coverage"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for topic in coverage(str(EDITION), api.load_standard()).topics:
        if not topic.requirements:
            assert topic.open
            assert f"{topic.id} {topic.name}: {topic.open}" in shown


def test_every_row_is_told_and_names_nothing_outside() -> None:
    """Encoded, told why not, or open with a subject; the files stand for themselves."""
    families = read_provenance(str(EDITION), api.load_standard())
    assert sum(len(family.rows) for family in families) > 900
    for family in families:
        assert "fact list" in family.about
        assert len({row.id for row in family.rows}) == len(family.rows)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a"},
        {"id": "a", "open": True},
        {"id": "a", "by": ["P5-RUNTIME-001"], "why_not": "It is a number of the document."},
        {"id": "a", "by": ["P5-RUNTIME-002"]},
    ],
)
def test_a_row_is_told_in_one_way(small: Path, row: dict[str, object], capsys: Capture) -> None:
    """Silence, an open row without subject, two ways at once and a name of nothing are refused by lint and coverage."""
    family = {"family": "facts", "title": {"en": "Facts"}, "about": "The fact list", "rows": [row]}
    (small / "provenance").mkdir()
    (small / "provenance" / "facts.yaml").write_text(yaml.safe_dump(family), "utf-8")
    for command in (["lint", str(small)], ["coverage", "--standard", str(small)]):
        assert run(["standard", *command]) == 2
        assert "facts.yaml" in capsys.readouterr().err


def test_what_only_listings_show_stays_out_of_a_check() -> None:
    """A document nobody asks about costs a check no more than its id and its few dates."""
    compiled = compile_standard(str(EDITION))
    assert not {"note", "body", "presumption"} & set().union(*compiled["instruments"].values())
    assert not {"title", "status", "url"} & set(compiled["instruments"]["iso-10218-1-2011"])
    assert len(json.dumps(compiled["instruments"], ensure_ascii=False)) < 80_000
