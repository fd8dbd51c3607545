"""Why a text is not a quantity, and how to write it. Only runs once reading has failed."""

import re

from compliance.units.kinds import Kind, UnitTable, Unreadable

_PLACEHOLDER = re.compile(r"(?i)(tbd|tba|n/?a|n\.a\.|none|unknown|not (known|stated|available)|-+|\?+|nan)\W*\Z")
_COMMA = re.compile(r"([-+~<>≤≥ ]*\d+),(\d+)(.*)", re.DOTALL)
_SPACED = re.compile(r"([-+~<>≤≥ ]*\d{1,3})((?:[ _']\d{3})+)(?!\d)(.*)", re.DOTALL)
_AT_MOST = re.compile(r"(?i)(?:up to|max(?:imum)?\.?|at most)\s*(.+)", re.DOTALL)
_AT_LEAST = re.compile(r"(?i)(?:min(?:imum)?\.?|at least|more than|over)\s+(.+)", re.DOTALL)
_PLUS = re.compile(r"(\d+(?:\.\d+)?)\s*\+\s*([^\d\s].*)?\Z")
_SUM = re.compile(r".*\d\s*[+]\s*\d.*", re.DOTALL)
_PRODUCT = re.compile(r".*\d\s*[x×]\s*\d.*", re.DOTALL)
_FEET = re.compile(r"(\d+)\s*['’′]\s*(\d+)?\s*(?:\"|”|″|'')?\Z")
_BARE = re.compile(r"[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")


def explain(text: str, kind: Kind, table: UnitTable, spelling: str | None = None) -> Unreadable:
    """Say what is wrong with a text that is no quantity of a kind, and propose a spelling."""
    shown = text if len(text) <= 60 else text[:57] + "…"
    for attempt in (_placeholder, _number_form, _words, _unit_form):
        found = attempt(text, shown, kind, table, spelling)
        if found:
            return found
    return Unreadable("form", f"`{shown}` is not a {_name(kind)}", f"Write a number and a unit: {_sample(kind)}.")


def _name(kind: Kind) -> str:
    return kind.name.replace("_", " ")


def _units(kind: Kind) -> str:
    seen = dict.fromkeys(unit.display for unit in kind.spellings.values() if unit.display)
    return ", ".join(list(seen)[:8])


def _sample(kind: Kind) -> str:
    shown = next((unit.display for unit in kind.spellings.values()), "")
    return f"`12 {shown}`" if shown else "`12`"


def _placeholder(text: str, shown: str, kind: Kind, table: UnitTable, spelling: str | None) -> Unreadable | None:
    if text and not _PLACEHOLDER.match(text):
        return None
    what = f"`{shown}` says nothing" if text else "the value is empty"
    return Unreadable("placeholder", what, "Leave the field out, or write `null`, when the value is not known.")


def _number_form(text: str, shown: str, kind: Kind, table: UnitTable, spelling: str | None) -> Unreadable | None:
    comma = _COMMA.match(text)
    if comma:
        whole, digits, rest = comma.groups()
        point = f"`{whole}.{digits}{rest}`"
        if len(digits) == 3:
            cure = f"Write `{whole}{digits}{rest}` if the comma marks thousands, {point} if it marks decimals."
        else:
            cure = f"Write {point}."
        return Unreadable("comma", f"`{shown}` has a comma in the number", cure)
    spaced = _SPACED.match(text)
    if spaced:
        joined = spaced[1] + re.sub(r"\D", "", spaced[2]) + spaced[3]
        return Unreadable("thousands", f"`{shown}` has a thousands mark", f"Write `{joined}`.")
    feet = _FEET.match(text)
    if feet and kind.name == "length":
        inches = int(feet[1]) * 12 + int(feet[2] or 0)
        return Unreadable("feet", f"`{shown}` mixes feet and inches", f"Write `{inches} inch`.")
    return None


def _words(text: str, shown: str, kind: Kind, table: UnitTable, spelling: str | None) -> Unreadable | None:
    for pattern, sign in ((_AT_MOST, "≤"), (_AT_LEAST, "≥")):
        match = pattern.match(text)
        if match:
            return Unreadable("words", f"`{shown}` is a bound in words", f"Write `{sign} {match[1]}`.")
    plus = _PLUS.search(text)
    if plus and not _SUM.match(text):
        written = f"≥ {plus[1]} {plus[2] or ''}".strip()
        return Unreadable("plus", f"`{shown}` is a bound with a plus", f"Write `{written}`.")
    if _SUM.match(text):
        return Unreadable("sum", f"`{shown}` is a sum", "Write the total, and keep the text in `printed:`.")
    if _PRODUCT.match(text):
        return Unreadable("product", f"`{shown}` is a product", "Write the value of one, or the total.")
    return None


def _unit_form(text: str, shown: str, kind: Kind, table: UnitTable, spelling: str | None) -> Unreadable | None:
    if spelling is None:
        return None
    if spelling == "" or _BARE.match(text):
        return Unreadable("no_unit", f"`{shown}` has no unit", f"Write {_with_unit(text, kind)}: {_units(kind)}.")
    if kind.name == "temperature" and spelling in ("C", "°", "F", "deg"):
        sign = "°F" if spelling == "F" else "°C"
        return Unreadable("degrees", f"`{spelling}` is no unit of temperature", f"Write `{_head(text)} {sign}`.")
    owners = table.owners(spelling)
    if owners:
        of = " or ".join(owner.replace("_", " ") for owner in owners[:3])
        what = f"`{shown}`: {spelling} is a unit of {of}, not of {_name(kind)}"
        return Unreadable("kind", what, f"Units of {_name(kind)}: {_units(kind) or 'none'}.")
    return Unreadable("unit", f"`{shown}`: {spelling} is not a unit we know", _near(spelling, kind))


def _head(text: str) -> str:
    match = re.match(r"[-+−\d.eE ]+", text)
    return (match[0] if match else text).strip()


def _with_unit(text: str, kind: Kind) -> str:
    shown = next((unit.display for unit in kind.spellings.values()), "")
    return f"`{text} {shown}`, or another unit of {_name(kind)}"


def _near(spelling: str, kind: Kind) -> str:
    folded = re.sub(r"[\s.·⋅*-]", "", spelling).lower()
    for known, unit in kind.spellings.items():
        if known and re.sub(r"[\s.·⋅*-]", "", known).lower() == folded:
            return f"Write `{unit.display}`."
    return f"Units of {_name(kind)}: {_units(kind) or 'none'}."
