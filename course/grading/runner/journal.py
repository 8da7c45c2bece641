"""What has been run, kept so that a run that was cut off goes on where it was: one small file for each student, written when all else is."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

FOLDER = Path(".ledelsesrum", "run")


@dataclass(frozen=True)
class Outcome:
    """What became of one student's answers.

    Parameters
    ----------
    student : str
        The student's id.
    state : str
        run, kept (run before, and nothing newer has come) or failed; begun while it runs.
    looks : tuple of str
        Danish sentences for the instructor: why somebody needs a look.
    told : tuple of str
        Where the points differ from nbgrader's, and what was repaired; nobody needs to look.
    hand_in : str
        Which hand-in and which database it is about.
    """

    student: str
    state: str
    looks: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    hand_in: str = field(default="", compare=False)


class Journal:
    """The outcomes of one assignment, in the course root."""

    def __init__(self, root: Path, assignment: str):
        self.folder = root / FOLDER / assignment
        self.folder.mkdir(parents=True, exist_ok=True)

    def read(self, student: str) -> Outcome | None:
        """What is known of a student; None where nothing is, or nothing that can be read."""
        with suppress(OSError, ValueError, TypeError):
            kept = json.loads(self._file(student).read_text(encoding="utf-8"))
            return Outcome(**{**kept, "looks": tuple(kept["looks"]), "told": tuple(kept["told"])})
        return None

    def write(self, outcome: Outcome) -> None:
        """Keep an outcome, whole or not at all."""
        file = self._file(outcome.student)
        draft = file.with_suffix(".ny")
        with draft.open("w", encoding="utf-8") as out:
            json.dump(asdict(outcome), out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)

    def log(self, student: str, text: str) -> None:
        """Keep what nbgrader wrote about a student."""
        self._file(student).with_suffix(".log").write_text(text, encoding="utf-8")

    def _file(self, student: str) -> Path:
        return self.folder / f"{student}.json"


def fingerprint(folder: Path, notebooks: list[str], db_url: str) -> str:
    """Which hand-in this is, and in which database its points are: 16 hex digits."""
    found = hashlib.sha256(db_url.encode())
    for path in (*(folder / f"{name}.ipynb" for name in notebooks), folder / "timestamp.txt"):
        found.update(path.name.encode())
        if path.is_file() and not path.is_symlink():
            found.update(path.read_bytes())
    return found.hexdigest()[:16]
