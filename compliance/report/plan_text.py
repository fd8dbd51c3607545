"""A plan for a terminal: where the robot stands, then the steps in order, numbered."""

from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.digest import FICTIONAL, caveats, fictional, heading, where
from compliance.report.plain import clean, unheard
from compliance.report.plan_words import (
    KIND_TITLES,
    afterwards,
    capital,
    effect,
    lacking,
    named,
    overview,
    places,
    sentences,
    settling,
    standings,
)
from compliance.report.text_format import HUES, Painter, painter, widened, wrap

INDENT = " " * 5


def render(plans: Sequence[Plan], width: int = 100, colour: bool = False) -> str:
    """Render plans for a terminal of a width in columns."""
    width, paint = widened(width), painter(colour)
    pages = ["\n".join(_page(one, width, paint)) for one in plans]
    return unheard(("\n" + "═" * width + "\n").join(pages) + "\n")


def _page(plan: Plan, width: int, paint: Painter) -> Iterator[str]:
    yield from _head(plan, width, paint)
    kind = ""
    for number, step in enumerate(plan.steps, 1):
        if step.kind != kind:
            kind = step.kind
            yield from ("", paint(KIND_TITLES[kind], "1"))
        yield from ("", *_step(plan, number, step, width, paint))
    yield ""
    for caveat in caveats(plan.assessment):
        yield from wrap(caveat, width)
    yield ""
    yield from wrap(plan.assessment.notice["en"], width)


def _head(plan: Plan, width: int, paint: Painter) -> Iterator[str]:
    one = plan.assessment
    yield paint(f"Plan for {clean(heading(one))}", "1")
    if fictional(one):
        yield from (paint(line, "1;33") for line in wrap(FICTIONAL, width))
    yield from wrap(where(plan.assessment), width)
    yield ""
    yield from (paint(line, "1") for line in wrap(overview(plan), width))
    first, *pillars = standings(plan)
    yield from wrap(first, width)
    for pillar in pillars:
        yield from wrap(pillar, width, "  ", "      ")


def _step(plan: Plan, number: int, step: Step, width: int, paint: Painter) -> Iterator[str]:
    title = wrap(step.title, width, f"{number:>3}. ", INDENT)
    yield from (paint(line, HUES["needs_evidence"]) if step.blocks else line for line in title)
    yield from wrap(capital(f"{effect(plan, step)}."), width, INDENT)
    for line in lacking(step):
        yield from wrap(line, width, INDENT, INDENT + "  ")
    for sentence in sentences(step):
        yield from wrap(f"→ {sentence}", width, INDENT, INDENT + "  ")
    for place in places(step.fields):
        yield from wrap(f"· {place}", width, INDENT, INDENT + "  ")
    for sentence in afterwards(step):
        yield from wrap(sentence, width, INDENT, INDENT + "  ")
    for label, some in settling(step):
        yield from wrap(f"{label}: {', '.join(named(one, step) for one in some)}.", width, INDENT, INDENT + "  ")
