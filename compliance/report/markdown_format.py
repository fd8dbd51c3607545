"""The report as Markdown: a comment on a pull or merge request, short, folded, replaceable by its first line."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from compliance.assess import Assessment, Result
from compliance.report.baseline_words import beside, moved
from compliance.report.digest import (
    FICTIONAL,
    SIM_TO_REAL,
    Group,
    advice,
    answer,
    because,
    caveats,
    comparison,
    counts,
    dates,
    fictional,
    groups,
    heading,
    marks,
    readiness,
    sim_to_real,
    stop_behaviours,
)
from compliance.report.fold import folded, legend
from compliance.report.gap import GAPS
from compliance.report.gap import place as place_of
from compliance.report.markup import cell, code, escaped
from compliance.report.plain import VERDICT_WORDS, at
from compliance.report.rows import alike, asked_points, brief, fitting, titles

LONGEST = 65_536  # characters of a comment on GitHub
SIZES = (
    1000,
    500,
    250,
    120,
    60,
    40,
    30,
    20,
    15,
    10,
    6,
    3,
    0,
)  # rows of a table to try, until the comment is short enough
SIGNS = {"pass": "✓", "fail": "✗", "needs_evidence": "?", "not_applicable": "–", "waived": "~", "error": "!"}
_NO_NAME = re.compile(r"[^A-Za-z0-9_./]+")
Assessments = Sequence[Assessment]


def render(assessments: Assessments) -> str:
    """Render assessments as one comment."""
    return fitted(assessments, lambda text: len(text) <= LONGEST)


def fitted(assessments: Assessments, fits: Callable[[str], bool]) -> str:
    """The longest comment that fits. What is left out is counted where it would stand."""
    whole = _document(assessments, _pages(assessments, SIZES[0]), 0)
    if fits(whole):
        return whole
    size = bisect_left(SIZES, True, key=lambda most: fits(_document(assessments, _pages(assessments, most), 0)))
    pages = _pages(assessments, SIZES[min(size, len(SIZES) - 1)])
    left = bisect_left(range(len(pages)), True, key=lambda left: fits(_document(assessments, pages, left)))
    return _document(assessments, pages, min(left, len(pages) - 1))


def _pages(assessments: Assessments, most: int) -> list[str]:
    return ["\n".join(_page(one, most)) for one in assessments]


def _document(assessments: Assessments, pages: list[str], left: int) -> str:
    shown = pages[: len(pages) - left]
    if left:
        robots = "robot is" if left == 1 else "robots are"
        shown.append(f"**{left} more {robots} not shown: the comment would be too long.**")
    return marker(assessments) + "\n" + "\n\n---\n\n".join(shown) + "\n"


def marker(assessments: Assessments) -> str:
    """The first line, by which a later run finds the comment to replace: the files and targets, never the results."""
    names = dict.fromkeys(name for one in assessments for name in (one.robot.file, one.target.id))
    said = " ".join(_NO_NAME.sub("-", name)[-100:] for name in list(names)[:8])
    return f"<!-- humanoid-compliance {said} -->"


def _page(one: Assessment, most: int) -> Iterator[str]:
    yield f"### {escaped(heading(one), 400)}: {escaped(one.target.title['en'])}"
    if fictional(one):
        yield from ("", f"**{escaped(FICTIONAL)}**")
    yield from ("", f"**{escaped(answer(one))}** {escaped(readiness(one))} {escaped(counts(one))}")
    yield from _beside(one, most)
    yield from _blocking(one, most)
    yield from _others(one, most)
    yield from _excluded(one, most)
    yield from _stops(one)
    yield from _sim_to_real(one, most)
    how = legend(result.requirement.id for result in one.results)
    notes = [*([how] if how else []), *caveats(one)]
    yield from ("", *(f"- {escaped(note, 800)}" for note in notes[: most + 1]))
    yield from _left(len(notes) - most - 1, "note", "- ")
    where = f"{code(one.robot.file)}, {code(', '.join(one.markets))}, as of {one.as_of.isoformat()}"
    yield from ("", f"{where}; {escaped(dates(one), 800)}.")
    yield from ("", f"> {escaped(one.notice['en'])}")


def _beside(one: Assessment, most: int) -> Iterator[str]:
    if one.baseline is None:
        return
    lines = moved(one.baseline)
    yield from ("", f"**{escaped(beside(one.baseline), 800)}**")
    yield from ("", *(f"- {escaped(line, 800)}" for line in lines[: most + 1]))
    yield from _left(len(lines) - most - 1, "change", "- ")


def _sim_to_real(one: Assessment, most: int) -> Iterator[str]:
    if one.sim_to_real:
        yield from ("", f"**{SIM_TO_REAL}**", "")
        yield from (f"- {escaped(said, 800)}" for said in sim_to_real(one)[: most + 1])
        yield from _left(len(one.sim_to_real) - most - 1, "pair", "- ")


def _folded(summary: str, rows: Iterator[str]) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{escaped(summary)}</summary>", "")
    yield from rows
    yield from ("", "</details>")


def _left(count: int, what: str, before: str = "") -> Iterator[str]:
    """Say how much was left out, if anything was."""
    if count > 0:
        plural = f"{what} is" if count == 1 else f"{what}s are"
        yield f"{before}**{count} more {plural} not shown: the comment would be too long.**"


def _blocking(one: Assessment, most: int) -> Iterator[str]:
    if not one.blocking:
        return
    found = groups(one.blocking)
    yield from _folded(f"What blocks, and what would settle it ({len(one.blocking)})", _gap_rows(found, most))


def _gap_rows(found: list[Group], most: int) -> Iterator[str]:
    if found[:most]:
        yield from ("| verdict | requirements | why | what would settle it | where |", "|---|---|---|---|---|")
        yield from (_gap_row(group) for group in found[:most])
    left = sum(len(group.results) for group in found[most:])
    yield from ("", *_left(left, "blocking gap"))


def _gap_row(group: Group) -> str:
    first = group.first
    named = fitting([result.requirement.title["en"] for result in group.results])
    why = [comparison(line) for line in first.lines if line.truth is False]
    why += [*because(first), *filter(None, [asked_points(group.results)])]
    sign = f"{SIGNS[group.verdict]} {VERDICT_WORDS[group.verdict]}"
    cells = (
        cell(sign),
        f"{_ids(group.results)} {cell(named)}",
        "<br>".join(map(cell, why)),
        "<br>".join(map(cell, advice(group.results))),
    )
    return f"| {' | '.join(cells)} | {code(at(place_of(first)))} |"


def _ids(results: Iterable[Result]) -> str:
    """Every id, folded: no cell is cut inside them."""
    return escaped(folded(result.requirement.id for result in results), LONGEST)


def _others(one: Assessment, most: int) -> Iterator[str]:
    """The rest, pillar by pillar; passes are counted only."""
    rest = [result for result in one.results if result.verdict in GAPS and not result.blocks]
    yield from _folded(f"By pillar, and what is open without blocking ({len(rest)})", _rest_rows(one, rest, most))


def _rest_rows(one: Assessment, rest: list[Result], most: int) -> Iterator[str]:
    yield from ("| pillar | readiness | decided |", "|---|---|---|")
    for pillar in one.standard["pillars"]:
        step = one.steps[pillar["id"]]
        name = cell(f"{pillar['id']} {pillar['name']['en']}")
        yield f"| {name} | {cell(f'{step.label}, {step.name}')} | {step.decided} of {step.musts} |"
    found = alike(rest)
    if found[:most]:
        yield from ("", "| verdict | requirement | marks | why |", "|---|---|---|---|")
        yield from (_rest_row(one, some) for some in found[:most])
    left = sum(len(some) for some in found[most:])
    yield from ("", *_left(left, "open requirement"))


def _rest_row(one: Assessment, some: tuple[Result, ...]) -> str:
    first = some[0]
    sign = f"{SIGNS[first.verdict]} {VERDICT_WORDS[first.verdict]}"
    named = f"{_ids(some)} {cell(titles(some, one.instruments))}"
    return f"| {cell(sign)} | {named} | {cell(', '.join(marks(first)))} | {cell(brief(first))} |"


def _excluded(one: Assessment, most: int) -> Iterator[str]:
    if one.excluded:
        count = len({id_ for ids in one.excluded.values() for id_ in ids})
        yield from _folded(f"Excluded because you declared ({count})", _excluded_rows(one, most))


def _excluded_rows(one: Assessment, most: int) -> Iterator[str]:
    facts = list(one.excluded.items())
    for fact, ids in facts[: most + 1]:
        declared = f"{code(fact.path)} = {escaped(fact.text, 400)}"
        yield f"- {declared}: {escaped(folded(ids), LONGEST)} ({code(at(fact.place))})"
    yield from _left(len(facts) - most - 1, "declaration", "- ")


def _stops(one: Assessment) -> Iterator[str]:
    behaviours = stop_behaviours(one)
    if behaviours:
        yield from ("", "Not known to stay up without power: what it does when it stops", "")
        yield from (f"- on {escaped(cause)}: {escaped(behaviour, 400)}" for cause, behaviour in behaviours)
