"""Why a rule stays open and by how much it is met: exact causes, comparisons and reads on small profiles."""

from typing import Any

import pytest
from strategies import LAB

from compliance.rules.evaluate import NOT_PERMITTED, Scope, evaluate
from compliance.rules.explain import Cause, causes, compared, reads

JOINTS = [
    {"id": "hip", "brake": True, "peak_torque": "80-120 N·m"},
    {"id": "knee", "peak_torque": "90 N·m"},
]
HIP, KNEE = "joints[hip]", "joints[knee]"


def why(rule: str, profile: Any, target: Any = None) -> list[Cause]:
    """The causes that leave a rule open."""
    return causes(LAB.compile(rule), LAB.scope(profile, target))


def value(rule: str, profile: Any) -> Any:
    """What one side of a comparison is worth."""
    return evaluate(LAB.compile(rule)[2], LAB.scope(profile))


@pytest.mark.parametrize(
    ("rule", "profile", "found"),
    [
        ("morphology.mass <= 40 kg", {}, [Cause("missing", "morphology.mass", "", False)]),
        (
            "morphology.mass <= 40 kg",
            {"morphology": {"mass": "35-45 kg"}},
            [Cause("imprecise", "morphology.mass", "", False)],
        ),
        ("morphology.mass <= 40 kg", {"morphology": {"mass": "45 kg"}}, []),
        ("not use.wireless_control", {}, [Cause("missing", "use.wireless_control")]),
        ('use.contact == "none"', {}, [Cause("missing", "use.contact")]),
        (
            "power.runtime >= target.runtime_min",
            {"power": {"runtime": "2 h"}},
            [Cause("missing", "runtime_min", "", True)],
        ),
        ("robot.placed_on_market >= as_of", {}, [Cause("missing", "robot.placed_on_market")]),
        (
            "morphology.mass <= 40 kg and power.runtime >= 2 h",
            {"morphology": {"mass": "30 kg"}},
            [Cause("missing", "power.runtime")],
        ),
        (
            "morphology.mass <= 40 kg or power.runtime >= 2 h",
            {"morphology": {"mass": "50 kg"}},
            [Cause("missing", "power.runtime")],
        ),
        (
            "morphology.mass * 2 <= 80 kg and morphology.mass >= 30 kg",
            {"morphology": {"mass": "20-50 kg"}},
            [Cause("imprecise", "morphology.mass")],
        ),
        ("all(joints: brake)", {}, [Cause("missing", "joints", "", False)]),
        ("count(joints) >= 2", {}, [Cause("missing", "joints")]),
        (
            "all(joints: brake)",
            {"joints": JOINTS},
            [Cause("missing", "brake", KNEE), Cause("open_list", "joints", "", False)],
        ),
        ("all(joints: brake)", {"joints": JOINTS, "complete": ["joints"]}, [Cause("missing", "brake", KNEE)]),
        ("all(joints where not brake: brake)", {"joints": JOINTS[:1]}, [Cause("open_list", "joints")]),
        ("any(joints: not brake)", {"joints": JOINTS, "complete": ["joints"]}, [Cause("missing", "brake", KNEE)]),
        (
            "all(joints where brake: peak_torque <= 100 N·m)",
            {"joints": JOINTS, "complete": ["joints"]},
            [Cause("imprecise", "peak_torque", HIP)],
        ),
        (
            "all(joints where brake: peak_torque <= 85 N·m)",
            {"joints": JOINTS[1:], "complete": ["joints"]},
            [Cause("missing", "brake", KNEE)],
        ),
        (
            "count(joints where brake) >= 2",
            {"joints": JOINTS, "complete": ["joints"]},
            [Cause("missing", "brake", KNEE)],
        ),
        (
            "count(joints where brake) >= 3",
            {"joints": JOINTS},
            [Cause("missing", "brake", KNEE), Cause("open_list", "joints")],
        ),
        (
            "sum(joints: peak_torque) <= 200 N·m",
            {"joints": JOINTS, "complete": ["joints"]},
            [Cause("imprecise", "peak_torque", HIP)],
        ),
        (
            "min(joints: peak_torque) >= 85 N·m",
            {"joints": JOINTS},
            [Cause("imprecise", "peak_torque", HIP), Cause("open_list", "joints")],
        ),
        ("max(joints: peak_torque) <= 100 N·m", {"joints": JOINTS[1:]}, [Cause("open_list", "joints")]),
        (
            "max(joints where brake: peak_torque) <= 100 N·m",
            {"joints": JOINTS, "complete": ["joints"]},
            [Cause("imprecise", "peak_torque", HIP), Cause("missing", "brake", KNEE)],
        ),
        (
            "power.runtime at (load >= 5 kg) >= 2 h",
            {"power": {"runtime": "3 h"}},
            [Cause("condition", "power.runtime", "", False)],
        ),
        ("power.runtime at (load >= 5 kg) >= 2 h", {}, [Cause("missing", "power.runtime")]),
        (
            "power.runtime at (load >= 5 kg) >= 2 h",
            {"power": {"runtime": [{"value": "1-3 h", "at": {"load": "5 kg"}}]}},
            [Cause("imprecise", "power.runtime")],
        ),
        ("covers(use.ambient_temperature, use.ambient_temperature)", {}, [Cause("missing", "use.ambient_temperature")]),
        (
            "all(stops: time <= table(stop_limits, cause).time)",
            {"stops": [{"id": "a", "time": "1 s"}], "complete": ["stops"]},
            [Cause("missing", "cause", "stops[a]")],
        ),
        (
            "all(stops: time <= table(stop_limits, cause).time)",
            {"stops": [{"id": "a", "time": "1 s", "cause": "link_loss"}], "complete": ["stops"]},
            [Cause("not_given", "stop_limits", "", False)],
        ),
        (
            "all(contacts: peak_force <= table(adult_limits, mode).force)",
            {"contacts": [{"id": "a", "peak_force": "1 N", "mode": "transient"}], "complete": ["contacts"]},
            [Cause("population", "adult_limits", "", False)],
        ),
    ],
)
def test_what_leaves_a_rule_open(rule: str, profile: Any, found: list[Cause]) -> None:
    """Each cause once, with the entry it belongs to, in the order it is met."""
    assert why(rule, profile) == found


