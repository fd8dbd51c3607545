"""The result types: what a run says about one requirement, frozen."""

from typing import NamedTuple

from compliance.assess.alternatives import Alternative
from compliance.assess.conformity import Conformity
from compliance.assess.verified import Verified
from compliance.catalogue import Requirement
from compliance.errors import Place
from compliance.logic import Truth

VERDICTS = ("pass", "fail", "needs_evidence", "not_applicable", "waived", "error")
UNVERIFIED = ("uncertain", "recalled")  # how sure a source is that nobody has read
REASONS = (
    "applicability", "exclusion_unsupported", "proof", "missing", "conflict", "bound", "range", "condition",
    "uncertainty", "stale", "population_not_covered", "source_unverified",
)  # fmt: skip


class Reason(NamedTuple):
    """Why a verdict is not a pass: a typed word, the path it is about, a sentence, and where it stands."""

    type: str
    path: str
    text: str
    place: Place


class Shown(NamedTuple):
    """One statement behind a verdict, as the profile writes it; `printed` is the text as published."""

    path: str
    text: str
    place: Place
    source: str = ""
    evidence: tuple[str, ...] = ()
    printed: str = ""
    note: str = ""


class Margin(NamedTuple):
    """Distance to the limit in the limit's own unit; positive is good.

    `percent` is of |limit|, and None where a share means nothing (at 0, for temperatures and levels).
    """

    value: float
    unit: str
    percent: float | None


class Line(NamedTuple):
    """One comparison as decided: for a whole requirement, or for one entry of its list.

    `conformity` says how sure it is where one measured value meets one limit.
    """

    entry: str
    truth: Truth
    actual: str
    operator: str
    limit: str
    margin: Margin | None
    place: Place
    conformity: Conformity | None = None


class Waived(NamedTuple):
    """What sets a result aside, and the verdict underneath: a waiver, or the buyer's target (`expires` is empty)."""

    verdict: str
    reason: str
    owner: str
    expires: str

    @property
    def who(self) -> str:
        """Who, and until when."""
        return f"{self.owner}, until {self.expires}" if self.expires else self.owner

    @property
    def how(self) -> str:
        """What was done by whom, as a report says it."""
        return f"waived by {self.owner} until {self.expires}" if self.expires else f"excluded by {self.owner}"


class Result(NamedTuple):
    """The result for one requirement.

    `answers` are the truths of `require` at each bar that was evaluated, lowest first. `provisional` is
    the answer that an unverified source would give. `blocked_by` says why the result blocks, or is empty.
    `verified` is who looked up a source that the encoding knows only from hearsay; `alternatives` other
    ways that the profile argues for, which change no verdict. `contradicted` says that it rests on a statement which
    its log does not bear out: evidence that is false is never waived.
    """

    requirement: Requirement
    verdict: str
    applies: Truth
    answers: tuple[tuple[int, Truth], ...]
    reasons: tuple[Reason, ...]
    shown: tuple[Shown, ...]
    lines: tuple[Line, ...]
    place: Place
    settle: str
    upcoming: bool = False
    provisional: str = ""
    blocked_by: str = ""
    capable: bool = False
    waived: Waived | None = None
    excluded_by: tuple[Shown, ...] = ()
    verified: Verified | None = None
    alternatives: tuple[Alternative, ...] = ()
    contradicted: bool = False

    @property
    def blocks(self) -> bool:
        """Whether this result holds deployment up."""
        return bool(self.blocked_by)

    @property
    def answer_at(self) -> dict[int, Truth]:
        """The truth of `require` by bar."""
        return dict(self.answers)
