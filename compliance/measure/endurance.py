"""Endurance: the time from a start to a state, or until a voltage is reached."""

import numpy as np

from compliance.measure.arrays import Numbers
from compliance.measure.checks import combined, interval_of, notes_on, sampled
from compliance.measure.results import Quantity, Result, Task, Unmeasurable


def measure(task: Task) -> Result:
    """Time of work. Raises Unmeasurable when the log shows no start, or no end."""
    time, sampling = sampled(task)
    start = _first_state(task, "start", 0) if task.options["start"] else 0
    if task.options["end"]:
        end, shift = _first_state(task, "end", start), 0.0
        parts: tuple[float | None, ...] = ()
    else:
        end, shift = _discharged(task, time, start)
        parts = (None if "voltage" not in task.doubt else shift,)
    u = combined(*parts, interval_of(time, start), interval_of(time, end), task.doubt.get("time", 0.0))
    return Result((Quantity("runtime", float(time[end] - time[start]), u),), notes_on(sampling), sampling)


def _first_state(task: Task, option: str, after: int) -> int:
    word = task.options[option]
    if "state" not in task.series:
        raise Unmeasurable("log.event", f"`{option}` names a state, and no state is read", "Name its column.", "time")
    rows = np.flatnonzero(task.values("state")[after:] == word)
    if not len(rows):
        what = f"the state `{word}` does not occur{' after the start' if after else ''}"
        raise Unmeasurable("log.event", what, "Write a state as the log has it.", "state", after)
    return after + int(rows[0])


def _discharged(task: Task, time: Numbers, start: int) -> tuple[int, float]:
    """The first row at or below the cutoff, and how far the instrument's doubt shifts it."""
    cutoff = task.options.get("cutoff")
    if cutoff is None or "voltage" not in task.series:
        how = "Write `end=` and a state, or `cutoff=` and a voltage, and name the column."
        raise Unmeasurable("log.event", "nothing says where the time ends", how, "time")
    doubt = task.doubt.get("voltage", 0.0)
    end, *others = (_reached(task.values("voltage"), start, cutoff + shift) for shift in (0.0, -doubt, doubt))
    if end is None:
        what = f"the voltage does not come down to {cutoff:g} V"
        raise Unmeasurable("log.event", what, "Record until it does, or write another `cutoff`.", "voltage", start)
    return end, max((abs(float(time[one] - time[end])) for one in others if one is not None), default=0.0)


def _reached(voltage: Numbers, start: int, cutoff: float) -> int | None:
    rows = np.flatnonzero(voltage[start:] <= cutoff)
    return start + int(rows[0]) if len(rows) else None