def test_a_target_that_says_enough_is_no_cause() -> None:
    """Only what is open is named."""
    rule = "power.runtime >= target.runtime_min"
    assert why(rule, {"power": {"runtime": "1-3 h"}}, {"runtime_min": "2 h"}) == [Cause("imprecise", "power.runtime")]


def test_a_condition_inside_an_entry_is_found_with_its_entry() -> None:
    """A value of an entry that is stated under other conditions."""
    node = ["at", ["item", 0, "torque"], ["cmp", ">=", ["item", 1, "speed"], ["lit", [1.0, 1.0], "1 rad/s", "rad/s"]]]
    item = {"@": "joints[hip]", "torque": (3.0, 3.0), "torque@": [((3.0, 3.0), {"speed": (0.5, 0.5)})]}
    scope = Scope({}, {}, {}, None, 0.0, (item,))
    assert evaluate(node, scope) is None
    assert causes(node, scope) == [Cause("condition", "torque", "joints[hip]", False)]
    assert causes(node, scope.within({})._replace(items=({"@": "joints[hip]"},))) == [
        Cause("missing", "torque", "joints[hip]")
    ]


@pytest.mark.parametrize(
    ("rule", "actual", "limit", "margin"),
    [
        ("morphology.mass <= 40 kg", (30.0, 35.0), (40.0, 40.0), 5.0),
        ("morphology.mass < 40 kg", (30.0, 35.0), (40.0, 40.0), 5.0),
        ("morphology.mass >= 40 kg", (30.0, 35.0), (40.0, 40.0), -10.0),
        ("morphology.mass > 40 kg", (30.0, 35.0), (40.0, 40.0), -10.0),
        ("power.battery_mass <= morphology.mass", (4.0, 6.0), (30.0, 35.0), 24.0),
        ("power.runtime <= 2 h", None, (7200.0, 7200.0), None),
        ("morphology.arm_reach >= 1 m", (2.0, float("inf")), (1.0, 1.0), 1.0),
        ("morphology.arm_reach <= 1 m", (2.0, float("inf")), (1.0, 1.0), None),
    ],
)
def test_a_comparison_is_described(rule: str, actual: Any, limit: Any, margin: Any) -> None:
    """Both sides in SI and the distance to the limit: the worst case against the nearest limit."""
    profile = {"morphology": {"mass": "30-35 kg", "arm_reach": "≥ 2 m"}, "power": {"battery_mass": "4-6 kg"}}
    node = LAB.compile(rule)
    found = compared(node, LAB.scope(profile))
    assert found is not None
    assert (found.operator, found.actual, found.margin, found.forbidden) == (node[1], actual, margin, False)
    assert found.limit is not None and tuple(found.limit) == limit
    assert (found.actual_node, found.limit_node) == (node[2], node[3])


