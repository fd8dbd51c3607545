"""Random whole profiles: the fields that requirements read, with evidence entries good and bad, and random targets.

Values are drawn around the limits that the requirements name. Every value is in its long form, so that evidence can be
changed value by value.
"""

import copy
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from compliance import api
from compliance.catalogue import Requirement

REVISIONS = {"hardware": "B", "firmware": "1.4.2", "policy": "7", "safety_parameters": "3"}
CONTENT = b"It was measured.\n"
HASH = hashlib.sha256(CONTENT).hexdigest()
METHODS = ["inspected", "inspected", "calculated", "measured", "measured", "field", "simulated", "declared"]
ENTRIES = [f"e{number}" for number in range(5)]
IDS = ["a", "b", "c"]
MARKETS = [["eu"], ["cn"], ["cn", "eu"], ["us"], ["jp"]]
FREE = ["alpha", "beta", "a", "b"]
IP_CODES = ["IP20", "IP54", "IP67", "IP66/IP67"]
DAYS = ["2026-01-31", "2026-11", "2026-11-21", "2027-06-30"]
PERCENT = ("%", "dB", "dB(A)", "dB(C)")  # units whose kinds end at a hundred here
Data = dict[str, Any]

FAULTS: dict[str, Data] = {
    "changed file": {"sha256": "0" * 64},
    "no file": {"file": "absent.txt"},
    "other firmware": {"revisions": {**REVISIONS, "firmware": "1.4.1"}},
    "revisions half named": {"revisions": {"hardware": "B"}},
    "undated": {"date": None},
    "dated after": {"date": "2026-12-01"},
    "run out": {"valid_until": "2026-11-20"},
    "calibration run out": {"calibration": {"valid_until": "2026-09-30"}},
    "calibration not stated": {"calibration": None},
    "results left out": {"all_results": False},
    "not all results": {"all_results": None},
}
BROKEN = ("changed file", "no file")  # faults of the file itself; the others are faults of the work
MEASURING = ("calibration run out", "calibration not stated")
CAMPAIGN = ("results left out", "not all results")


def sound(method: str, **more: Any) -> Data:
    """An evidence entry without a fault, of a method."""
    entry = {
        "method": method, "file": "report.txt", "sha256": HASH, "date": "2026-10-02", "revisions": REVISIONS,
        "all_results": True, "calibration": {"valid_until": "2027-03-31"}, "runs": 1000, **more,
    }  # fmt: skip
    return {key: value for key, value in entry.items() if value is not None}


def faulty(entry: Data, fault: str) -> Data:
    """An entry with a fault."""
    return {key: value for key, value in {**entry, **FAULTS[fault]}.items() if value is not None}


def matters(fault: str, method: str) -> bool:
    """Whether a fault is one for a method: only instruments are calibrated, only campaigns have all results."""
    if fault in MEASURING:
        return method == "measured"
    return fault not in CAMPAIGN or method in ("measured", "field", "simulated")


def makers(catalogue: api.Catalogue, size: int = 12) -> "list[Maker]":
    """One maker for every few requirements: together they cover the standard, and each profile stays small."""
    shuffled = list(catalogue.requirements)
    Random(2026).shuffle(shuffled)
    found = []
    for start in range(0, len(shuffled), size):
        part = copy.copy(catalogue)
        part.requirements = tuple(shuffled[start : start + size])
        found.append(Maker(part))
    return found


