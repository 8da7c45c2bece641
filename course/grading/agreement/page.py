"""The report as one file that opens without a network: figures, tables and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from course.grading.agreement import words
from course.grading.agreement.figures import figures
from course.grading.agreement.report import Report, outside
from course.grading.agreement.summary import GRADERS, HEADINGS, as_text, grader_row, row
from course.grading.root import GradingError
from exercises.files import write_new
from exercises.frontend import STYLE

LAYOUT = """
body { margin: 2rem auto; max-width: 72rem; padding: 0 1.25rem; background: var(--lr-paper); color: var(--lr-ink); font: 1rem/1.5 var(--lr-sans); }
h1, h2 { font-weight: 600; line-height: 1.25; } h2 { margin-top: 2.5rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--lr-hairline); white-space: nowrap; }
dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0; max-width: 44rem; } .quiet { color: var(--lr-ink-quiet); max-width: 44rem; }
figure { max-width: 46rem; margin: 1.5rem 0; }
"""


def write_page(report: Report, target: Path) -> Path:
    """Write the report under the name, or the first with a number that is free; gives where it is."""
    if target.suffix.lower() not in (".html", ".htm"):
        raise GradingError(f"{target.name} skal ende på .html.")
    return write_new(target.expanduser().absolute(), page(report).encode("utf-8"))


def page(report: Report) -> str:
    """The page as HTML; it asks for nothing from anywhere."""
    title = f"Enighed om {escape(report.assignment)}"
    return (f'<!doctype html>\n<html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title><style>{STYLE}{LAYOUT}</style></head>\n<body><main><h1>{title}</h1>{''.join(_parts(report))}</main></body></html>\n")


def _parts(report: Report) -> Iterator[str]:
    report = outside(report)
    if not any(question.pairs for question in report.questions):
        yield "".join(f"<p>{escape(line)}</p>" for line in as_text(report)[1:] if line)
        return
    drawn = figures(report)
    for question in report.questions:
        yield f"<h2>{escape(question.name)} {escape(question.title)}</h2>"
        yield "".join(f'<p class="quiet">{escape(said)}</p>' for said in (words.version_of(question), *words.cautions(question)))
        if question.measured:
            yield table(HEADINGS, map(row, question.measured), "Enighed, kriterium for kriterium")
        yield "".join(figure.html() for cell, figure in drawn if cell == question.cell)
    if report.total:
        yield f"<h2>Hele opgaven</h2>{table(HEADINGS, [row(report.total)], 'Enighed om pointene')}"
    if report.graders:
        yield f"<h2>Læserne</h2>{table(GRADERS, map(grader_row, report.graders), 'Strenghed og skred')}"
    yield "".join(figure.html() for cell, figure in drawn if not cell)
    yield "<h2>Sådan læses tallene</h2><dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in words.MEANINGS.items()) + "</dl>"
    yield "".join(f"<p>{escape(said)}</p>" for said in words.notes(report))


def table(headings: tuple[str, ...], rows, caption: str) -> str:
    """A table that scrolls where it is too wide."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>' for first, *rest in rows)
    inner = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="group" aria-label="{escape(caption)}">{inner}</div>'
