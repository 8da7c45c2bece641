"""Hold what students get against the solution: the tests must pass with it, and fail kindly without; names and parameters must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from course.grading.releasing.findings import Finding, cell_place, grade_id_of, shown
from course.grading.releasing.python_code import Code, is_python, read_code
from course.grading.releasing.regions import is_answer, is_test
from course.grading.releasing.running import error_of


@dataclass(frozen=True)
class Pair:
    """A notebook of an assignment: its source, and what students get of it. ``house`` is whether the course follows the house's own rules."""

    file: str
    source: NotebookNode
    released: NotebookNode
    house: bool

    def unanswered(self) -> NotebookNode:
        """The source with the answer cells as students get them: all tests, and no answers."""
        stubs = {grade_id_of(cell): cell.source for cell in self.released.cells if is_answer(cell)}
        cells = [NotebookNode({**cell, "source": stubs.get(grade_id_of(cell), "")}) if is_answer(cell) else cell for cell in self.source.cells]
        return NotebookNode({**self.source, "cells": cells})


def find_drift(pair: Pair, solved: NotebookNode, unanswered: NotebookNode) -> Iterator[Finding]:
    """Compare a pair; ``solved`` is its source as it was run, ``unanswered`` its ``unanswered()`` as that was run."""
    yield from _missing(pair)
    yield from _with_solution(pair, solved)
    yield from _without_answers(pair, unanswered)
    if is_python(pair.source):
        yield from _other_parameters(pair)
        yield from _unknown_names(pair)


def _missing(pair: Pair) -> Iterator[Finding]:
    """Cells of the source that students would not get."""
    got = {grade_id_of(cell) for cell in pair.released.cells}
    for number, cell in enumerate(pair.source.cells):
        if grade_id_of(cell) not in got:
            yield Finding(pair.file, cell_place(number, cell), "Cellen er ikke med i de studerendes udgave.")


def _with_solution(pair: Pair, solved: NotebookNode) -> Iterator[Finding]:
    for number, cell in enumerate(solved.cells):
        if not (error := error_of(cell)):
            if is_test(cell) and _points(cell)[0] < _points(cell)[1]:
                yield Finding(pair.file, cell_place(number, cell), f"Løsningen får {_points(cell)[0]:g} af {_points(cell)[1]:g} point i sin egen prøve.")
        elif is_test(cell):
            yield Finding(pair.file, cell_place(number, cell), f"Løsningen klarer ikke sin egen prøve: {_said(error)}")
        elif error[0] != "stderr":
            yield Finding(pair.file, cell_place(number, cell), f"Cellen stopper, når løsningen bliver kørt: {_said(error)}")


def _without_answers(pair: Pair, unanswered: NotebookNode) -> Iterator[Finding]:
    from exercises.tasks.answers import NotYet

    for number, cell in enumerate(unanswered.cells):
        place, error = cell_place(number, cell), error_of(cell)
        if is_test(cell) and _points(cell)[0]:
            yield Finding(pair.file, place, f"Prøven giver {_points(cell)[0]:g} point, før der er skrevet et svar.", pair.house)
        elif is_test(cell) and error and (error[0] not in (AssertionError.__name__, NotYet.__name__) or not error[1].strip()):
            yield Finding(pair.file, place, f"Før der er skrevet et svar, ender prøven ikke med sin egen besked, men med {_said(error)}", pair.house)
        elif is_answer(cell) and error and error[0] != "stderr":
            yield Finding(pair.file, place, f"Cellen kan ikke køres, før der er skrevet et svar: {_said(error)}", pair.house)


def _said(error: tuple[str, str]) -> str:
    return f"{error[0]}: {shown(error[1], 160)}" if error[1] else error[0]


def _points(cell: NotebookNode) -> tuple[float, float]:
    """Points as nbgrader gives them, and the most there is."""
    from nbgrader.utils import determine_grade

    try:
        return determine_grade(cell)
    except ValueError:  # a fraction over one
        return 0, float(cell.metadata.nbgrader.points)


def _other_parameters(pair: Pair) -> Iterator[Finding]:
    """Functions whose parameters are others in the solution, or in the text that asks for them."""
    stubs = {grade_id_of(cell): cell for cell in pair.released.cells if is_answer(cell) and cell.cell_type == "code"}
    told: dict[str, str] = {}
    for number, cell in enumerate(pair.source.cells):
        told |= _asked_for(cell.source) if cell.cell_type == "markdown" else {}
        if not (stub := stubs.get(grade_id_of(cell))):
            continue
        solution = read_code(cell.source)
        for name, parameters in read_code(stub.source).made.items():
            if parameters != solution.made.get(name, parameters):
                yield Finding(pair.file, cell_place(number, cell), f"De studerende får {name}{parameters}, og løsningen har {name}{solution.made[name]}.")
            if parameters and parameters != told.get(name, parameters):
                yield Finding(pair.file, cell_place(number, cell), f"De studerende får {name}{parameters}, og teksten beder om {name}{told[name]}.", pair.house)


def _asked_for(text: str) -> dict[str, str]:
    """The functions a text asks for, as 'Skriv `name(parameters)`', by name."""
    found = [read_code(f"def {asked}: ...").made for asked in re.findall(r"Skriv (?:funktionen )?`(\w+\([^`]*\))`", text)]
    return {name: parameters for made in found for name, parameters in made.items()}


def _unknown_names(pair: Pair) -> Iterator[Finding]:
    """Names that a test uses and students would not have."""
    stubs = {grade_id_of(cell): cell.source for cell in pair.released.cells if is_answer(cell)}
    had: dict[str, bool] = {}  # to whether another test made it
    in_solution: set[str] = set()
    for number, cell in enumerate(pair.source.cells):
        if cell.cell_type != "code":
            continue
        code = read_code(cell.source)
        if code.takes_all or code.tree is None:
            return
        if is_test(cell):
            yield from (Finding(pair.file, cell_place(number, cell), what, serious) for what, serious in _about_names(code, had, in_solution, pair.house))
        made = read_code(stubs[grade_id_of(cell)]).made if grade_id_of(cell) in stubs else code.made
        had |= {name: is_test(cell) and had.get(name, True) for name in made}
        in_solution |= set(code.made)


def _about_names(code: Code, had: Mapping[str, bool], in_solution: set[str], house: bool) -> Iterator[tuple[str, bool]]:
    for name in sorted(code.used):
        if name not in had and name not in in_solution:
            yield f"Prøven bruger navnet {name}, som ingen celle laver.", True
        elif name not in had:
            yield f"Prøven bruger navnet {name}, som løsningen laver, men som de studerende ikke får. Lad det stå uden for løsningen.", house
        elif had[name]:
            yield f"Prøven bruger navnet {name}, som kun en anden prøve laver. Lav det i prøven selv.", house
