"""A document as a PDF: semantic HTML in the look of the course, printed by a browser that stands on the machine."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from exercises.errors import PortfolioError, PrintError
from exercises.frontend import TOKENS
from exercises.portfolio.browser import print_pdf
from exercises.portfolio.document import Block, Bullets, Document, Earlier, Figure, Paragraph, Section, Table
from exercises.portfolio.text import day, fit, line, origin, paragraphs

PRINT = Path(__file__).with_name("print.css")
WORD_INSTEAD = "Vælg Word i stedet. Det laver kurset selv, og Word kan gemme filen som PDF."


def pdf_of(document: Document) -> bytes:
    """Print the document.

    Raises
    ------
    PortfolioError
        No browser was found, or it did not print.
    """
    try:
        return print_pdf(html_of(document))
    except PrintError as error:
        raise PortfolioError(f"{error} {WORD_INSTEAD}") from error


def html_of(document: Document) -> str:
    """The document as one page that fetches nothing and runs nothing, whatever the reader typed."""
    colours = ":root {" + "".join(f"--lr-{name}: {value};" for name, value in TOKENS.items()) + "}"
    appendix = "".join(_section(section, 3) for section in document.appendix)
    return (
        '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        f"<title>{_line(document.title)}</title><style>{colours}{PRINT.read_text(encoding='utf-8')}</style></head><body>"
        f'<header><h1>{_line(document.title)}</h1><p class="subtitle">{_line(document.subtitle)}</p>'
        f'<p class="origin">Lavet {day(document.made)} i Ledelsesrum</p></header>'
        f"<main>{''.join(_section(section, 2) for section in document.sections)}"
        + (f'<section class="appendix"><h2>Bilag: alle mine svar</h2>{appendix}</section>' if appendix else "")
        + "</main></body></html>"
    )


def _section(section: Section, level: int) -> str:
    return f"<section><h{level}>{_line(section.heading)}</h{level}>{''.join(map(_block, section.blocks))}</section>"


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _text(text)
        case Earlier(text, where, written):
            return f'<blockquote>{_text(text)}<p class="origin">{escape(origin(where, written))}</p></blockquote>'
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{_line(item)}</li>' for item in items)}</ul>"
        case Table(caption, headers, rows):
            head = "".join(f'<th scope="col">{_line(header)}</th>' for header in headers)
            body = "".join(f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td>{_cell(cell)}</td>" for cell in rest)}</tr>' for first, *rest in rows)
            return f"<table><caption>{_line(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        case Figure(caption=caption, alt=alt, svg=svg):
            picture = base64.b64encode(svg.encode("utf-8", "ignore")).decode()
            return f'<figure><img src="data:image/svg+xml;base64,{picture}" alt="{_line(alt)}"><figcaption>{_line(caption)}</figcaption></figure>'


def _line(text: str) -> str:
    return escape(line(text))


def _cell(text: str) -> str:
    return escape(fit(text).strip()).replace("\n", "<br>")


def _text(text: str) -> str:
    return "".join(f"<p>{_cell(part)}</p>" for part in paragraphs(text))
