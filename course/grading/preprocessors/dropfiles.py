"""Hand out the page, and not what lay beside the notebook while it was graded."""

from __future__ import annotations

from pathlib import Path

from nbgrader.utils import remove, rmtree

from course.grading.preprocessors.step import Step

RELEASE = {"timestamp.txt", "submission_secret.txt"}  # nbgrader release_feedback reads them


class DropFiles(Step):
    """Delete from the feedback's folder the files that nbgrader copies into it.

    They are the course's own, from beside the source notebook, and whatever a student's code wrote there, which may be a hidden test.
    """

    def preprocess(self, nb, resources):
        converter = self.parent.parent  # of the exporter, which runs this step
        about, course = resources["nbgrader"], converter.coursedir
        folder = Path(course.format_path(course.feedback_directory, about["student"], about["assignment"]))
        pages = {f"{Path(notebook).stem}{kind}" for notebook in converter.notebooks for kind in (".html", ".docx")}
        for found in folder.iterdir() if folder.is_dir() else ():
            if found.is_dir() and not found.is_symlink():
                rmtree(str(found))
            elif found.name not in RELEASE | pages:
                remove(str(found))
        return nb, resources
