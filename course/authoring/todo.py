"""Find what ``course new-section`` left to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.authoring.problem import Problem
from course.authoring.project import NOTEBOOK, PAGE, REFLECTIONS, TASKS
from exercises.content import read_text

MARKER = re.compile(r"\[SKRIV HER: (?P<what>[^\]]*)\]")


def check(root: Path) -> Iterator[Problem]:
    for pattern in (PAGE, NOTEBOOK, REFLECTIONS, TASKS):
        for path in sorted(root.glob(pattern.format("*"))):
            yield from left_in(path)


def left_in(path: Path) -> Iterator[Problem]:
    """The places of one file that are still to be written."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        for found in MARKER.finditer(line):
            yield Problem(path, number, f"her mangler: {found['what']}.", "Skriv det i stedet for den kantede parentes.")
