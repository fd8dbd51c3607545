"""A difference in words: as text for a terminal, or as Markdown for a pull request."""

from collections.abc import Iterator

from compliance.assess.difference import Difference, Flip, Seen
from compliance.report.markup import escaped
from compliance.report.plain import VERDICT_WORDS, clean, unheard

FORMATS = ("text", "markdown")
NOTICE = "This compares two gap reports; neither is a certificate."
MOST = 60  # lines of a section; a page that nobody reads to its end says nothing


def render(found: list[Difference], format_: str) -> str:
    """Render differences, robot by robot."""
    several = len({one.new.target for one in found}) > 1
    page = _markdown if format_ == "markdown" else _text
    return "\n".join(page(one, head(one, with_target=several)) for one in found)


def sections(one: Difference) -> Iterator[tuple[str, list[str]]]:
    """The sections of a difference that have anything to say, worst first."""
    found = {
        "Judged by other rules": one.rules,
        "Worse": [_flipped(flip) for flip in one.flips if flip.is_worse],
        "Evidence gone stale": [f"{seen.requirement} {path}: {text}" for seen, path, text in one.stale],
        "Waivers that no longer cover": [_uncovered(seen, now) for seen, now in one.uncovered],
        "Better": [_flipped(flip) for flip in one.flips if flip.weight < 0],
        "Other verdicts": [_flipped(flip) for flip in one.flips if flip.weight == 0],
        "Facts changed": [f"{fact.path}: {fact.before or '–'} → {fact.after or '–'}" for fact in one.facts],
    }
    return ((title, lines) for title, lines in found.items() if lines)


def head(one: Difference, *, with_target: bool) -> str:
    """Both sides in one sentence, with the target where there are several."""
    about = f", for {one.new.target}" if with_target else ""
    return f"{one.old.name} → {one.new.name}{about}: readiness {one.old.step} → {one.new.step}"


def _flipped(flip: Flip) -> str:
    before, after = (VERDICT_WORDS.get(verdict, verdict) for verdict in flip.verdicts)
    blocks = _blocking(flip)
    return f"{flip.seen.requirement} {flip.seen.title}: {before} → {after}{blocks} ({flip.seen.place})"


def _blocking(flip: Flip) -> str:
    was, is_ = (bool(seen and seen.blocks) for seen in (flip.before, flip.after))
    if was == is_:
        return ", blocks" if is_ else ""
    return ", blocks now" if is_ else ", blocks no more"


def _uncovered(seen: Seen, now: Seen | None) -> str:
    verdict = VERDICT_WORDS[now.verdict] if now else "not selected"
    return f"{seen.requirement} {seen.title}: waived by {seen.waived}; now {verdict}"


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    return [*lines[:MOST], f"and {more} more"] if more > 0 else lines


def _text(one: Difference, title: str) -> str:
    lines = [title]
    for name, found in sections(one):
        lines += ["", f"{name} ({len(found)})", *(f"  {line}" for line in _cut(found))]
    if len(lines) == 1:
        lines += ["", "Nothing is otherwise."]
    return unheard("\n".join(clean(line, 2000) for line in [*lines, "", NOTICE]) + "\n")


def _markdown(one: Difference, title: str) -> str:
    lines = [f"### {escaped(title)}"]
    for name, found in sections(one):
        lines += ["", f"**{name}** ({len(found)})", "", *(f"- {escaped(line)}" for line in _cut(found))]
    if len(lines) == 1:
        lines += ["", "Nothing is otherwise."]
    return "\n".join([*lines, "", f"_{NOTICE}_"]) + "\n"
