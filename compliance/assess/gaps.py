"""The single findings of an open result, told apart by what they are about and what was stated, never by a line."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from compliance.assess.results import Line, Reason, Result
from compliance.robot import Fact, Item, Robot

OPEN = ("fail", "needs_evidence")  # the verdicts that have gaps; waived gaps are accepted by name, errors are no gaps
VAGUE = ("applicability", "exclusion_unsupported", "source_unverified")  # reasons whose sentence shows no value


_SEVERAL = re.compile(r"`[^`]*`(?: \| `[^`]*`)+")


class Gap(NamedTuple):
    """One finding. `kind` is the verdict of a comparison (fail, open) or the type of a reason.

    `item` names the list entry or the fact, `value` is what the profile states about it, `limit` what it was held
    against, `margin` the distance to that limit in the limit's own unit, negative where it is missed.
    """

    kind: str
    item: str
    value: str
    limit: str = ""
    margin: float | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes a finding this one and no other."""
        return (self.kind, self.item, self.value, self.limit)

    @property
    def subject(self) -> tuple[str, str, str]:
        """What it is about, whatever the value: where only this is the same, margins may be compared."""
        return (self.kind, self.item, self.limit)


def robot_key(robot: Robot) -> str:
    """What a robot is called wherever its profile lies: maker, name and variant; without a name, its file."""
    facts = [robot.facts.get(f"robot.{name}") for name in ("maker", "name", "variant")]
    said = [fact.live[0].text for fact in facts if fact and fact.live]
    named = facts[1]
    return " / ".join(said) if named and named.live else robot.file


def gaps_of(result: Result, robot: Robot) -> tuple[Gap, ...]:
    """The findings behind an open result, at least one; none behind any other."""
    if result.verdict not in OPEN:
        return ()
    lines = [_of_line(line, result, robot) for line in result.lines if line.truth is not True]
    reasons = [_of_reason(reason, result, robot) for reason in result.reasons]
    found = lines + reasons or [Gap(result.verdict, "", _read(result, robot))]
    return tuple(sorted(set(found), key=lambda gap: gap.key))


def _of_line(line: Line, result: Result, robot: Robot) -> Gap:
    kind = "fail" if line.truth is False else "open"
    if not line.operator:
        return Gap(kind, line.entry, _read(result, robot, line.entry))
    actual = _in_order(line.actual)
    if line.margin is None:
        return Gap(kind, line.entry, f"{actual}; {_read(result, robot, line.entry)}", _asked(line))
    return Gap(kind, line.entry, actual, f"{_asked(line)} [{line.margin.unit}]", line.margin.value)


def _asked(line: Line) -> str:
    return f"{line.operator} {_in_order(line.limit)}"


def _in_order(texts: str) -> str:
    """Several statements of one fact, in an order that does not follow their lines."""
    return " | ".join(sorted(texts.split(" | ")))


def _of_reason(reason: Reason, result: Result, robot: Robot) -> Gap:
    read = _read(result, robot) if reason.type in VAGUE else ""
    said = f"; {read}" if read else ""
    kind = f"{reason.type}, provisionally {result.provisional}" if result.provisional else reason.type
    text = _SEVERAL.sub(lambda found: _in_order(found[0]), reason.text)
    return Gap(kind, reason.path, f"{text}{said}")


def _read(result: Result, robot: Robot, entry: str = "") -> str:
    """All that the profile says about what a requirement reads; of its own list only one entry, where it is named."""
    row = result.requirement.row
    names = _item_names([row["applies"], row["for_each"], row["require"]])
    said: list[str] = []
    for path in sorted(row["reads"]):
        said += _of_fact(path, robot.facts[path]) if path in robot.facts else _of_list(path, names, robot, entry)
    return "; ".join(said)


def _item_names(node: Any) -> set[str]:
    """The names that rules read in entries of lists."""
    if not isinstance(node, (list, tuple)) or not node:
        return set()
    own = {str(node[2])} if node[0] == "item" and len(node) > 2 else set()
    return own.union(*(_item_names(part) for part in node))


def _of_fact(path: str, fact: Fact) -> list[str]:
    texts = sorted(one.shown for one in fact.live)
    return [f"{path} = {' | '.join(texts)}"] if texts else []


def _of_list(path: str, names: set[str], robot: Robot, entry: str) -> Iterator[str]:
    """The entries of a list, and of the lists inside them, in the order of their names."""
    within = sorted(one for one in robot.lists if one == path or one.startswith(f"{path}["))
    for inner in within:
        for item in sorted(robot.lists[inner].items, key=lambda one: one.id):
            label = f"{inner}[{item.id}]"
            if not entry.startswith(f"{path}[") or f"{label}.".startswith((f"{entry}.", f"{entry}[")):
                yield _of_item(label, item, names)
    if path in robot.complete:
        yield f"{path} complete"


def _of_item(label: str, item: Item, names: set[str]) -> str:
    said = [text for name, fact in sorted(item.facts.items()) if name in names for text in _of_fact(name, fact)]
    return f"{label}: {', '.join(said)}"
