"""The promises of the rule language over random rules, profiles and refinements."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from naive import answers
from random_profiles import TARGETS, Model, ProfileMaker, profile_of, shown
from strategies import LAB, LISTS, RuleMaker

from compliance.logic import Truth
from compliance.rules.evaluate import Scope, evaluate
from compliance.rules.syntax import RuleError

RANDOMS = st.randoms(use_true_random=False)
MANY = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
WORLDS = 400
SEEDS = range(40)
PER_SEED = 100


def made(random: Random, depth: int = 2) -> tuple[str, Any, ProfileMaker, Model]:
    """A rule, its node, and a profile that it reads. Rules whose kinds meet by chance and differ are dropped."""
    rule = RuleMaker(random).rule(depth)
    try:
        node = LAB.compile(rule)
    except RuleError:
        assume(False)
    maker = ProfileMaker(random, node)
    return rule, node, maker, maker.model()


def read(random: Random, model: Model) -> Scope:
    """What names stand for when the walker has read the profile."""
    return LAB.scope(profile_of(model), random.choice(TARGETS))


@MANY
@given(random=RANDOMS)
def test_refinement_only_decides_what_was_open(random: Random) -> None:
    """V10: what a rule is, it stays, however much better the profile is known; and it never raises."""
    rule, node, maker, model = made(random)
    target = random.choice(TARGETS)
    before = evaluate(node, LAB.scope(profile_of(model), target))
    better = maker.refined(model)
    after = evaluate(node, LAB.scope(profile_of(better), target))
    assert before in (True, False, None)
    assert before is None or after is before, shown(rule, model, better)


@MANY
@given(random=RANDOMS)
def test_no_world_contradicts_an_answer(random: Random) -> None:
    """V1: true (false) means so for every choice from what the facts may still be."""
    rule, node, _, model = made(random)
    scope = read(random, model)
    truth = evaluate(node, scope)
    if truth is not None:
        found, _ = answers(node, scope, WORLDS)
        assert found <= {truth}, shown(rule, model)


@FEW
@given(random=RANDOMS)
def test_not_flips(random: Random) -> None:
    """A negated rule is the opposite, and open where the rule is open."""
    _, node, _, model = made(random)
    scope = read(random, model)
    truth: Truth = evaluate(node, scope)
    assert evaluate(["not", node], scope) is (None if truth is None else not truth)


@FEW
@given(random=RANDOMS, path=st.sampled_from(list(LISTS)))
def test_all_is_never_true_over_an_open_list(random: Random, path: str) -> None:
    """V7: an entry nobody has written yet may break any `all`."""
    maker = RuleMaker(random)
    rule = f"all({path}: {maker.rule(1, (path,))})"
    try:
        node = LAB.compile(rule)
    except RuleError:
        assume(False)
    model = ProfileMaker(random, node).model()
    for listed in (None, model.lists[path]):
        open_ = model._replace(lists={**model.lists, path: listed}, complete=model.complete - {path})
        truth = evaluate(node, read(random, open_))
        assert truth is not True or listed == (), shown(rule, open_)


@MANY
@given(random=RANDOMS)
def test_nothing_passes_on_an_empty_profile(random: Random) -> None:
    """A rule is true of a robot nobody has described only if it is true of every robot."""
    rule, node, _, _ = made(random)
    scope = LAB.scope({})
    truth = evaluate(node, scope)
    if truth is True:
        found, _ = answers(node, scope, WORLDS)
        assert False not in found, rule  # the second evaluator may meet no whole world at all


@pytest.mark.parametrize("sign", ["<=", "<", ">=", ">"])
def test_no_comparison_of_a_fact_passes_on_an_empty_profile(sign: str) -> None:
    """A missing fact is the whole line, never the field's legal domain."""
    scope = LAB.scope({})
    for limit in ("-1 kg", "0 kg", "1 kg", "10000 kg"):
        assert evaluate(LAB.compile(f"morphology.mass {sign} {limit}"), scope) is None


