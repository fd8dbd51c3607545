"""The rule language by example: every case of vectors/rules.yaml, through the public door of each room."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from strategies import LAB, Lab

from compliance.assess.judge import Judge
from compliance.assess.reasons import open_reasons, whole
from compliance.assess.results import Line
from compliance.catalogue.model import Target, day, open_target
from compliance.rules.check import compile_condition, compile_for_each
from compliance.rules.evaluate import evaluate
from compliance.rules.syntax import RuleError
from compliance.source import load, read_text
from compliance.source.nodes import to_data

VECTORS = Path(__file__).parent / "vectors" / "rules.yaml"
ERRORS = Path(__file__).parent / "vectors" / "rule_errors.yaml"
AS_OF = "2026-11-21"
TRUTHS: dict[Any, bool | None] = {True: True, False: False, "unknown": None}
SENTENCES = [f"V{number}" for number in range(1, 10)]

Case = dict[str, Any]


def vectors() -> Any:
    """The file as data."""
    return to_data(load(read_text(str(VECTORS)), str(VECTORS)))


def lab_of(document: Any) -> Lab:
    """The names of the real field table, with the small tables of the file's head."""
    return LAB.with_tables(document["tables"])


DOCUMENT = vectors()
TABLED = lab_of(DOCUMENT)
CASES = [(group["sentence"], case) for group in DOCUMENT["groups"] for case in group["cases"]]


def marked(sentence: str, index: int, case: Case) -> Any:
    """One case as a pytest parameter, named by its sentence and its rule."""
    marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
    return pytest.param(case, id=f"{sentence}-{index}-{case['rule'].strip()}", marks=marks)


def cases(refused: bool) -> list[Any]:
    """The cases that are evaluated, or those that are refused."""
    return [
        marked(sentence, index, case) for index, (sentence, case) in enumerate(CASES) if ("refused" in case) is refused
    ]


def row_of(case: Case) -> dict[str, Any]:
    """A tiny requirement around the rule of a case: declared values are enough for it."""
    listed: list[Any] | None = None
    item = None
    if "for_each" in case:
        entries, where, item = compile_for_each(case["for_each"], TABLED.names)
        listed = [entries, where]
    proof = {"methods": ["declared"], "party": "first", "competence": [], "attestation": None}
    require = compile_condition(case["rule"], TABLED.names, item)
    return {"for_each": listed, "require": require, "proof": proof, "protects": "property", "keyword": "should"}


def target_of(case: Case) -> Target:
    """The deployment target of a case; it says only what the case says."""
    facts = TABLED.target_facts(case.get("target", {}))
    rule = {"default": 0, "persons": 1, "confidence": 0.95}
    return open_target({"id": "t", "title": {"en": "T"}, "decision_rule": rule, "facts": facts})


def judge_of(case: Case) -> Judge:
    """The engine's judge over the profile and the target of a case."""
    return Judge(TABLED.catalogue(), TABLED.gathered(case["facts"]), target_of(case), day(AS_OF) or 0.0)


def margin_text(lines: tuple[Line, ...]) -> str:
    """The margins of a result in the limits' own units, as the file writes them."""
    given = [f"{round(line.margin.value, 9) + 0:g} {line.margin.unit}" for line in lines if line.margin]
    return ", ".join(given) or "none"


def percent_of(lines: tuple[Line, ...]) -> Any:
    """The margin of the first line as a share of its limit."""
    share = lines[0].margin.percent if lines[0].margin else None
    return "none" if share is None else pytest.approx(share)


@pytest.mark.parametrize("case", cases(refused=False))
def test_a_rule_is_what_the_vectors_say(case: Case) -> None:
    """The truth of each rule over its profile and target, with its reasons and its margin."""
    judge, row = judge_of(case), row_of(case)
    scope = judge.scope(row, 1)
    assert evaluate(whole(row), scope) is TRUTHS[case["is"]]
    if "reasons" in case:
        found = open_reasons(judge.shower, row, scope)
        assert list(dict.fromkeys(reason.type for reason in found)) == case["reasons"]
    lines = judge.shower.lines(row, scope)
    if "margin" in case:
        assert margin_text(lines) == case["margin"]
    if "percent" in case:
        assert case["percent"] == percent_of(lines)


@pytest.mark.parametrize("case", cases(refused=True))
def test_a_rule_is_refused_where_the_vectors_say(case: Case) -> None:
    """A rule that does not fit its kinds is refused when it is compiled, with words and a column."""
    with pytest.raises(RuleError) as caught:
        compile_condition(case["rule"], TABLED.names)
    assert case["refused"] in caught.value.what
    assert (caught.value.line, caught.value.column) == (1, case["at"])


def errors() -> list[Any]:
    """Every refusal of vectors/rule_errors.yaml, with its id."""
    listed: Any = to_data(load(read_text(str(ERRORS)), str(ERRORS)))
    return [pytest.param(id_, case, id=f"{id_}-{case['rule'][:60]}") for id_ in listed for case in listed[id_]]


