"""The configuration: `compliance.toml`, or a table in `pyproject.toml`, found from the working directory upward.

What lies beside a profile is never read: a robot's own folder does not choose the rules it is judged by, nor where
reports are written.
"""

import os
import re
from typing import Any, NamedTuple

from compliance.assess.gate import FAIL_ON, STEPS
from compliance.errors import InputError, Place, Problem, near
from compliance.source.files import inside, read_text

OWN = "compliance.toml"
SHARED = "pyproject.toml"
TABLE = ("tool", "humanoid-compliance")
_AS_KEY = (
    rf"(?m)^\s*\[.*{TABLE[1]}|{TABLE[1]}[\"']?[ \t]*[].=]"  # as a project's name, or among what it needs, it is none
)
FILES = ("waivers", "verified", "baseline")
LISTS = {"targets": '["home", "hospital"]', "markets": '["eu"]', "outputs": '["html=report.html"]'}  # with examples
CHOICES = {"fail_on": FAIL_ON, "require": STEPS}
KEYS = ("target", "targets", "markets", "outputs", "waivers", "verified", "baseline", "fail_on", "require")
NEVER = {
    "as_of": "The day is never configured: a day written down once would keep evidence fresh for ever. Use --as-of.",
}


class Configured(NamedTuple):
    """One setting of a configuration, paths already from the working directory, and where it stands."""

    value: Any
    place: Place


class Config(NamedTuple):
    """A configuration as read; `file` is empty where there is none."""

    file: str
    settings: dict[str, Configured]


def read_config() -> Config:
    """Read the nearest configuration. Raises InputError with the place of everything wrong in it."""
    for folder in _folders():
        own, shared = os.path.join(folder, OWN), os.path.join(folder, SHARED)
        table = _shared_table(shared)
        if os.path.lexists(own):
            if table is not None:
                what = f"there are settings in {OWN} as well as in {SHARED}"
                raise InputError.at("config.two", Place(table.file), what, "Keep one of the two.")
            return _checked(_own_table(own))
        if table is not None:
            return _checked(table)
    return Config("", {})


def _folders() -> list[str]:
    """The working directory and the folders above it, up to the root of its git repository; without one, only it."""
    folder = os.getcwd()
    found = [folder]
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return found[:1]
        folder = above
        found.append(folder)
    return found


def _own_table(path: str) -> Any:
    from compliance.source.toml import read_table  # most runs have no configuration

    return read_table(read_text(path), os.path.relpath(path), ())


def _shared_table(path: str) -> Any:
    """The table in a file that belongs to other tools, too: what does not name us is not read."""
    if not os.path.isfile(path):
        return None
    text = read_text(path)  # one that cannot be read may hold a stricter gate: that is an error, not silence
    if not re.search(_AS_KEY, text):
        return None
    from compliance.source.toml import read_table

    return read_table(text, os.path.relpath(path), TABLE)


def _checked(table: Any) -> Config:
    problems: list[Problem] = []
    settings: dict[str, Configured] = {}
    for key, value in table.values.items():
        problem = _fault(table, key, value)
        if problem:
            problems.append(problem)
        else:
            settings[key] = Configured(_from_here(table.file, key, value), table.place(key, of_value=True))
    if "target" in table.values and "targets" in table.values:
        what = "`target` and `targets` are both given"
        problems.append(Problem("config.targets", table.place("targets"), what, "Keep one of the two."))
    if problems:
        raise InputError(sorted(problems, key=lambda one: one.place))
    return Config(table.file, settings)


def _fault(table: Any, key: str, value: Any) -> Problem | None:
    """What is wrong with one setting."""
    if key not in KEYS:
        cure = NEVER.get(key) or near(key, KEYS)
        return Problem("config.key", table.place(key), f"there is no setting `{key}`", cure)
    wrong = _wrong_value(key, value)
    if wrong:
        what, cure = wrong
        return Problem("config.value", table.place(key, of_value=True), what, cure)
    outside = [one for one in value if not _stays(table.file, one)] if key == "outputs" else []
    if outside:
        what = f"`{outside[0]}` leaves the folder of the configuration"
        return Problem("config.output", table.place(key, of_value=True), what, "Name a file below it, or use -o.")
    return None


def _wrong_value(key: str, value: Any) -> tuple[str, str] | None:
    if key in LISTS:
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            return f"`{key}` is a list of texts", f"Write `{key} = {LISTS[key]}`."
    elif not isinstance(value, str) or not value:
        return f"`{key}` is a text", f'Write `{key} = "…"`.'
    elif key in CHOICES and value not in CHOICES[key]:
        return f"`{key}` cannot be `{value}`", near(value, CHOICES[key])
    return None


def _stays(file: str, output: str) -> bool:
    """Whether an output goes below the configuration's folder: a file of a repository writes nowhere else."""
    name = output.partition("=")[2]
    return name in ("", "-") or inside(os.path.dirname(file), name) is not None


def _from_here(file: str, key: str, value: Any) -> Any:
    """A setting as an option of the command line has it: its paths are from the working directory."""
    folder = os.path.dirname(file)
    if key == "outputs":
        parts = [one.partition("=") for one in value]
        return tuple(
            f"{name}={os.path.join(folder, path)}" if path not in ("", "-") else f"{name}{sign}{path}"
            for name, sign, path in parts
        )
    if key in ("target", "targets"):
        named = value if key == "targets" else [value]
        return tuple(os.path.join(folder, one) if _is_file(one) else one for one in named)
    if key == "markets":
        return tuple(value)
    return os.path.join(folder, value) if key in FILES else value


def _is_file(target: str) -> bool:
    """Whether a target is a file of somebody's own."""
    return target.endswith((".yaml", ".yml")) or os.sep in target
