"""What the student has written in each answer cell, and how long it is. Words are counted, never judged."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from exercises.handin.naming import HEADING, task_names
from exercises.handin.notebook import claimed_id, graded
from exercises.handin.wording import added_lines, run_of, same
from exercises.models.readability import WORD

LONGEST = 200_000  # characters that are counted; a reflection has some thousands
NOT_WORDS = re.compile(r"!\[[^\]\n]{0,100}\]\(attachment:[^)\n]{0,200}\)|\]\(\S{1,500}\)|https?://\S{1,500}|<!--|-->|<br */?>")


@dataclass(frozen=True)
class Answer:
    """An answer in the repaired notebook.

    ``index`` is its cell's place there; of one that is missing, its task's. ``words`` is None for code, ``range`` where none is asked for.
    """

    grade_id: str
    task: str
    index: int
    answered: bool
    words: int | None
    range: tuple[int, int] | None
    part: str = ""
    """Which of a task's several texts it is."""

    @property
    def name(self) -> str:
        """What to call it."""
        return f"{self.task} ({self.part})" if self.part else self.task

    @property
    def title(self) -> str:
        """Its name at the beginning of a sentence."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def is_short(self) -> bool:
        """More than a tenth under what is asked for."""
        return bool(self.answered and self.range and self.words < 0.9 * self.range[0])

    @property
    def is_long(self) -> bool:
        """More than a tenth over what is asked for."""
        return bool(self.answered and self.range and self.words > 1.1 * self.range[1])


def answers(repaired: NotebookNode, original: NotebookNode) -> tuple[Answer, ...]:
    """Every answer, in the original's order.

    A task cell is answered in the ordinary cells below it: in each of those that were handed out, or in the student's own.
    """
    names, found = task_names(original), []
    for place, source in enumerate(original.cells):
        mark = graded(source)
        if mark and mark.is_answer:
            index = place_of(repaired, mark.grade_id)
            found.append(_answer(repaired.cells[index], source, mark.grade_id, names[mark.grade_id], index))
        elif mark and mark.task:
            found += _of_task(repaired, original, place, names[mark.grade_id])
    return tuple(found)


def place_of(notebook: NotebookNode, grade_id: str) -> int:
    """Where a graded cell stands in a notebook that has it."""
    return next(index for index, cell in enumerate(notebook.cells) if claimed_id(cell) == grade_id)


def below(notebook: NotebookNode, place: int) -> range:
    """The places of the ordinary cells between a graded cell and the next one."""
    return range(place + 1, next((index for index in range(place + 1, len(notebook.cells)) if graded(notebook.cells[index])), len(notebook.cells)))


def has_room(original: NotebookNode, place: int) -> bool:
    """Whether a task cell is answered below it, and not in an answer cell that follows it at once."""
    follows = original.cells[place + 1 : place + 2]
    return not (follows and (mark := graded(follows[0])) and mark.is_answer)


def _of_task(repaired: NotebookNode, original: NotebookNode, place: int, task: str) -> list[Answer]:
    if not has_room(original, place):
        return []
    grade_id = claimed_id(original.cells[place])
    written = {repaired.cells[index].id: index for index in below(repaired, place_of(repaired, grade_id))}
    given = [original.cells[index] for index in below(original, place)]
    if not given:
        text = "\n".join(repaired.cells[index].source for index in written.values())
        return [Answer(grade_id, task, place_of(repaired, grade_id), bool(text.strip()), count_words(text), word_range(original.cells[place]))]
    found = []
    for source in given:
        part = next(iter(HEADING.findall(source.source)), "")
        if source.id in written:
            found.append(replace(_answer(repaired.cells[written[source.id]], source, grade_id, task, written[source.id]), part=part))
        elif not part or not any(part in repaired.cells[index].source for index in written.values()):  # else it was merged into another
            found.append(Answer(grade_id, task, place_of(repaired, grade_id), False, 0, word_range(source), part))
    return found


def count_words(text: str) -> int:
    """The words of a Danish text as a reader counts them: »fx«, »16-årig« and »2,5« are one each; addresses and pictures are none."""
    return len(WORD.findall(NOT_WORDS.sub(" ", text[:LONGEST])))


def own_text(text: str, given: str) -> str:
    """What stands in an answer without the lines that were handed out in it; also where the student went on writing on such a line."""
    lines = sorted((line.strip() for line in given.splitlines() if line.strip()), key=len, reverse=True)
    kept = []
    for line in added_lines(text, given).splitlines():
        opening = next((known for known in lines if line.strip().startswith(known)), "")
        kept.append(line.strip().removeprefix(opening))
    return "\n".join(kept)


def _answer(cell: NotebookNode, source: NotebookNode, grade_id: str, task: str, index: int) -> Answer:
    if source.cell_type == "code":
        answered = bool(cell.source.strip()) and not same(cell.source, source.source) and run_of(cell.source) != run_of(source.source)
        return Answer(grade_id, task, index, answered, None, None)
    own = own_text(cell.source, source.source)
    words = count_words(own)
    return Answer(grade_id, task, index, bool(words or cell.get("attachments")), words, word_range(source))


def word_range(source: NotebookNode) -> tuple[int, int] | None:
    """How many words a released answer cell asks for, by its metadata ``ledelsesrum: {"words": [250, 350]}``."""
    said = source.metadata.get("ledelsesrum")
    pair = said.get("words") if isinstance(said, dict) else None
    if isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) and 0 <= pair[0] <= pair[1]:
        return pair[0], pair[1]
    return None

