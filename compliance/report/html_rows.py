"""The rows of the HTML report: as much on each requirement as its verdict needs, and nothing twice.

What is switched off takes one line. What waits for data says what is asked, what is missing and what settles it; what
has an answer also shows its rule, facts and comparisons. A text that stood on the page before is linked, not repeated.
"""

from typing import Any, NamedTuple

from compliance.assess import Assessment, Reason, Result
from compliance.assess.judge import proof_asked
from compliance.assess.reasons import NOT_STATED
from compliance.assess.results import Line, Margin, Shown
from compliance.catalogue import Instrument
from compliance.errors import Place
from compliance.report import digest
from compliance.report.plain import keyword

SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
BARS = {1: "as stated", 2: "with evidence on file", 3: "with the proof asked", 4: "with the attestation asked"}
TRUTHS = {True: "holds", False: "does not hold", None: "open"}
MOST = 40  # entries of one requirement that are shown; a profile may list thousands
ABSENT = ("missing", "applicability")  # reasons for which there is nothing to compare
NAMED = 3  # missing facts that a row names before its details are opened
HALF = 60  # half the width of a margin bar, for a margin as large as the limit itself


class Drawn(NamedTuple):
    """A margin bar: where it starts, how long it is, and what it says to those who do not see it."""

    start: float
    length: float
    hue: str
    title: str
    about: str


class Entry(NamedTuple):
    """One comparison in words, with its margin bar where a margin means something."""

    text: str
    truth: str
    drawn: Drawn | None


class Why(NamedTuple):
    """Reasons that differ only in the entry of a list they are about."""

    type: str
    path: str
    text: str
    place: Place


class Row(NamedTuple):
    """One requirement as a table row and its details.

    `cited` is the address its source was read at, by the anchor in the table of documents. `gap` is the number of the
    gap on the first page that says what settles it; `settle` says it here, unless the row `as_for` said the same.
    `proof` is the number of its proof in the list of proofs, 0 where a statement is enough.
    """

    result: Result
    number: str
    cited: str
    keyword: str
    marks: list[str]
    brief: Entry
    proof: int
    gap: int
    settle: str
    as_for: str
    answered: bool
    facts: tuple[Shown, ...]
    lines: list[Entry]
    reasons: list[Why]
    answers: str


class Rows:
    """Makes the rows of one robot, and remembers what the page has said."""

    def __init__(self, one: Assessment, groups: list[digest.Group]) -> None:
        self.one = one
        self.proofs: dict[str, int] = {}
        self.addresses: dict[str, dict[str, str]] = {}
        self._gaps = {
            result.requirement.id: number for number, group in enumerate(groups, 1) for result in group.results
        }
        self._said: dict[str, str] = {}

    def row(self, result: Result) -> Row:
        """The row of one result."""
        requirement, gap = result.requirement, self._gaps.get(result.requirement.id, 0)
        answered = not _waits(result) and result.verdict != "not_applicable"
        brief, briefed = _brief(result)
        settle = "" if gap or (briefed and _only_names(result)) else result.settle
        as_for = self._said.setdefault(settle, requirement.id) if settle else ""
        return Row(
            result,
            cited(self.one.instruments[requirement.instrument]),
            self._address(result),
            keyword(requirement.keyword, requirement.basis),
            digest.marks(result),
            brief,
            self._proof(result) if requirement.bar > 1 else 0,
            gap,
            settle if as_for == requirement.id else "",
            as_for if as_for != requirement.id else "",
            answered,
            result.shown if answered else (),
            [_entry(line) for line in _lines(result)] if answered else [],
            [] if briefed else grouped(result.reasons),
            _answers(result) if answered else "",
        )

    def _proof(self, result: Result) -> int:
        asked = proof_asked(result.requirement.row)
        return self.proofs.setdefault(asked, len(self.proofs) + 1)

    def _address(self, result: Result) -> str:
        """The anchor of a document's entry, or of the further address at which this requirement's clause was read."""
        requirement = result.requirement
        url = requirement.row["source"]["url"]
        if not url or url == self.one.instruments[requirement.instrument].row["url"]:
            return f"d-{requirement.instrument}"
        read_at = self.addresses.setdefault(requirement.instrument, {})
        return read_at.setdefault(url, f"d-{requirement.instrument}-{len(read_at) + 1}")


def _waits(result: Result) -> bool:
    """Whether a result only waits for facts that are not there: nothing of it can be compared yet."""
    return result.verdict == "needs_evidence" and all(reason.type in ABSENT for reason in result.reasons)


def _only_names(result: Result) -> bool:
    """Whether what settles a result is to state the facts that are missing, which its row names anyway."""
    paths = dict.fromkeys(f"`{reason.path}`" for reason in result.reasons if reason.path)
    return result.settle == f"State {' and '.join(paths)}."


def _lines(result: Result) -> list[Line]:
    """The comparisons that say more than the row and the reasons do, what does not hold first."""
    decided = [line for line in result.lines if line.truth is not None]
    if result.verdict == "pass" or (len(decided) == 1 and _telling(result) is not None):
        return []
    return sorted(decided, key=lambda line: line.truth is True)


