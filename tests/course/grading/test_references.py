"""The studies that an assignment names are in the book's list of references."""

import re

import nbformat
import pytest

from course.grading.about import assignments
from course.grading.root import DEFAULT

NAMED = re.compile(r"([A-ZÆØÅ]\w+)(?: m\.fl\.| og [A-ZÆØÅ]\w+)? \((\d{4})\)")
KEYS = set(re.findall(r"^@\w+\{([^,]+),", (DEFAULT.parent / "book/references.bib").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", assignments())
def test_every_study_an_assignment_names_can_be_looked_up(name):
    text = "\n".join(cell.source for cell in nbformat.read(DEFAULT / f"source/{name}/{name}.ipynb", as_version=4).cells)
    named = set(NAMED.findall(text))
    assert len(named) >= {"A3": 1, "A4": 5}.get(name, 0)  # these rest on studies
    for author, year in named:
        assert any(re.match(rf"{author.casefold()}[a-z]*{year}", key) for key in KEYS), (author, year)