WORDS = [
    "morphology.mass", "use.users", "use.contact", "joints", "ai.models", "use.ambient_temperature", "limb", "range",
    "morphology.ip_code", "robot.placed_on_market", "power.runtime", "activity", "target.users", "target", "as_of",
    "(", ")", "[", "]", ",", ":", "where", "at", "in", "not", "and", "or", "true", "false", "<=", "==", "!=", ">", "+",
    "-", "*", "/", ".low", ".water", "all(", "any(", "count(", "sum(", "min(", "max(", "declared(", "covers(", "abs(",
    "least(", "table(stop_limits, cause).time",
    "applies(", '"none"', '"c"', '"2026-01-01"', "5", "5 kg", "0.5", "20 °C",
    "3 K", "30 d", "safety_functions", "performance_level",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_words_in_any_order_are_compiled_or_refused_with_a_place(seed: int) -> None:
    """Whatever stands in a rule, the answer is a node or a message; what is compiled can be evaluated."""
    random = Random(seed)
    scope = LAB.scope({})
    for _ in range(500):
        rule = " ".join(random.choices(WORDS, k=random.randint(1, 7)))
        try:
            node = LAB.compile(rule)
        except RuleError as error:
            assert 1 <= error.column <= len(rule) + 1, rule
        else:
            assert evaluate(node, scope) in (True, False, None), rule


@pytest.mark.parametrize("seed", range(20))
def test_a_rule_with_words_exchanged_is_compiled_or_refused(seed: int) -> None:
    """The same for rules that nearly fit."""
    random = Random(seed)
    for _ in range(150):
        words = RuleMaker(random).rule(1).split(" ")
        for _ in range(random.randint(1, 2)):
            words[random.randrange(len(words))] = random.choice([*WORDS, *words])
        rule = " ".join(words)
        try:
            LAB.compile(rule)
        except RuleError as error:
            assert 1 <= error.column <= len(rule) + 1, rule


ATOMS = {
    "morphology.mass": ["{} <= 3 kg", "{} > 2 kg"],
    "power.runtime": ["{} >= 3 s", "{} < 1 s"],
    "use.contact": ['{} == "none"', '{} in ["none", "intended"]', '{} != "foreseeable"'],
    "morphology.base": ['{} not in ["hybrid", "bipedal"]'],
    "use.users": ['"children" in {}', '["children", "patients"] in {}', '"patients" not in {}'],
    "use.wireless_control": ["{}", "not {}"],
    "robot.placed_on_market": ['{} >= "2024-05-09"', '{} < "2024-04-20"'],
    "use.ambient_temperature": ["{}.low <= 2 K", "{}.high >= 3 K"],
}


def independent(random: Random) -> str:
    """Single comparisons of one fact with one literal, each fact once, under and, or, not."""
    parts = []
    for path in random.sample(list(ATOMS), random.randint(1, 4)):
        atom = random.choice(ATOMS[path]).format(path)
        parts.append(f"not ({atom})" if random.random() < 0.3 else atom)
    while len(parts) > 1:
        joined = f"({parts.pop()} {random.choice(['and', 'or'])} {parts.pop()})"
        parts.insert(0, f"not {joined}" if random.random() < 0.2 else joined)
    return parts[0]


@MANY
@given(random=RANDOMS)
def test_worlds_and_the_evaluator_agree_on_independent_facts(random: Random) -> None:
    """Where every part stands on a fact of its own, unknown is said only when two worlds differ."""
    rule = independent(random)
    node = LAB.compile(rule)
    model = ProfileMaker(random, node).model()
    scope = read(random, model)
    found, all_of_them = answers(node, scope, 20_000)
    assume(all_of_them)
    agreed = found.pop() if len(found) == 1 else None
    assert evaluate(node, scope) is agreed, shown(rule, model)


@pytest.mark.parametrize("seed", SEEDS)
def test_refinement_and_worlds_over_many_seeds(seed: int) -> None:
    """The same two promises for thousands more, drawn evenly instead of by search."""
    random = Random(seed)
    for _ in range(PER_SEED):
        rule = RuleMaker(random).rule(3)
        try:
            node = LAB.compile(rule)
        except RuleError:
            continue
        maker = ProfileMaker(random, node)
        model = maker.model()
        target = random.choice(TARGETS)
        scope = LAB.scope(profile_of(model), target)
        truth = evaluate(node, scope)
        if truth is not None:
            better = maker.refined(model)
            assert evaluate(node, LAB.scope(profile_of(better), target)) is truth, shown(rule, model, better)
            assert answers(node, scope, 100)[0] <= {truth}, shown(rule, model)


def test_a_cancelled_sum_is_not_more_than_nothing() -> None:
    """0.1 kg + 0.2 kg - 0.3 kg is nothing, though binary floating point leaves a rest."""
    node = LAB.compile("morphology.mass + 0.2 kg - 0.3 kg > 0 kg")
    assert evaluate(node, LAB.scope({"morphology": {"mass": "0.1 kg"}})) is not True


@pytest.mark.parametrize(
    "rule",
    [
        "not " * 2000 + "true",
        "morphology.mass >= " + "- " * 2000 + "1 kg",
        "morphology.mass" + " + morphology.mass" * 1000 + " >= 1 kg",
        "true" + " and true" * 5000,
    ],
    ids=["not", "minus", "sum", "long"],
)
def test_a_rule_too_long_or_too_deep_is_refused(rule: str) -> None:
    """A rule nobody can read is refused with a place, before any recursion ends the run."""
    with pytest.raises(RuleError):
        LAB.compile(rule)


def test_a_literal_too_large_to_be_a_number_is_refused() -> None:
    """An infinite limit is no limit: even `≥ 5 kg` would be at most that."""
    with pytest.raises(RuleError):
        LAB.compile("morphology.mass <= 1e999 kg")