def grouped(reasons: tuple[Reason, ...]) -> list[Why]:
    """Reasons of which many are alike, each kind once: of a list, the entries that it is about."""
    found: dict[tuple[str, str, str, str], list[Reason]] = {}
    for reason in reasons:
        before, _, rest = reason.path.partition("[")
        after = rest.partition("]")[2]
        key = (reason.type, reason.text, before, after if rest else "")
        found.setdefault(key, []).append(reason)
    return [
        Why(some[0].type, _path(before, after, some), text, some[0].place)
        for (_, text, before, after), some in found.items()
    ]


def _path(before: str, after: str, some: list[Reason]) -> str:
    """The path of alike reasons, with the ids of all entries in one pair of brackets."""
    if len(some) == 1:
        return some[0].path
    ids = [reason.path.partition("[")[2].partition("]")[0] for reason in some]
    return f"{before}[{', '.join(ids)}]{after}"


def _answers(result: Result) -> str:
    """The answer at each bar, where they differ."""
    if len({truth for _, truth in result.answers}) < 2:
        return ""
    return "; ".join(f"{BARS[bar]}: {TRUTHS[truth]}" for bar, truth in result.answers)


def _entry(line: Line) -> Entry:
    return Entry(compared(line), TRUTHS[line.truth] if line.operator else "", _drawn(line.margin))


def cited(instrument: Instrument) -> str:
    """The number of a document, with its edition unless the number tells it."""
    edition = instrument.row["edition"]
    return f"{instrument.number} ({edition})" if edition and edition not in instrument.number else instrument.number


def _telling(result: Result) -> Line | None:
    """The one comparison to show in a row: what fails without a margin, else the one with the least margin."""
    bare = [line for line in result.lines if line.truth is False and line.margin is None]
    measured = [line for line in result.lines if line.margin]
    return bare[0] if bare else min(measured, key=_spare, default=None)


def _spare(line: Line) -> float:
    assert line.margin  # noqa: S101 - chosen for it
    return line.margin.value if line.margin.percent is None else line.margin.percent


def compared(line: Line) -> str:
    """One comparison in words, with printed signs; an entry without a single comparison says whether it holds."""
    if not line.operator:
        return f"{line.entry}: {TRUTHS[line.truth]}"
    return digest.comparison(line._replace(operator=SIGNS.get(line.operator, line.operator)))


def _brief(result: Result) -> tuple[Entry, bool]:
    """The last cell of a row: who waived it, why it is open, or how far it is from its limit; whether that is all."""
    if result.waived:
        return Entry(result.waived.how, "", None), False
    if result.excluded_by:
        facts = "; ".join(f"{fact.path} = {fact.text}" for fact in result.excluded_by[:NAMED])
        return Entry(f"{facts}{_more(len(result.excluded_by))}", "", None), True
    if result.reasons:
        return _named(result)
    line = _telling(result)
    if line is None:
        return Entry("", "", None), True
    among = f"; worst of {len(result.lines)}" if len(result.lines) > 1 else ""
    return Entry(f"{compared(line)}{among}", "", _drawn(line.margin)), True


def _named(result: Result) -> tuple[Entry, bool]:
    """What is open, by name; all of it where only a few facts are missing."""
    first = result.reasons[0]
    alike = [reason for reason in result.reasons if reason.type == first.type and reason.path]
    paths = ", ".join(reason.path for reason in alike[:NAMED])
    shown = len(alike[:NAMED]) or 1
    text = f"{first.type.replace('_', ' ')}{f': {paths}' if paths else ''}{_more(len(result.reasons), shown)}"
    plain = all(reason.text == NOT_STATED for reason in result.reasons)
    return Entry(text, "", None), plain and shown == len(result.reasons)


def _more(count: int, shown: int = NAMED) -> str:
    return f" and {count - shown} more" if count > shown else ""


def _drawn(margin: Margin | None) -> Drawn | None:
    """A bar to the right for what is to spare, to the left for what is lacking; full at the limit's own size."""
    if margin is None or margin.percent is None:
        return None
    share = min(abs(margin.percent) / 100, 1.0)
    length = round(max(share * HALF, 1.0), 1)
    good = margin.percent >= 0
    over = "; more than the bar can show" if abs(margin.percent) > 100 else ""
    about = f"{abs(margin.percent):.3g} % of the limit {'to spare' if good else 'lacking'}{over}"
    title = f"Margin {margin.value:+.4g} {margin.unit}".rstrip()
    return Drawn(HALF if good else HALF - length, length, "#3f6b8a" if good else "#a4372c", title, about)


def settled(group: digest.Group) -> dict[Any, list[Result]]:
    """What would settle a gap, each with the results it would settle, in the order of the group."""
    found: dict[Any, list[Result]] = {}
    for result in group.results:
        found.setdefault(result.settle, []).append(result)
    return found
