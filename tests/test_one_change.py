"""One byte, one day, one digit, one measurement: exactly the verdicts that should change do."""

import copy
import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY

from compliance import api

REVISIONS = {"hardware": "B", "firmware": "1.4.2", "policy": "7", "safety_parameters": "3"}
LAST_DAY = datetime.date(2026, 12, 31)  # of the certificate
CAMPAIGN = {"all_results": True, "calibration": {"valid_until": "2027-03-31"}}
CERTIFICATE = {"type": "certificate", "scheme": "CR", "body": "SRI", "number": "CR-1", "status": "valid"}
METHODS: dict[str, dict[str, Any]] = {
    "check": {"method": "inspected"},
    "audit": {"method": "inspected", "party": "third"},
    "calculation": {"method": "calculated"},
    "forces": {"method": "measured", **CAMPAIGN},
    "stop-runs": {"method": "measured", **CAMPAIGN},
    "log": {"method": "field", "all_results": True},
    "noise": {"method": "measured", **CAMPAIGN},
    "certificate": {
        "method": "inspected",
        "party": "third",
        "attestation": {**CERTIFICATE, "valid_until": LAST_DAY.isoformat()},
    },
}
# What passes by each file alone, or by two together: it falls with either.
RESTS_ON: dict[str, set[str]] = {
    "check": {
        "P1-RISK-002", "P4-NOISE-001", "P4-NOISE-002", "P4-NOISE-003", "P5-USE-001", "P5-USE-002", "P6-CONTACT-002",
        "P6-CONTACT-004",
    },
    "audit": set(),
    "calculation": {"P6-ESTOP-001", "P6-PL-001", "P6-PL-003", "P6-PL-004", "P6-PL-005", "P6-SIL-001"},
    "forces": {"P6-CONTACT-002", "P6-CONTACT-004"},
    "stop-runs": {"P6-ESTOP-002", "P6-SHARED-003", "P6-STOP-003"},
    "log": {"P5-RUNTIME-001"},
    "noise": {"P4-NOISE-004"},
    "certificate": {"P4-CR-001"},
}  # fmt: skip
# What one of two files is enough for: the check and the audit have both seen the risk assessment.
EITHER = {"P1-RISK-001"}
PROVEN = EITHER.union(*RESTS_ON.values())
# What is switched off by facts that a file documents: nobody is a patient, no contact at the head, a robot that stands
# without power.
SWITCHED_OFF_BY = {
    "check": {f"P5-PATIENT-00{number}" for number in range(1, 5)},
    "forces": {"P6-CONTACT-001"},
    "stop-runs": {"P6-FALL-001", "P6-SCOPE-001"},
}


def content(name: str) -> bytes:
    """What the file behind an evidence entry says."""
    return f"Report of {name}.\n".encode()


def chest(id_: str = "chest", force: str = "200 N") -> dict[str, Any]:
    """A free impact on the chest, of which 280 N is the limit."""
    return {
        "id": id_, "area": "chest", "mode": "transient", "planned": False, "evidence": ["forces"],
        "peak_force": [{"value": force, "U": "5 N", "k": 2}],
        "peak_pressure": {"value": "100 N/cm²", "U": "5 N/cm²", "k": 2},
    }  # fmt: skip


