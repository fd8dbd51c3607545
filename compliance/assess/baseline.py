"""A run held against the known gaps of an earlier one: what is new, what is worse, what is gone.

Nothing here changes a verdict, and nothing hides one: a known gap stays in every report.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from compliance.assess.gaps import OPEN, Gap, gaps_of, robot_key
from compliance.assess.results import Result
from compliance.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from compliance.assess.assessment import Assessment

NEW, WORSENED, EASED, KNOWN = "new", "worsened", "eased", "known"
STATES = (NEW, WORSENED, EASED, KNOWN)
FIXED, STALE = "fixed", "stale"
UPDATE = "Name the baseline of this run, or write it anew with `compliance baseline update`."


class Recorded(NamedTuple):
    """What an earlier run said about one requirement."""

    requirement: str
    verdict: str
    blocks: bool
    gaps: tuple[Gap, ...]


class Baseline(NamedTuple):
    """An earlier run for one robot: what it was judged by, and its results by requirement."""

    robot: str
    standard: str
    target: str
    target_digest: str
    markets: tuple[str, ...]
    as_of: str
    results: dict[str, Recorded]
    place: Place


class Change(NamedTuple):
    """One finding beside what the baseline says about it. `before` is the value that it had there."""

    state: str
    requirement: str
    gap: Gap
    before: str = ""


class Gone(NamedTuple):
    """One entry of the baseline that is found no more: fixed, or stale because it is about something else now."""

    state: str
    requirement: str
    gap: Gap
    why: str


class Comparison(NamedTuple):
    """A run beside its baseline. `unknown` says that the baseline does not name this robot at all."""

    file: str
    as_of: str
    unknown: bool
    changes: tuple[Change, ...]
    gone: tuple[Gone, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are in each state, and how many entries of the baseline are gone."""
        found = [one.state for one in self.changes] + [one.state for one in self.gone]
        return {state: found.count(state) for state in (*STATES, FIXED, STALE)}

    def of(self, requirement: str) -> tuple[Change, ...]:
        """The findings of one requirement."""
        return tuple(change for change in self.changes if change.requirement == requirement)

    def state_of(self, result: Result) -> str:
        """What a baseline knows of a result, in one word, the gravest of its findings; empty where it has none.

        An error is always new; what passes or is switched off is fixed where an entry said otherwise.
        """
        if result.verdict == "error":
            return NEW
        states = {change.state for change in self.of(result.requirement.id)}
        gone = {one.state for one in self.gone if one.requirement == result.requirement.id}
        return next((state for state in STATES if state in states), FIXED if FIXED in gone else "")

    def counts_anew(self, result: Result) -> bool:
        """Whether a result has anything that the baseline does not cover. An error is never covered."""
        changes = self.of(result.requirement.id)
        return not changes or any(change.state in (NEW, WORSENED) for change in changes)


def with_baseline(assessments: Iterable["Assessment"], baselines: dict[str, Baseline], file: str) -> list["Assessment"]:
    """Hold every assessment against its baseline. Raises InputError where the two do not belong together."""
    assessments = list(assessments)
    _check_names(assessments)
    found: list[Assessment] = []
    problems: list[Problem] = []
    for one in assessments:
        baseline = baselines.get(robot_key(one.robot))
        problems += _foreign(one, baseline) if baseline else []
        found.append(one._replace(baseline=compare(one, baseline, file)))
    if problems:
        raise InputError(problems)
    return found


def _check_names(assessments: list["Assessment"]) -> None:
    """Refuse two robots of one name: an entry for one would cover the other."""
    first: dict[str, Assessment] = {}
    for one in assessments:
        earlier = first.setdefault(robot_key(one.robot), one)
        if earlier is not one:
            what = f"`{robot_key(one.robot)}` is the robot of {earlier.robot.file} as well"
            cure = "A baseline goes by maker, name and variant: give each robot its own, or check them apart."
            raise InputError.at("baseline.robots", one.robot.place_of("robot.name"), what, cure)


