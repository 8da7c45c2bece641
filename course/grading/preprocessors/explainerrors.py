"""Say in Danish where and why the student's own code stopped when it was graded."""

from __future__ import annotations

import re

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from course.grading.preprocessors.hidetests import is_test, own_words
from course.grading.preprocessors.messages import why
from course.grading.preprocessors.step import Step


class ExplainErrors(Step):
    """Leave of the grading run's outputs the error alone, with the line of the student's own cell and one sentence.

    Everything else that the run printed is dropped: a cell after a hidden test can print it.
    """

    def preprocess(self, nb, resources):
        self.own_words = own_words(nb)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code" and not is_test(cell):
            cell.outputs = [self._explained(cell, output) for output in cell.outputs if output.output_type == "error"][-1:]
        return cell, resources

    def _explained(self, cell: NotebookNode, error: NotebookNode) -> NotebookNode:
        lines = cell.source.splitlines()
        line = _line(cell, error)
        place = f"Linje {line}: {lines[line - 1].strip()[:200]}\n" if 0 < line <= len(lines) else ""
        told = f"Da din aflevering blev kørt forfra, stoppede koden her.\n{place}{why(error.ename, error.evalue, self.own_words)}"
        return NotebookNode(output_type="error", ename="", evalue=told, traceback=[told])


def _line(cell: NotebookNode, error: NotebookNode) -> int:
    """The last line of this very cell in the traceback; 0 where there is none."""
    traceback = strip_ansi("\n".join(error.traceback))
    found = re.findall(rf"Cell In\[{cell.get('execution_count')}\], line (\d{{1,4}})\b", traceback)
    return int(found[-1]) if found else 0
