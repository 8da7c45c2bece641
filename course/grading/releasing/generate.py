"""Make the students' edition of an assignment with nbgrader, and say in Danish what stopped it.

nbgrader's own words are English and go to a log; the frequent ones are translated here, the rest is shown as it is.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.root import CourseRoot, GradingError

NAME = re.compile(r"[^\\/:*?\"<>|+\[\]. ][^\\/:*?\"<>|+\[\]]*")
PROBLEMS = [
    (r"Solution region detected in a non-solution cell",
     "En celle med {begin_solution} er ikke mærket som svarcelle. Mærk den under Create Assignment i JupyterLab."),
    (r"no end solution statement found", "Der mangler en linje med {end_solution} efter {begin_solution}."),
    (r"nested begin solution statements", "{begin_solution} står to gange uden {end_solution} imellem."),
    (r"Hidden test region detected in a non-grade cell",
     "En celle med {begin_hidden} er ikke mærket som prøve (Autograder tests). Mærk den under Create Assignment i JupyterLab."),
    (r"No end hidden tests statement found", "Der mangler en linje med {end_hidden} efter {begin_hidden}."),
    (r"Encountered nested begin hidden tests", "{begin_hidden} står to gange uden {end_hidden} imellem."),
    (r"Mark scheme region detected in a non-grade cell", "En celle med {begin_mark} er ikke mærket som opgavecelle (Manually graded task)."),
    (r"No end mark scheme tests statement found", "Der mangler en linje med {end_mark} efter {begin_mark}."),
    (r"nested begin mark scheme", "{begin_mark} står to gange uden {end_mark} imellem."),
    (r"Encountered an attachment in a marking scheme",
     "Rettevejledningen i en celle har et vedhæftet billede, som ville følge med til de studerende. Læg billedet i en fil uden for opgavens mappe."),
    (r"Duplicate grade id: (?P<what>.+)", "To celler har samme navn (grade_id): {what}. Giv den ene et andet."),
    (r"nbgrader cell '(?P<what>.+?)' does not have points", "Cellen {what} har ikke fået point."),
    (r"Markdown (?:grade|solution) cell '?(?P<what>.+?)'? is not marked", "En tekstcelle skal både være svar og have point (Manually graded answer): {what}"),
    (r"Task cells have to be markdown", "En opgavecelle (Manually graded task) skal være tekst, ikke kode."),
    (r"does not have a grade_id|grade_id is empty", "En celle, der er mærket for nbgrader, har intet navn (grade_id)."),
    (r"SchemaTooOldError|old version of the nbgrader metadata|Outdated schema version",
     "Opgavens celler er mærket af en ældre nbgrader. Tag en kopi af mappen, og kør: nbgrader update ."),
    (r"SchemaTooNewError|newer version", "Opgavens celler er mærket af en nyere nbgrader, end der er her."),
    (r"Cannot add or remove cells|Cannot modify existing assignment",
     "Der er allerede afleveret svar på opgaven, og så kan celler hverken tilføjes eller fjernes, for pointene ville ikke passe. Giv den ændrede "
     "opgave et nyt navn (en ny mappe i source), eller sæt cellerne tilbage, som de var."),
    (r"language '(?P<what>.+?)' has not been specified", "Sproget {what} har ingen tekst i ClearSolutions.code_stub i nbgrader_config.py."),
    (r"NotJSONError|does not appear to be JSON|JSONDecodeError", "Notesbogen kan ikke læses: den er ikke gyldig JSON."),
    (r"OperationalError|ArgumentError|Can't load plugin",
     "Databasen med point kan ikke bruges. Se efter adressen i --db eller nbgrader_config.py, og tag en kopi, før den ændres."),
    (r"NotebookValidationError: (?P<what>.+)", "Notesbogen følger ikke Jupyters format: {what}. Åbn den i JupyterLab, ret det, og gem den."),
    (r"No such file or directory: '(?P<what>.+?)'", "Filen {what} findes ikke, og nbgrader skal bruge den. Læg den der, eller ret nbgrader_config.py."),
]


def source_folder(root: CourseRoot, assignment: str) -> Path:
    """The folder with the assignment's source; raises GradingError where it is not there or holds no notebook."""
    from nbgrader.coursedir import CourseDirectory

    places = CourseDirectory(config=root.config)
    sources = Path(places.format_path(places.source_directory, ".", "NAVN")).resolve().parent
    if not NAME.fullmatch(assignment) or not any((sources / assignment).glob("*.ipynb")):
        known = sorted(path.name for path in sources.glob("*") if any(path.glob("*.ipynb")))
        there = f"Der er: {', '.join(known)}." if known else f"Læg dens notesbog i {sources / 'NAVN'}."
        raise GradingError(f"Der er ingen opgave, der hedder »{assignment}«, i {sources}. {there}")
    return sources / assignment


def read_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """The notebooks of a folder by file name, in order; raises GradingError for one that cannot be read."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            found[path.name] = nbformat.read(path, as_version=4)
        except Exception as error:  # nbformat raises many kinds, of JSON's, its own and jsonschema's
            raise GradingError(f"{path} kan ikke læses som en notesbog. Åbn den i JupyterLab, og gem den igen.") from error
    return found


def generate(root: CourseRoot, assignment: str, into: Path, database: bool) -> Path:
    """Let nbgrader make the students' edition in the folder ``into``; gives the assignment's folder there.

    Without ``database`` the gradebook is neither read nor written.

    Raises
    ------
    GradingError
        nbgrader stopped; with why.
    """
    from nbgrader.apps import NbGraderAPI

    config = copy.deepcopy(root.config)
    config.CourseDirectory.release_directory = str(into)
    if database:
        root.require_database()
    else:
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
    api = NbGraderAPI(config=config)
    result = api.generate_assignment(assignment, force=True)
    if not result["success"]:
        raise GradingError(f"nbgrader kunne ikke gøre {assignment} klar. {explain(result.get('log', '') + result.get('error', ''), root)}")
    return Path(api.coursedir.format_path(str(into), ".", assignment))


def explain(log: str, root: CourseRoot) -> str:
    """Say what stopped nbgrader, in Danish, with the cell it speaks of; unknown trouble shows nbgrader's last words."""
    cell = re.search(r"Cell contents are: ?\n(.+?)(?=\n\[|\nTraceback|\Z)", log, re.S)
    shown = f"\nDet er cellen, der begynder: {cell[1].strip().splitlines()[0]}" if cell else ""
    said = "\n".join(line.strip() for line in log.splitlines() if not line.startswith(" " * 6))  # without the code in tracebacks
    for pattern, danish in PROBLEMS:
        if found := re.search(pattern, said) or re.search(pattern, log):
            return danish.format(**marks(root), **found.groupdict()) + shown
    errors = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception)\b.*", said, re.M)
    last = next((line for line in errors if "NbGraderException" not in line), said[-600:])
    return f"Den skrev: {last}"


def marks(root: CourseRoot) -> dict[str, str]:
    """The words around what students do not get, as nbgrader is set to know them."""
    from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

    solution, hidden, scheme = (kind(config=root.config) for kind in (ClearSolutions, ClearHiddenTests, ClearMarkScheme))
    return {
        "begin_solution": solution.begin_solution_delimeter, "end_solution": solution.end_solution_delimeter,
        "begin_hidden": hidden.begin_test_delimeter, "end_hidden": hidden.end_test_delimeter,
        "begin_mark": scheme.begin_mark_scheme_delimeter, "end_mark": scheme.end_mark_scheme_delimeter,
    }
