"""Collecting over time: newer attempts, marks that are there already, files of others, and what the instructor decides."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from course.cli import main
from course.grading.collecting.collect import collect
from course.grading.collecting.kept import FOLDER
from course.grading.collecting.settling import IN, LATE
from course.grading.collecting.summary import read_due
from course.grading.reading.questions import find_question
from course.grading.reading.scripts import scripts_of
from course.grading.root import GradingError, open_root
from course.grading.store import marks
from course.grading.store.database import opened_store
from course.grading.store.undo import undo
from course.grading.store.values import DRAFT, FINAL, Entry, Level
from tests.course.grading.collecting.conftest import PEOPLE
from tests.course.grading.collecting.small_class import answered, as_bytes, hand_in_zip, put, roster_csv, source, zipped

FIRST, SECOND = "2026-11-01T10:00:00+00:00", "2026-11-02T10:00:00+00:00"


def told(collected, student: str) -> list[str]:
    return [problem.text.partition(": ")[2] for problem in collected.problems if problem.student == student]


def row(collected, student: str):
    return next(row for row in collected.rows if row.student.id == student)


def submitted(course, student: str = "anne") -> str:
    notebook = nbformat.read(course.folder / "submitted" / student / "A1" / "A1.ipynb", 4)
    return next(cell.source for cell in notebook.cells if cell.id == "a1-2")


def stamp(course, student: str = "anne") -> Path:
    return course.folder / "submitted" / student / "A1" / "timestamp.txt"


@pytest.fixture
def anne(course, released, tmp_path):
    """Anne hands in a text by Moodle, and the instructor collects; gives what came of it."""
    def hand_in(text: str, time: str = FIRST, **how):
        files = {"Anne Ærø_7_assignsubmission_file_/A1.zip": hand_in_zip(as_bytes(answered(released, text)), time)}
        download = tmp_path / "hentet.zip"
        download.write_bytes(zipped(files, datetime.now()))
        return collect(course, "A1", download, **how)
    return hand_in


def test_a_newer_attempt_replaces_an_older_and_both_are_kept(course, anne):
    assert told(anne("Første udkast."), "anne") == [] and submitted(course) == "Første udkast."
    second = anne("Andet udkast.", SECOND)
    assert told(second, "anne") == [
        "2 forsøg, og det sidste gælder: A1.zip/A1.ipynb (01.11.2026 kl. 11.00) og A1.zip/A1.ipynb (02.11.2026 kl. 11.00).",
        "A1.zip/A1.ipynb (02.11.2026 kl. 11.00) har erstattet det, der lå i submitted.",
    ]
    assert submitted(course) == "Andet udkast." and stamp(course).read_text(encoding="utf-8") == "2026-11-02 10:00:00.000000 UTC\n"
    assert len(list((course.folder / FOLDER / "A1" / "anne").glob("*/A1.zip"))) == 2 and row(second, "anne").attempts == 2


def test_an_older_download_does_not_bring_an_older_attempt_back(course, anne):
    anne("Andet udkast.", SECOND)
    late = anne("Første udkast.", FIRST)
    assert told(late, "anne")[-1] == "Det, der er samlet ind nu, er ældre end A1.zip/A1.ipynb (02.11.2026 kl. 11.00) fra sidst, som stadig gælder."
    assert submitted(course) == "Andet udkast."


def test_who_goes_back_to_a_former_text_has_that_text(course, anne):
    for text, time in (("Første.", "2026-11-01T10:00:00Z"), ("Anden.", "2026-11-02T10:00:00Z"), ("Første.", "2026-11-03T10:00:00Z")):
        collected = anne(text, time)
    assert submitted(course) == "Første." and row(collected, "anne").attempts == 3


def test_the_same_file_again_came_the_first_time(course, anne, released, tmp_path):
    anne("Den samme.", FIRST)
    copy = put(tmp_path / "mail", {"anne/A1.ipynb": as_bytes(answered(released, "Den samme."))})
    collected = collect(course, "A1", copy, read_due("2026-11-01 23:59"))
    assert row(collected, "anne").attempts == 1 and row(collected, "anne").status == IN and told(collected, "anne") == []


def mark(course, student: str) -> None:
    """A person gives points in nbgrader's own gradebook."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_submission("A1", student)
        gradebook.find_grade("a1-2", "A1", "A1", student).manual_score = 12
        gradebook.db.commit()


