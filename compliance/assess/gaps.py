"""The single findings of an open result, told apart by what they are about and what was stated, never by a line."""

import re
from typing import Any, NamedTuple

from compliance.assess.results import Line, Reason, Result
from compliance.robot import Fact, Item, Robot

OPEN = ("fail", "needs_evidence")  # the verdicts that have gaps; waived gaps are accepted by name, errors are no gaps
VAGUE = ("exclusion_unsupported", "source_unverified")  # reasons whose sentence shows no value


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
    read = _Read(result, robot)
    lines = [_of_line(line, read) for line in result.lines if line.truth is not True]
    reasons = [_of_reason(reason, result, read) for reason in result.reasons]
    found = lines + reasons or [Gap(result.verdict, "", read.said())]
    return tuple(sorted(set(found), key=lambda gap: gap.key))


class _Read:
    """All that a profile says about what one requirement reads, put together once."""

    def __init__(self, result: Result, robot: Robot) -> None:
        row = result.requirement.row
        self.robot = robot
        self.paths = sorted(row["reads"])
        self.names = _item_names([row["applies"], row["for_each"], row["require"]])
        self.lists: dict[str, dict[str, str]] = {}

    def said(self, entry: str = "") -> str:
        """What is said, in an order that does not follow any lines; of its own list only one entry, where named."""
        own = entry[: entry.index("]") + 1] if "]" in entry else entry
        said: list[str] = []
        for path in self.paths:
            fact = self.robot.facts.get(path)
            entries = self._entries(path) if fact is None else {}
            said += [_of_fact(path, fact)] if fact else [entries[own]] if own in entries else entries.values()
            said += [f"{path} complete"] if path in self.robot.complete else []
        return "; ".join(filter(None, said))

    def _entries(self, path: str) -> dict[str, str]:
        """What each entry of a list says, the lists inside it included."""
        if path not in self.lists:
            found: dict[str, list[str]] = {}
            for inner, listed in self.robot.lists.items():
                if inner == path or inner.startswith(f"{path}["):
                    for item in listed.items:
                        label = f"{inner}[{item.id}]"
                        found.setdefault(label[: label.index("]") + 1], []).append(self._item(label, item))
            self.lists[path] = {label: "; ".join(sorted(texts)) for label, texts in sorted(found.items())}
        return self.lists[path]

    def _item(self, label: str, item: Item) -> str:
        said = [_of_fact(name, fact) for name, fact in sorted(item.facts.items()) if name in self.names]
        return f"{label}: {', '.join(filter(None, said))}"


def _of_line(line: Line, read: _Read) -> Gap:
    kind = "fail" if line.truth is False else "open"
    if not line.operator:
        return Gap(kind, line.entry, read.said(line.entry))
    actual = _in_order(line.actual)
    if line.margin is None:
        return Gap(kind, line.entry, f"{actual}; {read.said(line.entry)}", _asked(line))
    return Gap(kind, line.entry, actual, f"{_asked(line)} [{line.margin.unit}]", line.margin.value)


def _asked(line: Line) -> str:
    return f"{line.operator} {_in_order(line.limit)}"


def _in_order(texts: str) -> str:
    """Several statements of one fact, in an order that does not follow their lines."""
    return " | ".join(sorted(texts.split(" | ")))


def _of_reason(reason: Reason, result: Result, read: _Read) -> Gap:
    text = _SEVERAL.sub(lambda found: _in_order(found[0]), reason.text)
    said = f"{text}; {read.said()}" if reason.type in VAGUE else text
    kind = f"{reason.type}, provisionally {result.provisional}" if result.provisional else reason.type
    return Gap(kind, reason.path, said)


def _item_names(node: Any) -> set[str]:
    """The names that rules read in entries of lists."""
    if not isinstance(node, (list, tuple)) or not node:
        return set()
    own = {str(node[2])} if node[0] == "item" and len(node) > 2 else set()
    return own.union(*(_item_names(part) for part in node))


def _of_fact(path: str, fact: Fact) -> str:
    texts = sorted(one.shown for one in fact.live)
    return f"{path} = {' | '.join(texts)}" if texts else ""
