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
from compliance.assess import Assessment
from compliance.assess.readiness import STEPS, Step
from compliance.errors import Place
from compliance.report import baseline_words, digest
from compliance.report.html_rows import MOST, Row, Rows, cited, compared, grouped, settled
from compliance.report.plain import VERDICT_WORDS, at, clean
from compliance.source.files import data_folder

MARKS = {"pass": "✓", "fail": "✗", "needs_evidence": "?", "not_applicable": "–", "waived": "~", "error": "!"}
MEANINGS = {
    "pass": "the requirement holds with the proof it asks for",
    "fail": "it does not hold, on the data declared or proven",
    "needs_evidence": "the data or the proof leave it open; the reasons say what would settle it",
    "not_applicable": "declared facts switch it off; each of them is listed on the first page",
    "waived": "a named person accepts the gap until a date; the verdict underneath stays visible",
    "error": "the check itself broke; nothing was decided",
}
LONGEST = 4000  # for the standard's own texts, which are sentences and formulas rather than names
FEW = 5  # results that the same step settles and that are listed with their titles; the rows have the titles, too
_LINK = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)
_CODE = re.compile("`([^`]*)`")
_INDENT = re.compile(r"\n\s*")


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
    proofs: dict[str, int]
    addresses: dict[str, dict[str, str]]


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
    environment.filters.update(
        code=_code, long=_long, link=_link, words=_words, at=at, here=_here, host=_host, lead=_lead
    )
    environment.globals.update(
        digest=digest, compared=compared, cited=cited, settled=settled, grouped=grouped, marks=MARKS,
        verdicts=VERDICT_WORDS, meanings=MEANINGS, steps=STEPS, most=MOST, few=FEW, version=__version__,
        baseline=baseline_words,
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


def _here(place: Place, one: Assessment) -> str:
    """A place as printed; in the profile itself only line and column, since the page names the profile."""
    return f"{place.line}:{place.column}" if place.file == one.robot.file and place.line else at(place)


def _link(url: str | None) -> str:
    """The address if it may be a link: http(s), one word, nothing hidden in it. Else nothing."""
    return url if url and len(url) < LONGEST and _LINK.fullmatch(url) and clean(url, LONGEST) == url else ""


def _lead(text: str, stop: str) -> tuple[Markup, Markup]:
    """The first sentence, and the rest."""
    first, found, rest = text.partition(stop)
    return _long(first + found.rstrip()), _long(rest)


def _host(url: str) -> str:
    """The host of an address, to name it by."""
    return url.partition("://")[2].partition("/")[0] or url


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
    said_by = {fact.source for result in one.results for fact in result.shown[:MOST]}
    known = [name for name in one.robot.sources if name in said_by]
    sources = {name: number for number, name in enumerate(known, 1)}
    groups = digest.groups(one.blocking)
    rows = Rows(one, groups)
    pillars = [_pillar(one, pillar, rows) for pillar in one.standard["pillars"]]
    return Page(prefix, one, groups, pillars, sources, rows.proofs, rows.addresses)


def _pillar(one: Assessment, pillar: Any, rows: Rows) -> Pillar:
    results = [result for result in one.results if result.requirement.pillar == pillar["id"]]
    counts = dict.fromkeys(one.counts, 0)
    for result in results:
        counts[result.verdict] += 1
    made = [rows.row(result) for result in sorted(results, key=lambda result: result.requirement.id)]
    return Pillar(pillar["id"], pillar["name"], one.steps[pillar["id"]], counts, made)
