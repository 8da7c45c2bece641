"""The command line in Danish: Typer's help and its errors, whose own words are English and cannot be set."""

from __future__ import annotations

import os
import re

import typer
from typer.core import TyperCommand, TyperGroup

PROGRAM = "py -m course" if os.name == "nt" else "python3 -m course"
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
TYPES = re.compile(r"<(?:str|path|list\[str\])>")

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


def explain(error: UsageError) -> str:
    """What was wrong with the command as it was typed, and where its choices are told."""
    said = error.format_message()
    if said.startswith(HELP["Usage:"]):
        return said  # a group of commands without a command: the help itself
    found = next(((match, danish) for english, danish in ERRORS.items() if (match := re.fullmatch(english, said, re.DOTALL))), None)
    problem = found[1].format(*found[0].groups()) if found else "Den er skrevet på en måde, programmet ikke kender."
    command = " ".join([PROGRAM, *(error.ctx.command_path.split(PROGRAM)[-1].split() if error.ctx else [])])
    return f"Kommandoen blev ikke forstået. {problem}\nSe mulighederne med: {command} --help"
