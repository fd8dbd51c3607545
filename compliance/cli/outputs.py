"""Where a report goes: `-o FORMAT[=FILE]`, read, rendered and written alike by the commands that report."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from compliance import api
from compliance.cli.per_target import MARK, spelled, told
from compliance.cli.printing import print_file
from compliance.errors import InputError, Place

Renderer = Callable[..., str]
READ = ("waivers", "verified", "baseline")  # options that may name a file, as targets do


class Output(NamedTuple):
    """One wanted output: a format, the file it goes to (`-` for standard output), and the target if it has only one."""

    format: str
    file: str
    target: str = ""


def outputs(options: dict[str, Any], formats: tuple[str, ...], example: str) -> list[Output]:
    """Read `-o FORMAT[=FILE]`. Raises InputError for an unknown format or two outputs to one place."""
    single = options["single"]
    texts = [*options["output"], f"{single}=-"] if single else list(options["output"])
    found = []
    for text in texts:
        format_, _, file = text.partition("=")
        if format_ not in formats:
            cure = f"Formats: {', '.join(formats)}. Write `-o {example}`."
            raise InputError.at("output.format", Place("-o", 0), f"there is no format `{format_}`", cure)
        found.append(Output(format_, file or "-"))
    _check_places(found, inputs_of(options))
    if "-" not in [one.file for one in found] and not options["quiet"]:
        found.insert(0, Output("text", "-"))
    return found


def spread(wanted: list[Output], targets: Iterable[str], options: dict[str, Any]) -> list[Output]:
    """An output for each target where its name says so. Raises InputError for two outputs to one place, as before."""
    targets = list(targets)
    found: list[Output] = []
    for one in wanted:
        files = zip(targets, spelled(one.file, targets), strict=True) if MARK in one.file else [("", one.file)]
        found += [Output(one.format, file, target) for target, file in files]
    _check_places(found, inputs_of(options, targets))
    return found


def inputs_of(options: dict[str, Any], targets: Iterable[str] = ()) -> tuple[str, ...]:
    """The files that a run reads, which no output may replace."""
    named = [file for name in READ if options.get(name) for file in spelled(str(options[name]), targets)]
    named += options["target"]
    return (*options["profiles"], *(name for name in named if os.path.exists(name)))


def _check_places(wanted: list[Output], inputs: tuple[str, ...]) -> None:
    """Refuse two outputs to one place, and an output over a file that is read."""
    taken = {os.path.realpath(name): "a file that is read" for name in inputs if name != "-"}
    for one in wanted:
        place = "-" if one.file == "-" else os.path.realpath(one.file)
        if place in taken:
            where = "standard output" if one.file == "-" else one.file
            what = f"{taken[place]} and the output {one.format} both go to {where}"
            raise InputError.at("output.twice", Place("-o", 0), what, "Give each a file of its own.")
        taken[place] = f"the output {one.format}"


def columns() -> int:
    """The width of the terminal, or what COLUMNS says; 100 where nobody knows."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 100
    except (OSError, ValueError):
        return 100


def emit(wanted: list[Output], render: Renderer) -> None:
    """Render everything first, then write: no output is left half done.

    `render` takes a format, width and colour; and a target, where the output is for only one.
    """
    width = columns()
    rendered = []
    for one in wanted:
        only = {"target": one.target} if one.target else {}
        rendered.append((one, render(one.format, width=width, colour=one.file == "-" and _colour(), **only)))
    api.write_together({one.file: text for one, text in rendered if one.file != "-"})
    for one, text in rendered:
        if one.file == "-":
            _print(text, one.format)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str, format_: str) -> None:
    """Print a report. What programs read is UTF-8 whatever the terminal is; a person sees what it can show."""
    if format_ == "text":
        sys.stdout.write(text)
        return
    print_file(text)


def with_json(error: InputError, options: dict[str, Any]) -> InputError:
    """With a JSON output wanted, the errors are JSON too. Adds the files that even these could not be written to."""
    wanted = [text.partition("=")[2] or "-" for text in options["output"] if text.partition("=")[0] == "json"]
    wanted += ["-"] if options["single"] == "json" else []
    targets = told(options["target"])
    inputs = {os.path.realpath(name) for name in inputs_of(options, targets)}
    for file in dict.fromkeys(file for name in wanted for file in spelled(name, targets)):
        if file != "-" and os.path.realpath(file) not in inputs:
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
