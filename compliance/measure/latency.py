"""Latency of a control loop: percentiles by rank, the largest, and the jitter."""

from math import ceil, floor, sqrt

import numpy as np

from compliance.measure.arrays import Numbers
from compliance.measure.checks import combined, long_enough, rounding_of
from compliance.measure.results import Quantity, Result, Task, Unmeasurable

SHARES = {"latency_p50": 0.50, "latency_p95": 0.95, "latency_p99": 0.99}


def measure(task: Task) -> Result:
    """Percentiles of the latency over all cycles. Raises Unmeasurable when a cycle ends before it begins."""
    latency, doubt, role = _cycles(task)
    if latency.min() < 0:
        row = int(np.argmax(latency < 0))
        raise Unmeasurable("log.order", "this cycle ends before it begins", "Use one clock for both.", role, row)
    ordered = np.sort(latency)
    rounding = rounding_of(latency)
    found = [_percentile(name, share, ordered, combined(doubt, rounding)) for name, share in SHARES.items()]
    found.append(Quantity("latency_max", float(ordered[-1]), combined(doubt, rounding)))
    both = None if doubt is None else sqrt(2) * doubt
    found.append(Quantity("jitter", float(ordered[-1] - ordered[0]), combined(both, sqrt(2) * rounding)))
    few = len(ordered) < 100
    notes = (f"{len(ordered)} cycles", *(("fewer than 100 cycles: the 99th percentile is the largest",) if few else ()))
    return Result(tuple(found), notes)


def _cycles(task: Task) -> tuple[Numbers, float | None, str]:
    if "latency" in task.series:
        long_enough(task, "latency")
        return task.values("latency"), task.doubt.get("latency"), "latency"
    if "sensed" not in task.series or "commanded" not in task.series:
        how = "Name the column with --column latency=…, or both sensed=… and commanded=…."
        raise Unmeasurable("log.column", "there is no column of latencies, nor two of times", how, "latency")
    long_enough(task, "sensed")
    doubts = [task.doubt.get(role) for role in ("sensed", "commanded")]
    return task.values("commanded") - task.values("sensed"), task.doubt.get("latency", combined(*doubts)), "commanded"


def _percentile(name: str, share: float, ordered: Numbers, doubt: float | None) -> Quantity:
    """The least latency that a share of the cycles keeps; its scatter from the ranks one deviation to each side."""
    count = len(ordered)
    deviation = sqrt(count * share * (1 - share))
    low = max(floor(count * share - deviation) - 1, 0)
    high = min(ceil(count * share + deviation) - 1, count - 1)
    scatter = float(ordered[high] - ordered[low]) / 2
    return Quantity(name, float(ordered[ceil(count * share) - 1]), combined(doubt, scatter))
