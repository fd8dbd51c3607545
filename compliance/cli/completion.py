"""What a shell that completes a command line is told about files, targets, markets and formats."""

from typing import TYPE_CHECKING

import click

from compliance.cli.options import MARKETS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Items = list["CompletionItem"]


def a_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Any file; the shell looks for it."""
    return _items([incomplete], "file")


def a_folder(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Any folder; the shell looks for it."""
    return _items([incomplete], "dir")


def a_target(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """A target of the standard, or a file."""
    from compliance import api
    from compliance.errors import InputError

    try:
        names = list(api.load_standard(context.params.get("standard") or context.params.get("folder")).targets)
    except InputError:
        names = []
    return _starting(names, incomplete) + a_file(context, parameter, incomplete)


def a_market(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """A market."""
    return _starting(MARKETS, incomplete)


def a_format(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """A format that the command writes."""
    from compliance import api

    plans = context.info_name == "plan"
    return _starting(api.PLAN_FORMATS if plans else api.FORMATS, incomplete)


def _starting(names: "list[str] | tuple[str, ...]", incomplete: str) -> Items:
    return _items([name for name in names if name.startswith(incomplete)], "plain")


def _items(values: list[str], type_: str) -> Items:
    from click.shell_completion import CompletionItem  # only a shell needs it

    return [CompletionItem(value, type=type_) for value in values]
