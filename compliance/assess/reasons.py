"""Typed reasons: why a rule stays open, and why an answer is not proven."""

from typing import Any

from compliance.assess.bars import View
from compliance.assess.objections import STALE
from compliance.assess.results import REASONS, Reason
from compliance.assess.show import Shower
from compliance.errors import Place
from compliance.robot import Fact, Statement
from compliance.rules.evaluate import LABEL, STATED, Listing, Node, Scope, evaluate
from compliance.rules.explain import Cause, causes

NOT_STATED = "not stated in the profile"


def whole(row: Any) -> Node:
    """The formula of a requirement as one node: of every entry, and nothing passes over nothing."""
    if not row["for_each"]:
        node: Node = row["require"]
        return node
    listed, where = row["for_each"]
    return ["and", [["all", listed, where, row["require"]], ["any", listed, where, ["lit", True]]]]


def applicability_reasons(shower: Shower, row: Any, scope: Scope) -> tuple[Reason, ...]:
    """Why it is open whether a requirement applies."""
    found = causes(row["applies"], scope)
    return tuple(_reason("applicability", cause, shower, _said(cause, shower)) for cause in found)


def open_reasons(shower: Shower, row: Any, scope: Scope) -> tuple[Reason, ...]:
    """Why `require` is unknown on all the profile says, in the order of the types."""
    node = whole(row)
    found = [
        _reason(_type(cause, node, shower, scope), cause, shower, _said(cause, shower) + _more(cause, shower, row))
        for cause in causes(node, scope)
    ]
    return tuple(sorted(found, key=lambda reason: REASONS.index(reason.type)))


def _more(cause: Cause, shower: Shower, row: Any) -> str:
    """How many trials more would settle a success rate."""
    if cause.kind != "few":
        return ""
    from compliance.assess.further import by_entry

    said = [text for label, text in by_entry(shower.robot, shower.target, row) if label == cause.entry]
    return f": {said[0]}" if said else ""


def proof_reasons(shower: Shower, row: Any, own: Scope) -> tuple[Reason, ...]:
    """Why an answer that the profile's statements give is not reached at the requirement's own bar."""
    view: Any = own.facts
    found: list[Reason] = []
    for cause in causes(whole(row), own):
        who = Cause("missing", "use.users") if cause.kind == "population" else cause
        found += _objections(who, shower.find(who.path, who.entry), view, shower)
    if not found:  # what is read under a condition names no fact that is open by itself
        text = "no statement under the conditions asked has evidence that this requirement accepts"
        first = min(row["reads"], default="")
        found = [Reason("proof", first, text, shower.place(row["reads"]))]
    return tuple(dict.fromkeys(sorted(found, key=lambda reason: REASONS.index(reason.type))))


def _objections(cause: Cause, fact: Fact | None, view: View, shower: Shower) -> list[Reason]:
    """Why the statements of a fact do not reach a bar, or do not decide once they are there."""
    if fact is None:
        text = "nothing with evidence says that the list is complete" if cause.kind == "open_list" else "not proven"
        return [_reason("proof", cause, shower, text)]
    admitted = [statement for statement in fact.live if view.admits(statement, setting=fact.setting)]
    if fact.type == "set" and admitted:
        return [_reason("proof", cause, shower, "nothing with evidence says that no more belong to it")]
    if admitted and cause.kind == "imprecise":
        unsure = any(statement.spread is None for statement in admitted)
        text = "measured, but no expanded uncertainty U is given" if unsure else "too uncertain to decide it"
        return [_reason("uncertainty", cause, shower, text)._replace(place=admitted[0].place)]
    return [
        _objected(objection, statement, cause, shower)
        for statement in fact.live
        for objection in (
            [view.objection_to(name, setting=fact.setting) for name in statement.evidence]
            or ["stated without evidence"]
        )
        if objection
    ]


def _objected(objection: str, statement: Statement, cause: Cause, shower: Shower) -> Reason:
    stale = objection.startswith(STALE)
    text = f"`{statement.text}`: {objection.removeprefix(STALE)}"
    return _reason("stale" if stale else "proof", cause, shower, text)._replace(place=statement.place)


def _reason(type_: str, cause: Cause, shower: Shower, text: str) -> Reason:
    path = f"{cause.entry}.{cause.path}" if cause.entry else cause.path
    return Reason(type_, f"target.{path}" if cause.in_target else path, text, _place(cause, shower))


def _place(cause: Cause, shower: Shower) -> Place:
    fact = shower.find(cause.path, cause.entry)
    if fact:
        return fact.live[0].place if fact.live else fact.place
    return shower.robot.place_of(cause.entry or cause.path)


def _said(cause: Cause, shower: Shower) -> str:
    """One sentence on a cause, without repeating its path."""
    if cause.kind == "open_list":
        return "the list is not named under `complete:`, so there may be more entries"
    if cause.kind == "population":
        return "the table does not hold for everyone who may be there, or the users are not all named"
    if cause.kind == "condition":
        return "stated, but not under the condition asked"
    if cause.kind == "not_given":
        return "the table gives no number here"
    if cause.kind == "few":
        return "too few trials to decide it at the target's confidence"
    if cause.kind == "undefined":
        return "with this value the calculation that the rule asks for is not defined"
    fact = shower.find(cause.path, cause.entry)
    if cause.kind == "missing" and (fact is None or not fact.live):
        return "the target does not say" if cause.in_target else NOT_STATED
    if fact and fact.type == "set":
        return "it is not named under `complete:`, so there may be more"
    texts = " | ".join(f"`{one.text}`" for one in fact.live) if fact else ""
    return f"{texts} does not decide it"


def _type(cause: Cause, node: Node, shower: Shower, scope: Scope) -> str:
    if cause.kind == "population":
        return "population_not_covered"
    if cause.kind == "condition":
        return "condition"
    if cause.kind == "few":
        return "uncertainty"
    fact = shower.find(cause.path, cause.entry)
    if cause.kind not in ("imprecise", "missing") or fact is None:
        return "missing"
    if len(fact.live) > 1 and any(_decides(one, fact, cause, node, scope) for one in fact.live):
        return "conflict"
    if cause.kind == "missing" or fact.type == "set":
        return "missing"
    forms = {one.form for one in fact.live}
    return "bound" if "bound" in forms else "range"


def _decides(statement: Statement, fact: Fact, cause: Cause, node: Node, scope: Scope) -> bool:
    """Whether one statement alone would decide the rule that all of them together leave open."""
    view: Any = scope.facts
    alone: Any = _Alone(view, cause, view.alone(fact, statement), statement)
    return evaluate(node, scope._replace(facts=alone)) is not None


class _Alone:
    """The robot's facts with one of them replaced by a single statement."""

    def __init__(self, facts: Any, cause: Cause, value: Any, statement: Statement) -> None:
        self.facts, self.cause = facts, cause
        stated = ((value, {name: condition for name, condition, _ in statement.under}),)
        self.values = {cause.path: value, f"{cause.path}{STATED}": stated}

    def get(self, path: str) -> Any:
        found = self.facts.get(path)
        if not self.cause.entry:
            return self.values.get(path, found)
        if not isinstance(found, Listing) or not self.cause.entry.startswith(f"{path}["):
            return found
        items = [{**item, **self.values} if item.get(LABEL) == self.cause.entry else item for item in found.items]
        return found._replace(items=tuple(items))
