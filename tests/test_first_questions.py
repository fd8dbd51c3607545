"""What an assessor asks first holds a robot up in every deployment target, and known bad robots do not get through."""

import json
from typing import Any

import pytest
from conftest import Desk, result_of

ASKED = [
    "P1-RISK-001", "P1-RISK-002", "P1-RISK-003", "P4-NOISE-001", "P4-NOISE-004", "P5-USE-001", "P6-CONTACT-002",
    "P6-CONTACT-003", "P6-CONTACT-006", "P6-ESTOP-001", "P6-ESTOP-002", "P6-ESTOP-003", "P6-EXCL-001", "P6-FALL-001",
    "P6-FAULT-001", "P6-FAULT-002", "P6-PL-001", "P6-PL-002", "P6-PSTOP-001", "P6-RESET-001", "P6-STOP-001",
    "P6-STOP-002", "P6-STOP-003",
]  # fmt: skip
TARGETS = ["automotive-factory", "home", "hospital", "warehouse"]
STOP = {"id": "s1", "cause": "command", "mode": "automatic", "safety_function": "es", "category": "1"}
AT_WALK = {"speed": "1 m/s", "load": "5 kg"}
SILENT = [  # facts that once passed, the requirement that has to notice, and its answer to what is declared
    ({"emissions": {"at_most_70_db": True, "sound_pressure_level": "95 dB(A)"}}, "P4-NOISE-004", False),
    ({"power": {"runtime": {"value": "9 h", "at": {"load": "0 kg", "activity": "standing"}}}}, "P5-RUNTIME-001", None),
    (
        {
            "hazards": [
                {"id": "h", "by_safety_function": True, "safety_function": "ps", "required_performance_level": "d"}
            ],
            "safety_functions": [{"id": "ps", "performance_level": "a", "required_performance_level": "a"}],
            "complete": ["hazards", "safety_functions"],
        },
        "P6-PL-002",
        False,
    ),
    (
        {
            "morphology": {"payload": "5 kg", "arm_payload": "2 kg"},
            "stops": [{"id": "p", "cause": "power_loss", "held_load": "none"}],
            "complete": ["stops"],
        },
        "P6-HOLD-001",
        False,
    ),
    (
        {
            "modes": [{"id": "run", "type": "automatic", "speed": "3 m/s"}],
            "stops": [
                STOP | {"time": {"value": "1 s", "at": AT_WALK}, "distance": {"value": "1 m", "at": AT_WALK}},
            ],
            "complete": ["modes", "stops"],
        },
        "P6-STOP-002",
        None,
    ),
    (
        {
            "morphology": {"stable_without_power": True},
            "safety_functions": [{"id": "es", "purpose": "emergency_stop"}],
            "stops": [STOP | {"category": "2"}, {"id": "s2", "cause": "command", "category": "1"}],
            "complete": ["safety_functions", "stops"],
        },
        "P6-ESTOP-002",
        False,
    ),
    (
        {"tests": [{"id": "t", "place": "simulation", "trials": 0, "successes": 0}], "complete": ["tests"]},
        "P5-TASK-001",
        False,
    ),
]


@pytest.mark.parametrize("target", TARGETS)
def test_the_first_questions_block_in_every_target(target: str, desk: Desk) -> None:
    """A robot that answers none of them, and needs power to stand, is held up by each."""
    assessment = desk.assess("profile: 1\nmorphology: {stable_without_power: false}\n", target=target)
    assert [id_ for id_ in ASKED if not result_of(assessment, id_).blocked_by] == []


@pytest.mark.parametrize(("facts", "id_", "answer"), SILENT, ids=[id_ for _, id_, _ in SILENT])
def test_a_robot_made_to_look_good_is_noticed(facts: dict[str, Any], id_: str, answer: bool | None, desk: Desk) -> None:
    """Each of these says what a careless rule would take for enough."""
    result = result_of(desk.assess(json.dumps({"profile": 1, **facts})), id_)
    assert result.answer_at[1] is answer
    assert (result.provisional or result.verdict) != "pass"
