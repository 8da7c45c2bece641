"""What the reader types to start the course's program. How it speaks Danish stands in ``exercises/danish_cli.py``."""

from exercises.danish_cli import DanishTyper
from exercises.journal.problems import COMMAND as PROGRAM

__all__ = ["PROGRAM", "DanishTyper"]
