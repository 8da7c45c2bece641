"""The command line speaks Danish: the help of every command, and every way of misspelling one."""

from __future__ import annotations

import re
import sys

import pytest
import typer
from typer.core import TyperGroup

from course.cli import app, main
from course.danish import PROGRAM
from tests.browser.gates import Shown, english


def commands(command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every command and group of commands."""
    inner = command.commands.items() if isinstance(command, TyperGroup) else []
    return [path, *(found for name, one in inner for found in commands(one, (*path, name)))]


def run(monkeypatch, capsys, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["course", *arguments])
    code = main()
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize("path", commands(typer.main.get_command(app)), ids=" ".join)
def test_every_command_helps_in_danish(monkeypatch, capsys, path):
    code, said = run(monkeypatch, capsys, *path, "--help")
    assert code == 0 and said.startswith(f"Brug: {' '.join([PROGRAM, *path])}")
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


@pytest.mark.parametrize("typed", MISTAKES, ids=" ".join)
def test_a_command_typed_wrongly_is_explained(monkeypatch, capsys, typed):
    code, said = run(monkeypatch, capsys, *typed)
    assert code == 2
    problem, remedy = said.strip().split("\n")
    assert problem == f"Kommandoen blev ikke forstået. {MISTAKES[typed]}"
    assert remedy.startswith(f"Se mulighederne med: {PROGRAM}") and remedy.endswith("--help")


@pytest.mark.parametrize("typed", [(), ("log",)], ids=" ".join)
def test_a_group_of_commands_alone_shows_its_help_and_no_complaint(monkeypatch, capsys, typed):
    _, said = run(monkeypatch, capsys, *typed)
    assert said.startswith("Brug: ") and "Kommandoer:" in said and "forstået" not in said