def test_what_a_person_has_marked_is_left_until_the_instructor_says_so(course, anne):
    anne("Første udkast.")
    mark(course, "anne")
    second = anne("Andet udkast.", SECOND)
    assert told(second, "anne")[-1] == (
        "A1.zip/A1.ipynb (02.11.2026 kl. 11.00) er ikke taget med, for der er givet trin, point eller kommentarer til det, der lå i submitted."
        " Skal den gælde i stedet, så saml ind igen med --replace-marked."
    )
    assert submitted(course) == "Første udkast." and stamp(course).read_text(encoding="utf-8").startswith("2026-11-01 10:00")
    third = anne("Andet udkast.", SECOND, replace_marked=True)
    assert told(third, "anne")[-1] == "A1.zip/A1.ipynb (02.11.2026 kl. 11.00) har erstattet det, der lå i submitted." and submitted(course) == "Andet udkast."


@pytest.mark.parametrize("state", [DRAFT, FINAL])
def test_what_a_person_has_marked_at_the_desk_is_left_too_until_it_is_undone(course, anne, state):
    anne("Første udkast.")
    question = find_question(course, "A1", "a1-2")
    with opened_store(course) as store:
        script = scripts_of(course, store, question)["anne"]
        levels = {one.id: Level(3) for one in question.rubric.criteria} if state == FINAL else {}
        marks.save(store, script, "Bo", Entry(levels, "Halvt læst.", state=state), 0, question.rubric)
        assert told(anne("Andet udkast.", SECOND), "anne")[-1].endswith("så saml ind igen med --replace-marked.")
        assert submitted(course) == "Første udkast."
        undo(store, question.cell, "Bo")
    assert told(anne("Andet udkast.", SECOND), "anne")[-1].endswith("har erstattet det, der lå i submitted.") and submitted(course) == "Andet udkast."


def test_a_mark_of_an_older_attempt_does_not_stop_a_newer_nor_does_collecting_make_a_store(course, anne):
    anne("Første udkast.")
    assert not (course.folder / "grading.db").exists()
    question = find_question(course, "A1", "a1-2")
    with opened_store(course) as store:
        marks.save(store, scripts_of(course, store, question)["anne"], "Bo", Entry({}, "Læst."), 0, question.rubric)
    anne("Andet udkast.", SECOND, replace_marked=True)
    anne("Tredje udkast.", "2026-11-03T10:00:00Z")
    assert submitted(course) == "Tredje udkast."


def test_what_others_put_in_submitted_is_an_attempt_of_its_own_and_never_lost(course, anne, released):
    by_hand = course.folder / "submitted" / "anne" / "A1" / "A1.ipynb"
    put(by_hand.parent, {"A1.ipynb": as_bytes(answered(released, "Lagt her i hånden.")), "timestamp.txt": b"2026-11-01 09:00:00 UTC"})
    collected = anne("Fra Moodle.", SECOND)
    assert row(collected, "anne").attempts == 2 and submitted(course) == "Fra Moodle."
    assert any("Lagt her i hånden." in path.read_text(encoding="utf-8") for path in (course.folder / FOLDER).rglob("A1.ipynb"))
    notebook = nbformat.read(by_hand, 4)
    next(cell for cell in notebook.cells if cell.id == "a1-2").source = "Rettet af underviseren."
    nbformat.write(notebook, by_hand)
    assert row(anne("Fra Moodle.", SECOND), "anne").attempts == 3 and submitted(course) == "Rettet af underviseren."
    assert submitted(course) == "Rettet af underviseren." and row(anne("Endnu nyere.", "2026-11-04T10:00:00Z"), "anne").attempts == 4
    assert submitted(course) == "Endnu nyere."


