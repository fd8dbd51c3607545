"""Every field of a spec profile is described in English and in Chinese, with an example that is read."""

import copy
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from compliance.build.field_texts import ENTRY, read_texts, with_chinese
from compliance.build.fields import described_table, field_table
from compliance.build.lint import FORBIDDEN
from compliance.build.unit_table import compile_kinds, compile_units
from compliance.errors import InternalError
from compliance.robot.values import Reader
from compliance.robot.walker import Walker
from compliance.source import load
from compliance.units import UnitTable

HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[,;:!?()]")
SAFETY_TERMS = re.compile("安全(功能|完整性等级|参数|更新|方面)")  # 安全 by itself would be a verdict
READER = Reader(UnitTable(compile_kinds(), compile_units()), 0.1)
TEXTS = read_texts()


def walked(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a table with its path: sections and lists, then what is in them."""
    for name, spec in table.items():
        yield path + name, spec
        yield from walked(spec.get("fields", {}), f"{path}{name}.")


DESCRIBED = dict(walked(described_table()))
LEAVES = {path: spec for path, spec in DESCRIBED.items() if "example" in spec}


def test_every_field_has_an_english_description() -> None:
    """Plain words, no full stop, no verdict."""
    wrong = {
        path: spec["about"]
        for path, spec in DESCRIBED.items()
        if not spec["about"].strip() or spec["about"][-1] in ".。" or HAN.search(spec["about"])
    }
    assert not wrong
    assert not [path for path, spec in DESCRIBED.items() if FORBIDDEN.search(spec["about"])]


def test_every_field_has_a_chinese_description() -> None:
    """Han characters, full-width punctuation, no full stop, no verdict."""
    for path, spec in DESCRIBED.items():
        text = spec["zh"]
        assert HAN.search(text), path
        assert text == text.strip(), path
        assert text[-1] not in ".。", path
        assert not HALF_WIDTH.search(text.replace("dB(A)", "")), path
        assert not FORBIDDEN.search(text), path
        assert "安全" not in SAFETY_TERMS.sub("", text), path


def test_both_languages_cite_the_same_standards() -> None:
    """A standard named in one description is named in the other."""
    number = re.compile(r"\b(?:ISO|IEC|REP|SHA|URDF)[-/A-Z]*(?: [A-Z]{2})?(?: ?\d[\d-]*)?")
    assert number.findall("a (ISO/IEC TR 5469, REP 105)") == ["ISO/IEC TR 5469", "REP 105"]
    for path, spec in DESCRIBED.items():
        assert number.findall(spec["about"]) == number.findall(spec["zh"]), path


def test_shared_texts_translate_one_english_text() -> None:
    """No list takes a shared text by accident where its own field means something else."""
    english = defaultdict(set)
    for spec in DESCRIBED.values():
        english[spec["zh"]].add(spec["about"])
    assert {text: english[text] for text in TEXTS[ENTRY].values() if len(english[text]) != 1} == {}


def test_only_sections_lists_and_complete_have_no_example() -> None:
    """Every leaf shows one value."""
    bare = {spec["type"] for path, spec in DESCRIBED.items() if path not in LEAVES}
    assert bare == {"section", "list", "complete"}
    assert not [path for path, spec in LEAVES.items() if spec["example"] in (None, "", [])]


@pytest.mark.parametrize("path", LEAVES)
def test_the_example_is_read_by_its_own_field(path: str) -> None:
    """Whoever copies the example of a field gets no complaint."""
    spec = LEAVES[path]
    node = load(json.dumps(spec["example"]), "example.yaml")
    if spec["plain"]:
        walker = Walker(READER)
        assert walker.plain(node, spec, path)
        assert walker.problems == []
    else:
        assert READER.read(spec, node).value is not None


def test_the_compiled_table_is_the_same_without_what_no_check_needs() -> None:
    """A check loads the compiled table; it shows none of these texts, and walks informational fields like others."""
    assert dict(walked(field_table())).keys() == DESCRIBED.keys()
    assert '"zh"' not in json.dumps(field_table())
    assert '"informational"' not in json.dumps(field_table())


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (["profile"], "", "no Chinese text for `profile`"),
        (["profile"], 1, "no Chinese text for `profile`"),
        (["profile"], {"_": "版本"}, "no Chinese text for `profile`"),
        (["robot", "_"], None, "no Chinese text for `robot._`"),
        (["robot", "revisions", "_"], None, "no Chinese text for `robot.revisions._`"),
        (["robot"], "标识", "no Chinese text for `robot.name`"),
        (["_entry", "id"], None, "no Chinese text for `safety_functions.subsystems.devices.id`"),
        (["_revisions", "policy"], None, "no Chinese text for `evidence.revisions.policy`"),
        (["_revisions"], "版本", "no Chinese text for `robot.revisions.policy`"),
        (["_entry", "colour"], "颜色", "no field takes `_entry.colour`"),
        (["_revisions", "colour"], "颜色", "no field takes `_revisions.colour`"),
        (["colour"], "颜色", "there is no field `colour`"),
        (["_"], "规格档案", "there is no field `_`"),
        (["robot", "colour"], "颜色", "there is no field `robot.colour`"),
        (
            ["safety_functions", "subsystems", "devices", "colour"],
            "颜色",
            "`safety_functions.subsystems.devices.colour`",
        ),
    ],
)
def test_texts_that_do_not_fit_the_model_stop_the_build(path: list[str], text: Any, said: str) -> None:
    """A missing text, and a text for a field that does not exist, are named by their paths."""
    texts = copy.deepcopy(TEXTS)
    place = texts
    for name in path[:-1]:
        place = place[name]
    place.pop(path[-1], None)
    if text is not None:
        place[path[-1]] = text
    with pytest.raises(InternalError, match=re.escape(said)):
        with_chinese(field_table(), texts)
