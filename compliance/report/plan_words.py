"""What every rendering of a plan says in the same words: the head, the kinds of step, the effect of one."""

from collections.abc import Callable, Iterable

from compliance.assess.plan import Field, Plan, Settled, Step
from compliance.assess.plan_step import count
from compliance.assess.readiness import Step as Readiness
from compliance.errors import Place
from compliance.report.digest import answer, comparison
from compliance.report.fold import folded
from compliance.report.plain import at

KIND_TITLES = {
    "report": "Report: the checker itself broke",
    "change": "Change: what fails today",
    "decide": "Decide and write down: facts that need no test",
    "campaign": "Measure, calculate, inspect: one piece of work settles several",
    "read": "Read: sources that nobody has looked up yet",
    "accept": "Accept and close: what readiness step R3 asks besides",
    "hand over": "Hand over: duties of others, which count as no gap here",
}
MARKS = {  # how readiness marks what holds it
    "applicability)": "it is open whether {} applies",
    "source unverified)": "nobody has read the source of {}",
    "the risk assessment's list)": "the list `{}` is missing",
}
TITLED = 8  # requirements of a step that are named by their titles too
SEVERAL = 4  # entries of one list that need the same field, above which they are counted instead of named


def standings(plan: Plan) -> list[str]:
    """The readiness step, overall and per pillar, each with the first thing that holds it there."""
    one = plan.assessment
    found: dict[str, list[str]] = {}
    for id_, step in one.steps.items():
        found.setdefault(_standing(plan, step), []).append(id_)
    pillars = [f"{', '.join(ids)}: {text}." for text, ids in found.items()]
    return [f"Readiness {one.step.label}, {one.step.name}.", *pillars]


def _standing(plan: Plan, step: Readiness) -> str:
    if step.level is None:
        return f"–, {step.name}"
    if not step.held_by:
        return step.label
    first, more = step.held_by[0], len(step.held_by) - 1
    return f"{step.label}, because {_because(first)}{_in_step(plan, first)}{f' (and {more} more)' if more else ''}"


def _because(held: str) -> str:
    """What holds a readiness step, as half a sentence."""
    name, _, mark = held.partition(" (")
    if mark in MARKS:
        return MARKS[mark].format(name)
    return held if " is " in held else f"of {held}"


def _in_step(plan: Plan, text: str) -> str:
    """The step that is about what holds readiness back: a requirement, or a field."""
    name = text.partition(" ")[0]
    for number, step in enumerate(plan.steps, 1):
        if name in step.ids or any(field.path == name for field in step.fields):
            return f", see step {number}"
    return ""


def overview(plan: Plan) -> str:
    """How many steps there are, and which of them bear on what blocks."""
    if not plan.steps:
        return f"{answer(plan.assessment)} Nothing is left to do here."
    blocking = [number for number, step in enumerate(plan.steps, 1) if step.blocks]
    where = f" The blocking gaps are in {_runs(blocking)}." if blocking else ""
    return f"{answer(plan.assessment)} {count(len(plan.steps), 'step')}.{where}"


def _runs(numbers: list[int]) -> str:
    """Numbers of steps in words, those in a row by their ends."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return f"{'step' if len(numbers) == 1 else 'steps'} {', '.join(said)}"


def effect(plan: Plan, step: Step) -> str:
    """What a step bears on: of what blocks, in all, and whether a readiness step waits for it."""
    total = count(len(plan.assessment.blocking), "blocking gap")
    parts = [f"{step.blocks} of {total}"] if step.blocks else []
    parts += [f"needed for readiness {step.readiness}"] if step.readiness else []
    if len(step.settles) > step.blocks:
        words = count(len(step.settles), "requirement")
        blocking = " in all" if step.blocks else ", not blocking"
        parts.append(f"{words}{blocking}{_of_them(step)}")
    return "; ".join(parts)


def _of_them(step: Step) -> str:
    every = step.settles
    said = [
        (sum(bool(one.upcoming) for one in every), "by law not yet in force"),
        (sum(one.keyword == "should" for one in every), "only recommended"),
        (sum(bool(one.waived) for one in every), "waived"),
    ]
    return "".join(f", {'' if number == len(every) else f'{number} '}{words}" for number, words in said if number)


def named(one: Settled, step: Step) -> str:
    """A requirement's id with its marks; what blocks has its title too, unless the step has it."""
    marks = ["blocks"] if one.blocks else []
    marks += [f"in force from {one.upcoming}"] if one.upcoming else []
    marks += ["should"] if one.keyword == "should" else []
    marks += [one.waived] if one.waived else []
    title = f" {one.title}" if one.blocks and one.title not in step.title else ""
    return f"{one.id}{title} ({', '.join(marks)})" if marks else one.id


