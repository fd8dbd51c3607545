"""A plan as Markdown: for an issue, a wiki or a merge request, with a box to tick for each step."""

from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.digest import FICTIONAL, caveats, fictional, heading, where
from compliance.report.fold import folded
from compliance.report.markup import escaped
from compliance.report.plan_view import in_short, instructions, notes, shortened, view, whereabouts
from compliance.report.plan_words import (
    KIND_TITLES,
    afterwards,
    effect,
    lacking,
    listed,
    overview,
    points,
    settling,
    standings,
)

IDS = 40_000  # characters of a text that is mostly ids


def render(plans: Sequence[Plan], every: bool = False) -> str:
    """Render plans as Markdown; `every` step in full, or those that block."""
    return "\n---\n\n".join("\n".join(_page(one, every)) + "\n" for one in plans)


def _page(plan: Plan, every: bool) -> Iterator[str]:
    one = plan.assessment
    yield f"# {escaped(f'Plan for {heading(one)}')}"
    if fictional(one):
        yield from ("", f"**{escaped(FICTIONAL)}**")
    yield from ("", escaped(where(one)), "", f"**{escaped(overview(plan))}**", "")
    yield from (f"- {escaped(text)}" for text in standings(plan))
    shown, kind = view(plan, every), ""
    for number, step in shown.first:
        if step.kind != kind:
            kind = step.kind
            yield from ("", f"## {escaped(KIND_TITLES[kind])}", "")
        yield from _step(plan, number, step, every)
    for section in shown.sections:
        yield from ("", f"## {escaped(section.title)}", "", *(f"- {escaped(line, IDS)}" for line in section.lines))
        for number, step in section.steps:
            yield from _short(number, step)
    yield ""
    yield from (f"{escaped(note)}\n" for note in (*notes(plan, shown), *caveats(one)))
    yield f"> {escaped(one.notice['en'])}"


def _step(plan: Plan, number: int, whole: Step, every: bool) -> Iterator[str]:
    step = whole if every else shortened(whole)
    yield f"- [ ] **{number}. {escaped(step.title)}** – {escaped(effect(plan, whole))}"
    yield from (f"  - {escaped(line)}" for line in lacking(step))
    yield from (f"  - {escaped(text, IDS)}" for text in (*instructions(whole, step), *points(step)))
    yield from (f"  - {escaped(place)}" for place in whereabouts(step, every))
    yield from (f"  - {escaped(text, IDS)}" for text in afterwards(step, folded))
    for label, some in settling(step):
        yield f"  - {escaped(label)}: {escaped(listed(some, step), IDS)}"


def _short(number: int, step: Step) -> Iterator[str]:
    yield f"- [ ] **{number}. {escaped(step.title)}**{escaped(in_short(step).removeprefix(step.title))}"
    yield from (f"  - {escaped(line)}" for line in lacking(step))
