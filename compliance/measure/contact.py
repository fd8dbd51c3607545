"""Contact force and pressure: the largest value in the transient part of a contact, and after it."""

from math import sqrt

import numpy as np

from compliance.measure.arrays import Numbers, Rows, Truths
from compliance.measure.checks import (
    GAP,
    NEAR_FULL,
    combined,
    flat_at,
    notes_on,
    rounding_of,
    sampled,
)
from compliance.measure.results import Quantity, Result, Task, Unmeasurable

EDGE = 1e-9  # s: rounding of time stamps at the end of the transient part


def measure(task: Task) -> Result:
    """Peaks of one contact, by magnitude. Raises Unmeasurable where the log shows none."""
    what = task.method.removeprefix("contact-")
    time, sampling = sampled(task)
    values = np.abs(task.values(what))
    start = _start(values, task.options["threshold"], what)
    early = (time >= time[start]) & (time - time[start] <= task.options["transient"] + EDGE)
    late = (time >= time[start]) & ~early
    found = [_largest(f"peak_{what}", early, time, values, task, what)]
    notes = list(notes_on(sampling))
    if late.any():
        found.append(_largest(f"quasi_static_{what}", late, time, values, task, what))
    else:
        notes.append("the log ends within the transient part: nothing quasi-static was seen")
    notes += [f"{one.name}: the instrument at its limit, or a gap; at least this" for one in found if one.bound]
    if start == 0:
        notes.append("the log begins within the contact: its beginning was not seen")
    if late.any() and values[late].max() > values[early].max():
        notes.append("the largest value comes after the transient part")
    return Result(tuple(found), tuple(notes), sampling)


def _start(values: Numbers, threshold: float, role: str) -> int:
    """The row where the contact begins: back from the largest value to where the threshold was first reached."""
    top = int(np.argmax(values))
    if values[top] <= 0 or not 0 < threshold < 1:
        what = "there is no contact in the log: every value is zero" if values[top] <= 0 else "the threshold is no part"
        raise Unmeasurable("log.event", what, "Record a contact; write a threshold between 0 and 100 %.", role, top)
    below = np.flatnonzero(values[:top] < threshold * values[top])
    return int(below[-1]) + 1 if len(below) else 0


def _largest(name: str, part: Truths, time: Numbers, values: Numbers, task: Task, role: str) -> Quantity:
    rows = np.flatnonzero(part)
    row = int(rows[np.argmax(values[rows])])
    value = float(values[row])
    if _cut(values, row, task.options.get("full_scale")) or _gap(time, rows):
        return Quantity(name, value, None, "≥")
    return Quantity(name, value, combined(task.doubt.get(role), rounding_of(values), _between(values, row)))


def _cut(values: Numbers, row: int, full_scale: float | None) -> bool:
    """Whether the instrument may have been at its limit: at its full scale, else flat at the log's largest value."""
    if full_scale is not None:
        return bool(values[row] >= NEAR_FULL * full_scale)
    return bool(values[row] == values.max()) and flat_at(values, row)


def _gap(time: Numbers, rows: Rows) -> bool:
    """Whether samples are missing in a part, or just before or after it."""
    steps = np.diff(time)
    first, last = max(int(rows[0]) - 1, 0), min(int(rows[-1]) + 1, len(time) - 1)
    return bool(np.any(steps[first:last] > GAP * np.median(steps)))


def _between(values: Numbers, row: int) -> float:
    """Standard uncertainty of a peak between two samples: |second difference|/8, rectangular, so by √3."""
    if not 0 < row < len(values) - 1:
        return 0.0
    return float(abs(values[row - 1] - 2 * values[row] + values[row + 1])) / 8 / sqrt(3)
