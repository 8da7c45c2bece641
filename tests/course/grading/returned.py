"""A class that has had A1 run, read and published: a strong one, one who is half read, a hostile one, and one who handed in what was handed out."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from course.grading.publishing.publish import publish
from course.grading.reading.questions import find_question
from course.grading.reading.scripts import scripts_of
from course.grading.root import DEFAULT, CourseRoot
from course.grading.store import marks
from course.grading.store.database import opened_store
from course.grading.store.values import FINAL, FIRST, Entry, Level
from tests.course.grading.trip import Course, cell, empty, perfect

DUE = "2026-11-03 12:00:00 UTC"
NAMES = {
    "anna": ("Anna", "Jensen", "101"), "bent": ("Bent", "Ågård-Sørensen", "102"),
    "carl": ('=HYPERLINK("http://ond.dk";"x")', "Ågård, Søren; \"S\"", "103"), "dorte": ("Dorte", "<b>Holm</b>", "104"),
}
MOMENT = "Den 12. maj sagde jeg på mødet, at tallene holdt. Borgmesteren spurgte, hvem der havde regnet efter. Det havde jeg ikke."
EVIL = 'Se <script>alert("ond")</script><img src="http://ond.dk/x.png" onerror="alert(1)"> ![spor](http://ond.dk/spor.png) <style>body{display:none}</style>'
COMMENTS = {
    "situation": "Du lader mig være til stede, da borgmesteren spørger. Skriv næste gang også, hvad du selv svarede.",
    "antagelser": "At tallene holdt, er en antagelse. Du siger den højt og prøver den på regnskabet; det er det stærkeste sted i teksten.",
}
STRENGTH = "Du gengiver modparten, så den kan nikke, og det er svært. Afsnittet om det, der ikke passer, er kort; giv det to sætninger mere."
STEP = "Spørg regnskabschefen inden fredag, hvad *hun* ville have svaret, og skriv det ind med hendes grund."


def writer(text: str):
    """Everything right, and a text of one's own in both reflections."""

    def change(notebook: NotebookNode, source: NotebookNode) -> None:
        perfect(notebook, source)
        for grade_id in ("a1-4", "a1-5"):
            cell(notebook, grade_id).source = f"{text}\n\n({grade_id})"

    return change


def half_right(notebook: NotebookNode, source: NotebookNode) -> None:
    """The first task wrong in the visible test, the second in the hidden one, the third not begun."""
    writer(MOMENT)(notebook, source)
    cell(notebook, "a1-1").source = "fald = 22\nbundaar = 2017\ngenopret_aar = 2020"
    cell(notebook, "a1-2").source += "\nirland = 1"
    cell(notebook, "a1-3").source = "guardian = None\ngoogle = None\nnyt = None"


def hostile(notebook: NotebookNode, source: NotebookNode) -> None:
    writer(f"{MOMENT}\n\n{EVIL}")(notebook, source)
    cell(notebook, "a1-1").source += "\nprint('<script>alert(2)</script>')"


CLASS = {"anna": writer(MOMENT), "bent": half_right, "carl": hostile, "dorte": empty}


def make(folder: Path) -> Course:
    """Make the class, run it, mark it and publish the marks; ``dorte`` is blank, and of ``bent`` one text is read."""
    course = Course.make(folder)
    for name in ("assignments.yaml", "rubrics", "scales.yaml", "source/A1"):
        (course.folder / name).symlink_to(DEFAULT / name)
    (course.folder / "marking.yaml").write_text("draw_percent: 0\nnear_percent: 0\n", encoding="utf-8")
    root = course.root
    assert root.api.generate_assignment("A1")["success"]
    with root.gradebook() as gradebook:
        gradebook.update_or_create_assignment("A1", duedate=DUE)
        for student, (first, last, lms) in NAMES.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last, email=f"{student}@kommune.dk", lms_user_id=lms)
    course.hand_in("A1", CLASS)
    for student in CLASS:
        (course.folder / "submitted" / student / "A1/timestamp.txt").write_text("2026-11-02 13:05:00 UTC", encoding="utf-8")
    assert root.api.autograde("A1", "*")["success"]
    mark(root, "anna", "a1-4", 3, COMMENTS, STRENGTH, STEP)
    mark(root, "anna", "a1-5", 2)
    mark(root, "bent", "a1-4", 2, {"blikke": "Anna Jensen ser det samme som du. Hvem ser det anderledes?"})
    for grade_id in ("a1-4", "a1-5"):
        mark(root, "carl", grade_id, 1, {"situation": EVIL}, f"{EVIL} [ond](javascript:alert(1))", EVIL)
    with opened_store(root) as store:
        publish(root, store, "A1")
    return course


def mark(root: CourseRoot, student: str, grade_id: str, level: float, comments: dict[str, str] | None = None, comment: str = "", next_step: str = "",
         based_on: int = 0, reading: str = FIRST) -> None:
    """Give an answer the same level on every criterion, and save it as final."""
    question = find_question(root, "A1", grade_id)
    levels = {one.id: Level(level, (comments or {}).get(one.id, "")) for one in question.rubric.criteria}
    with opened_store(root) as store:
        script = scripts_of(root, store, question)[student]
        marks.save(store, script, f"Bo Læser {reading}", Entry(levels, comment, next_step, FINAL), based_on, question.rubric, question.criteria, reading)
