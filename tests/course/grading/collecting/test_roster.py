"""The roster: into nbgrader's gradebook and ``roster.csv``, as often as one likes, with pseudonyms that last."""

from __future__ import annotations

import re
import shutil

import pytest

from course.cli import main
from course.grading.root import GradingError, open_root
from course.grading.roster.pseudonyms import BIRDS, draw
from course.grading.roster.roster import FILE, import_list, read_roster, told

LIST = "id;fornavn;efternavn;e-mail\nanne;Anne;Ærø;anne@skole.dk\nbo;Bo;Berg;\n"


@pytest.fixture
def empty(released_course, tmp_path):
    """A course root with nobody on the roster."""
    return open_root(shutil.copytree(released_course, tmp_path / "kursus"))


def import_text(root, text: str):
    file = root.folder.parent / "hold.csv"
    file.write_text(text, encoding="utf-8")
    return import_list(root, file)


def in_gradebook(root) -> dict[str, tuple]:
    with root.gradebook() as gradebook:
        return {row.id: (row.first_name, row.last_name, row.email, row.lms_user_id) for row in gradebook.students}


def test_a_list_goes_into_the_gradebook_and_a_second_time_changes_nothing(empty):
    first = import_text(empty, LIST)
    assert [one.id for one in first.added] == ["anne", "bo"] and told(first) == ["Holdlisten er hentet ind: 2 nye."]
    assert in_gradebook(empty) == {"anne": ("Anne", "Ærø", "anne@skole.dk", None), "bo": ("Bo", "Berg", None, None)}
    before = (empty.folder / FILE).stat().st_mtime_ns, (empty.folder / "gradebook.db").read_bytes()
    second = import_text(empty, LIST)
    assert told(second) == ["Holdlisten er, som den var: 2 deltagere, og intet er ændret."]
    assert ((empty.folder / FILE).stat().st_mtime_ns, (empty.folder / "gradebook.db").read_bytes()) == before


def test_a_new_list_adds_and_updates_and_removes_nobody(empty):
    birds = {one.id: one.pseudonym for one in import_text(empty, LIST).added}
    second = import_text(empty, "id;fornavn;efternavn\nanne;Anne Marie;Ærø\ncai;Cai;Dam\n")
    assert told(second) == ["Holdlisten er hentet ind: 1 nye, 1 ændrede.", "1 deltager står ikke på listen, men er ikke slettet: Bo Berg (bo)."]
    assert in_gradebook(empty)["anne"] == ("Anne Marie", "Ærø", "anne@skole.dk", None)  # an empty field says nothing
    now = {one.id: one.pseudonym for one in read_roster(empty)}
    assert {id: now[id] for id in birds} == birds and set(now) == {"anne", "bo", "cai"}


def test_every_student_has_a_pseudonym_of_her_own_that_is_easy_to_say_and_drawn_by_lot(empty):
    text = "id\n" + "\n".join(f"s{number}" for number in range(70))
    names = [one.pseudonym for one in import_text(empty, text).added]
    assert len(set(names)) == 70 and all(re.fullmatch(r"[A-Z][a-z]+ [1-9]\d", name) and name.split()[0] in BIRDS for name in names)
    assert len({name.split()[0] for name in names[: len(BIRDS)]}) == len(BIRDS)  # no two of the same bird while there are others


def test_nobody_can_work_a_pseudonym_out():
    assert len({draw([]) for _ in range(40)}) > 1


def test_pseudonyms_never_run_out():
    taken = {f"{bird} {number}" for bird in BIRDS for number in range(10, 100)}
    assert draw(taken) not in taken


def test_students_whom_only_the_gradebook_knows_get_one_too(empty):
    with empty.gradebook() as gradebook:
        gradebook.add_student("dorthe", first_name="Dorthe", last_name="Åby")
    assert [one.pseudonym for one in read_roster(empty)] == [""]
    import_text(empty, LIST)
    assert all(one.pseudonym for one in read_roster(empty)) and len(read_roster(empty)) == 3


def test_an_id_in_other_letters_or_a_new_one_for_the_same_address_is_the_same_student(empty):
    import_text(empty, LIST)
    second = import_text(empty, "id;fornavn;e-mail\ns777;Anne;ANNE@skole.dk\nBO;Bo;\n")
    assert told(second) == ["Anne står på listen med id'et s777, men hedder anne her og beholder det.",
                            "Holdlisten er, som den var: 2 deltagere, og intet er ændret."]
    assert set(in_gradebook(empty)) == {"anne", "bo"}


def test_roster_csv_opens_in_danish_excel_and_may_be_saved_from_it(empty):
    import_text(empty, LIST)
    before, path = read_roster(empty), empty.folder / FILE
    assert path.read_bytes().startswith("\ufeffid;dæknavn;fornavn;efternavn;e-mail;brugernavn;lms-id\r\nanne;".encode("utf-8"))
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp1252"))
    assert read_roster(empty) == before
    again = import_list(empty, path)  # and it is a list itself
    assert told(again) == ["Holdlisten er, som den var: 2 deltagere, og intet er ændret."] and read_roster(empty) == before


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("bo;{bo}", "bo;{anne}", "Dæknavnet {anne} er givet til både anne og bo."),
    ("bo;", 'bo";', "roster.csv, linje 3, er sprunget over: Et anførselstegn er ikke lukket."),
])
def test_a_roster_csv_that_is_wrong_stops_the_import_so_that_no_pseudonym_is_lost(empty, old, new, problem):
    birds = {one.id: one.pseudonym for one in import_text(empty, LIST).added}
    path = empty.folder / FILE
    path.write_text(path.read_text(encoding="utf-8-sig").replace(old.format(**birds), new.format(**birds)), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(GradingError) as raised:
        import_text(empty, LIST)
    assert str(raised.value) == f"Holdlisten {path} skal rettes først, så ingen mister sit dæknavn. {problem.format(**birds)}"
    assert path.read_bytes() == before


def run(monkeypatch, capsys, *arguments: object) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["course", *map(str, arguments)])
    code = main()
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_shows_numbers_and_names_only_when_asked(empty, monkeypatch, capsys):
    where = ("--course", empty.folder)
    code, said = run(monkeypatch, capsys, "assign", "roster", *where)
    assert (code, said) == (0, "Der er ingen deltagere endnu. Hent holdlisten ind med: course assign roster FIL\n")
    file = empty.folder.parent / "hold.csv"
    file.write_text(LIST, encoding="utf-8")
    assert run(monkeypatch, capsys, "assign", "roster", file, *where) == (0, "Holdlisten er hentet ind: 2 nye.\n")
    code, said = run(monkeypatch, capsys, "assign", "roster", *where)
    assert (code, said) == (0, "2 deltagere på holdet, 1 uden e-mail.\n") and "Anne" not in said
    code, said = run(monkeypatch, capsys, "assign", "roster", "--names", *where)
    anne = read_roster(empty)[0]
    assert code == 0 and f"Anne Ærø (anne)  {anne.pseudonym}\n" in said
    code, said = run(monkeypatch, capsys, "assign", "roster", file.with_name("ingen.csv"), *where)
    assert code == 1 and "kan ikke læses" in said and "Traceback" not in said
