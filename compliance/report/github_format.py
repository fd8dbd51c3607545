"""Annotations for GitHub Actions: what blocks as errors, other fails as warnings, the answer with its notice.

A step shows ten annotations of a kind and drops the rest without a word, so the tenth counts what is left.
Everything else is in the summary of the step (`github-summary`).
"""

from collections.abc import Iterator, Sequence

from compliance.assess import Assessment, Result
from compliance.assess.targets import shared
from compliance.errors import Place
from compliance.report.baseline_words import beside, known_as
from compliance.report.digest import ORDER, answer, counts, heading, readiness, tailored
from compliance.report.gap import level, message, path_of, place, title
from compliance.report.plain import clean

MOST = 10
KINDS = ("error", "warning")
Found = tuple[Assessment, Result]


def render(assessments: Sequence[Assessment]) -> str:
    """Render assessments as workflow commands, one a line."""
    gaps = [(one, result) for one in assessments for result in one.results]
    gaps.sort(key=_urgency)
    several = shared(assessments)
    lines = [line for kind in KINDS for line in _of_kind(gaps, kind, several)]
    return "\n".join([*lines, *_notices(assessments)]) + "\n"


def command(name: str, text: str, /, **properties: object) -> str:
    """One workflow command, escaped by GitHub's rules; properties that are empty are left out."""
    said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{name}{f' {said}' if said else ''}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _urgency(found: Found) -> tuple[bool, int]:
    """What a baseline covers comes last: of many annotations only the first are shown."""
    one, result = found
    covered = one.baseline is not None and not one.baseline.counts_anew(result)
    return covered, ORDER.index(result.verdict)


def _of_kind(gaps: list[Found], kind: str, several: frozenset[str]) -> Iterator[str]:
    found = [(one, result) for one, result in gaps if result.verdict != "waived" and level(result) == kind]
    shown = found if len(found) <= MOST else found[: MOST - 1]
    yield from (_annotation(kind, one, result, several) for one, result in shown)
    left = len(found) - len(shown)
    if left:
        text = "GitHub shows ten annotations of a kind; the summary of the step and the other reports have them all."
        yield command(kind, text, title=f"{left} more not shown")


def _annotation(kind: str, one: Assessment, result: Result, several: frozenset[str]) -> str:
    where = place(result)
    marks = [one.target.id if one.robot.file in several else "", known_as(one, result)]
    said = ", ".join(mark for mark in marks if mark)
    return command(
        kind,
        message(result),
        title=title(result) + (f" ({said})" if said else ""),
        file=clean(path_of(where)),
        line=max(where.line, 1),
        col=where.column,
    )


def _notices(assessments: Sequence[Assessment]) -> Iterator[str]:
    shown = assessments if len(assessments) <= MOST else assessments[: MOST - 1]
    for one in shown:
        known = f" {beside(one.baseline)}" if one.baseline else ""
        said = [f"{answer(one)} {readiness(one)} {counts(one)}{known}", *tailored(one), one.notice["en"]]
        text = "\n".join(clean(line, 4000) for line in said)
        about = clean(f"{heading(one)} for {one.target.title['en']}")
        yield command("notice", text, title=about, file=clean(path_of(_top(one))), line=1)
    left = len(assessments) - len(shown)
    if left:
        yield command("notice", "Their answers are in the summary of the step.", title=f"{left} more robots not shown")


def _top(one: Assessment) -> Place:
    return Place(one.robot.file)
