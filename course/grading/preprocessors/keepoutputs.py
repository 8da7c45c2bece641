"""Keep what the student's own run of a cell showed, for the feedback."""

from __future__ import annotations

import json

from traitlets import Integer

from course.grading.preprocessors.step import Step

KEPT = "ledelsesrum_outputs"


class KeepOutputs(Step):
    """Put a code cell's outputs, as handed in, into its metadata, where they survive the grading run."""

    max_size = Integer(5_000_000, help="Outputs of one cell that take more characters as JSON are not kept").tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        cell.metadata.pop(KEPT, None)
        outputs = cell.get("outputs")
        if cell.cell_type == "code" and outputs and len(json.dumps(outputs)) <= self.max_size:
            cell.metadata[KEPT] = outputs
        return cell, resources