def rich() -> dict[str, Any]:
    """A small profile in which much is proven, by eight files."""
    entries = [
        {
            "id": name, "file": f"{name}.txt", "sha256": hashlib.sha256(content(name)).hexdigest(),
            "date": "2026-10-02", "revisions": REVISIONS, **method,
        }
        for name, method in METHODS.items()
    ]  # fmt: skip
    part = {"category": "3", "mttfd": "30 a", "dc_average": "90 %", "ccf_score": 65, "pfhd": "2.65e-7 1/h"}
    level = {"required_performance_level": "d", "performance_level": "d", "pfhd": "2.65e-7 1/h"}
    subsystem = {"id": "all", **part, "evidence": ["calculation"]}
    stop = {"id": "red", "cause": "command", "category": "1", "safety_function": "es"}
    function = {"id": "es", "purpose": {"value": "emergency_stop", "evidence": ["calculation", "stop-runs"]}, **level}
    lists = {
        "contacts": ["check", "forces"], "use.users": ["check"], "hazards": ["check"], "documents": ["check", "audit"],
        "stops": ["stop-runs"], "certificates": ["certificate"], "safety_functions": ["calculation", "stop-runs"],
        "safety_functions[es].subsystems": ["calculation"],
    }  # fmt: skip
    held = {"scheme": "cr", "mode": "b", "number": "CR-1", "scope": "R1", "status": "valid"}
    return {
        "profile": 1,
        "robot": {"name": "R1", "revisions": REVISIONS},
        "use": {
            "contact": {"value": "foreseeable", "evidence": ["check"]},
            "users": {"value": ["adults_trained"], "evidence": ["check"]},
        },
        "morphology": {
            "mass": "50 kg", "height": "1.6 m", "base": "wheeled",
            "stable_without_power": {"value": True, "evidence": ["stop-runs"]},
        },
        "power": {"runtime": {"value": "3 h", "at": {"load": "5 kg", "activity": "working"}, "evidence": ["log"]}},
        "emissions": {
            "sound_pressure_level": {"value": "66 dB(A)", "evidence": ["noise"]},
            "noise_uncertainty": {"value": "2.5 dB", "evidence": ["noise"]},
            "at_most_70_db": {"value": True, "evidence": ["check"]},
        },
        "hazards": [{"id": "tip", "measure": "ballast", "residual_accepted_by": "J. Q.", "evidence": ["check"]}],
        "documents": [{"id": "ra", "type": "risk_assessment", "title": "RA-07", "evidence": ["check", "audit"]}],
        "certificates": [{"id": "cr", **held, "valid_until": LAST_DAY.isoformat(), "evidence": ["certificate"]}],
        "safety_functions": [{**function, "evidence": ["calculation"], "subsystems": [subsystem]}],
        "stops": [{**stop, "evidence": ["stop-runs"]}],
        "contacts": [chest()],
        "complete": [{"list": name, "evidence": behind} for name, behind in lists.items()],
        "evidence": entries,
    }  # fmt: skip


class Room:
    """A folder with the profile and its files, assessed as often as wanted."""

    def __init__(self, folder: Path, catalogue: api.Catalogue) -> None:
        self.folder, self.catalogue = folder, catalogue
        for name in METHODS:
            (folder / f"{name}.txt").write_bytes(content(name))
        self.before = {one.requirement.id: one.verdict for one in self.assess(rich()).results}

    def assess(self, profile: dict[str, Any], day: datetime.date = DAY) -> api.Assessment:
        """The assessment of a profile."""
        path = self.folder / "robot.yaml"
        path.write_text(json.dumps(profile), "utf-8")
        target = api.find_target(self.catalogue, "automotive-factory")
        asking = target._replace(row={**target.row, "asks": ["cn-cr"]})
        return api.assess(self.catalogue, api.load_robot(str(path), self.catalogue), asking, ["cn", "eu"], day)

    def changes(self, profile: dict[str, Any], day: datetime.date = DAY) -> dict[str, tuple[str, str]]:
        """The verdicts that differ from those of the profile as it was, with what they were and are."""
        before = self.before
        after = {one.requirement.id: one.verdict for one in self.assess(profile, day).results}
        assert before.keys() == after.keys()
        return {id_: (before[id_], after[id_]) for id_ in before if before[id_] != after[id_]}


@pytest.fixture
def room(tmp_path: Path, catalogue: api.Catalogue) -> Room:
    """A room of its own."""
    return Room(tmp_path, catalogue)


def test_the_profile_is_rich(room: Room) -> None:
    """What the files carry passes, and all of it is named here."""
    proven = [one for one in room.assess(rich()).results if one.requirement.bar > 1]
    assert {one.requirement.id for one in proven if one.verdict == "pass"} == PROVEN


@pytest.mark.parametrize("name", METHODS)
def test_a_byte_changed_in_a_file(name: str, room: Room) -> None:
    """What rests on this file, or is switched off by it, is open again; nothing else moves."""
    path = room.folder / f"{name}.txt"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    fallen = dict.fromkeys(RESTS_ON[name], ("pass", "needs_evidence"))
    back = dict.fromkeys(SWITCHED_OFF_BY.get(name, ()), ("not_applicable", "needs_evidence"))
    assert room.changes(rich()) == {**fallen, **back}


