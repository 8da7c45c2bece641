"""Two readings side by side, and the list of those that have to be settled."""

from __future__ import annotations

from course.grading.desk.agreeing import to_settle
from course.grading.desk.desk import Desk, pile
from course.grading.desk.mark_view import mark_view
from course.grading.desk.models import Agreeing, AgreeingLine, AgreeingView
from course.grading.reading.questions import Question
from course.grading.store.values import AGREED, Script


def show_agreeing(desk: Desk, assignment: str) -> Agreeing:
    """What two have read too differently, in all questions of an assignment, what is left first."""
    lines = [line for question in desk.questions(assignment) for line in _lines(desk, question)]
    return Agreeing(assignment=assignment, left=sum(line.status != "final" for line in lines), scripts=sorted(lines, key=lambda line: line.status == "final"))


def agreeing_view(desk: Desk, script: Script, question: Question) -> AgreeingView:
    """The two readings of a script that have to be settled, or have been."""
    first, second, apart = to_settle(desk.root, desk.store, question, [script])[script.id]
    return AgreeingView(first=mark_view(desk, first, question), second=mark_view(desk, second, question), apart=list(apart.criteria), total=apart.total,
                        other_rubric=apart.other_rubric)


def _lines(desk: Desk, question: Question) -> list[AgreeingLine]:
    now = pile(desk, question, True, AGREED)
    found = to_settle(desk.root, desk.store, question, list(now.scripts))
    return [
        AgreeingLine(cell=question.cell.cell, token=script.token, pseudonym=now.pseudonym(script), status=now.status(script),
                     graders=(first.grader, second.grader), apart=list(apart.criteria), total=apart.total)
        for script in now.scripts for first, second, apart in [found[script.id]]
    ]
