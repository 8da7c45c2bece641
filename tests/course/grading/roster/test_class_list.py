"""Lists of students as LMSs, Excel and people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.root import GradingError
from course.grading.roster.class_list import read_class_list

ANNE = ("s1", "Anne", "Ærø")
TWO = [ANNE, ("s2", "Bo", "Søndergård Lund")]
PLAIN = "id;fornavn;efternavn\r\ns1;Anne;Ærø\r\ns2;Bo;Søndergård Lund\r\n"

LISTS = {
    "utf-8": (PLAIN.encode("utf-8"), TWO),
    "utf-8 with a mark": (PLAIN.encode("utf-8-sig"), TWO),
    "windows-1252": (PLAIN.encode("cp1252"), TWO),
    "both, pasted together": (PLAIN.encode("utf-8").replace("Søndergård".encode("utf-8"), "Søndergård".encode("cp1252")), TWO),
    "excel's unicode text": (PLAIN.replace(";", "\t").encode("utf-16"), TWO),
    "commas": (PLAIN.replace(";", ",").encode("utf-8"), TWO),
    "tabs, and an old mac's lines": (PLAIN.replace(";", "\t").replace("\r\n", "\r").encode("utf-8"), TWO),
    "excel's first line": (f"sep=;\r\n{PLAIN}".encode("utf-8"), TWO),
    "a title, and empty lines": (f"Hold 7\n\n{PLAIN}\n;;\n".encode("utf-8"), TWO),
    "decomposed": ("id;fornavn;efternavn\ns1;Anne;\u00c6r\u00f8\ns2;Bo;S\u00f8nderga\u030ard Lund\n".encode("utf-8"), TWO),
    "quoted, with commas": (
        'Efternavn,"Fornavn(e)",Studienummer\n"Ærø, f. Bæk",Anne,s1\n"Ærø ""Ø""",Bo,s2\n'.encode("utf-8"), [("s1", "Anne", "Ærø, f. Bæk"), ("s2", "Bo", 'Ærø "Ø"')]
    ),
    "moodle's participants": (
        '"First name","Last name","ID number","Email address",Groups\nAnne,Ærø,s1,Anne@Skole.dk,"Hold 1, Hold 2"\n'.encode("utf-8"), [ANNE]
    ),
    "moodle's participants in danish": ("Fornavn;Efternavn;ID-nummer;E-mailadresse;Grupper\nAnne;Ærø;s1;anne@skole.dk;\n".encode("utf-8"), [ANNE]),
    "moodle without ids": ("First name,Surname,Email address\nAnne,Ærø,Anne@Skole.dk\n".encode("utf-8"), [("anne@skole.dk", "Anne", "Ærø")]),
    "canvas' gradebook": (
        ('Student,ID,SIS User ID,SIS Login ID,Section,A1 (77)\n"    Points Possible",,,,,40\n"Ærø, Anne",9001,u-1,s1,"Hold 1",12\n'
         '"Student, Test",9009,,da39a3ee5e6b4b0d3255bfef95601890afd80709,"Hold 1",\n').encode("utf-8"),
        [("u-1", "Anne", "Ærø")],
    ),
    "brightspace's grades": (
        ("OrgDefinedId,Username,Last Name,First Name,Email,A1 Points Grade <Numeric MaxPoints:40>,End-of-Line Indicator\n"
         "#s1,#aer,Ærø,Anne,a@b.dk,12,#\n").encode("utf-8"), [ANNE],
    ),
    "nbgrader's own import": ("id,first_name,last_name,email\ns1,Anne,Ærø,\n".encode("utf-8"), [ANNE]),
    "a name in one column": ("Brugernavn;Navn\ns1;Anne Ærø\ns2;Bo\n".encode("utf-8"), [ANNE, ("s2", "Bo", "")]),
    "no names at all": (b"Username\ns1\n", [("s1", "", "")]),
}