@pytest.mark.parametrize("turned", [False, True])
def test_a_cell_that_nothing_meets_is_described_as_forbidden(turned: bool) -> None:
    """There is no limit to show and no margin."""
    cell = ["table", "stop_limits", ["item", 0, "cause"], "distance"]
    own = ["item", 0, "distance"]
    node = ["cmp", ">=", cell, own] if turned else ["cmp", "<=", own, cell]
    item = {"cause": frozenset({"power_loss"}), "distance": (1.0, 2.0)}
    scope = Scope({}, {}, LAB.names.tables, None, 0.0, (item,))
    assert evaluate(cell, scope) is NOT_PERMITTED
    assert evaluate(node, scope) is False
    found = compared(node, scope)
    assert found == (node[1], (1.0, 2.0), None, node[3], node[2], None, True)


@pytest.mark.parametrize("rule", ["use.wireless_control", "all(joints: brake)", 'use.contact == "none"'])
def test_only_a_comparison_is_described_as_one(rule: str) -> None:
    """There is nothing to measure in a yes or no."""
    assert compared(LAB.compile(rule), LAB.scope({})) is None


@pytest.mark.parametrize(
    ("rule", "paths"),
    [
        ("morphology.mass <= 40 kg", {"morphology.mass"}),
        ("true and not use.wireless_control", {"use.wireless_control"}),
        ("power.runtime >= target.runtime_min", {"power.runtime"}),
        ("all(joints where brake: peak_torque <= 2 N·m)", {"joints"}),
        (
            'any(joints: use.contact in ["none"]) or robot.placed_on_market >= as_of',
            {"joints", "use.contact", "robot.placed_on_market"},
        ),
        ("greatest(morphology.mass, power.battery_mass) <= 40 kg", {"morphology.mass", "power.battery_mass"}),
    ],
)
def test_what_a_rule_may_read(rule: str, paths: set[str]) -> None:
    """Facts and lists of the profile; fields of entries belong to their list, the target's are its own."""
    assert reads(LAB.compile(rule)) == paths
    assert reads(None) == reads([]) == set()


LOADED = {"value": "2 h", "at": {"load": "5 kg"}}


@pytest.mark.parametrize(
    ("statements", "condition", "hours"),
    [
        ([LOADED], "load >= 5 kg", (2, 2)),
        ([LOADED], "load >= 6 kg", None),
        ([LOADED, {"value": "3 h", "at": {"load": "4-6 kg"}}], "load >= 5 kg", (2, 3)),
        ([LOADED, {"value": "3 h", "at": {"load": "1 kg"}}], "load >= 5 kg", (2, 2)),
        ([LOADED, {"value": "3 h", "at": {"activity": "walking"}}], "load >= 5 kg", (2, 2)),
        ([LOADED, "3 h"], "load >= 5 kg", (2, 2)),
        ([LOADED, {"value": "3 h", "at": {"load": "4-6 kg"}}], 'load >= 5 kg or activity == "walking"', (2, 3)),
        ([LOADED, {"value": "3 h", "at": {"activity": "walking"}}], 'load >= 5 kg or activity == "walking"', (2, 3)),
        ([LOADED, {"value": "3 h", "at": {"activity": "standing"}}], 'load >= 5 kg or activity == "walking"', (2, 2)),
        (
            [
                {"value": "2 h", "at": {"load": "5 kg", "activity": "walking"}},
                {"value": "3 h", "at": {"load": "4-6 kg"}},
            ],
            'load >= 5 kg and activity == "walking"',
            (2, 2),
        ),
        (
            [
                {"value": "2 h", "at": {"load": "5 kg", "activity": "walking"}},
                {"value": "3 h", "at": {"load": "4-6 kg", "activity": "walking"}},
            ],
            'load >= 5 kg and activity == "walking"',
            (2, 3),
        ),
    ],
)
def test_a_value_under_conditions_is_the_hull_of_what_may_hold(statements: Any, condition: str, hours: Any) -> None:
    """At least one statement surely holds; those that name what is asked and leave it open widen the answer."""
    found = value(f"power.runtime at ({condition}) >= 2 h", {"power": {"runtime": statements}})
    assert found == (None if hours is None else (hours[0] * 3600.0, hours[1] * 3600.0))


def test_a_condition_about_something_outside_is_no_condition_of_the_statement() -> None:
    """`at` asks the statement for the names of its own scope only; the robot's facts are read as ever."""
    rule = "power.runtime at (load >= morphology.mass) >= 2 h"
    loads = [LOADED, {"value": "3 h", "at": {"load": "4-6 kg"}}]
    assert value(rule, {"power": {"runtime": loads}, "morphology": {"mass": "5 kg"}}) == (7200.0, 10800.0)
    assert value(rule, {"power": {"runtime": loads}}) is None


