"""The course as one PDF: printed by the browser on the machine, first to learn the page numbers, then with them in the contents."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject

from course.editions.errors import EditionError
from course.editions.joined import SUBTITLE, TITLE, Chapter, chapters_of, join
from exercises.errors import PrintError
from exercises.portfolio.browser import print_pdf

PATIENCE = 600  # seconds; a slow laptop prints some 300 pages
EPUB_INSTEAD = "Vælg --format epub i stedet. Den bog laver kurset selv."


def pdf_of(root: Path, book: Path) -> bytes:
    """Print the built book as one tagged document with bookmarks.

    Raises
    ------
    EditionError
        No browser was found, or it did not print.
    """
    chapters = chapters_of(root, book)
    first = _print(join(root, chapters, {}))
    return _finished(_print(join(root, chapters, _pages_of(PdfReader(io.BytesIO(first)), chapters))), chapters)


def _print(page: str) -> bytes:
    try:
        return print_pdf(page, PATIENCE)
    except PrintError as error:
        raise EditionError(f"{error} {EPUB_INSTEAD}") from error


def _pages_of(reader: PdfReader | PdfWriter, chapters: list[Chapter]) -> dict[str, int]:
    """The number of the page that each chapter begins on, by its anchor; the cover is page 1."""
    places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    return {chapter.anchor: reader.get_destination_page_number(places[chapter.anchor]) + 1 for chapter in chapters}


def _finished(printed: bytes, chapters: list[Chapter]) -> bytes:
    """With what a browser cannot say, and without the time of day, which would make every copy another."""
    reader = PdfReader(io.BytesIO(printed))
    writer = PdfWriter(clone_from=reader)
    writer.metadata = {"/Title": TITLE, "/Subject": SUBTITLE, "/Author": TITLE}
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.page_mode = "/UseOutlines"
    _set_bookmarks(writer, chapters, _pages_of(reader, chapters))
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def _set_bookmarks(writer: PdfWriter, chapters: list[Chapter], pages_of: dict[str, int]) -> None:
    """Parts, chapters and exercises; the browser's own name some headings twice, and lose the space where a line of a heading ends."""
    del writer.root_object["/Outlines"]
    above = {}
    for chapter in chapters:
        page, depth = pages_of[chapter.anchor] - 1, chapter.leaf.depth
        if chapter.leaf.part:
            above[0] = writer.add_outline_item(title=chapter.leaf.part, page_number=page, is_open=False)
        above[depth] = writer.add_outline_item(title=chapter.title, page_number=page, parent=above.get(depth - 1), is_open=False)
