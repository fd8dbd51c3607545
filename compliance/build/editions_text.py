"""A difference between editions as text, as Markdown and as JSON data."""

import textwrap
from collections.abc import Iterator
from typing import Any

from compliance.assess.difference import Difference
from compliance.build.editions import Changed, Editions, Listed, Part
from compliance.report.difference_text import head, sections
from compliance.report.markup import escaped
from compliance.report.plain import clean, unheard

FORMATS = ("text", "markdown", "json")
LONGEST = 300  # of a part that is shown
VERDICTS = ("Worse", "Evidence gone stale", "Better", "Other verdicts")
NOTICE = "This compares two encodings; which duties hold is for the documents themselves to say."


def lines(found: Editions) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """The sections that have anything in them: a title, entries, and what stands under each."""
    sections_: list[tuple[str, list[tuple[str, list[str]]]]] = [
        ("Added", [(_listed(one), []) for one in found.added]),
        ("Withdrawn", [(_listed(one), []) for one in found.withdrawn]),
        ("Changed", [(_changed(one), [*_part_lines(one)]) for one in found.changed]),
    ]
    return ((f"{title} ({len(entries)})", entries) for title, entries in sections_ if entries)


def verdicts(flips: list[Difference]) -> Iterator[tuple[str, list[str]]]:
    """The verdicts of profiles that are others, robot by robot, worst first."""
    for one in flips:
        told = [(title, said) for title, said in sections(one) if title in VERDICTS]
        yield f"Verdicts of {head(one, with_target=False)}", [] if told else ["Nothing is otherwise."]
        yield from ((f"{title} ({len(said)})", said) for title, said in told)


def as_text(found: Editions, flips: list[Difference], width: int) -> str:
    """Render for a terminal of a width in columns."""
    shown = [f"{found.old} → {found.new}"]
    for title, entries in lines(found):
        shown += ["", title]
        for entry, parts in entries:
            shown += _wrapped(entry, width, "  ")
            for part in parts:
                shown += _wrapped(part, width, "    ")
    if len(shown) == 1:
        shown += ["", "No requirement is otherwise."]
    for title, said in verdicts(flips):
        shown += ["", title, *(row for line in said for row in _wrapped(line, width, "  "))]
    return unheard("\n".join([*(clean(line, 4000) for line in shown), "", *_wrapped(NOTICE, width, "")]) + "\n")


def as_markdown(found: Editions, flips: list[Difference]) -> str:
    """Render for a pull request."""
    shown = [f"### {escaped(f'{found.old} → {found.new}')}"]
    for title, entries in lines(found):
        shown += ["", f"**{escaped(title)}**", ""]
        for entry, parts in entries:
            shown += [f"- {escaped(entry)}", *(f"  - {escaped(part)}" for part in parts)]
    if len(shown) == 1:
        shown += ["", "No requirement is otherwise."]
    for title, said in verdicts(flips):
        shown += ["", f"**{escaped(title)}**", "", *(f"- {escaped(line)}" for line in said)]
    return "\n".join([*shown, "", f"_{NOTICE}_"]) + "\n"


def as_data(found: Editions, flips: list[Difference]) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "format": 1,
        "old": found.old,
        "new": found.new,
        "added": [_entry(one) for one in found.added],
        "withdrawn": [_entry(one) for one in found.withdrawn],
        "changed": [
            {"id": one.after.id, "was": one.before.id, "kinds": one.kinds, "parts": [p._asdict() for p in one.parts]}
            for one in found.changed
        ],
        "verdicts": [_flips(one) for one in flips],
    }


def _flips(one: Difference) -> dict[str, Any]:
    rows = [
        {"id": flip.seen.requirement, "before": flip.verdicts[0], "after": flip.verdicts[1], "worse": flip.is_worse}
        for flip in one.flips
    ]
    return {"robot": one.new.robot, "old": one.old.name, "new": one.new.name, "flips": rows}


def _entry(one: Listed) -> dict[str, Any]:
    return {"id": one.requirement.id, "title": one.requirement.title, "from": one.why}


def _listed(one: Listed) -> str:
    return f"{one.requirement.id} {one.requirement.title['en']} ({one.why})"


def _changed(one: Changed) -> str:
    was = "" if one.before.id == one.after.id else f"{one.before.id} → "
    return f"{was}{one.after.id} {one.after.title['en']}: {', '.join(one.kinds) or 'nothing'}"


def _part_lines(one: Changed) -> Iterator[str]:
    """What decides is shown as it was and is; of sentences only which of them differ."""
    yield from (_part(part) for part in one.parts if part.kind != "text")
    names = [part.name for part in one.parts if part.kind == "text"]
    if names:
        yield f"text: {', '.join(names)}"


def _part(one: Part) -> str:
    return f"{one.kind}, {one.name}: {_cut(one.before)} → {_cut(one.after)}"


def _cut(text: str) -> str:
    return clean(text or "–", LONGEST)


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        clean(text, 4000),
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )
