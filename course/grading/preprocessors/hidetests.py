"""Show what a test had to say, and not the test."""

from __future__ import annotations

import ast

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from course.grading.preprocessors.messages import BEGIN, TestMessages, visible, why, words
from course.grading.preprocessors.step import Step
from course.grading.sanitize import printed

PASSED = "Bestået."
FAILED = "Prøven er ikke bestået."
HIDDEN_FAILED = ("Det, der først bliver set ved rettelsen, er ikke på plads endnu. Det er noget, du ikke selv kunne prøve af: "
                 "Læs opgaven igen, og se efter, om dit svar også holder dér.")
WARNED = "Koden skrev en advarsel, mens prøven kørte, og så giver prøven ikke point. Se efter, om cellen over viser en advarsel, når den køres."


class HideTests(Step):
    """Put a test's message in place of its source and of all it printed. A visible test's message is Danish and meant for the student; the rest is not.

    Of what is hidden only that it is not passed is told, whatever message it has.
    """

    def preprocess(self, nb, resources):
        self.own_words = own_words(nb)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if is_test(cell):
            cell.outputs = [printed(self._message(cell))]
            cell.source = ""
            cell.pop("attachments", None)
        return cell, resources

    def _message(self, cell: NotebookNode) -> str:
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            error, hides = errors[-1], BEGIN in cell.source
            told = "" if hides and not _asks(visible(cell.source)) else TestMessages.of(visible(cell.source), self.own_words).tell(error.evalue)
            return told or (HIDDEN_FAILED if hides else self._reason(error))
        warned = any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs)
        return WARNED if warned else PASSED

    def _reason(self, error: NotebookNode) -> str:
        failed = error.ename in ("AssertionError", "NotYet")
        return FAILED if failed else f"{FAILED} {why(error.ename, error.evalue, self.own_words)}"


def _asks(source: str) -> bool:
    """Whether the visible part of a test does more than to import."""
    try:
        return any(not isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError):
        return False


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell is one of nbgrader's tests, or has anything hidden in it."""
    return cell.cell_type == "code" and (is_grade(cell) and not is_solution(cell) or BEGIN in cell.source)


def own_words(nb: NotebookNode) -> frozenset[str]:
    """The words in the cells that the student could write in."""
    return words(*(cell.source for cell in nb.cells if not is_locked(cell) and not is_test(cell)))
