"""Long tasks: what the success of a step means for a sequence of twenty steps and more.

Elementary probability, no source, for steps that succeed independently and equally often, where the first failure ends
the sequence. Real steps are neither: a sequence's own trials decide, this shows what to expect. The figures are those
of chained benchmarks (CALVIN: share completing at least k, mean number completed). All functions rise with the success
of a step, so that bounds of it give bounds of the sequence. Each raises ValueError for an argument outside its domain.
"""

from math import expm1, floor, log

from compliance.engineering.domain import between_zero_and_one, share, whole

MOST_STEPS = 1_000_000


def sequence_success(step_success: float, steps: float) -> float:
    """Probability that all steps succeed: p^n. Success of a step from 0 to 1, steps from 1 to a million."""
    share(step_success=step_success)
    return float(step_success ** _count(steps))


def completed_steps(step_success: float, steps: float) -> float:
    """Expected number of steps in a row before the first failure, at most all: p + p² + … + pⁿ.

    Success of a step from 0 to 1, steps from 1 to a million.
    """
    share(step_success=step_success)
    count = _count(steps)
    if step_success in (0, 1):
        return step_success * count
    return min(step_success * -expm1(count * log(step_success)) / (1 - step_success), float(count))


def needed_step_success(success: float, steps: float) -> float:
    """Success of each step that gives the whole sequence this success: s^(1/n).

    Success above 0 and below 1, steps from 1 to a million.
    """
    between_zero_and_one(success=success)
    return float(success ** (1 / _count(steps)))


def longest_sequence(step_success: float, success: float) -> int:
    """Most steps whose sequence still has this success: the largest n with p^n at least s; 0 when one step has not.

    Both above 0 and below 1. Raises ValueError above a million steps.
    """
    between_zero_and_one(step_success=step_success, success=success)
    steps = floor(log(success) / log(step_success) * (1 + 1e-12))  # a whole number is not lost to rounding
    if steps > MOST_STEPS:
        raise ValueError("More than a million steps would still succeed so often.")
    return steps


def _count(steps: float) -> int:
    return whole("steps", steps, 1, MOST_STEPS)
