"""Falls and trials: what was counted, with exact bounds."""

import numpy as np

from compliance.engineering.rates import upper_event_rate
from compliance.engineering.statistics import success_bounds
from compliance.measure.checks import long_enough
from compliance.measure.results import Quantity, Result, Task, Unmeasurable


def measure(task: Task) -> Result:
    """Run one of the two methods. Raises Unmeasurable for rows that count nothing we know."""
    return _falls(task) if task.method == "falls" else _trials(task)


def _falls(task: Task) -> Result:
    long_enough(task, "falls", 1)
    falls, work = _total(task, "falls"), float(np.sum(task.values("duration")))
    short = np.flatnonzero(task.values("duration") <= 0)
    if len(short):
        what = "a session lasts longer than nothing"
        raise Unmeasurable("log.count", what, "Write how long it was.", "duration", int(short[0]))
    bound = upper_event_rate(falls, work, task.options["confidence"])
    found = (
        Quantity("fall_rate", falls / work),
        Quantity("fall_rate_bound", bound, None, "≤"),
        Quantity("falls", float(falls)),
        Quantity("work", work),
    )
    return Result(found, (f"{len(task.values('falls'))} sessions",))


def _trials(task: Task) -> Result:
    words = task.values("outcome")
    long_enough(task, "outcome", 1)
    names = {name: task.options[name] for name in ("success", "failure", "aborted")}
    counted = {name: int(np.sum(words == word)) for name, word in names.items()}
    strange = np.flatnonzero(~np.isin(words, list(names.values())))
    if len(strange):
        what = f"`{words[strange[0]]}` is no outcome: there are {', '.join(names.values())}"
        how = "Write one of them, or say your words: --option success=ok."
        raise Unmeasurable("log.count", what, how, "outcome", int(strange[0]))
    trials, done = len(words), counted["success"]
    bounds = success_bounds(done, trials, task.options["confidence"])
    found = [("trials", trials), ("successes", done), ("aborted", counted["aborted"])]
    if "interventions" in task.series:
        found.append(("interventions", _total(task, "interventions")))
    rates = (
        Quantity("success_rate", done / trials),
        Quantity("success_rate_lower", bounds.lower, None, "≥"),
        Quantity("success_rate_upper", bounds.upper, None, "≤"),
    )
    return Result((*(Quantity(name, float(count)) for name, count in found), *rates))


def _total(task: Task, role: str) -> int:
    """The sum of a column of counts."""
    counts = task.values(role)
    wrong = np.flatnonzero((counts < 0) | (counts != np.floor(counts)))
    if len(wrong):
        what = f"{counts[wrong[0]]:g} is no count"
        raise Unmeasurable("log.count", what, "Write a whole number from 0.", role, int(wrong[0]))
    return int(np.sum(counts))
