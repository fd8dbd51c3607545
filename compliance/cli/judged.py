"""What the commands that judge profiles share: their options, and the assessments these ask for."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from compliance import api
from compliance.cli.completion import a_file, a_folder, a_format, a_market, a_target
from compliance.cli.options import day_of, known_markets
from compliance.errors import InputError, Place, Problem

Function = Callable[..., Any]
Found = TypeVar("Found")


def judged(function: Function) -> Function:
    """Add the profiles, and the options by which they are judged, to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.argument("profiles", nargs=-1, required=True, metavar="ROBOT.yaml…", shell_complete=a_file),
    click.option(
        "-t",
        "--target",
        multiple=True,
        shell_complete=a_target,
        help="Deployment target: a name, or a file of your own. Repeatable.",
    ),
    click.option(
        "-m", "--market", multiple=True, help="Market: cn, eu, us, jp, kr. Repeatable.", shell_complete=a_market
    ),
    click.option("--as-of", metavar="DATE", help="Day of the assessment, 2026-11-21. Default: today (UTC)."),
    click.option(
        "--waivers", metavar="FILE", shell_complete=a_file, help="Waivers, each with reason, owner and last day."
    ),
    click.option("--no-waivers", is_flag=True, help="Leave the waivers out, whatever else says."),
    click.option(
        "--verified", metavar="FILE", shell_complete=a_file, help="Sources read: edition, clause, value, person, date."
    ),
    click.option(
        "--standard",
        metavar="DIR",
        shell_complete=a_folder,
        help="Another edition's folder instead of the built-in one.",
    ),
    click.option("--format", "single", metavar="FORMAT", help="Short for -o FORMAT=-.", shell_complete=a_format),
    click.option("-q", "--quiet", is_flag=True, help="No text report unless asked for."),
)

no_config = click.option("--no-config", is_flag=True, help="Read no compliance.toml and no pyproject.toml.")


def assess_all(options: dict[str, Any]) -> list[api.Assessment]:
    """Assess every profile for each of its targets; problems of all of them are reported together."""
    return for_each(options, api.assess)


def for_each(options: dict[str, Any], judge: Callable[..., Found]) -> list[Found]:
    """Call a function of the same arguments as `api.assess` for every profile and target; problems come together."""
    catalogue = api.load_standard(options["standard"])
    day = day_of(options["as_of"])
    waivers = api.load_waivers(options["waivers"]) if options["waivers"] and not options["no_waivers"] else ()
    verified = api.load_verified(options["verified"]) if options["verified"] else ()
    found: list[Found] = []
    problems: list[Problem] = []
    for profile in options["profiles"]:
        try:
            gathered = api.load_robot(profile, catalogue, recompute=options.get("recompute", False))
            _tell_findings(gathered)
            for target in targets_of(catalogue, options["target"], gathered.robot):
                markets = _markets(options["market"], gathered.robot, target)
                found.append(judge(catalogue, gathered, target, markets, day, waivers, verified))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return found


def _tell_findings(gathered: api.Gathered) -> None:
    """Say on standard error what came out when logs were measured again."""
    from compliance.report.plain import clean, unheard

    for one in gathered.findings:
        told = one.fault or f"for {one.path} the log gives {one.log}, the profile says {one.said}"
        mark = "NOT BORNE OUT" if one.fault else "borne out"
        click.echo(unheard(clean(f"{one.place}: {one.evidence} measured again: {mark}: {told}")), err=True)


def broke(assessments: list[api.Assessment]) -> bool:
    """Whether a check itself broke."""
    return any(result.verdict == "error" for one in assessments for result in one.results)


def targets_of(catalogue: api.Catalogue, names: tuple[str, ...], robot: Any) -> list[api.Target]:
    """The targets that are named, each once; without any, the one of the profile."""
    found: dict[str, api.Target] = {}
    for name in dict.fromkeys(names):
        target = api.find_target(catalogue, name)
        if target.id in found:
            what = f"two of the targets have the id `{target.id}`"
            raise InputError.at("target.twice", Place("--target", 0), what, "Give each target an id of its own.")
        found[target.id] = target
    return list(found.values()) or [_own_target(catalogue, robot)]


def _own_target(catalogue: api.Catalogue, robot: Any) -> api.Target:
    known = ", ".join(catalogue.targets)
    name = robot.plain.get("target")
    if name in catalogue.targets:
        return catalogue.target(name)
    if name:  # a robot's own file does not choose the rules it is judged by
        what = f"`{name}` is no target of the standard"
        raise InputError.at(
            "target.name", robot.place_of("target"), what, f"Targets: {known}; a file goes to --target."
        )
    what = "no deployment target is named, neither by --target nor by `target:` in the profile"
    raise InputError.at("target.none", Place(robot.file), what, f"Targets: {known}.")


def _markets(option: tuple[str, ...], robot: Any, target: api.Target) -> list[str]:
    markets = list(option or robot.plain.get("markets") or target.row["markets"])
    return known_markets(markets, Place("--market", 0) if option else robot.place_of("markets"))
