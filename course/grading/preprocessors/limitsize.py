"""Keep a cell that prints without end from filling the disk."""

from __future__ import annotations

from traitlets import Integer

from course.grading.preprocessors.step import Step
from course.grading.sanitize import CUT


class LimitSize(Step):
    """Cut what a cell wrote and drew; nbgrader's own LimitOutput counts lines only. What decides on points, an error or writing to stderr, stays."""

    max_characters = Integer(200_000, help="The most characters of text that are kept of one cell").tag(config=True)
    max_data = Integer(5_000_000, help="The most characters of figures and tables that are kept of one cell").tag(config=True)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "code":
            text, data = self.max_characters, self.max_data
            kept = []
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.text, text = _cut(output.text, text), max(0, text - len(output.text))
                elif output.output_type == "error":
                    output.evalue, output.traceback = output.evalue[:10_000], [line[:10_000] for line in output.traceback[:100]]
                else:
                    data -= sum(len(str(value)) for value in output.data.values())
                    if data < 0 and output.output_type == "display_data":
                        continue
                kept.append(output)
            cell.outputs = kept
        return cell, resources


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}\n{CUT}"
