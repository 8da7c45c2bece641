"""Both programs, the course's and the student's, speak Danish: the help of every command, and every way of misspelling one."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from course import cli, danish
from course.authoring import spelling
from exercises.handin import __main__ as elev
from tests.browser.gates import Shown, english
from tests.conftest import ROOT
from tests.javascript import said_by

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


# ---- Every command, typed wrongly in every way ----------------------------------------------------------------------


def leaves() -> list[tuple[str, tuple[str, ...]]]:
    """Every command that does something, but ``test``, which hands on what it does not know."""
    return [(program, path) for program, (app, _) in PROGRAMS.items() for path in commands(typer.main.get_command(app))
            if not isinstance(found(program, path), TyperGroup) and path != ("test",)]


def found(program: str, path: tuple[str, ...]):
    command = typer.main.get_command(PROGRAMS[program][0])
    for name in path:
        command = command.commands[name]
    return command


def wrong_ways(command) -> Iterator[tuple[str, ...]]:
    """An option that there is none of, too much, and for each option: nothing after it, and what is no number and no choice."""
    yield ("--findes-ikke",)
    if all(one.nargs != -1 for one in command.params):
        yield tuple("en to tre fire fem seks syv".split())
    for one in command.params:
        name = one.opts[-1]
        if name.startswith("--") and not getattr(one, "is_flag", False):
            yield (name,)
            wanted = one.type_descriptor.annotation
            if isinstance(wanted, type) and issubclass(wanted, (int, float, Enum)):
                yield (name, "hverken-tal-eller-valg")


@pytest.mark.parametrize(("program", "path"), leaves(), ids=str)
def test_every_command_says_in_danish_that_it_was_typed_wrongly(monkeypatch, capsys, program, path):
    for typed in wrong_ways(found(program, path)):
        code, said = run(monkeypatch, capsys, *path, *typed, program=program)
        assert code == 2, typed
        assert said.startswith("Kommandoen blev ikke forstået. ") and "programmet ikke kender" not in said, (typed, said)
        assert english([Shown(" ".join(typed), re.sub(r"--[\w-]+|Se mulighederne med: .*", "", said))]) == []


# ---- Every message that stands in the code --------------------------------------------------------------------------

SAYING = {"tell", "say", "_say", "_complain", "print", "refuse", "_problem", "Problem", "Remark", "Finding", "confirm", "prompt"}
NOT_SAID = [  # messages that no reader meets, and words that name what stands in a file
    "kernel in the sandbox", "nbconvert sets it", "there is always a free number", "unknown time", "hide-input", "skip-execution", "half_levels er true",
    "Ret after.", "Ret of eller rows_from.", "of: '…' er ikke", "mindst to options", "id i options", "ikke er options", "before, after eller mean",
    "True eller False", "(widgets)", "skriv --no-sandbox", "og each over 0",
]


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """The sentences of a module that are raised, printed or shown, what is filled in as ``…``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if not (isinstance(node, ast.Raise) or name in SAYING or name.endswith(("Error", "_require", "_check"))):
            continue
        for part in [*call.args, *(keyword.value for keyword in call.keywords)]:
            yield from sentences(part)


def sentences(part: ast.AST) -> Iterator[tuple[int, str]]:
    inner = {id(value) for whole in ast.walk(part) if isinstance(whole, ast.JoinedStr) for value in whole.values}
    for node in ast.walk(part):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(value.value if isinstance(value, ast.Constant) else "…" for value in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner and " " in node.value.strip():
            yield node.lineno, node.value


def test_every_message_in_the_code_is_danish():
    said = [Shown(f"{path.relative_to(ROOT).as_posix()}:{line}", text) for folder in ("course", "exercises")
            for path in sorted((ROOT / folder).rglob("*.py")) for line, text in dict.fromkeys(messages(path))]
    assert len(said) > 400
    assert english([one for one in said if not any(known in one.text for known in NOT_SAID)]) == []


def test_a_message_in_english_is_found(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('raise ValueError(f"{name} must be above {limit}")\ntell("Try again with another file.")\n', encoding="utf-8")
    said = [text for _, text in dict.fromkeys(messages(module))]
    assert said == ["… must be above …", "Try again with another file."]
    assert len(english([Shown("module", text) for text in said])) == 2


# ---- Every text that stands in a script ------------------------------------------------------------------------------

SCRIPTS = ("book/_static", "course/grading/desk/page", "exercises/frontend", "exercises/handin/lab/share")
NOT_SPOKEN = [  # errors that are caught, names of keys, fonts and attributes, and what a kernel is asked
    "the kernel went away", "no picture", "Delete", "Escape", "Backspace", "DejaVu Sans", "x y x1 x2", "font-weight text-anchor", "lr-chip",
]


def of_scripts(*paths: Path) -> list[Shown]:
    """What scripts say, without the tags, commands and kinds of files in it."""
    said = [Shown(f"{path.name}:{line}", re.sub(r"<[^>]*>|»course [a-z ]+«|\.ics\b", " ", text)) for path, line, text in said_by(paths)]
    return [one for one in said if not any(known in one.text for known in NOT_SPOKEN)]


def unknown_words(texts: list[Shown]) -> list[str]:
    """The words that no Danish dictionary has."""
    words = {word: one.place for one in texts for word in spelling.WORD.findall(spelling.CODE.sub(" ", one.text))}
    own = spelling.own_words(ROOT)
    return [f"{word} ({words[word]})" for word in spelling.misspelt([word for word in words if not {word, word.lower()} & own])]


def test_every_text_in_a_script_is_danish():
    said = of_scripts(*(path for folder in SCRIPTS for path in sorted((ROOT / folder).rglob("*.js"))))
    assert len(said) > 700
    assert english(said) == []
    assert unknown_words(said) == []


SCRIPT = """
import { h } from "./dom.js";
const WAITS = "Please wait", kind = "saved", keys = { save: "s" };
export const view = (state) => h("section", { class: "lr-saved open", title: `Close ${kind}` },
  h("p", { "aria-label": state === "closed" ? "close" : "Luk" }, "saved", state && " again"), `Row ${keys.save}`);
document.querySelector(".open a").textContent = "back";
document.body.setAttribute("placeholder", "search");
throw new Error("This failed");
"""


def test_a_text_in_english_is_found_wherever_a_script_shows_it(tmp_path):
    script = tmp_path / "script.js"
    script.write_text(SCRIPT, encoding="utf-8")
    assert {text for _, _, text in said_by([script])} == {
        "Please wait", "Close …", "close", "Luk", "saved", " again", "Row …", "back", "search", "This failed"}
    assert len(english(of_scripts(script))) == 7 and len(unknown_words(of_scripts(script))) > 3


def test_what_a_student_reads_before_the_first_start_is_danish():
    package = ROOT / "course/grading/releasing/package"
    texts = [Shown(path.name, path.read_text(encoding="utf-8")) for path in package.glob("*.txt")]
    echoed = [Shown(path.name, line.partition("echo")[2]) for path in [*package.glob("start.*"), *ROOT.glob("start.*")]
              for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"\s*@?echo [^o]", line)]
    assert texts and echoed
    assert english([*texts, *echoed]) == []
