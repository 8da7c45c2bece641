"""Reading the feedback back, as a browser would: what is asked for, what runs, what can be read."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from nbformat import NotebookNode

from course.grading.preprocessors.messages import BEGIN, END

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def text_of(page: str) -> str:
    """What can be read on a page, on one line."""
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())


def assert_harmless(page: str) -> None:
    """Nothing on the page runs, and nothing is fetched."""
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"] == POLICY
    assert not soup.find_all(["script", "iframe", "object", "embed", "form", "link", "base", "video", "audio", "svg"])
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "srcset", "background", "action", "poster")], tag
        assert tag.get("src", "data:image/").startswith("data:image/"), tag
        assert tag.name != "a" or re.match(r"#|https?:|mailto:", tag.get("href", "#")), tag
    assert len(soup.find_all("style")) == 1 and not re.search(r"url\(|@import", soup.find("style").string)


def hidden_lines(source: NotebookNode) -> set[str]:
    """Every line of the hidden tests, and of the tests that the student can see, with no message in it."""
    lines = set()
    for cell in source.cells:
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and about.get("grade") and not about.get("solution"):
            lines |= {" ".join(line.split()) for line in cell.source.splitlines() if len(line.strip()) > 12}
    return {line for line in lines if BEGIN not in line and END not in line}


def assert_no_test_is_told(page: str, source: NotebookNode, own: str) -> None:
    """No line of a test's source is on the page, unless the student wrote that very line."""
    shown, own = text_of(page), " ".join(own.split())
    told = {line for line in hidden_lines(source) if line in shown and line not in own}
    assert not told
