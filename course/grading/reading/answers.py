"""What one student has answered to one question: the texts, as they were written, from the notebook as it was handed in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256

from nbformat import NotebookNode

from exercises.handin.answers import count_words, own_text
from exercises.handin.notebook import claimed_id, graded

BLANK, UNREADABLE = "blank", "unreadable"  # in place of the sha256 of an answer
PLACEHOLDERS = {"skriv dit svar her.", "your answer here"}  # what nbgrader puts where nothing was handed out


@dataclass(frozen=True)
class Part:
    """One cell of an answer: ``kind`` is markdown, code or raw; ``attachments`` are as in the notebook, and hostile."""

    kind: str
    source: str
    attachments: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Answer:
    """The cells of an answer, and ``given``, what stood in them when they were handed out."""

    parts: tuple[Part, ...]
    given: str = ""

    @property
    def own(self) -> str:
        """What the student has written, without what was handed out."""
        lines = own_text("\n\n".join(part.source for part in self.parts), self.given).splitlines()
        return "\n".join(line for line in lines if line.strip().casefold() not in PLACEHOLDERS).strip()

    @property
    def words(self) -> int:
        return count_words(self.own)

    @property
    def is_blank(self) -> bool:
        """Nothing was written, and no picture put in."""
        return not self.own and not any(part.attachments for part in self.parts)

    @property
    def digest(self) -> str:
        """The sha256 of what was written, the same for the same text in another attempt; of a blank answer ``BLANK``."""
        if self.is_blank:
            return BLANK
        said = [(part.kind, part.source, part.attachments) for part in self.parts]
        return sha256(json.dumps(said, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()


def read_answer(notebook: NotebookNode, grade_id: str, is_task: bool, given: str = "") -> Answer:
    """The answer in a notebook; without parts where its cell is not there."""
    return Answer(tuple(map(part_of, answer_cells(notebook, grade_id, is_task))), given)


def answer_cells(notebook: NotebookNode, grade_id: str, is_task: bool) -> list[NotebookNode]:
    """The cells of an answer: its own, for a task those below it, and the ordinary ones that follow, where students go on writing."""
    place = next((number for number, cell in enumerate(notebook.cells) if claimed_id(cell) == grade_id), None)
    if place is None:
        return []
    found = [] if is_task else [notebook.cells[place]]
    for cell in notebook.cells[place + 1:]:
        mark = graded(cell)
        if mark and (found or not mark.is_answer):
            break  # a task may be answered in the answer cell just below it, and nothing is answered in the next question
        found.append(cell)
    return found


def part_of(cell: NotebookNode) -> Part:
    """The cell as it was written."""
    attachments = cell.get("attachments")
    return Part(cell.cell_type, cell.source, dict(attachments) if isinstance(attachments, dict) else {})
