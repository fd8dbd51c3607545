"""Simulation beside the robot: the success rates of one task in both, and how far they lie apart. It is no verdict."""

from typing import NamedTuple

from compliance.catalogue import Target
from compliance.errors import Place
from compliance.robot import Fact, Item, Robot

LISTED = "tests"


class Campaign(NamedTuple):
    """One campaign of trials with its counts."""

    label: str
    successes: int
    trials: int
    place: Place

    @property
    def rate(self) -> float:
        """Successes per trial, from 0 to 1."""
        return self.successes / self.trials


class Gap(NamedTuple):
    """A campaign in simulation beside its counterpart on the robot.

    `difference` is the rate in simulation minus that on the robot, `lower` and `upper` its two-sided interval at the
    confidence (Newcombe 1998, method 10), all from -1 to 1.
    """

    simulated: Campaign
    on_robot: Campaign
    difference: float
    lower: float
    upper: float
    confidence: float


def sim_to_real(robot: Robot, target: Target) -> tuple[Gap, ...]:
    """Every campaign in simulation that names its counterpart on the robot, both with their counts."""
    listed = robot.lists.get(LISTED)
    items = {item.id: item for item in listed.items} if listed else {}
    confidence = target.row["decision_rule"]["confidence"]
    found = []
    for item in items.values():
        counterpart = items.get(_word(item.facts.get("counterpart")))
        if counterpart and _place(item) == "simulation" and _place(counterpart) == "robot":
            found += _gap(item, counterpart, confidence)
    return tuple(found)


def _gap(simulated: Item, real: Item, confidence: float) -> list[Gap]:
    from compliance.engineering.proportions import rate_difference  # only where a profile has both

    first, second = _campaign(simulated), _campaign(real)
    if first is None or second is None:
        return []
    found = rate_difference((first.successes, first.trials), (second.successes, second.trials), confidence)
    return [Gap(first, second, found.estimate, found.lower, found.upper, confidence)]


def _campaign(item: Item) -> Campaign | None:
    """The counts of a campaign, where each is stated as one number and they go together."""
    successes, trials = (count_of(item.facts.get(name)) for name in ("successes", "trials"))
    if successes is None or trials is None or not 0 <= successes <= trials or not 1 <= trials <= 10_000_000:
        return None
    if successes != int(successes) or trials != int(trials):
        return None
    return Campaign(f"{LISTED}[{item.id}]", int(successes), int(trials), item.place)


def count_of(fact: Fact | None) -> float | None:
    """A count that is stated once, as one number."""
    if fact is None or len(fact.live) != 1:
        return None
    low, high = fact.live[0].value
    return float(low) if low == high else None


def _place(item: Item) -> str:
    return _word(item.facts.get("place"))


def _word(fact: Fact | None) -> str:
    """The one word that is stated; empty where there is none, or several."""
    words = {word for one in fact.live for word in one.value} if fact else set()
    return str(words.pop()) if len(words) == 1 else ""
