"""What the student has written in each answer cell, and how long it is. Words are counted, never judged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from exercises.handin.naming import task_names
from exercises.handin.notebook import graded
from exercises.handin.wording import added_lines, run_of, same
from exercises.models.readability import WORD

LONGEST = 200_000  # characters that are counted; a reflection has some thousands
NOT_WORDS = re.compile(r"!\[[^\]\n]{0,100}\]\(attachment:[^)\n]{0,200}\)|\]\(\S{1,500}\)|https?://\S{1,500}|<!--|-->|<br */?>")


@dataclass(frozen=True)
class Answer:
    """An answer cell of the repaired notebook. ``index`` is its place there; ``words`` is None for code, ``range`` None where none is asked for."""

    grade_id: str
    task: str
    index: int
    answered: bool
    words: int | None
    range: tuple[int, int] | None

    @property
    def is_short(self) -> bool:
        """More than a tenth under what is asked for."""
        return bool(self.answered and self.range and self.words < 0.9 * self.range[0])

    @property
    def is_long(self) -> bool:
        """More than a tenth over what is asked for."""
        return bool(self.answered and self.range and self.words > 1.1 * self.range[1])


def answers(repaired: NotebookNode, original: NotebookNode) -> tuple[Answer, ...]:
    """Every answer cell, in the repaired notebook's order."""
    names = task_names(original)
    sources = {found.grade_id: cell for cell in original.cells if (found := graded(cell)) and found.is_answer}
    found = []
    for index, cell in enumerate(repaired.cells):
        mark = graded(cell)
        if mark and mark.grade_id in sources:
            found.append(_answer(cell, sources[mark.grade_id], mark.grade_id, names[mark.grade_id], index))
    return tuple(found)


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
    if cell.cell_type == "code":
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

