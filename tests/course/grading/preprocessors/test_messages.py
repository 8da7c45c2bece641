"""What a test says reaches the student; what a student's code says inside a test does not."""

from __future__ import annotations

import pytest

from course.grading.preprocessors.messages import TestMessages, why, words
from tests.course.grading.small_assignment import ANSWER_1, HIDDEN_1, HIDDEN_2, VISIBLE_1, VISIBLE_2
from tests.course.grading.test_assignments import DATA, answered, as_it_stands, cells_with_tests, released, source, told

OWN = words(ANSWER_1, "def manglende(df):\n    return df['dækning']")


def tell(source: str, message: str) -> str:
    return TestMessages.of(source, OWN).tell(message)


def said_by(source: str, **variables: object) -> str:
    """What a test cell says when it is run among these variables."""
    with pytest.raises(AssertionError) as failed:
        exec(source, dict(variables))
    return str(failed.value)


def stops(df, *_):
    return df["dækning"]


MISTAKES = [
    (VISIBLE_1, {"fald": None}, "`fald` har ikke fået et svar endnu. Skriv det i cellen over, og kør den."),
    (VISIBLE_1, {"fald": 45}, "45 er faldet i procent af 86. Opgaven spørger om procentpoint."),
    (VISIBLE_1, {"fald": 12}, "Træk det laveste år fra 2013."),
    (VISIBLE_1, {"fald": "39"}, "`fald` skal være et tal, men du har afleveret tekst. Skriv tallet uden anførselstegn og uden enhed."),
    (VISIBLE_1, {}, "`fald` findes ikke endnu."),
    (HIDDEN_1, {"fald": 12}, "Se efter, hvilket år der er bunden."),
    (VISIBLE_2, {"manglende": lambda df: 3}, "Sammenlign hvert år med andelen i basisåret."),
    (VISIBLE_2, {"manglende": stops}, "`manglende` stoppede undervejs. Tabellen har ikke noget, der hedder 'dækning'."),
    (HIDDEN_2, {"manglende": lambda df, *_: 36940}, "Din funktion blev prøvet med en kortere periode. Brug funktionens egne år."),
    (HIDDEN_2, {"manglende": stops}, "Din funktion blev prøvet med en kortere periode. `manglende` stoppede undervejs. Prøv den selv med andre tal"),
    (HIDDEN_2, {"manglende": lambda df, *_: None}, "Din funktion blev prøvet med en kortere periode. `manglende` giver ikke noget svar tilbage endnu."),
    (HIDDEN_2, {"manglende": lambda df: 3}, "`manglende` kan ikke tage imod det, opgaven giver den."),
    (HIDDEN_2, {"manglende": lambda df, *_: "mange"},
     "Din funktion blev prøvet med en kortere periode. Svaret fra `manglende` skal være et tal, men du har afleveret tekst."),
    (HIDDEN_2, {"manglende": lambda df, *_: df}, "Svaret fra `manglende` skal være ét tal, men du har givet flere på én gang (DataFrame)."),
]


@pytest.mark.parametrize("source, variables, expected", MISTAKES, ids=range(len(MISTAKES)))
def test_what_the_kits_tests_say_comes_through(source, variables, expected):
    message = said_by(source, **variables)
    assert expected in message
    assert expected in tell(source, message) and "…" not in tell(source, message)


@pytest.mark.parametrize("name", DATA)
def test_what_an_assignment_says_of_each_foreseen_mistake_comes_through(name):
    for answer, code, test, message in DATA[name].WRONG:
        said = told(answered(source, name, answer, code), name, test)
        own = words(*(one.source for one in released(name).cells if one.metadata.get("nbgrader", {}).get("solution")), code)
        assert message in TestMessages.of(cells_with_tests(name)[test], own).tell(said), (test, said)


@pytest.mark.parametrize("name", DATA)
def test_what_an_assignment_says_of_an_empty_answer_comes_through(name):
    own = words(*(one.source for one in released(name).cells if one.metadata.get("nbgrader", {}).get("solution")))
    for test, code in cells_with_tests(name).items():
        said = told(as_it_stands(released, name), name, test)
        assert TestMessages.of(code, own).tell(said) == " ".join(said.split()), test


PLAIN = """hemmeligt_tal = 36936
assert abs(svar - 36386) > 5, "Du har brugt de afrundede 86 pct."
### BEGIN HIDDEN TESTS
assert svar == hemmeligt_tal, f"Du fik {svar}, men vi ventede {hemmeligt_tal} i alt."
assert r["Heart disease"] == 1, 'Din funktion blev prøvet på en bestemt årsag.'
assert svar > 3
raise ValueError("Tabellen skal være en kopi.")
### END HIDDEN TESTS"""


def test_the_messages_of_plain_asserts_come_through():
    assert tell(PLAIN, "Du har brugt de afrundede 86 pct.") == "Du har brugt de afrundede 86 pct."
    assert tell(PLAIN, "Din funktion blev prøvet på en bestemt årsag.") == "Din funktion blev prøvet på en bestemt årsag."
    assert tell(PLAIN, "Tabellen skal være en kopi.") == "Tabellen skal være en kopi."


def test_what_is_filled_into_a_message_is_told_where_the_student_can_see_it():
    told = TestMessages.of(PLAIN.replace("hemmeligt_tal = 36936\n", ""), words("svar = 12")).tell("Du fik 12, men vi ventede 36936 i alt.")
    assert told == "Du fik 12, men vi ventede … i alt."


@pytest.mark.parametrize("leak", [
    "svar == hemmeligt_tal", "Heart disease", "36936", "year  girls_first_dose\n2013  29771", "LEAK Du har brugt de afrundede 86 pct.",
    "Du har brugt de afrundede 86 pct. 29771", "assert svar > 3", "",
])
def test_what_a_students_code_raises_inside_a_test_is_not_told(leak):
    source = PLAIN.replace("hemmeligt_tal = 36936\n", "")
    assert tell(source, leak) == ""


def test_a_hidden_value_cannot_pass_as_the_name_of_an_answer():
    told = tell(HIDDEN_2, "`29771` har ikke fået et svar endnu. Skriv det i cellen over, og kør den.")
    assert "29771" not in told


def test_a_test_that_is_no_python_says_nothing_of_its_own():
    assert tell("%%magi\nassert", "Hvad som helst kan stå her.") == ""


def test_a_very_long_message_takes_no_time():
    assert tell(VISIBLE_1, "a " * 500_000) == ""


def test_an_error_is_told_by_its_kind_with_a_name_that_is_the_students_own():
    assert why("KeyError", "'dækning'", OWN) == "Tabellen har ikke noget med det navn: »dækning«."
    assert why("KeyError", "'29771'", OWN) == "Tabellen har ikke noget med det navn."
    assert why("NameError", "name 'manglende' is not defined", OWN).startswith("Et navn findes ikke: »manglende«.")
    assert why("Hemmelig36936", "36936", OWN) == "Koden stoppede med en fejl."


def test_the_line_of_an_error_is_left_out_where_it_cannot_be_told():
    assert tell(VISIBLE_2, "`manglende` stoppede undervejs. Linje 93: Der divideres med nul.") == "`manglende` stoppede undervejs. Der divideres med nul."
