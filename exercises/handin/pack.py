"""Repair the student's own file, and pack it with a receipt. Whatever goes wrong, what the student had is still there."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from exercises.danish_dates import danish_time
from exercises.errors import HandinError
from exercises.files import overwrite, write_new
from exercises.handin.answers import answers
from exercises.handin.check import BACKUP, find_original, remarks
from exercises.handin.notebook import read_bytes, read_original, reads, release_of
from exercises.handin.parsing import is_plain_utf8
from exercises.handin.repair import repair
from exercises.os_errors import reason

RECEIPT = "kvittering.json"
ENCODING = "Filen var gemt i et tegnsæt, som Jupyter ikke læser. Den er gemt på den rigtige måde; teksten er den samme."


@dataclass(frozen=True)
class Repaired:
    """What was changed in the student's file, and where it lies as it was; no backup where nothing was changed."""

    changes: tuple[str, ...]
    backup: Path | None = None


@dataclass(frozen=True)
class Receipt:
    """What was handed in. ``sha256``, ``size`` (bytes) are those of the notebook in the zip, which is the one on the disk."""

    file: Path
    assignment: str
    release: str | None
    sha256: str
    size: int
    time: datetime
    unanswered: tuple[str, ...]
    remarks: tuple[str, ...]
    """What makes it doubtful that the right file was handed in."""
    repaired: Repaired

    def __str__(self) -> str:
        lines = [
            f"Opgave {self.assignment} er pakket og klar til at blive lagt op, hvor din underviser har bedt om den.", "",
            f"Fil:        {self.file.name}", f"Mappe:      {self.file.parent}", f"Tid:        {danish_time(self.time)}.{self.time:%S}",
            f"Kvittering: {self.sha256}", "", "Gem zip-filen, til du har fået svar: Kvitteringen i den viser, hvad du afleverede.",
        ]
        if self.unanswered:
            lines += ["", f"Ikke besvaret: {', '.join(self.unanswered)}. Du kan svare og pakke igen; den nyeste gælder."]
        for remark in self.remarks:
            lines += ["", remark]
        return "\n".join(lines)

    def as_json(self) -> dict:
        """The receipt as JSON can hold it; ``kvittering.json`` is the first five of it."""
        return self.inside() | {
            "file": self.file.name, "folder": str(self.file.parent), "unanswered": list(self.unanswered), "remarks": list(self.remarks), "changes": list(self.repaired.changes),
            "backup": self.repaired.backup and self.repaired.backup.name,
        }

    def inside(self) -> dict:
        """What ``kvittering.json`` says."""
        time = self.time.isoformat(timespec="seconds")
        return {"assignment": self.assignment, "release": self.release, "sha256": self.sha256, "time": time, "size": self.size}


def repair_file(path: Path, original: Path | None = None) -> Repaired:
    """Repair the student's notebook where it lies, after a copy of it as it is has been put beside it.

    Raises
    ------
    HandinError
        It cannot be read, or cannot be written, or was saved by another program meanwhile. The file is then as it was.
    """
    return _repaired(path, original).repaired


def hand_in(path: Path, original: Path | None = None, folder: Path | None = None) -> Receipt:
    """Repair the notebook and write it, with a receipt, to a new zip in ``folder`` (else beside it); what is not answered is no hindrance.

    Raises
    ------
    HandinError
        As ``repair_file``; or the zip cannot be written.
    """
    work = _repaired(path, original)
    release = release_of(work.notebook)
    known = release or release_of(work.given)
    assignment, now = known.assignment if known else path.stem, datetime.now(timezone.utc)
    target = (folder.expanduser() if folder else path.parent).absolute() / f"{assignment}-aflevering-{now.astimezone():%Y%m%d-%H%M%S}.zip"
    receipt = Receipt(
        target, assignment, release and release.release, hashlib.sha256(work.content).hexdigest(), len(work.content), now,
        tuple(answer.name for answer in answers(work.notebook, work.given) if not answer.answered), work.remarks, work.repaired,
    )
    with _told(target, "Din notesbog er ikke rørt."):
        return replace(receipt, file=write_new(target, _zipped(f"{assignment}.ipynb", work.content, receipt)))


def save_over(path: Path, before: bytes, notebook: NotebookNode, why: str) -> Path:
    """Put a changed notebook in a file's place, and the file as it was beside it; gives the copy.

    Parameters
    ----------
    before : bytes
        What was read; if the file holds anything else by now, it is left alone.
    why : str
        What is done to it, as a noun; it becomes part of the copy's name.
    """
    copy = path.with_name(f"{path.stem}{BACKUP}{why} {datetime.now():%Y-%m-%d kl. %H.%M.%S}).ipynb")
    with _told(path, "Din notesbog er ikke rørt."):
        copy = write_new(copy, before)
        if read_bytes(path) != before:
            copy.unlink()
            raise HandinError(
                f"{path.name} blev gemt af et andet program, mens den blev læst. Den er ikke rørt. Gem den i JupyterLab, vent et øjeblik, og prøv igen."
            )
        overwrite(path, written(notebook))
    return copy


def written(notebook: NotebookNode) -> bytes:
    """The notebook as a file."""
    return (nbformat.writes(notebook) + "\n").encode("utf-8")


@dataclass(frozen=True)
class _Work:
    """A student's file when it has been repaired: what was done, its bytes, what is in it, what was handed out, and what is odd."""

    repaired: Repaired
    content: bytes
    notebook: NotebookNode
    given: NotebookNode
    remarks: tuple[str, ...]


def _repaired(path: Path, original: Path | None) -> _Work:
    before = read_bytes(path)
    handed_in = reads(before, path.name)
    given = read_original(original or find_original(path, handed_in))
    odd = tuple(finding.text for finding in remarks(path, handed_in, given))
    result = repair(handed_in, given)
    changes = result.changes if is_plain_utf8(before) else (ENCODING, *result.changes)
    if not changes:
        return _Work(Repaired(()), before, result.notebook, given, odd)
    backup = save_over(path, before, result.notebook, "reparation")
    return _Work(Repaired(changes, backup), written(result.notebook), result.notebook, given, odd)


def _zipped(name: str, content: bytes, receipt: Receipt) -> bytes:
    made = receipt.time.astimezone().timetuple()[:6]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for inner, data in ((name, content), (RECEIPT, json.dumps(receipt.inside(), ensure_ascii=False, indent=1).encode("utf-8"))):
            archive.writestr(zipfile.ZipInfo(inner, made), data, compress_type=zipfile.ZIP_DEFLATED)
    return file.getvalue()


@contextmanager
def _told(path: Path, safe: str) -> Iterator[None]:
    """Turn what the system says of a file that cannot be written into one Danish message."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            problem = f"Disken er fuld, så {path.name} kunne ikke gemmes i {path.parent}. Gør plads, og prøv igen."
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            problem = (f"Der må ikke skrives i {path.parent}, eller et andet program holder {path.name} fast. Luk det andet program, "
                       "eller flyt hele opgavens mappe til dine dokumenter, og prøv igen.")
        else:
            problem = f"{path.name} kunne ikke gemmes i {path.parent} ({reason(error)}). Se efter, om mappen findes, og om drevet er der, og prøv igen."
        raise HandinError(f"{problem} {safe}") from error
