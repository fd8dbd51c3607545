"""What a buyer's target may change: one target extends another, accepts other proof, excludes a requirement.

A buyer takes back only what is the buyer's own: never the law, nor what protects persons.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from compliance.build.documents import Placed
from compliance.build.requirements import bar_of
from compliance.errors import Place, Problem

Row = Mapping[str, Any]
NO_GAP = ("scope", "trigger")  # shapes that only say whether others apply
KEEP = "Take the entry out; a gap there stays visible, and has to be closed."


def tailoring_faults(placed: Placed, asked: Collection[str], requirements: Mapping[str, Row]) -> Iterator[Problem]:
    """Find what no target may accept or exclude. `asked` is all that it asks for: criteria and documents.

    Names that match nothing are found by crosscheck.wrong_names.
    """
    for key in ("accepts", "excludes"):
        first: dict[str, Place] = {}
        for index, one in enumerate(getattr(placed.model, key)):
            place = placed.place(key, index, "requirement")
            name = one.requirement
            if first.setdefault(name, place) is not place:
                what = f"`{key}` names `{name}` a second time; the first is at {first[name]}"
                yield Problem("target.repeated", place, what, "Keep one of the two.")
            if name in requirements:
                yield from _faults(key, one, place, asked, requirements[name])


def _faults(key: str, one: Any, place: Place, asked: Collection[str], row: Row) -> Iterator[Problem]:
    never = _never(row)
    if key == "excludes":
        why = never or _not_asked(asked, row)
        if why:
            yield Problem("target.excludes", place, f"`{one.requirement}` cannot be excluded: {why}", KEEP)
        return
    known = row["proof"]["methods"]
    wider = [method for method in one.methods if method not in known]
    if never and wider:
        what = f"`{one.requirement}` cannot accept {', '.join(wider)}: {never}"
        yield Problem("target.accepts", place, what, f"It accepts {', '.join(known)}; name some of these or none.")


def _never(row: Row) -> str:
    """Why no buyer may loosen a requirement; empty where one may."""
    if row["source"]["basis"] == "law":
        return "it is law"
    if row["protects"] == "persons" or (row["aspect"] == "safety" and row["keyword"] == "must"):
        return "it protects persons"
    if row["shape"] in NO_GAP:
        return "it only says whether others apply"
    return "it is about the way conformity is shown" if row["shape"] == "route" else ""


def _not_asked(asked: Collection[str], row: Row) -> str:
    """Why a requirement is not the buyer's to exclude; empty for what the target asks, and for what is waivable."""
    mine = row["id"] in asked or row["source"]["instrument"] in asked
    return "" if mine or row["waivable"] else "this target does not ask for it, so it is not the buyer's"


def asked_for(target: Row) -> set[str]:
    """The ids of what a compiled target asks for: documents and criteria."""
    return {*target["adopts"], *target["asks"], *target["criteria"]}


def accepted(placed: Placed, requirements: Mapping[str, Row]) -> dict[str, Any]:
    """What a target accepts as proof, by requirement: methods in place of others, the bar they make, the reason."""
    found = {}
    for one in placed.model.accepts:
        if one.requirement not in requirements:
            continue  # crosscheck.wrong_names tells of it
        proof, methods = requirements[one.requirement]["proof"], list(one.methods)
        found[one.requirement] = {
            "methods": methods,
            "instead_of": proof["methods"],
            "bar": bar_of({**proof, "methods": methods}),
            "reason": one.reason,
        }
    return found


def excluded(placed: Placed) -> dict[str, str]:
    """What a target excludes, each with the buyer's reason."""
    return {one.requirement: one.reason for one in placed.model.excludes}


def extended(base: Row, placed: Placed, facts: Row, requirements: Mapping[str, Row]) -> dict[str, Any]:
    """A compiled target with an extension laid over it: more asked, other facts, own names; nothing taken away."""
    own = placed.model
    said = own.model_dump(mode="json", include={"id", "title", "scenario", "markets", "placed_on_market"})
    lists = {key: list(dict.fromkeys([*base[key], *getattr(own, key)])) for key in ("adopts", "asks", "criteria")}
    given = {key: value for key, value in said.items() if value is not None}
    tailored = {
        "accepts": {**base["accepts"], **accepted(placed, requirements)},
        "excludes": {**base["excludes"], **excluded(placed)},
    }
    return {**base, **given, **lists, **tailored, "facts": {**base["facts"], **facts}, "extends": own.extends}