def test_two_files_changed(room: Room) -> None:
    """What either of two files was enough for falls with both."""
    for name in ("check", "audit"):
        (room.folder / f"{name}.txt").write_bytes(b"")
    fallen = RESTS_ON["check"] | EITHER
    back = dict.fromkeys(SWITCHED_OFF_BY["check"], ("not_applicable", "needs_evidence"))
    assert room.changes(rich()) == {**dict.fromkeys(fallen, ("pass", "needs_evidence")), **back}


def test_any_byte_will_do(room: Room) -> None:
    """Each bit counts, and so do a byte more and a byte less; the file put back is as good as before."""
    whole = content("log")
    flipped = [whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :] for at in range(len(whole))]
    for data in (*flipped, whole + b"\n", whole[:-1], b""):
        (room.folder / "log.txt").write_bytes(data)
        assert _verdict(room.assess(rich()), "P5-RUNTIME-001") == "needs_evidence"
    (room.folder / "log.txt").write_bytes(whole)
    assert not room.changes(rich())


def _verdict(found: api.Assessment, id_: str) -> str:
    return next(one.verdict for one in found.results if one.requirement.id == id_)


def test_the_day_after_the_certificate_ends(room: Room) -> None:
    """On its last day nothing has changed, a day later the certificate alone is gone."""
    assert not room.changes(rich(), LAST_DAY)
    after = room.changes(rich(), LAST_DAY + datetime.timedelta(days=1))
    assert after == {"P4-CR-001": ("pass", "fail")}


def test_the_firmware_raised(room: Room) -> None:
    """Whatever was proven on the old firmware is open again, and says why; what was only declared stands."""
    profile = rich()
    profile["robot"] = {**profile["robot"], "revisions": {**REVISIONS, "firmware": "1.4.3"}}
    assert room.changes(profile) == dict.fromkeys(PROVEN, ("pass", "needs_evidence"))
    for result in room.assess(profile).results:
        if result.requirement.id in PROVEN:
            assert any(reason.type == "stale" for reason in result.reasons), result.requirement.id


@pytest.mark.parametrize("name", ["hardware", "policy", "safety_parameters"])
def test_another_revision_raised(name: str, room: Room) -> None:
    """Each of the four revisions counts alike."""
    profile = rich()
    profile["robot"] = {**profile["robot"], "revisions": {**REVISIONS, name: "next"}}
    assert room.changes(profile) == dict.fromkeys(PROVEN, ("pass", "needs_evidence"))


def test_a_second_and_worse_measurement(room: Room) -> None:
    """Beside the first it leaves the force open, as a conflict with both shown; pressures stand."""
    profile = rich()
    profile["contacts"][0]["peak_force"].append({"value": "300 N", "U": "5 N", "k": 2})
    assert room.changes(profile) == {"P6-CONTACT-002": ("pass", "needs_evidence")}
    result = next(one for one in room.assess(profile).results if one.requirement.id == "P6-CONTACT-002")
    said = " ".join([*(reason.text for reason in result.reasons), *(line.actual for line in result.lines)])
    assert "200 N" in said and "300 N" in said
    assert [reason.type for reason in result.reasons] == ["conflict"]


def test_a_second_and_worse_contact(room: Room) -> None:
    """Another impact above the limit fails the force."""
    profile = rich()
    profile["contacts"].append(chest("again", "300 N"))
    assert room.changes(profile) == {"P6-CONTACT-002": ("pass", "fail")}


def test_a_worse_measurement_that_nobody_can_check(room: Room) -> None:
    """A bare second figure does not undo what is proven, but it stands beside it and holds the step down."""
    profile = rich()
    profile["contacts"][0]["peak_force"].append({"value": "300 N", "evidence": []})
    assert room.changes(profile) == {}
    result = next(one for one in room.assess(profile).results if one.requirement.id == "P6-CONTACT-002")
    assert result.answer_at[1] is None
    assert "300 N" in " ".join(line.actual for line in result.lines)


def test_a_second_and_better_measurement(room: Room) -> None:
    """A better figure beside the first changes nothing."""
    profile = rich()
    profile["contacts"][0]["peak_force"].append({"value": "150 N", "U": "5 N", "k": 2})
    assert room.changes(profile) == {}


def test_nothing_changed(room: Room) -> None:
    """The same profile twice has the same results, to the last word."""
    first, second = (room.assess(copy.deepcopy(rich())) for _ in range(2))
    assert first.results == second.results
