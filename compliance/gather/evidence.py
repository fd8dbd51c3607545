"""Evidence entries, each with whether its file exists below the profile's folder and matches its hash."""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from compliance.errors import InputError, Place
from compliance.logic import EVERYTHING
from compliance.robot import Robot
from compliance.robot.values import days_of
from compliance.source.files import inside
from compliance.units import Interval, UnitTable

if TYPE_CHECKING:
    from compliance.gather.junit import Case

BLOCK = 1 << 20
LARGEST = 1 << 30
PARTIES = ("first", "second", "third")


class Evidence(NamedTuple):
    """One evidence entry as found. `fault` is empty when the file is there and matches its hash.

    `cases` are the test cases of a JUnit file by requirement, None for any other file.

    `done` is the last day on which the work may have been done, `last_day` the first on which validity may
    end, as day numbers. A hash proves that a file is unchanged, not what it says.
    """

    id: str
    method: str
    party: str
    competence: str
    fault: str
    done: float | None
    last_day: float | None
    revisions: dict[str, str]
    attestation: dict[str, Any]
    protocol: str
    runs: int | None
    all_results: bool
    calibration: dict[str, Any]
    accreditation: dict[str, Any]
    validated_by: tuple[str, ...]
    cases: dict[str, tuple["Case", ...]] | None
    place: Place


class Finding(NamedTuple):
    """One statement held against the log behind it. `fault` is empty when the log bears it out.

    `log` and `said` are the two texts; `interval` is in SI what the log leaves possible. Without a path the log as a
    whole could not be used.
    """

    evidence: str
    path: str
    log: str
    said: str
    fault: str
    place: Place
    interval: Interval = EVERYTHING


class Gathered(NamedTuple):
    """A robot with its evidence looked up; `findings` where logs were measured again."""

    robot: Robot
    evidence: dict[str, Evidence]
    findings: tuple[Finding, ...] = ()


def gather(robot: Robot, folder: str | None = None, *, recompute_with: UnitTable | None = None) -> Gathered:
    """Look up every evidence file below the profile's folder, or another one. A missing file is a finding, no error.

    Given the unit table, logs are measured again as their entries say, and held against the statements.
    """
    if folder is None:
        folder = os.path.dirname(robot.file) if robot.file not in ("-", "<stdin>") else "."
    gathered = Gathered(robot, {id_: _entry(row, folder) for id_, row in robot.evidence.items()})
    if recompute_with is None:
        return gathered
    from compliance.gather.recompute import recompute

    return recompute(gathered, folder, recompute_with)


def _entry(row: dict[str, Any], folder: str) -> Evidence:
    done, valid = (days_of(row.get(key) or "") for key in ("date", "valid_until"))
    fault, cases = _file_fault(row, folder), None
    if not fault and row.get("format") == "junit":
        fault, cases = _read_cases(row, folder)
    return Evidence(
        row["id"],
        row["method"],
        row.get("party") or "first",
        row.get("competence") or "none",
        fault,
        done[1] if done else None,
        valid[0] if valid else None,
        row.get("revisions") or {},
        row.get("attestation") or {},
        row.get("protocol") or "",
        row.get("runs"),
        row.get("all_results") == "true",
        row.get("calibration") or {},
        row.get("accreditation") or {},
        tuple(row.get("validated_by") or ()),
        cases,
        row["_place"],
    )


def _read_cases(row: dict[str, Any], folder: str) -> tuple[str, dict[str, tuple["Case", ...]] | None]:
    from compliance.gather.junit import read_cases

    try:
        return "", read_cases(os.path.join(folder, row["file"]))
    except (ValueError, InputError) as error:
        return f"{row['file']} cannot be read as JUnit results: {error}", None


def _file_fault(row: dict[str, Any], folder: str) -> str:
    name, wanted = row.get("file"), row.get("sha256")
    if not name or not wanted:
        return "the entry names no file with its sha256"
    path = inside(folder, name)
    if path is None:
        return f"{name} is not below the profile's folder"
    if not os.path.isfile(path):
        return f"{name} does not exist"
    if os.path.getsize(path) > LARGEST:
        return f"{name} is larger than 1 GiB"
    return "" if _sha256(path) == wanted.lower() else f"{name} does not match its sha256"


def _sha256(path: str) -> str:
    import hashlib

    digest = hashlib.sha256()
    try:
        with open(path, "rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
    except OSError:
        return "unreadable"
    return digest.hexdigest()