class Maker:
    """Makes whole profiles and targets for some requirements of the standard."""

    def __init__(self, catalogue: api.Catalogue) -> None:
        self.catalogue = catalogue
        self.paths = sorted({"hazards", *(path for one in catalogue.requirements for path in one.row["reads"])})
        self.items = {"residual_accepted_by"}
        self.limits: list[str] = []
        for one in catalogue.requirements:
            self._scan([one.row[key] for key in ("applies", "for_each", "require")])
        self.protocols = [id_ for one in catalogue.requirements for id_ in one.row["proof"]["protocols"]]
        self.musts = [one for one in catalogue.requirements if one.row["keyword"] == "must"]

    def _scan(self, node: Any) -> None:
        if not isinstance(node, list):
            return
        if node and node[0] == "item":
            self.items.add(node[2])
        if len(node) == 4 and node[0] == "lit" and isinstance(node[2], str):
            self.limits.append(node[2])
        for part in node:
            self._scan(part)

    def target(self, random: Random) -> api.Target:
        """A target that makes a few musts its own, so that a few facts decide the readiness."""
        base = self.catalogue.target(random.choice(list(self.catalogue.targets)))
        few = min(random.choice([1, 1, 2, 3]), len(self.musts))  # the last maker may have hardly any
        own = [one.id for one in random.sample(self.musts, few)]
        adopts = base.row["adopts"] if random.random() < 0.4 else []
        return base._replace(row={**base.row, "criteria": own, "adopts": adopts})

    def profile(self, random: Random, single: bool = False) -> Data:
        """A profile as data; where `single`, every fact has one statement."""
        maker = _One(self, random, single)
        profile = maker.whole()
        profile["evidence"] = [maker.entry(name) for name in ENTRIES]
        return profile


class _One:
    """Makes one profile."""

    def __init__(self, shared: Maker, random: Random, single: bool) -> None:
        self.shared, self.random, self.single = shared, random, single
        self.present = random.choice([0.5, 0.8, 0.95])
        self.proven = random.choice([0.2, 0.7, 1.0])
        self.complete: list[Data] = []

    def perhaps(self, share: float) -> bool:
        return self.random.random() < share

    def entry(self, name: str) -> Data:
        """An evidence entry, with a fault in three of ten."""
        method = self.random.choice(METHODS)
        protocol = self.random.choice([None, None, *self.shared.protocols])
        party = self.random.choice(["first", "first", "second", "third"])
        made = sound(method, id=name, party=party, protocol=protocol)
        if self.perhaps(0.2):
            scheme = self.random.choice(["CR", "NRTL"])
            made["attestation"] = {
                "type": "certificate",
                "scheme": scheme,
                "body": "X",
                "number": "1",
                "status": "valid",
            }
        return faulty(made, self.random.choice(list(FAULTS))) if self.perhaps(0.3) else made

    def whole(self) -> Data:
        profile: Data = {"profile": 1, "robot": {"revisions": REVISIONS}}
        for path in self.shared.paths:
            section, _, name = path.partition(".")
            spec = self.shared.catalogue.fields[section]
            spec = spec["fields"][name] if name else spec
            if not self.perhaps(self.present):
                continue
            made = self.listed(path, spec["fields"]) if spec["type"] == "list" else self.fact(path, spec)
            if name:
                profile.setdefault(section, {})[name] = made
            else:
                profile[section] = made
        profile["reviews"] = [{"id": "r", "independent": True}]
        return {**profile, "complete": self.complete}

    def listed(self, path: str, fields: Data) -> list[Data]:
        entries = []
        for id_ in IDS[: self.random.choice([0, 1, 1, 1, 2])]:
            entry: Data = {"id": id_}
            for name, spec in fields.items():
                if name in self.shared.items and not spec["plain"] and self.perhaps(self.present):
                    inner = f"{path}[{id_}].{name}"
                    entry[name] = (
                        self.listed(inner, spec["fields"]) if spec["type"] == "list" else self.fact(inner, spec)
                    )
            entries.append(entry)
        self.perhaps_complete(path)
        return entries

    def perhaps_complete(self, path: str) -> None:
        if self.perhaps(0.7):
            self.complete.append({"list": path, "evidence": self.behind()})

    def behind(self) -> list[str]:
        if not self.perhaps(self.proven):
            return []
        return self.random.sample(ENTRIES, self.random.choice([1, 1, 2, 5]))

    def fact(self, path: str, spec: Data) -> list[Data]:
        if spec["type"] == "set":
            self.perhaps_complete(path)
        number = 1 if self.single else self.random.choice([1, 1, 1, 2])
        return [self.statement(path, spec) for _ in range(number)]

    def statement(self, path: str, spec: Data) -> Data:
        value = self.value(path, spec)
        made: Data = {"value": value, "evidence": self.behind()}
        if spec["type"] == "quantity" and " " in str(value) and spec["kind"] != "temperature" and self.perhaps(0.6):
            number, _, unit = value.partition(" ")
            made |= {"U": f"{max(abs(float(number)) * 0.01, 1e-9):g} {unit}", "k": 2}
        if spec.get("at"):
            made["at"] = {name: self.value("", one) for name, one in spec["at"].items() if self.perhaps(0.9)}
        return made

    def value(self, path: str, spec: Data) -> Any:
        kind = spec["type"]
        if kind == "quantity":
            return self.number(spec["kind"])
        if kind == "truth":
            return self.perhaps(0.5)
        if kind == "choice":
            return self.random.choice(spec["choices"])
        if kind == "set":
            return self.random.sample(spec["choices"], self.random.randint(1, len(spec["choices"])))
        if kind == "date":
            return self.random.choice(DAYS)
        if kind == "ip":
            return self.random.choice(IP_CODES)
        if kind == "span":
            return f"-10..10 {self.shared.catalogue.units.kind(spec['kind']).usual}"
        if path.endswith(".requirement"):
            return self.random.choice(self.shared.musts).id
        return self.random.choice(FREE)

    def number(self, name: str) -> str:
        """A number of a kind: on a limit that a requirement names, or half, or twice as much, or any other."""
        kind = self.shared.catalogue.units.kind(name)
        if kind.order:
            return str(self.random.choice(kind.order))
        split = [text.partition(" ") for text in self.shared.limits]
        fitting = [
            (number, unit) for number, _, unit in split if unit in kind.spellings and unit and _is_number(number)
        ]
        shares = [("10", "%"), ("50", "%"), ("90", "%")]
        bare = shares if "%" in kind.spellings else [("1", ""), ("2", ""), ("60", "")]
        usual = [(str(number), kind.usual) for number in (1, 3, 100)]
        number, unit = self.random.choice((fitting + usual) if kind.usual else (fitting or bare))
        scaled = float(number) * self.random.choice([0.5, 1, 1, 2])
        return f"{min(scaled, 100) if unit in PERCENT else scaled:g} {unit}".strip()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def statements(data: Any) -> Iterator[Data]:
    """Every statement of a profile, in place."""
    if isinstance(data, dict) and "value" in data and "id" not in data:  # an entry may have a field of that name
        yield data
    elif isinstance(data, dict):
        for key, part in data.items():
            if key not in ("evidence", "complete"):
                yield from statements(part)
    elif isinstance(data, list):
        for part in data:
            yield from statements(part)


