"""How sure a decision on one measured value is: the words of ILAC-G8, and the probability of conformity.

Shown beside a verdict, never instead of one, and only where one measured value meets one exact limit.
"""

from typing import TYPE_CHECKING, NamedTuple

from compliance.robot import Fact
from compliance.units.kinds import Interval

if TYPE_CHECKING:
    from compliance.engineering.decision import Rule, Side

WORDS = {
    "pass": "pass",
    "conditional_pass": "conditional pass",
    "conditional_fail": "conditional fail",
    "fail": "fail",
}


class Conformity(NamedTuple):
    """The word of ILAC-G8:09/2019 for a measured value, and how probable it is that the truth meets the limit.

    `probability` is from 0 to 1 by a normal distribution (JCGM 106), or None where the coverage factor k is not stated.
    """

    word: str
    probability: float | None


def conformity(fact: Fact | None, operator: str, limit: Interval | None, guard: float) -> Conformity | None:
    """Decide one measured value against one limit with a guard band of `guard` times U; None where that is not so.

    The value is the fact's only statement, exact, with its expanded uncertainty U and an evidence entry.
    """
    if fact is None or limit is None or limit[0] != limit[1] or len(fact.live) != 1:
        return None
    (statement,) = fact.live
    if statement.spread is None or not statement.evidence or statement.value[0] != statement.value[1]:
        return None
    return _decided(statement.value[0], limit[0], operator, statement.spread, statement.coverage, guard)


def _decided(
    value: float, limit: float, operator: str, spread: float, coverage: float | None, guard: float
) -> Conformity | None:
    from compliance.engineering.decision import decide
    from compliance.engineering.jcgm106 import conformance_probability

    side: Side = "upper" if operator in ("<=", "<") else "lower"
    rule: Rule = "non_binary_guard_band" if guard else "simple"
    try:
        word = decide(rule, value, limit, side, guard * spread)
        probability = conformance_probability(value, limit, side, spread / coverage) if coverage else None
    except ValueError:
        return None  # beyond what the formulas are defined for: nothing is said
    return Conformity(WORDS[word], probability)
