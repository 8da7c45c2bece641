"""What the desk shows: the overview, a question with its pile, and one script."""

from __future__ import annotations

from course.grading import scoring
from course.grading.desk.agreeing import REFUSED
from course.grading.desk.agreeing_view import agreeing_view
from course.grading.desk.desk import Desk, Pile, pile
from course.grading.desk.models import (
    AidsView, EarlierView, FlagView, Overview, PartView, QuestionLine, QuestionView, Reading, ScriptLine, ScriptView, StartView, TouchedView,
)
from course.grading.desk.mark_view import mark_view
from course.grading.desk.order import next_of
from course.grading.errors import GradingError, NotFound
from course.grading.reading.aids import copied_share, coverage
from course.grading.reading.answers import Answer
from course.grading.reading.folders import assignment_names, students
from course.grading.reading.markup import text_to_html, to_html
from course.grading.reading.questions import Question
from course.grading.reading.scripts import answer_of, is_newest
from course.grading.store import marks
from course.grading.store.knowing import note_seen
from course.grading.store.places import keep_place, others_at, places
from course.grading.store.scripts import earlier, find_script
from course.grading.store.values import AGREED, FIRST, SECOND, Script, Tag
from exercises.errors import HandinError
from exercises.handin.answers import count_words


def start(desk: Desk) -> StartView:
    """Who is at the desk, where it was opened, and what else there is to read in the course."""
    return StartView(assignment=desk.assignment, grader=desk.grader, assignments=assignment_names(desk.root))


def require_work(desk: Desk) -> None:
    """GradingError where there is nothing to read at the desk: no such assignment, nothing that people mark, or nobody has handed in."""
    if not any(students(desk.root, question.cell.assignment, question.cell.notebook) for question in desk.questions(desk.assignment)):
        raise GradingError(f"Ingen har afleveret {desk.assignment} endnu. Saml ind først med: course grade collect {desk.assignment} MAPPE")


def overview(desk: Desk, assignment: str, reading: Reading = FIRST) -> Overview:
    """How far each question of an assignment is, in one of the readings."""
    last = places(desk.store, desk.grader, assignment, reading)
    lines = [_question_line(pile(desk, question, True, reading)) for question in desk.questions(assignment)]
    return Overview(assignment=assignment, grader=desk.grader, questions=lines, resume=last[0].cell.cell if last else None)


def show_question(desk: Desk, assignment: str, cell: str, reading: Reading = FIRST) -> QuestionView:
    """A question with all that lies beside the text, and its scripts; NotFound where there is no such question."""
    question = question_of(desk, assignment, cell)
    now = pile(desk, question, True, reading)
    return QuestionView(
        assignment=assignment, cell=cell, name=question.name, title=question.title, prompt_html=text_to_html(question.prompt),
        guide_html=text_to_html(question.guide), rubric=question.rubric, criteria=[one.id for one in scoring.counted(question.rubric, question.criteria)],
        points=question.points, words=question.words, scripts=[script_line(now, script) for script in now.scripts], open_now=_resumed(desk, now, reading),
    )


def show_script(desk: Desk, token: str, reading: Reading = FIRST) -> ScriptView:
    """One script to read; the desk remembers that the grader is here. NotFound where no script has the token, or it is not this grader's to read."""
    script = find_script(desk.store, token)
    question = question_of(desk, script.cell.assignment, script.cell.cell)
    now, number = _found(desk, question, script, reading, fresh=not is_newest(desk.root, script))
    if number is None:
        raise NotFound(REFUSED[reading])
    keep_place(desk.store, desk.grader, script.cell, script.attempt.student, reading)
    answer, problem = _answer(desk, now, script)
    mark, flag = marks.latest(desk.store, [script], reading).get(script.id), now.flags.get(script.id)
    if reading == AGREED or (reading == FIRST and mark and not mark.is_empty and mark.grader != desk.grader):
        note_seen(desk.store, script, desk.grader)
    return ScriptView(
        token=token, pseudonym=now.pseudonym(script), status=now.status(script), number=number, total=len(now.scripts),
        parts=_parts(now, script, answer), problem=problem, aids=_aids(question, answer), mark=mark and mark_view(desk, mark, question),
        earlier=_earlier(desk, script, question, reading), flag=flag and _flag(desk, flag, reading), skipped=script.id in now.skips,
        agreeing=agreeing_view(desk, script, question) if reading == AGREED else None,
    )


