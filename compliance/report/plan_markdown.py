"""A plan as Markdown: for an issue, a wiki or a merge request, with a box to tick for each step."""

from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.digest import FICTIONAL, caveats, fictional, heading, where
from compliance.report.markup import escaped
from compliance.report.plan_words import (
    KIND_TITLES,
    afterwards,
    effect,
    lacking,
    named,
    overview,
    places,
    sentences,
    settling,
    standings,
)


def render(plans: Sequence[Plan]) -> str:
    """Render plans as Markdown."""
    return "\n---\n\n".join("\n".join(_page(one)) + "\n" for one in plans)


def _page(plan: Plan) -> Iterator[str]:
    one = plan.assessment
    yield f"# {escaped(f'Plan for {heading(one)}')}"
    if fictional(one):
        yield from ("", f"**{escaped(FICTIONAL)}**")
    yield from ("", escaped(where(one)), "", f"**{escaped(overview(plan))}**", "")
    yield from (f"- {escaped(text)}" for text in standings(plan))
    kind = ""
    for number, step in enumerate(plan.steps, 1):
        if step.kind != kind:
            kind = step.kind
            yield from ("", f"## {escaped(KIND_TITLES[kind])}", "")
        yield from _step(plan, number, step)
    yield ""
    yield from (f"{escaped(caveat)}\n" for caveat in caveats(one))
    yield f"> {escaped(one.notice['en'])}"


def _step(plan: Plan, number: int, step: Step) -> Iterator[str]:
    yield f"- [ ] **{number}. {escaped(step.title)}** – {escaped(effect(plan, step))}"
    yield from (f"  - {escaped(line)}" for line in lacking(step))
    yield from (f"  - {escaped(sentence)}" for sentence in sentences(step))
    yield from (f"  - {escaped(place)}" for place in places(step.fields))
    yield from (f"  - {escaped(sentence)}" for sentence in afterwards(step))
    for label, some in settling(step):
        yield f"  - {escaped(label)}: {escaped(', '.join(named(each, step) for each in some))}"
