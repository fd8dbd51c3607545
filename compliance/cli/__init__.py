"""The command line: it parses, calls one function, prints. Commands load what they need when they run."""

import gc
import io
import os
import sys
from importlib import import_module

import click

from compliance import __version__

READER_GONE = 141  # what a shell reports for a process ended by SIGPIPE
COMMANDS = {
    "check": "compliance.cli.check",
    "plan": "compliance.cli.plan",
    "timeline": "compliance.cli.timeline",
    "baseline": "compliance.cli.baseline",
    "diff": "compliance.cli.diff",
    "config": "compliance.cli.config",
    "init": "compliance.cli.init",
    "fmt": "compliance.cli.fmt",
    "schema": "compliance.cli.schema",
    "standard": "compliance.cli.standard",
    "units": "compliance.cli.units",
    "measure": "compliance.cli.measure",
}


class _ReaderGone(Exception):
    """What reads standard output has gone: click would end such a run with 1, as if there were gaps."""


class _Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="compliance")
def cli() -> None:
    """Hold a humanoid robot's spec profile against the standards for humanoid robots, and report the gaps.

    \b
    Examples:
      compliance init --target home robot.yaml
      compliance check robot.yaml --target home --market eu

    \b
    Exit codes: 0 no blocking gap among the encoded requirements, 1 blocking gaps,
    2 the input or the command is wrong, 3 the checker itself failed.
    """


def main() -> None:
    """Run the command line and exit. A terminal that cannot show a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.set_threshold(500_000)  # a run keeps what it reads: looking for garbage in it costs time and finds none
    code = run(sys.argv[1:])
    gc.freeze()  # the process ends here, and so does all it holds
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command. Returns the exit code; a user's mistake never shows a traceback."""
    from compliance.errors import InputError

    try:
        code = cli.main(arguments, prog_name="compliance", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except InputError as error:
        _complain(error)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (_ReaderGone, BrokenPipeError):
        return _unheard(READER_GONE)
    except OSError as error:
        click.echo(f"compliance: the output cannot be written: {error.strerror}", err=True)
        return _unheard(2)
    except Exception as error:
        return _broken(error)


def _unheard(code: int) -> int:
    """End without standard output: the interpreter would complain at exit that nobody takes the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _complain(error: Exception) -> None:
    from compliance.report.plain import clean, unheard

    for problem in getattr(error, "problems", ()):
        click.echo(unheard(f"{clean(str(problem.place))}: {clean(problem.what)}"), err=True)
        if problem.cure:
            click.echo(f"    {clean(problem.cure)}", err=True)


def _broken(error: Exception) -> int:
    if os.environ.get("COMPLIANCE_DEBUG"):
        raise error
    from compliance.report.plain import clean

    click.echo(clean(f"compliance: internal error: {type(error).__name__}: {error}"), err=True)
    click.echo("    This is a fault of the checker. COMPLIANCE_DEBUG=1 shows where.", err=True)
    return 3
