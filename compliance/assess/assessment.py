"""A whole assessment: select, judge, waive, block, count, step. Frozen, and all that a renderer sees."""

import datetime
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from compliance.assess.blocks import capable, with_block
from compliance.assess.clocks import dated_by, in_service_days, placed_days
from compliance.assess.judge import Judge
from compliance.assess.readiness import Step, overall, pillar_step
from compliance.assess.results import VERDICTS, Reason, Result, Shown
from compliance.assess.sim_to_real import Gap, sim_to_real
from compliance.assess.verified import Verified, confirmed
from compliance.assess.waivers import Waiver, apply_exclusions, apply_waivers
from compliance.catalogue import Catalogue, Instrument, Selected, Target, select
from compliance.errors import InputError, Place
from compliance.gather import Gathered
from compliance.robot import Robot

if TYPE_CHECKING:  # most runs have no baseline
    from compliance.assess.baseline import Comparison

MOST_ENTRIES = 12  # evidence entries that the notice names


class Assessment(NamedTuple):
    """Everything a report says about one robot. No renderer can change a verdict."""

    robot: Robot
    standard: Any
    digest: str
    target: Target
    markets: tuple[str, ...]
    as_of: datetime.date
    placed: str
    results: tuple[Result, ...]
    steps: dict[str, Step]
    step: Step
    instruments: dict[str, Instrument]
    notice: dict[str, str]
    lapsed: tuple[Waiver, ...] = ()
    unread: tuple[Verified, ...] = ()
    protocols: Mapping[str, Any] = MappingProxyType({})
    baseline: "Comparison | None" = None
    in_service: str = ""
    sim_to_real: tuple[Gap, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many results have each of the six verdicts; they sum to the number selected."""
        found = dict.fromkeys(VERDICTS, 0)
        for result in self.results:
            found[result.verdict] += 1
        return found

    @property
    def blocking(self) -> tuple[Result, ...]:
        """The results that hold deployment up."""
        return tuple(result for result in self.results if result.blocks)

    @property
    def excluded(self) -> dict[Shown, list[str]]:
        """Every fact that switched requirements off, with their ids."""
        found: dict[Shown, list[str]] = {}
        for result in self.results:
            for fact in result.excluded_by:
                found.setdefault(fact, []).append(result.requirement.id)
        return found


def assess(
    catalogue: Catalogue,
    gathered: Gathered,
    target: Target,
    markets: Iterable[str],
    as_of: datetime.date,
    waivers: tuple[Waiver, ...] = (),
    verified: tuple[Verified, ...] = (),
) -> Assessment:
    """Assess one robot. Raises InputError when nothing is selected, or a waiver or a verified source names nothing."""
    markets = tuple(markets)
    today = float(as_of.toordinal())
    placed = placed_days(target, gathered.robot, as_of)
    used_from = in_service_days(target, gathered.robot, placed, as_of)
    chosen = select(catalogue, target, markets, placed.days, today, dated_by(gathered, used_from, as_of))
    if not chosen:
        where = Place(gathered.robot.file)
        raise InputError.at("select.nothing", where, f"nothing is selected for {target.id} in {', '.join(markets)}")
    judge = Judge(catalogue, gathered, target, today, verified=confirmed(catalogue, verified, today))
    known = [one.id for one in catalogue.requirements]
    results = apply_waivers([guarded(judge, one) for one in chosen], waivers, today, known)
    results = apply_exclusions(results, target)
    instruments = catalogue.instruments()
    results = _with_blocks(results, chosen, target, instruments, gathered.robot)
    steps = _steps(catalogue, results, gathered.robot)
    used = {result.requirement.instrument for result in results}
    cited = {name: instruments[name] for name in sorted(used)}
    notice = _notice(catalogue, target, markets, as_of, results, cited, gathered)
    return Assessment(
        gathered.robot, catalogue.standard, catalogue.digest, target, markets, as_of, placed.text,
        tuple(results), steps, overall(steps.values()), cited, notice,
        tuple(waiver for waiver in waivers if waiver.last_day < today),
        tuple(entry for entry in verified if entry.day > today),
        catalogue.protocols,
        sim_to_real=sim_to_real(gathered.robot, target),
        in_service="" if used_from.assumed and not _by_use(chosen) else used_from.text,
    )  # fmt: skip


def _by_use(chosen: list[Selected]) -> bool:
    """Whether the day of first use chooses any law here."""
    return any(one.requirement.row["clock"] == "in_service" for one in chosen)


def guarded(judge: Judge, selected: Selected) -> Result:
    """Judge; a check that breaks is a verdict of its own, never a pass and never a silent skip."""
    try:
        return judge.judge(selected)
    except Exception as error:
        place = Place(judge.gathered.robot.file)
        text = f"the check itself broke: {type(error).__name__}: {error}"
        reason = Reason("missing", "", text, place)
        return Result(selected.requirement, "error", None, (), (reason,), (), (), place, "Report this as a bug.")


def _with_blocks(
    results: list[Result],
    chosen: list[Selected],
    target: Target,
    instruments: dict[str, Instrument],
    robot: Robot,
) -> list[Result]:
    claims = frozenset(robot.plain.get("claims") or ())
    cited = _cited_by_law(chosen, instruments)
    return [
        with_block(result, capable(one, target, instruments, claims, cited, bool(result.verified)))
        for result, one in zip(results, chosen, strict=True)
    ]


def _cited_by_law(chosen: list[Selected], instruments: dict[str, Instrument]) -> frozenset[str]:
    laws = {one.requirement.instrument for one in chosen if one.requirement.basis == "law" and not one.upcoming}
    return frozenset(name for law in laws for name in instruments[law].row["cites"])


def _steps(catalogue: Catalogue, results: list[Result], robot: Robot) -> dict[str, Step]:
    pillars = [pillar["id"] for pillar in catalogue.standard["pillars"]]
    return {id_: pillar_step([one for one in results if one.requirement.pillar == id_], robot) for id_ in pillars}


def _notice(
    catalogue: Catalogue,
    target: Target,
    markets: tuple[str, ...],
    as_of: datetime.date,
    results: list[Result],
    cited: dict[str, Instrument],
    gathered: Gathered,
) -> dict[str, str]:
    """The notice of every report, its blanks filled in."""
    content = _content(catalogue, gathered)
    filled = {
        "version": catalogue.standard["version"],
        "markets": ", ".join(markets),
        "date": as_of.isoformat(),
        "u": str(sum(one.of is None or one.encoded < one.of for one in cited.values())),
        "x": str(sum(bool(result.excluded_by) for result in results)),
    }
    notice = {}
    for language, text in catalogue.standard["notice"].items():
        if not text:
            continue
        names = {"standard": catalogue.standard["title"], "target": target.title}
        names["content"] = content
        blanks = {**filled, **{key: title.get(language) or title["en"] for key, title in names.items()}}
        notice[language] = text.format(**blanks)
    return notice


def _content(catalogue: Catalogue, gathered: Gathered) -> dict[str, str]:
    """What the notice says of the content of evidence files: which of them were read, if any."""
    texts = catalogue.standard.get("notice_content")
    if not texts:
        return {"en": ""}
    measured = {one.evidence for one in gathered.findings if one.path}
    read = [id_ for id_, one in gathered.evidence.items() if one.cases is not None or id_ in measured]
    if not read:
        return {language: text for language, text in texts["unread"].items() if text}
    left = len(read) - MOST_ENTRIES
    entries = ", ".join(read[:MOST_ENTRIES]) + (f" … (+{left})" if left > 0 else "")
    return {language: text.replace("{entries}", entries) for language, text in texts["read"].items() if text}
