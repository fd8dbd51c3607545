"""Published calculations that rules may call: kinds of their arguments, which way each pulls, kind of the answer.

All of them rise or fall with each argument all over their domain, so that the ends of intervals give the ends of the
answer. Where a calculation is not defined, the answer is not known.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from math import inf, isfinite
from typing import Any, NamedTuple

from compliance.logic import EVERYTHING

CATEGORIES = ("B", "1", "2", "3", "4")


class Calculation(NamedTuple):
    """One calculation: where it stands, its arguments, the kind of what it gives.

    An argument is a kind with `+` behind it where the answer rises with it, `-` where it falls, or the words it takes.
    """

    module: str
    arguments: tuple[str | tuple[str, ...], ...]
    gives: str


CALCULATIONS = {
    # ISO/TS 15066, contact and separation
    "effective_robot_mass": Calculation("iso15066", ("mass+", "mass+"), "mass"),
    "reduced_mass": Calculation("iso15066", ("mass+", "mass+"), "mass"),
    "energy_at_force": Calculation("iso15066", ("force+", "linear_stiffness-"), "energy"),
    "transfer_energy": Calculation("iso15066", ("mass+", "speed+"), "energy"),
    "speed_at_energy": Calculation("iso15066", ("energy+", "mass-"), "speed"),
    "speed_at_force": Calculation("iso15066", ("force+", "mass-", "linear_stiffness-"), "speed"),
    "speed_at_pressure": Calculation("iso15066", ("pressure+", "area+", "mass-", "linear_stiffness-"), "speed"),
    "human_approach": Calculation("iso15066", ("speed+", "duration+", "duration+"), "length"),
    "reaction_travel": Calculation("iso15066", ("speed+", "duration+"), "length"),
    "even_stopping_travel": Calculation("iso15066", ("speed+", "duration+"), "length"),
    "protective_separation": Calculation("iso15066", ("length+",) * 6, "length"),
    # ISO 13855, both editions
    "minimum_distance_2010": Calculation("iso13855", ("speed+", "duration+", "length+"), "length"),
    "separation_distance_2024": Calculation("iso13855", ("speed+", "duration+", "length+", "length+"), "length"),
    "light_curtain_distance_2010": Calculation("iso13855", ("length+", "duration+"), "length"),
    "parallel_distance_2010": Calculation("iso13855", ("length+", "length-", "duration+"), "length"),
    "two_hand_distance_2010": Calculation("iso13855", ("duration+",), "length"),
    # stopping and falling
    "stopping_distance": Calculation("stopping", ("speed+", "duration+", "acceleration-"), "length"),
    "fall_zone_radius": Calculation("stopping", ("length+", "length+", "speed+", "duration+", "duration+"), "length"),
    # batteries
    "runtime": Calculation("battery", ("energy+", "ratio+", "power-"), "duration"),
    # success rates and long tasks
    "sequence_success": Calculation("sequences", ("success_rate+", "count-"), "success_rate"),
    # ISO 13849-1
    "level_from_pfhd": Calculation("iso13849_levels", ("failure_rate-",), "performance_level"),
    "pfhd_of_category": Calculation(
        "iso13849_pfhd", (CATEGORIES, "duration-", "ratio-", "count-"), "failure_rate"
    ),
}  # fmt: skip


def ends(name: str, values: Sequence[Any]) -> tuple[float, float] | None:
    """The interval of a calculation for intervals and sets of words; None where it is not defined."""
    return _ends(name, tuple(tuple(value) if isinstance(value, list) else value for value in values))


@lru_cache(1024)  # each bar asks the same of a value, and so do many rules
def _ends(name: str, values: tuple[Any, ...]) -> tuple[float, float] | None:
    calculation = CALCULATIONS[name]
    function = _function(name)
    words = [
        sorted(value) for value, one in zip(values, calculation.arguments, strict=True) if not isinstance(one, str)
    ]
    found = [_ends_for(function, [*chosen], _numbers(calculation, values)) for chosen in (words[0] if words else [()])]
    if None in found:
        return None
    known = [one for one in found if one is not None]
    return (min(low for low, _ in known), max(high for _, high in known))


def _numbers(calculation: Calculation, values: Sequence[Any]) -> list[tuple[float, float]]:
    """The numeric arguments, each as (where the answer is least, where it is greatest)."""
    pairs = [(one, value) for one, value in zip(calculation.arguments, values, strict=True) if isinstance(one, str)]
    return [(value[0], value[1]) if one[-1] == "+" else (value[1], value[0]) for one, value in pairs]


def _ends_for(
    function: Callable[..., float], words: list[str], numbers: list[tuple[float, float]]
) -> tuple[float, float] | None:
    least, greatest = ([pair[index] for pair in numbers] for index in (0, 1))
    try:
        low = function(*words, *least) if all(map(isfinite, least)) else EVERYTHING[0]
        high = function(*words, *greatest) if all(map(isfinite, greatest)) else EVERYTHING[1]
    except ValueError:
        return None
    return (low, high)


@cache
def _function(name: str) -> Callable[..., float]:
    own = _OWN.get(name)
    if own:
        return own
    module = import_module(f"compliance.engineering.{CALCULATIONS[name].module}")
    found: Callable[..., float] = getattr(module, name)
    return found


def _level_from_pfhd(pfhd: float) -> float:
    """The level as a rank, `a` being 0; below a it is -1, which no required level accepts."""
    from compliance.engineering.iso13849_levels import LEVELS, level_from_pfhd

    return float(LEVELS.index(level_from_pfhd(pfhd)) - 1)


def _pfhd_of_category(category: str, mttfd: float, dc_average: float, ccf_score: float) -> float:
    """PFHD of a designated architecture; infinite where the category's conditions are not met.

    Raises ValueError for category 2: how often it is tested, and by what, no argument says.
    """
    from compliance.engineering.iso13849_categories import Architecture, unmet_conditions
    from compliance.engineering.iso13849_pfhd import pfhd_of_architecture

    architecture = Architecture(category, mttfd, dc_average, ccf_score)
    if category == "2":
        raise ValueError("the tests of category 2 are not stated")
    return inf if unmet_conditions(architecture) else pfhd_of_architecture(architecture)


_OWN: dict[str, Callable[..., float]] = {
    "level_from_pfhd": _level_from_pfhd,
    "pfhd_of_category": _pfhd_of_category,
}


def success_rate(successes: Any, trials: Any, confidence: float) -> tuple[float, float] | None:
    """The interval of a success rate: its two one-sided Clopper-Pearson bounds; None where the counts cannot be."""
    from compliance.engineering.statistics import lower_success_bound, upper_success_bound

    if not all(map(isfinite, (*successes, *trials))):
        return None
    try:
        low = lower_success_bound(successes[0], trials[1], confidence)
        return (low, upper_success_bound(successes[1], trials[0], confidence))
    except ValueError:
        return None
