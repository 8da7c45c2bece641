"""Names from other computers: the same under every spelling, safe to save under, safe to show, and never another student's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.grading.collecting.lms import read_label
from course.grading.names import is_safe, listed, loose, safe, shown
from course.grading.roster.students import Finder, Student

DANISH_WORD = st.text("abcdefghijklmnopqrstuvwxyzæøåéüö", min_size=2, max_size=12).map(str.capitalize)
PEOPLE = st.lists(st.tuples(DANISH_WORD, DANISH_WORD), min_size=1, max_size=8, unique=True)
ANY_NAME = st.text(st.characters(codec=None), max_size=150)


@given(ANY_NAME)
def test_a_safe_name_is_one_on_every_system_and_stays_as_it_is(name):
    made = safe(name)
    assert safe(made) == made and is_safe(made)
    assert 0 < len(made) <= 80 and made[0] not in ". " and made[-1] not in ". "
    assert not set(made) & set('<>:"/\\|?*') and all(unicodedata.category(sign)[0] != "C" for sign in made)
    assert made.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@pytest.mark.parametrize(("name", "made"), {
    "A1.ipynb": "A1.ipynb", "../../x.py": "__.._x.py", "NUL.ipynb": "_NUL.ipynb", "con": "_con", "COM¹.txt": "_COM¹.txt",
    "a:b.ipynb": "a_b.ipynb", "slut. ": "slut",
    "": "_", "...": "_", ".bashrc": "_bashrc", "x" * 200 + ".ipynb": "x" * 74 + ".ipynb", 
    "A\u0308\u030a.txt": "Ä\u030a.txt", "a\0b": "a_b", "\u202egpj.exe": "gpj.exe",
}.items())
def test_a_name_is_made_safe_and_kept_as_near_as_can_be(name, made):
    assert safe(name) == made


@given(ANY_NAME)
def test_what_is_shown_cannot_steer_a_console(name):
    assert all(unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in shown(name)) and len(shown(name)) <= 160


@given(DANISH_WORD, DANISH_WORD)
def test_a_name_is_the_same_composed_decomposed_in_capitals_and_without_spaces(first, last):
    name = f"{first} {last}"
    for other in (unicodedata.normalize("NFD", name), name.upper(), f"{first}{last}", f"{first}-{last}", f"  {first}\t{last} "):
        assert loose(other) == loose(name)


@pytest.mark.parametrize(("one", "other"), [
    ("Søren", "Soeren"), ("Søren", "Soren"), ("Åse", "Aase"), ("Åse", "Ase"), ("Bræk", "Braek"), ("René", "Rene"), ("Jürgen", "Jurgen"),
])
def test_danish_letters_are_the_same_as_what_people_write_for_them(one, other):
    assert loose(one) == loose(other)


def as_moodle(first: str, last: str, number: int) -> str:
    return f"{first} {last}_{number}_assignsubmission_file_"


def as_moodle_flat(first: str, last: str, number: int) -> str:
    return f"{first} {last}_{number}_assignsubmission_file_A1 (1).ipynb"


def as_canvas(first: str, last: str, number: int) -> str:
    return f"{last}{first}".lower() + f"_LATE_{number}_{number + 1}_A1-2.ipynb"


def as_brightspace(first: str, last: str, number: int) -> str:
    return f"{number}-{number + 1} - {first} {last} - Oct 10, 2025 1022 AM"


@given(PEOPLE, st.sampled_from([as_moodle, as_moodle_flat, as_canvas, as_brightspace]), st.sampled_from(["NFC", "NFD"]), st.integers(1, 99999))
def test_what_an_lms_wrote_is_from_the_student_or_from_several_and_never_from_another(people, write, form, number):
    students = [Student(f"s{place}", first_name=first, last_name=last) for place, (first, last) in enumerate(people)]
    label = read_label(unicodedata.normalize("NFC", unicodedata.normalize(form, write(*people[0], number))))
    assert students[0] in Finder(students).by_lms(label.name, label.user)


@given(PEOPLE, ANY_NAME)
def test_a_file_of_any_name_finds_only_students_who_stand_in_it(people, name):
    finder = Finder([Student(f"nr{place:05}", first_name=first, last_name=last) for place, (first, last) in enumerate(people)])
    for student in finder.by_file(name):
        assert any(loose(part) in loose(name) for part in (student.id, student.name, f"{student.last_name} {student.first_name}"))


CLASS = (
    Student("s123", first_name="Anne", last_name="Jensen", email="anne@skole.dk", username="aj", lms_id="77"),
    Student("s124", first_name="Anne", last_name="Jensen"),
    Student("s125", first_name="Anne", last_name="Jensen Holm"),
    Student("s126", first_name="Marianne", last_name="Jensen"),
    Student("12", first_name="Søren Bo", last_name="Ærø"),
)


@pytest.mark.parametrize(("name", "ids"), {
    "s123": "s123", "S123.ipynb": "s123", "A1_s123_endelig.ipynb": "s123", "s1234.ipynb": "", "anne@skole.dk": "s123",
    "aj.zip": "s123", "kajak.zip": "", "xs123.ipynb": "",
    "Anne Jensen.ipynb": "s123 s124", "A1 Marianne Jensen.zip": "s126", "opgave - anne jensen holm (2).ipynb": "s125", "Soeren Bo Aeroe.ipynb": "12",
    "A1_Ærø_Søren_Bo.ipynb": "12",
    "12.ipynb": "12", "A1 (12).ipynb": "", "2026-11-12.ipynb": "", "A1.ipynb": "", "": "", "Jensen.ipynb": "",
}.items())
def test_a_file_is_from_whom_its_name_says_and_nobody_is_guessed(name, ids):
    assert {student.id for student in Finder(CLASS).by_file(name)} == set(ids.split())


@pytest.mark.parametrize(("name", "number", "ids"), [
    ("jensenanne", "77", "s123"),  # the number tells two of the same name apart
    ("jensenanne", "", "s123 s124"),
    ("jensenholmanne", "", "s125"),
    ("holmannejensen", "", "s125"),  # lists do not agree on which words are the surname
    ("jensenmarianne", "77", "s123 s126"),  # the number is another's than the name: ambiguous, and not guessed
    ("aj", "", "s123"),
    ("ukendt", "999", ""),
    ("", "", ""),
])
def test_an_lms_own_number_counts_with_the_name(name, number, ids):
    assert {student.id for student in Finder(CLASS).by_lms(name, number)} == set(ids.split())


def test_names_are_listed_as_in_a_danish_sentence():
    assert listed([]) == "" and listed(["a"]) == "a" and listed(["a", "b", "c"]) == "a, b og c"
    assert listed("abcdefghij") == "a, b, c, d, e, f, g og 3 til"
