"""What has been published is what students and LMSs are told, on a file and on a real PostgreSQL; A4, which people read twice."""

from __future__ import annotations

from course.grading.exporting.export import Wanted, export, shown_as
from course.grading.exporting.results import results
from course.grading.feedback.make import make_feedback
from course.grading.publishing.publish import publish
from tests.course.grading.pages import text_of

READ_TWICE = ("a4-4", "a4-4-kriterier", "a4-5")


def test_an_answer_that_is_read_by_two_rubrics_is_told_by_both_and_exported(desk):
    for grade_id in READ_TWICE:
        desk.mark("anna", grade_id, 3, comment=f"Om {grade_id}.")
    desk.mark("bent", "a4-4", 2)
    publish(desk.root, desk.store, "A4")
    assert make_feedback(desk.root, "A4", "anna").failed == ()
    text = text_of((desk.root.folder / "feedback/anna/A4/A4.html").read_text(encoding="utf-8"))
    titles = [desk.question(grade_id).title for grade_id in READ_TWICE]
    assert all(text.count(f"Om {grade_id}.") == 1 for grade_id in READ_TWICE) and [text.count(f" {title} ") >= 2 for title in titles] == [True] * 3
    lacks = {one.student.id: one.lacks for one in results(desk.root, "A4")}
    assert lacks == {"anna": "", "bent": "ikke læst færdig", "carl": "ikke læst færdig", "dorte": ""}
    exported = export(desk.root, "A4", Wanted("brightspace"))
    assert set(exported.done) == {"anna", "dorte"} and "bent" not in "".join(shown_as(desk.root, exported.lacking, names=False).values())