def entries(profile: Data) -> dict[str, Data]:
    """The evidence entries of a profile by id."""
    return {entry["id"]: entry for entry in profile["evidence"]}


def with_evidence(profile: Data, change: Any) -> Data:
    """A copy of a profile with each evidence entry changed by a function."""
    changed = copy.deepcopy(profile)
    changed["evidence"] = [change(entry) for entry in changed["evidence"]]
    return changed


def admissible(entry: Data, requirement: Requirement, protocols: Any) -> bool:
    """Whether an entry proves anything to a requirement: the semantics read once more, as plainly as possible."""
    proof = requirement.row["proof"]
    good = entry.get("file") == "report.txt" and entry.get("sha256") == HASH
    good &= entry.get("revisions") == REVISIONS and "2026-01-01" <= entry.get("date", "") <= "2026-11-21"
    good &= entry.get("valid_until", "9999") >= "2026-11-21"
    good &= entry["method"] in proof["methods"] and entry["method"] != "simulated"  # none here names real trials
    parties = ["first", "second", "third"]
    good &= parties.index(entry["party"]) >= parties.index(proof["party"]) and not proof["competence"]
    if entry["method"] == "measured":
        good &= (entry.get("calibration") or {}).get("valid_until", "") >= entry.get("date", "9999")
    if entry["method"] in ("measured", "field"):
        good &= entry.get("all_results") is True
        good &= (protocols.get(entry.get("protocol")) or {}).get("environment") != "simulation"
    good &= not proof["protocols"] or entry.get("protocol") in proof["protocols"]
    attestation = entry.get("attestation") or {}
    good &= requirement.bar < 4 or (attestation.get("scheme") or "") == proof["scheme"]
    return bool(good)


def written(profile: Data, folder: Path) -> str:
    """Write a profile and the one report behind its evidence. Returns the profile's path."""
    report = folder / "report.txt"
    if not report.exists():
        report.write_bytes(CONTENT)
    path = folder / "robot.yaml"
    path.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
    return str(path)
