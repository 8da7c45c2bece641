"""A document as a Word file: real headings, Danish for the spelling, alt text, header rows, A4, page numbers."""

from __future__ import annotations

import io
from datetime import datetime, time

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from exercises.frontend import TOKENS
from exercises.portfolio.document import Block, Bullets, Document, Earlier, Figure, Paragraph, Section, Table
from exercises.portfolio.text import day, fit, line, origin, paragraphs

SANS, SERIF = "Calibri", "Cambria"
WIDTH = Cm(16)  # of the text, on A4 with margins of 2.5 cm


def word_of(document: Document) -> bytes:
    word = docx.Document()
    _set_page(word)
    _set_styles(word)
    _set_properties(word, document)
    word.add_paragraph(line(document.title), style="Title")
    word.add_paragraph(line(document.subtitle), style="Subtitle")
    word.add_paragraph(f"Lavet {day(document.made)} i Ledelsesrum", style="Origin")
    for section in document.sections:
        _add_section(word, section, 1)
    if document.appendix:
        word.add_heading("Bilag: alle mine svar", 1).paragraph_format.page_break_before = True
        for section in document.appendix:
            _add_section(word, section, 2)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _set_page(word: WordDocument) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Side ")
    _add_field(footer, "PAGE")
    footer.add_run(" af ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """A field that Word fills in itself; the 1 is what others show."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_styles(word: WordDocument) -> None:
    styles = word.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_danish(defaults)
    _look(styles["Normal"], SERIF, 11, "ink", after=6, spacing=1.25)
    _set_danish(styles["Normal"].element.get_or_add_rPr())
    _look(styles["Title"], SANS, 26, "ink", bold=True, after=2)
    _look(styles["Subtitle"], SANS, 13, "ink-quiet", after=2)
    for level, size in ((1, 16), (2, 13)):
        _look(styles[f"Heading {level}"], SANS, size, "accent" if level == 1 else "ink", bold=True, before=18 - 4 * (level - 1), after=4)
    _look(styles["List Bullet"], SERIF, 11, "ink", after=3)
    _look(styles["Caption"], SANS, 9.5, "ink-quiet", after=10)
    _look(styles["Footer"], SANS, 9, "ink-quiet")
    _look(styles.add_style("Origin", WD_STYLE_TYPE.PARAGRAPH), SANS, 9.5, "ink-quiet", after=10)
    earlier = styles.add_style("Earlier answer", WD_STYLE_TYPE.PARAGRAPH)
    _look(earlier, SERIF, 11, "ink", after=4, spacing=1.25)
    earlier.paragraph_format.left_indent = Cm(0.6)
    _look(styles.add_style("Earlier origin", WD_STYLE_TYPE.PARAGRAPH), SANS, 9.5, "ink-quiet", after=10)
    styles["Earlier origin"].paragraph_format.left_indent = Cm(0.6)
    earlier.paragraph_format.keep_with_next = True
    _look(styles.add_style("Table text", WD_STYLE_TYPE.PARAGRAPH), SANS, 9.5, "ink", after=2, spacing=1.1)
    title = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if title is not None:
        title.getparent().remove(title)


def _set_danish(properties) -> None:
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), "da-DK" if name == "val" else {"eastAsia": "en-US", "bidi": "ar-SA"}[name])


def _look(style: ParagraphStyle, font: str, size: float, token: str, *, bold: bool = False, before: float = 0, after: float = 0, spacing: float = 1.0) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]  # a theme's font would win over the named one
    for name in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)
    style.font.color.rgb = RGBColor.from_string(TOKENS[token][1:])
    style.paragraph_format.space_before, style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(before), Pt(after), spacing


def _set_properties(word: WordDocument, document: Document) -> None:
    made = datetime.combine(document.made, time(12))
    properties = word.core_properties
    properties.title, properties.subject, properties.language = line(document.title)[:255], line(document.subtitle)[:255], "da-DK"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = made


def _add_section(word: WordDocument, section: Section, level: int) -> None:
    word.add_heading(line(section.heading), level)
    after_table = False
    for block in section.blocks:
        before = len(word.paragraphs)
        _add_block(word, block)
        if after_table and len(word.paragraphs) > before:
            word.paragraphs[before].paragraph_format.space_before = Pt(10)
        after_table = isinstance(block, Table)


def _add_block(word: WordDocument, block: Block) -> None:
    match block:
        case Paragraph(text):
            for part in paragraphs(text):
                word.add_paragraph(part)
        case Earlier(text, where, written):
            for part in paragraphs(text):
                word.add_paragraph(part, style="Earlier answer")
            word.add_paragraph(origin(where, written), style="Earlier origin")
        case Bullets(items):
            for item in items:
                word.add_paragraph(line(item), style="List Bullet")
        case Table():
            _add_table(word, block)
        case Figure():
            _add_figure(word, block)


def _add_table(word: WordDocument, block: Table) -> None:
    caption = word.add_paragraph(line(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_after = Pt(3)
    table = word.add_table(rows=1 + len(block.rows), cols=len(block.headers), style="Table Grid")
    _describe(table._tbl.tblPr, "w:tblCaption", line(block.caption)[:255])
    for row, cells in zip(table.rows, (block.headers, *block.rows)):
        _add_flag(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text in zip(row.cells, cells):
            cell.paragraphs[0].style = "Table text"
            cell.paragraphs[0].add_run(fit(text).strip()).bold = cells is block.headers
    _add_flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _add_flag(properties, name: str) -> None:
    properties.append(OxmlElement(name))


def _describe(properties, name: str, text: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), text)
    properties.append(element)


def _add_figure(word: WordDocument, block: Figure) -> None:
    holder = word.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(io.BytesIO(block.png), width=WIDTH)
    highest = Cm(20)
    if shape.height > highest:
        shape.width, shape.height = int(shape.width * highest / shape.height), highest
    shape._inline.docPr.set("descr", line(block.alt))
    word.add_paragraph(line(block.caption), style="Caption")
