"""From the gradebook to the files that are imported: only what is published, in the form that each LMS wants, and read back."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import sys

import pandas as pd
import pytest

from course.cli import main
from course.grading.errors import GradingError
from course.grading.exporting.cells import unguard
from course.grading.exporting.export import COURSE, Wanted, export
from course.grading.exporting.results import results
from course.grading.root import CourseRoot
from tests.course.grading.returned import COMMENTS, NAMES, STEP
from tests.course.grading.trip import Course


@pytest.fixture
def copy(returned, tmp_path) -> Course:
    return Course(shutil.copytree(returned.folder, tmp_path / "kursus", symlinks=True))


def read(file, separator: str = ",") -> list[list[str]]:
    """The file by a strict reader, and the same by pandas."""
    text = file.read_text(encoding="utf-8-sig")
    strict = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    frame = pd.read_csv(file, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig", header=None)
    assert strict == frame.values.tolist()
    return [[unguard(cell) for cell in row] for row in strict]


def test_only_published_points_are_there_and_who_lacks_them_is_named(returned):
    by_student = {one.student.id: (one.points, one.most, one.lacks) for one in results(returned.root, "A1")}
    assert by_student == {"anna": (28, 40, ""), "bent": (None, 40, "ikke læst færdig"), "carl": (16, 40, ""), "dorte": (0, 40, "")}


def test_moodles_import_has_the_columns_it_can_be_mapped_by(copy):
    head, *rows = read(export(copy.root, "A1", Wanted("moodle")).file)
    assert head == ["First name", "Last name", "ID number", "Username", "Email address", "A1 Tillid og virkelighed"]
    assert [row[2:] for row in rows] == [["anna", "", "anna@kommune.dk", "28"], ["carl", "", "carl@kommune.dk", "16"], ["dorte", "", "dorte@kommune.dk", "0"]]
    assert [tuple(row[:2]) for row in rows] == [NAMES[name][:2] for name in ("anna", "carl", "dorte")]


def test_canvas_gets_its_header_its_row_of_points_possible_and_its_own_numbers(copy):
    head, possible, *rows = read(export(copy.root, "A1", Wanted("canvas")).file)
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] and possible == ["    Points Possible", "", "", "", "", "40"]
    assert [(row[0], row[1], row[5]) for row in rows][:2] == [("Jensen, Anna", "101", "28"), (f"{NAMES['carl'][1]}, {NAMES['carl'][0]}", "103", "16")]


def test_brightspace_gets_hashes_and_its_end_of_line(copy):
    assert read(export(copy.root, "A1", Wanted("brightspace")).file)[:2] == [
        ["OrgDefinedId", "Username", "A1 Tillid og virkelighed Points Grade", "End-of-Line Indicator"], ["#anna", "", "28", "#"]]
    assert read(export(copy.root, "A1", Wanted("brightspace", scale="7")).file)[0][2] == "A1 Tillid og virkelighed Grade Symbol"


def test_the_table_has_every_criterion_for_danish_excel(copy):
    with copy.root.gradebook() as gradebook:
        grade = gradebook.find_grade("a1-5", "A1", "A1", "anna")
        grade.manual_score = 8.25
        gradebook.db.commit()
    exported = export(copy.root, "A1", Wanted("table", scale="7"))
    assert exported.file.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = read(exported.file, ";")
    anna, bent, carl, dorte = (dict(zip(head, row, strict=True)) for row in rows)
    assert anna["Fair gengivelse: Situation og egen andel, trin"] == "3"
    assert anna["Fair gengivelse: Situation og egen andel, bemærkning"] == COMMENTS["situation"]
    assert anna["Fair gengivelse: næste skridt"] == STEP and anna["Hvem troede de på?: point"] == "8,25" and anna["Point i alt"] == "28,25"
    assert (anna["Fald og genopretning: point"], anna["Timer efter fristen"], anna["Forsøg"], anna["7-trins-skalaen"]) == ("2", "0", "1", "4")
    assert bent["Status"] == "ikke læst færdig" and bent["Point i alt"] == bent["Fair gengivelse: Flere blikke, trin"] == bent["7-trins-skalaen"] == ""
    assert (carl["Fornavn"], carl["Efternavn"]) == NAMES["carl"][:2] and dorte["7-trins-skalaen"] == "-3"


def test_lateness_is_taken_off_and_told(copy):
    with copy.root.gradebook() as gradebook:
        submission = gradebook.find_submission("A1", "anna")
        submission.timestamp = submission.assignment.duedate.replace(day=5)
        submission.notebooks[0].late_submission_penalty = 2.5
        gradebook.db.commit()
    head, anna, *_ = read(export(copy.root, "A1", Wanted("table")).file, ";")
    told = dict(zip(head, anna, strict=True))
    assert (told["Timer efter fristen"], told["Fradrag"], told["Point i alt"]) == ("48", "2,5", "25,5")


def test_marks_that_are_not_published_and_texts_that_are_flagged_wait(copy):
    from course.grading.reading.questions import find_question
    from course.grading.reading.scripts import scripts_of
    from course.grading.store import tags
    from course.grading.store.database import opened_store

    with opened_store(copy.root) as store:
        tags.put(store, scripts_of(copy.root, store, find_question(copy.root, "A1", "a1-4"))["anna"], "Bo", "flag", True, "hemmelig grund")
    exported = export(copy.root, "A1", Wanted("moodle"))
    assert exported.lacking["anna"] == "ikke læst færdig" and "hemmelig" not in exported.file.read_text(encoding="utf-8")


def test_the_whole_course_waits_for_the_assignments_that_are_not_there(copy):
    with pytest.raises(GradingError, match="A2 er ikke gjort klar"):
        export(copy.root, COURSE, Wanted("table"))


def test_the_whole_course_is_the_sum_of_the_shares(copy):
    (copy.folder / "assignments.yaml").unlink()
    text = ("assignments:\n  - {id: A1, title: Tillid, after: x, prepare: [x], minutes: 30, share: 100, tasks: [{id: a1-1, title: x, asks: x, points: 2}], "
            "reflections: [{id: a1-4, title: x, asks: x, words: [1, 2], marked_by: [{rubric: refleksion, points: 16}]}]}\n")
    (copy.folder / "assignments.yaml").write_text(text, encoding="utf-8")
    head, anna, bent, *_ = read(export(CourseRoot(copy.folder), COURSE, Wanted("table", scale="pass")).file, ";")
    assert dict(zip(head, anna, strict=True)) | {"Fornavn": ""} == {
        "Id": "anna", "Fornavn": "", "Efternavn": "Jensen", "E-mail": "anna@kommune.dk", "Status": "udgivet", "A1: andel af 100": "70",
        "I alt af 100": "70", "bestået eller ikke bestået": "Bestået"}
    assert bent[4] == "A1 ikke læst færdig"


def command(monkeypatch, capsys, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["course", "grade", "export", *arguments])
    return main(), *capsys.readouterr()


def test_the_command_tells_by_pseudonym_and_says_that_nobody_has_set_the_thresholds(copy, monkeypatch, capsys, tmp_path):
    out = tmp_path / "til os.csv"
    code, said, _ = command(monkeypatch, capsys, "A1", "--to", "canvas", "--scale", "7", "--out", str(out), "--course", str(copy.folder))
    assert code == 0 and said.startswith("3 med udgivne point ligger i ") and "bent" not in said and "Uden point, ikke læst færdig: " in " ".join(said.split())
    assert "som ingen har taget stilling til" in " ".join(said.split()) and read(out)[2][5] == "4"
    assert os.name == "nt" or stat.S_IMODE(out.stat().st_mode) == 0o600
    code, said, _ = command(monkeypatch, capsys, "A1", "--to", "moodle", "--names", "--course", str(copy.folder))
    assert "ikke læst færdig: bent." in said and "apostrof foran" in said and (copy.folder / "exports/A1-moodle.csv").is_file()


def test_an_lms_own_file_is_filled_in_and_never_overwritten(copy, monkeypatch, capsys, tmp_path):
    sheet = tmp_path / "ark.csv"
    rows = 'Identifier,"Full name","Email address",Grade,"Last modified (grade)"\n"Participant 9","Anna Jensen",anna@kommune.dk,,-\n'
    sheet.write_text(rows, encoding="utf-8")
    code, said, _ = command(monkeypatch, capsys, "A1", "--to", "moodle", "--template", str(sheet), "--out", str(tmp_path / "nyt.csv"),
                            "--course", str(copy.folder))
    assert code == 0 and read(tmp_path / "nyt.csv")[1] == ["Participant 9", "Anna Jensen", "anna@kommune.dk", "28", "-"]
    assert "2 med udgivne point står ikke i ark.csv." in said
    code, _, complaint = command(monkeypatch, capsys, "A1", "--to", "moodle", "--template", str(sheet), "--out", str(sheet), "--course", str(copy.folder))
    assert code == 1 and "bliver ikke overskrevet" in complaint
    code, _, complaint = command(monkeypatch, capsys, "A1", "--to", "canvas", "--scale", "13", "--course", str(copy.folder))
    assert code == 1 and "ingen skala" in complaint


def test_a_stock_course_gets_no_store_for_being_exported(returned, tmp_path):
    folder = shutil.copytree(returned.folder, tmp_path / "kursus", symlinks=True)
    for name in ("assignments.yaml", "rubrics"):
        (folder / name).unlink()
    for file in folder.glob("grading.db*"):
        file.unlink()
    exported = export(CourseRoot(folder), "A1", Wanted("table"))
    head, anna, *_ = read(exported.file, ";")
    given = [cell for heading, cell in zip(head, anna, strict=True) if "Fair gengivelse" in heading and heading.endswith(": point")]
    assert given == ["12"] and not (folder / "grading.db").exists()
