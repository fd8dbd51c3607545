"""Which steps of a plan are printed in full, and which in short: what blocks first, then what is to come."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.assess.plan import Plan, Settled, Step
from compliance.assess.plan_step import count
from compliance.report.fold import folded, legend
from compliance.report.plan_words import KIND_TITLES, parts, places, sentences

APART = ("read", "accept", "hand over")  # kinds that keep a section of their own
MOST = 2  # things to do, and places, of a step that is not printed in full
ASKED, LAW, RECOMMENDED = "Asked for, and not blocking here", "By law not yet in force", "Recommended"
Numbered = tuple[int, Step]


class Section(NamedTuple):
    """What is not printed in full: the requirements in `lines`, folded, and the titles of the `steps`."""

    title: str
    lines: tuple[str, ...]
    steps: tuple[Numbered, ...]


class View(NamedTuple):
    """The steps to begin with, and the others by section; the number of a step is the same in every view."""

    first: tuple[Numbered, ...]
    sections: tuple[Section, ...]
    every: bool


def view(plan: Plan, every: bool = False) -> View:
    """Every step, or first what blocks, what the next readiness step waits for and what broke, then the rest."""
    steps = list(enumerate(plan.steps, 1))
    first = [one for one in steps if every or _first(plan, one[1])]
    rest = [one for one in steps if one not in first]
    if every:
        return View(tuple(first), (), every)
    found = [_section(plan, title, rest) for title in (ASKED, LAW, RECOMMENDED)]
    found += [_apart(kind, rest) for kind in APART]
    return View(tuple(first), tuple(one for one in found if one.lines or one.steps), every)


def _first(plan: Plan, step: Step) -> bool:
    following = f"R{(plan.assessment.step.level or 0) + 1}"
    return bool(step.blocks) or step.kind == "report" or step.readiness in ("R1", following)


def _section(plan: Plan, title: str, rest: Iterable[Numbered]) -> Section:
    """All that does not block for one reason, wherever in the plan it stands, and the steps about nothing nearer."""
    others = {id_ for step in plan.steps if step.kind == "hand over" for id_ in step.ids}
    every = {one.id: one for step in plan.steps for one in step.settles if not one.blocks and one.id not in others}
    there = [one for one in every.values() if _title(one) == title]
    said = f"{title}: {count(len(there), 'requirement')}" if there else title
    steps = tuple(one for one in rest if one[1].kind not in APART and _titled(one[1]) == title)
    return Section(said, tuple(parts(there)), steps)


def _title(one: Settled) -> str:
    return LAW if one.upcoming else RECOMMENDED if one.keyword == "should" else ASKED


def _titled(step: Step) -> str:
    """The section of a step: of the first of its requirements that is asked for, is to come, is recommended."""
    found = {_title(one) for one in step.settles}
    return next((title for title in (ASKED, LAW, RECOMMENDED) if title in found), ASKED)


def _apart(kind: str, rest: Iterable[Numbered]) -> Section:
    steps = tuple(one for one in rest if one[1].kind == kind)
    return Section(KIND_TITLES[kind], (), steps)


def shortened(step: Step) -> Step:
    """A step with only what blocks, where something does: the rest is counted, and named in its section."""
    if not step.blocks:
        return step
    blocks = [one for one in step.settles if one.blocks]
    ids = {one.id for one in blocks}
    todo = [one for one in step.todo if not one.ids or ids.intersection(one.ids)]
    shown = todo if len(todo) <= MOST else todo[:1]
    named = " ".join((step.title, *(one.text for one in shown)))
    return step._replace(
        settles=tuple(blocks),
        todo=tuple(shown),
        fields=tuple(one for one in step.fields if one.said or f"`{one.path}`" not in named),
        then=(),
        points=tuple(one for one in step.points if one.id in ids),
    )


def instructions(whole: Step, step: Step) -> list[str]:
    """What to do in a step, perhaps shortened, and how much more there is to do in it."""
    return _and_more(sentences(step, folded), len(whole.todo) - len(step.todo), "to do")


def whereabouts(step: Step, every: bool) -> list[str]:
    """Where in the profile; the first few places where not everything is printed."""
    found = places(step.fields)
    return found if every else _and_more(found[:MOST], len(found) - MOST, "places")


def _and_more(texts: list[str], left: int, what: str) -> list[str]:
    if left <= 0:
        return texts
    return [*texts[:-1], f"{texts[-1]} (and {left} more)"] if texts else [f"{left} {what}, see `--all`"]


def in_short(step: Step) -> str:
    """A step by its title; a duty of others with what it is about."""
    said = "; ".join(parts(step.settles)) if step.kind == "hand over" else ""
    return f"{step.title}: {said}" if said else step.title


def notes(plan: Plan, shown: View) -> list[str]:
    """How to read ids, and where what is printed in short stands in full."""
    how = legend(one.id for step in plan.steps for one in step.settles)
    rest = [] if shown.every else ["`--all` prints every step in full, `-o json=plan.json` every requirement."]
    return [*([how] if how else []), *rest]
