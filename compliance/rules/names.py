"""From a dotted name in a rule to what it stands for: the innermost list entry that has it, then the robot."""

from typing import Any

from compliance.errors import SHOWN, near
from compliance.rules.syntax import Syntax, fault
from compliance.rules.types import (
    PARTS,
    Day,
    Entries,
    IpCode,
    Names,
    Number,
    Span,
    Truthful,
    Type,
    Typed,
    Word,
    Words,
    describe,
)

Fields = dict[str, Any]
OUTER = "outer"  # looks past the innermost list entry


def resolve(syntax: Syntax, names: Names, items: list[Fields]) -> Typed:
    """Give the node and type of a name. `items` are the fields of the entries in scope, outermost first.

    Raises RuleError for a name that nothing has.
    """
    steps = [str(step) for step in syntax.args]
    if steps == ["as_of"]:
        return Typed(["as_of"], Day())
    if steps[0] == "target":
        return _target(syntax, steps, names)
    if steps[0] == OUTER:
        return _outer(syntax, names, items)
    for depth in range(len(items) - 1, -1, -1):
        if steps[0] in items[depth]:
            return _field(syntax, steps, names, items[depth], ["item", depth])
    if steps[0] not in names.fields:
        known = [name for fields in reversed([names.fields, *items]) for name in fields]
        raise fault("rule.name", syntax, f"there is no field `{steps[0]}`", near(steps[0], known))
    return _field(syntax, steps, names, names.fields, ["fact"])


def _outer(syntax: Syntax, names: Names, items: list[Fields]) -> Typed:
    """Look a name up past the innermost entry, which may have one of the same name."""
    if not items or len(syntax.args) < 2:
        what = f"`{'.'.join(map(str, syntax.args))}` has no entry to look past"
        raise fault("rule.name", syntax, what, "Write outer.NAME inside `where`, `at (…)` or behind a `:`.")
    return resolve(syntax._replace(args=syntax.args[1:]), names, items[:-1])


def _target(syntax: Syntax, steps: list[str], names: Names) -> Typed:
    known = names.target
    if len(steps) != 2 or steps[1] not in known:
        what = f"`{'.'.join(steps)}` is not a name a target sets"
        raise fault("rule.name", syntax, what, near(steps[-1], known, "target."))
    return Typed(["target", steps[1]], type_of(known[steps[1]], names))


def _field(syntax: Syntax, steps: list[str], names: Names, fields: Fields, start: list[Any]) -> Typed:
    path: list[str] = []
    for index, step in enumerate(steps):
        spec = fields.get(step)
        if spec is None:
            what = f"`{'.'.join(path)}` has no field `{step}`"
            raise fault("rule.name", syntax, what, near(step, fields, ".".join([*path, ""])))
        path.append(step)
        if spec["type"] != "section":
            return _leaf(syntax, steps[index + 1 :], names, spec, start, ".".join(path))
        fields = spec["fields"]
    what, inside = f"`{'.'.join(path)}` is a section", ", ".join(list(fields)[:SHOWN])
    raise fault("rule.name", syntax, what, f"Name a field in it: {inside}.")


def _leaf(syntax: Syntax, rest: list[str], names: Names, spec: Fields, start: list[Any], path: str) -> Typed:
    typed = Typed([*start, path], type_of(spec, names, path))
    return _end(syntax, rest, typed, names) if rest else typed


def _end(syntax: Syntax, rest: list[str], typed: Typed, names: Names) -> Typed:
    """What stands behind the name of a field: an end of a span, a numeral of an IP code."""
    if isinstance(typed.type, Span) and rest in (["low"], ["high"]):
        kind = typed.type.kind
        return Typed([rest[0], typed.node], Number(kind, names.dims[kind]))
    if isinstance(typed.type, IpCode) and rest == ["solids"]:
        return Typed(["low", typed.node], Number("count", ()))
    if isinstance(typed.type, IpCode) and rest == ["water"]:
        return Typed(["high", typed.node], Words(tuple("0123456789")))
    cure = PARTS.get(type(typed.type), f"Take `.{'.'.join(rest)}` off.")
    raise fault("rule.name", syntax, f"`.{'.'.join(rest)}` does not fit {describe(typed.type)}", cure)


def spec_of(node: list[Any], names: Names, items: list[Fields]) -> Fields | None:
    """Give the field table's entry for the node of a name; None for anything else."""
    if node[0] not in ("fact", "item"):
        return None
    fields = names.fields if node[0] == "fact" else items[node[1]]
    *sections, last = str(node[-1]).split(".")
    for section in sections:
        fields = fields[section]["fields"]
    found: Fields = fields[last]
    return found


def type_of(spec: dict[str, Any], names: Names, path: str = "") -> Type:
    """Give the type of a field from its compiled description."""
    leaf = spec["type"]
    choices = tuple(spec["choices"]) if spec.get("choices") else None
    simple: dict[str, Type] = {
        "truth": Truthful(),
        "choice": Word(choices),
        "text": Word(None),
        "set": Words(choices),
        "date": Day(),
        "ip": IpCode(),
    }
    if leaf in simple:
        return simple[leaf]
    if leaf == "list":
        return Entries(path, spec["fields"])
    if leaf == "span":
        return Span(spec["kind"])
    return Number(spec["kind"], names.dims[spec["kind"]])
