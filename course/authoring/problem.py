"""What a check finds: the file and line, what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.errors import ContentError

LINE = re.compile(r"linje (\d+)(?:, )?")


@dataclass(frozen=True)
class Problem:
    """One thing to put right; ``line`` is None where the whole file is meant."""

    file: Path
    line: int | None
    problem: str
    remedy: str

    def text(self, root: Path) -> str:
        """The problem as an author reads it, with the file's place in the project."""
        file = self.file.relative_to(root).as_posix() if self.file.is_relative_to(root) else str(self.file)
        place = f", linje {self.line}" if self.line else ""
        return f"{file}{place}\n  {self.problem}\n  {self.remedy}"


def problem_of(error: ContentError) -> Problem:
    """An error of a content file as a problem."""
    line = LINE.match(error.place)
    place = LINE.sub("", error.place, count=1)
    return Problem(error.file, int(line[1]) if line else None, f"{place}: {error.problem}".removeprefix(": "), error.remedy)


def attempt(read: Callable, *arguments: object) -> Iterator[Problem]:
    """Read something of the course; what it raises is the problem."""
    try:
        read(*arguments)
    except ContentError as error:
        yield problem_of(error)
