"""Marks and comments out of the gradebook, and whether a person has still to read the answer."""

from __future__ import annotations

from nbgrader.preprocessors import GetGrades

from course.grading.publishing.comment import BLANK

NO_RESPONSE = "No response."  # nbgrader's own words for a stub that was left as it was


class GetMarks(GetGrades):
    """nbgrader's GetGrades, which says besides of each cell if it is ``unread``, and how many points that are ``unread`` in all."""

    def preprocess(self, nb, resources):
        resources["nbgrader"]["unread"] = 0
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") or about.get("task"):
            grade = self.gradebook.find_grade(about["grade_id"], self.notebook_id, self.assignment_id, self.student_id)
            about["unread"] = grade.needs_manual_grade
            resources["nbgrader"]["unread"] += grade.max_score if grade.needs_manual_grade else 0
        if about.get("comment") == NO_RESPONSE:
            about["comment"] = BLANK
        return cell, resources
