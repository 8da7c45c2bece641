"""Run the student's code and the visible tests, and put what came of them in a student's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from exercises.handin.answers import Answer
from exercises.handin.naming import task_names
from exercises.handin.notebook import Graded, graded
from exercises.handin.placing import answers_of_tests
from exercises.handin.report import Finding
from exercises.handin.running import Ran, run
from exercises.handin.wording import run_of


@dataclass(frozen=True)
class Tried:
    """What the run found, and how many visible tests passed and failed; ``cell`` of a finding is the place in the notebook that was run."""

    findings: tuple[Finding, ...]
    passed: int
    failed: int


def try_out(notebook: NotebookNode, original: NotebookNode, written: tuple[Answer, ...], folder: Path, seconds: int) -> Tried:
    """Run the repaired notebook in ``folder``; a test of what is not answered counts as failed, and says nothing."""
    names = task_names(original)
    unanswered = {answer.grade_id for answer in written if not answer.answered}
    tested = answers_of_tests(original)
    ran = run(notebook, folder, seconds)
    findings: list[Finding] = []
    passed = failed = 0
    for index, cell in enumerate(notebook.cells):
        if index not in ran:
            continue
        found = graded(cell)
        if found and found.is_test and run_of(cell.source):
            passed, failed = passed + (ran[index].how == "ok"), failed + (ran[index].how != "ok")
            if tested[found.grade_id] and tested[found.grade_id] <= unanswered:
                continue
        findings += _said(ran[index], found, names, index, seconds, findings)
    return Tried(tuple(findings), passed, failed)


def _said(ran: Ran, found: Graded | None, names: dict[str, str], index: int, seconds: int, before: list[Finding]) -> Iterator[Finding]:
    task = names[found.grade_id] if found else None
    grade_id = found.grade_id if found else None
    is_test = bool(found and found.is_test)
    kind, text = _told(ran, is_test, task, seconds)
    known = any(one.task == task and one.kind in ("error", "stopped") for one in before)
    if kind and not (task and known and not ran.asserted):  # a test that stops where the answer did says nothing new
        yield Finding(kind, text, task, grade_id, index)


def _told(ran: Ran, is_test: bool, task: str | None, seconds: int) -> tuple[str | None, str]:
    """The kind of finding, if it is one, and what it says."""
    where = f"{task[:1].upper()}{task[1:]}" if task else "En af dine egne celler"
    if ran.how == "stopped":
        return "stopped", f"{where}: Din kode stoppede ikke i løbet af {seconds} sekunder. Er der en løkke, som aldrig bliver færdig?"
    if ran.how == "died":
        return "stopped", f"{where}: Python lukkede ned, mens koden kørte. Bruger den mere hukommelse, end der er, eller afslutter den selv Python?"
    if ran.how == "error" and is_test:
        return "test", f"{where}: {ran.text if ran.asserted else f'Prøven kunne ikke gennemføres. {ran.text}'}"
    if ran.how == "error":
        return "error", f"{where}: Koden stoppede med en fejl. {ran.text}"
    if ran.warned and is_test:
        return "warning", f"{where}: Prøven gik igennem, men koden skrev en advarsel, som kan koste point ved rettelsen: {_warning(ran.warned)}"
    return None, ""


def _warning(written: str) -> str:
    """What a warning says, without the file and line it comes with."""
    found = re.search(r"\w*Warning: .{1,200}", written)
    return found[0] if found else written.strip().splitlines()[0][:200]
