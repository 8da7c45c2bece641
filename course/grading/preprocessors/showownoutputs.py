"""Show what the student saw."""

from __future__ import annotations

from traitlets import Integer

from course.grading.preprocessors.hidetests import is_test
from course.grading.preprocessors.keepoutputs import KEPT
from course.grading.preprocessors.step import Step
from course.grading.sanitize import safe_outputs


class ShowOwnOutputs(Step):
    """Put the outputs that the student handed in, made safe and not too long, before what the grading run has to say."""

    max_characters = Integer(10_000, help="The most characters of text and tables that are shown of one cell").tag(config=True)
    max_pictures = Integer(4_000_000, help="The most characters of pictures, as base64, that are shown of one cell").tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        kept = cell.metadata.pop(KEPT, [])
        if cell.cell_type == "code" and not is_test(cell):
            cell.outputs = [*safe_outputs(kept, self.max_characters, self.max_pictures), *cell.outputs]
        return cell, resources
