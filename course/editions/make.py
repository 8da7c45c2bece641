"""``course book``: the whole course as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from course.editions.errors import EditionError
from course.site.build import build_book
from exercises.files import write_new
from exercises.os_errors import reason

NAME = "ledelsesrum"


def make_edition(root: Path, form: str, out: Path | None, say: Callable[[str], None]) -> Path:
    """Build the book if need be, write it to a new file and say where that is; a file that is there already is left alone.

    Parameters
    ----------
    form : str
        ``pdf`` or ``epub``.
    out : Path
        A file or a folder; without it, the folder the command is run in.

    Raises
    ------
    EditionError
        No browser could print it, or it cannot be written there.
    BuildError
        The book could not be built.
    """
    book = build_book(root, say=say)
    if form == "pdf":
        from course.editions.pdf import pdf_of

        say("Printer hele kurset med maskinens browser. Det tager et par minutter.")
        content = pdf_of(root, book)
    else:
        from course.editions.epub import epub_of

        content = epub_of(root, say)
    target = _save_new(place_for(form, out), content)
    size = f"{len(content) / 1e6:.1f}".replace(".", ",")
    say(f"Kurset ligger i ({size} MB):\n{target}")
    return target


def place_for(form: str, out: Path | None) -> Path:
    """The file that is asked for, or one in the folder that is asked for; with the form's ending."""
    out = Path(out or ".").expanduser().absolute()
    if out.is_dir() or not out.suffix:
        return out / f"{NAME}.{form}"
    return out if out.suffix.lower() == f".{form}" else out.with_name(f"{out.name}.{form}")


def _save_new(target: Path, content: bytes) -> Path:
    try:
        return write_new(target, content)
    except OSError as error:
        raise EditionError(
            f"Kurset kunne ikke gemmes i {target.parent} ({reason(error)}). Se efter, om disken er fuld, og om du må skrive i mappen,"
            " eller vælg en anden mappe med --out."
        ) from error
