"""What every human-readable report says about a baseline, in the same words."""

from compliance.assess import Assessment, Result
from compliance.assess.baseline import EASED, FIXED, NEW, STALE, WORSENED, Change, Comparison, Gone
from compliance.assess.gaps import Gap

MOST = 20  # lines of each kind that are shown; the JSON has them all
NOBODY = "it does not name this robot, so every finding is new"


def beside(found: Comparison) -> str:
    """A run beside its baseline, in one sentence."""
    if found.unknown:
        return f"Beside the baseline {found.file}: {NOBODY}."
    said = found.counts
    now = ", ".join(f"{said[state]} {state}" for state in (NEW, WORSENED, EASED))
    gone = f"{said[FIXED]} fixed, {said[STALE]} stale"
    return f"Beside the baseline {found.file} of {found.as_of}: {now}, {said['known']} known; {gone}."


def known_as(one: Assessment, result: Result) -> str:
    """The state of a result beside the baseline; empty without one, and for what has no finding."""
    return one.baseline.state_of(result) if one.baseline else ""


def moved(found: Comparison) -> list[str]:
    """One line for each finding that the baseline does not have as it is, and for each entry that is gone."""
    if found.unknown:
        return []
    lines: list[str] = []
    for state in (NEW, WORSENED, EASED):
        lines += _cut([_changed(change) for change in found.changes if change.state == state], state)
    for state in (FIXED, STALE):
        lines += _cut([_gone(entry) for entry in found.gone if entry.state == state], state)
    if found.gone or any(change.state == EASED for change in found.changes):
        lines.append("`compliance baseline update` brings the file up to date.")
    return lines


def _cut(lines: list[str], state: str) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], f"and {more} more {state}"] if more > 0 else lines


def _changed(change: Change) -> str:
    before = f" (was {change.before})" if change.before and change.before != change.gap.value else ""
    return f"{change.state}: {change.requirement} {described(change.gap)}{before}"


def _gone(entry: Gone) -> str:
    return f"{entry.state}: {entry.requirement} {described(entry.gap)} ({entry.why.replace('_', ' ')})"


def described(gap: Gap) -> str:
    """One finding in words."""
    item = f" {gap.item}" if gap.item else ""
    limit = f" {gap.limit.partition(' [')[0]}" if gap.limit else ""
    return f"{gap.kind.replace('_', ' ')}{item}: {gap.value}{limit}"
