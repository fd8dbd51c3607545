"""The HTML report: one file that asks for nothing, escapes everything, and never looks like a certificate."""

import base64
import datetime
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import escape

from compliance import api
from compliance.assess import Reason
from compliance.errors import Place
from compliance.report.html_rows import grouped
from compliance.report.plain import VERDICT_WORDS

DAY = datetime.date(2026, 11, 21)
G1 = str(Path(api.data_folder("profiles")) / "unitree-g1.yaml")
VERDICTS = ("pass", "fail", "needs evidence", "not applicable", "waived", "error")
FORBIDDEN = re.compile(r"\b(safe|compliant|certified|approved|deployable)\b|合规|已认证", re.IGNORECASE)
VOID = {"meta", "br", "hr"}
QUOTED = {"q", "cite", "bdi", "code", "samp", "style", "title"}  # titles, names and quotations are others' words

FICTIONAL = """\
profile: 1
fictional: true
robot: {name: Exemplar, maker: Nowhere, variant: B}
use: {users: [adults_trained], contact: foreseeable, environments: [indoor, industrial], wireless_control: false}
morphology: {stable_without_power: false, mass: 52 kg, running_speed: 3 m/s}
power:
  {battery_mass: 6 kg, battery_use: industrial,
   runtime: {value: 1.6 h, at: {load: 5 kg, activity: working}, source: sheet}}
emissions: {sound_pressure_level: 62 dB(A)}
contacts:
  - {id: c1, area: chest, mode: transient, planned: false, peak_force: {value: 210 N, U: 4 N, k: 2}}
  - {id: c2, area: chest, mode: transient, planned: false, peak_force: {value: 420 N, U: 4 N, k: 2}}
stops: [{id: s1, cause: command, behaviour: sits down}]
sources: [{id: sheet, title: Data sheet 7, url: "https://example.org/sheet?a=1&b=2"}]
complete: [contacts, use.users]
"""

HOSTILE = """\
profile: 1
robot:
  maker: "<script>alert(1)</script>\\u202Eevil {{ 7 * 7 }}"
  name: MANY
stops: [{id: s1, cause: command, behaviour: "</main><iframe src='//x'>"}]
use: {users: [adults_trained], contact: foreseeable}
power:
  runtime:
    - {value: 1 h, at: {load: 5 kg, activity: working}, source: evil}
    - {value: 3 h, at: {load: 5 kg, activity: working}, source: quote}
sources:
  - {id: evil, title: "<img onerror=alert(1)>", url: "javascript:alert(1)"}
  - {id: quote, title: "\\" onclick=\\"x", url: "https://x/\\" onmouseover=\\"alert(1)"}
""".replace("MANY", "W" * 10_000)


