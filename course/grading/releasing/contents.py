"""Everything that can be read in a package: files in archives in it, every string of a notebook, and what is written as base64."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import nbformat
from nbformat import NotebookNode

from course.grading.releasing.findings import cell_place

BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{4}(?:\r?\n[ \t]*)?){5,}[A-Za-z0-9+/_-]{0,3}={0,2}")
LARGEST = 50_000_000  # bytes that something packed may become
DEEPEST = 4
NameOfCell = Callable[[int, NotebookNode], str]
PACKED = (b"PK", b"\x1f\x8b", b"\x78", b"\x89PNG")


@dataclass(frozen=True)
class Text:
    """A text of a package, and where it stands. ``of_cell`` is True for what is shown as a cell."""

    file: str
    place: str
    text: str
    of_cell: bool = False


def texts(file: str, data: bytes, depth: int = 0, name: NameOfCell = cell_place) -> Iterator[Text]:
    """Give every text in a file, what is packed in it too; ``name`` says what the cells of its notebooks are called."""
    if depth > DEEPEST:
        return
    if unpacked := _unpacked(data):
        yield from texts(file, unpacked, depth + 1, name)
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _of_archive(file, data, depth, name)
    elif notebook := as_notebook(file, data):
        yield from _of_notebook(file, notebook, name)
    else:
        yield from _with_encoded(Text(file, "", _decoded(data)), depth)


def as_notebook(file: str, data: bytes) -> NotebookNode | None:
    """The file as a notebook, if it is one."""
    with suppress(Exception):  # nbformat raises many kinds
        return nbformat.reads(data.decode("utf-8"), as_version=4) if file.endswith(".ipynb") else None
    return None


def strings(value: object) -> Iterator[str]:
    """Every key and value in a piece of JSON."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _of_archive(file: str, data: bytes, depth: int, name_of_cell: NameOfCell) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = f"{file} › " if depth or not file.endswith(".zip") else ""
        yield Text(file, "arkivets kommentar", _decoded(archive.comment))
        for member in archive.infolist():
            name = inside + member.filename
            yield Text(name, "filens navn", member.filename)
            yield Text(name, "filens kommentar i arkivet", _decoded(member.comment + member.extra))
            if member.file_size <= LARGEST:
                yield from texts(name, archive.read(member), depth + 1, name_of_cell)


def _of_notebook(file: str, notebook: NotebookNode, name: NameOfCell) -> Iterator[Text]:
    for number, cell in enumerate(notebook.cells):
        place = name(number, cell)
        yield Text(file, place, cell.source, of_cell=True)
        for what, part in _parts(cell).items():
            for text in strings(part):
                yield from _with_encoded(Text(file, f"{place}, {what}", text), 0)
        yield from _encoded(Text(file, place, cell.source), 0)
    for text in strings(notebook.metadata):
        yield from _with_encoded(Text(file, "notesbogens oplysninger (metadata)", text), 0)


def _parts(cell: NotebookNode) -> dict[str, object]:
    """What a cell is besides its text."""
    settings = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
    return {
        "oplysninger (metadata)": settings, "nbgraders oplysninger": cell.metadata.get("nbgrader"),
        "vedhæftet": cell.get("attachments"), "udskrift": cell.get("outputs"),
    }


def _with_encoded(text: Text, depth: int) -> Iterator[Text]:
    yield text
    yield from _encoded(text, depth)


def _encoded(text: Text, depth: int) -> Iterator[Text]:
    """What is written as base64 in a text."""
    for found in BASE64.findall(text.text):
        compact = "".join(found.split()).replace("-", "+").replace("_", "/").rstrip("=")
        with suppress(binascii.Error, ValueError):
            data = base64.b64decode(compact + "=" * (-len(compact) % 4))
            if data.startswith(PACKED) or _is_text(data):
                yield from (replace(text, text=one.text) for one in texts(text.file, data, depth + 1))


def _unpacked(data: bytes) -> bytes:
    """What gzip or zlib has packed, also in the text of a picture; empty where there is none."""
    with suppress(OSError, EOFError, zlib.error):
        if data.startswith(b"\x1f\x8b"):
            return gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST)
        if data[:1] == b"\x78":
            return zlib.decompressobj().decompress(data, LARGEST)
        if data.startswith(b"\x89PNG") and b"zTXt" in data:
            return b"\n".join(zlib.decompress(chunk.split(b"\0\0", 1)[1]) for chunk in _chunks(data, b"zTXt"))
    return b""


def _chunks(data: bytes, kind: bytes) -> Iterator[bytes]:
    """The chunks of a kind in a PNG picture."""
    place = 8
    while place + 8 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == kind:
            yield data[place + 8 : place + 8 + size]
        place += size + 12


def _is_text(data: bytes) -> bool:
    """Whether bytes are a text and not what a word gives when it is taken for base64."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8").replace("\n", " ").isprintable()
    return False


def _decoded(data: bytes) -> str:
    """Bytes as text; of what is not text, the runs that can be read."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    with suppress(UnicodeDecodeError):
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
    return "\n".join(run.decode("latin-1") for run in re.findall(rb"[\x20-\x7e\xa0-\xff]{6,}", data))
