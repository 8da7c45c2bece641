"""Cells of a CSV file that a spreadsheet opens and a program reads back: formulas made harmless, numbers left as numbers.

A cell that a spreadsheet would take for a formula (it begins with = + - @, also in their full-width forms, or with a tab or a line break; OWASP,
»CSV Injection«) gets an apostrophe in front. So does one that begins with apostrophes before such a sign, so that ``unguard`` gives every text
back as it was. A number, negative too, and a lone dash are no formulas and stay.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from course.grading.errors import GradingError

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
HARMLESS = re.compile(r"-|[+-]?\d+([.,]\d+)?")


def guard(text: str) -> str:
    """The text as it may stand in a cell."""
    return f"'{text}" if FORMULA.match(text) and not HARMLESS.fullmatch(text) else text


def unguard(cell: str) -> str:
    """The text that a cell stands for."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def is_guarded(content: str) -> bool:
    """Whether any cell of a CSV that ``as_csv`` wrote has an apostrophe in front."""
    return re.search(rf"""(?:^|[,;\t\n])"'(?:{FORMULA.pattern})""", content) is not None


def number(value: float, decimal: str = ".") -> str:
    """A number in at most hundredths, without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", decimal)


def as_csv(rows: Iterable[Sequence[str]], separator: str = ",", newline: str = "\r\n") -> str:
    """The rows as CSV: every cell quoted, formulas guarded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator=newline, strict=True)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue()


def read_rows(text: str, separator: str, name: str) -> list[list[str]]:
    """The rows of a CSV text, read strictly; GradingError where it is none."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise GradingError(f"{name} er ikke en CSV-fil, der kan læses ({error}). Hent den igen fra jeres LMS, "
                           "og lad være med at gemme den fra Excel.") from error
