"""A plan for a terminal: where the robot stands, then the steps in order, numbered."""

from collections.abc import Iterator, Sequence

from compliance.assess.plan import Plan, Step
from compliance.report.digest import FICTIONAL, caveats, fictional, heading, where
from compliance.report.fold import folded
from compliance.report.plain import clean, unheard
from compliance.report.plan_view import Section, in_short, instructions, notes, shortened, view, whereabouts
from compliance.report.plan_words import (
    KIND_TITLES,
    afterwards,
    capital,
    effect,
    lacking,
    listed,
    overview,
    points,
    settling,
    standings,
)
from compliance.report.text_format import HUES, IDS, Painter, painter, widened, wrap

INDENT = " " * 5


def render(plans: Sequence[Plan], width: int = 100, colour: bool = False, every: bool = False) -> str:
    """Render plans for a terminal of a width in columns; `every` step in full, or those that block."""
    width, paint = widened(width), painter(colour)
    pages = ["\n".join(_page(one, width, paint, every)) for one in plans]
    return unheard(("\n" + "═" * width + "\n").join(pages) + "\n")


def _page(plan: Plan, width: int, paint: Painter, every: bool) -> Iterator[str]:
    yield from _head(plan, width, paint)
    shown, kind = view(plan, every), ""
    for number, step in shown.first:
        if step.kind != kind:
            kind = step.kind
            yield from ("", paint(KIND_TITLES[kind], "1"), "")
        yield from _step(plan, number, step, width, paint, every)
        if every:
            yield ""
    for section in shown.sections:
        yield from _section(section, width, paint)
    yield ""
    for note in (*notes(plan, shown), *caveats(plan.assessment)):
        yield from wrap(note, width)
    yield ""
    yield from wrap(plan.assessment.notice["en"], width)


def _section(section: Section, width: int, paint: Painter) -> Iterator[str]:
    yield from ("", *(paint(line, "1") for line in wrap(section.title, width)))
    for line in section.lines:
        yield from wrap(line, width, "  ", INDENT, IDS)
    yield from wrap("; ".join(f"{number}. {in_short(step)}" for number, step in section.steps), width, "  ", "  ", IDS)
    for line in (line for _, step in section.steps for line in lacking(step)):
        yield from wrap(line, width, INDENT, INDENT + "  ")


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


def _step(plan: Plan, number: int, whole: Step, width: int, paint: Painter, every: bool) -> Iterator[str]:
    step = whole if every else shortened(whole)
    said = f"{effect(plan, whole)}."
    title = wrap(step.title if every else f"{step.title}: {said}", width, f"{number:>3}. ", INDENT)
    yield from (paint(line, HUES["needs_evidence"]) if step.blocks else line for line in title)
    if every:
        yield from wrap(capital(said), width, INDENT)
    for line in lacking(step):
        yield from wrap(line, width, INDENT, INDENT + "  ")
    for sentence in instructions(whole, step):
        yield from wrap(f"→ {sentence}", width, INDENT, INDENT + "  ", IDS)
    for sentence in points(step):
        yield from wrap(sentence, width, INDENT, INDENT + "  ", IDS)
    for place in whereabouts(step, every):
        yield from wrap(f"· {place}", width, INDENT, INDENT + "  ")
    for sentence in afterwards(step, folded):
        yield from wrap(sentence, width, INDENT, INDENT + "  ", IDS)
    for label, some in settling(step):
        yield from wrap(f"{label}: {listed(some, step)}.", width, INDENT, INDENT + "  ", IDS)
