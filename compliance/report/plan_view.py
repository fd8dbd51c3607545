"""Which steps of a plan are printed in full, and which in short: what blocks first, then what is to come."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from compliance.assess.plan import Plan, Settled, Step
from compliance.assess.plan_step import count
from compliance.report.fold import legend
from compliance.report.plan_words import KIND_TITLES, parts

APART = ("read", "accept", "hand over")  # kinds that keep a section of their own in short
Numbered = tuple[int, Step]


class Section(NamedTuple):
    """Steps in short under one title."""

    title: str
    steps: tuple[Numbered, ...]


class View(NamedTuple):
    """The steps in full, and the others by section; the number of a step is the same in every view."""

    full: tuple[Numbered, ...]
    sections: tuple[Section, ...]


def view(plan: Plan, every: bool = False) -> View:
    """In full what blocks, what the next readiness step waits for and what broke, or every step; the rest in short."""
    steps = list(enumerate(plan.steps, 1))
    full = [one for one in steps if every or _first(plan, one[1])]
    rest = [one for one in steps if one not in full]
    law = [one for one in rest if _at_work(one[1]) and _upcoming(one[1].settles)]
    only = [one for one in rest if _at_work(one[1]) and one not in law and _only_recommended(one[1])]
    other = [one for one in rest if _at_work(one[1]) and one not in law and one not in only]
    found = [
        Section("Asked for, and not blocking here", tuple(other)),
        Section(_of_law(plan), tuple(sorted(law, key=lambda one: min(_upcoming(one[1].settles))))),
        Section(_of(plan, "Recommended", lambda one: one.keyword == "should" and not one.upcoming), tuple(only)),
        *(Section(KIND_TITLES[kind], tuple(one for one in rest if one[1].kind == kind)) for kind in APART),
    ]
    return View(tuple(full), tuple(section for section in found if section.steps))


def _first(plan: Plan, step: Step) -> bool:
    following = f"R{(plan.assessment.step.level or 0) + 1}"
    return bool(step.blocks) or step.kind == "report" or step.readiness in ("R1", following)


def _at_work(step: Step) -> bool:
    return step.kind not in APART


def _only_recommended(step: Step) -> bool:
    return bool(step.settles) and all(one.keyword == "should" for one in step.settles)


def _upcoming(settles: Iterable[Settled]) -> list[str]:
    return sorted(one.upcoming for one in settles if one.upcoming)


def _of_law(plan: Plan) -> str:
    """How much law is to come, day by day, wherever it stands in the plan."""
    days = {one.id: one.upcoming for step in plan.steps for one in step.settles if one.upcoming}
    said = ", ".join(f"{list(days.values()).count(day)} from {day}" for day in sorted(set(days.values())))
    return f"By law not yet in force: {count(len(days), 'requirement')} in all, {said}"


def _of(plan: Plan, title: str, wanted: Callable[[Settled], bool]) -> str:
    ids = {one.id for step in plan.steps for one in step.settles if wanted(one)}
    return f"{title}: {count(len(ids), 'requirement')} in all"


def in_short(step: Step) -> str:
    """A step by its title, and the requirements it bears on."""
    said = "; ".join(parts(step.settles))
    return f"{step.title}: {said}" if said else step.title


def notes(plan: Plan, shown: View) -> list[str]:
    """How to read ids, and where what is printed in short stands in full."""
    how = legend(one.id for step in plan.steps for one in step.settles)
    rest = ["`--all` prints every step in full, `-o json=plan.json` every requirement."] if shown.sections else []
    return [*([how] if how else []), *rest]
