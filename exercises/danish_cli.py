"""A command line in Danish, for every program of the kit: Typer's help and errors, whose own words are English, and the kit's own."""

from __future__ import annotations

import errno
import re
import sys

import typer
from typer.core import TyperCommand, TyperGroup

from exercises.errors import LedelsesrumError
from exercises.os_errors import reason

UsageError = typer.BadParameter.__base__  # typer brings its own click, whose base class it does not name

HELP = {
    "Usage:": "Brug:",
    "[OPTIONS]": "[VALG]",
    "COMMAND [ARGS]...": "KOMMANDO …",
    "Options:": "Valg:",
    "Arguments:": "Det, der skal stå efter kommandoen:",
    "Commands:": "Kommandoer:",
    "Show this message and exit.": "Vis denne hjælp.",
    "[default: ": "[ellers: ",
    "  [required]": "",
}
TYPES = re.compile(r"<(?:str|float|path|list\[str\])>")

ERRORS = {
    r"No such option: (\S+?)(?: .*)?": "Valget {} findes ikke.",
    r"No such command '(.+?)'\.": "Kommandoen »{}« findes ikke.",
    r"No such command '(.+?)'\. Did you mean '(.+?)'.*": "Kommandoen »{}« findes ikke. Mente du {}?",
    r"Missing command\.": "Der mangler en kommando.",
    r"Missing argument '(.+?)'.*": "{} mangler.",
    r"Missing option '(.+?)'.*": "Valget {} mangler.",
    r"Option '(.+?)' requires (?:an argument|\d+ arguments)\.": "Der mangler noget efter {}.",
    r"Option '(.+?)' does not take a value\.": "Der skal ikke stå noget efter {}.",
    r"Invalid value for '(.+?)': .*": "Det, der står ved {}, kan ikke bruges.",
    r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)": "Der står mere, end der skal: {}.",
}
INTERRUPTED = 130  # the exit code of a program that Ctrl-C ended


def in_danish(text: str) -> str:
    """A help text with Danish words, and without the names of types."""
    for english, danish in HELP.items():
        text = text.replace(english, danish)
    return TYPES.sub(lambda found: " " * len(found[0]), text)  # what stands beside it keeps its column


class DanishCommand(TyperCommand):
    def get_help(self, ctx) -> str:
        return in_danish(super().get_help(ctx))


class DanishGroup(TyperGroup):
    def get_help(self, ctx) -> str:
        return in_danish(super().get_help(ctx))


class DanishTyper(typer.Typer):
    """Typer whose commands explain themselves in Danish, as plain text that any console can show."""

    def __init__(self, help: str):
        super().__init__(
            help=help, cls=DanishGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
        )

    def command(self, name: str | None = None, **settings):
        return super().command(name, cls=DanishCommand, **settings)


def run(app: DanishTyper, program: str) -> int:
    """Run a command line and give its exit code; an error of the kit's own is one message, not a traceback.

    Parameters
    ----------
    program : str
        What the reader types to start it.
    """
    try:
        code = app(standalone_mode=False, prog_name=program)
        if code == INTERRUPTED:  # Typer's own word for Ctrl-C
            raise KeyboardInterrupt
    except LedelsesrumError as error:
        _complain(f"\n{error}")
        return 1
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        remedy = "Gør plads, og prøv igen." if error.errno in (errno.ENOSPC, errno.EDQUOT) else "Se efter, om navnet er rigtigt, og om du må skrive i mappen."
        _complain(f"\nDet gik ikke: {reason(error)}{place}. {remedy}")
        return 1
    except UsageError as error:
        _complain(explain(error, program))
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _complain("\nStoppet.")
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def explain(error: UsageError, program: str) -> str:
    """What was wrong with the command as it was typed, and where its choices are told."""
    said = error.format_message()
    if said.startswith(HELP["Usage:"]):
        return said  # a group of commands without a command: the help itself
    found = next(((match, danish) for english, danish in ERRORS.items() if (match := re.fullmatch(english, said, re.DOTALL))), None)
    problem = found[1].format(*found[0].groups()) if found else "Den er skrevet på en måde, programmet ikke kender."
    command = " ".join([program, *(error.ctx.command_path.split(program)[-1].split() if error.ctx else [])])
    return f"Kommandoen blev ikke forstået. {problem}\nSe mulighederne med: {command} --help"


def tell(text: str) -> None:
    """Print what the terminal can show; a letter it lacks must not cost the reader the rest."""
    typer.echo(_showable(text, sys.stdout))


def _complain(text: str) -> None:
    typer.echo(_showable(text, sys.stderr), err=True)


def _showable(text: str, stream) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
