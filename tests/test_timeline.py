"""The timeline: every day's verdicts are those of a check on that day, and nothing that changes is left out."""

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, Desk, run_cli

from compliance import api
from compliance.assess.timeline import Asked, Timeline
from compliance.cli import run
from compliance.report.wide import columns_of

G1 = str(Path(api.data_folder("profiles")) / "unitree-g1.yaml")
BOT = str(Path(api.data_folder("profiles")) / "example-humanoid" / "robot.yaml")
DATE = ["--as-of", DAY.isoformat()]
CERTIFICATE = """\
profile: 1
robot: {name: Held}
certificates:
  - {id: cr, scheme: cr, mode: b, number: CR-1, scope: R1, status: valid, valid_until: 2027-03-01}
complete: [certificates]
"""


def asked(catalogue: api.Catalogue, profile: str, target: str = "home", market: str = "eu") -> Asked:
    """What an assessment of a profile is made from, as of the fixed day."""
    robot = api.load_robot(profile, catalogue)
    return Asked(catalogue, robot, api.find_target(catalogue, target), (market,), DAY)


def days(found: Timeline) -> dict[str, Any]:
    """The days of a timeline by date."""
    return {moment.day.isoformat(): moment for moment in found.moments}


LAW = {  # day, requirement that begins on it
    "2027-01-20": "P4-ROUTE-001",
    "2027-02-18": "P3-BAT-006",
    "2027-12-11": "P2-CYBER-003",
}


@pytest.mark.parametrize(("day", "id_"), LAW.items())
def test_law_begins_on_its_day(catalogue: api.Catalogue, day: str, id_: str) -> None:
    """Machinery Regulation, battery passport, Cyber Resilience Act."""
    found = days(api.timeline(asked(catalogue, G1)))
    assert id_ in [one.requirement.id for one in found[day].of("begins")]


def test_replaced_law_ends_as_its_successor_begins(catalogue: api.Catalogue) -> None:
    """The Machinery Directive, and the presumption of the radio standards with the act that it serves."""
    found = days(api.timeline(asked(catalogue, G1)))
    assert {"P4-NOISE-001", "P4-NOISE-005"} <= {one.requirement.id for one in found["2027-01-20"].of("ends")}
    ended = [event.name for event in found["2027-12-11"].events if event.kind == "presumption_ends"]
    assert ended == ["en-18031-1-2024", "en-18031-2-2024", "en-18031-3-2024"]


@pytest.mark.parametrize("profile", [G1, BOT])
@pytest.mark.parametrize("target", ["home", "automotive-factory"])
def test_verdicts_of_a_day_are_those_of_a_check_on_it(catalogue: api.Catalogue, profile: str, target: str) -> None:
    """Today's and tomorrow's both; and between two days shown nothing changes."""
    whole = asked(catalogue, profile, target)
    found = api.timeline(whole)
    seen = {result.requirement.id: result for result in found.assessment.results}
    for moment in found.moments:
        before = checked(whole, moment.day - datetime.timedelta(days=1))
        assert before == {id_: (one.verdict, one.upcoming) for id_, one in seen.items()}
        for change in moment.changes:
            seen.pop(change.requirement.id, None)
            if change.after:
                seen[change.requirement.id] = change.after
        assert checked(whole, moment.day) == {id_: (one.verdict, one.upcoming) for id_, one in seen.items()}


def checked(whole: Asked, day: datetime.date) -> dict[str, tuple[str, bool]]:
    """The verdicts of a check on a day."""
    one = api.assess(*whole._replace(as_of=day))
    return {result.requirement.id: (result.verdict, result.upcoming) for result in one.results}


def test_a_certificate_that_ends_changes_its_verdict(desk: Desk) -> None:
    """The day after its last day, with a line of its own."""
    robot = api.load_robot(str(desk.write(CERTIFICATE)), desk.catalogue)
    target = desk.catalogue.target("home")
    found = days(api.timeline(Asked(desk.catalogue, robot, target, ("cn",), DAY)))["2027-03-02"]
    assert [(event.kind, event.name) for event in found.events] == [("certificate", "cr")]
    [flip] = found.of("flips")
    assert flip.today and flip.after
    assert (flip.today.verdict != flip.after.verdict, flip.after.verdict) == (True, "fail")


