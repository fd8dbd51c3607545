"""The report for a terminal: the answer first, what blocks and what would settle it, then every pillar."""

import textwrap
from collections.abc import Callable, Iterator

from compliance.assess import Assessment, Result
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
    fictional,
    groups,
    heading,
    marks,
    readiness,
    sim_to_real,
    stop_behaviours,
    where,
)
from compliance.report.fold import folded, legend
from compliance.report.plain import VERDICT_WORDS, at, clean, unheard
from compliance.report.rows import alike, asked_points, brief, fitting, printed, titles

NARROWEST = 60
ALL_TITLES = 4000  # characters of titles of what blocks
IDS = 40_000  # characters of a text that is mostly ids: every requirement there is, with none of them folded
WIDEST = 110
HUES = {"pass": "32", "fail": "31", "needs_evidence": "33", "error": "35", "waived": "36", "not_applicable": "2"}
Painter = Callable[[str, str], str]


def render(assessments: "tuple[Assessment, ...]", width: int = 100, colour: bool = False) -> str:
    """Render assessments for a terminal of a width in columns."""
    width, paint = widened(width), painter(colour)
    pages = ["\n".join(_page(one, width, paint)) for one in assessments]
    return unheard(("\n" + "═" * width + "\n").join(pages) + "\n")


def widened(width: int) -> int:
    """The width of a text, in columns: never too narrow to be read, nor too wide."""
    return max(NARROWEST, min(width, WIDEST))


def painter(colour: bool) -> Painter:
    """What paints a text with a code of the terminal, or leaves it as it is."""
    return _paint if colour else _plain


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:
    return text


def wrap(text: str, width: int, indent: str = "", more: str | None = None, longest: int = 4000) -> list[str]:
    """Clean a text and break it into lines, never inside an id such as P3-EU-ROHS-001."""
    shown = clean(text, longest)
    fits = len(indent) + len(shown) <= width
    if fits and shown and not shown[-1].isspace():  # most lines, and the library takes its time to break nothing
        return [indent + shown]
    later = indent if more is None else more
    return textwrap.wrap(shown, width, initial_indent=indent, subsequent_indent=later, break_on_hyphens=False) or [
        indent
    ]


