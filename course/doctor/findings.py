"""What a check finds. Standard library only."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum

from course.bootstrap import START

COMMAND = START.removesuffix(" read")
AGAIN = "Slet mappen .venv i kursets mappe, og start kurset igen; så bliver pakkerne hentet på ny: " + START


class State(str, Enum):
    """How a thing stands; only BROKEN stops the course."""

    FINE = "fine"
    NOTE = "note"
    ABSENT = "absent"  # and need not be there
    UNSEEN = "unseen"  # something else must be put right first
    BROKEN = "broken"


WORDS = {State.FINE: "i orden", State.NOTE: "bemærk", State.ABSENT: "ikke i brug", State.UNSEEN: "ikke set", State.BROKEN: "FEJL"}


@dataclass(frozen=True)
class Finding:
    """How one thing stands, what is wrong with it, and the one thing to do about it, unless the text says that already. The texts are Danish."""

    state: State
    text: str
    remedy: str = ""


def fine(text: str) -> Finding:
    return Finding(State.FINE, text)


def note(text: str, remedy: str = "") -> Finding:
    return Finding(State.NOTE, text, remedy)


def absent(text: str) -> Finding:
    return Finding(State.ABSENT, text)


def unseen(missing: str = "") -> Finding:
    """What cannot be looked at yet, for a package is missing, or all of them."""
    return Finding(State.UNSEEN, f"Det kan først ses efter, når {f'pakken {missing}' if missing else 'kurset'} er {'på plads' if missing else 'installeret'}.")


def in_environment() -> bool:
    """Whether this Python is an environment's, which has packages, and not the machine's own."""
    return sys.prefix != sys.base_prefix


def broken(text: str, remedy: str = "") -> Finding:
    return Finding(State.BROKEN, text, remedy)
