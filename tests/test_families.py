"""Families of requirements: written once, with their items as a table; read as if each had been written out."""

import shutil
from pathlib import Path

import pytest

from compliance.build.compiler import compile_standard
from compliance.build.lint import lint
from compliance.cli import run
from compliance.errors import InputError

SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
FAMILY = """\
- family: sizes
  about: Lengths of the body.
  columns: {length: field, largest: quantity, more: quantity, word: text}
  common:
    pillar: P5
    category: P5.operation
    aspect: testing
    shape: threshold
    source: {instrument: house-rules, basis: engineering, confidence: primary, note: our own}
    applies: robot.name != item.word
    require: item.length <= item.largest
    examples:
      - {expect: pass, facts: {robot: {name: any}, item.length: item.largest}}
      - {expect: fail, facts: {robot: {name: any}, item.length: item.more}}
      - {expect: needs_evidence, facts: {robot: {name: any}}}
      - {expect: not_applicable, facts: {robot: {name: item.word}}}
  items:
    - id: P5-SIZE-001
      length: morphology.height
      largest: 2 m
      word: giant
      more: 2.1 m
      title: {en: Height, zh: 高度}
      statement: {en: Not higher than a door., zh: 不高于门。}
    - id: P5-SIZE-002
      length: morphology.width
      largest: 800 mm
      word: wide
      more: 800.1 mm
      title: {en: Width, zh: 宽度}
      source: {clause: "2"}
      statement: {en: Not wider than a door., zh: 不宽于门。}
"""

PATTERN = """\
- pattern: no-larger
  about: A length of the body that is limited.
  columns: {length: field, largest: quantity, more: quantity}
  common:
    source: {note: from the pattern}
    require: item.length <= item.largest
    advice: {fail: {en: Choose another robot., zh: 选择其他机器人。}}
    examples:
      - {expect: pass, facts: {item.length: item.largest}}
      - {expect: fail, facts: {item.length: item.more}}
      - {expect: needs_evidence, facts: {}, reason: missing}
"""
LIKE = """\
- family: indoors
  about: Lengths of a robot that works indoors.
  like: no-larger
  given: {use: {environments: [indoor]}}
  without: [{use: {environments: [outdoor]}, complete: [use.environments]}]
  values: {largest: 2 m, more: 3 m}
  common:
    pillar: P5
    category: P5.operation
    aspect: testing
    shape: threshold
    source: {instrument: house-rules, basis: engineering, confidence: primary}
    applies: '"indoor" in use.environments'
  items:
    - {id: P5-INDOOR-001, length: morphology.height, title: {en: Height, zh: 高度}, statement: {en: Low., zh: 低。}}
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A small edition with a family of two requirements."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "edition"))
    (folder / "requirements" / "sizes.yaml").write_text(FAMILY, "utf-8")
    with (folder / "ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("- {id: P5-SIZE-001, status: live}\n- {id: P5-SIZE-002, status: live}\n")
    return folder


def edit(edition: Path, old: str, new: str) -> Path:
    path = edition / "requirements" / "sizes.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return edition


def places(edition: Path) -> list[tuple[str, str]]:
    """What compiling finds: the text that stands at each fault, and what it says."""
    with pytest.raises(InputError) as caught:
        compile_standard(str(edition))
    lines = (edition / "requirements" / "sizes.yaml").read_text("utf-8").splitlines()
    return [(lines[one.place.line - 1][one.place.column - 1 :], one.what) for one in caught.value.problems]


def test_members_are_requirements_of_their_own(edition: Path) -> None:
    """Each with its id, its rule and its source, and the line of its item."""
    rows = {row["id"]: row for row in compile_standard(str(edition))["requirements"]}
    height, width = rows["P5-SIZE-001"], rows["P5-SIZE-002"]
    assert height["text"] == {"applies": 'robot.name != "giant"', "require": "morphology.height <= 2 m"}
    assert width["text"] == {"applies": 'robot.name != "wide"', "require": "morphology.width <= 800 mm"}
    assert (height["family"], width["family"], rows["P5-FORCE-001"]["family"]) == ("sizes", "sizes", None)
    assert width["source"]["clause"] == "2"
    assert width["source"]["note"] == height["source"]["note"] == "our own"
    assert (height["place"][1], width["place"][1]) == (18, 25)


def test_advice_names_the_values_of_the_item(edition: Path) -> None:
    advice = "    advice: {fail: {en: Keep to `item.largest`., zh: 不超过 `item.largest`。}}\n"
    edit(edition, "    examples:\n", advice + "    examples:\n")
    rows = {row["id"]: row for row in compile_standard(str(edition))["requirements"]}
    assert rows["P5-SIZE-001"]["advice"]["fail"]["en"] == "Keep to `2 m`."
    assert rows["P5-SIZE-002"]["advice"]["fail"]["zh"] == "不超过 `800 mm`。"


def test_examples_are_run_for_every_member(edition: Path) -> None:
    """With the item's own values: a limit that is off for one is found for that one."""
    assert lint(str(edition)).requirements == 4
    with pytest.raises(InputError) as caught:
        lint(str(edit(edition, "more: 800.1 mm", "more: 0.8 m")))
    assert [one.what for one in caught.value.problems] == ["P5-SIZE-002: the example expects fail and gets pass"]


