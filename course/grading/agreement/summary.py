"""The report of an assignment's agreement in the terminal, for a spreadsheet, and for other programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from course.grading.agreement import words
from course.grading.agreement.report import FEW, Agreement, QuestionAgreement, Report, Severity, outside
from course.grading.agreement.words import number, of, told
from course.grading.aligned import aligned
from course.grading.spreadsheet import Cell, for_excel

WIDTH = 110  # signs of a line
HEADINGS = ("Kriterium", "Tekster", "Ens", "Tæt på", "Kappa", "Alfa", "ICC(A,1)", "ICC(A,k)")
GRADERS = ("Læser", "Tekster", "Strenghed", "Først", "Midt i", "Til sidst", "Skred", "Kort sagt")
COLUMNS = ["spørgsmål", "kriterium eller læser", "mål", "værdi", "fra", "til", "tekster", "bemærkning"]
MEASURES = {"kappa": "vægtet kappa, kvadratisk", "kappa_linear": "vægtet kappa, lineær", "alpha": "Krippendorffs alfa", "icc_single": "ICC(A,1)",
            "icc_average": "ICC(A,k), k = 2"}


def as_text(report: Report) -> list[str]:
    """The whole report in lines; where few have been read by two, counts and no coefficients."""
    report, lines = outside(report), [f"Enighed om {report.assignment}"]
    if not any(question.pairs for question in report.questions):
        return [*lines, "", words.NOTHING, *(f"{question.name}: {said}" for question in report.questions for said in words.cautions(question))]
    for question in report.questions:
        lines += ["", *_question(question)]
    if report.total:
        lines += ["", *aligned([HEADINGS, row(report.total)], right=range(1, 4))]
    if report.graders:
        lines += ["", "Læserne", *aligned([GRADERS, *map(grader_row, report.graders)], right=(1,))]
    return [*lines, "", *_explained(report)]


def row(one: Agreement) -> tuple[str, ...]:
    """What was compared, and how it went."""
    coefficients = (told(each) for each in (one.kappa, one.alpha, one.icc_single, one.icc_average)) if one.is_enough else (FEW, "", "", "")
    return (one.title, str(one.scripts), of(one.same, one), of(one.near, one), *coefficients)


def grader_row(one: Severity) -> tuple[str, ...]:
    """A grader, how strict she is in all and in the three parts of her pile, and how much it changed."""
    if one.mean.value is None:
        return (one.grader, str(one.scripts), one.mean.why, "", "", "", "", "")
    thirds = (number(third.value, signed=True) for third in one.thirds)
    return (one.grader, str(one.scripts), told(one.mean, signed=True), *thirds, told(one.drift, signed=True), words.verdict(one))


def as_csv(report: Report) -> bytes:
    """A line per number, for Danish Excel."""
    measured = (line for one in outside(report).measured for line in _lines_of(one))
    return for_excel([COLUMNS, *measured, *(line for one in report.graders for line in _lines_of_grader(one))])


def as_json(report: Report) -> bytes:
    """Everything, with what the numbers mean."""
    return (json.dumps(asdict(outside(report)) | {"meanings": words.MEANINGS}, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _question(question: QuestionAgreement) -> list[str]:
    lines = [f"{question.name}  {question.title}", words.version_of(question), *words.cautions(question)]
    if not question.measured:
        return lines
    lines += ["", *aligned([HEADINGS, *map(row, question.measured)], right=range(1, 4))]
    tables = [one for one in question.measured if one.confusion]
    return [*lines, "", *_side_by_side([confusion_lines(one) for one in tables]), f"Rækker: {tables[0].columns[0]}. Søjler: {tables[0].columns[1]}."]


def confusion_lines(one: Agreement) -> list[str]:
    """How often the one gave a level and the other another, as a small table."""
    names = [f"{level:g}".replace(".", ",") for level in one.levels]
    rows = [["", *names], *([name, *("·" if count == 0 else str(count) for count in counts)] for name, counts in zip(names, one.confusion, strict=True))]
    return [textwrap.shorten(one.title, 24, placeholder="…"), *aligned(rows, right=range(len(names) + 1))]


def _side_by_side(blocks: list[list[str]]) -> list[str]:
    """Blocks of lines beside each other, as many as the width has room for, the rest below."""
    lines: list[str] = []
    shelf: list[list[str]] = []
    for block in [*blocks, None]:
        widths = [max(map(len, one)) for one in shelf]
        if shelf and (block is None or sum(widths) + 4 * len(shelf) + max(map(len, block)) > WIDTH):
            lines += [*("    ".join(map(str.ljust, parts, widths)).rstrip() for parts in zip(*shelf, strict=True)), ""]
            shelf = []
        shelf += [block] if block else []
    return lines[:-1]


def _explained(report: Report) -> Iterator[str]:
    yield "Sådan læses tallene"
    for one in [*(f"{name}: {meaning}" for name, meaning in words.MEANINGS.items()), *words.notes(report)]:
        yield textwrap.fill(one, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def _lines_of(one: Agreement) -> Iterator[list[Cell]]:
    where = [one.cell, one.criterion or one.title]
    yield [*where, "ens", one.same, None, None, one.scripts, "antal tekster"]
    yield [*where, "tæt på", one.near, None, None, one.scripts, "antal tekster"]
    for name, measure in MEASURES.items():
        estimate = getattr(one, name)
        yield [*where, measure, estimate.value, estimate.low, estimate.high, one.scripts, estimate.why]


def _lines_of_grader(one: Severity) -> Iterator[list[Cell]]:
    parts = zip(("strenghed først", "strenghed midt i", "strenghed til sidst"), one.thirds, strict=True)
    for name, estimate in (("strenghed", one.mean), *parts, ("skred", one.drift)):
        yield ["", one.grader, name, estimate.value, estimate.low, estimate.high, one.scripts, estimate.why]
