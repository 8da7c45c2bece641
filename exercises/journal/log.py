"""The reader's answers: one SQLite file that only grows, so that an answer outlives kernel, server and page."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import platformdirs

from exercises.errors import JournalError
from exercises.journal.copies import checked_copy, move_damaged_aside
from exercises.journal.database import connect, copy_database, dated, transaction
from exercises.journal.migrations import history_open
from exercises.journal.opening import Opened, open_file
from exercises.journal.problems import BACKUPS, COMMAND, explained, say

FILE_NAME = "journal.sqlite3"
COLUMNS = "exercise, item, occasion, value, typed_at, saved_at, revision, late"
BIGGEST = 2**63 - 1

CURRENT = "revision IN (SELECT max(revision) FROM answers WHERE late = 0 GROUP BY exercise, item, occasion)"


def data_folder() -> Path:
    """Where the reader's own things lie: ``LEDELSESRUM_DATA``, else the system's folder for such."""
    chosen = os.environ.get("LEDELSESRUM_DATA")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("Ledelsesrum", appauthor=False)


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Answer:
    """One answer as it was saved. Times are aware, in UTC.

    ``late`` means that it arrived after a newer one and never was the current answer.
    """

    exercise: str
    item: str
    occasion: str
    value: Any
    typed_at: datetime
    saved_at: datetime
    revision: int
    late: bool = False


class Log:
    """The log of one reader. Open it with ``Log.open()``; many processes and threads may have it open at once."""

    def __init__(self, path: Path, opened: Opened, patience: float, clock: Callable[[], datetime]):
        self.path, self.journal_mode = path, opened.journal_mode
        self._db, self._unwritable, self._patience, self._clock = opened.db, opened.unwritable, patience, clock
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path | None = None, *, patience: float = 5.0, clock: Callable[[], datetime] = utc_now) -> Log:
        """Open the log in a folder, or make it. A log that cannot be written is opened for reading: see ``problem``.

        Parameters
        ----------
        patience : float
            Seconds to wait for another process that is writing.
        clock : function
            Says what time it is.

        Raises
        ------
        JournalError
            The log can be neither read nor made, is damaged, or was written by a newer version of the course.
        """
        path = (folder or data_folder()) / FILE_NAME
        with explained(path, patience):
            return cls(path, open_file(path, patience), patience, clock)

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @property
    def problem(self) -> str | None:
        """Why nothing can be saved, in Danish; None when all is well."""
        return say(self._unwritable, self.path, self._patience) if self._unwritable else None

    @property
    def journal_sentence(self) -> str:
        """How the file is written, in Danish, for the reader who asks."""
        if self.problem:
            return "Loggen kan læses, men der kan ikke skrives i den."
        if self.journal_mode == "wal":
            return "Svar gemmes straks, også når flere vinduer er åbne på én gang (WAL)."
        return (
            "Svar gemmes lige så sikkert som ellers, men ét vindue ad gangen (rollback-journal). Sådan skrives loggen på netværksdrev"
            " og andre steder, hvor den hurtigere måde, WAL, ikke kan bruges."
        )

    def save(
        self, exercise: str, item: str, value: Any, *, occasion: str = "", typed_at: datetime | None = None, key: str | None = None
    ) -> Answer:
        """Save an answer; it is on the disk when this returns.

        Parameters
        ----------
        value
            Anything that JSON can hold.
        typed_at : datetime
            When the reader wrote it; without a zone it is local time. An answer older than the current one is kept, but
            does not become current, unless the current one is from the future: then the clock was wrong.
        key : str
            The sender's own name for this very answer. Saving it again changes nothing and gives what was saved.

        Raises
        ------
        JournalError
            It could not be saved, or the key belongs to another answer.
        """
        text = json.dumps(value, allow_nan=False)
        with self._writing() as db, transaction(db):
            known = self._answers("key = ?", key)
            if known:
                return self._same(known[0], (exercise, item, occasion, json.loads(text)))
            saved_at = self._clock().astimezone(timezone.utc)
            typed_at = typed_at.astimezone(timezone.utc) if typed_at else saved_at
            current = self._answers(f"{CURRENT} AND exercise = ? AND item = ? AND occasion = ?", exercise, item, occasion)
            late = any(typed_at < answer.typed_at <= saved_at for answer in current)
            row = (exercise, item, occasion, text, in_utc(typed_at), in_utc(saved_at), late, key or uuid.uuid4().hex)
            cursor = db.execute(
                "INSERT INTO answers (exercise, item, occasion, value, typed_at, saved_at, late, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )
            return self._answers("revision = ?", cursor.lastrowid)[0]

    def _same(self, known: Answer, content: tuple) -> Answer:
        if content != (known.exercise, known.item, known.occasion, known.value):
            raise JournalError(f"Svaret er ikke gemt: der ligger allerede et andet svar i {self.path} med samme kendetegn. Skriv det igen.")
        return known

    def current(self, exercise: str | None = None) -> list[Answer]:
        """The newest answer of every (exercise, item, occasion), oldest save first."""
        with self._reading():
            return self._answers(f"{CURRENT} AND exercise = ?", exercise) if exercise else self._answers(CURRENT)

    def history(self, exercise: str, item: str, occasion: str = "") -> list[Answer]:
        """Every answer ever saved in one place, in the order of saving."""
        with self._reading():
            return self._answers("exercise = ? AND item = ? AND occasion = ?", exercise, item, occasion)

    def changes_since(self, revision: int) -> list[Answer]:
        """The current answers saved after a revision: what another open page has not seen."""
        with self._reading():
            return self._answers(f"{CURRENT} AND revision > ?", min(revision, BIGGEST))

    def backup(self, target: Path | None = None) -> Path:
        """Copy the log, also while others write to it, and say where the copy is.

        Parameters
        ----------
        target : Path
            A new file, or a folder to put a dated one in; without it, ``backups/`` beside the log.
        """
        target = Path(target).absolute() if target else dated(self.path.parent / BACKUPS)
        target = dated(target) if target.is_dir() else target
        if target.exists():
            raise JournalError(f"Der ligger allerede en fil i {target}. Den er ikke rørt. Vælg et andet navn.")
        with self._lock, explained(self.path, self._patience, copy=target):
            copy_database(self._db, target)
        return target

    @classmethod
    def restore(cls, source: Path, folder: Path | None = None) -> Path | None:
        """Put a copy's answers in place of the log's own; the former log is kept, and its place is given (None if there was none).

        Open pages may go on: they see it as if every answer had been saved anew. A damaged log is moved aside as it is.

        Raises
        ------
        JournalError
            The copy is no log of ours, is damaged, or of a newer version. The log is then untouched.
        """
        source, path = Path(source).absolute(), (folder or data_folder()) / FILE_NAME
        with explained(path), tempfile.TemporaryDirectory() as own:
            copy = Path(own) / FILE_NAME
            checked_copy(source, copy)
            aside = move_damaged_aside(path)
            former = dated(path.parent / BACKUPS, "-foer-restore") if path.exists() else None
            with cls.open(path.parent) as log:
                log._replace_answers(copy, former)
        return aside or former

    def erase(self) -> int:
        """Remove every answer and all history from the file for good, and say how many rows there were.

        Copies in ``backups/`` and elsewhere are not touched.
        """
        with self._writing() as db:
            with transaction(db), history_open(db):
                removed = db.execute("DELETE FROM answers").rowcount
            db.execute("VACUUM")
            if self.journal_mode == "wal" and db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise JournalError(
                    f"Svarene er slettet, men et åbent vindue bruger stadig {self.path}, så rester af teksten kan ligge i {self.path}-wal."
                    f" Luk kurset, og kør igen: {COMMAND} log erase"
                )
        return removed

    def _replace_answers(self, source: Path, former: Path | None) -> None:
        """Take over every answer of another log in one transaction; nothing saved meanwhile slips between copy and change."""
        with self._writing() as db:
            db.execute("ATTACH DATABASE ? AS source", (str(source),))
            columns = ", ".join(row[1] for row in db.execute("PRAGMA source.table_info(answers)") if row[1] != "revision")
            with transaction(db), history_open(db):
                if former:
                    with closing(connect(self.path)) as reader:
                        copy_database(reader, former)
                db.execute("DELETE FROM answers")
                db.execute(f"INSERT INTO answers ({columns}) SELECT {columns} FROM source.answers ORDER BY revision")
            db.execute("DETACH DATABASE source")

    def _answers(self, where: str, *values: object) -> list[Answer]:
        rows = self._db.execute(f"SELECT {COLUMNS} FROM answers WHERE {where} ORDER BY revision", values)
        return [_answer(row) for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, explained(self.path, self._patience):
            yield

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading():
            if self._unwritable:
                raise JournalError(self.problem)
            yield self._db


def _answer(row: tuple) -> Answer:
    exercise, item, occasion, value, typed_at, saved_at, revision, late = row
    times = datetime.fromisoformat(typed_at), datetime.fromisoformat(saved_at)
    return Answer(exercise, item, occasion, json.loads(value), *times, revision, bool(late))


def in_utc(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds, so that text sorts as time."""
    return moment.astimezone(timezone.utc).isoformat(timespec="microseconds")
