"""The LMS's own file, filled in: only the one column changes."""

from __future__ import annotations

import csv
import io

import pytest

from course.grading.errors import GradingError
from course.grading.exporting.cells import unguard
from course.grading.exporting.template import fill
from course.grading.roster.students import Student

STUDENTS = [Student("anna", first_name="Anna", last_name="Jensen", email="anna@kommune.dk", lms_id="101"),
            Student("carl", first_name='=HYPERLINK("x")', last_name='Ågård, Søren; "S"', email="carl@kommune.dk", lms_id="103"),
            Student("bent", first_name="Bent", last_name="Holm", email="bent@kommune.dk", lms_id="102")]
GIVEN = {"anna": "28.5", "carl": "16"}
WORKSHEET = ('Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (grade)","Feedback comments"\n'
             '"Participant 4711","Anna Jensen",anna@kommune.dk,"Submitted for grading",,40.00,Yes,-,\n'
             '"Participant 4712","=HYPERLINK(""x"") Ågård, Søren; ""S""",carl@kommune.dk,"Submitted for grading",7.00,40.00,Yes,-,"-"\n'
             '"Participant 4713","Bent Holm",bent@kommune.dk,"No submission",12.00,40.00,Yes,-,\n')
CANVAS = ("\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Opgave 0 (9),A1 Tillid og virkelighed (88),A10 (89),Final Score\n"
          ",,,,,,Manual Posting,,\n    Points Possible,,,,,10,40,10,(read only)\n"
          '"Jensen, Anna",101,,aj01,Hold 1,8,,3,77\n"Holm, Bent",102,,bh,Hold 1,5,2,,50\n"Student, Test",999,,x,Hold 1,,,,\n')
BRIGHTSPACE = ("OrgDefinedId,Username,Last Name,A1 Points Grade <Numeric MaxPoints:40 Weight:10>,End-of-Line Indicator\r\n"
               "#anna,#aj,Jensen,,#\r\n#bent,#bh,Holm,3,#\r\n")


def filled(tmp_path, content: str, encoding: str = "utf-8", column: str = "") -> tuple[list[list[str]], object]:
    file = tmp_path / "fra-lms.csv"
    file.write_bytes(content.encode(encoding))
    done = fill(file, GIVEN, STUDENTS, "A1", "A1 Tillid og virkelighed", column)
    separator = ";" if ";" in content.split("\n")[0] else ","
    return [[unguard(cell) for cell in row] for row in csv.reader(io.StringIO(done.content, newline=""), delimiter=separator, strict=True)], done


def rows_of(content: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True))


def changed(before: list[list[str]], after: list[list[str]]) -> dict[tuple[int, str], str]:
    assert [len(row) for row in before] == [len(row) for row in after]
    return {(number, before[0][place]): cell for number, row in enumerate(after) for place, cell in enumerate(row) if cell != before[number][place]}


def test_moodles_worksheet_gets_the_grades_and_nothing_else(tmp_path):
    rows, done = filled(tmp_path, WORKSHEET)
    assert changed(rows_of(WORKSHEET), rows) == {(1, "Grade"): "28.5", (2, "Grade"): "16"}
    assert done.students == {"anna", "carl"} and done.unknown == () and '"-"' in done.content


def test_canvas_own_number_finds_the_student_and_its_other_rows_are_left(tmp_path):
    rows, done = filled(tmp_path, CANVAS)
    assert changed(rows_of(CANVAS), rows) == {(3, "A1 Tillid og virkelighed (88)"): "28.5"} and done.encoding == "utf-8-sig" and done.unknown == ()


def test_brightspaces_hash_is_no_part_of_the_id_and_its_line_ends_stay(tmp_path):
    rows, done = filled(tmp_path, BRIGHTSPACE)
    assert changed(rows_of(BRIGHTSPACE), rows) == {(1, "A1 Points Grade <Numeric MaxPoints:40 Weight:10>"): "28.5"} and done.content.count("\r\n") == 3


def test_a_danish_file_with_semicolons_in_an_old_encoding_is_given_back_as_it_came(tmp_path):
    content = "Identifikator;Fulde navn;E-mailadresse;Karakter;Sidst ændret (karakter)\nDeltager 1;Anna Jensen;anna@kommune.dk;;-\n"
    rows, done = filled(tmp_path, content, "cp1252")
    assert rows[1] == ["Deltager 1", "Anna Jensen", "anna@kommune.dk", "28.5", "-"] and done.encoding == "cp1252"


def test_a_row_that_fits_nobody_is_told_of_and_left(tmp_path):
    rows, done = filled(tmp_path, WORKSHEET.replace("anna@kommune.dk", "ukendt@x.dk").replace("Anna Jensen", "Ane Hansen"))
    assert done.unknown == (2,) and rows[1][4] == ""


def test_a_row_that_fits_two_is_left(tmp_path):
    _, done = filled(tmp_path, CANVAS.replace("aj01", "bent"))
    assert done.unknown == (4,)


def test_the_column_can_be_named_and_is_asked_for_where_it_cannot_be_told(tmp_path):
    content = CANVAS.replace("A1 Tillid og virkelighed (88)", "Første opgave")
    with pytest.raises(GradingError, match="Der er ingen kolonne i fra-lms.csv, der kan være A1. .* --column. Filen har: .*»Første opgave«"):
        filled(tmp_path, content)
    assert changed(rows_of(content), filled(tmp_path, content, column="Første opgave")[0]) == {(3, "Første opgave"): "28.5"}
    with pytest.raises(GradingError, match="Der er flere kolonner"):
        filled(tmp_path, content.replace("Første opgave", "A1").replace("A10 (89)", "A1 (2)"))


def test_an_empty_or_missing_file_is_told_in_danish(tmp_path):
    with pytest.raises(GradingError, match="er tom"):
        filled(tmp_path, "")
    with pytest.raises(GradingError, match="kan ikke læses"):
        fill(tmp_path / "væk.csv", GIVEN, STUDENTS, "A1", "A1")