class Page(HTMLParser):
    """A page as a reader's program sees it. Raises AssertionError for tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what stands in it."""
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append((tag, f"{tag}.{found.get('class', '')}"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes inside a drawing close themselves."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Hold every end to its start."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep a text with the elements around it."""
        self.texts.append((tuple(name for _, name in self.open), data))

    def text(self, inside: str) -> str:
        """All text inside elements called `tag.class`."""
        return " ".join(data for around, data in self.texts if inside in around)

    def values(self, attribute: str) -> list[str]:
        """All values of an attribute."""
        return [found[attribute] for _, found in self.tags if attribute in found]

    @property
    def own_words(self) -> str:
        """The text without quotations, names and titles."""
        own = [data for around, data in self.texts if not QUOTED & {name.partition(".")[0] for name in around}]
        return " ".join([*own, *self.values("aria-label")])


def assessed(path: str, *waivers: api.Waiver) -> api.Assessment:
    """A robot held against the factory target."""
    catalogue = api.load_standard()
    target = api.find_target(catalogue, "automotive-factory")
    return api.assess(catalogue, api.load_robot(path, catalogue), target, ["cn", "eu"], DAY, waivers)


@pytest.fixture(scope="module")
def robots(tmp_path_factory: pytest.TempPathFactory) -> list[api.Assessment]:
    """A real robot, a fictional one with all kinds of verdicts, and a hostile profile."""
    folder = tmp_path_factory.mktemp("html")
    fictional, hostile = folder / "fictional.yaml", folder / "<u>&hostile.yaml"
    fictional.write_text(FICTIONAL, "utf-8")
    hostile.write_text(HOSTILE, "utf-8")
    waivers = folder / "waivers.yaml"
    waivers.write_text(
        "- {requirement: P5-RUNTIME-001, reason: two take turns, owner: A. Buyer, expires: 2027-06-30}\n"
    )
    waived = assessed(str(fictional), *api.load_waivers(str(waivers)))
    return [assessed(G1), assessed(str(fictional)), waived, assessed(str(hostile))]


@pytest.fixture(scope="module", params=[0, 1, 2, 3, None], ids=["real", "fictional", "waived", "hostile", "all"])
def shown(request: pytest.FixtureRequest, robots: list[api.Assessment]) -> tuple[list[api.Assessment], str]:
    """Each robot's report, and one report on all of them."""
    chosen = robots if request.param is None else [robots[request.param]]
    return chosen, api.render(chosen, "html")


Shown = tuple[list[api.Assessment], str]


def test_the_page_nests_and_its_anchors_are_found(shown: Shown) -> None:
    """Every tag closes, every id is unique, every link inside the page leads somewhere."""
    page = Page(shown[1])
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)


def test_the_page_asks_for_nothing(shown: Shown) -> None:
    """No script, no outside resource, no inline handler; links to sources tell nobody where they come from."""
    page = Page(shown[1])
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    for tag, found in page.tags:
        assert not [name for name in found if name.startswith("on") or name in ("src", "style", "srcset")]
        if not found.get("href", "#").startswith("#"):
            assert tag == "a"
            assert re.match(r"https?://[^\s\"<>]+$", found["href"])
            assert found["rel"] == "noreferrer"
    assert "url(" not in page.text("style.")


def test_the_policy_lets_only_the_own_style_through(shown: Shown) -> None:
    """Whatever slipped into the page could neither run nor load anything."""
    style = re.search("<style>(.*?)</style>", shown[1], re.DOTALL)
    assert style is not None
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = Page(shown[1]).values("content")[0]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{hashed}'")


def test_hostile_text_is_shown_not_run(robots: list[api.Assessment]) -> None:
    """Markup is escaped, direction marks become visible, endless names are cut, templates stay text."""
    html = api.render([robots[3]], "html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202eevil" in html
    assert "&lt;img onerror=alert(1)&gt;" in html
    assert "&lt;u&gt;&amp;hostile.yaml" in html
    assert "\u202e" not in html
    assert "W" * 400 not in html
    assert "{{ 7 * 7 }}" in html
    assert "javascript:" not in "".join(Page(html).values("href"))


def test_the_notice_stands_in_both_languages(shown: Shown) -> None:
    """It cannot be switched off, and it is the first thing said about each robot."""
    page = Page(shown[1])
    notices = " ".join(page.text("aside.notice").split())
    assert notices.count("This is a gap report, not a certificate.") == len(shown[0])
    assert notices.count("本文件是差距报告，不是证书。") == len(shown[0])
    assert shown[1].index("not a certificate") < shown[1].index('class="answer"')


def test_the_counts_add_up(shown: Shown) -> None:
    """The six counts sum to the number selected, and to the rows."""
    page = Page(shown[1])
    numbers = [int(number) for number in re.findall(r"\d+", page.text("ul.counts"))]
    groups = [numbers[start : start + 7] for start in range(0, len(numbers), 7)]
    assert [(sum(group[:6]), group[6]) for group in groups] == [(len(one.results),) * 2 for one in shown[0]]
    verdicts = [found["class"] for tag, found in page.tags if tag == "td" and found.get("class") in VERDICT_WORDS]
    assert len(verdicts) == sum(len(one.results) for one in shown[0])


def test_every_requirement_has_a_row(shown: Shown) -> None:
    """With its verdict as a mark and a word."""
    ids = set(Page(shown[1]).values("id"))
    for number, one in enumerate(shown[0], 1):
        assert {f"r{number}-{result.requirement.id}" for result in one.results} <= ids


def test_forbidden_words_stay_away(shown: Shown) -> None:
    """No report says what only others may say."""
    assert FORBIDDEN.findall(Page(shown[1]).own_words) == []
    marked = ("span.v", *(f"td.{name}" for name in VERDICT_WORDS))
    said = {data.strip() for around, data in Page(shown[1]).texts if around and around[-1].startswith(marked)}
    assert said <= {"", *VERDICTS}


def test_a_margin_is_drawn_and_described(robots: list[api.Assessment]) -> None:
    """A bar for what is lacking says the same in words."""
    html = api.render([robots[1]], "html")
    assert "<title>Margin -0.4 h</title><desc>20 % of the limit lacking</desc>" in html
    assert html.count('<svg role="img"') == html.count("</desc>")


def test_a_waiver_shows_who_and_what_is_underneath(robots: list[api.Assessment]) -> None:
    """A waived gap stays a visible gap."""
    assert 'two take turns</q>; underneath: <span class="v fail">' in api.render([robots[2]], "html")


def test_two_runs_give_the_same_bytes(robots: list[api.Assessment]) -> None:
    """Nothing of now and no order of sets comes into the page."""
    assert api.render(robots, "html") == api.render(robots, "html")


def test_several_robots_have_a_contents_list(robots: list[api.Assessment]) -> None:
    """Each robot is a section of its own."""
    page = Page(api.render(robots, "html"))
    assert [tag for tag, _ in page.tags].count("article") == len(robots)
    assert {f"#r{number}" for number in range(1, len(robots) + 1)} <= set(page.values("href"))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_can_be_read(scheme: int) -> None:
    """Contrast of at least 4.5 to 1 on the page and on its panels (WCAG 2.2, 1.4.3)."""
    style = (Path(api.data_folder("reports")) / "html/style.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#\w+)", re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]))
    for name in ("ink", "quiet", "link", "pass", "fail", "open", "waived", "error"):
        for ground in ("paper", "panel"):
            lighter, darker = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, f"{name} on {ground}"


