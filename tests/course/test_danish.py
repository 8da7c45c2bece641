"""Both programs, the course's and the student's, speak Danish: the help of every command, and every way of misspelling one."""

from __future__ import annotations

import re
import sys

import pytest
import typer
from typer.core import TyperGroup

from course import cli, danish
from exercises.handin import __main__ as elev
from tests.browser.gates import Shown, english


PROGRAMS = {danish.PROGRAM: (cli.app, cli.main), elev.PROGRAM: (elev.app, elev.main)}


def commands(command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every command and group of commands."""
    inner = command.commands.items() if isinstance(command, TyperGroup) else []
    return [path, *(found for name, one in inner for found in commands(one, (*path, name)))]


def run(monkeypatch, capsys, *arguments: str, program: str = danish.PROGRAM) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["course", *arguments])
    code = PROGRAMS[program][1]()
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(("program", "path"), [
    (program, path) for program, (app, _) in PROGRAMS.items() for path in commands(typer.main.get_command(app))
], ids=" ".join)
def test_every_command_helps_in_danish(monkeypatch, capsys, program, path):
    code, said = run(monkeypatch, capsys, *path, "--help", program=program)
    assert code == 0 and said.startswith(f"Brug: {' '.join([program, *path])}")
    words = re.sub(r"--[\w-]+|^  [a-z-]+  ", "", said.split("\n", 1)[1], flags=re.MULTILINE)  # what one types is English
    assert english([Shown("help", words)]) == []
    assert "<" not in re.sub(r"<\w+(\|\w+)+>|<=x<=", "", words)  # a choice's values, and a number's limits


MISTAKES = {
    ("check", "--foo"): "Valget --foo findes ikke.",
    ("nope",): "Kommandoen »nope« findes ikke.",
    ("log", "shov"): "Kommandoen »shov« findes ikke. Mente du show?",
    ("new-section",): "NUMMER mangler.",
    ("log", "restore"): "FIL mangler.",
    ("read", "--port"): "Der mangler noget efter --port.",
    ("read", "--port", "abc"): "Det, der står ved --port, kan ikke bruges.",
    ("log", "show", "--format", "xml"): "Det, der står ved --format, kan ikke bruges.",
    ("build", "--force=1"): "Der skal ikke stå noget efter --force.",
    ("build", "nu"): "Der står mere, end der skal: nu.",
}


OF_THE_STUDENT = {
    ("tjek",): "Kommandoen »tjek« findes ikke.",
    ("chek",): "Kommandoen »chek« findes ikke. Mente du check?",
    ("insert", "--answer", "nul"): "Det, der står ved --answer, kan ikke bruges.",
    ("hand-in", "A1.ipynb", "A2.ipynb"): "Der står mere, end der skal: A2.ipynb.",
}


@pytest.mark.parametrize(("program", "typed"), [
    *((danish.PROGRAM, typed) for typed in MISTAKES), *((elev.PROGRAM, typed) for typed in OF_THE_STUDENT),
], ids=" ".join)
def test_a_command_typed_wrongly_is_explained(monkeypatch, capsys, program, typed):
    code, said = run(monkeypatch, capsys, *typed, program=program)
    assert code == 2
    problem, remedy = said.strip().split("\n")
    assert problem == f"Kommandoen blev ikke forstået. {(MISTAKES | OF_THE_STUDENT)[typed]}"
    assert remedy.startswith(f"Se mulighederne med: {program}") and remedy.endswith("--help")


@pytest.mark.parametrize("typed", [(), ("log",)], ids=" ".join)
def test_a_group_of_commands_alone_shows_its_help_and_no_complaint(monkeypatch, capsys, typed):
    _, said = run(monkeypatch, capsys, *typed)
    assert said.startswith("Brug: ") and "Kommandoer:" in said and "forstået" not in said
