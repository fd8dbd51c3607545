"""What the formats for machines say alike about one gap: where it stands, what it is, how it is known again."""

import json
import os
from itertools import chain

from compliance.assess import Assessment, Result
from compliance.errors import Place
from compliance.report.digest import comparison, heading
from compliance.report.plain import VERDICT_WORDS, clean

GAPS = ("fail", "needs_evidence", "waived", "error")
LONGEST = 2000  # of a message, which is a few sentences
MOST_REASONS = 3
MOST_PLACES = 10  # besides the first


def place(result: Result) -> Place:
    """The place to look at first: of the first reason, else of the first comparison that does not hold."""
    return next(chain(_places(result), (result.place,)))


def other_places(result: Result) -> list[Place]:
    """The further places of a gap, without repeats."""
    first = place(result)
    return [one for one in dict.fromkeys(_places(result)) if one != first][:MOST_PLACES]


def _places(result: Result) -> "chain[Place]":
    reasons = (reason.place for reason in result.reasons)
    return chain(reasons, (line.place for line in result.lines if line.truth is not True))


def title(result: Result) -> str:
    """Verdict, id and title of a result in one line."""
    requirement = result.requirement
    return clean(f"{VERDICT_WORDS[result.verdict]}: {requirement.id} {requirement.title['en']}")


def sentences(result: Result) -> list[str]:
    """What a gap is made of: who waived it, what does not hold, the first reasons, what would settle it."""
    found = []
    if result.waived:
        below = VERDICT_WORDS[result.waived.verdict]
        found.append(f"{below}, {result.waived.how}: {result.waived.reason}.")
    found += [f"{comparison(line)}." for line in result.lines if line.truth is False]
    found += [f"{reason.type}: {reason.path} {reason.text}." for reason in result.reasons[:MOST_REASONS]]
    more = len(result.reasons) - MOST_REASONS
    found += [f"And {more} more reason{'s' if more > 1 else ''}."] if more > 0 else []
    return [clean(text, LONGEST) for text in [*found, result.settle] if text]


def message(result: Result) -> str:
    """A gap as one line of text."""
    parts = [f"{VERDICT_WORDS[result.verdict]}: {result.requirement.title['en']}.", *sentences(result)]
    return clean(" ".join(parts), LONGEST)


def level(result: Result) -> str:
    """How loud a gap is, by the one property that the exit code reads: error, warning or note."""
    if result.blocks or result.verdict == "error":
        return "error"
    return "warning" if result.verdict == "fail" and not result.upcoming else "note"


def path_of(where: Place) -> str:
    """The file of a place as code hosts want it: from the folder of the run, with `/`, without `./`."""
    file = os.path.relpath(where.file) if os.path.isabs(where.file) else os.path.normpath(where.file)
    return file.replace(os.sep, "/")


def fingerprint(one: Assessment, result: Result) -> str:
    """What a gap is known by in the next report: requirement, robot, target, and the items and values in question.

    Never the line, so that an edit elsewhere in the profile changes nothing; a hash that cannot be aimed at, so
    that no gap is made to look like one that was accepted before.
    """
    from hashlib import sha256  # only the formats that name gaps need it

    entries = [[line.entry, line.actual] for line in result.lines if line.truth is not True]
    paths = {reason.path for reason in result.reasons}
    values = [[fact.path, fact.text] for fact in result.shown if fact.path in paths]
    asked = [[path, ""] for path in paths]
    said = [one.target.id, heading(one), result.requirement.id, sorted(entries + values + asked)]
    return sha256(json.dumps(said).encode()).hexdigest()[:32]
