"""What a run is set to, and by whom: the command line wins over the configuration, that over the profile."""

from typing import Any, NamedTuple

from compliance.cli.config_file import Config, Configured, read_config
from compliance.errors import InputError, Place, Problem

OPTIONS = {
    "target": "target", "markets": "market", "outputs": "output", "waivers": "waivers", "verified": "verified",
    "baseline": "baseline", "fail_on": "fail_on", "require": "require",
}  # fmt: skip
DEFAULTS = {"fail_on": "blocking"}
FLAGS = {"target": "--target", "markets": "--market", "outputs": "-o"}  # how problems name an option


class Settings(NamedTuple):
    """The options of a command with the configuration filled in, and the settings that came from it."""

    options: dict[str, Any]
    config: Config
    used: dict[str, Configured]


def settle(options: dict[str, Any]) -> Settings:
    """Fill in what the command line leaves open. Raises InputError for a configuration that is wrong."""
    config = Config("", {}) if options.get("no_config") else read_config()
    used = {name: one for name, one in config.settings.items() if _is_open(options, name)}
    values = {OPTIONS[name]: one.value for name, one in used.items()}
    defaults = {OPTIONS[name]: value for name, value in DEFAULTS.items() if _is_open(options, name)}
    return Settings({**options, **defaults, **values}, config, used)


def _is_open(options: dict[str, Any], name: str) -> bool:
    """Whether a command has this option, and nobody gave it."""
    if name == "outputs" and options.get("single"):
        return False
    return OPTIONS[name] in options and not options[OPTIONS[name]]


def relocated(error: InputError, settings: Settings) -> InputError:
    """Problems with a setting stand where the setting was written."""
    return InputError([_relocated(problem, settings.used) for problem in error.problems])


def _relocated(problem: Problem, used: dict[str, Configured]) -> Problem:
    for name, one in used.items():
        if problem.place.file == FLAGS.get(name):
            return problem._replace(place=one.place)
        if problem.id == "file.missing" and problem.place.file == one.value:
            return problem._replace(place=one.place, what=f"`{name}` names {one.value}: {problem.what}")
    return problem


def origin(name: str, settings: Settings, given: dict[str, Any]) -> str:
    """Who set a setting: the command line, the configuration with its place, or the default."""
    if name in settings.used:
        return str(settings.used[name].place)
    if given.get(OPTIONS[name]) or (name == "outputs" and given.get("single")):
        return "command line"
    return "default"


def place_of(name: str, settings: Settings) -> Place:
    """Where a setting was made, for a problem with it."""
    return settings.used[name].place if name in settings.used else Place(FLAGS.get(name, f"--{name}"), 0)
