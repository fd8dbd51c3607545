"""Kind checking of numbers: literals take their partner's kind, products get derived dimensions."""

import re
from typing import Any

from compliance.rules.parse import Syntax, fault
from compliance.rules.types import Bare, Day, Dims, Literals, Names, Number, Type, Typed, describe

_LITERAL = re.compile(r"([0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(.*)\Z", re.DOTALL)
_NO_ARITHMETIC = ("temperature", "sound_level", "sound_level_c", "performance_level", "sil")
FUNCTIONS = {"abs": 1, "least": 2, "greatest": 2}  # name: how many numbers of one kind
SECONDS_PER_DAY = 86400.0
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
            raise fault(syntax, "a column that holds `not_permitted` has no equal", "Use <= or >=.")
        if kind not in _UNMEASURED:
            raise fault(syntax, f"`{sign}` on {describe(a.type)}: measured values are never equal", "Use <= or >=.")
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
        return _resolved(syntax, part.type, wanted, names).node
    if part.type != wanted:
        raise fault(syntax, f"{describe(part.type)} stands where {describe(wanted)} is wanted")
    return part.node


def apply_function(syntax: Syntax, name: str, arguments: list[Typed], names: Names) -> Typed:
    """Check a call against the function's signature: so many numbers, all of one kind, and gives that kind."""
    if len(arguments) != FUNCTIONS[name]:
        said = f"{FUNCTIONS[name]} number{'s' if FUNCTIONS[name] > 1 else ''}"
        raise fault(syntax, f"`{name}` takes {said}, not {len(arguments)}")
    if len(arguments) == 1:
        return arithmetic([name, arguments[0].node], arguments[0].type, syntax)
    a, b = _matched(syntax, arguments[0], arguments[1], names)
    if not isinstance(a.type, Number):
        raise fault(syntax, f"{describe(a.type)} is not a number")
    if a.type.limit or (isinstance(b.type, Number) and b.type.limit):
        raise fault(syntax, "a column that holds `not_permitted` is only compared", "Compare it directly.")
    return Typed([name, a.node, b.node], a.type)


def product(syntax: Syntax, parts: list[Typed], names: Names) -> Typed:
    """Check a product: dimensions add up, kinds are lost unless the other factor is a bare number."""
    signs = [str(sign) for sign in syntax.args[1::2]]
    total = _factor(syntax, parts[0], names)
    for sign, part in zip(signs, parts[1:], strict=True):
        right = _factor(syntax, part, names)
        if not isinstance(total.type, Number) or not isinstance(right.type, Number):
            raise fault(syntax, f"cannot multiply {describe(total.type)} and {describe(right.type)}")
        dims = _combined(total.type.dims, right.type.dims, 1 if sign == "*" else -1)
        kind = _kept(total.type, right.type, sign)
        total = arithmetic([sign, total.node, right.node], Number(kind, dims), syntax)
    return total


def arithmetic(node: list[Any], type_: Type, syntax: Syntax) -> Typed:
    """Accept a node as arithmetic on numbers, or refuse it."""
    if not isinstance(type_, Number):
        raise fault(syntax, f"{describe(type_)} is not a number")
    if type_.limit:
        raise fault(syntax, "a column that holds `not_permitted` is only compared", "Compare it directly.")
    if type_.kind in _NO_ARITHMETIC:
        raise fault(syntax, f"no arithmetic on {describe(type_)}", "Such values are only compared.")
    return Typed(node, type_)


def _factor(syntax: Syntax, part: Typed, names: Names) -> Typed:
    if isinstance(part.type, Bare):
        if part.type.spelling:
            raise fault(syntax, f"the unit of `{part.type.text}` is open here", "Compare it, or use a bare number.")
        return Typed(["lit", [part.type.number] * 2, part.type.text, None], Number("ratio", ()))
    return arithmetic(part.node, part.type, syntax)


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
    """Give both sides one kind, resolving literals by their partner."""
    if isinstance(a.type, Bare):
        a = _resolved(syntax, a.type, b.type, names)
    if isinstance(b.type, Bare):
        b = _resolved(syntax, b.type, a.type, names)
    elif not isinstance(b.type, Number) and isinstance(a.type, Number) and a.type.kind:
        b = _ranked(syntax, b, a.type.kind, names)
    if not isinstance(a.type, Number) or not isinstance(b.type, Number):
        raise fault(syntax, f"{describe(a.type)} is compared with {describe(b.type)}")
    if a.type.kind and b.type.kind and a.type.kind != b.type.kind:
        raise fault(syntax, f"{describe(a.type)} is compared with {describe(b.type)}", "Both sides need one kind.")
    if a.type.dims != b.type.dims:
        raise fault(syntax, f"{describe(a.type)} and {describe(b.type)} differ in dimension")
    return a, b


def _resolved(syntax: Syntax, bare: Bare, partner: Type, names: Names) -> Typed:
    if isinstance(partner, Number) and partner.kind is None and partner.dims == ():
        partner = Number("ratio", ())
    if not isinstance(partner, Number) or partner.kind is None:
        raise fault(syntax, f"nothing gives `{bare.text}` a kind", "Compare it with a field.")
    kind = names.units.kind(partner.kind)
    unit = kind.spellings.get(bare.spelling)
    if unit is None:
        displays = ", ".join(dict.fromkeys(one.display for one in kind.spellings.values() if one.display))
        raise fault(syntax, f"`{bare.text}` is not {describe(partner)}", f"Units: {displays or 'none'}.")
    value = unit.to_si(bare.number)
    return Typed(["lit", [value, value], bare.text, unit.code], partner)


def _ranked(syntax: Syntax, typed: Typed, kind_name: str, names: Names) -> Typed:
    """Read the text literal beside an ordered enumeration as a rank."""
    order = names.units.kind(kind_name).order
    words = typed.type.words if isinstance(typed.type, Literals) else ()
    if len(words) != 1:
        raise fault(syntax, f"{describe(_number(kind_name, names))} is compared with {describe(typed.type)}")
    word = words[0]
    if word not in order:
        raise fault(syntax, f"`{word}` is not a {kind_name.replace('_', ' ')}", f"One of {', '.join(order)}.")
    rank = float(order.index(word))
    return Typed(["lit", [rank, rank], word, None], Number(kind_name, names.dims[kind_name]))
