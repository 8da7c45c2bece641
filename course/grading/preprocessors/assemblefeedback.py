"""Gather what the student is to be told, for the page, and write it as a Word file too."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from traitlets import Bool

from course.grading.feedback import wording
from course.grading.feedback.gather import gather
from course.grading.feedback.style import style
from course.grading.feedback.word import as_word
from course.grading.preprocessors.step import Step
from course.grading.root import CourseRoot
from course.grading.saving import save


class AssembleFeedback(Step):
    """Put a ``Feedback`` into the resources, where the page's template finds it, and beside the page its twin in Word.

    It comes after GetMarks and HideTests, whose points and messages it reads from the cells.
    """

    formative = Bool(False, help="Leave all points out: the feedback is to be worked on with").tag(config=True)

    def preprocess(self, nb, resources):
        converter, about = self.parent.parent, resources["nbgrader"]  # the converter is the parent of the exporter, which runs this step
        course = converter.coursedir
        root = _root(Path(course.root), course.db_url, course.course_id)
        feedback = gather(root, nb, about, self.formative)
        resources["feedback"], resources["style"] = feedback, style()
        resources["wording"] = {name: value for name, value in vars(wording).items() if name.isupper()}
        folder = Path(course.format_path(course.feedback_directory, about["student"], about["assignment"]))
        save(folder / f"{about['notebook']}.docx", as_word(feedback))
        return nb, resources


@lru_cache(maxsize=1)
def _root(folder: Path, db: str, course_id: str) -> CourseRoot:
    """The course root that nbgrader works on, whichever way it was told of it."""
    root = CourseRoot(folder, db)
    root.config.CourseDirectory.course_id = course_id
    return root