def _foreign(one: "Assessment", baseline: Baseline) -> list[Problem]:
    """What the baseline was made for, where this run is for something else."""
    markets = f"the markets {', '.join(baseline.markets)}, this run is for {', '.join(one.markets)}"
    target = f"the target `{baseline.target}`, this run is for `{one.target.id}`"
    there = (
        (baseline.standard == one.digest, "another state of the standard"),
        (baseline.target == one.target.id, target),
        (baseline.target_digest == one.target.digest, f"the target `{one.target.id}` with other content"),
        (set(baseline.markets) == set(one.markets), markets),
    )
    said = [words for same, words in there if not same]
    return [Problem("baseline.other", baseline.place, f"this baseline was made for {said[0]}", UPDATE)] if said else []


def compare(one: "Assessment", baseline: Baseline | None, file: str) -> Comparison:
    """Compare finding by finding."""
    before = baseline.results if baseline else {}
    changes: list[Change] = []
    gone: list[Gone] = []
    now = {result.requirement.id: result for result in one.results}
    for id_, result in now.items():
        known, graver = _Known(_covering(before.get(id_))), _graver(before.get(id_), result)
        found = [_change(id_, gap, known) for gap in gaps_of(result, one.robot)]
        changes += [change._replace(state=WORSENED) if graver and change.state != NEW else change for change in found]
    for id_, recorded in before.items():
        gone += _gone(recorded, now.get(id_), one)
    as_of = baseline.as_of if baseline else ""
    return Comparison(file, as_of, baseline is None, tuple(changes), tuple(gone))


def _covering(recorded: Recorded | None) -> tuple[Gap, ...]:
    return recorded.gaps if recorded and recorded.verdict in OPEN else ()


def _graver(recorded: Recorded | None, result: Result) -> bool:
    """Whether the same findings weigh more than they did: they block now, or what was open is a fail."""
    if recorded is None:
        return False
    return (result.blocks and not recorded.blocks) or (result.verdict == "fail" and recorded.verdict != "fail")


class _Known:
    """The findings that a baseline has for one requirement, ready to be looked up."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self.keys: set[tuple[str, ...]] = set()
        self.by_subject: dict[tuple[str, ...], list[Gap]] = {}
        for gap in gaps:
            self.keys.add(gap.key)
            self.by_subject.setdefault(gap.subject, []).append(gap)


def _change(id_: str, gap: Gap, known: _Known) -> Change:
    """Name a finding new unless the baseline has it, or has it with a margin that is no better."""
    if gap.key in known.keys:
        return Change(KNOWN, id_, gap)
    before = known.by_subject.get(gap.subject, [])
    if gap.kind != "fail" or gap.margin is None or len(before) != 1 or before[0].margin is None:
        return Change(NEW, id_, gap, before[0].value if len(before) == 1 else "")
    state = EASED if gap.margin >= before[0].margin else WORSENED
    return Change(state, id_, gap, before[0].value)


def _gone(recorded: Recorded, result: Result | None, one: "Assessment") -> list[Gone]:
    """The entries of the baseline that this run does not find any more."""
    now = gaps_of(result, one.robot) if result else ()
    keys = {gap.key for gap in now}
    eased = {gap.subject for gap in now if gap.kind == "fail" and gap.margin is not None}
    left = [gap for gap in _covering(recorded) if gap.key not in keys]
    holding = {line.entry for line in result.lines if line.truth is True} if result else set()
    other = {gap.item: gap for gap in now}
    parted = ((gap, _why(gap, result, holding, other)) for gap in left if gap.subject not in eased)
    return [Gone(state, recorded.requirement, gap, why) for gap, (state, why) in parted]


def _why(gap: Gap, result: Result | None, holding: set[str], other: dict[str, Gap]) -> tuple[str, str]:
    """Whether what an entry was about is mended, or is no more what it was."""
    if result is None:
        return STALE, "this run does not select the requirement"
    if result.verdict in ("pass", "not_applicable"):
        return FIXED, result.verdict
    if result.verdict not in OPEN:
        return STALE, f"{result.verdict} now"
    if gap.item and gap.item in holding:
        return FIXED, "pass"
    found = other.get(gap.item)
    return STALE, f"now {found.kind}: {found.value}" if found else "nothing is found there now"