def next_script(desk: Desk, assignment: str, cell: str, after: str | None = None, reading: Reading = FIRST) -> str | None:
    """The token of the next script to read after another (None: from the start); None where nothing is left."""
    return _next(desk, pile(desk, question_of(desk, assignment, cell), reading=reading), after, reading)


def question_of(desk: Desk, assignment: str, cell: str) -> Question:
    """A question by its grade_id; NotFound where the assignment has none such."""
    found = next((question for question in desk.questions(assignment) if question.cell.cell == cell), None)
    if found is None:
        raise NotFound(f"{assignment} har ikke et spørgsmål, der hedder {cell[:64]}.")
    return found


def script_line(now: Pile, script: Script) -> ScriptLine:
    mark = now.marks.get(script.id)
    return ScriptLine(token=script.token, pseudonym=now.pseudonym(script), status=now.status(script), flagged=script.id in now.flags,
                      skipped=script.id in now.skips, marked_by=mark.grader if mark and not mark.is_empty else None)


def _question_line(now: Pile) -> QuestionLine:
    statuses = [now.status(script) for script in now.scripts]
    return QuestionLine(
        cell=now.question.cell.cell, name=now.question.name, title=now.question.title, rubric=now.question.rubric.title.da, total=len(statuses),
        finished=sum(status in ("final", "blank") for status in statuses), left=len(now.left()), flagged=len(now.flags),
    )


def _found(desk: Desk, question: Question, script: Script, reading: Reading, fresh: bool) -> tuple[Pile, int | None]:
    """The pile with a script's number in it, counted from one; looked at again before it is said not to be there."""
    now = pile(desk, question, fresh, reading)
    number = next((number for number, one in enumerate(now.scripts, 1) if one.token == script.token), None)
    return (now, number) if number or fresh else _found(desk, question, script, reading, fresh=True)


def _resumed(desk: Desk, now: Pile, reading: Reading) -> str | None:
    """The script the grader had open; where it has been read to the end, or is gone, the next that is left."""
    place = next((place for place in places(desk.store, desk.grader, now.question.cell.assignment, reading) if place.cell == now.question.cell), None)
    here = next((script.token for script in now.scripts if place and script.attempt.student == place.student), None)
    return here if here in now.left() else _next(desk, now, here, reading)


def _next(desk: Desk, now: Pile, after: str | None, reading: Reading) -> str | None:
    away = others_at(desk.store, desk.grader, now.question.cell, reading)
    return next_of([script.token for script in now.scripts], after, now.left(), {script.token for script in now.scripts if script.id in now.skips},
                   {script.token for script in now.scripts if script.attempt.student in away})


def _answer(desk: Desk, now: Pile, script: Script) -> tuple[Answer, str | None]:
    try:
        return answer_of(desk.root, now.question, script.attempt.student), None
    except HandinError as error:
        return Answer(()), now.masks.text(str(error), script.attempt.student)


def _parts(now: Pile, script: Script, answer: Answer) -> list[PartView]:
    asked = now.question.parts if len(now.question.parts) == len(answer.parts) else [None] * len(answer.parts)
    return [
        PartView(kind=part.kind, html=now.masks.html(to_html(part), script.attempt.student), words=count_words(Answer((part,), answer.given).own), asked=words)
        for part, words in zip(answer.parts, asked, strict=True)
    ]


def _aids(question: Question, answer: Answer) -> AidsView:
    touched = [TouchedView(sentence=one.sentence, share=one.share) for one in coverage(question.prompt, answer.own)]
    return AidsView(words=answer.words, asked=question.words, coverage=touched, copied_share=copied_share(question.prompt, answer.own))


def _flag(desk: Desk, flag: Tag, reading: Reading) -> FlagView:
    """A flag; to a second reader not who put it, nor why: it may tell what the first thought of the text."""
    told = reading != SECOND or flag.grader == desk.grader
    return FlagView(grader=flag.grader if told else "", reason=flag.reason if told else "")


def _earlier(desk: Desk, script: Script, question: Question, reading: Reading) -> EarlierView | None:
    attempts = earlier(desk.store, script)
    found = marks.latest(desk.store, attempts, reading)
    for attempt in attempts:
        if attempt.id in found and not found[attempt.id].is_empty:
            return EarlierView(same_text=attempt.attempt.answer == script.attempt.answer, mark=mark_view(desk, found[attempt.id], question))
    return None
