"""Take out of a text what tells whose machine it was written on. Standard library only."""

from __future__ import annotations

import getpass
import os
import re
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ADDRESS = re.compile(r"\b[\w+]+://\S+")
PATHS = re.compile(r"(?<![\w~.)/])(?:[A-Za-z]:)?[\\/]+(?:[^\s\\/\"':;,()]+[\\/]+)+(?=[^\s\\/])")
SHORTEST = 3  # letters; a shorter name stands in ordinary words


def without_names(root: Path) -> Callable[[str], str]:
    """Give a function that shortens paths and leaves out the names of the user and the machine.

    The reader's own folders are called what they are (``~``, ``datamappen``); of any other path only the last part is left.
    """
    known = _known_places(root)
    names = {name for name in _names() if len(name) >= SHORTEST}
    called = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)

    def clean(text: str) -> str:
        text = ADDRESS.sub("(adresse)", text)
        for place, short in known:
            text = text.replace(place, short)
        return called.sub("(navn)", PATHS.sub("…/", text))

    return clean


def _known_places(root: Path) -> list[tuple[str, str]]:
    """Folders by their longest spelling first, with what they are called in the report."""
    places = {str(root): "(kursets mappe)", str(Path.home()): "~", tempfile.gettempdir(): "(midlertidig)"}
    with suppress(ImportError):
        from exercises.journal.log import data_folder

        places[str(data_folder())] = "(datamappen)"
    places |= {str(Path(place).resolve()): short for place, short in places.items()}
    return sorted(((place, short) for place, short in places.items() if len(place) > 1), key=lambda one: -len(one[0]))


def _names() -> set[str]:
    names = {Path.home().name, socket.gethostname(), socket.gethostname().partition(".")[0], os.environ.get("COMPUTERNAME", "")}
    with suppress(OSError, KeyError, ImportError):
        names.add(getpass.getuser())
    return names - {"root"}