def test_a_stated_day_of_placing_keeps_later_law_away(catalogue: api.Catalogue) -> None:
    """Unless the series is still sold; what is continuous comes all the same."""
    whole = asked(catalogue, BOT)
    assert all(not moment.of("begins") for moment in api.timeline(whole).moments)
    away = {result.requirement.id for result in api.timeline(whole).unreached}
    begun = {
        one.requirement.id for moment in api.timeline(whole, still_sold=True).moments for one in moment.of("begins")
    }
    assert away == begun
    assert "P2-CYBER-003" in away


def test_evidence_and_waivers_run_out(desk: Desk) -> None:
    """Each with the day after its last."""
    sha = desk.report()
    desk.write(
        f"""\
        profile: 1
        robot: {{name: Held}}
        evidence:
          - id: sheet
            method: declared
            file: report.txt
            sha256: {sha}
            date: 2026-01-01
            valid_until: 2027-04-30
        """
    )
    waivers = desk.write(
        "- {requirement: P5-RUNTIME-001, reason: later, owner: A. Meyer, expires: 2027-05-31}\n", "waivers.yaml"
    )
    arguments = ["timeline", str(desk.folder / "robot.yaml"), "-t", "warehouse", "-m", "cn", *DATE]
    done = run_cli(*arguments, "--waivers", str(waivers), "--format", "json")
    found = {one["day"]: one for one in json.loads(done.stdout)["timelines"][0]["days"]}
    assert [event["kind"] for event in found["2027-05-01"]["events"]] == ["evidence"]
    assert [event["kind"] for event in found["2027-06-01"]["events"]] == ["waiver"]
    assert [(one["requirement"], one["before"]["verdict"]) for one in found["2027-06-01"]["changes"]] == [
        ("P5-RUNTIME-001", "waived")
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format_", api.TIMELINE_FORMATS)
def test_every_format_tells_the_same_days(catalogue: api.Catalogue, format_: str, language: str) -> None:
    """With the notice, in both languages."""
    found = api.timeline(asked(catalogue, G1))
    shown = api.render_timelines([found], format_, language=language)
    assert all(moment.day.isoformat() in shown for moment in found.moments)
    ids = {one.requirement.id for moment in found.moments for one in moment.changes}
    assert all(id_ in shown for id_ in ids)
    notice = {"en": "This is a gap report, not a certificate.", "zh": "本文件是差距报告，不是证书。"}[language]
    assert notice in " ".join(shown.split()).replace("&#39;", "'")


@pytest.mark.parametrize("width", [60, 80, 110])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_fit_a_narrow_terminal(catalogue: api.Catalogue, language: str, width: int) -> None:
    """Chinese characters are two columns wide."""
    shown = api.render_timelines([api.timeline(asked(catalogue, G1))], "text", language=language, width=width)
    assert max(map(columns_of, shown.splitlines())) <= width + 2  # a full stop may hang over


def test_a_spreadsheet_reads_the_rows(catalogue: api.Catalogue) -> None:
    """One row for each change and each event."""
    found = api.timeline(asked(catalogue, G1))
    rows = list(csv.DictReader(io.StringIO(api.render_timelines([found], "csv"))))
    assert len(rows) == sum(len(moment.events) + len(moment.changes) for moment in found.moments)


def test_hostile_text_stays_text(desk: Desk) -> None:
    """No markup, no formula, no hidden direction."""
    profile = desk.write('profile: 1\nrobot: {name: "=1+1 <script>x</script> \\u202E|"}\n')
    robot = api.load_robot(str(profile), desk.catalogue)
    found = api.timeline(Asked(desk.catalogue, robot, desk.catalogue.target("home"), ("eu",), DAY))
    shown = {name: api.render_timelines([found], name) for name in api.TIMELINE_FORMATS}
    assert not any("\u202e" in text for text in shown.values())
    assert "<script>" not in shown["html"]
    assert '"=1' not in shown["csv"]


def test_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """0 whatever comes, 2 for what is wrong with the input."""
    assert run(["timeline", G1, "-t", "home", "-m", "eu", "--until", "2027-01-31", *DATE]) == 0
    assert "2027-12-11" not in capsys.readouterr().out
    assert run(["timeline", G1, "-t", "home", "--until", "soon", *DATE]) == 2
    assert "`soon` is not a date" in capsys.readouterr().err
    assert run(["timeline", G1, "-t", "home", "-o", "sarif", *DATE]) == 2
    with pytest.raises(KeyError):
        api.render_timelines([], "sarif")
