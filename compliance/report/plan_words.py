"""What every rendering of a plan says in the same words: the head, the kinds of step, the effect of one."""

from collections.abc import Iterable

from compliance.assess.plan import Field, Plan, Settled, Step
from compliance.assess.plan_step import count
from compliance.errors import Place
from compliance.report.digest import answer

KIND_TITLES = {
    "report": "Report: the checker itself broke",
    "change": "Change: what fails today",
    "decide": "Decide and write down: facts that need no test",
    "campaign": "Measure, calculate, inspect: one piece of work settles several",
    "read": "Read: sources that nobody has looked up yet",
    "accept": "Accept and close: what readiness step R3 asks besides",
    "hand over": "Hand over: duties of others, never a gap of this robot's maker",
}
SEVERAL = 4  # entries of one list that need the same field, above which they are counted instead of named


def standings(plan: Plan) -> list[str]:
    """The readiness step, overall and per pillar, each with the first thing that holds it there."""
    one = plan.assessment
    found = [f"Readiness {one.step.label}, {one.step.name}."]
    for id_, step in one.steps.items():
        if step.level is None:
            found.append(f"{id_}: –, {step.name}.")
        elif step.held_by:
            more = len(step.held_by) - 1
            found.append(f"{id_}: {step.label}, because of {step.held_by[0]}{f' and {more} more' if more else ''}.")
        else:
            found.append(f"{id_}: {step.label}.")
    return found


def overview(plan: Plan) -> str:
    """How many steps there are, and which of them bear on what blocks."""
    if not plan.steps:
        return f"{answer(plan.assessment)} Nothing is left to do here."
    first = [str(number) for number, step in enumerate(plan.steps, 1) if step.blocks]
    where = f" What blocks stands in {'step' if len(first) == 1 else 'steps'} {', '.join(first)}." if first else ""
    return f"{answer(plan.assessment)} {count(len(plan.steps), 'step')}.{where}"


def effect(plan: Plan, step: Step) -> str:
    """What a step bears on: of what blocks, and in all."""
    if not step.settles:
        return "needed for readiness step R3"
    total = len(plan.assessment.blocking)
    parts = [f"{step.blocks} of {count(total, 'blocking gap')}"] if step.blocks else ["no blocking gap"]
    if len(step.settles) > step.blocks:
        parts.append(f"{count(len(step.settles), 'requirement')} in all{_of_them(step)}")
    elif _of_them(step):
        parts.append(_of_them(step).removeprefix(", "))
    return "; ".join(parts)


def _of_them(step: Step) -> str:
    upcoming, waived = (sum(bool(each) for each in some) for some in _marked(step))
    advised = sum(one.keyword == "should" for one in step.settles)
    said = [(upcoming, "law not yet in force"), (advised, "only recommended"), (waived, "waived")]
    return "".join(f", {number} {words}" for number, words in said if number)


def _marked(step: Step) -> tuple[list[str], list[str]]:
    return [one.upcoming for one in step.settles], [one.waived for one in step.settles]


def named(one: Settled) -> str:
    """A requirement's id with its marks."""
    marks = ["blocks"] if one.blocks else []
    marks += [f"in force from {one.upcoming}"] if one.upcoming else []
    marks += ["should"] if one.keyword == "should" else []
    marks += [f"waived until {one.waived}"] if one.waived else []
    return f"{one.id} ({', '.join(marks)})" if marks else one.id


def settling(step: Step) -> list[tuple[str, list[Settled]]]:
    """What a step settles, and apart from it what it only decides the applicability of."""
    label = "Passes on" if step.kind == "hand over" else "Settles"
    if step.kind != "decide":
        return [(label, list(step.settles))] if step.settles else []
    sure = [one for one in step.settles if not one.whether]
    whether = [one for one in step.settles if one.whether]
    return [(label, some) for label, some in (("Settles", sure), ("Decides whether these apply", whether)) if some]


def fields_by_place(fields: Iterable[Field]) -> list[tuple[str, Place]]:
    """The fields that are not stated, together where they belong to one place; what is said of others beside them."""
    silent: dict[Place, list[str]] = {}
    found: list[tuple[str, Place]] = []
    for one in fields:
        if one.said:
            found.append((f"`{one.path}`: {one.said}", one.place))
        else:
            silent.setdefault(_section_place(one, silent), []).append(one.path)
    return [(", ".join(_counted(paths)), place) for place, paths in silent.items()] + found


def _section_place(one: Field, known: dict[Place, list[str]]) -> Place:
    """Where a missing field would go; entries of one list share the place of the first."""
    for place, paths in known.items():
        if "[" in one.path and paths[0].partition("[")[0] == one.path.partition("[")[0]:
            return place
    return one.place


def _counted(paths: list[str]) -> list[str]:
    """Names of fields; the same field of many entries is said once, with their number."""
    alike: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        listed, _, rest = path.partition("[")
        alike.setdefault((listed, rest.partition("]")[2]), []).append(path)
    found = []
    for (listed, name), same in alike.items():
        if len(same) >= SEVERAL:
            found.append(f"`{name.removeprefix('.')}` of {len(same)} entries of `{listed}`")
        else:
            found += [f"`{path}`" for path in same]
    return found