@pytest.mark.parametrize(
    ("mass", "expected"),
    [
        ("3 kg", (3.0, 3.0)),
        ("3-5 kg", (3.0, 5.0)),
        ("8-9 kg", (1.0, 2.0)),
        ("5-9 kg", (0.0, 2.0)),
        ("7-9 kg", (0.0, 2.0)),
        ("5-7 kg", (0.0, 2.0)),
    ],
)
def test_an_absolute_value_knows_its_zero(mass: str, expected: tuple[float, float]) -> None:
    """|mass| and |mass - 7 kg| over whole intervals, with an end at zero and across it."""
    rule = "abs(morphology.mass) >= 1 kg" if mass[0] == "3" else "abs(morphology.mass - 7 kg) >= 1 kg"
    assert value(rule, {"morphology": {"mass": mass}}) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("least(morphology.mass, power.battery_mass) >= 1 kg", (4.0, 6.0)),
        ("greatest(morphology.mass, power.battery_mass) >= 1 kg", (5.0, 9.0)),
        ("morphology.mass - power.battery_mass >= 1 kg", (-1.0, 5.0)),
        ("-morphology.mass >= 1 kg", (-9.0, -5.0)),
        ("power.battery_mass / morphology.mass >= 1", (4 / 9, 6 / 5)),
        ("morphology.mass + power.runtime * 0 * morphology.mass / power.runtime >= 1 kg", None),
        ("sum(joints: peak_torque) >= 1 N·m", (170.0, 210.0)),
        ("sum(joints where brake: peak_torque) >= 1 N·m", (80.0, 210.0)),
        ("sum(joints where not brake: peak_torque) >= 1 N·m", (0.0, 90.0)),
        ("min(joints: peak_torque) >= 1 N·m", (80.0, 90.0)),
        ("max(joints: peak_torque) >= 1 N·m", (90.0, 120.0)),
        ("max(joints where brake: peak_torque) >= 1 N·m", (80.0, 120.0)),
        ("min(joints where not brake: peak_torque) >= 1 N·m", None),
        ("count(joints where brake) >= 1", (1.0, 2.0)),
    ],
)
def test_arithmetic_over_intervals(rule: str, expected: Any) -> None:
    """Every choice from the operands is inside the result, and the ends are met."""
    profile = {
        "morphology": {"mass": "5-9 kg"}, "power": {"battery_mass": "4-6 kg"},
        "joints": JOINTS, "complete": ["joints"],
    }  # fmt: skip
    assert value(rule, profile) == (None if expected is None else pytest.approx(expected, rel=1e-12))


@pytest.mark.parametrize("missing", ["left", "right"])
def test_nothing_is_calculated_from_what_is_not_known(missing: str) -> None:
    """One unknown side makes sums, spans and comparisons of sets unknown, whichever side it is."""
    known, unknown = ["lit", [1.0, 2.0], "1", None], ["fact", "absent"]
    spans, sets = ["lit", [[1.0, 1.0], [2.0, 2.0]]], ["lit", [frozenset("a"), frozenset("ab")]]
    scope = Scope({}, {}, {}, None, 0.0)
    others = {"covers": spans, "subset": sets, "same": ["lit", frozenset("a")]}
    for operation, own in [(sign, known) for sign in ("+", "-", "*", "/", "least", "equal")] + list(others.items()):
        sides = [unknown, own] if missing == "left" else [own, unknown]
        assert evaluate([operation, *sides], scope) is None


@pytest.mark.parametrize(
    ("outer", "inner", "truth"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (1, 9), True),
        ((1, 10), (0, 9), False),
        ((0, 9), (1, 10), False),
        ((0, 10), (11, 12), False),
    ],
)
def test_a_span_covers_another_at_both_ends(outer: Any, inner: Any, truth: bool) -> None:
    """The lower end at or below, the upper at or above."""
    node = ["covers", *(["lit", tuple((float(end), float(end)) for end in span)] for span in (outer, inner))]
    assert evaluate(node, Scope({}, {}, {}, None, 0.0)) is truth


@pytest.mark.parametrize(
    ("a", "b", "truth"),
    [
        (("a", "a"), ("ab", "abc"), True),
        (("a", "a"), ("a", "a"), True),
        (("a", "ab"), ("a", "ab"), None),
        (("ad", "ad"), ("a", "abc"), False),
        (("a", None), ("ab", "abc"), None),
        (("a", "a"), ("", None), None),
        (("a", "ad"), ("a", "abc"), None),
        (("ab", "ab"), ("a", "ab"), None),
    ],
)
def test_a_set_in_a_set(a: Any, b: Any, truth: bool | None) -> None:
    """Sure if all that may be in it surely is in the other; refuted if something sure cannot be."""
    sides = [["lit", tuple(None if one is None else frozenset(one) for one in side)] for side in (a, b)]
    assert evaluate(["subset", *sides], Scope({}, {}, {}, None, 0.0)) is truth
