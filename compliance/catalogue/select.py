"""Which requirements a run looks at: by market, by what the target adopts, by date."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from compliance.catalogue.model import Catalogue, Instrument, Requirement, Target

Days = tuple[float, float]


class Selected(NamedTuple):
    """A requirement that is looked at; `upcoming` ones are evaluated but never block."""

    requirement: Requirement
    upcoming: bool


def select(
    catalogue: Catalogue,
    target: Target,
    markets: Iterable[str],
    placed: Days,
    as_of: float,
    dated: Callable[[Requirement], Days] | None = None,
) -> list[Selected]:
    """Select requirements.

    `placed` are the days on which the robot may be placed on the market, which choose the law;
    duties whose clock is continuous go by `as_of`, those whose clock is the day of first use or of the test by what
    `dated` gives for them. Law that has ended by then is left out. Where two editions of one document are still met,
    the one that the target adopts counts; where it adopts neither, both do.
    """
    instruments = catalogue.instruments()
    wanted = {"intl", *markets}
    chosen = set(target.row["adopts"]) | set(target.row["asks"])
    criteria = set(target.row["criteria"])
    unused = other_editions(chosen, instruments)
    found = []
    for requirement in catalogue.requirements:
        instrument = instruments[requirement.instrument]
        if instrument.market not in wanted and instrument.id not in chosen and requirement.id not in criteria:
            continue
        if instrument.id in unused and requirement.id not in criteria:
            continue
        days = _days(requirement, placed, as_of, dated)
        if instrument.last is not None and instrument.last < days[0]:
            continue
        found.append(Selected(_as_accepted(requirement, target), _upcoming(instrument, days)))
    return found


def other_editions(chosen: Iterable[str], instruments: Mapping[str, Instrument]) -> set[str]:
    """The editions that a target decides against by adopting another one of the same document."""
    chosen = set(chosen)
    found = set()
    for newer in instruments.values():
        for older in set(newer.row["supersedes"]) & set(newer.row["rival_of"]):
            pair = {newer.id, older}
            if len(pair & chosen) == 1:
                found |= pair - chosen
    return found


def _as_accepted(requirement: Requirement, target: Target) -> Requirement:
    """The requirement with the methods of proof that the target accepts in place of its own."""
    other = target.accepts.get(requirement.id)
    if other is None:
        return requirement
    proof = {**requirement.row["proof"], "methods": other["methods"]}
    return requirement._replace(bar=other["bar"], row={**requirement.row, "proof": proof, "bar": other["bar"]})


def _upcoming(instrument: Instrument, days: Days) -> bool:
    return instrument.first is not None and instrument.first > days[1]


def _days(requirement: Requirement, placed: Days, as_of: float, dated: Callable[[Requirement], Days] | None) -> Days:
    clock = requirement.row["clock"]
    if clock == "continuous":
        return (as_of, as_of)
    return dated(requirement) if dated and clock in ("in_service", "test_date") else placed
