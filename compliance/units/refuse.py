"""Why a text is not a quantity, and how to write it. Only runs once reading has failed.

A spelling is only proposed if it is itself read, so who follows the advice is never sent back again.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from compliance.units.kinds import LONGEST, Kind, UnitTable, Unreadable, spoken, with_article

_PLACEHOLDER = re.compile(r"(?i)(tbd|tba|n/?a|n\.a\.|none|unknown|not (known|stated|available)|-+|\?+|\.?nan)\W*\Z")
_COMMAS = re.compile(r"\d,\d")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACED = re.compile(r"(?<=\d)[  _'](?=\d{3}(?!\d))")
_IN_WORDS = (
    (re.compile(r"(?i)\s*(?:up to|max(?:imum)?\.?|at most|less than|under)\s*(?=[-\d])"), "≤ "),
    (re.compile(r"(?i)\s*(?:min(?:imum)?\.?|at least|more than|over|from)\s*(?=[-\d])"), "≥ "),
)
_PLUS = re.compile(r"(\d+(?:\.\d+)?)\s*\+(?!\s*\d|/)\s*")
_SUM = re.compile(r"\d\s*[a-zA-Z°]*\s*\+\s*\d")
_PRODUCT = re.compile(r"\d\s*[a-zA-Z°·.]*\s*[x×]\s*\d")
_INCHES = (
    r"(\d+)\s*(?:['’′]|-?\s*(?:feet|foot|ft)\b[,.]?)\s*(?:-?\s*(\d+(?:\.\d+)?)\s*-?\s*(?:\"|”|″|''|inch(?:es)?|in\b)?)?"
)
_FEET = re.compile(_INCHES + r"\Z")
_PAIR = re.compile(r"(.+?)\s*\((.+)\)\Z")
_PERCENT_BEFORE_UNIT = re.compile(r"(.*\d)\s*(?:±|\+/-)\s*(\d+(?:\.\d+)?)\s*%\Z")
_NUMBER = re.compile(r"[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_DEGREES = re.compile(r"(?<=[\d ])\s*(?:degrees?\s*|deg\s*|°\s*)?(?:C|F|Celsius|Fahrenheit)\b|(?<=\d)\s*°(?!\s*[CF])")
_WORD = re.compile(r"[^\d\s±+-]+")
_COUNTED = ("dof", "dofs", "pcs", "cycles")  # what datasheets count in; a count has no unit
SHOWN = 60


class Guess(NamedTuple):
    """What is wrong, the spellings that may be meant, and what to say if none of them is read."""

    id: str
    what: str
    spellings: Iterable[str] = ()
    otherwise: str = ""


class Refused(NamedTuple):
    """A text that was not read, with what was found out on the way."""

    text: str
    shown: str
    kind: Kind
    table: UnitTable
    spelling: str | None

    @property
    def units(self) -> str:
        """The first units of the kind, as displayed."""
        seen = dict.fromkeys(unit.display for unit in self.kind.spellings.values() if unit.display)
        return ", ".join(list(seen)[:8])


def explain(text: str, kind: Kind, table: UnitTable, spelling: str | None = None) -> Unreadable:
    """Say what is wrong with a text that is no quantity of a kind, and propose a spelling that is read."""
    refused = Refused(text, text if len(text) <= SHOWN else text[: SHOWN - 3] + "…", kind, table, spelling)
    for attempt in _ATTEMPTS:
        guess = attempt(refused)
        if guess:
            return Unreadable(guess.id, guess.what, _cure(guess, refused))
    return Unreadable("form", f"`{refused.shown}` is not {with_article(kind.name)}", f"Write {_sample(kind)}.")


def _cure(guess: Guess, refused: Refused) -> str:
    tried = [one for spelling in guess.spellings for one in (spelling, _with_known_unit(spelling, refused.kind))]
    read = [one for one in dict.fromkeys(tried) if _reads(one, refused)]
    if read:
        return f"Write {' or '.join(f'`{one}`' for one in read)}."
    return guess.otherwise or f"Write {_sample(refused.kind)}."


def _with_known_unit(text: str, kind: Kind) -> str:
    """The text with its last word put as the unit it nearly spells."""
    number, _, word = text.strip().rpartition(" ")
    meant = [unit.display for known, unit in kind.spellings.items() if known and _folded(known) == _folded(word)]
    return f"{number} {meant[0]}" if meant else text


def _reads(text: str, refused: Refused) -> bool:
    from compliance.units.read import NotRead, parse_quantity  # the two modules lean on each other only here

    try:
        parse_quantity(text, refused.kind, 0.0)
    except (Unreadable, NotRead):
        return False
    return True


def _sample(kind: Kind) -> str:
    return f"a number and a unit, such as `1 {kind.usual}`" if kind.usual else "a number, such as `1`"


def _nothing(refused: Refused) -> Guess | None:
    if refused.text and not _PLACEHOLDER.match(refused.text):
        return None
    what = f"`{refused.shown}` says nothing" if refused.text else "the value is empty"
    how = "Leave the field out, or write `null`, when the value is not known."
    return Guess("placeholder", what, (), how)


def _commas(refused: Refused) -> Guess | None:
    if not _COMMAS.search(refused.text):
        return None
    spellings = [_THOUSANDS.sub("", refused.text), re.sub(r"(?<=\d),(?=\d)", ".", refused.text)]
    how = "Write numbers with a point and without thousands marks."
    what = f"`{refused.shown}` has a comma in the number"
    doubt = ", which may mark thousands or decimals" if spellings[0] != refused.text else ""
    return Guess("comma", what + doubt, spellings, how)


def _thousands(refused: Refused) -> Guess | None:
    if not _SPACED.search(refused.text):
        return None
    what = f"`{refused.shown}` has a thousands mark"
    return Guess("thousands", what, [_SPACED.sub("", refused.text)], "Write the number without thousands marks.")


def _feet(refused: Refused) -> Guess | None:
    match = _FEET.match(refused.text)
    if not match or refused.kind.name != "length":
        return None
    inches = int(match[1]) * 12 + float(match[2] or 0)
    return Guess("feet", f"`{refused.shown}` is in feet and inches", [f"{inches:g} inch"])


def _pair(refused: Refused) -> Guess | None:
    match = _PAIR.match(refused.text)
    if not match or not re.search(r"\d", match[2]) or not match[1].lstrip("~≈<>≤≥±- ")[:1].isdigit():
        return None
    what = f"`{refused.shown}` says the value twice"
    how = "Write two statements: a list of `value:` entries, one for each."
    return Guess("pair", what, (), how)


def _bounds(refused: Refused) -> Guess | None:
    for pattern, sign in _IN_WORDS:
        if pattern.match(refused.text):
            spelled = pattern.sub(sign, refused.text, count=1)
            return Guess("words", f"`{refused.shown}` is a bound in words", [spelled, spelled.rstrip(". ")])
    plus = _PLUS.search(refused.text)
    if not plus or _SUM.search(refused.text):
        return None
    rest = refused.text[plus.end() :].strip()
    unit = refused.kind.usual
    spellings = [f"≥ {plus[1]} {rest or unit}".strip()]
    return Guess("plus", f"`{refused.shown}` is a bound with a plus", spellings)


def _calculation(refused: Refused) -> Guess | None:
    if _SUM.search(refused.text):
        how = "Write the total, and keep the text in `printed:`."
        return Guess("sum", f"`{refused.shown}` is a sum", (), how)
    if _PRODUCT.search(refused.text):
        how = "Write the value of one, or the total, and keep the text in `printed:`."
        return Guess("product", f"`{refused.shown}` is a product", (), how)
    return None


def _degrees(refused: Refused) -> Guess | None:
    if refused.kind.name not in ("temperature", "temperature_difference") or not _DEGREES.search(refused.text):
        return None
    fahrenheit = re.search(r"F\b|Fahrenheit", refused.text)
    spelled = _DEGREES.sub(" °F" if fahrenheit else " °C", refused.text)
    return Guess("degrees", f"`{refused.shown}` does not name the scale as we read it", [spelled])


def _percent(refused: Refused) -> Guess | None:
    match = _PERCENT_BEFORE_UNIT.match(refused.text)
    if not match or not _NUMBER.match(match[1].strip()):
        return None
    unit = refused.kind.usual
    return Guess("no_unit", f"`{refused.shown}` has no unit", [f"{match[1].strip()} {unit} ± {match[2]} %"])


def _endless(refused: Refused) -> Guess | None:
    if len(refused.text) <= LONGEST:
        return None
    return Guess("long", f"`{refused.shown}` is longer than any {refused.kind.words}", (), "Write a number and a unit.")


def _bare(refused: Refused) -> Guess | None:
    if refused.kind.bare or (refused.spelling != "" and not _NUMBER.match(refused.text)):
        return None
    named = [word for word in _WORD.findall(refused.text) if word in refused.kind.spellings]
    how = f"Write it with its unit: {refused.units}."
    return Guess("no_unit", f"`{refused.shown}` has no unit", [f"{refused.text} {word}" for word in named], how)


def _unit(refused: Refused) -> Guess | None:
    spelling = refused.spelling
    if not spelling:
        return None
    owners = refused.table.owners(spelling)
    how = f"Units of {refused.kind.words}: {refused.units}." if refused.units else "Write a number without a unit."
    if owners:
        of = " or ".join(spoken(owner) for owner in owners[:3])
        return Guess("kind", f"`{refused.shown}`: {spelling} is a unit of {of}, not of {refused.kind.words}", (), how)
    folded = _folded(spelling)
    meant = [unit.display for known, unit in refused.kind.spellings.items() if known and _folded(known) == folded]
    spellings = [refused.text.replace(spelling, one) for one in meant]
    if spelling.lower() in _COUNTED and refused.kind.bare:
        spellings.append(refused.text.replace(spelling, "").strip())
    return Guess("unit", f"`{refused.shown}`: {spelling} is not a unit we know", spellings, how)


def _folded(spelling: str) -> str:
    return re.sub(r"[\s.·⋅*-]", "", spelling).lower()


_ATTEMPTS: tuple[Callable[[Refused], Guess | None], ...] = (
    _nothing, _endless, _feet, _commas, _thousands, _pair, _bounds, _calculation, _degrees, _percent, _bare, _unit,
)  # fmt: skip
