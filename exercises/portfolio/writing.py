"""The one door from a document to a file: ``write(document, "docx")``."""

from __future__ import annotations

from exercises.portfolio.data import data_of
from exercises.portfolio.document import Document
from exercises.portfolio.markdown import markdown_of
from exercises.portfolio.pdf import pdf_of
from exercises.portfolio.word import word_of

FORMS = {"docx": word_of, "pdf": pdf_of, "md": markdown_of, "json": data_of}


def write(document: Document, form: str) -> bytes:
    """Give the bytes of the document's file.

    Parameters
    ----------
    form : str
        ``docx``, ``pdf``, ``md`` or ``json``; the last is the document as data, without its pictures.

    Raises
    ------
    PortfolioError
        A PDF was asked for, and no browser could print it.
    """
    return FORMS[form](document)
