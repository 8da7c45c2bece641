"""``course release``: the reader's zip, with the book built, so that the first page costs the install alone."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from course.grading.releasing.packing import write_zip
from course.releasing.members import ReleaseError, members, tracked, version_of
from course.site.build import build_book, is_current
from exercises.files import overwrite, write_new


def release(root: Path, out: Path | None, dirty: bool, say: Callable[[str], None] = print) -> Path:
    """Make the zip, prove that the book in it is taken as it is, and say its size and its sum; the same course gives the same bytes.

    Parameters
    ----------
    out : Path or None
        A file, or a folder to put it in; without it, ``_build``. A file that is there is replaced.

    Raises
    ------
    ReleaseError
        There are changes that are not committed, or a file cannot be given to readers.
    BuildError
        The book cannot be built.
    """
    names = tracked(root, dirty)
    html = build_book(root, say)
    file = _place(root, out)
    with tempfile.TemporaryDirectory() as own:
        made = Path(own) / file.name
        write_zip(made, members(root, html, names))
        _prove(made, Path(own) / "unpacked")
        content = made.read_bytes()
    if file.is_file():
        overwrite(file, content)
    else:
        write_new(file, content)
    file.chmod(0o644)  # it is for others to read, on a shared drive too
    say(f"Læsernes udgave ligger i {file}")
    say(f"{len(content) / 1e6:.1f} MB".replace(".", ",") + f", sha256 {hashlib.sha256(content).hexdigest()}")
    return file


def _place(root: Path, out: Path | None) -> Path:
    name = f"ledelsesrum-{version_of(root)}.zip"
    out = (out or root / "_build").expanduser().absolute()
    return out / name if out.is_dir() or out.suffix != ".zip" else out


def _prove(file: Path, folder: Path) -> None:
    """Unpack it as a reader would, and see that nothing is to be built."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    if not is_current(next(folder.iterdir())):
        raise ReleaseError("Bogen i zip-filen svarer ikke til kursets filer. "
                           "Der ligger noget i kursets mapper, som git ikke kender. Ryd op med git status --ignored.")
