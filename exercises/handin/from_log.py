"""Bring what the reader has written in the course's own log into an answer cell. Only when asked, and only at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nbformat import NotebookNode

from exercises.errors import HandinError
from exercises.handin.answers import below, has_room, place_of
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
    """The tasks that take text, in an answer cell or in cells below: what each is called, by grade_id."""
    names, found = task_names(original), {}
    for place, cell in enumerate(original.cells):
        mark = graded(cell)
        if mark and cell.cell_type == "markdown" and (mark.is_answer or (mark.task and has_room(original, place))):
            found[mark.grade_id] = names[mark.grade_id]
    return found


def insert(path: Path, own: Own, task: str, original: Path | None = None) -> Inserted:
    """Put an answer at the end of a task's answer cell, below what stands there; where a task has no such cell, in a new one at its end.

    Parameters
    ----------
    task : str
        ``A1.4``, or the grade_id.

    Raises
    ------
    HandinError
        The assignment has no such task, or the notebook has it not just once; or the notebook cannot be read or written.
    """
    before = read_bytes(path)
    notebook = reads(before, path.name)
    given_out = read_original(original or find_original(path, notebook))
    require_same_assignment(notebook, given_out)
    grade_id, name = _asked_for(task, open_tasks(given_out))
    places = [place for place, cell in enumerate(notebook.cells) if claimed_id(cell) == grade_id]
    if len(places) != 1:
        raise HandinError(f"Cellen til {name} findes {len(places)} gange i {path.name}. Reparér notesbogen, og prøv igen. Intet er sat ind.")
    if graded(given_out.cells[place_of(given_out, grade_id)]).is_answer:
        cell = notebook.cells[places[0]]
        cell.source = f"{cell.source.rstrip()}\n\n{own.text}".lstrip()
    else:
        notebook.cells.insert(below(notebook, places[0]).stop, NotebookNode(cell_type="markdown", metadata=NotebookNode(), source=own.text))
    give_ids(notebook.cells)
    return Inserted(name, save_over(path, before, notebook, "indsættelse"))


def _asked_for(task: str, known: dict[str, str]) -> tuple[str, str]:
    wanted = task.strip().casefold()
    found = next((one for one in known.items() if wanted in (one[0].casefold(), (task_number(one[0]) or "").casefold(), one[1].casefold())), None)
    if not found:
        choices = ", ".join(task_number(grade_id) or grade_id for grade_id in known) or "ingen"
        raise HandinError(f"Der skal ikke skrives tekst i »{task}«. Vælg en af: {choices}.")
    return found


def _text(one: Shown) -> str:
    """The answer in words; a text with the reader's own paragraphs."""
    value, said = one.answer.value, "\n".join(one.lines)
    return fit(value if isinstance(value, str) and value.split() == said.split() else said).strip()
