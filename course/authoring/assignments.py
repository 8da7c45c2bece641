"""Check that an assignment is whole: its notebook, its page with what readers need, the pages it names, and the answers it is tested with."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from course.authoring.markdown import read_assignment
from course.authoring.problem import Problem, attempt
from course.authoring.project import ASSIGNMENT, ASSIGNMENTS, PAGE, line_of
from course.grading.about import Assignment, assignments
from course.site.build import pages as pages_in_contents
from exercises.content import read_text
from exercises.errors import ContentError

ANSWERS = "tests/course/grading/answers/{}.py"


def check(root: Path) -> Iterator[Problem]:
    file = root / ASSIGNMENTS
    try:
        told = assignments(file.parent) if file.is_file() else {}
    except ContentError:
        return  # the check of schemas says how
    for one in told.values():
        line = line_of(file, f"id: {one.id}")
        yield from (Problem(file, line, *said) for said in _unknown_pages(root, one))
        yield from _page(root, one)
        source = root / ASSIGNMENT.format(f"{one.id}/{one.id}")
        yield from _source(source, one)
        answers = root / ANSWERS.format(one.id)
        if (root / "tests").is_dir() and not answers.is_file():
            yield Problem(answers, None, f"der er ingen svar at prøve {one.id} med.", "Skriv dem som i A1.py: de forkerte svar, svar uden kode og facit.")


def _source(path: Path, one: Assignment) -> Iterator[Problem]:
    """What is wrong with an assignment's notebook beside what its release looks for."""
    if not path.parents[1].is_dir():
        return  # the readers' edition has none
    if not path.is_file():
        yield Problem(path, None, f"notesbogen til {one.id} mangler.", "Lav den i JupyterLab med nbgraders Create Assignment.")
        return
    if damaged := list(attempt(read_assignment, path)):
        yield from damaged
        return
    cells = json.loads(read_text(path))["cells"]
    if any(cell.get("outputs") or cell.get("execution_count") for cell in cells):
        remedy = "Vælg »Restart Kernel and Clear Outputs of All Cells« under Kernel i JupyterLab, og gem."
        yield Problem(path, None, "notesbogen har udskrift fra en kørsel.", remedy)
    start = f"{one.id.lower()}-"
    for name in (cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]):
        if not name.startswith(start):
            remedy = f"Giv den et, der begynder med {start}, under Create Assignment, fx {start}1-opgave."
            yield Problem(path, None, f"cellen {name} hører ikke til {one.id} efter sit navn.", remedy)


def _unknown_pages(root: Path, one: Assignment) -> Iterator[tuple[str, str]]:
    """What is wrong with the pages that an assignment names, each with the remedy."""
    named = [("after", f"notebooks/{one.after}"), *(("prepare", f"book/{slug}") for slug in one.prepare),
             *(("read", f"book/{slug}") for task in one.tasks for slug in task.read)]
    known = pages_in_contents(root)
    for key, name in dict.fromkeys(named):
        if name not in known:
            beside = [other for other in known if other.startswith(name.partition("/")[0])]
            near = [other.partition("/")[2] for other in difflib.get_close_matches(name, beside)]
            yield f"{one.id}, {key}: »{name}« er ikke en side i bogen.", f"Mente du {', '.join(near)}?" if near else "Skriv sidens filnavn uden .md."
    for task in one.tasks:
        if not task.read:
            yield f"{one.id}, {task.id}: read mangler.", "Skriv den eller de sider, som svaret sender den studerende tilbage til."


def _page(root: Path, one: Assignment) -> Iterator[Problem]:
    path = root / PAGE.format(f"opgave-{one.id.lower()}")
    if not path.is_file():
        yield Problem(path, None, f"siden om {one.id} mangler.", "Skriv den som siderne om de andre opgaver, og sæt den ind i _toc.yml.")
        return
    text = read_text(path)
    wanted = [f"```{{assignment}} {one.id}\n{more}```" for more in ("", ":show: tasks\n", ":show: texts\n")]
    wanted += [f"```{{rubric-table}} {name}\n" for name in sorted({by.rubric for answer in one.reflections for by in answer.marked_by})]
    for part in [f"# {one.id}: {one.title}\n", *wanted]:
        if part not in text:
            yield Problem(path, None, f"her mangler: {' '.join(part.split())}", "Skriv det, hver del på sin linje, som på de andre opgavers sider.")
    for found in re.finditer(rf"\b{one.id[0]}\d\b", text):
        if found[0] != one.id:
            yield Problem(path, text[: found.start()].count("\n") + 1, f"siden om {one.id} nævner {found[0]}.", "Ret den, eller skriv opgavens titel.")
