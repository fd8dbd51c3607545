"""Hooks, the GitHub Action, the GitLab job and the Containerfile: run here as their hosts would, without a network."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Ended
from consumers import check_code_quality

EXAMPLE = ROOT / "profiles" / "example-humanoid"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
JOB = yaml.safe_load((ROOT / "templates" / "gitlab-ci.yml").read_text("utf-8"))["compliance"]
INPUT = re.compile(r"inputs\.([\w-]+)")
STEP_OUTPUT = re.compile(r"steps\.check\.outputs\.([\w-]+)")
EXPRESSION = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
VARIABLE = re.compile(r"COMPLIANCE_\w+")
DATE = "2026-11-21"
HOSTILE = ("$(touch owned)", "`touch owned`", '"; touch owned; "', "'; touch owned; '", "--help", "a b\nc", "[x]*")
TEXTS = ("profiles", "target", "markets", "fail_on", "waivers", "as_of")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A checkout of somebody's repository: a robot that passes, one with gaps, and their evidence."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "work"))


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH with `compliance` from this checkout, and a `python` that only writes down what it was asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    checker = f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m compliance "$@"'
    for name, text in (("compliance", checker), ("python", 'printf "%s\\n" "$@" > "$ASKED"')):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def run(command: list[str], folder: Path, variables: Mapping[str, str]) -> Ended:
    """Run a command in a folder with these variables alone."""
    done = subprocess.run(command, cwd=folder, env=dict(variables), capture_output=True, timeout=60, check=False)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


# ---- the GitHub Action


def shell_step(name: str) -> dict[str, Any]:
    """A step of the action that is run by a shell."""
    return next(step for step in STEPS if step["name"] == name and step["shell"] == "bash")


class Runner:
    """What a GitHub runner gives to a step: a workspace, and files for its summary and its outputs."""

    def __init__(self, work: Path, path: str) -> None:
        self.work = work
        self.temp = work.parent / "runner temp"
        self.temp.mkdir()
        self.summary = self.temp / "summary.md"
        self.asked = self.temp / "asked"
        (self.temp / "output").touch()
        self.variables = {
            "PATH": path,
            "ASKED": str(self.asked),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_ACTION_PATH": str(ROOT),
        }

    def step(self, name: str, **inputs: str) -> Ended:
        """Run a step with the shell options GitHub documents for `shell: bash`; `_` in an input's name is `-`."""
        step = shell_step(name)
        given = {key: str(one.get("default", "")) for key, one in ACTION["inputs"].items()}
        given |= {key.replace("_", "-"): value for key, value in inputs.items()}
        env = {key: EXPRESSION.sub(lambda at: given[at[1]], value) for key, value in step.get("env", {}).items()}
        script = self.temp / "step.sh"
        script.write_text(step["run"], "utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return run(command, self.work, self.variables | env)

    @property
    def outputs(self) -> dict[str, str]:
        """What the step put out."""
        lines = (self.temp / "output").read_text("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(work: Path, path: str) -> Runner:
    """A runner with a checkout."""
    return Runner(work, path)


def test_every_input_and_output_of_the_action_is_declared_and_used() -> None:
    """No input without effect, none that is not declared; every output is put out by the step that checks."""
    assert set(INPUT.findall(json.dumps(STEPS))) == set(ACTION["inputs"])
    put_out = set(re.findall(r'echo "([\w-]+)=', shell_step("Check")["run"]))
    assert put_out == set(ACTION["outputs"])
    assert set(STEP_OUTPUT.findall(json.dumps([ACTION["outputs"], STEPS]))) == put_out


def test_nothing_is_written_into_a_shell_text() -> None:
    """Inputs come as environment variables, and each variable of a step is read by it."""
    for step in STEPS:
        assert "${{" not in step.get("run", "")
        assert set(step.get("env", {})) == set(VARIABLE.findall(step.get("run", "")))


def test_actions_of_others_are_named_by_commit() -> None:
    """In the action and in the examples, each with its version beside it: a tag can be moved, a commit cannot."""
    pages = [ROOT / "action.yml", *sorted((ROOT / "docs").glob("*.md"))]
    used = [line for page in pages for line in re.findall(r"uses: (.*)", page.read_text("utf-8"))]
    others = [one for one in used if not one.startswith("OWNER/")]
    assert len(others) >= len([step for step in STEPS if "uses" in step])
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", one) for one in others), others


def test_the_action_installs_itself(runner: Runner) -> None:
    """From its own folder, and from nowhere else."""
    assert runner.step("Install the checker").code == 0
    assert runner.asked.read_text("utf-8").splitlines() == ["-m", "pip", "install", "--quiet", str(ROOT)]


@pytest.mark.parametrize(("profile", "code"), [("robot.yaml", 0), ("gaps.yaml", 1)])
def test_the_action_checks(profile: str, code: int, runner: Runner) -> None:
    """Annotations on standard output, the summary in its place, SARIF and comment where the outputs say."""
    done = runner.step("Check", profiles=profile, as_of=DATE)
    assert done.code == code, done.stderr
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    assert ("::error " in done.stdout) == bool(code)
    assert runner.summary.read_text("utf-8").startswith("<!-- humanoid-compliance")
    assert runner.outputs["exit-code"] == str(code)
    assert json.loads(Path(runner.outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert profile in Path(runner.outputs["comment"]).read_text("utf-8").splitlines()[0]


def test_the_action_passes_every_option_on(runner: Runner) -> None:
    """Several profiles by pattern, another target, markets, waivers; and with `never` nothing fails."""
    (runner.work / "a robot.yaml").write_bytes((runner.work / "robot.yaml").read_bytes())
    inputs = {"profiles": "gaps.yaml\na *.yaml\n", "target": "warehouse", "markets": "eu, us", "fail_on": "never"}
    done = runner.step("Check", **inputs, waivers="waivers.yaml", as_of=DATE)
    assert done.code == 0, done.stderr
    sarif = json.loads(Path(runner.outputs["sarif"]).read_text("utf-8"))
    assessed = [one for run in sarif["runs"] for one in run["properties"]["assessments"]]
    assert [one["file"] for one in assessed] == ["gaps.yaml", "a robot.yaml"]
    for one in assessed:
        assert (one["target"], one["markets"], one["asOf"]) == ("warehouse", ["eu", "us"], DATE)
    assert assessed[0]["counts"]["waived"]


SETTINGS = 'targets = ["warehouse", "home"]\nmarkets = ["eu"]\nfail_on = "never"\n'


def test_the_action_leaves_to_the_configuration_what_no_input_says(runner: Runner) -> None:
    """A default of the action is no answer to a setting: it could loosen a gate without a word."""
    (runner.work / "compliance.toml").write_text(SETTINGS, "utf-8")
    assert runner.step("Check", profiles="gaps.yaml", as_of=DATE).code == 0
    runs = json.loads(Path(runner.outputs["sarif"]).read_text("utf-8"))["runs"]
    assert [one["automationDetails"]["id"].split("/")[1] for one in runs] == ["warehouse", "home"]
    assert runner.step("Check", profiles="gaps.yaml", as_of=DATE, fail_on="blocking").code == 1
    both = runner.step("Check", profiles="gaps.yaml", as_of=DATE, target="hospital\nhome\n")
    assert both.code == 0
    assert len([line for line in both.stdout.splitlines() if line.startswith("::notice")]) == 2


def test_input_that_cannot_be_read_fails_and_puts_no_file_out(runner: Runner) -> None:
    """Also where nothing else would fail the step."""
    (runner.work / "robot.yaml").write_text("profile: [", "utf-8")
    done = runner.step("Check", fail_on="never")
    assert (done.code, runner.outputs) == (2, {"exit-code": "2"})
    assert "robot.yaml:1" in done.stderr


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in TEXTS for text in HOSTILE])
def test_no_input_is_a_command_or_an_option(name: str, text: str, runner: Runner) -> None:
    """Whatever stands in an input is a value, and here a wrong one."""
    done = runner.step("Check", **{name: text})
    assert done.code == 2, done.stdout
    assert not list(runner.work.rglob("owned"))


def test_a_market_is_no_pattern(runner: Runner) -> None:
    """Files that are there by chance choose no market."""
    (runner.work / "eu").touch()
    assert runner.step("Check", markets="e?", as_of=DATE).code == 2


# ---- the GitLab job


@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize(("profile", "code"), [("robot.yaml", 0), ("gaps.yaml", 1)])
def test_the_gitlab_job_checks(profile: str, code: int, shell: str, work: Path, path: str) -> None:
    """With the files where its artifacts are looked for."""
    given = {"COMPLIANCE_PROFILES": profile, "COMPLIANCE_AS_OF": DATE, "COMPLIANCE_MARKETS": "eu us"}
    given |= {"COMPLIANCE_TARGET": "automotive-factory", "COMPLIANCE_WAIVERS": "waivers.yaml"}
    given |= {"COMPLIANCE_FAIL_ON": "blocking" if profile == "gaps.yaml" else "never"}
    done = run([shell, "-ec", "\n".join(JOB["script"])], work, {"PATH": path, **JOB["variables"], **given})
    assert done.code == code, done.stderr
    assert "Automotive factory (eu, us), as of 2026-11-21" in " ".join(done.stdout.split())
    reports = JOB["artifacts"]["reports"]
    check_code_quality(json.loads((work / reports["codequality"]).read_text("utf-8")))
    assert "<testsuites>" in (work / reports["junit"]).read_text("utf-8")


def test_the_gitlab_job_leaves_to_the_configuration_what_no_variable_says(work: Path, path: str) -> None:
    """Targets and what fails it."""
    (work / "compliance.toml").write_text(SETTINGS, "utf-8")
    given = {"PATH": path, **JOB["variables"], "COMPLIANCE_PROFILES": "gaps.yaml", "COMPLIANCE_AS_OF": DATE}
    command = ["sh", "-ec", "\n".join(JOB["script"])]
    done = run(command, work, given)
    assert done.code == 0, done.stderr
    assert "for Warehouse (eu)" in done.stdout and "for Private home (eu)" in done.stdout
    assert run(command, work, given | {"COMPLIANCE_FAIL_ON": "blocking"}).code == 1
    done = run(command, work, given | {"COMPLIANCE_TARGET": "hospital"})
    assert "for Hospital (eu)" in done.stdout and "for Warehouse" not in done.stdout


def test_the_gitlab_job_installs_what_it_is_told_to(work: Path, path: str) -> None:
    """And nothing while nobody has said what: a name on a registry could be anybody's."""
    variables = {"PATH": path, **JOB["variables"], "ASKED": str(work / "asked")}
    command = ["sh", "-ec", "\n".join(JOB["before_script"])]
    assert run(command, work, variables).code != 0
    assert not (work / "asked").exists()
    assert run(command, work, variables | {"COMPLIANCE_PACKAGE": "a wheel.whl"}).code == 0
    assert (work / "asked").read_text("utf-8").splitlines()[-1] == "a wheel.whl"


def test_every_variable_of_the_gitlab_job_is_declared_and_used() -> None:
    """No variable without effect."""
    assert set(VARIABLE.findall(json.dumps([JOB["before_script"], JOB["script"]]))) == set(JOB["variables"])


# ---- the hooks


def hook(name: str, work: Path, path: str, *arguments: str) -> Ended:
    """Run a hook as pre-commit does: its entry, its arguments, the files."""
    return run([*shlex.split(HOOKS[name]["entry"]), *arguments], work, {"PATH": path})


@pytest.mark.parametrize("name", HOOKS)
def test_the_hooks_know_profiles_by_their_names(name: str) -> None:
    """`robot.yaml` and `*.robot.yaml`, in any folder; not this project's own files."""
    pattern = re.compile(HOOKS[name]["files"])
    for wanted in ("robot.yaml", "a/b/robot.yml", "walker.robot.yaml", "a/walker.v2.robot.yml"):
        assert pattern.search(wanted), wanted
    for other in ("notrobot.yaml", "robot.yaml.orig", "robot.yaml/a.txt", "a/robots.yaml", "robotxyaml"):
        assert not pattern.search(other), other


def test_the_check_hook_stops_at_gaps_and_says_why(work: Path, path: str) -> None:
    """With `--fail-on=never` only what cannot be read stops a commit."""
    assert hook("compliance-check", work, path, f"--as-of={DATE}", "robot.yaml").code == 0
    done = hook("compliance-check", work, path, "robot.yaml", "gaps.yaml")
    assert done.code == 1
    assert "What blocks" in done.stdout
    assert hook("compliance-check", work, path, "--fail-on=never", "gaps.yaml").code == 0
    (work / "gaps.yaml").write_text("profile: [", "utf-8")
    assert hook("compliance-check", work, path, "--fail-on=never", "gaps.yaml").code == 2


def test_the_fmt_hook_puts_a_profile_in_order(work: Path, path: str) -> None:
    """A changed file is what pre-commit stops at; the second time nothing changes."""
    (work / "robot.yaml").write_text("robot: {name: Walker}\nprofile: 1\n", "utf-8")
    assert hook("compliance-fmt", work, path, "robot.yaml").code == 0
    ordered = (work / "robot.yaml").read_text("utf-8")
    assert ordered.startswith("profile: 1\n")
    assert hook("compliance-fmt", work, path, "robot.yaml") == (0, "", "")
    assert (work / "robot.yaml").read_text("utf-8") == ordered


# ---- the container


def copied() -> list[str]:
    """What the Containerfile takes from the checkout."""
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines()
    return [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]


def test_the_container_builds_from_what_it_copies(tmp_path: Path) -> None:
    """Every name exists, and together they are enough to build the whole wheel."""
    for name in copied():
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "out"), "."]
    done = run(command, tmp_path, {"PATH": os.environ["PATH"]})
    assert done.code == 0, done.stdout + done.stderr
    assert list((tmp_path / "out").glob("humanoid_compliance-*.whl"))


def test_the_container_does_not_run_as_root() -> None:
    """The last user named is a number above those of the system, so that hosts can see it is not root."""
    lines = (ROOT / "Containerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert int(users[-1]) >= 1000
    assert 'ENTRYPOINT ["compliance"]' in lines
