"""The kit's own exceptions: every message says what happened, where, and what to do."""

from __future__ import annotations

from pathlib import Path


class LedelsesrumError(Exception):
    """Base of every error the kit raises on purpose; ``str()`` is a message for the reader, in Danish."""


class ContentError(LedelsesrumError):
    """A file of the course itself (YAML, CSV, notebook) does not follow its schema."""

    def __init__(self, file: Path | str, place: str, problem: str, remedy: str):
        self.file, self.place, self.problem, self.remedy = Path(file), place, problem, remedy
        super().__init__(f"{self.file.name}, {place}: {problem} {remedy}")


class JournalError(LedelsesrumError):
    """The reader's log of answers cannot be read or written."""


class CalendarError(LedelsesrumError):
    """A calendar file that the reader chose cannot be read, or is too much to read."""


class PortfolioError(LedelsesrumError):
    """The reader's plan cannot be made into the file that was asked for."""


class PrintError(LedelsesrumError):
    """No browser on the machine printed the page."""


class HandinError(LedelsesrumError):
    """A student's notebook, package or hand-in cannot be read, repaired or written."""
