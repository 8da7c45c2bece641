"""Find right answers that can be read in a test students get: what equals that which the solution gives there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course.grading.releasing.findings import Finding, cell_place, grade_id_of, shown
from course.grading.releasing.python_code import is_python
from course.grading.releasing.questions import KIND, ask, numbers_in, students_names
from course.grading.releasing.regions import is_answer, is_test, take_apart


def with_probes(notebook: NotebookNode, marks: Mapping[str, str]) -> NotebookNode:
    """The source notebook with a question after every test cell of which students see something."""
    if not is_python(notebook):
        return notebook
    cells, students = [], students_names(notebook)
    for cell in notebook.cells:
        cells.append(cell)
        if is_test(cell) and (visible := take_apart(cell, dict(marks)).visible).strip():
            questions = ask(visible, students)
            cells.append(new_code_cell(questions.code(), metadata={"probe": questions.__dict__}))
    return NotebookNode({**notebook, "cells": cells})


def without_probes(notebook: NotebookNode) -> tuple[NotebookNode, dict[str, dict]]:
    """The notebook that was run as it was written, and the answers to the questions by the grade_id of the cell before."""
    answers, cells = {}, []
    for cell in notebook.cells:
        if "probe" in cell.metadata:
            said = next((output.data[KIND] for output in cell.outputs if KIND in output.get("data", {})), {"values": [], "hold": []})
            answers[grade_id_of(cells[-1])] = {**cell.metadata["probe"], **said}
        else:
            cells.append(cell)
    return NotebookNode({**notebook, "cells": cells}), answers


def find_readable(file: str, notebook: NotebookNode, answers: Mapping[str, dict], house: bool) -> Iterator[Finding]:
    """Right answers in the visible tests of a source ``notebook``; in a course of the house's own rules they stop the release."""
    task = ""
    for number, cell in enumerate(notebook.cells):
        if said := answers.get(grade_id_of(cell)):
            right = list(dict.fromkeys([*said["right"], *(said["comparisons"][place] for place in said["hold"]), *map(str, _equal(said, task))]))
            if right:
                remedy = " Brug digest fra exercises.tasks.answers." if house else ""
                yield Finding(file, cell_place(number, cell), f"Den synlige prøve viser det rigtige svar: {', '.join(map(shown, right[:3]))}.{remedy}", house)
        elif not is_test(cell):
            task = (task if not is_test(notebook.cells[number - 1]) else "") + "\n" + cell.source * (not is_answer(cell))


def right_answers(answers: Mapping[str, dict], visible: str) -> dict[str, str]:
    """The right answers that say something on their own, as text, to the test that looks at them; none of those students read anyway."""
    found = {}
    for grade_id, said in answers.items():
        for value in said["values"]:
            text = value.strip().casefold() if isinstance(value, str) else f"{value:.10g}"
            says_something = len(re.sub(r"\W" if isinstance(value, str) else r"\D", "", text)) >= 4
            if says_something and not re.search(rf"(?<!\w){re.escape(text)}(?!\w)", visible.casefold()):
                found[text] = grade_id
    return found


def _equal(said: Mapping, task: str) -> Iterator[object]:
    """The literals that equal a value the test looks at; none that says nothing, and none the task itself tells."""
    told = {*numbers_in(task), *re.findall(r"\w+", task)}
    for literal in said["literals"]:
        if literal not in told and _says_something(literal) and any(_same(literal, value) for value in said["values"]):
            yield literal


def _says_something(literal: object) -> bool:
    if isinstance(literal, str):
        return len(literal) >= 4
    return abs(literal) >= 10 or literal != round(literal)


def _same(literal: object, value: object) -> bool:
    """Whether a value is the literal when it is written with as many decimals."""
    if isinstance(literal, str) or isinstance(value, str):
        return isinstance(literal, str) and isinstance(value, str) and literal.casefold() == value.strip().casefold()
    decimals = len(f"{literal}".split(".")[1]) if isinstance(literal, float) and literal != round(literal) else 0
    return value == value and round(float(value), decimals) == literal