def test_nbgraders_own_folder_can_be_collected_where_it_lies(course, released):
    files = {"anne/A1/A1.ipynb": as_bytes(answered(released, "Lagt her.")), "anne/A1/timestamp.txt": b"2026-11-01 09:00:00 UTC", "bo/A2/A2.ipynb": b"{}"}
    put(course.folder / "submitted", files)
    collected = collect(course, "A1", course.folder / "submitted")
    assert row(collected, "anne").status == IN and row(collected, "anne").time == datetime(2026, 11, 1, 9, tzinfo=UTC) and collected.problems == ()
    assert (course.folder / "submitted" / "bo" / "A2" / "A2.ipynb").read_bytes() == b"{}"


def test_the_instructor_says_whom_a_file_is_from_and_which_of_two_it_is(course, released, tmp_path):
    one, two = (as_bytes(answered(released, text)) for text in ("Den ene.", "Den anden."))
    mail = put(tmp_path / "mail", {
        "Anne Ærø_7_assignsubmission_file_/A1.ipynb": one, "Anne Ærø_7_assignsubmission_file_/A1 ny.ipynb": two,
        "rod.ipynb": as_bytes(answered(released, "Bos.")),
    })
    first = collect(course, "A1", mail)
    assert row(first, "anne").status == "lagt til side" and row(first, "bo").status == "mangler" and not (course.folder / "submitted").exists()
    collect(course, "A1", mail / "Anne Ærø_7_assignsubmission_file_" / "A1.ipynb", student="anne")
    collect(course, "A1", course.folder / FOLDER / "A1" / "_til-side" / "rod.ipynb", student="bo")
    assert submitted(course) == "Den ene." and submitted(course, "bo") == "Bos."
    assert row(collect(course, "A1", mail), "anne").status == IN and submitted(course) == "Den ene."
    both = collect(course, "A1", mail / "Anne Ærø_7_assignsubmission_file_", student="anne")
    assert row(both, "anne").status == "lagt til side" and submitted(course) == "Den ene."  # two at once say nothing


def test_lateness_is_nbgraders_too_with_a_day_more_for_who_was_given_it(course, released, tmp_path):
    from nbgrader.utils import parse_utc

    data = hand_in_zip(as_bytes(answered(released)), "2026-11-03T23:30:00+01:00")
    files = {f"{name}_{number}_assignsubmission_file_/A1.zip": data for number, name in enumerate(("Anne Ærø", "Bo Berg"))}
    with course.gradebook() as gradebook:
        gradebook.update_or_create_submission("A1", "bo")
        gradebook.grant_extension("A1", "bo", days=1)
    due = read_due("3.11.2026 kl. 12.00")
    collected = collect(course, "A1", put(tmp_path / "hentet", files), due)
    assert row(collected, "anne").status == LATE and row(collect(course, "A1", tmp_path / "hentet"), "bo").status == IN  # the extension counts from the new day
    assert told(collected, "anne") == ["A1.zip/A1.ipynb kom 03.11.2026 kl. 23.30, 11 timer efter fristen."]
    with course.gradebook() as gradebook:
        assert gradebook.find_assignment("A1").duedate == due.replace(tzinfo=None)
        for student, seconds in (("anne", 11.5 * 3600), ("bo", 0)):
            time = parse_utc(stamp(course, student).read_text(encoding="utf-8").strip())
            assert gradebook.update_or_create_submission("A1", student, timestamp=time).total_seconds_late == seconds


