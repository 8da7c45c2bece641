"""The footer of every assignment, ``assignments/source/footer.ipynb``: how the texts are marked, made from the rubric.

Write it anew when the rubric has changed: ``python -m course.grading.footer``, with the Python of ``.venv``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.root import DEFAULT
from course.grading.rubrics import Criterion, Rubric, find_rubric
from course.grading.tables import percent, signs
from exercises.errors import ContentError

FILE = "source/footer.ipynb"
RUBRIC = "refleksion"
READING = (
    "## Sådan bliver dine tekster læst",
    "Mennesker læser dem efter kriterierne her. Et trin gives, når alle dets tegn står i teksten, og hvert tegn skal have mindst én hel "
    "sætning, der hører til din sag. Trinnene tælles sammen efter kriteriernes vægt: Øverste trin hele vejen giver alle tekstens point, og en tom tekst giver {blank}.",
    "Det tæller ikke, hvordan du staver, om det er smukt skrevet, om den, der læser, er enig, eller om det gik godt. Du skal heller ikke fortælle noget "
    "privat. En irritation fra et møde er nok, når den er ærlig.",
)


def footer(rubric: Rubric) -> NotebookNode:
    """The footer for a rubric: what is read for, and what each level of each criterion looks like."""
    text = "\n\n".join(READING).format(blank=rubric.blank)
    return nbformat.v4.new_notebook(cells=[locked_cell("bedoemmelse", "\n\n".join([text, *(_section(rubric, one) for one in rubric.criteria)]))])


def locked_cell(grade_id: str, source: str) -> NotebookNode:
    """A cell of text that nbgrader keeps as it is."""
    about = {"grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3, "solution": False, "task": False}
    return nbformat.v4.new_markdown_cell(source, id=grade_id, metadata={"nbgrader": about})


def write_footer(root: Path = DEFAULT) -> Path:
    """Write the footer of a course root anew; gives its path."""
    nbformat.write(footer(find_rubric(RUBRIC, root)), root / FILE)
    return root / FILE


def _section(rubric: Rubric, criterion: Criterion) -> str:
    return "\n".join([f"### {criterion.title.da} · {percent(criterion)}", "", criterion.question.da, "", *signs(rubric, criterion)])


if __name__ == "__main__":
    try:
        print(write_footer())
    except ContentError as problem:
        sys.exit(str(problem))
