"""Every format: read as its consumers read it, hostile text stays text, the notice is in it, the same bytes twice."""

import json
import re
import textwrap
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
import yaml
from conftest import DAY, Desk
from consumers import CONSUMERS, FIXTURES, HIDDEN, check_code_quality
from folding import unfolded
from hypothesis import given
from hypothesis import strategies as st

from compliance import api
from compliance.report.github_format import command
from compliance.report.markdown_format import LONGEST, fitted
from compliance.report.plain import VERDICT_WORDS, clean
from compliance.report.text_format import wrap

PROFILES = Path(api.data_folder("profiles"))
SHIPPED = sorted([*PROFILES.glob("*.yaml"), *PROFILES.glob("*/robot.yaml")])
FORMATS = pytest.mark.parametrize("format_", api.FORMATS)
TOKEN = "Zebra"
HOSTILE = {
    "harmless": "",
    "script": "<script>alert(1)</script>",
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "+1+1 -2 @SUM(A1) \t=1",
    "ansi": "\x1b[31mred\x1b[0m\x07\x08",
    "direction": "\u202egnp.exe\u2066\u200f\ufeff",
    "long": "W" * 10_000,
    "command": "::error::forged",
    "old command": "##[add-mask]secret ##vso[task.complete]",
    "escapes": "%0A::error::forged %25 %3A,file=/etc/passwd,line=1",
    "lines": "one\n::error::forged\r\n| a | b |\n# head\n/close\n",
    "table": "a | b \\| c || `x | y` |",
    "ticks": "` `` ``` ```` `<b>` ~~~",
    "xml": "]]> <![CDATA[ &amp; &#0; --> <!-- \ufffe \x00 \"' <?pi?>",
    "links": "[x](javascript:alert(1)) ![y](http://e.example/z) <http://e.example> www.e.example @one #12 GH-3 x@e.eu",
    "folded": "</details></summary><img src=x onerror=alert(1)> &lt; {{ 7 * 7 }} ${x}",
}
ROBOT = {
    "profile": 1,
    "fictional": True,
    "use": {"users": ["adults_trained"], "contact": "foreseeable", "environments": ["indoor", "industrial"]},
    "morphology": {"stable_without_power": False, "mass": "52 kg", "running_speed": "3 m/s"},
    "complete": ["contacts", "use.users"],
}


@pytest.fixture(scope="module")
def shipped() -> list[api.Assessment]:
    """Every profile for one of the targets that come with the standard, every target for some; all for one of them."""
    catalogue = api.load_standard()
    targets = [api.find_target(catalogue, name) for name in catalogue.targets]
    markets = {target.id: list(target.row["markets"]) for target in targets}
    robots = [api.load_robot(str(path), catalogue) for path in SHIPPED]
    pairs = [(robot, targets[index % len(targets)]) for index, robot in enumerate(robots)]
    pairs += [(robots[0], one) for one in targets[1:]]
    return [api.assess(catalogue, robot, one, markets[one.id], DAY) for robot, one in pairs]


def exemplar(
    desk: Desk, text: str, name: str = "robot.yaml", day: Any = DAY, target: str = "automotive-factory"
) -> api.Assessment:
    """A robot with verdicts of all kinds, and a text wherever a profile or a waiver takes words."""
    words = f"{TOKEN} {text}"
    contact = {"area": "chest", "mode": "transient", "planned": False}
    profile = {
        **ROBOT,
        "robot": {"maker": words, "name": words, "variant": text or "B"},
        "power": {"runtime": {"value": "1.6 h", "printed": words, "note": words, "source": "sheet",
                              "at": {"load": "5 kg", "activity": "working"}}},
        "contacts": [{"id": f"c{force}", **contact, "peak_force": f"{force} N"} for force in (210, 420)],
        "stops": [{"id": "s1", "cause": "command", "behaviour": words}],
        "alternatives": [{"id": "a1", "requirement": "P6-ESTOP-001", "measure": words, "assessor": words}],
        "sources": [{"id": "sheet", "title": words, "url": text or "https://example.org"}],
    }  # fmt: skip
    waiver = {"requirement": "P5-RUNTIME-001", "reason": words, "owner": words, "expires": "2027-06-30"}
    waivers = desk.write(json.dumps([waiver]), "waivers.yaml")
    robot = api.load_robot(str(desk.write(json.dumps(profile), name)), desk.catalogue)
    chosen = api.find_target(desk.catalogue, target)
    return api.assess(desk.catalogue, robot, chosen, ["cn", "eu"], day, api.load_waivers(str(waivers)))


