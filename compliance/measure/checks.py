"""What a series has to be before anything is read from it, and what its samples cannot show."""

from math import sqrt

import numpy as np

from compliance.measure.arrays import Numbers
from compliance.measure.results import Sampling, Task, Unmeasurable

LEAST = 3  # samples; fewer show no course
GAP = 3.0  # times the median interval: our measure of a gap
FLAT = 3  # equal samples on end at the extreme look like an instrument at its limit
NEAR_FULL = 0.999  # of the full scale
ROUNDING = 1e-12  # of the largest value: a step that arithmetic left


def sampled(task: Task) -> tuple[Numbers, Sampling]:
    """The time from the first sample on, and how the log was sampled. Raises Unmeasurable.

    Time has to increase from row to row, over at least three rows.
    """
    time = task.values("time")
    long_enough(task, "time")
    steps = np.diff(time)
    if not np.all(steps > 0):
        row = int(np.argmax(steps <= 0)) + 1
        raise Unmeasurable(
            "log.order", "the time does not increase from the row before", "Keep rows in order, each once.", "time", row
        )
    middle = float(np.median(steps))
    return time - time[0], Sampling(len(time), 1 / middle, float(steps.max()), int(np.sum(steps > GAP * middle)))


def long_enough(task: Task, role: str, least: int = LEAST) -> None:
    """Refuse a log with too few rows. Raises Unmeasurable."""
    rows = len(task.values(role))
    if rows < least:
        what = f"the log has {rows} rows; at least {least} are needed"
        raise Unmeasurable("log.short", what, "Record the whole course.", role)


def notes_on(sampling: Sampling) -> tuple[str, ...]:
    """What the sampling of a log takes away from its results."""
    if not sampling.gaps:
        return ()
    return (f"gaps in the samples: {sampling.gaps}, the longest {sampling.longest:.4g} s",)


def resolution(values: Numbers) -> float:
    """The smallest step between two different values: what the log resolves."""
    steps = np.diff(np.unique(values))
    steps = steps[steps > ROUNDING * float(np.abs(values).max(initial=0.0))]
    return float(steps.min()) if len(steps) else 0.0


def rounding_of(values: Numbers) -> float:
    """Standard uncertainty from the resolution: rectangular over one step, step/√12."""
    return resolution(values) / sqrt(12)


def interval_of(time: Numbers, row: int) -> float:
    """Standard uncertainty of when an event was, seen first in a row: interval before it / √12."""
    return float(time[row] - time[row - 1]) / sqrt(12) if row > 0 else 0.0


def combined(*parts: float | None) -> float | None:
    """Root of the sum of squares; None when a part is not known."""
    known = [part for part in parts if part is not None]
    return sqrt(sum(part**2 for part in known)) if len(known) == len(parts) else None


def flat_at(values: Numbers, row: int) -> bool:
    """Whether a row stands among at least three equal samples on end."""
    same = values == values[row]
    first = last = row
    while first > 0 and same[first - 1]:
        first -= 1
    while last + 1 < len(values) and same[last + 1]:
        last += 1
    return last - first + 1 >= FLAT
