"""What is otherwise between two profiles, results or revisions; and the gate in a repository, from pull to pull."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from compliance.cli import run
from compliance.gather.revision import is_revision

DAY = ["--as-of", "2026-11-21"]
REPORT = "Discharge test: 2 h 30 min.\n"
WAIVED = "P5-USE-003"  # a criterion of the target that small profiles leave open
Capture = pytest.CaptureFixture[str]


def profile(runtime: str = "1.5 h", more: str = "", evidence: str = "", hardware: str = "B", entries: str = "") -> str:
    """A small profile for the factory."""
    return (
        "profile: 1\ntarget: automotive-factory\nmarkets: [eu]\nrobot:\n  name: Example Walker\n"
        f'  revisions: {{hardware: {hardware}, firmware: "1.4", policy: "7", safety_parameters: "3"}}\n'
        f"power:\n  runtime: {{value: {runtime}, at: {{load: 5 kg, activity: walking}}{evidence}}}\n{more}{entries}"
    )


def proven(hardware: str = "B", report: str = REPORT) -> str:
    """The same with a report of a test behind the time of work."""
    entries = (
        "evidence:\n  - id: test\n    method: measured\n    file: proof/test.txt\n"
        f"    sha256: {hashlib.sha256(report.encode()).hexdigest()}\n    date: 2026-11-02\n"
        "    calibration: {valid_until: 2027-03-31}\n    all_results: true\n"
        '    revisions: {hardware: B, firmware: "1.4", policy: "7", safety_parameters: "3"}\n'
    )
    return profile("2.5 h", evidence=", evidence: [test]", hardware=hardware, entries=entries)


class Repository:
    """A git repository of its own; the working directory is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git, without the user's configuration."""
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def write(self, text: str, name: str = "robot.yaml") -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def commit(self, said: str) -> None:
        """Commit all that is there."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", said)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository to work in."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Repository(folder)


def sections(text: str) -> dict[str, list[str]]:
    """The sections of a difference as text."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in text.splitlines():
        if line.startswith("  "):
            found[title].append(line.strip())
        elif line:
            title = line.partition(" (")[0]
            found[title] = []
    return found


def diff(capsys: Capture, *arguments: str, code: int = 0) -> dict[str, list[str]]:
    """Run `compliance diff`."""
    capsys.readouterr()
    assert run(["diff", *arguments, *DAY]) == code
    return sections(capsys.readouterr().out)


def test_two_profiles(repository: Repository, capsys: Capture) -> None:
    """Verdicts that flipped, worst first, and every fact that is stated otherwise."""
    repository.write(REPORT, "proof/test.txt")
    repository.write(proven(), "old.yaml")
    repository.write(profile("1.5 h", "  battery_mass: 4 kg\n"), "new.yaml")
    found = diff(capsys, "old.yaml", "new.yaml")
    assert found["Worse"][0].startswith(
        "P5-RUNTIME-001 Time of work on one charge: pass → fail, blocks now (new.yaml:8:"
    )
    assert "power.battery_mass: – → 4 kg" in found["Facts changed"]
    assert "Better" not in found
    assert diff(capsys, "new.yaml", "old.yaml")["Better"][0].startswith("P5-RUNTIME-001")
    assert diff(capsys, "old.yaml", "new.yaml", "--fail-on", "worse", code=1)
    assert diff(capsys, "new.yaml", "old.yaml", "--fail-on", "worse")
    assert "Nothing is otherwise." in diff(capsys, "old.yaml", "old.yaml", "--fail-on", "worse")


def test_two_results_say_what_their_profiles_say(repository: Repository, capsys: Capture) -> None:
    """The same flips from JSON as from the profiles; a baseline has no facts and is refused."""
    repository.write(REPORT, "proof/test.txt")
    repository.write(proven(), "old.yaml")
    repository.write(profile(), "new.yaml")
    for name in ("old", "new"):
        run(["check", f"{name}.yaml", "-q", "-o", f"json={name}.json", *DAY])
    of_profiles, of_results = diff(capsys, "old.yaml", "new.yaml"), diff(capsys, "old.json", "new.json")
    mixed = diff(capsys, "old.yaml", "new.json")
    assert of_profiles["Worse"] == of_results["Worse"] == mixed["Worse"]
    assert of_results["Facts changed"] == mixed["Facts changed"]
    assert any(line.startswith("power.runtime: 2.5 h") for line in of_results["Facts changed"])
    run(["baseline", "update", "new.yaml", "--baseline", "known.json", *DAY])
    assert run(["diff", "old.json", "known.json"]) == 2
    assert "no JSON result of a check" in capsys.readouterr().err


