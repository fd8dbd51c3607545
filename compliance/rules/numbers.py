"""Kind checking of numbers: literals take their partner's kind, products get derived dimensions."""

import re
from typing import Any

from compliance.rules.calculations import CALCULATIONS
from compliance.rules.syntax import Syntax, fault
from compliance.rules.types import PARTS, Bare, Day, Dims, Literals, Names, Number, Type, Typed, Word, describe
from compliance.units import Kind

_LITERAL = re.compile(r"([0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(.*)\Z", re.DOTALL)
_NO_ARITHMETIC = ("temperature", "sound_level", "sound_level_c", "performance_level", "sil")
FUNCTIONS = {"abs": 1, "least": 2, "greatest": 2}  # name: how many numbers of one kind
SECONDS_PER_DAY = 86400.0
_ONE_KIND = "Both sides need one kind."
_UNMEASURED = ("count", "cycles", "performance_level", "sil")  # kinds for which equality makes sense


def literal(text: str) -> Typed:
    """Read a number with or without a unit; which kind it is, its partner decides."""
    match = _LITERAL.match(text)
    assert match  # noqa: S101 - the grammar admits nothing else
    return Typed(["open"], Bare(float(match[1]), match[2], text))


def comparison(syntax: Syntax, a: Typed, b: Typed, sign: str, names: Names) -> list[Any]:
    """Check `a sign b` for numbers, resolving literals. Raises RuleError when the kinds differ."""
    a, b = _matched(syntax, a, b, names)
    kind = a.type.kind if isinstance(a.type, Number) else None
    if sign in ("==", "!="):
        if isinstance(a.type, Number) and isinstance(b.type, Number) and (a.type.limit or b.type.limit):
            what = "a column that holds `not_permitted` has no equal"
            raise fault("rule.not_permitted", syntax, what, "Use <= or >=.")
        if kind not in _UNMEASURED:
            what = f"`{sign}` on {describe(a.type)}: measured values are never equal"
            raise fault("rule.kind", syntax, what, "Use <= or >=.")
        node: list[Any] = ["equal", a.node, b.node]
        return node if sign == "==" else ["not", node]
    return ["cmp", sign, a.node, b.node]


def sum_of(syntax: Syntax, parts: list[Typed], names: Names) -> Typed:
    """Check a sum: all parts of one kind."""
    signs = [str(sign) for sign in syntax.args[1::2]]
    total = parts[0]
    for sign, part in zip(signs, parts[1:], strict=True):
        total = _moved(syntax, sign, total, part, names) or _added(syntax, sign, total, part, names)
    return total


def _added(syntax: Syntax, sign: str, a: Typed, b: Typed, names: Names) -> Typed:
    left, right = _matched(syntax, a, b, names)
    return arithmetic([sign, left.node, right.node], left.type, syntax)


def _moved(syntax: Syntax, sign: str, a: Typed, b: Typed, names: Names) -> Typed | None:
    """Sums on scales with a zero point of their own: dates and temperatures; None for anything else.

    Date - date is a duration, date + duration a date; temperature - temperature is a temperature
    difference, temperature + difference a temperature.
    """
    if isinstance(a.type, Day):
        if isinstance(b.type, Day) and sign == "-":
            return Typed(["*", ["-", a.node, b.node], _constant(SECONDS_PER_DAY)], _number("duration", names))
        length = _of_kind(syntax, b, "duration", names)
        return Typed([sign, a.node, ["/", length, _constant(SECONDS_PER_DAY)]], Day())
    if isinstance(a.type, Number) and a.type.kind == "temperature":
        if isinstance(b.type, Number) and b.type.kind == "temperature" and sign == "-":
            return Typed(["-", a.node, b.node], _number("temperature_difference", names))
        return Typed([sign, a.node, _of_kind(syntax, b, "temperature_difference", names)], a.type)
    return None


def _constant(value: float) -> list[Any]:
    return ["lit", [value, value], f"{value:g}", None]


def _number(kind: str, names: Names) -> Number:
    return Number(kind, names.dims[kind])


