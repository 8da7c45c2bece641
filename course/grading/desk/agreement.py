"""The agreement of an assignment as the desk's page gets it: tables, figures and sentences. Graders by name; no student is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from course.grading.agreement import words
from course.grading.agreement.report import Report, report
from course.grading.agreement.summary import GRADERS, HEADINGS, grader_row, row
from course.grading.desk.desk import Desk, require_known
from course.grading.desk.models import Model
from course.grading.sanitize import sanitize_svg

STYLE = re.compile(r' style="([^"]*)"')


class TableView(Model):
    """A table: the first cell of a row says what the row is about. ``caption`` is for those who do not see it."""

    caption: str
    headings: list[str]
    rows: list[list[str]]


class FigureView(Model):
    """A figure: SVG for a page and for a phone, sanitized and without styles of its own, so that the page's CSP lets it be; ``alt`` says what is seen."""

    title: str
    subtitle: str
    source: str
    alt: str
    svg_wide: str
    svg_narrow: str
    table: TableView


class SectionView(Model):
    """A question, the whole assignment, or the graders."""

    cell: str | None
    title: str
    notes: list[str]
    table: TableView | None
    figures: list[FigureView]


class MeaningView(Model):
    name: str
    meaning: str


class AgreementView(Model):
    """The whole report; ``empty`` is what to say instead where nothing has been read by two."""

    assignment: str
    empty: str | None
    sections: list[SectionView]
    meanings: list[MeaningView]
    notes: list[str]


def show_agreement(desk: Desk, assignment: str) -> AgreementView:
    """Compare the readings of an assignment as they stand now; NotFound where there is no such assignment."""
    require_known(desk.root, assignment)
    found = report(desk.root, desk.store, assignment)
    empty = None if any(question.pairs for question in found.questions) else words.NOTHING
    meanings = [] if empty else [MeaningView(name=name, meaning=said) for name, said in words.MEANINGS.items()]
    return AgreementView(assignment=assignment, empty=empty, sections=_sections(found), meanings=meanings, notes=[] if empty else words.notes(found))


def _sections(found: Report) -> list[SectionView]:
    from course.grading.agreement.figures import figures  # matplotlib takes a second to load, and most evenings nobody looks here

    drawn = [(cell, _figure(figure)) for cell, figure in figures(found)]
    sections = [
        SectionView(cell=question.cell, title=f"{question.name} {question.title}", notes=[words.version_of(question), *words.cautions(question)],
                    table=_table("Enighed, kriterium for kriterium", HEADINGS, map(row, question.measured)) if question.pairs else None,
                    figures=[figure for cell, figure in drawn if cell == question.cell])
        for question in found.questions
    ]
    if found.total and found.total.scripts:
        sections.append(SectionView(cell=None, title="Hele opgaven", notes=[], table=_table("Enighed om pointene", HEADINGS, [row(found.total)]), figures=[]))
    if found.graders:
        sections.append(SectionView(cell=None, title="Læserne", notes=[], table=_table("Strenghed og skred", GRADERS, map(grader_row, found.graders)),
                                    figures=[figure for cell, figure in drawn if not cell]))
    return sections


def _table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> TableView:
    return TableView(caption=caption, headings=list(headings), rows=[list(map(str, cells)) for cells in rows])


def _figure(figure) -> FigureView:
    from course.grading.agreement.figures import SOURCE
    from exercises.charts import svg_of

    wide, narrow = (_plain(svg_of(figure.draw, is_narrow, figure.height, figure.alt)) for is_narrow in (False, True))
    return FigureView(title=figure.title, subtitle=figure.subtitle, source=SOURCE, alt=figure.alt, svg_wide=wide, svg_narrow=narrow,
                      table=_table(figure.title, figure.table.columns, figure.table.itertuples(index=False)))


def _plain(svg: str) -> str:
    """The drawing with attributes in place of styles, which the page's CSP would not let be; what it shows to those who do not see it is ``alt``."""
    return STYLE.sub(lambda style: "".join(f' {name.strip()}="{escape(value.strip())}"' for name, _, value in
                                           (one.partition(":") for one in unescape(style[1]).split(";") if ":" in one)), sanitize_svg(svg))
