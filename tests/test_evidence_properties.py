"""What evidence can do to a verdict, over random whole profiles: never lower by favour, never pass below the bar.

`EVIDENCE_EXAMPLES=20000 pytest tests/test_evidence_properties.py` looks longer.
"""

import copy
import datetime
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import DAY
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from whole_profiles import (
    BROKEN,
    FAULTS,
    MARKETS,
    Data,
    Maker,
    admissible,
    entries,
    faulty,
    makers,
    matters,
    sound,
    statements,
    with_evidence,
    written,
)

from compliance import api
from compliance.assess import Result

EXAMPLES = int(os.environ.get("EVIDENCE_EXAMPLES", "150"))
MANY = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**48)


class Bench:
    """Assesses random profiles; the target, the markets and the day stay the same for one seed."""

    def __init__(self, shared: list[Maker], folder: Path) -> None:
        self.shared, self.folder = shared, folder

    def start(self, seed: int, single: bool = False) -> Data:
        """A random profile."""
        self.random = Random(seed)
        self.maker = self.random.choice(self.shared)
        self.target = self.maker.target(self.random)
        self.markets = self.random.choice(MARKETS)
        return self.maker.profile(self.random, single)

    def assess(self, profile: Data, day: datetime.date = DAY) -> api.Assessment | None:
        """Assess it; None where nothing is selected."""
        robot = api.load_robot(written(profile, self.folder), self.maker.catalogue)
        try:
            return api.assess(self.maker.catalogue, robot, self.target, self.markets, day)
        except api.InputError as nothing:
            assert [one.id for one in nothing.problems] == ["select.nothing"]
            return None

    def results(self, profile: Data) -> dict[str, Result]:
        """The results by requirement."""
        found = self.assess(profile)
        return {one.requirement.id: one for one in found.results} if found else {}


