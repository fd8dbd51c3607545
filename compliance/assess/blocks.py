"""Whether a result holds deployment up: one computed property, with its reason."""

from compliance.assess.results import Result
from compliance.catalogue import Instrument, Requirement, Selected, Target

READ = ("primary", "secondary")
OPEN_VERDICTS = ("fail", "needs_evidence", "error")


def capable(
    selected: Selected,
    target: Target,
    instruments: dict[str, Instrument],
    claims: frozenset[str],
    cited: frozenset[str],
    verified: bool = False,
) -> str:
    """Say why a requirement may block at all; empty when it never can.

    `verified` says that the user has read a source which the encoding knows only from hearsay.
    """
    requirement = selected.requirement
    if requirement.keyword != "must" or selected.upcoming or not (verified or requirement.confidence in READ):
        return ""
    if requirement.row["duty_holder"] != target.row["addressee"]:
        return ""
    return _force(requirement, target, instruments[requirement.instrument], claims, cited)


def _force(
    requirement: Requirement, target: Target, instrument: Instrument, claims: frozenset[str], cited: frozenset[str]
) -> str:
    """Where the force of a requirement comes from: law, adoption, citation, claim, or the target's own criterion."""
    if requirement.id in target.row["criteria"]:
        return f"{target.id} makes it a criterion of its own"
    if requirement.basis == "law" and instrument.force == "binding":
        return f"{instrument.number} is law in force"
    if requirement.basis == "standard":
        if instrument.id in target.row["adopts"]:
            return f"{target.id} adopts {instrument.number}"
        if instrument.id in cited:
            return f"a law in force cites {instrument.number}"
        if instrument.id in claims:
            return f"the maker claims {instrument.number}"
    if requirement.basis == "scheme" and instrument.id in target.row["asks"]:
        return f"{target.id} asks for {instrument.number}"
    return ""


def with_block(result: Result, why: str) -> Result:
    """Note on a result whether it may block and whether it does."""
    if not why:
        return result._replace(capable=False, blocked_by="") if result.capable else result
    unverified = any(reason.type == "source_unverified" for reason in result.reasons)
    blocks = result.verdict in OPEN_VERDICTS and not unverified
    return result._replace(capable=True, blocked_by=why if blocks else "")
