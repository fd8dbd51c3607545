"""What every human-readable report says in the same words: the answer, what blocks, in which order."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.assess import Assessment, Result
from compliance.assess.conformity import Conformity
from compliance.assess.points import point_of
from compliance.assess.reasons import NOT_STATED
from compliance.assess.results import Line, Reason
from compliance.assess.sim_to_real import Campaign, Gap
from compliance.errors import Place
from compliance.report.plain import VERDICT_WORDS, at, clean
from compliance.robot import Fact

STOP_CAUSES = ("command", "power_loss", "link_loss", "fault", "loss_of_balance")
STOP_FACTS = ("stops", "safety_functions")
ORDER = ("error", "fail", "needs_evidence", "waived", "pass", "not_applicable")
MOST_ADVICE = 2
FICTIONAL = "Fictional robot: by its own profile it does not exist. Nothing here is about a real one."


class Group(NamedTuple):
    """Results that wait for the same thing."""

    verdict: str
    results: tuple[Result, ...]

    @property
    def first(self) -> Result:
        """The result whose reasons stand for all."""
        return self.results[0]


def where(one: Assessment) -> str:
    """The profile, the target, the markets and the days that a report is for."""
    own = f"{one.target.file}; " if one.target.file else ""
    place = f"{clean(one.robot.file)}, for {one.target.title['en']} ({own}{', '.join(one.markets)})"
    return f"{place}, as of {one.as_of.isoformat()}; {dates(one)}."


def dates(one: Assessment) -> str:
    """The days that choose the law: of placing on the market, and of first use where it is stated or asked for."""
    used = f"; in service from: {one.in_service}" if one.in_service else ""
    return f"placed on the market: {one.placed}{used}"


def answer(one: Assessment) -> str:
    """The answer in one sentence. Zero gaps is never more than that."""
    count = len(one.blocking)
    among = f"among the {len(one.results)} encoded requirements"
    if count == 0:
        return f"No blocking gap {among}."
    return f"{count} blocking {'gap' if count == 1 else 'gaps'} {among}."


def readiness(one: Assessment) -> str:
    """The readiness step in one sentence."""
    step = one.step
    return f"Readiness {step.label}, {step.name}; {step.decided} of {step.musts} musts decided."


def counts(one: Assessment) -> str:
    """The six counts and their sum."""
    parts = [f"{count} {VERDICT_WORDS[verdict]}" for verdict, count in one.counts.items()]
    return f"{', '.join(parts)}: {len(one.results)} in all."


def groups(results: Iterable[Result]) -> list[Group]:
    """Group results that wait for the same facts; fails first, then the largest groups."""
    found: dict[object, list[Result]] = {}
    for result in results:
        same = tuple((reason.type, reason.path) for reason in result.reasons)
        key = (result.verdict, same) if same else (result.verdict, result.requirement.id)
        found.setdefault(key, []).append(result)
    grouped = [Group(some[0].verdict, tuple(some)) for some in found.values()]
    return sorted(grouped, key=lambda one: (ORDER.index(one.verdict), -len(one.results)))


def because(result: Result, most: int = 3) -> list[str]:
    """The reasons of a result with their places; those that say the same of several fields are one sentence."""
    found: dict[object, list[Reason]] = {}
    for reason in result.reasons:
        found.setdefault((reason.type, reason.text, reason.place), []).append(reason)
    some = [f"{_of_fields(each, most)}{_whereabouts(each[0].place)}" for each in found.values()]
    more = len(some) - most
    return [*some[:most], *([f"and {more} more {'reason' if more == 1 else 'reasons'}"] if more > 0 else [])]


def _whereabouts(place: Place) -> str:
    """A place in brackets; none for what has no place in the profile, as its whole section is not there."""
    return f" ({at(place)})" if place != Place(place.file) else ""


def _of_fields(reasons: list[Reason], most: int) -> str:
    """A reason said once for its fields, the first few by name."""
    first, more = reasons[0], len(reasons) - most
    paths = ", ".join(reason.path for reason in reasons[:most])
    return f"{first.type}: {paths}{f' and {more} more' if more > 0 else ''} {first.text}"


def advice(results: Iterable[Result]) -> list[str]:
    """What would settle some results: the first two ways, each once, and how many more there are."""
    found = list(dict.fromkeys(_general(result) for result in results if result.settle and not _repeated(result)))
    more = len(found) - MOST_ADVICE
    return [*found[:MOST_ADVICE], *([f"and {more} more, see `compliance plan --all`"] if more > 0 else [])]


def _repeated(result: Result) -> bool:
    """Whether the advice only says to state the fields that the reasons name as not stated."""
    paths = dict.fromkeys(reason.path for reason in result.reasons)
    unstated = all(reason.text == NOT_STATED for reason in result.reasons)
    return unstated and result.settle == f"State {' and '.join(f'`{path}`' for path in paths)}."


def _general(result: Result) -> str:
    """The advice of a result; where it names one point of a checklist, for whatever point there is."""
    point = point_of(result.requirement.row)
    return result.settle.replace(point.advice, "each point") if point and result.reasons else result.settle


def comparison(line: Line) -> str:
    """One comparison in words: what is, what is asked, by how much."""
    text = f"{line.entry}: " if line.entry else ""
    text += f"{line.actual} {line.operator} {line.limit}" if line.operator else "not as asked"
    if line.margin is None:
        return text
    amount = f"{line.margin.value:+.4g} {line.margin.unit}".strip()
    share = "" if line.margin.percent is None else f", {line.margin.percent:+.3g} %"
    return f"{text} (margin {amount}{share}){_sureness(line.conformity)}"


def _sureness(sure: Conformity | None) -> str:
    """The word of ILAC-G8, and how probable it is that the truth meets the limit."""
    if sure is None:
        return ""
    return f"; {sure.word}" + ("" if sure.probability is None else f", {_share(sure.probability)} probable to conform")


def _share(probability: float) -> str:
    """A probability in per cent; never 100 % or 0 %, which no measurement shows."""
    if probability > 0.999:
        return "over 99.9 %"
    return "under 0.1 %" if probability < 0.001 else f"{100 * probability:.1f} %"


def sim_to_real(one: Assessment) -> list[str]:
    """The success rates in simulation beside those on the robot, each pair in one sentence; no verdict rests on it."""
    return [_gap(gap) for gap in one.sim_to_real]


SIM_TO_REAL = "Simulation beside the robot: information, no verdict"


def _gap(gap: Gap) -> str:
    points, ends = 100 * gap.difference, sorted((100 * gap.lower, 100 * gap.upper))
    said = f"{abs(points):.1f} points {'lower' if points >= 0 else 'higher'} on the robot"
    interval = f"{gap.confidence * 100:g} % interval of simulation minus robot: {ends[0]:+.1f} to {ends[1]:+.1f} points"
    return f"{_trials(gap.simulated)} in simulation, {_trials(gap.on_robot)} on the robot: {said} ({interval})"


def _trials(one: Campaign) -> str:
    return f"{one.label} {one.successes} of {one.trials} ({100 * one.rate:.1f} %)"


def marks(result: Result) -> list[str]:
    """Short marks beside a verdict."""
    found = []
    if result.blocks:
        found.append("blocks")
    if result.upcoming:
        found.append("upcoming")
    if result.requirement.basis == "draft":
        found.append("early warning")
    if result.requirement.row["duty_holder"] != "manufacturer":
        found.append(f"for the {result.requirement.row['duty_holder']}")
    if result.provisional:
        found.append(f"provisionally {VERDICT_WORDS[result.provisional]}")
    if result.waived and not result.waived.expires:
        found.append(result.waived.how)
    if result.verified:
        found.append(f"source read by {result.verified.person}")
    if result.alternatives:
        pending = not all(way.accepted for way in result.alternatives)
        found.append("alternative pending" if pending else "alternative accepted")
    return found


def caveats(one: Assessment) -> list[str]:
    """What has to be said beside particular verdicts."""
    ids = " ".join(result.requirement.id for result in one.results)
    found = []
    if "CONTACT" in ids:
        found.append("Contact limits are adult data, not validated for children, frail persons or falls.")
    if any(result.requirement.row["quantified"] for result in one.results):
        found.append(
            "Performance levels: quantified part only; "
            "systematic faults, software and validation are items of their own."
        )
    if any(_approximate(fact) for fact in one.robot.facts.values()):
        share = 100 * one.standard["approximate"]["value"]
        found.append(f"“~” and “about” are taken as {share:g} % either way, an engineering parameter of this encoding.")
    found += [f"The waiver for {old.requirement} ran out on {old.expires} and does nothing." for old in one.lapsed]
    for entry in one.unread:
        what = " ".join(filter(None, (entry.instrument, entry.clause)))
        found.append(f"{entry.person} read {what} on {entry.date}, after the as-of date; that does nothing here.")
    found += tailored(one)
    found += _other_ways(one)
    found += _false_acceptance(one)
    unverified = sum(any(reason.type == "source_unverified" for reason in result.reasons) for result in one.results)
    if unverified:
        rest = "answer rests on a source" if unverified == 1 else "answers rest on sources"
        found.append(f"{unverified} {rest} that nobody has verified; such answers count as open.")
    return found


def _false_acceptance(one: Assessment) -> list[str]:
    """How likely it is that some measured pass is wrong, said once for the whole run."""
    passed = [line for result in one.results if result.verdict == "pass" for line in result.lines]
    stated = [line.conformity.probability for line in passed if line.conformity]
    risks = [1 - probability for probability in stated if probability is not None]
    if not risks:
        return []
    bound = min(sum(risks), 1.0)
    if len(risks) == 1:
        return [f"1 measured comparison passes; the risk that it does so wrongly is {_share(bound)}."]
    risk = f"the risk that at least one of them does so wrongly is {_share(bound)} at most"
    return [f"{len(risks)} measured comparisons pass; {risk}, the sum of the single risks."]


def tailored(one: Assessment) -> list[str]:
    """What the buyer's target excludes and accepts of the requirements looked at, each with the buyer's reason."""
    found = []
    for result in one.results:
        id_ = result.requirement.id
        if id_ in one.target.excludes:
            below = VERDICT_WORDS[result.waived.verdict if result.waived else result.verdict]
            found.append(f"{id_} is excluded by the buyer: {one.target.excludes[id_]}; underneath: {below}.")
        if id_ in one.target.accepts:
            other = one.target.accepts[id_]
            methods, instead = " or ".join(other["methods"]), " or ".join(other["instead_of"])
            found.append(f"{id_}: the buyer accepts {methods} as proof instead of {instead}: {other['reason']}.")
    return found


def _other_ways(one: Assessment) -> list[str]:
    """The alternatives that the profile argues for, beside verdicts that they do not change."""
    argued = [(result.requirement.id, way) for result in one.results for way in result.alternatives]
    found = []
    for id_, way in argued:
        state = f"accepted by {way.assessor or 'nobody named'}" if way.accepted else "not accepted yet"
        found.append(f"{id_}: the profile argues for another way, “{way.measure}”, {state}; the verdict stays.")
    return found


def _approximate(fact: Fact) -> bool:
    return any(statement.form == "approximate" for statement in fact.live)


def heading(one: Assessment) -> str:
    """The robot's name with its maker and variant, as the profile states them."""
    known = {name: one.robot.facts.get(f"robot.{name}") for name in ("maker", "name", "variant")}
    said = {name: fact.live[0].text for name, fact in known.items() if fact and fact.live}
    variant = f", {said.pop('variant')}" if "variant" in said else ""
    return (" ".join(said.values()) or one.robot.file) + variant + (" (a fictional robot)" if fictional(one) else "")


def fictional(one: Assessment) -> bool:
    """Whether the profile says that its robot does not exist."""
    return bool(one.robot.plain.get("fictional") == "true")


def stop_behaviours(one: Assessment) -> list[tuple[str, str]]:
    """What the robot does for each cause of stopping, beside any stop verdict.

    Shown unless the profile says that the robot is stable without power: an emergency stop that removes
    power makes a balancing robot fall, so no stop verdict may stand alone.
    """
    stable = one.robot.facts.get("morphology.stable_without_power")
    if stable and stable.live and all(statement.value is True for statement in stable.live):
        return []
    if not any(set(STOP_FACTS) & set(result.requirement.row["reads"]) for result in one.results):
        return []
    return [(cause.replace("_", " "), _behaviour(one, cause)) for cause in STOP_CAUSES]


def _behaviour(one: Assessment, cause: str) -> str:
    listed = one.robot.lists.get("stops")
    said = []
    for item in listed.items if listed else ():
        causes, behaviour = item.facts.get("cause"), item.facts.get("behaviour")
        if causes and behaviour and any(cause in statement.value for statement in causes.live):
            said += [statement.text for statement in behaviour.live]
    return " | ".join(said) or "not stated"