@FORMATS
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_stays_text(format_: str, text: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by its consumer, a hostile profile has the shape of a harmless one, and its words are shown."""
    monkeypatch.chdir(desk.folder)
    plain = CONSUMERS[format_](api.render([exemplar(desk, "")], format_))
    rendered = api.render([exemplar(desk, text)], format_)
    found = CONSUMERS[format_](rendered)
    assert found.shape == plain.shape
    assert TOKEN in found.text
    assert not HIDDEN.search(rendered.replace("\r\n", "\n"))
    rendered.encode()
    assert "W" * 9_000 not in rendered or format_ == "json"


@FORMATS
def test_hostile_file_names_stay_text(format_: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a profile's file is somebody's text too."""
    monkeypatch.chdir(desk.folder)
    CONSUMERS[format_](api.render([exemplar(desk, "", "=a%0A::b,c`|d -->]]><x>@y.yaml")], format_))


@FORMATS
def test_every_shipped_profile_and_target(format_: str, shipped: list[api.Assessment]) -> None:
    """One by one as their consumers read them, with the notice, the same bytes twice."""
    for one in shipped:
        rendered = api.render([one], format_)
        text = " ".join(CONSUMERS[format_](rendered).text.split())
        assert "This is a gap report, not a certificate." in text
        assert "Responsibility stays with whoever places" in text
        assert rendered == api.render([one], format_)


@FORMATS
def test_all_robots_in_one_report(format_: str, shipped: list[api.Assessment]) -> None:
    """Many robots are one document; limits hold whatever their number."""
    rendered = api.render(shipped, format_)
    CONSUMERS[format_](rendered)
    if format_ == "markdown":
        assert len(rendered) <= LONGEST


@FORMATS
def test_fictional_robots_are_marked(format_: str, desk: Desk) -> None:
    """In whatever way the format has."""
    assert "fictional" in api.render([exemplar(desk, "")], format_).lower()


def junit(rendered: str) -> dict[str, str]:
    """How each test case ended, by requirement."""
    cases = Tree.fromstring(rendered).iter("testcase")
    return {case.attrib["name"].split()[0]: case[0].tag if len(case) else "passed" for case in cases}


def test_junit_mapping_of_verdicts(shipped: list[api.Assessment], desk: Desk) -> None:
    """As docs/formats.md lists it; what blocks is never green."""
    endings = {"pass": "passed", "fail": "failure", "error": "error", "not_applicable": "skipped", "waived": "skipped"}
    for one in (*shipped, exemplar(desk, "")):
        cases = junit(api.render([one], "junit"))
        for result in one.results:
            wanted = endings.get(result.verdict, "failure" if result.blocks else "skipped")
            assert cases[result.requirement.id] == wanted
            assert not (result.blocks and wanted in ("passed", "skipped"))


def test_skipped_cases_say_why(shipped: list[api.Assessment], desk: Desk) -> None:
    """Which declaration switched it off, who waived it, or what is open."""
    for one in (*shipped, exemplar(desk, "")):
        for skipped in Tree.fromstring(api.render([one], "junit")).iter("skipped"):
            assert re.match(
                r"not applicable: (.* = |what the target says)|waived: .*waived by|open, not blocking: ",
                skipped.attrib["message"],
            )


@pytest.mark.parametrize("case", yaml.safe_load((FIXTURES / "github/vectors.yaml").read_text("utf-8"))["cases"],
                         ids=lambda case: case["id"])  # fmt: skip
def test_workflow_commands_are_escaped_as_github_does(case: dict[str, Any]) -> None:
    """The published vectors."""
    assert command(case["command"], case["message"], **case["properties"]) == case["expected"]


@pytest.mark.parametrize("case", yaml.safe_load((FIXTURES / "gitlab/cases.yaml").read_text("utf-8"))["cases"],
                         ids=lambda case: case["id"])  # fmt: skip
def test_the_check_of_code_quality_reports_decides_the_cases(case: dict[str, Any]) -> None:
    """The rules that reports are held to here are GitLab's."""
    if case["valid"]:
        check_code_quality(case["report"])
    else:
        with pytest.raises((AssertionError, KeyError)):
            check_code_quality(case["report"])


def test_annotations_count_what_they_leave_out(shipped: list[api.Assessment]) -> None:
    """Ten of a kind, the tenth saying how many more there are."""
    for one in shipped:
        errors = [line for line in api.render([one], "github").splitlines() if line.startswith("::error ")]
        more = re.match(r"::error title=(\d+) more", errors[-1]) if errors else None
        assert len(one.blocking) == (len(errors) - 1 + int(more[1]) if more else len(errors))


def test_a_waived_gap_is_no_annotation(desk: Desk) -> None:
    """Who accepted it stands in the other formats."""
    assert "P5-RUNTIME-001" not in api.render([exemplar(desk, "")], "github")


def test_a_comment_is_found_again(desk: Desk, shipped: list[api.Assessment]) -> None:
    """The first line stays the same whatever the results, and differs for another target."""
    first = [api.render([one], "markdown").splitlines()[0] for one in shipped]
    assert len(set(first)) == len(shipped)
    assert re.fullmatch(r"<!-- humanoid-compliance [\w./ -]+ -->", first[0])


def test_a_long_comment_is_cut_and_says_so(shipped: list[api.Assessment]) -> None:
    """What is not shown is counted; the answer and the notice stay, however short the comment has to be."""
    one = shipped[0]
    whole = len(api.render([one], "markdown"))
    for size in (3 * whole // 4, whole // 2, whole // 4):
        text = fitted([one], lambda text, size=size: len(text) <= size)  # type: ignore[misc]
        CONSUMERS["markdown"](text)
        left = re.search(r"\*\*(\d+) more blocking gaps? (?:is|are) not shown", text)
        shown = set(unfolded(text.partition("By pillar")[0]))
        assert len(text) <= size
        assert len(shown) + (int(left[1]) if left else 0) == len(one.blocking)
        assert "Responsibility stays" in text
    assert left
    many = fitted(shipped, lambda text: len(text) <= 60_000)
    robots = re.search(r"\*\*(\d+) more robots are not shown", many)
    assert robots
    assert many.count("Responsibility stays") + int(robots[1]) == len(shipped)


def test_csv_has_a_row_for_each_requirement(shipped: list[api.Assessment]) -> None:
    """And the notice survives sorting and filtering: it is in every row."""
    for one in shipped:
        assert CONSUMERS["csv"](api.render([one], "csv")).shape == len(one.results) + 1
        assert api.render([one], "csv").count("not a certificate") == len(one.results)


@pytest.mark.parametrize("format_", ["sarif", "gitlab"])
def test_fingerprints_know_a_gap_again(format_: str, desk: Desk) -> None:
    """Lines that move, another day and another file name change nothing; another value does."""

    def prints(text: str, name: str = "robot.yaml", day: Any = DAY) -> list[str]:
        path = desk.write(text, name)
        robot = api.load_robot(str(path), desk.catalogue)
        target = api.find_target(desk.catalogue, "automotive-factory")
        one = api.assess(desk.catalogue, robot, target, ["eu"], day)
        rendered = json.loads(api.render([one], format_))
        if format_ == "gitlab":
            return sorted(found["fingerprint"] for found in rendered)
        return sorted(found["partialFingerprints"]["gap/v1"] for found in rendered["runs"][0]["results"])

    text = "profile: 1\nrobot: {name: Walker}\npower: {runtime: {value: 1 h, at: {load: 5 kg, activity: working}}}\n"
    first = prints(text)
    assert len(set(first)) == len(first)
    assert prints("# one\n# two\n" + text) == first
    assert prints(text, "other.yaml") == first
    assert prints(text, day=DAY.replace(month=12)) == first
    changed = set(prints(text.replace("1 h", "90 min"))) - set(first)
    assert 0 < len(changed) < len(first) / 4
    assert not set(prints(text.replace("Walker", "Runner"))) & set(first)


def test_two_profiles_of_one_robot_keep_their_fingerprints_apart(desk: Desk) -> None:
    """GitLab refuses a report in which two findings share one."""
    twice = [exemplar(desk, "", name) for name in ("a.yaml", "b.yaml")]
    CONSUMERS["gitlab"](api.render(twice, "gitlab"))


def test_no_format_changes_a_verdict(desk: Desk) -> None:
    """The counts of the assessment stand in what is read by programs."""
    one = exemplar(desk, "")
    text = api.render([one], "csv")
    for verdict, count in one.counts.items():
        assert text.count(f'"{verdict}","') == count
        assert f"{count} {VERDICT_WORDS[verdict]}" in api.render([one], "markdown")


def test_no_character_that_hides_slips_through() -> None:
    """Of all there are: what steers a terminal, turns the direction of text or is not to be seen becomes visible."""
    hiding = [
        *range(0x20), *range(0x7F, 0xA0), 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x2030),
        *range(0x2060, 0x2070), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF,
    ]  # fmt: skip
    assert all(clean(chr(code)) == f"\\u{code:04x}" for code in hiding)
    assert clean("N·m, 中文, 1 °C – “x”") == "N·m, 中文, 1 °C – “x”"


@given(st.text(st.sampled_from("ab -—\u3000\xa0中"), max_size=60), st.integers(20, 70), st.sampled_from(["", "    "]))
def test_a_short_line_is_what_the_library_makes_of_it(text: str, width: int, indent: str) -> None:
    """Lines that need no break are not given to it; nobody sees the difference."""
    made = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [indent]
    assert wrap(text, width, indent) == made
