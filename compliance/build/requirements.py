"""Compiling requirements: rules typed against the field table, shapes held to their promises."""

from typing import Any

from compliance.build.documents import Placed, inside_scalar
from compliance.errors import InputError, Place, Problem
from compliance.rules.check import compile_condition, compile_for_each
from compliance.rules.explain import reads
from compliance.rules.syntax import RuleError
from compliance.rules.types import Names
from compliance.source.nodes import Mapping, Scalar

CONDITIONS = ("scope", "trigger")
NOT_YET = {"test_condition", "constant"}


def compile_requirements(placed: dict[str, Placed], names: Names) -> list[dict[str, Any]]:
    """Compile every requirement, conditions first, so that others may refer to them."""
    problems: list[Problem] = []
    compiled: dict[str, dict[str, Any]] = {}
    order = sorted(placed, key=lambda id_: (placed[id_].model.shape not in CONDITIONS, id_))
    for id_ in order:
        one = placed[id_]
        faults = _shape_faults(one)
        problems += faults
        if faults:
            continue
        try:
            compiled[id_] = _compile(one, names)
        except InputError as error:
            problems += error.problems
            continue
        if one.model.shape in CONDITIONS:
            names.conditions[id_] = compiled[id_]["applies"]
    if problems:
        raise InputError(problems)
    return [compiled[id_] for id_ in sorted(compiled)]


def _compile(placed: Placed, names: Names) -> dict[str, Any]:
    requirement = placed.model
    row: dict[str, Any] = requirement.model_dump(mode="json", exclude={"examples"})
    row["text"] = {key: row[key] for key in ("applies", "for_each", "require") if row[key]}
    row["applies"] = _rule(placed, "applies", lambda text: compile_condition(text, names, limits=False))
    item: dict[str, Any] | None = None
    if requirement.for_each:
        listed, where, item = _rule(placed, "for_each", lambda text: compile_for_each(text, names))
        row["for_each"] = [listed, where]
    if requirement.require:
        row["require"] = _rule(placed, "require", lambda text: compile_condition(text, names, item))
    else:
        row["require"] = ["lit", True]
    if not requirement.for_each and _passes_over_nothing(row["require"]):
        what = f"{requirement.id}: this is true of an empty list; use `for_each` with `if_none`"
        raise InputError.at("standard.shape", placed.place("require"), what)
    row["family"] = placed.family
    row["bar"] = bar_of(row["proof"])
    row["decided_on"] = sorted(reads(row["for_each"]) | reads(row["require"]))
    row["reads"] = sorted(reads(row["applies"]).union(row["decided_on"]))
    row["settle"] = {key: text["en"] for key, text in (row["advice"] or {}).items() if text}
    row["quantified"] = "performance_level" in str(row["text"])
    place = placed.place("id")
    row["place"] = [place.file.replace("\\", "/").rpartition("/standards/")[2], place.line]
    return row


def _passes_over_nothing(node: list[Any]) -> bool:
    """Whether a formula rests on every entry of a list, or on the absence of one, alone."""
    if node[0] == "and":
        return any(_passes_over_nothing(part) for part in node[1])
    if node[0] == "not":
        return bool(node[1][0] == "any")
    return bool(node[0] == "all")


def bar_of(proof: dict[str, Any]) -> int:
    """The bar of a requirement: 1 if a declaration is enough, 4 if an attestation is asked, else 3."""
    if proof["attestation"]:
        return 4
    return 1 if "declared" in proof["methods"] else 3


def _rule(placed: Placed, key: str, compile_: Any) -> Any:
    try:
        return compile_(getattr(placed.model, key))
    except RuleError as error:
        raise InputError.at(error.id, _inside(placed, key, error), f"`{key}`: {error.what}", error.cure) from None


def _inside(placed: Placed, key: str, error: RuleError) -> Place:
    """The place of a fault inside the YAML text of a rule; in a family, the item for which the rule is at fault."""
    if placed.family:
        return placed.place("id")
    node = placed.node.get(key) if isinstance(placed.node, Mapping) else None
    return inside_scalar(node, error.line, error.column) if isinstance(node, Scalar) else placed.place(key)


def _shape_faults(placed: Placed) -> list[Problem]:
    """Hold a requirement to what its shape promises."""
    one = placed.model
    faults: list[tuple[str, str]] = []
    if one.shape in NOT_YET:
        faults.append(("shape", f"the shape `{one.shape}` is not evaluated yet"))
    if one.shape in CONDITIONS and (one.require or one.for_each):
        faults.append(("shape", f"a {one.shape} only has `applies`; it never fails anyone"))
    if one.shape not in CONDITIONS and not one.require:
        faults.append(("id", "there is no `require`"))
    if bool(one.for_each) != bool(one.if_none):
        faults.append(("for_each", "`for_each` and `if_none` go together: say what an empty list means"))
    if one.waivable and (one.source.basis == "law" or one.protects == "persons"):
        faults.append(("waivable", "law and the protection of persons are never waivable"))
    elif one.waivable and one.keyword == "must" and one.source.basis != "engineering":
        faults.append(("waivable", "a must is waivable only on the basis engineering"))
    if not one.id.startswith(one.pillar) or not one.category.startswith(one.pillar):
        faults.append(("pillar", f"id, category and pillar do not agree: {one.id}, {one.category}, {one.pillar}"))
    return [Problem("standard.shape", placed.place(key), f"{one.id}: {what}") for key, what in faults]