@pytest.mark.parametrize(("id_", "case"), errors())
def test_a_refusal_says_where_what_and_how(id_: str, case: Case) -> None:
    """The id, the place inside the rule, the words and the cure, to the letter."""
    with pytest.raises(RuleError) as caught:
        compile_condition(case["rule"], TABLED.names)
    error = caught.value
    assert (error.id, f"{error.line}:{error.column}") == (id_, case["at"])
    assert (error.what, error.cure, str(error)) == (case["says"], case["cure"], case["says"])


@pytest.mark.parametrize(
    ("text", "place", "id_", "what"),
    [
        ("joint", "1:1", "rule.name", "there is no field `joint`"),
        ("morphology.mass", "1:1", "rule.kind", "a mass stands where a list is wanted"),
        ("joints where brakes", "1:14", "rule.name", "there is no field `brakes`"),
        ("joints where brake and peak_torque >= 3 kg", "1:39", "rule.kind", "`3 kg` is not a torque"),
        ("joints where brake\n  and brakes", "2:7", "rule.name", "there is no field `brakes`"),
        ("joints where", "1:8", "rule.syntax", "`where` does not fit here"),
        (
            "stops where distance <= table(stop_limits, cause).distance", "1:25", "rule.not_permitted",
            "column `distance` holds `not_permitted`, which no negation and no `where` can take",
        ),
    ],
)  # fmt: skip
def test_the_list_of_a_requirement_is_refused_at_its_place(text: str, place: str, id_: str, what: str) -> None:
    """The condition behind `where` is placed in the whole text, and takes no cells that nothing meets."""
    with pytest.raises(RuleError) as caught:
        compile_for_each(text, TABLED.names)
    error = caught.value
    assert (f"{error.line}:{error.column}", error.id, error.what) == (place, id_, what)


def test_the_list_of_a_requirement_gives_its_entries_fields() -> None:
    """The node of the list, the condition, and what an entry holds."""
    listed, where, fields = compile_for_each("joints where brake", TABLED.names)
    assert (listed, where) == (["fact", "joints"], ["item", 0, "brake"])
    assert "peak_torque" in fields
    assert compile_for_each("joints", TABLED.names)[:2] == (["fact", "joints"], None)


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("true or " * 500 + "true", "the rule is longer than 4000 characters"),
        ("(" * 41 + "true" + ")" * 41, "more than 40 brackets are open at once"),
        ("[" * 41 + '"a"' + "]" * 41, "more than 40 brackets are open at once"),
        ("not " * 201 + "true", "more than 200 signs and negations in one rule"),
        ("morphology.mass" + " + 1 kg" * 201 + " >= 1 kg", "more than 200 signs and negations in one rule"),
    ],
    ids=lambda text: text[:30],
)
def test_what_nobody_could_follow_is_refused_whole(rule: str, what: str) -> None:
    """One past each limit is refused at its start; the limit itself is not."""
    with pytest.raises(RuleError) as caught:
        compile_condition(rule, TABLED.names)
    error = caught.value
    assert (error.id, error.line, error.column, error.what, error.cure) == (
        "rule.too_long",
        1,
        1,
        what,
        "Split it in two.",
    )


@pytest.mark.parametrize(
    "rule",
    ["true or " * 499 + "true    ", "(" * 40 + "true" + ")" * 40, "(true) and " * 50 + "true", "not " * 200 + "true"],
    ids=lambda text: text[:30],
)
def test_what_stays_within_the_limits_is_read(rule: str) -> None:
    """4000 characters, 40 brackets open at once, 200 signs."""
    assert compile_condition(rule, TABLED.names)


def test_every_sentence_has_its_cases(record_property: Any) -> None:
    """At least 250 cases, and every sentence of V1 to V9 is among them:

    V1 48, V2 37, V3 48, V4 31, V5 30, V6 39, V7 71, V8 139, V9 30: 473 in all.
    """
    counted = Counter(sentence for sentence, _ in CASES)
    for sentence in SENTENCES:
        record_property(sentence, counted[sentence])
    table = ", ".join(f"{sentence} {counted[sentence]}" for sentence in SENTENCES)
    assert set(counted) == set(SENTENCES)
    assert f"{table}: {len(CASES)} in all." in (test_every_sentence_has_its_cases.__doc__ or "")
    assert len(CASES) >= 250


def test_every_group_says_in_one_line_what_it_shows() -> None:
    """The file is read as documentation."""
    for group in DOCUMENT["groups"]:
        assert "\n" not in group["about"]
        assert group["about"].endswith(".")


def test_no_case_stands_twice() -> None:
    """A case that says nothing new is no case."""
    shown = Counter(str(sorted(case.items())) for _, case in CASES)
    assert [text for text, times in shown.items() if times > 1] == []