def test_revisions_have_their_own_evidence(repository: Repository, capsys: Capture) -> None:
    """The profile and its files as they were then, below its folder, whatever lies there now."""
    repository.write(proven(), "robots/robot.yaml")
    repository.write(REPORT, "robots/proof/test.txt")
    repository.commit("first")
    repository.write("Something else.\n", "robots/proof/test.txt")
    found = diff(capsys, "HEAD:robots/robot.yaml", "robots/robot.yaml")
    assert found["Worse"][0].startswith("P5-RUNTIME-001 Time of work on one charge: pass → needs evidence, blocks now")
    assert "Facts changed" not in found
    repository.git("checkout", "-q", "robots/proof/test.txt")
    assert "Nothing is otherwise." in diff(capsys, "HEAD:./robots/robot.yaml", "robots/robot.yaml")
    assert run(["check", "HEAD:robots/robot.yaml", "-q", *DAY]) == 1


def test_evidence_gone_stale(repository: Repository, capsys: Capture) -> None:
    """A new hardware revision: the report belongs to the old one."""
    repository.write(REPORT, "proof/test.txt")
    repository.write(proven())
    repository.commit("first")
    repository.write(proven(hardware="C"))
    found = diff(capsys, "HEAD:robot.yaml", "robot.yaml")
    assert any(line.startswith("P5-RUNTIME-001 power.runtime: `2.5 h`") for line in found["Evidence gone stale"])
    assert "robot.revisions.hardware: B → C" in found["Facts changed"]


def test_waivers_that_no_longer_cover(repository: Repository, capsys: Capture) -> None:
    """One that is over, between two results."""
    repository.write(profile())
    repository.write("- {requirement: P5-RUNTIME-001, reason: pilot, owner: J. Li, expires: 2026-11-30}\n", "w.yaml")
    common = ["check", "robot.yaml", "-q", "--waivers", "w.yaml"]
    run([*common, "-o", "json=old.json", "--as-of", "2026-11-21"])
    run([*common, "-o", "json=new.json", "--as-of", "2026-12-01"])
    found = diff(capsys, "old.json", "new.json")
    said = "P5-RUNTIME-001 Time of work on one charge: waived by J. Li, until 2026-11-30; now fail"
    assert found["Waivers that no longer cover"] == [said]
    assert found["Judged by other rules"] == ["as of: 2026-11-21 → 2026-12-01"]
    assert found["Worse"][0].startswith("P5-RUNTIME-001 Time of work on one charge: waived → fail, blocks now")


def test_markdown_says_nothing_of_its_own_accord(repository: Repository, capsys: Capture) -> None:
    """What a profile states is text in a pull request: no link, no mention, no heading, no markup."""
    repository.write(profile(), "old.yaml")
    hostile = profile().replace("Example Walker", '"<img src=x> [a](http://e.org) @all `c` # **W** | \\u202e"')
    repository.write(hostile, "new.yaml")
    run(["diff", "old.yaml", "new.yaml", "--format", "markdown", *DAY])
    text = capsys.readouterr().out
    assert text.startswith("### old.yaml → new.yaml")
    assert "**Facts changed** (1)" in text
    line = re.sub(r"\\.", "", next(line for line in text.splitlines() if "img" in line))
    for live in ("<img", "[a](", "http://", "@all", "**W**", "\u202e"):
        assert live not in line


