"""A plan as Markdown: for an issue, a wiki or a merge request, with a box to tick for each step."""

from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.digest import FICTIONAL, caveats, fictional, heading, where
from compliance.report.fold import folded
from compliance.report.markup import escaped
from compliance.report.plan_view import notes, view
from compliance.report.plan_words import (
    KIND_TITLES,
    afterwards,
    effect,
    lacking,
    listed,
    overview,
    parts,
    places,
    points,
    sentences,
    settling,
    standings,
)


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
    for number, step in shown.full:
        if step.kind != kind:
            kind = step.kind
            yield from ("", f"## {escaped(KIND_TITLES[kind])}", "")
        yield from _step(plan, number, step)
    for section in shown.sections:
        yield from ("", f"## {escaped(section.title)}", "")
        for number, step in section.steps:
            yield from _short(number, step)
    yield ""
    yield from (f"{escaped(note)}\n" for note in (*notes(plan, shown), *caveats(one)))
    yield f"> {escaped(one.notice['en'])}"


def _step(plan: Plan, number: int, step: Step) -> Iterator[str]:
    yield f"- [ ] **{number}. {escaped(step.title)}** – {escaped(effect(plan, step))}"
    yield from (f"  - {escaped(line)}" for line in lacking(step))
    said = (*sentences(step, folded), *points(step), *places(step.fields), *afterwards(step, folded))
    yield from (f"  - {escaped(text)}" for text in said)
    for label, some in settling(step):
        yield f"  - {escaped(label)}: {escaped(listed(some, step))}"


def _short(number: int, step: Step) -> Iterator[str]:
    said = "; ".join(parts(step.settles))
    yield f"- [ ] **{number}. {escaped(step.title)}**{f' – {escaped(said)}' if said else ''}"
    yield from (f"  - {escaped(line)}" for line in lacking(step))
