"""People are listed as in a Danish dictionary wherever a grader reads their names."""

from pathlib import Path
from types import SimpleNamespace

from course.grading.agreement.arrays import columns_of
from course.grading.collecting.senders import Sent, why_unknown
from course.grading.exporting.export import Exported, as_text
from course.grading.roster.students import Student
from tests.danish_writing import MANY, out_of_order

NAMES = ["Zenia Å", "Ægir Å", "Øjvind Å", "Aage Å", "Åse Å"]  # in order; by the numbers of the letters: Aage, Zenia, Åse, Ægir, Øjvind


def test_two_graders_are_the_columns_in_danish_order():
    marks = [SimpleNamespace(grader=name) for name in ("Aage", "Zenia")]
    assert columns_of([SimpleNamespace(marks=marks)]) == ("Zenia", "Aage")


def test_those_whom_a_file_may_be_from_and_those_without_points_are_told_in_danish_order():
    people = [Student(f"id{number}", first_name=name.split()[0], last_name="Å") for number, name in enumerate(NAMES)]
    sent = Sent(SimpleNamespace(place=("A1.ipynb",)), frozenset(people))
    assert why_unknown(sent) == f"A1.ipynb kan være fra {' eller '.join(one.shown for one in people)}."
    exported = Exported(Path("a1.csv"), (), {name: "ikke afleveret" for name in reversed(NAMES)})
    said = as_text(exported, {name: name for name in NAMES})[1]
    assert [said.index(name) for name in NAMES] == sorted(said.index(name) for name in NAMES)


def test_a_long_list_in_another_order_is_found():
    listed = sorted(["Ø", "Å", "Æ", *map(chr, range(65, 65 + MANY))])  # by the numbers of the letters
    assert out_of_order(listed) and not out_of_order([*listed[:-3], "Æ", "Ø", "Å"]) and not out_of_order(["b", "a"])
