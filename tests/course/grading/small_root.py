"""A course root of one small assignment that follows the rules of the house, to release and to break."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from exercises.tasks.answers import digest

CONFIG = """c = get_config()
c.ClearSolutions.code_stub = {"python": "# Skriv din kode her\\n..."}
c.ClearSolutions.text_stub = "Skriv dit svar her."
"""
TABLE = "import pandas as pd\ntabel = pd.DataFrame({'year': [2011, 2012, 2013, 2014], 'andel': [80, 61, 58, 83]})"
INTRODUCTION = "# Opgave A1\n\nTabellen viser en andel fra år til år. Du finder den laveste og regner på resten."
FIRST = "Sæt `bund` til det år, hvor andelen er lavest, og `fald` til faldet dertil fra det første år."
FIRST_SOLUTION = """bund = None  # Skriv dit tal her
fald = None
### BEGIN SOLUTION
efter_aar = tabel.set_index('year')['andel']
bund = int(efter_aar.idxmin())
fald = int(efter_aar.iloc[0] - efter_aar.min())
### END SOLUTION"""
FIRST_VISIBLE = f"""from exercises.tasks.answers import given
given(globals(), "bund").expect(int, salt="a1-1-synlig/bund", digest="{digest(2013, salt="a1-1-synlig/bund")}",
    wrong={{2012: "Der er et år, der ligger lavere endnu."}}, otherwise="Find rækken med den laveste andel.")"""
FIRST_HIDDEN = """### BEGIN HIDDEN TESTS
from exercises.tasks.answers import given
given(globals(), "fald").expect(int, right=22, wrong={28: "Det er faldet i procent af begyndelsen."}, otherwise="Træk den laveste andel fra den første.")
### END HIDDEN TESTS"""
SECOND = "Skriv `over(tabel, graense=60)`, der tæller de år, hvor andelen er over grænsen."
SECOND_SOLUTION = """def over(tabel, graense=60):
    ### BEGIN SOLUTION
    hoeje = tabel[tabel['andel'] > graense]
    return len(hoeje)
    ### END SOLUTION"""
SECOND_VISIBLE = f"""from exercises.tasks.answers import call
import pandas as pd
tabel = pd.DataFrame({{'year': [2011, 2012, 2013, 2014], 'andel': [80, 61, 58, 83]}})
call(globals(), "over", tabel).expect(int, salt="a1-2-synlig/over", digest="{digest(3, salt="a1-2-synlig/over")}",
    wrong={{4: "Et af årene ligger ikke over 60."}}, otherwise="Tæl rækkerne over grænsen.")"""
HIDDEN_LINE = "proeve = pd.DataFrame({'year': [1, 2, 3], 'andel': [71.5, 92, 12]})"
SECOND_HIDDEN = f"""### BEGIN HIDDEN TESTS
from exercises.tasks.answers import call
import pandas as pd
{HIDDEN_LINE}
call(globals(), "over", proeve, 80, tried="en anden tabel og en anden grænse").expect(int, right=1, otherwise="Brug grænsen, funktionen får.")
### END HIDDEN TESTS"""
ESSAY = "Beskriv en situation, hvor du eller din organisation havde ret i sagen, men ikke blev troet. (300–400 ord)"
MODEL_ANSWER = "Den stærke besvarelse lader sygeplejersken komme til orde og viser, hvad lederen selv overså den morgen."
MARK_LINE = "Giv fire point, når en grænse er prøvet af med en bestemt person, og to point, når den kun er antaget."
TASK = f"""Tegn dit ledelsesrum, og forklar det med tre sætninger.

=== BEGIN MARK SCHEME ===
{MARK_LINE}
=== END MARK SCHEME ==="""


def about(grade_id: str, **kinds: object) -> dict:
    return {"nbgrader": {"grade": False, "solution": False, "locked": False, "task": False, "grade_id": grade_id, "schema_version": 3, **kinds}}


def locked(grade_id: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=grade_id, metadata=about(grade_id, locked=True))


def answer(grade_id: str, source: str) -> NotebookNode:
    return new_code_cell(source, id=grade_id, metadata=about(grade_id, solution=True))


def check(grade_id: str, source: str, points: int = 1) -> NotebookNode:
    return new_code_cell(source, id=grade_id, metadata=about(grade_id, grade=True, locked=True, points=points))


def essay(grade_id: str, source: str, points: int = 16) -> NotebookNode:
    return new_markdown_cell(source, id=grade_id, metadata=about(grade_id, grade=True, solution=True, points=points))


def task(grade_id: str, source: str, points: int = 4) -> NotebookNode:
    return new_markdown_cell(source, id=grade_id, metadata=about(grade_id, task=True, locked=True, points=points))


def small_notebook() -> NotebookNode:
    """A fresh one at every call."""
    cells = [
        new_markdown_cell(INTRODUCTION, id="intro"), new_code_cell(TABLE, id="tabel"),
        locked("a1-1-tekst", FIRST), answer("a1-1", FIRST_SOLUTION), check("a1-1-synlig", FIRST_VISIBLE), check("a1-1-skjult", FIRST_HIDDEN),
        locked("a1-2-tekst", SECOND), answer("a1-2", SECOND_SOLUTION), check("a1-2-synlig", SECOND_VISIBLE), check("a1-2-skjult", SECOND_HIDDEN, 2),
        locked("a1-4-tekst", ESSAY), essay("a1-4", MODEL_ANSWER), task("a1-6", TASK),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def write_root(root: Path, notebook: NotebookNode | None = None, name: str = "A1", config: str = CONFIG) -> Path:
    """Write a course root of one assignment; gives the path of its source notebook."""
    path = root / "source" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    nbformat.write(notebook or small_notebook(), path)
    return path


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(one for one in notebook.cells if one.id == grade_id)