def written(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "hold.csv"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_read_whatever_wrote_it(tmp_path, kind):
    data, students = LISTS[kind]
    found = read_class_list(written(tmp_path, data))
    assert [(one.id, one.first_name, one.last_name) for one in found.students] == students
    assert found.problems == ()


def test_canvas_own_number_and_login_are_kept_beside_the_id(tmp_path):
    student = read_class_list(written(tmp_path, LISTS["canvas' gradebook"][0])).students[0]
    assert (student.id, student.username, student.lms_id) == ("u-1", "s1", "9001")


LINES = {
    "s2;Bo": [],
    "s2;Bo;Berg;": [],
    "s2;Bo;Berg;x": ["hold.csv, linje 3, er sprunget over: Der er flere felter end overskrifter. Skal et navn med komma stå i anførselstegn?"],
    "s1;Bo;Berg": ["hold.csv, linje 3, er sprunget over: s1 står også i linje 2; den første gælder."],
    "S1;Bo;Berg": ["hold.csv, linje 3, er sprunget over: S1 står også i linje 2; den første gælder."],
    ";Bo;Berg": ["hold.csv, linje 3, er sprunget over: Der er hverken id, brugernavn eller e-mail."],
    's2;"Bo;Berg': ["hold.csv, linje 3, er sprunget over: Et anførselstegn er ikke lukket."],
    "s2;B\x81o;Berg": ["hold.csv, linje 3, er sprunget over: Den har tegn, der ikke kan læses. Gem listen som CSV UTF-8."],
    f"s2;{'B' * 129};Berg": [f"hold.csv, linje 3, er sprunget over: Et felt er længere end 128 tegn: {'B' * 129}."],
    "2026/07;Bo;Berg": ["hold.csv, linje 3: Id'et 2026/07 kan ikke være navnet på en mappe og er blevet til 2026_07."],
    "../../etc;Bo;Berg": ["hold.csv, linje 3: Id'et ../../etc kan ikke være navnet på en mappe og er blevet til etc."],
    "con;Bo;Berg": ["hold.csv, linje 3: Id'et con kan ikke være navnet på en mappe og er blevet til con-1."],
    "a[b]*;Bo;Berg": ["hold.csv, linje 3: Id'et a[b]* kan ikke være navnet på en mappe og er blevet til a-b."],
    "//;Bo;Berg": ["hold.csv, linje 3, er sprunget over: Id'et // kan ikke være navnet på en mappe."],
    "=1+1;Bo;Berg": ["hold.csv, linje 3: Id'et 1+1 kan ikke være navnet på en mappe og er blevet til 1-1."],
    '"=HYPERLINK(""http://x"")";Bo;Berg': [
        "hold.csv, linje 3: Id'et HYPERLINK(\"http://x\") kan ikke være navnet på en mappe og er blevet til HYPERLINK(_http___x_)."
    ],
    "s2;=cmd|'/c calc'!A1;@Berg": [
        "hold.csv, linje 3: Navnet begyndte med et tegn, som regneark regner på. Det er fjernet: cmd|'/c calc'!A1.",
        "hold.csv, linje 3: Navnet begyndte med et tegn, som regneark regner på. Det er fjernet: Berg.",
    ],
}


@pytest.mark.parametrize("line", LINES, ids=ascii)
def test_a_line_that_is_wrong_is_told_by_its_number_and_the_rest_is_read(tmp_path, line):
    data = f"id;fornavn;efternavn\ns1;Anne;Ærø\n{line}\ns9;Cai;Dam\n".encode("latin-1")
    found = read_class_list(written(tmp_path, data))
    assert list(found.problems) == LINES[line]
    assert [one.id for one in found.students if one.id in ("s1", "s9")] == ["s1", "s9"]


NO_HEADINGS = "hold.csv har ingen overskrifter, der viser, hvem deltagerne er. Den første linje skal navngive kolonnerne, fx id;fornavn;efternavn;e-mail."


@pytest.mark.parametrize(("data", "problem"), [
    (b"", NO_HEADINGS),
    (b"Anne;Berg\nBo;Dam\n", NO_HEADINGS),
    (b"PK\x03\x04xl/workbook.xml", "hold.csv er et regneark. Åbn det, vælg »Gem som« og filtypen CSV, og hent den fil ind."),
    (b"id\n" + b"x\n" * 2_500_001, "hold.csv er over 5 MB og kan ikke være en liste over deltagere. Peg på den rigtige fil."),
])
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path, data, problem):
    with pytest.raises(GradingError) as raised:
        read_class_list(written(tmp_path, data))
    assert str(raised.value) == problem


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(GradingError, match="kan ikke læses .*Se efter, om navnet er rigtigt"):
        read_class_list(tmp_path / "hold.csv")