def test_a_column_has_to_be_filled_and_read(edition: Path) -> None:
    """A gap in the table would be a rule that nobody meant."""
    edit(edition, "{length: field,", "{depth: text, length: field,")
    edit(edition, "largest: 800 mm", "largest_width: 800 mm")
    whats = [what for _, what in places(edition)]
    assert "nothing in the family `sizes` reads the column `depth`" in whats
    assert "the column `largest` is not filled" in whats
    assert whats.count("the column `depth` is not filled") == 2


def test_a_name_that_is_no_column_is_found(edition: Path) -> None:
    edit(edition, "<= item.largest", "<= item.larges")
    assert "`item.larges` is read, which is no column" in [what for _, what in places(edition)]


def test_a_rule_that_is_wrong_for_one_member_is_found_at_its_item(edition: Path) -> None:
    edit(edition, "length: morphology.width", "length: morphology.widht")
    ((at, what),) = places(edition)
    assert at.startswith("P5-SIZE-002")
    assert what == "`require`: `morphology` has no field `widht`"


def test_the_command_names_the_line_of_the_item(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(edition, "largest: 800 mm", "largest: 800 kg")
    assert run(["standard", "lint", str(edition)]) == 2
    assert "sizes.yaml:25:11" in capsys.readouterr().err


def write(edition: Path, family: str, pattern: str = PATTERN) -> Path:
    (edition / "patterns").mkdir()
    (edition / "patterns" / "sizes.yaml").write_text(pattern, "utf-8")
    (edition / "requirements" / "sizes.yaml").write_text(family, "utf-8")
    (edition / "ledger.yaml").write_text((SMALL / "ledger.yaml").read_text("utf-8"), "utf-8")
    with (edition / "ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("- {id: P5-INDOOR-001, status: live}\n")
    return edition


def test_a_family_begins_with_what_its_pattern_says(edition: Path) -> None:
    """Rules, advice and examples; the examples in its own situation, and one outside it."""
    write(edition, LIKE)
    (row,) = (one for one in compile_standard(str(edition))["requirements"] if one["id"] == "P5-INDOOR-001")
    assert row["text"]["require"] == "morphology.height <= 2 m"
    assert (row["source"]["note"], row["source"]["instrument"]) == ("from the pattern", "house-rules")
    assert row["advice"]["fail"]["en"] == "Choose another robot."
    linted = lint(str(edition))
    assert (linted.requirements, linted.examples) == (3, lint(str(SMALL)).examples + 5)


def test_a_situation_that_is_not_given_is_found(edition: Path) -> None:
    """Without it the pattern's own examples leave open whether the requirement applies."""
    write(edition, LIKE.replace("  given: {use: {environments: [indoor]}}\n", ""))
    with pytest.raises(InputError) as caught:
        lint(str(edition))
    assert "P5-INDOOR-001: the example expects pass and gets needs_evidence" in str(caught.value)


def test_a_pattern_that_is_not_there_is_found(edition: Path) -> None:
    write(edition, LIKE.replace("like: no-larger", "like: no-lager"))
    ((at, what),) = places(edition)
    assert (at, what) == ("no-lager", "there is no pattern `no-lager`")


ROWS = """\
- family: rows
  about: Points of a document.
  columns: {instrument: text, point: text}
  common:
    pillar: P5
    category: P5.operation
    aspect: testing
    shape: declare
    source: {instrument: house-rules, basis: engineering, confidence: primary}
    for_each: checklist where instrument == item.instrument and point == item.point
    if_none: fail
    require: declared(means)
    statement: {en: It is met., zh: 已满足。}
    examples: []
  items:
    - {id: P5-INDOOR-001, instrument: house-rule, point: "1", title: {en: One, zh: 一}}
"""


def test_rows_of_a_document_that_is_not_there_are_found(edition: Path) -> None:
    """Else the requirement would look for rows that nobody can write."""
    write(edition, ROWS)
    ((at, what),) = places(edition)
    assert at.startswith("P5-INDOOR-001")
    assert what == "`for_each` looks for rows of `house-rule`, which is no instrument of this edition"
