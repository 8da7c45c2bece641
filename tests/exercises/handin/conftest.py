"""A small assignment, made by nbgrader's own steps, and a student's package with it."""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

MARKS = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}


def cell(kind: str, grade_id: str | None, source: str, **marks) -> NotebookNode:
    """A cell of an assignment's source; ``words`` is its word range."""
    made = (new_code_cell if kind == "code" else new_markdown_cell)(source)
    if "words" in marks:
        made.metadata["ledelsesrum"] = {"words": marks.pop("words")}
    if grade_id:
        made.metadata["nbgrader"] = NotebookNode(MARKS | {"grade_id": grade_id, "cell_type": kind} | marks)
    return made


def source() -> NotebookNode:
    """The assignment as its author wrote it."""
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                  "ledelsesrum": {"assignment": "A1", "release": "0123456789ab"}},
        cells=[
            cell("markdown", "a1-laes", "# A1 Tillid\n\nLæs opgaven, før du begynder.", locked=True),
            cell("code", "a1-hent", "tal = [86, 41, 92]", locked=True),
            cell("markdown", None, "## A1.1 Fald"),
            cell("code", "a1-1", "### BEGIN SOLUTION\nfald = tal[0] - tal[1]\n### END SOLUTION", solution=True),
            cell("code", "a1-1-synlig", "assert fald is not None, 'Fald mangler.'\nassert fald == 45, 'Træk bunden fra begyndelsen.'",
                 grade=True, locked=True, points=1),
            cell("markdown", "a1-2-tekst", "## A1.2 Andel\n\nSkriv funktionen andel.", locked=True),
            cell("code", "a1-2", "def andel(a, b):\n    ### BEGIN SOLUTION\n    return a / b\n    ### END SOLUTION", solution=True),
            cell("code", "a1-2-synlig", "assert andel(1, 2) == 0.5, 'Del det første med det andet.'", grade=True, locked=True, points=1),
            cell("code", "a1-2-skjult", "### BEGIN HIDDEN TESTS\nassert andel(3, 4) == 0.75\n### END HIDDEN TESTS", grade=True, locked=True, points=2),
            cell("markdown", "a1-4", "### BEGIN SOLUTION\nEt godt svar.\n### END SOLUTION", grade=True, solution=True, points=16, words=[10, 20]),
            cell("markdown", "a1-5", "### BEGIN SOLUTION\nEt andet godt svar.\n### END SOLUTION", grade=True, solution=True, points=16),
            cell("markdown", "a1-6", "Skriv det på to måder i de to celler herunder.\n=== BEGIN MARK SCHEME ===\nHemmeligt.\n=== END MARK SCHEME ===",
                 task=True, locked=True, points=4),
            cell("markdown", None, "### Til chefen\n\nSkriv dit svar her.", words=[5, 10]),
            cell("markdown", None, "### Til kollegaen\n\nSkriv dit svar her."),
            cell("markdown", "a1-7", "Skriv en plan i egne celler herunder.", task=True, locked=True, points=4),
        ],
    )


@pytest.fixture(scope="session")
def released() -> NotebookNode:
    """The assignment as nbgrader hands it out."""
    from nbgrader.preprocessors import CheckCellMetadata, ClearHiddenTests, ClearMarkScheme, ClearSolutions, ComputeChecksums, LockCells
    from traitlets.config import Config

    config = Config()
    config.ClearSolutions.code_stub = {"python": "fald = None  # Skriv dit svar her"}
    config.ClearSolutions.text_stub = "Skriv dit svar her"
    notebook, resources = source(), {"nbgrader": {"notebook": "A1"}}
    for step in (LockCells, ClearSolutions, ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    assert "SOLUTION" not in str(notebook) and "HIDDEN" not in str(notebook) and "Hemmeligt" not in str(notebook)
    return notebook


@pytest.fixture
def original(released) -> NotebookNode:
    return deepcopy(released)


@pytest.fixture
def mine(released) -> NotebookNode:
    """A student's copy, in which everything is answered and right."""
    notebook = deepcopy(released)
    by_id(notebook, "a1-1").source = "fald = tal[0] - tal[1]"
    by_id(notebook, "a1-2").source = "def andel(a, b):\n    return a / b"
    by_id(notebook, "a1-4").source = "Skriv dit svar her\n\nDa jeg begyndte som leder, troede jeg, at alle så det samme som jeg."
    by_id(notebook, "a1-5").source = "De troede på sygeplejersken."
    at = place(notebook, "a1-6")
    notebook.cells[at + 1].source = "### Til chefen\n\nDet koster fire kroner om dagen."
    notebook.cells[at + 2].source = "### Til kollegaen\n\nDet er fire kroner værd."
    notebook.cells.append(new_markdown_cell("Først spørger jeg de andre.", id="min-plan"))
    return notebook


@pytest.fixture
def package(tmp_path, released) -> Path:
    """A student's package, unzipped into a folder with æøå and a blank; the notebook is still to be written."""
    folder = tmp_path / "Mine opgaver æøå" / "A1"
    (folder / "original").mkdir(parents=True)
    nbformat.write(released, folder / "original" / "A1.ipynb")
    shutil.copy(folder / "original" / "A1.ipynb", folder / "A1.ipynb")
    return folder


@pytest.fixture
def write(package):
    """Save a notebook as the student's own; gives its path."""

    def save(notebook: NotebookNode) -> Path:
        nbformat.write(notebook, package / "A1.ipynb")
        return package / "A1.ipynb"

    return save


def place(notebook: NotebookNode, grade_id: str) -> int:
    """Where the first cell with that grade_id stands."""
    return next(index for index, one in enumerate(notebook.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def by_id(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return notebook.cells[place(notebook, grade_id)]


def texts(notebook: NotebookNode) -> str:
    """All that stands in its cells."""
    return "\n".join(one.source for one in notebook.cells)