def _page(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    yield from _head(one, width, paint)
    yield from _baseline(one, width, paint)
    yield from _blocking(one, width, paint)
    yield from _excluded(one, width, paint)
    for pillar in one.standard["pillars"]:
        yield from _pillar(one, pillar, width, paint)
    yield from _stops(one, width, paint)
    yield from _sim_to_real(one, width, paint)
    yield from _foot(one, width, paint)


def _head(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    yield paint(clean(heading(one)), "1")
    if fictional(one):
        yield from (paint(line, "1;33") for line in wrap(FICTIONAL, width))
    yield from wrap(where(one), width)
    yield ""
    yield from (paint(line, "1") for line in wrap(answer(one), width))
    yield from wrap(readiness(one), width)
    yield from wrap(counts(one), width)
    if one.step.held_by:
        shown = ", ".join(one.step.held_by[:6])
        rest = len(one.step.held_by) - 6
        yield from wrap(f"Held back by: {shown}{f' and {rest} more' if rest > 0 else ''}.", width)


def _baseline(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    if one.baseline is None:
        return
    from compliance.report.baseline_words import beside, moved

    yield ""
    yield from (paint(line, "1") for line in wrap(beside(one.baseline), width))
    for text in moved(one.baseline):
        yield from wrap(text, width, "  ", "    ")


def _blocking(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    if not one.blocking:
        return
    yield from ("", paint("What blocks, and what would settle it", "1"))
    for group in groups(one.blocking):
        yield from _group(group, width, paint)


def _group(group: Group, width: int, paint: Painter) -> Iterator[str]:
    first = group.first
    word = VERDICT_WORDS[group.verdict]
    names = fitting([result.requirement.title["en"] for result in group.results], ALL_TITLES)
    ids = folded(result.requirement.id for result in group.results)
    said = f"{word}: {ids}{':' if len(group.results) > 1 else ''} {names}"
    yield from (paint(line, HUES[group.verdict]) for line in wrap(said, width, "  ", "    ", IDS))
    for line in first.lines:
        if line.truth is False:
            yield from wrap(comparison(line), width, "    ")
    for text in because(first):
        yield from wrap(text, width, "    ", "      ")
    if points := asked_points(group.results):
        yield from wrap(points, width, "    ", "      ")
    for text in advice(group.results):
        yield from wrap(f"→ {text}", width, "    ", "      ")
    if not first.reasons:
        yield f"    {at(first.place)}"


def _excluded(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    if not one.excluded:
        return
    yield from ("", paint("Excluded because you declared", "1"))
    for fact, ids in one.excluded.items():
        yield from wrap(f"{clean(f'{fact.path} = {fact.text}', 4000)}: {folded(ids)}", width, "  ", "    ", IDS)
        yield f"    {at(fact.place)}"


def _pillar(one: Assessment, pillar: dict[str, object], width: int, paint: Painter) -> Iterator[str]:
    results = [result for result in one.results if result.requirement.pillar == pillar["id"]]
    step = one.steps[str(pillar["id"])]
    name = pillar["name"]
    assert isinstance(name, dict)  # noqa: S101 - compiled
    yield ""
    yield paint(f"{pillar['id']} {name['en']} {name['zh']}", "1")
    yield from wrap(f"{step.label}, {step.name}; {step.decided} of {step.musts} musts decided", width, "  ")
    for some in alike(results):
        yield from _row(one, some, width, paint)


def _row(one: Assessment, some: tuple[Result, ...], width: int, paint: Painter) -> Iterator[str]:
    first = some[0]
    before, text, detail = (
        f"  {VERDICT_WORDS[first.verdict]:<14} ",
        _said(one, some),
        "" if first.blocks else brief(first),
    )
    if detail and (first.verdict == "needs_evidence" or len(before) + len(text) + len(detail) + 2 <= width):
        text, detail = f"{text}  {clean(detail, 4000)}", ""
    head, *more = wrap(text, width, before, " " * 6, IDS)
    yield f"{paint(before, HUES[first.verdict])}{head.removeprefix(before)}"
    yield from more
    if detail:
        yield from wrap(detail, width, " " * 17, " " * 19)


def _said(one: Assessment, some: tuple[Result, ...]) -> str:
    """The ids, and what they are about; of those that block the reasons and titles were told before."""
    ids = f"{folded(result.requirement.id for result in some):<15}"
    if some[0].blocks:
        return f"{ids} [{', '.join(marks(some[0]))}, see above]"
    said = f" [{', '.join(marks(some[0]))}]" if marks(some[0]) else ""
    word = "" if some[0].verdict == "not_applicable" and len(some) > 1 else f"{printed(some[0])}: "
    return f"{ids} {word}{titles(some, one.instruments)}{said}"


def _stops(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    behaviours = stop_behaviours(one)
    if not behaviours:
        return
    yield ""
    yield from (
        paint(line, "1") for line in wrap("Not known to stay up without power: what it does when it stops", width)
    )
    for cause, behaviour in behaviours:
        yield from wrap(f"on {cause}: {behaviour}", width, "  ", "    ")


def _sim_to_real(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    if one.sim_to_real:
        yield from ("", paint(SIM_TO_REAL, "1"))
        for said in sim_to_real(one):
            yield from wrap(said, width, "  ", "    ")


def _foot(one: Assessment, width: int, paint: Painter) -> Iterator[str]:
    yield ""
    yield from wrap(legend(result.requirement.id for result in one.results), width)
    yield from wrap(
        "More: `compliance standard show ID` on one requirement, `-o html=report.html` on everything.", width
    )
    for caveat in caveats(one):
        yield from wrap(caveat, width)
    yield ""
    yield from wrap(one.notice["en"], width)