def test_nbgrader_grades_what_was_collected(course, anne):
    anne("Vi havde ret.")
    result = course.api.autograde("A1", "anne")
    assert result["success"], result["log"]
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission("A1", "anne")
        assert (submission.score, submission.needs_manual_grade, submission.timestamp) == (2, True, datetime(2026, 11, 1, 10))
    second = anne("Vi havde endnu mere ret.", SECOND)
    assert told(second, "anne")[-1].endswith("har erstattet det, der lå i submitted. Det var rettet automatisk og skal rettes igen.")
    assert course.api.autograde("A1", "anne", force=False)["success"]  # nbgrader sees by the time that it is newer
    assert "endnu mere ret" in (course.folder / "autograded" / "anne" / "A1" / "A1.ipynb").read_text(encoding="utf-8")


def test_an_assignment_of_several_notebooks_is_put_together_from_what_came(course, tmp_path):
    folder = course.folder / "release" / "A1"
    other = source("A3")
    nbformat.write(other, folder / "Del 2.ipynb")
    first = answered(nbformat.read(folder / "A1.ipynb", 4), "Del et.")
    files = {"Anne Ærø_7_assignsubmission_file_/opgave.ipynb": as_bytes(answered(other, "Del to.")),
             "Anne Ærø_7_assignsubmission_file_/A1.ipynb": as_bytes(first),
             "Bo Berg_8_assignsubmission_file_/A1.ipynb": as_bytes(first)}
    collected = collect(course, "A1", put(tmp_path / "hentet", files))
    assert sorted(path.name for path in (course.folder / "submitted" / "anne" / "A1").glob("*.ipynb")) == ["A1.ipynb", "Del 2.ipynb"]
    assert row(collected, "anne").status == IN and told(collected, "anne") == []
    assert told(collected, "bo") == ["Del 2 mangler i afleveringen. Bed om det, der mangler."]


def test_a_hundred_megabytes_of_output_are_told_and_left_out(course, released, tmp_path):
    notebook = json.dumps(answered(released, "Min tekst."))
    much = '"outputs": [{"output_type": "stream", "name": "stdout", "text": "' + "igen " * 20_900_000 + '"}]'
    path = put(tmp_path / "hentet", {"anne.ipynb": notebook.replace('"outputs": []', much, 1).encode("utf-8")})
    collected = collect(course, "A1", path)
    assert told(collected, "anne") == [
        "anne.ipynb fylder 99 MB, næsten altid fordi koden har skrevet for meget ud. Det udskrevne er ikke taget med; tekst og kode er."
    ]
    assert submitted(course) == "Min tekst." and (course.folder / "submitted" / "anne" / "A1" / "A1.ipynb").stat().st_size < 10_000


def test_one_student_whose_folder_cannot_be_written_does_not_stop_the_class(course, released, tmp_path):
    put(course.folder / "submitted", {"anne": b"en fil, hvor der skulle have staaet en mappe"})
    collected = collect(course, "A1", put(tmp_path / "hentet", {"anne.ipynb": as_bytes(answered(released)), "bo.ipynb": as_bytes(answered(released, "Bos."))}))
    assert (row(collected, "anne").status, row(collected, "bo").status) == ("lagt til side", IN)
    assert told(collected, "anne")[0].startswith("Afleveringen kunne ikke gemmes: ") and "saml ind igen." in told(collected, "anne")[0]