def _of_kind(syntax: Syntax, part: Typed, kind: str, names: Names) -> list[Any]:
    """A part that has to be of one kind, literals resolved."""
    wanted = _number(kind, names)
    if isinstance(part.type, Bare):
        return _resolved(part.place or syntax, part.type, wanted, names).node
    if part.type != wanted:
        what = f"{describe(part.type)} stands where {describe(wanted)} is wanted"
        raise fault("rule.kind", part.place or syntax, what, f"Write {describe(wanted)} there.")
    return part.node


def apply_function(syntax: Syntax, name: str, arguments: list[Typed], names: Names) -> Typed:
    """Check a call against the function's signature: so many numbers, all of one kind, and gives that kind."""
    if len(arguments) != FUNCTIONS[name]:
        said = f"{FUNCTIONS[name]} number{'s' if FUNCTIONS[name] > 1 else ''}"
        cure = f"Write {name}({', '.join('ab'[: FUNCTIONS[name]])})."
        raise fault("rule.call", syntax, f"`{name}` takes {said}, not {len(arguments)}", cure)
    if len(arguments) == 1:
        return arithmetic([name, arguments[0].node], arguments[0].type, syntax)
    a, b = _matched(syntax, arguments[0], arguments[1], names)
    _permitted(a.type, arguments[0].place or syntax)
    _permitted(b.type, arguments[1].place or syntax)
    return Typed([name, a.node, b.node], a.type)


def apply_calculation(syntax: Syntax, name: str, arguments: list[Typed], names: Names) -> Typed:
    """Check a call of a published calculation: as many arguments as it has, each of its kind or a word of its words."""
    calculation = CALCULATIONS[name]
    wanted = calculation.arguments
    if len(arguments) != len(wanted):
        asked = ", ".join(one[:-1] if isinstance(one, str) else "word" for one in wanted)
        what = f"`{name}` takes {len(wanted)} arguments, not {len(arguments)}"
        raise fault("rule.call", syntax, what, f"Write {name}({asked}).")
    nodes = [
        argument(syntax, part, one[:-1], names) if isinstance(one, str) else _word_of(syntax, part, one)
        for part, one in zip(arguments, wanted, strict=True)
    ]
    return Typed(["calculated", name, *nodes], _number(calculation.gives, names))


def argument(syntax: Syntax, part: Typed, kind: str, names: Names) -> list[Any]:
    """A part that has to be of one kind; a derived quantity of its dimensions will do."""
    wanted = _number(kind, names)
    if isinstance(part.type, Number) and part.type.kind is None and part.type.dims == wanted.dims:
        return part.node
    return _of_kind(syntax, part, kind, names)


def _word_of(syntax: Syntax, part: Typed, words: tuple[str, ...]) -> list[Any]:
    if isinstance(part.type, Word) and part.type.choices and set(part.type.choices) <= set(words):
        return part.node
    what = f"{describe(part.type)} stands where one of {', '.join(words)} is wanted"
    raise fault("rule.kind", part.place or syntax, what, "Name a field of these words.")


def product(syntax: Syntax, parts: list[Typed]) -> Typed:
    """Check a product: dimensions add up, kinds are lost unless the other factor is a bare number."""
    signs = [str(sign) for sign in syntax.args[1::2]]
    node, type_ = _factor(syntax, parts[0])
    for sign, part in zip(signs, parts[1:], strict=True):
        right, other = _factor(syntax, part)
        dims = _combined(type_.dims, other.dims, 1 if sign == "*" else -1)
        node, type_ = [sign, node, right], Number(_kept(type_, other, sign), dims)
        arithmetic(node, type_, syntax)
    return Typed(node, type_)


def arithmetic(node: list[Any], type_: Type, syntax: Syntax) -> Typed:
    """Accept a node as arithmetic on numbers, or refuse it."""
    return Typed(node, _calculable(type_, syntax))


def _calculable(type_: Type, syntax: Syntax) -> Number:
    if not isinstance(type_, Number):
        raise fault("rule.kind", syntax, f"{describe(type_)} is not a number", "Only numbers are calculated with.")
    _permitted(type_, syntax)
    if type_.kind in _NO_ARITHMETIC:
        raise fault("rule.kind", syntax, f"no arithmetic on {describe(type_)}", "Such values are only compared.")
    return type_


