"""Bring what the reader has written in the course's own log into an answer cell. Only when asked, and only at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nbformat import NotebookNode

from exercises.errors import HandinError
from exercises.handin.check import find_original
from exercises.handin.naming import task_names, task_number
from exercises.handin.notebook import claimed_id, give_ids, graded, read_bytes, read_original, reads
from exercises.handin.pack import save_over
from exercises.handin.repair import require_same_assignment
from exercises.journal.log import FILE_NAME, Log, data_folder
from exercises.journal.shown import Shown, shown
from exercises.portfolio.given import given
from exercises.portfolio.text import fit, local_day


@dataclass(frozen=True)
class Own:
    """An answer of the reader's own: its number in the list, the exercise's title, what was asked, the day, and what was written."""

    number: int
    title: str
    prompt: str
    day: date
    text: str


@dataclass(frozen=True)
class Inserted:
    """The task whose answer cell it was put into, and the notebook as it was."""

    task: str
    backup: Path


def own_answers(folder: Path | None = None) -> list[Own]:
    """Every answer in the reader's log, in the course's order; none where there is no log.

    Raises
    ------
    JournalError
        The log is damaged, or was written by a newer version of the course.
    """
    if not ((folder or data_folder()) / FILE_NAME).exists():
        return []
    with Log.open(folder) as log:
        answers = [answer for answer in log.current() if given(answer)]
    return [Own(number, one.title, one.prompt, local_day(one.answer.typed_at), _text(one)) for number, one in enumerate(shown(answers), 1)]


def open_tasks(original: NotebookNode) -> dict[str, str]:
    """The answer cells that take text: what each is called, by grade_id."""
    names = task_names(original)
    marks = [(graded(cell), cell) for cell in original.cells]
    return {found.grade_id: names[found.grade_id] for found, cell in marks if found and found.is_answer and cell.cell_type == "markdown"}


def insert(path: Path, own: Own, task: str, original: Path | None = None) -> Inserted:
    """Put an answer at the end of a task's answer cell, below what stands there.

    Parameters
    ----------
    task : str
        ``A1.4``, or the answer cell's grade_id.

    Raises
    ------
    HandinError
        There is no such answer cell in the assignment or, once only, in the notebook; or the notebook cannot be read or written.
    """
    before = read_bytes(path)
    notebook = reads(before, path.name)
    given_out = read_original(original or find_original(path, notebook))
    require_same_assignment(notebook, given_out)
    grade_id, name = _asked_for(task, open_tasks(given_out))
    cells = [cell for cell in notebook.cells if claimed_id(cell) == grade_id]
    if len(cells) != 1:
        raise HandinError(f"Svarcellen til {name} findes {len(cells)} gange i {path.name}. Reparér notesbogen, og prøv igen. Intet er sat ind.")
    cells[0].source = f"{cells[0].source.rstrip()}\n\n{own.text}".lstrip()
    give_ids(notebook.cells)
    return Inserted(name, save_over(path, before, notebook, "indsættelse"))


def _asked_for(task: str, known: dict[str, str]) -> tuple[str, str]:
    wanted = task.strip().casefold()
    found = next((one for one in known.items() if wanted in (one[0].casefold(), (task_number(one[0]) or "").casefold(), one[1].casefold())), None)
    if not found:
        choices = ", ".join(task_number(grade_id) or grade_id for grade_id in known) or "ingen"
        raise HandinError(f"Der er ingen svarcelle til tekst i »{task}«. Vælg en af: {choices}.")
    return found


def _text(one: Shown) -> str:
    value = one.answer.value
    return fit(value if isinstance(value, str) and len(one.lines) == len(value.splitlines()) else "\n".join(one.lines)).strip()