def test_half_a_run_leaves_nothing_half_and_the_next_finishes(course, anne, monkeypatch):
    import course.grading.collecting.settling as settling

    monkeypatch.setattr(settling, "submit", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        anne("Vi havde ret.")
    monkeypatch.undo()
    (course.folder / FOLDER / "A1" / "anne" / ".ny-afbrudt").mkdir()
    assert told(anne("Vi havde ret."), "anne") == [] and submitted(course) == "Vi havde ret."
    assert len(list((course.folder / FOLDER / "A1" / "anne").glob("*/A1.zip"))) == 1


NOTHING = {
    "not released": ("A9", "hentet", "Opgaven A9 er ikke udgivet: {course}/release/A9 er tom eller findes ikke."
                                     " Udgiv den først med: course assign release A9. Kurset har A1, A2."),
    "not there": ("A1", "væk.zip", "{folder}/væk.zip findes ikke. Se efter, om navnet er rigtigt, og om du står i den rigtige mappe."),
    "empty": ("A1", "tom", "Der er ingen filer i {folder}/tom. Peg på den mappe eller zip-fil, som jeres LMS gav."),
    "broken": ("A1", "brudt.zip", "brudt.zip er en zip-fil, der er beskadiget eller ikke hentet færdig. Hent den igen, og prøv så."),
}


@pytest.mark.parametrize("kind", NOTHING)
def test_when_nothing_can_be_done_the_command_says_why(course, tmp_path, kind, monkeypatch, capsys):
    put(tmp_path, {"hentet/anne.ipynb": b"{}", "brudt.zip": zipped({"anne.ipynb": b"{}"})[:-10]})
    (tmp_path / "tom").mkdir()
    assignment, place, problem = NOTHING[kind]
    monkeypatch.setattr("sys.argv", ["course", "grade", "collect", assignment, str(tmp_path / place), "--course", str(course.folder)])
    assert main() == 1
    assert problem.format(course=course.folder, folder=tmp_path) in capsys.readouterr().err


def test_a_class_with_problems_is_collected_all_the_same(course, released, tmp_path, monkeypatch, capsys):
    put(tmp_path / "hentet", {"anne.ipynb": as_bytes(answered(released)), "bo.docx": b"PK\3\4"})
    monkeypatch.setattr("sys.argv", ["course", "grade", "collect", "A1", str(tmp_path / "hentet"), "--course", str(course.folder), "--format", "json"])
    assert main() == 0
    said = json.loads(capsys.readouterr().out)
    assert [student["status"] for student in said["students"]] == ["inde", "kan ikke læses", "mangler", "mangler"]


def test_without_a_roster_nothing_is_collected_and_the_roster_is_asked_for(released_course, tmp_path):
    root = open_root(shutil.copytree(released_course, tmp_path / "opgaver"))
    with pytest.raises(GradingError, match="Der er ingen deltagere i databasen. Hent holdlisten ind først med: course assign roster FIL."):
        collect(root, "A1", put(tmp_path / "hentet", {"anne.ipynb": b"{}"}))


def test_whom_the_instructor_names_must_be_on_the_roster(course, tmp_path):
    with pytest.raises(GradingError, match="Der er ingen på holdlisten, der hedder zoe. Skriv deltagerens id"):
        collect(course, "A1", put(tmp_path / "hentet", {"a.ipynb": b"{}"}), student="zoe")


@pytest.mark.parametrize("id", ["../ude", "CON", "_til-side"])
def test_a_student_whose_id_stock_nbgrader_took_but_no_folder_can_have_is_told(course, released, tmp_path, id):
    with course.gradebook() as gradebook:
        gradebook.add_student(id)
    collected = collect(course, "A1", put(tmp_path / "hentet", {"anne.ipynb": as_bytes(answered(released))}))
    assert collected.problems[0].text == f"Id'et {id} kan ikke være navnet på en mappe. Deltageren er sprunget over; giv et andet id."
    assert len(collected.rows) == 4


@pytest.mark.parametrize(("text", "local"), {
    "2026-11-03 12:00": (2026, 11, 3, 12, 0), "2026-11-03T12:00": (2026, 11, 3, 12, 0), "2026-11-03": (2026, 11, 3, 23, 59, 59),
    "3.11.2026 kl. 9.05": (2026, 11, 3, 9, 5),
    "03-11-2026 09:05": (2026, 11, 3, 9, 5), "3/11 2026": (2026, 11, 3, 23, 59, 59), "31.11.2026": None,
    "tirsdag": None, "2026-11-03 25:00": None, "2026-11-03 senest": None,
}.items())
def test_a_deadline_is_read_as_danes_write_it(text, local):
    if local:
        assert read_due(text) == datetime(*local).astimezone(UTC)
    else:
        with pytest.raises(GradingError, match=f"Fristen »{text}« kan ikke læses. Skriv den sådan: 2026-11-03 12:00"):
            read_due(text)


def test_links_in_the_course_root_are_not_followed_out_of_it(course, anne, tmp_path):
    outside = put(tmp_path / "ude", {"A1.ipynb": b"udenfor"}) / "A1.ipynb"
    (course.folder / "submitted" / "anne" / "A1").mkdir(parents=True)
    os.symlink(outside, course.folder / "submitted" / "anne" / "A1" / "A1.ipynb")
    anne("Vi havde ret.")
    assert outside.read_bytes() == b"udenfor" and submitted(course) == "Vi havde ret."


def test_a_course_root_of_stock_nbgrader_is_collected_too(released_course, tmp_path):
    folder = shutil.copytree(released_course, tmp_path / "stock")
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "lille"\n', encoding="utf-8")
    root = open_root(folder)
    with root.gradebook() as gradebook:
        gradebook.remove_assignment("A1")
        gradebook.add_student("hacker", first_name="Alyssa", last_name="Hacker")
    notebook = nbformat.read(folder / "release" / "A1" / "A1.ipynb", 4)
    del notebook.metadata["ledelsesrum"]
    nbformat.write(notebook, folder / "release" / "A1" / "A1.ipynb")
    collected = collect(root, "A1", put(tmp_path / "mail", {"Alyssa Hacker.ipynb": as_bytes(answered(notebook))}))
    assert row(collected, "hacker").status == IN and [problem.text for problem in collected.problems] == [
        "A1 er ikke i databasen, så nbgrader kan ikke rette den, og en frist kan ikke gemmes. Kør course assign release A1 med den samme --db."
    ]


def test_a_class_in_postgresql_is_collected_by_the_same_commands(released_course, released, tmp_path, postgres, monkeypatch, capsys):
    folder, url = shutil.copytree(released_course, tmp_path / "opgaver"), postgres.url()
    open_root(folder, url).api.generate_assignment("A1", force=True)
    put(tmp_path, {"hold.csv": roster_csv(PEOPLE), "hentet/anne.zip": hand_in_zip(as_bytes(answered(released)))})
    for command in (["assign", "roster", "hold.csv"], ["grade", "collect", "A1", "hentet", "--due", "2026-11-01 12:00"]):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["course", *command, "--course", str(folder), "--db", url])
        assert main() == 0
    assert "A1: 1 af 4 er inde (for sent 1, mangler 3)." in capsys.readouterr().out
    with open_root(folder, url).gradebook() as gradebook:
        assert {row.id for row in gradebook.students} == set(PEOPLE) and gradebook.find_assignment("A1").duedate == datetime(2026, 11, 1, 11)
    with open_root(folder).gradebook() as gradebook:
        assert gradebook.students == []  # the file beside it knows nothing


def test_what_the_students_own_program_hands_in_is_collected_with_its_time(course, released, tmp_path):
    from exercises.handin.pack import hand_in

    folder = put(tmp_path / "A1", {"A1.ipynb": as_bytes(answered(released, "Fra pakken.")), "original/A1.ipynb": as_bytes(released)})
    receipt = hand_in(folder / "A1.ipynb")
    collected = collect(course, "A1", put(tmp_path / "hentet", {f"Anne Ærø_7_assignsubmission_file_/{receipt.file.name}": receipt.file.read_bytes()}))
    assert submitted(course) == "Fra pakken." and collected.problems == ()
    assert abs((row(collected, "anne").time - receipt.time).total_seconds()) < 1 and row(collected, "anne").known
    assert datetime.fromisoformat(stamp(course).read_text(encoding="utf-8").removesuffix(" UTC\n")).replace(tzinfo=UTC) == row(collected, "anne").time
