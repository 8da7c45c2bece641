"""The two places where a test's points are not what nbgrader would make of them. Each is told."""

from __future__ import annotations

from nbgrader.utils import is_grade, is_solution
from traitlets import List

from course.grading.preprocessors.step import Step

STDERR = "Prøven {name} skrev en advarsel. Den koster ikke point her; med nbgrader alene gav prøven 0."
FORGED = "Under prøven {name} blev der sendt et resultat, som prøven ikke selv gav. Det er ikke talt med; se, hvad koden gør."
CAPPED = "Prøven {name} gav {given:g} point, og den kan højst give {most:g}. Det højeste er talt; nbgrader alene rettede slet ikke notesbogen."


class FairPoints(Step):
    """Between the run and the points: a warning is not an error, and partial credit is at most what the test is worth.

    What it changed stands in ``told``, in Danish, and in ``forged`` what looks like an attempt at points.
    """

    told = List()
    forged = List()

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            name, most = cell.metadata.nbgrader["grade_id"], float(cell.metadata.nbgrader["points"])
            self.forged = [*self.forged, *_forged(cell, name)]
            self.told = [*self.told, *_warned(cell, name), *_capped(cell, name, most)]
        return cell, resources


def _forged(cell, name: str) -> list[str]:
    """A cell gives its result last or fails; with both, a student's code has sent the result, and nbgrader would take it for points."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    if not (results and (errors or len(results) > 1)):
        return []
    cell.outputs = [output for output in cell.outputs if output.output_type != "execute_result"] + ([] if errors else results[-1:])
    return [FORGED.format(name=name)]


def _warned(cell, name: str) -> list[str]:
    """Let what was written to stderr stand as ordinary text, which nbgrader does not count."""
    warnings = [output for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"]
    for output in warnings:
        output.name = "stdout"
    failed = any(output.output_type == "error" for output in cell.outputs)
    return [STDERR.format(name=name)] if warnings and not failed else []


def _capped(cell, name: str, most: float) -> list[str]:
    """nbgrader takes the first result that a cell shows as its points, and stops at more than the cell is worth."""
    result = next((output for output in cell.outputs if output.output_type == "execute_result"), None)
    try:
        given = float(result.data["text/plain"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return []
    if not given > most:  # not a number is no more
        return []
    result.data["text/plain"] = f"{most:g}"
    return [CAPPED.format(name=name, given=given, most=most)]
