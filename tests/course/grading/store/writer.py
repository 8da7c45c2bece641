"""A grader in a process of her own: saves on and on, and says each save that the store has acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from course.grading.root import CourseRoot
from course.grading.rubrics import find_rubric
from course.grading.store import marks
from course.grading.store.database import open_store
from course.grading.store.scripts import find_script
from course.grading.store.values import Conflict, Entry, Level


def main(folder: str, db: str, grader: str, token: str, saves: int) -> None:
    """Save ``saves`` times, each based on what stands; a refused save is tried again on top of the other's."""
    store, rubric = open_store(CourseRoot(Path(folder), db or None)), find_rubric("refleksion")
    script = find_script(store, token)
    for number in range(saves):
        while True:
            current = marks.latest(store, [script]).get(script.id)
            try:
                saved = marks.save(store, script, grader, Entry({"situation": Level(2.0)}, f"{grader} {number}"), current.revision if current else 0, rubric)
                break
            except Conflict:
                continue
        print(saved.revision, saved.entry.comment, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
