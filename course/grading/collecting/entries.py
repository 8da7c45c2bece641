"""One line of a zip's table of contents: its name as whoever packed it saw it, its time, and whether it is safe to read.

Names without the UTF-8 mark are taken for Windows': 850 is what Explorer writes in Denmark, 1252 what older programs wrote, and 437
what zip once said.
"""

from __future__ import annotations

import re
import stat
import zipfile
from datetime import UTC, datetime

from course.grading.names import composed

DANISH = set("æøåÆØÅéÉüÜöÖäÄ")


def danger(name: str, entry: zipfile.ZipInfo, largest: int) -> str:
    """Why an entry of a zip is not read; nothing for one that may be."""
    if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name) or not name.strip("/. "):
        return "peger ud af zip-filen"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "er en genvej til et andet sted på maskinen"
    if entry.flag_bits & 1:
        return "er låst med en adgangskode"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # the others unpack without bounds
        return "er pakket på en usædvanlig måde"
    return f"fylder over {largest // 2**20} MB" if entry.file_size > largest else ""


def decoded(entry: zipfile.ZipInfo) -> str:
    """The name as whoever packed it saw it."""
    name = entry.orig_filename
    if name.isascii() or entry.flag_bits & 0x800:
        return composed(name)
    try:
        data = name.encode("cp437")  # as zipfile read it
        return composed(data.decode("utf-8"))  # a Mac does not set the mark
    except UnicodeEncodeError:
        return composed(name)
    except UnicodeDecodeError:
        return max((data.decode(page, "replace") for page in ("cp850", "cp1252", "cp437")), key=_likely)


def _likely(name: str) -> int:
    return sum((sign in DANISH) - (not sign.isascii() and not sign.isalpha()) for sign in name)


def written(entry: zipfile.ZipInfo) -> datetime | None:
    """When the file was last written; a zip holds the clock on the wall, which is taken to be this machine's."""
    try:
        return datetime(*entry.date_time).astimezone(UTC) if entry.date_time > (1980, 1, 1, 0, 0, 0) else None
    except (ValueError, OverflowError, OSError):
        return None