def settling(step: Step) -> list[tuple[str, list[Settled]]]:
    """What a step settles, and apart from it what it only decides the applicability of."""
    label = {"hand over": "Passes on", "read": "Concerns"}.get(step.kind, "Settles")
    if step.kind not in ("decide", "accept"):
        return [(label, list(step.settles))] if step.settles else []
    sure = [one for one in step.settles if not one.whether]
    whether = [one for one in step.settles if one.whether]
    return [(label, some) for label, some in (("Settles", sure), ("Decides whether these apply", whether)) if some]


def listed(some: Iterable[Settled], step: Step) -> str:
    """Requirements, folded: what blocks by title as far as there are few, then the rest by what is asked of it."""
    some = list(some)
    return "; ".join([*_blocking([one for one in some if one.blocks], step), *parts(some)])


def _blocking(some: list[Settled], step: Step) -> list[str]:
    if not some:
        return []
    shown = ", ".join(one.id if one.title in step.title else f"{one.id} {one.title}" for one in some[:TITLED])
    more = f", and {len(some) - TITLED} more: {folded(one.id for one in some[TITLED:])}" if some[TITLED:] else ""
    return [f"{shown}{more} ({f'these {len(some)} block' if len(some) > 1 else 'blocks'})"]


def parts(some: Iterable[Settled]) -> list[str]:
    """What does not block, folded: plain, only recommended, set aside, by law not yet in force with its day."""
    found: dict[tuple[str, bool, str], list[str]] = {}
    for one in some:
        if not one.blocks:
            found.setdefault((one.upcoming, one.keyword == "should", one.waived), []).append(one.id)
    return [f"{_marked(*key, len(ids))}{folded(ids)}" for key, ids in sorted(found.items())]


def _marked(upcoming: str, should: bool, waived: str, number: int) -> str:
    said = [f"from {upcoming}"] if upcoming else []
    said += ["only recommended"] if should else []
    said += [waived] if waived else []
    return f"{number} {', '.join(said)}: " if said else ""


def points(step: Step) -> list[str]:
    """The points of a checklist to fill in, with the documents as its rows name them."""
    found: dict[str, list[str]] = {}
    for one in step.points:
        found.setdefault(one.instrument, []).append(f"`{one.point}`")
    return [f"Points of `{name}`: {', '.join(some)}" for name, some in found.items()]


def places(fields: Iterable[Field]) -> list[str]:
    """Where in the profile: fields to add, together where they belong to one place; then those to look at again."""
    silent: dict[Place, list[str]] = {}
    stated = []
    for one in fields:
        if one.said:
            stated.append(f"at {at(one.place)}, `{one.path}`: {one.said}")
        else:
            silent.setdefault(_shared(one, silent), []).append(one.path)
    return [f"add {_whereto(place)}: {', '.join(_counted(paths))}" for place, paths in silent.items()] + stated


def _whereto(place: Place) -> str:
    """A field whose section is not there either has no place yet."""
    return "to the profile" if place == Place(place.file) else f"at {at(place)}"


def _shared(one: Field, known: dict[Place, list[str]]) -> Place:
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


def lacking(step: Step) -> list[str]:
    """The comparisons that fail, each with its place."""
    return [f"{comparison(line)} ({at(line.place)})" for line in step.lines]


def sentences(step: Step, said: Callable[[Iterable[str]], str] = ", ".join) -> list[str]:
    """What to do in this step, each with the requirements that ask for it where not all of the step do."""
    some = len(step.settles) > 1
    return [f"{todo.text} ({said(todo.ids)})" if todo.ids and some else todo.text for todo in step.todo]


def afterwards(step: Step, said: Callable[[Iterable[str]], str] = ", ".join) -> list[str]:
    """What the requirements of a step need after it."""
    return [f"Then, for {said(todo.ids)}, {todo.text[:1].lower()}{todo.text[1:]}" for todo in step.then]


def capital(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]