def test_a_name_that_git_does_not_know(repository: Repository, capsys: Capture) -> None:
    """Git's own words, never a traceback; and nothing that git could take for an option."""
    repository.write(profile())
    repository.commit("first")
    for name in ("HEAD:none.yaml", "nowhere:robot.yaml", "HEAD:../../etc/passwd", "HEAD:"):
        assert run(["diff", name, "robot.yaml", *DAY]) == 2
    assert "git cannot show it" in capsys.readouterr().err
    assert run(["diff", *DAY, "--", f"--output={repository.folder}/x:robot.yaml", "robot.yaml"]) == 2
    assert run(["diff", *DAY, "--", "HEAD:robot.yaml; touch x", "robot.yaml"]) == 2
    assert not (repository.folder / "x").exists()
    assert not is_revision("--output=x:y") and not is_revision("https://example.org/robot.yaml")
    folder = repository.folder / "d"
    folder.mkdir()
    repository.write("a", "d/a")
    repository.commit("second")
    assert run(["diff", "HEAD:d", "robot.yaml", *DAY]) == 2


def test_evidence_of_a_revision_stays_below_its_folder(repository: Repository, capsys: Capture) -> None:
    """A path that leaves the profile's folder is not fetched."""
    repository.write(REPORT, "secret.txt")
    repository.write(proven().replace("proof/test.txt", "../secret.txt"), "robots/robot.yaml")
    repository.commit("first")
    found = diff(capsys, "HEAD:robots/robot.yaml", "robots/robot.yaml")
    assert "Nothing is otherwise." in found


def test_results_of_other_robots_do_not_compare(repository: Repository, capsys: Capture) -> None:
    """Two robots against one: which would it be?"""
    repository.write(profile(), "a.yaml")
    repository.write(profile().replace("Walker", "Runner"), "b.yaml")
    run(["check", "a.yaml", "b.yaml", "-q", "-o", "json=both.json", *DAY])
    assert run(["diff", "both.json", "a.yaml", *DAY]) == 2
    assert "only one of the two has `Example Runner`" in capsys.readouterr().err
    assert "Nothing is otherwise." in diff(capsys, "both.json", "both.json")


# ---- the gate in a repository ----


def gate(capsys: Capture) -> tuple[int, str]:
    """What continuous integration runs. Returns the exit code and the report on one line."""
    capsys.readouterr()
    code = run(["check", "robot.yaml", *DAY])
    return code, " ".join(capsys.readouterr().out.split())


def test_from_pull_request_to_pull_request(repository: Repository, capsys: Capture) -> None:
    """The gate passes, a regression fails it, a mended profile clears it, a stale entry is reported."""
    settings = '[tool.humanoid-compliance]\nbaseline = "known.json"\nwaivers = "waivers.yaml"\n'
    repository.write(settings, "pyproject.toml")
    repository.write(
        "- {requirement: WAIVED, reason: pilot, owner: J. Li, expires: 2026-12-31}\n".replace("WAIVED", WAIVED),
        "waivers.yaml",
    )
    repository.write(profile("1.5 h"))
    assert run(["baseline", "update", "robot.yaml", *DAY]) == 0
    repository.commit("profile, configuration, baseline, waivers")
    code, said = gate(capsys)
    assert (code, "0 new, 0 worsened, 0 eased" in said, "1 waived" in said) == (0, True, True)
    assert run(["check", "robot.yaml", "-q", "--no-config", *DAY]) == 1

    repository.git("checkout", "-q", "-b", "pull")
    repository.write("# a comment moves every line\n\n" + profile("1.2 h"))
    repository.commit("a lighter battery")
    code, said = gate(capsys)
    assert (code, "worsened: P5-RUNTIME-001 fail: 1.2 h" in said) == (1, True)
    changed = diff(capsys, "main:robot.yaml", "robot.yaml")["Facts changed"]
    assert [line.partition(":")[0] for line in changed] == ["power.runtime"]

    repository.write("# a comment moves every line\n\n" + profile("1.6 h"))
    repository.commit("the battery is back, and a little better")
    code, said = gate(capsys)
    assert (code, "eased: P5-RUNTIME-001 fail: 1.6 h" in said) == (0, True)

    repository.write("[]\n", "waivers.yaml")
    code, said = gate(capsys)
    assert (code, f"new: {WAIVED}" in said) == (1, True)
    repository.git("checkout", "-q", "--", "waivers.yaml")

    repository.write(REPORT, "proof/test.txt")
    repository.write(proven().replace("robot:\n", "robot:\n  maker: Example\n"))
    code, said = gate(capsys)
    assert (code, "it does not name this robot" in said) == (1, True)
    repository.write(proven() + "morphology: {stable_without_power: false}\n")
    code, said = gate(capsys)
    assert "fixed: P5-RUNTIME-001 fail: 1.5 h" in said
    assert "stale: P" in said
    assert "`compliance baseline update` brings the file up to date" in said
    assert run(["baseline", "update", "robot.yaml", *DAY]) == 0
    repository.commit("more is stated; the baseline follows")
    code, said = gate(capsys)
    assert (code, "0 fixed, 0 stale" in said) == (0, True)
    document = json.loads((repository.folder / "known.json").read_text("utf-8"))
    assert "P5-RUNTIME-001" not in [one["id"] for one in document["assessments"][0]["results"]]


