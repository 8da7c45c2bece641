"""What a check says: to a reader in a terminal, and as JSON to JupyterLab."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from exercises.handin.answers import Answer

WIDTH = 88


@dataclass(frozen=True)
class Finding:
    """One thing to see to.

    ``kind`` is release, copy, unanswered, short, long, test, error, stopped or warning; ``task`` the task's name, or None;
    ``cell`` the cell's place in the student's own notebook, None for one that is not in it.
    """

    kind: str
    text: str
    task: str | None = None
    grade_id: str | None = None
    cell: int | None = None


@dataclass(frozen=True)
class Report:
    """What a check found; ``passed`` and ``failed`` count the visible tests, and are None where none was run."""

    file: str
    assignment: str | None
    release: str | None
    repaired: tuple[str, ...]
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]
    passed: int | None = None
    failed: int | None = None

    @property
    def ready(self) -> bool:
        """Whether nothing is left to see to; what was repaired is, since handing in repairs it."""
        return not self.findings

    @property
    def summary(self) -> str:
        """The one sentence that matters."""
        name = f"Opgave {self.assignment}" if self.assignment else "Opgaven"
        if self.ready:
            return f"{name} er klar til at blive afleveret."
        tasks = list(dict.fromkeys(finding.task for finding in self.findings if finding.task))
        what = "én ting" if len(self.findings) == 1 else f"{len(self.findings)} ting"
        where = f" ({', '.join(task.removeprefix('opgave ') for task in tasks)})" if tasks else ""
        return f"{name} har {what}, du skal se på, før du afleverer{where}."

    def __str__(self) -> str:
        parts = [f"{self.file}: {'opgave ' + self.assignment if self.assignment else 'opgaven'}"]
        if self.repaired:
            parts.append(_list("Repareret i en kopi. Din egen fil er ikke rørt; den bliver repareret, når du afleverer:", self.repaired))
        if self.findings:
            parts.append(_list("Det her er der at se på:", (finding.text for finding in self.findings)))
        counted = [f"{answer.title}: {_words(answer)}." for answer in self.answers if answer.words]
        if counted:
            parts.append(_list("Dine tekster:", counted))
        if self.passed is not None and self.passed + self.failed:
            parts.append(f"Prøver: {self.passed} af {self.passed + self.failed} gik igennem.")
        return "\n\n".join([*parts, textwrap.fill(self.summary, WIDTH)])

    def as_json(self) -> dict:
        """The report as JSON can hold it; its texts are plain, not HTML."""
        counted = None if self.passed is None else {"passed": self.passed, "failed": self.failed}
        return {
            "file": self.file, "assignment": self.assignment, "release": self.release, "ready": self.ready, "summary": self.summary,
            "repaired": list(self.repaired), "findings": [asdict(finding) for finding in self.findings], "tests": counted,
            "answers": [
                {"grade_id": one.grade_id, "task": one.name, "answered": one.answered, "words": one.words, "range": list(one.range) if one.range else None}
                for one in self.answers
            ],
        }


def _words(answer: Answer) -> str:
    asked = f" (bedt om {answer.range[0]}-{answer.range[1]})" if answer.range else ""
    return f"{answer.words} ord{asked}"


def _list(heading: str, items: Iterable[str]) -> str:
    lines = [textwrap.fill(line, WIDTH, initial_indent="- " if not at else "  ", subsequent_indent="  ", break_long_words=False)
             for item in items for at, line in enumerate(item.splitlines() or [""])]
    return "\n".join([heading, *lines])
