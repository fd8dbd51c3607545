"""Two runs side by side: facts changed, verdicts flipped, evidence gone stale, waivers that no longer cover."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from compliance.assess.gaps import robot_key
from compliance.assess.results import Result
from compliance.robot import Fact, Robot

if TYPE_CHECKING:
    from compliance.assess.assessment import Assessment

RANK = {"not selected": 0, "pass": 0, "not_applicable": 0, "waived": 1, "needs_evidence": 2, "fail": 3, "error": 4}
ABSENT = "not selected"


class Seen(NamedTuple):
    """One result as a difference looks at it. `stale` are the path and the text of reasons about stale evidence."""

    requirement: str
    title: str
    verdict: str
    blocks: bool
    stale: tuple[tuple[str, str], ...]
    waived: str
    place: str


class Side(NamedTuple):
    """One of the two runs for one robot. `whole` says that `facts` are all of the profile, not only those read."""

    name: str
    robot: str
    standard: str
    target: str
    markets: tuple[str, ...]
    as_of: str
    step: str
    facts: dict[str, str]
    results: dict[str, Seen]
    whole: bool


class Changed(NamedTuple):
    """A fact that is stated otherwise; empty where it is not stated."""

    path: str
    before: str
    after: str


class Flip(NamedTuple):
    """A verdict that is another one, or that began or ceased to block."""

    before: Seen | None
    after: Seen | None

    @property
    def seen(self) -> Seen:
        """The result as it is now, or as it was where it is no more."""
        found = self.after or self.before
        assert found  # noqa: S101 - one of the two is there
        return found

    @property
    def verdicts(self) -> tuple[str, str]:
        """The verdict before and after."""
        return (self.before.verdict if self.before else ABSENT, self.after.verdict if self.after else ABSENT)

    @property
    def weight(self) -> int:
        """By how much it is worse; below zero it is better."""
        before, after = (RANK[verdict] for verdict in self.verdicts)
        return (after - before) * 2 + self._blocks(self.after) - self._blocks(self.before)

    @staticmethod
    def _blocks(seen: Seen | None) -> int:
        return int(seen.blocks) if seen else 0

    @property
    def is_worse(self) -> bool:
        """Whether the verdict is graver, or it blocks and did not."""
        return self.weight > 0


class Difference(NamedTuple):
    """What is otherwise between two runs for one robot."""

    old: Side
    new: Side
    facts: tuple[Changed, ...]
    flips: tuple[Flip, ...]
    stale: tuple[tuple[Seen, str, str], ...]
    uncovered: tuple[tuple[Seen, Seen | None], ...]

    @property
    def is_worse(self) -> bool:
        """Whether any verdict is graver than it was."""
        return any(flip.is_worse for flip in self.flips)

    @property
    def rules(self) -> list[str]:
        """What the two were judged by, where that is not the same: not every flip is the robot's then."""
        pairs = {
            "target": (self.old.target, self.new.target),
            "markets": (", ".join(self.old.markets), ", ".join(self.new.markets)),
            "as of": (self.old.as_of, self.new.as_of),
            "standard": (self.old.standard[:12], self.new.standard[:12]),
        }
        return [f"{name}: {before} → {after}" for name, (before, after) in pairs.items() if before != after]


def side_of(one: "Assessment", *, whole: bool = True) -> Side:
    """An assessment as a side; its facts are all of the profile, or only those that results show."""
    facts = dict(_stated(one.robot)) if whole else _shown(one)
    results = {result.requirement.id: _seen(result) for result in one.results}
    return Side(
        one.robot.file, robot_key(one.robot), one.digest, one.target.id, one.markets, one.as_of.isoformat(),
        one.step.label, facts, results, whole,
    )  # fmt: skip


def difference(old: Side, new: Side) -> Difference:
    """Compare two sides."""
    paths = sorted({*old.facts, *new.facts})
    pairs = [Changed(path, old.facts.get(path, ""), new.facts.get(path, "")) for path in paths]
    ids = sorted({*old.results, *new.results})
    flips = [Flip(old.results.get(id_), new.results.get(id_)) for id_ in ids]
    told = [flip for flip in flips if flip.weight or flip.verdicts[0] != flip.verdicts[1]]
    return Difference(
        old,
        new,
        tuple(pair for pair in pairs if pair.before != pair.after),
        tuple(sorted(told, key=lambda flip: (-flip.weight, flip.seen.requirement))),
        tuple(_gone_stale(old, new)),
        tuple(
            (seen, new.results.get(id_))
            for id_, seen in old.results.items()
            if seen.waived and not (id_ in new.results and new.results[id_].waived)
        ),
    )


def _gone_stale(old: Side, new: Side) -> Iterator[tuple[Seen, str, str]]:
    for id_, seen in new.results.items():
        before = old.results[id_].stale if id_ in old.results else ()
        yield from ((seen, path, text) for path, text in seen.stale if (path, text) not in before)


def _seen(result: Result) -> Seen:
    waived = result.waived.who if result.waived else ""
    return Seen(
        result.requirement.id,
        result.requirement.title["en"],
        result.verdict,
        result.blocks,
        tuple((one.path, one.text) for one in result.reasons if one.type == "stale"),
        waived,
        str(result.place),
    )


def _shown(one: "Assessment") -> dict[str, str]:
    """The facts as a JSON result has them."""
    facts: dict[str, str] = {}
    for result in one.results:
        said: dict[str, list[str]] = {}
        for shown in result.shown:
            said.setdefault(shown.path, []).append(shown.text)
        facts |= {path: " | ".join(texts) for path, texts in said.items()}
    return facts


def _stated(robot: Robot) -> Iterator[tuple[str, str]]:
    """Every fact of a profile, those in entries of lists included, and the names that it is judged by."""
    yield from _names(robot)
    for path, fact in robot.facts.items():
        yield from _said(path, fact)
    for path, listed in robot.lists.items():
        if not listed.items:
            yield path, "none"
        for item in listed.items:
            yield f"{path}[{item.id}]", "listed"
            for name, fact in item.facts.items():
                yield from _said(f"{path}[{item.id}].{name}", fact)
    for path in robot.complete:
        yield f"complete[{path}]", "yes"


def _names(robot: Robot) -> Iterator[tuple[str, str]]:
    """What is no fact and still decides: revisions, against which evidence is held, and claims."""
    revisions = (robot.plain.get("robot") or {}).get("revisions") or {}
    yield from ((f"robot.revisions.{name}", str(value)) for name, value in revisions.items())
    claims = robot.plain.get("claims")
    if claims:
        yield "claims", ", ".join(claims)


def _said(path: str, fact: Fact) -> Iterator[tuple[str, str]]:
    texts = [one.shown for one in fact.live]
    if texts:
        yield path, " | ".join(texts)
