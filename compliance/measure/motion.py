"""Stopping, steady speed, deceleration: what a course of speeds gives."""

from math import sqrt

import numpy as np

from compliance.measure.arrays import Numbers, Rows, Truths
from compliance.measure.checks import combined, interval_of, long_enough, notes_on, rounding_of, sampled
from compliance.measure.results import Quantity, Result, Task, Unmeasurable

BATCHES = 10  # of a steady part: means of neighbours, which depend on each other less than samples do
LEAST_STEADY = 2 * BATCHES
LEAST_BRAKING = 3
EDGE = 1e-9  # s


def measure(task: Task) -> Result:
    """Run one of the three methods. Raises Unmeasurable where the log does not show what it looks for.

    Raises ValueError for options that leave nothing to look for.
    """
    return {"stopping": _stopping, "speed": _steady, "deceleration": _deceleration}[task.method](task)


def _stopping(task: Task) -> Result:
    time, sampling = sampled(task)
    speed = np.abs(task.values("speed"))
    edge = _edge(task)
    limit, hold = task.options["standstill"], task.options["hold"]
    stop = _standstill(time, speed, edge, limit, hold)
    if stop is None:
        what = f"the speed does not stay at or below {limit:g} m/s for {hold:g} s after the command"
        raise Unmeasurable(
            "log.event", what, "Record until it stands, or write another `standstill`.", "speed", len(time) - 1
        )
    doubt = task.doubt.get("speed")
    shifts = [] if doubt is None else [_standstill(time, speed, edge, limit + sign * doubt, hold) for sign in (-1, 1)]
    shift = max((abs(float(time[one] - time[stop])) for one in shifts if one is not None), default=0.0)
    u_time = combined(
        None if doubt is None else shift, interval_of(time, edge), interval_of(time, stop), task.doubt.get("time", 0.0)
    )
    found = (
        Quantity("time", float(time[stop] - time[edge]), u_time),
        _way(task, time, speed, edge, stop),
        Quantity("speed_at_command", float(speed[edge]), combined(doubt, rounding_of(speed))),
    )
    return Result(found, notes_on(sampling), sampling)


def _edge(task: Task) -> int:
    """The row in which the command is first given."""
    marks = task.values("command")
    rises = np.flatnonzero((marks[1:] > 0) & (marks[:-1] == 0)) + 1
    if not len(rises):
        raise Unmeasurable("log.event", "the command never goes from 0 to 1", "Record its edge.", "command", 0)
    return int(rises[0])


def _standstill(time: Numbers, speed: Numbers, edge: int, limit: float, hold: float) -> int | None:
    """The first row from which the speed stays at or below the limit for the hold, or None."""
    moving = np.flatnonzero(speed > limit)
    starts = np.concatenate(([edge], moving[moving >= edge] + 1))
    ends = np.concatenate((moving[moving >= edge], [len(time)]))
    for first, end in zip(starts, ends, strict=True):
        if first < end and time[end - 1] - time[first] >= hold - EDGE:
            return int(first)
    return None


def _way(task: Task, time: Numbers, speed: Numbers, edge: int, stop: int) -> Quantity:
    """The way from the edge to standstill: by position where there is one, else the integral of the speed."""
    if "position" in task.series:
        position = task.values("position")
        way = float(np.abs(position[edge : stop + 1] - position[edge]).max())
        late = float(speed[edge]) * interval_of(time, edge)
        doubt = task.doubt.get("position")
        both = None if doubt is None else sqrt(2) * doubt
        return Quantity("distance", way, combined(both, sqrt(2) * rounding_of(position), late))
    steps, course = np.diff(time[edge : stop + 1]), speed[edge : stop + 1]
    way = float(np.sum((course[1:] + course[:-1]) / 2 * steps))
    between = sqrt(float(np.sum((np.abs(np.diff(course)) * steps / 2) ** 2)) / 3)
    late = float(speed[edge]) * interval_of(time, edge)
    doubt = task.doubt.get("speed")
    offset = None if doubt is None else doubt * float(time[stop] - time[edge])
    return Quantity("distance", way, combined(offset, between, late))


def _steady(task: Task) -> Result:
    time, sampling = sampled(task)
    speed = np.abs(task.values("speed"))
    middle = float(np.median(speed[speed >= speed.max() / 2]))
    rows = _longest(np.abs(speed - middle) <= task.options["band"] * middle)
    if len(rows) < LEAST_STEADY or middle == 0:
        what = f"no {LEAST_STEADY} samples on end stay within the band around {middle:.4g} m/s"
        raise Unmeasurable("log.event", what, "Record a longer steady part, or widen `band`.", "speed", 0)
    part = speed[rows]
    means = [float(batch.mean()) for batch in np.array_split(part, BATCHES)]
    scatter = float(np.std(means, ddof=1)) / sqrt(BATCHES)
    u = combined(task.doubt.get("speed"), rounding_of(speed), scatter)
    length = float(time[rows[-1]] - time[rows[0]])
    found = (Quantity("speed", float(part.mean()), u), Quantity("steady_time", length))
    return Result(found, notes_on(sampling), sampling)


def _longest(holds: Truths) -> Rows:
    """The rows of the longest stretch on which something holds."""
    rows = np.flatnonzero(holds)
    stretches = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return max(stretches, key=len)


def _deceleration(task: Task) -> Result:
    time, sampling = sampled(task)
    speed = np.abs(task.values("speed"))
    top = int(np.argmax(speed))
    upper, lower = task.options["upper"], task.options["lower"]
    if lower >= upper:
        raise ValueError(f"`lower` is {lower:.4g} of the highest speed, which is not below `upper`, {upper:.4g}")
    slow = np.flatnonzero(speed[top:] <= lower * speed[top])
    if not len(slow) or speed[top] == 0:
        what = "the speed does not come down to the lower share of its highest value"
        raise Unmeasurable("log.event", what, "Record until it has braked, or write another `lower`.", "speed", top)
    end = top + int(slow[0])
    fast = np.flatnonzero(speed[top:end] >= upper * speed[top])
    first = top + int(fast[-1])
    if end - first + 1 < LEAST_BRAKING:
        what = f"only {end - first + 1} samples fall into the braking"
        raise Unmeasurable("log.short", what, f"Sample faster: at least {LEAST_BRAKING} are needed.", "speed", first)
    long_enough(task, "speed")
    slope, u_slope = _line(time[first : end + 1], speed[first : end + 1])
    doubt = task.doubt.get("speed")
    ends = None if doubt is None else sqrt(2) * doubt / float(time[end] - time[first])
    return Result((Quantity("deceleration", -slope, combined(ends, u_slope)),), notes_on(sampling), sampling)


def _line(x: Numbers, y: Numbers) -> tuple[float, float]:
    """Slope of the line of least squares, and its standard error."""
    away = x - x.mean()
    spread = float(np.sum(away**2))
    slope = float(np.sum(away * y)) / spread
    left = y - y.mean() - slope * away
    return slope, sqrt(float(np.sum(left**2)) / max(len(x) - 2, 1) / spread)
