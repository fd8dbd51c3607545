"""Why an evidence entry does not reach a bar: file, method, party, protocol, freshness, campaign, attestation."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from compliance.gather import Evidence
from compliance.gather.evidence import PARTIES
from compliance.robot.values import days_of

REVISIONS = ("hardware", "firmware", "policy", "safety_parameters")
STALE = "stale: "  # begins an objection that fresher evidence would meet
REAL = ("measured", "field")  # what trials on the robot are; a simulation is held against them
CAMPAIGNS = ("simulated", *REAL)  # what is run more than once, so that results can be left out


class Bar(NamedTuple):
    """What a bar asks: its height, and for bars 3 and 4 the proof a requirement accepts.

    `guard` is the guard band factor r of the decision rule (ILAC-G8): measured values are widened by
    r times their expanded uncertainty U. Where `needs_spread`, a measured value without U decides nothing.
    """

    height: int
    methods: tuple[str, ...] = ()
    party: str = "first"
    competence: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    attestation: str | None = None
    scheme: str | None = None
    guard: float = 0.0
    needs_spread: bool = False
    requirement: str = ""  # whose test cases have to pass, where evidence is a file of them


class Known(NamedTuple):
    """What evidence is held against: the other entries, the protocols, the robot as sold, the as-of date."""

    entries: Mapping[str, Evidence]
    protocols: Mapping[str, Any]
    revisions: Mapping[str, str]
    as_of: float


def objection(evidence: Evidence, bar: Bar, known: Known) -> str:
    """Say why an evidence entry does not reach a bar; empty when it does."""
    if evidence.fault or bar.height < 3:
        return evidence.fault
    return (
        _other_method(evidence, bar, known)
        or _other_party(evidence, bar)
        or _other_protocol(evidence, bar, known)
        or _stale(evidence, known)
        or _unfit(evidence, known)
        or _unattested(evidence, bar, known.as_of)
        or _failed_cases(evidence, bar.requirement)
    )


def _other_method(evidence: Evidence, bar: Bar, known: Known) -> str:
    if evidence.method not in bar.methods:
        return f"{evidence.id} is {evidence.method}; {' or '.join(bar.methods)} is asked"
    return _unvalidated(evidence, known) if evidence.method == "simulated" else ""


def _unvalidated(evidence: Evidence, known: Known) -> str:
    """A simulation counts beyond a declaration only where real trials stand behind it."""
    if not evidence.validated_by:
        return f"{evidence.id} is simulated and names no real trials under `validated_by`"
    for name in evidence.validated_by:
        trials = known.entries[name]
        if trials.method not in REAL:
            return f"{evidence.id} is validated by {name}, which is {trials.method} and no real trial"
        why = trials.fault or _stale(trials, known) or _unfit(trials, known)
        if why:
            return f"{evidence.id} is validated by {name}: {why}"
    return ""


def _other_party(evidence: Evidence, bar: Bar) -> str:
    if PARTIES.index(evidence.party) < PARTIES.index(bar.party):
        return f"{evidence.id} is {evidence.party}-party; {bar.party}-party is asked"
    if not bar.competence:
        return ""
    if evidence.competence not in bar.competence:
        return f"{evidence.id} comes without {' or '.join(bar.competence)}"
    return _outside_scope(evidence)


def _outside_scope(evidence: Evidence) -> str:
    """A competence counts only for the methods it was granted for, on the day of the work."""
    until = days_of(evidence.accreditation.get("valid_until") or "")
    if until is None:
        return f"{evidence.id} does not say until when its accreditation is valid"
    if evidence.done is not None and until[0] < evidence.done:
        return f"the accreditation behind {evidence.id} had run out on the day of the work"
    if not evidence.protocol or evidence.protocol not in (evidence.accreditation.get("scope") or ()):
        said = evidence.protocol or "not stated"
        return f"the accreditation behind {evidence.id} does not cover its protocol ({said})"
    return ""


def _other_protocol(evidence: Evidence, bar: Bar, known: Known) -> str:
    if bar.protocols and evidence.protocol not in bar.protocols:
        return f"{evidence.id} follows {evidence.protocol or 'no protocol'}; {' or '.join(bar.protocols)} is asked"
    protocol = known.protocols.get(evidence.protocol)
    if protocol is None:
        return ""
    if protocol["environment"] == "simulation" and evidence.method in REAL:
        return f"{evidence.id} is {evidence.method}, but {evidence.protocol} is run in simulation"
    least = protocol["min_runs"]
    if least and (evidence.runs is None or evidence.runs < least):
        said = "does not state its runs" if evidence.runs is None else f"has {evidence.runs} runs"
        return f"{evidence.id} {said}; {evidence.protocol} asks for at least {least}"
    return ""


def _stale(evidence: Evidence, known: Known) -> str:
    if evidence.done is None:
        return f"{evidence.id} has no date"
    if evidence.done > known.as_of:
        return f"{evidence.id} is dated after the as-of date"
    if evidence.last_day is not None and evidence.last_day < known.as_of:
        return f"{STALE}{evidence.id} is no longer valid on the as-of date"
    for name in REVISIONS:
        sold, tested = known.revisions.get(name), evidence.revisions.get(name)
        if sold is None:
            return f"{STALE}robot.revisions.{name} is not stated, so {evidence.id} cannot be tied to the robot as sold"
        if tested != sold:
            return f"{STALE}{evidence.id} tested {name} {tested or 'not stated'}; the profile says {sold}"
    return ""


def _unfit(evidence: Evidence, known: Known) -> str:
    """What a campaign owes besides its numbers: calibrated instruments, and all of its results."""
    if evidence.method == "measured" and not evidence.calibration.get("not_needed"):
        until = days_of(evidence.calibration.get("valid_until") or "")
        if until is None:
            return f"{evidence.id} does not say until when the calibration of its instruments holds"
        if evidence.done is not None and until[0] < evidence.done:
            return f"the calibration behind {evidence.id} had run out on the day of the work"
    if evidence.method in CAMPAIGNS and not evidence.all_results:
        return f"{evidence.id} does not say that it lists all results (`all_results: true`)"
    return ""


def _unattested(evidence: Evidence, bar: Bar, as_of: float) -> str:
    if bar.height < 4:
        return ""
    attestation = evidence.attestation
    wanted = (bar.attestation or "").replace("_", " ")
    if attestation.get("type") != bar.attestation:
        return f"{evidence.id} carries no {wanted}"
    if bar.scheme and (attestation.get("scheme") or "").lower() != bar.scheme.lower():
        return f"the {wanted} of {evidence.id} is not one of the scheme {bar.scheme}"
    missing = [name for name in ("body", "number", "status") if not attestation.get(name)]
    if missing:
        return f"the {wanted} of {evidence.id} does not state {' and '.join(missing)}"
    if attestation["status"] != "valid":
        return f"the {wanted} of {evidence.id} is {attestation['status']}"
    return _run_out(evidence, wanted, as_of)


def _run_out(evidence: Evidence, wanted: str, as_of: float) -> str:
    """Whether an attestation may have run out; a certificate has a last day, or says why it has none.

    A report and a declaration speak of the robot on a day: their revisions say whether it is still that robot.
    """
    attestation = evidence.attestation
    until = days_of(attestation.get("valid_until") or "")
    if until:
        return f"{STALE}the {wanted} of {evidence.id} has run out on the as-of date" if until[0] < as_of else ""
    if attestation["type"] == "certificate" and not attestation.get("no_end"):
        return (
            f"the {wanted} of {evidence.id} does not say until when it is valid (`valid_until`, or `no_end` with why)"
        )
    return ""


def _failed_cases(evidence: Evidence, requirement: str) -> str:
    """A file of test cases speaks for the requirements that its cases name, and only if all of these passed."""
    if evidence.cases is None:
        return ""
    named = evidence.cases.get(requirement, ())
    if not named:
        return f"no test case of {evidence.id} names {requirement}"
    ended = [f"`{case.name}` ended with {case.ending}" for case in named if case.ending]
    return f"{evidence.id}: {' and '.join(ended[:3])}" if ended else ""