SEVERAL = """\
targets = ["automotive-factory", "warehouse"]
outputs = ["github", "sarif=gaps-{target}.sarif"]
baseline = "known-{target}.json"
"""


class Gate:
    """What continuous integration sees of a run for several targets: exit code, annotations, SARIF by target."""

    def __init__(self, repository: Repository, capsys: Capture) -> None:
        capsys.readouterr()
        self.code = run(["check", "robot.yaml", *DAY])
        self.annotations = capsys.readouterr().out.splitlines()
        logs = {path.stem: json.loads(path.read_text("utf-8")) for path in repository.folder.glob("gaps-*.sarif")}
        self.runs = {name.removeprefix("gaps-"): log["runs"][0] for name, log in sorted(logs.items())}

    def moved(self, target: str) -> set[tuple[str, str, int]]:
        """The gaps that the baseline does not know as they are: requirement, state, line."""
        return {
            (one["ruleId"], one["baselineState"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
            for one in self.runs[target]["results"]
            if one["baselineState"] != "unchanged"
        }

    def annotated(self, state: str) -> list[tuple[str, ...]]:
        """Requirement, target and line of the annotations with a state."""
        pattern = rf"::error title=[\w ]+%3A ([\w-]+) [^(]*\(([\w-]+)%2C {state}\),file=robot.yaml,line=(\d+)"
        return [found.groups() for line in self.annotations if (found := re.match(pattern, line))]


def test_a_pull_request_held_against_several_targets(repository: Repository, capsys: Capture) -> None:
    """The gate passes, a regression fails it at its line in SARIF and annotations, mending clears it, stale is told."""
    targets = ("automotive-factory", "warehouse")
    repository.write(SEVERAL, "compliance.toml")
    repository.write("gaps-*.sarif\n", ".gitignore")
    repository.write(profile("2.5 h"))
    assert run(["baseline", "update", "robot.yaml", *DAY]) == 0
    repository.commit("profile, configuration, a baseline for each target")
    first = Gate(repository, capsys)
    assert (first.code, list(first.runs)) == (0, list(targets))
    assert [one["automationDetails"]["id"] for one in first.runs.values()] == [
        f"humanoid-compliance/{target}/" for target in targets
    ]
    assert not first.moved("automotive-factory") | first.moved("warehouse")
    assert not first.annotated("new") + first.annotated("worsened")

    repository.git("checkout", "-q", "-b", "pull")
    text = "# moved by a line\n" + profile("1.2 h")
    repository.write(text)
    repository.commit("a lighter battery")
    line = next(number for number, said in enumerate(text.splitlines(), 1) if "runtime" in said)
    worse = Gate(repository, capsys)
    assert worse.code == 1
    assert worse.moved("automotive-factory") == {("P5-RUNTIME-001", "new", line)}
    shown = worse.annotated("new")
    assert ("P5-RUNTIME-001", "automotive-factory", str(line)) in shown
    assert all(" (" in one and "new)" in one for one in worse.annotations[: len(shown)])  # before what is known
    assert len([one for one in worse.annotations if one.startswith("::error")]) == 10

    repository.write("# moved by a line\n" + profile("2.5 h"))
    repository.commit("the battery is back")
    assert Gate(repository, capsys).code == 0

    repository.write(REPORT, "proof/test.txt")
    repository.write(proven() + "morphology: {stable_without_power: false}\n")
    settled = Gate(repository, capsys)
    notices = [one for one in settled.annotations if one.startswith("::notice")]
    assert all(re.search(r"[1-9]\d* fixed, [1-9]\d* stale", one) for one in notices) and len(notices) == len(targets)
