"""The report as one HTML page for labs, buyers and regulators: no script, nothing fetched, one file."""

import base64
import hashlib
import os
import re
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.judge import proof_asked
from compliance.assess.readiness import STEPS, Step
from compliance.assess.results import Line, Margin
from compliance.catalogue import Instrument
from compliance.report import baseline_words, digest
from compliance.report.plain import VERDICT_WORDS, at, clean, keyword
from compliance.source.files import data_folder

MARKS = {"pass": "✓", "fail": "✗", "needs_evidence": "?", "not_applicable": "–", "waived": "~", "error": "!"}
SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
BARS = {1: "as stated", 2: "with evidence on file", 3: "with the proof asked", 4: "with the attestation asked"}
TRUTHS = {True: "holds", False: "does not hold", None: "open"}
MEANINGS = {
    "pass": "the requirement holds with the proof it asks for",
    "fail": "it does not hold, on the data declared or proven",
    "needs_evidence": "the data or the proof leave it open; the reasons say what would settle it",
    "not_applicable": "declared facts switch it off; each of them is listed on the first page",
    "waived": "a named person accepts the gap until a date; the verdict underneath stays visible",
    "error": "the check itself broke; nothing was decided",
}
LONGEST = 4000  # for the standard's own texts, which are sentences and formulas rather than names
MOST = 40  # entries of one requirement that are shown; a profile may list thousands
HALF = 60  # half the width of a margin bar, for a margin as large as the limit itself
_LINK = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)
_CODE = re.compile("`([^`]*)`")
_INDENT = re.compile(r"\n\s*")


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


class Row(NamedTuple):
    """One requirement as a table row and its details."""

    result: Result
    number: str
    url: str
    keyword: str
    marks: list[str]
    brief: Entry
    lines: list[Entry]
    answers: str
    proof: str


class Pillar(NamedTuple):
    """One pillar with its step, its six counts and its rows."""

    id: str
    name: dict[str, str]
    step: Step
    counts: dict[str, int]
    rows: list[Row]


class Page(NamedTuple):
    """Everything shown about one robot. `prefix` keeps the anchors of several robots apart."""

    prefix: str
    one: Assessment
    groups: list[digest.Group]
    pillars: list[Pillar]
    sources: dict[str, int]


def render(assessments: "tuple[Assessment, ...]") -> str:
    """Render assessments as one self-contained page."""
    folder = os.path.join(data_folder("reports"), "html")
    style = _squeezed(_read(os.path.join(folder, "style.css")))
    pages = [_page(one, f"r{number}") for number, one in enumerate(assessments, 1)]
    template = _environment(folder).get_template("report.html.j2")
    return _squeezed(template.render(pages=pages, style=Markup(style), policy=_policy(style)))  # noqa: S704 - our own file


@cache
def _environment(folder: str) -> Environment:
    """Escape everything; make control characters visible and cut endless names unless a template says otherwise."""
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    environment.filters.update(code=_code, long=_long, link=_link, words=_words, at=at, lead=_lead)
    environment.globals.update(
        digest=digest, compared=compared, cited=cited, marks=MARKS, verdicts=VERDICT_WORDS, meanings=MEANINGS,
        steps=STEPS, most=MOST, version=__version__, baseline=baseline_words,
    )  # fmt: skip
    return environment


def _shown(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _long(text: str) -> Markup:
    """A text of the standard's own, which may be longer than a name."""
    return escape(clean(text, LONGEST))


def _code(text: str) -> Markup:
    """A sentence in which `backticks` mark what stands in a file."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(_long(text))))  # noqa: S704 - escaped before


def _words(name: str) -> str:
    return name.replace("_", " ")


def _link(url: str | None) -> str:
    """The address if it may be a link: http(s), one word, nothing hidden in it. Else nothing."""
    return url if url and len(url) < LONGEST and _LINK.fullmatch(url) and clean(url, LONGEST) == url else ""


def _lead(text: str, stop: str) -> tuple[Markup, Markup]:
    """The first sentence, and the rest."""
    first, found, rest = text.partition(stop)
    return _long(first + found.rstrip()), _long(rest)


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def _squeezed(text: str) -> str:
    """Without the templates' indentation, which would be a third of the page."""
    return _INDENT.sub("\n", text).strip() + "\n"


def _policy(style: str) -> str:
    """A policy that lets the page show its own style and nothing else, whatever slipped into it."""
    digested = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digested}'; base-uri 'none'; form-action 'none'"


def _page(one: Assessment, prefix: str) -> Page:
    cited = {fact.source for result in one.results for fact in result.shown[:MOST]}
    known = [name for name in one.robot.sources if name in cited]
    sources = {name: number for number, name in enumerate(known, 1)}
    pillars = [_pillar(one, pillar) for pillar in one.standard["pillars"]]
    return Page(prefix, one, digest.groups(one.blocking), pillars, sources)


def _pillar(one: Assessment, pillar: Any) -> Pillar:
    results = [result for result in one.results if result.requirement.pillar == pillar["id"]]
    counts = dict.fromkeys(one.counts, 0)
    for result in results:
        counts[result.verdict] += 1
    rows = [_row(one, result) for result in sorted(results, key=lambda result: result.requirement.id)]
    return Pillar(pillar["id"], pillar["name"], one.steps[pillar["id"]], counts, rows)


def _row(one: Assessment, result: Result) -> Row:
    requirement = result.requirement
    instrument = one.instruments[requirement.instrument]
    lines = sorted(result.lines, key=lambda line: (False, None, True).index(line.truth))
    return Row(
        result,
        cited(instrument),
        requirement.row["source"]["url"] or instrument.row["url"],
        keyword(requirement.keyword, requirement.basis),
        digest.marks(result),
        _brief(result),
        [_entry(line) for line in lines[:MOST]],
        "; ".join(f"{BARS[bar]}: {TRUTHS[truth]}" for bar, truth in result.answers),
        "A statement in the profile is enough." if requirement.bar == 1 else proof_asked(requirement.row),
    )


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


def _brief(result: Result) -> Entry:
    """The last cell of a row: who waived it, why it is open, or how far it is from its limit."""
    if result.waived:
        return Entry(f"waived by {result.waived.owner} until {result.waived.expires}", "", None)
    if result.reasons:
        first, more = result.reasons[0], len(result.reasons) - 1
        about = f": {first.path}" if first.path else ""
        return Entry(f"{_words(first.type)}{about}{f' and {more} more' if more else ''}", "", None)
    line = _telling(result)
    if line is None:
        return Entry("", "", None)
    among = f"; worst of {len(result.lines)}" if len(result.lines) > 1 else ""
    return Entry(f"{compared(line)}{among}", "", _drawn(line.margin))


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