def _permitted(type_: Type, syntax: Syntax) -> None:
    if isinstance(type_, Number) and type_.limit:
        what = "a column that holds `not_permitted` is only compared"
        raise fault("rule.not_permitted", syntax, what, "Compare it directly.")


def _factor(syntax: Syntax, part: Typed) -> tuple[list[Any], Number]:
    if not isinstance(part.type, Bare):
        return part.node, _calculable(part.type, part.place or syntax)
    if part.type.spelling:
        what = f"the unit of `{part.type.text}` is open here"
        raise fault("rule.kind", part.place or syntax, what, "Compare it, or use a bare number.")
    return ["lit", [part.type.number] * 2, part.type.text, None], Number("ratio", ())


def _kept(a: Number, b: Number, sign: str) -> str | None:
    if b.dims == () and b.kind in ("ratio", "count"):
        return a.kind
    if a.dims == () and a.kind in ("ratio", "count") and sign == "*":
        return b.kind
    return None


def _combined(a: Dims, b: Dims, power: int) -> Dims:
    total = dict(a)
    for base, exponent in b:
        total[base] = total.get(base, 0.0) + power * exponent
    return tuple(sorted((base, exponent) for base, exponent in total.items() if exponent))


def _matched(syntax: Syntax, a: Typed, b: Typed, names: Names) -> tuple[Typed, Typed]:
    """Give both sides one kind, resolving literals by their partner. Faults are placed at the second side."""
    if isinstance(a.type, Bare):
        a = _resolved(a.place or syntax, a.type, b.type, names)
    second = b.place or syntax
    if isinstance(b.type, Bare):
        b = _resolved(second, b.type, a.type, names)
    elif isinstance(b.type, Literals) and isinstance(a.type, Number) and a.type.kind:
        b = _ranked(second, b.type, a.type.kind, names)
    said = f"{describe(a.type)} is compared with {describe(b.type)}"
    if not isinstance(a.type, Number) or not isinstance(b.type, Number):
        raise fault("rule.kind", second, said, PARTS.get(type(a.type)) or PARTS.get(type(b.type)) or _ONE_KIND)
    if a.type.kind and b.type.kind and a.type.kind != b.type.kind:
        raise fault("rule.kind", second, said, _ONE_KIND)
    if a.type.dims != b.type.dims:
        raise fault("rule.kind", second, f"{describe(a.type)} and {describe(b.type)} differ in dimension", _ONE_KIND)
    return a, b


def _resolved(place: Syntax, bare: Bare, partner: Type, names: Names) -> Typed:
    if isinstance(partner, Number) and partner.kind is None and partner.dims == ():
        partner = Number("ratio", ())
    if type(partner) in PARTS:
        raise fault("rule.kind", place, f"`{bare.text}` is compared with {describe(partner)}", PARTS[type(partner)])
    if not isinstance(partner, Number) or partner.kind is None:
        raise fault("rule.kind", place, f"nothing gives `{bare.text}` a kind", "Compare it with a field of its kind.")
    kind = names.units.kind(partner.kind)
    unit = kind.spellings.get(bare.spelling)
    if unit is None:
        raise fault("rule.kind", place, f"`{bare.text}` is not {describe(partner)}", _how(kind))
    value = unit.to_si(bare.number)
    return Typed(["lit", [value, value], bare.text, unit.code], partner)


def _how(kind: Kind) -> str:
    """How a literal of a kind is written."""
    if kind.order:
        return 'Write one of "' + '", "'.join(kind.order) + '".'
    units = ", ".join(dict.fromkeys(one.display for one in kind.spellings.values() if one.display))
    return f"Units: {units}." if units else "Write a number without a unit."


def _ranked(place: Syntax, said: Literals, kind_name: str, names: Names) -> Typed:
    """Read the text literal beside an ordered enumeration as a rank."""
    kind, wanted = names.units.kind(kind_name), _number(kind_name, names)
    if len(said.words) != 1 or not kind.order:
        raise fault("rule.kind", place, f"{describe(wanted)} is compared with {describe(said)}", _how(kind))
    word = said.words[0]
    if word not in kind.order:
        raise fault("rule.word", place, f"`{word}` is not {describe(wanted)}", _how(kind))
    rank = float(kind.order.index(word))
    return Typed(["lit", [rank, rank], word, None], wanted)
