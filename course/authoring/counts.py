"""Check the numbers that pages tell of the course itself: its hours, its sections and its assignments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.authoring.problem import Problem
from course.authoring.project import ASSIGNMENTS
from course.grading.about import assignments
from course.site.sections import sections
from course.site.timing import timings
from exercises.content import read_text
from exercises.errors import ContentError

WORDS = ("ingen", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
TOLD = {  # what each number is of; the number stands in brackets
    "book/index.md": {"timer": r"omkring (\w+) timer", "opgaver": r"kursets (\w+) opgaver"},
    "book/opgaver.md": {"opgaver": r"Kurset har (\w+) opgaver"},
    "book/undervisning-1-for-undervisere.md": {"afsnit": r"alle (\w+) afsnit", "opgaver": r"de (\w+) opgaver hører"},
    "book/undervisning-2-laeseveje.md": {"timer": r"omkring (\w+) timer", "afsnit": r"(?:delt i|af de) (\w+) afsnit", "opgaver": r"får \[(\w+) opgaver\]"},
    "book/undervisning-8-opgaver.md": {"opgaver": r"Kurset har (\w+) opgaver"},
}


def check(root: Path) -> Iterator[Problem]:
    if not all(section.slug(root) for section in sections(root)):
        return  # a course that is not whole yet
    try:
        number = len(assignments((root / ASSIGNMENTS).parent))
    except ContentError:
        return  # the check of schemas says how
    counted = {"timer": hours(root), "afsnit": len(sections(root)), "opgaver": number}
    for name, told in TOLD.items():
        text = read_text(root / name)
        for what, pattern in told.items():
            right = {str(counted[what]), *WORDS[counted[what] : counted[what] + 1]}
            for found in re.finditer(pattern, text):
                if found[1] not in right:
                    yield Problem(root / name, text[: found.start(1)].count("\n") + 1, f"her står »{found[0]}«, og det er {counted[what]} nu.", "Ret tallet.")


def hours(root: Path) -> int:
    """How long the whole course takes."""
    return round(sum(page.total for page in timings(root)) / 60)
