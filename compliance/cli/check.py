"""`compliance check`: hold profiles against the standard and report the gaps."""

import os
import shutil
import sys
from typing import Any, NamedTuple

import click

from compliance import api
from compliance.cli.gated import beside_baseline, ended, gated
from compliance.cli.options import day_of, known_markets
from compliance.cli.printing import print_file
from compliance.cli.settings import inputs_of, relocated, settle
from compliance.errors import InputError, Place, Problem


class Output(NamedTuple):
    """One wanted output: a format, and the file it goes to (`-` for standard output)."""

    format: str
    file: str


def _outputs(wanted: tuple[str, ...], single: str | None, quiet: bool, profiles: tuple[str, ...]) -> list[Output]:
    """Read `-o FORMAT[=FILE]`. Raises InputError for an unknown format or two outputs to one place."""
    texts = [*wanted, f"{single}=-"] if single else list(wanted)
    found = []
    for text in texts:
        format_, _, file = text.partition("=")
        if format_ not in api.FORMATS:
            cure = f"Formats: {', '.join(api.FORMATS)}. Write `-o html=report.html`."
            raise InputError.at("output.format", Place("-o", 0), f"there is no format `{format_}`", cure)
        found.append(Output(format_, file or "-"))
    _check_places(found, profiles)
    if "-" not in [one.file for one in found] and not quiet:
        found.insert(0, Output("text", "-"))
    return found


def _check_places(outputs: list[Output], profiles: tuple[str, ...]) -> None:
    """Refuse two outputs to one place, and an output over a file that is read."""
    taken = {os.path.realpath(profile): "a file that is read" for profile in profiles if profile != "-"}
    for one in outputs:
        place = "-" if one.file == "-" else os.path.realpath(one.file)
        if place in taken:
            where = "standard output" if one.file == "-" else one.file
            what = f"{taken[place]} and the output {one.format} both go to {where}"
            raise InputError.at("output.twice", Place("-o", 0), what, "Give each a file of its own.")
        taken[place] = f"the output {one.format}"


def _target(catalogue: api.Catalogue, option: str | None, robot: Any) -> api.Target:
    if option:
        return api.find_target(catalogue, option)
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


def assess_all(options: dict[str, Any]) -> list[api.Assessment]:
    """Assess every profile; problems of all of them are reported together."""
    catalogue = api.load_standard(options["standard"])
    day = day_of(options["as_of"])
    waivers = api.load_waivers(options["waivers"]) if options["waivers"] and not options["no_waivers"] else ()
    verified = api.load_verified(options["verified"]) if options["verified"] else ()
    found: list[api.Assessment] = []
    problems: list[Problem] = []
    for profile in options["profiles"]:
        try:
            gathered = api.load_robot(profile, catalogue)
            target = _target(catalogue, options["target"], gathered.robot)
            markets = _markets(options["market"], gathered.robot, target)
            found.append(api.assess(catalogue, gathered, target, markets, day, waivers, verified))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return found


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _emit(assessments: list[api.Assessment], outputs: list[Output]) -> None:
    """Render everything first, then write: no output is left half done."""
    width = shutil.get_terminal_size((100, 24)).columns
    rendered = [
        (one, api.render(assessments, one.format, width=width, colour=one.file == "-" and _colour())) for one in outputs
    ]
    api.write_together({one.file: text for one, text in rendered if one.file != "-"})
    for one, text in rendered:
        if one.file == "-":
            _print(text, one.format)


def _print(text: str, format_: str) -> None:
    """Print a report. What programs read is UTF-8 whatever the terminal is; a person sees what it can show."""
    if format_ == "text":
        sys.stdout.write(text)
        return
    print_file(text)


@click.command()
@click.argument("profiles", nargs=-1, required=True, metavar="ROBOT.yaml…")
@click.option("-t", "--target", help="Deployment target: a name, or a file of your own.")
@click.option("-m", "--market", multiple=True, help="Market: cn, eu, us, jp, kr. Repeatable.")
@click.option("--as-of", metavar="DATE", help="Day of the assessment, 2026-11-21. Default: today (UTC).")
@click.option("-o", "output", multiple=True, metavar="FORMAT[=FILE]", help="text, json, sarif or html. Repeatable.")
@click.option("--format", "single", metavar="FORMAT", help="Short for -o FORMAT=-.")
@gated
@click.option("--waivers", metavar="FILE", help="Waivers, each with reason, owner and last day.")
@click.option("--no-waivers", is_flag=True, help="Leave the waivers out, whatever else says.")
@click.option("--verified", metavar="FILE", help="Sources read: edition, clause, value, person, date.")
@click.option("--standard", metavar="DIR", help="Another edition's folder instead of the built-in one.")
@click.option("-q", "--quiet", is_flag=True, help="No text report unless asked for.")
def command(**options: Any) -> int:
    """Hold spec profiles against the standard and report the gaps.

    \b
    Examples:
      compliance check robot.yaml --target automotive-factory --market eu
      compliance check robot.yaml -t home -o html=report.html -o sarif=gaps.sarif
      compliance check - --target home < robot.yaml
      compliance check robot.yaml -t home --baseline baseline.json --require R1

    Exit codes: 0 no blocking gap among the encoded requirements, 1 blocking gaps, 2 the input or the
    command is wrong, 3 the checker itself failed. docs/gate.md has the whole table.
    """
    try:
        settings = settle(options)
    except InputError as error:
        raise _with_json(error, options) from None
    options = settings.options
    try:
        outputs = _outputs(options["output"], options["single"], options["quiet"], inputs_of(options))
        assessments = beside_baseline(assess_all(options), options["baseline"])
        _emit(assessments, outputs)
    except InputError as error:
        raise _with_json(relocated(error, settings), options) from None
    return ended(assessments, options)


def _with_json(error: InputError, options: dict[str, Any]) -> InputError:
    """With a JSON output wanted, the errors are JSON too. Adds the files that even these could not be written to."""
    wanted = [text.partition("=")[2] or "-" for text in options["output"] if text.partition("=")[0] == "json"]
    wanted += ["-"] if options["single"] == "json" else []
    profiles = {os.path.realpath(profile) for profile in inputs_of(options)}
    for file in dict.fromkeys(wanted):
        if file != "-" and os.path.realpath(file) not in profiles:
            try:
                api.write_together({file: _errors_json(error)})
            except InputError as unwritable:
                error = InputError(dict.fromkeys((*error.problems, *unwritable.problems)))
    if "-" in wanted:
        _print(_errors_json(error), "json")
    return error


def _errors_json(error: InputError) -> str:
    from compliance.report.json_format import written

    errors = [
        {"id": one.id, "file": one.place.file, "line": one.place.line, "column": one.place.column, "what": one.what,
         "cure": one.cure}
        for one in error.problems
    ]  # fmt: skip
    return written({"format": 1, "errors": errors})
