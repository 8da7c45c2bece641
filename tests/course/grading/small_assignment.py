"""A small assignment in the form of A1-A4, with one cell of every kind, and what four students make of it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from exercises.tasks.answers import digest

SECRET = "Din funktion blev prøvet med"  # how the message of a hidden test begins
FALL = digest(39, salt="s1-1-synlig fald")
MISSING = digest(36940, salt="s1-2-synlig", decimals=-1)

ANSWER_1 = """from exercises.datasets import load

tabel = load("hpv_denmark_who").set_index("year")["coverage_pct"]
fald = None  # Skriv dit tal her
### BEGIN SOLUTION
fald = tabel[2013] - tabel.loc[2013:2019].min()
### END SOLUTION"""

VISIBLE_1 = f"""from exercises.tasks.answers import given

given(globals(), "fald").expect(
    float, salt="s1-1-synlig fald", digest="{FALL}",
    wrong={{45: "45 er faldet i procent af 86. Opgaven spørger om procentpoint."}}, otherwise="Træk det laveste år fra 2013.",
)"""

HIDDEN_1 = """from exercises.tasks.answers import given

### BEGIN HIDDEN TESTS
from exercises.datasets import load

hemmelig = load("hpv_denmark_who").set_index("year")["coverage_pct"]
given(globals(), "fald").expect(float, right=float(hemmelig[2013] - hemmelig[2016]), otherwise="Se efter, hvilket år der er bunden.")
### END HIDDEN TESTS"""

ANSWER_2 = '''def manglende(df, basisaar=2013, fra=2014, til=2019):
    """Hvor mange færre piger begyndte fra ``fra`` til ``til``?"""
    ### BEGIN SOLUTION
    tabel = df.set_index("year")
    andel = tabel.loc[basisaar, "girls_first_dose"] / tabel.loc[basisaar, "target_girls"]
    periode = tabel.loc[fra:til]
    return int(round((periode["target_girls"] * andel - periode["girls_first_dose"]).sum()))
    ### END SOLUTION'''

VISIBLE_2 = f"""from exercises.datasets import load
from exercises.tasks.answers import call

call(globals(), "manglende", load("hpv_denmark_who")).expect(
    int, decimals=-1, salt="s1-2-synlig", digest="{MISSING}", otherwise="Sammenlign hvert år med andelen i basisåret.",
)"""

HIDDEN_2 = """from exercises.datasets import load
from exercises.tasks.answers import call

### BEGIN HIDDEN TESTS
call(globals(), "manglende", load("hpv_denmark_who"), 2013, 2014, 2016, tried="en kortere periode").expect(
    int, decimals=-1, right=20685, otherwise="Brug funktionens egne år.",
)
### END HIDDEN TESTS"""

TASK = """**Opgave.** Tegn en figur af dækningen, og skriv to sætninger om den i en celle under denne.

=== BEGIN MARK SCHEME ===
HEMMELIG VEJLEDNING: to point for akser, der begynder ved nul.
=== END MARK SCHEME ==="""

HIDDEN_WORDS = ("hemmelig[2013]", "20685", "20690", "36936", "36940", "BEGIN HIDDEN TESTS", "HEMMELIG VEJLEDNING", "right=", FALL, MISSING)


def _cell(make, source: str, grade_id: str, points: float = 0, **kind: bool):
    about = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": grade_id, **kind}
    if about["grade"] or about["task"]:
        about["points"] = points
    return make(source, metadata={"nbgrader": about}, id=grade_id)


def small_assignment():
    """The source notebook, with solutions."""
    cells = [
        _cell(new_markdown_cell, "# S1 · En lille opgave\n\nSkriv dine svar i cellerne.", "s1-intro", locked=True),
        _cell(new_code_cell, ANSWER_1, "s1-1", solution=True),
        _cell(new_code_cell, VISIBLE_1, "s1-1-synlig", 1, grade=True, locked=True),
        _cell(new_code_cell, HIDDEN_1, "s1-1-skjult", 1, grade=True, locked=True),
        _cell(new_code_cell, ANSWER_2, "s1-2", solution=True),
        _cell(new_code_cell, VISIBLE_2, "s1-2-synlig", 1, grade=True, locked=True),
        _cell(new_code_cell, HIDDEN_2, "s1-2-skjult", 2, grade=True, locked=True),
        _cell(new_markdown_cell, "Her står et forslag til svar.", "s1-3", 16, grade=True, solution=True),
        _cell(new_markdown_cell, TASK, "s1-4", 4, task=True, locked=True),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=kernel)


def write_assignment(folder: Path) -> None:
    """Put the assignment in a course root's ``source``."""
    path = folder / "source" / "S1" / "S1.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(small_assignment(), path)