@pytest.fixture(scope="module")
def bench(catalogue: api.Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One bench for all properties."""
    return Bench(makers(catalogue), tmp_path_factory.mktemp("profiles"))


def improved(profile: Data, random: Random) -> Data:
    """The same statements with better evidence: entries mended, values and lists backed by a sound one."""
    better = copy.deepcopy(profile)
    for number, entry in enumerate(better["evidence"]):
        if random.random() < 0.5:
            kept = {key: entry[key] for key in ("id", "party", "protocol", "attestation") if key in entry}
            better["evidence"][number] = sound(entry["method"], **kept)
    measured = any(entry["method"] == "measured" for entry in better["evidence"])
    method = "measured" if measured else random.choice(["inspected", "calculated", "field"])
    better["evidence"].append(sound(method, id="more", party="third"))
    share, also = random.choice([0.2, 1.0]), random.random() < 0.5
    for behind in (*statements(better), *better["complete"]):
        if random.random() < share and (also or not behind["evidence"]):
            behind["evidence"].append("more")
    return better


@MANY
@given(seed=SEEDS)
def test_favourable_evidence_never_lowers_a_step(bench: Bench, seed: int) -> None:
    """Better evidence for the same statements raises the steps or leaves them."""
    profile = bench.start(seed)
    better = improved(profile, bench.random)
    before, after = bench.assess(profile), bench.assess(better)
    assume(before is not None and after is not None)
    assert before and after
    for name, step in {**before.steps, "all": before.step}.items():
        now = {**after.steps, "all": after.step}[name]
        assert (step.level is None) == (now.level is None)
        assert step.level is None or now.level is None or now.level >= step.level, f"{name}: {step} became {now}"


@MANY
@given(seed=SEEDS)
def test_favourable_evidence_only_settles_what_was_open(bench: Bench, seed: int) -> None:
    """V10: where each fact has one statement, better evidence changes nothing but `needs_evidence`."""
    profile = bench.start(seed, single=True)
    better = improved(profile, bench.random)
    after = bench.results(better)
    for id_, result in bench.results(profile).items():
        kept = result.verdict == "needs_evidence" or after[id_].verdict == result.verdict
        assert kept, f"{id_}: {result.verdict} became {after[id_].verdict}: {after[id_].reasons}"


def with_only(profile: Data, good: set[str]) -> Data:
    """The profile in which every evidence entry but the good ones is a mere declaration."""
    return with_evidence(profile, lambda one: one if one["id"] in good else {**one, "method": "declared"})


@MANY
@given(seed=SEEDS)
def test_nothing_passes_below_its_bar(bench: Bench, seed: int) -> None:
    """A pass rests on what proves something to its requirement: without all else in the profile it stands."""
    profile = bench.start(seed)
    protocols = bench.maker.catalogue.protocols
    for id_, result in bench.results(profile).items():
        requirement = result.requirement
        if result.verdict != "pass" or requirement.bar < 3:
            continue
        good = {name for name, entry in entries(profile).items() if admissible(entry, requirement, protocols)}
        assert any(good & set(one["evidence"]) for one in (*statements(profile), *profile["complete"])), id_
        assert bench.results(with_only(profile, good))[id_].verdict == "pass", id_


@MANY
@given(seed=SEEDS)
def test_one_fault_each_is_enough(bench: Bench, seed: int) -> None:
    """When every entry has one fault, nothing is proven; when every file has one, nothing is even documented."""
    profile = bench.start(seed)
    only = bench.random.choice([tuple(FAULTS), BROKEN])

    def spoiled(entry: Data) -> Data:
        fitting = [name for name in only if matters(name, entry["method"])]
        return faulty(sound(entry["method"], id=entry["id"], party="third"), bench.random.choice(fitting))

    for id_, result in bench.results(with_evidence(profile, spoiled)).items():
        assert result.verdict != "pass" or result.requirement.bar == 1, id_
        if only == BROKEN:
            ruled = result.requirement.shape not in ("scope", "trigger")
            assert not ruled or result.answer_at.get(2) is not True, id_


@MANY
@given(seed=SEEDS)
def test_an_exclusion_without_evidence_clears_no_safety_must(bench: Bench, seed: int) -> None:
    """What protects people is switched off by evidence, or by the target; never by a word of the maker's."""
    profile = bench.start(seed)
    broken = with_evidence(profile, lambda one: faulty(one, "changed file"))
    empty = bench.results({"profile": 1})
    for id_, result in bench.results(broken).items():
        row = result.requirement.row
        safety = row["keyword"] == "must" and (row["protects"] == "persons" or row["aspect"] == "safety")
        if safety and result.verdict == "not_applicable":
            assert empty[id_].verdict == "not_applicable", f"{id_}: {result.shown}"


def facts(profile: Data) -> list[tuple[Any, str]]:
    """Where the statements of each fact stand: the mapping that holds them, and the name in it."""
    found: list[tuple[Any, str]] = []

    def visit(part: Any) -> None:
        for name, inner in part.items() if isinstance(part, dict) else ():
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                if "value" in inner[0] and "id" not in inner[0]:  # an entry may have a field of that name
                    found.append((part, name))
                elif name not in ("evidence", "complete", "reviews"):
                    for one in inner:
                        visit(one)
            else:
                visit(inner)

    visit(profile)
    return found


@MANY
@given(seed=SEEDS)
def test_an_adverse_result_is_never_hidden(bench: Bench, seed: int) -> None:
    """What alone would fail, fails; said beside something better it still takes the pass away, and is shown."""
    bench.start(seed)
    profile = bench.maker.profile(bench.random, single=True)
    held, name = bench.random.choice(facts(profile) or [({}, "")])
    assume(name)
    other = bench.maker.profile(bench.random, single=True)
    rest = [part[same] for part, same in facts(other) if same == name]
    assume(rest)
    (mine,), (adverse,) = held[name], bench.random.choice(rest)
    adverse["evidence"] = [f"sound-{method}" for method in ("inspected", "calculated", "measured", "field")]
    profile["evidence"] += [sound(one.partition("-")[2], id=one, party="third") for one in adverse["evidence"]]
    before = bench.results(profile)
    held[name] = [adverse]
    alone = _results_or_none(bench, profile)
    held[name] = [mine, adverse]
    both = bench.results(profile)
    for id_, result in alone.items():
        failed = result.verdict == "fail" and before[id_].verdict != "fail" and _proven_by_any(result)
        if failed and before[id_].applies:  # else the statement only switched the requirement on
            assert both[id_].verdict in ("fail", "needs_evidence"), f"{id_}: {mine} hides {adverse}"
            assert all(_seen(adverse, one) for one in (result, both[id_])), f"{id_}: {adverse} is not shown"


def _seen(adverse: Data, result: Result) -> bool:
    """Whether a report on a result shows a statement, or the entry of the list that it belongs to."""
    if any(line.truth is not True and line.entry for line in result.lines):
        return True
    texts = [one.text for one in result.shown] + [line.actual for line in result.lines]
    return any("entr" in text or _written(adverse["value"]) in text for text in texts)


def _written(value: Any) -> str:
    """A value as a profile shows it; of a set, its first word."""
    if isinstance(value, list):
        return str(value[0])
    return str(value).lower() if isinstance(value, bool) else str(value)


def _results_or_none(bench: Bench, profile: Data) -> dict[str, Result]:
    try:
        return bench.results(profile)
    except api.InputError:  # a value of another list's field of the same name does not fit here
        assume(False)
        raise


def _proven_by_any(result: Result) -> bool:
    """Whether the fail holds at the requirement's own bar: the evidence counts there."""
    return result.answer_at.get(result.requirement.bar) is False
