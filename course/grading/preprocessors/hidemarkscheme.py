"""Take the mark scheme out of a task before its student sees it again."""

from __future__ import annotations

from nbgrader.preprocessors import ClearMarkScheme
from nbgrader.utils import is_task
from traitlets import Bool, List

from course.grading.preprocessors.step import Step


class HideMarkScheme(Step, ClearMarkScheme):
    """nbgrader's ClearMarkScheme on the tasks alone: a student may write the delimiter without harm. nbgrader puts the scheme back when it grades."""

    display_data_priority = List(help="nbconvert sets it for every step").tag(config=True)
    check_attachment_leakage = Bool(False, help="The picture is of no use without the text that shows it").tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        return super().preprocess_cell(cell, resources, cell_index) if is_task(cell) else (cell, resources)
