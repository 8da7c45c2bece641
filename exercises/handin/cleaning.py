"""What a notebook carries besides its cells' text: outputs, pictures, and settings. Kept within bounds, or taken out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from copy import deepcopy

from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines
from nbformat.validator import isvalid

from exercises.handin.notebook import MAX_OUTPUTS

MAX_OUTPUT_CHARACTERS = 2_000_000
MAX_PICTURE_BYTES = 10 * 2**20
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def cut_outputs(cell: NotebookNode, name: str) -> Iterator[str]:
    """Clear a code cell's outputs where they are too much, and drop those that Jupyter does not know."""
    if len(cell.outputs) > MAX_OUTPUTS or _characters(cell.outputs) > MAX_OUTPUT_CHARACTERS:
        cell.outputs = []
        yield f"{name} havde skrevet så meget ud, at filen blev for stor. Det udskrevne er fjernet; kør cellen igen, hvis du vil se det."
    cell.outputs = [deepcopy(output) for output in cell.outputs if isvalid(output, ref="output", version=4)]


def keep_pictures(cell: NotebookNode, name: str) -> Iterator[str]:
    """Keep the pictures among a cell's attachments, and drop everything else."""
    attached = cell.pop("attachments", None)
    kept = {label: picture for label, one in (attached.items() if isinstance(attached, dict) else ()) if (picture := _picture(one))}
    if kept:
        cell["attachments"] = NotebookNode(kept)
    if attached and (not isinstance(attached, dict) or len(kept) < len(attached)):
        yield f"Noget, der var lagt ind i {name}, er taget ud: Kun billeder (PNG, JPEG, GIF, WebP) på højst {MAX_PICTURE_BYTES // 2**20} MB kan følge med."


def join_lines(notebook: NotebookNode) -> None:
    """Let every text in the outputs be one text, as it is in memory."""
    rejoin_lines(notebook)


def _picture(bundle: object) -> NotebookNode | None:
    """The first picture of an attachment, with its data as one text."""
    for kind in PICTURES if isinstance(bundle, dict) else ():
        data = bundle.get(kind)
        data = "".join(data) if isinstance(data, list) and all(isinstance(line, str) for line in data) else data
        if isinstance(data, str) and _is_base64(data):
            return NotebookNode({kind: data})
    return None


def _is_base64(data: str) -> bool:
    try:
        return 0 < len(data) <= MAX_PICTURE_BYTES * 4 // 3 and bool(base64.b64decode("".join(data.split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _characters(value: object) -> int:
    """How much text lies in a value, however deep."""
    if isinstance(value, dict):
        return sum(len(key) + _characters(one) for key, one in value.items())
    if isinstance(value, list):
        return sum(map(_characters, value))
    return len(value) if isinstance(value, str) else 8