def luminance(colour: str) -> float:
    """Relative luminance of a colour written #rrggbb or #rgb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_is_switched_off_takes_one_line(robots: list[api.Assessment]) -> None:
    """With the fact that decided it, and nothing to open."""
    html = api.render([robots[1]], "html")
    off = [result for result in robots[1].results if result.excluded_by]
    assert off
    for result in off:
        row = re.search(rf'<tr id="r1-{result.requirement.id}">.*?</tr>', html, re.DOTALL)
        assert row is not None
        assert "<details>" not in row[0]
        assert result.requirement.title["en"] in row[0]
        assert result.excluded_by[0].path in row[0]


def test_a_sentence_that_settles_several_stands_once(shown: Shown) -> None:
    """Beside the ids it settles, or where it was said first; every blocking row leads to its gap."""
    page = Page(shown[1])
    said = re.findall(r'<p class="settle">(?!as for)(.*?)</p>', shown[1])
    gaps = re.findall(r'<li id="r\d+-gap-\d+">', shown[1])
    assert len(said) < sum(bool(result.settle) for one in shown[0] for result in one.results)
    links = [found for found in page.values("href") if "-gap-" in found]
    assert len(links) == sum(len(one.blocking) for one in shown[0])
    assert len(set(links)) == len(gaps)


def test_every_settling_sentence_is_there(shown: Shown) -> None:
    """Said once or linked, none is left out but a bare `State …` of facts that the row names as missing."""
    said = {re.sub(r"<.*?>", "", text) for text in re.findall(r'<p class="settle">(.*?)</p>', shown[1])}
    for one in shown[0]:
        for result in one.results:
            settled = not result.settle or escape(result.settle.replace("`", "")) in said
            named = ", ".join(dict.fromkeys(reason.path for reason in result.reasons))
            assert settled or escape(named) in shown[1], result.settle


def test_a_requirement_costs_few_bytes(robots: list[api.Assessment]) -> None:
    """A report on many requirements can still be mailed and read: well below a kilobyte for each."""
    for one in robots[:2]:
        html = api.render([one], "html")
        rows = html[html.index('<section class="pillar">') : html.rindex("<h3>Instruments cited</h3>")]
        assert len(rows.encode()) < 1000 * len(one.results)


def test_alike_reasons_are_one() -> None:
    """Of a list with the same thing missing in many entries, the entries are named once."""
    here = Place("r.yaml", 3, 1)
    many = tuple(Reason("missing", f"joints[{name}].mass", "not stated", here) for name in ("hip", "knee"))
    other = Reason("missing", "power.mass", "not stated", here)
    assert [why.path for why in grouped((*many, other))] == ["joints[hip, knee].mass", "power.mass"]
