"""What a run is set to, and by whom: the command line wins over the configuration, that over the profile."""

import re
from typing import Any, NamedTuple

from compliance.cli.config_file import KEYS, Config, Configured, read_config
from compliance.cli.per_target import MARK
from compliance.errors import InputError, Problem

OPTIONS = {
    "target": "target", "targets": "target", "markets": "market", "outputs": "output", "waivers": "waivers",
    "verified": "verified", "baseline": "baseline", "fail_on": "fail_on", "require": "require",
}  # fmt: skip
DEFAULTS = {"fail_on": "blocking"}
FLAGS = {  # how problems name an option
    "target": "--target", "targets": "--target", "markets": "--market", "outputs": "-o", "baseline": "--baseline",
}  # fmt: skip
JUDGED = ("target", "targets", "markets", "waivers", "verified")
USED_BY = {  # a plan has formats of its own, and would go over the reports of a check
    "check": KEYS, "plan": JUDGED, "baseline update": (*JUDGED, "baseline"), "diff": JUDGED,
}  # fmt: skip


class Settings(NamedTuple):
    """The options of a command with the configuration filled in, and the settings that came from it."""

    options: dict[str, Any]
    config: Config
    used: dict[str, Configured]


def settle(options: dict[str, Any], command: str) -> Settings:
    """Fill in what the command line of a command leaves open. Raises InputError for a configuration that is wrong."""
    config = Config("", {}) if options.get("no_config") else read_config()
    used = {name: one for name, one in config.settings.items() if name in USED_BY[command] and _is_open(options, name)}
    values = {OPTIONS[name]: one.value for name, one in used.items()}
    defaults = {OPTIONS[name]: value for name, value in DEFAULTS.items() if _is_open(options, name)}
    return Settings({**options, **defaults, **values}, config, used)


def _is_open(options: dict[str, Any], name: str) -> bool:
    """Whether a command has this option, and nobody gave it."""
    if name == "outputs" and options.get("single"):
        return False
    return OPTIONS[name] in options and not options[OPTIONS[name]]


def used_by(name: str) -> str:
    """The commands that read a setting."""
    return ", ".join(command for command, settings in USED_BY.items() if name in settings)


def relocated(error: InputError, settings: Settings) -> InputError:
    """Problems with a setting stand where the setting was written."""
    return InputError([_relocated(problem, settings.used) for problem in error.problems])


def _relocated(problem: Problem, used: dict[str, Configured]) -> Problem:
    for name, one in used.items():
        if problem.place.file == FLAGS.get(name):
            return problem._replace(place=one.place)
        if problem.id == "file.missing" and _names(one.value, problem.place.file):
            return problem._replace(place=one.place, what=f"`{name}` names {problem.place.file}: {problem.what}")
    return problem


def _names(value: Any, file: str) -> bool:
    """Whether a setting names a file, be it for one target among several."""
    names = value if isinstance(value, tuple) else (value,)
    return any(re.fullmatch(re.escape(name).replace(re.escape(MARK), ".+"), file) for name in names)


def origin(name: str, settings: Settings, given: dict[str, Any]) -> str:
    """Who set a setting: the command line, the configuration with its place, or the default."""
    if name in settings.used:
        return str(settings.used[name].place)
    if given.get(OPTIONS[name]) or (name == "outputs" and given.get("single")):
        return "command line"
    return "default"
