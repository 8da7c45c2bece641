"""LIX against texts whose words were counted by hand, and against published examples."""

import pytest

from exercises.models.readability import Readability, readability, sentences
from tests.exercises.models.readability_texts import COUNTED, NASTY, A, B, C


@pytest.mark.parametrize(("text", "counts"), COUNTED)
def test_the_counts_are_those_of_a_patient_reader(text, counts):
    assert readability(text) == Readability(*counts)


def test_lix_is_words_a_sentence_plus_per_cent_of_long_words():
    counted = readability("Ledelse er svært. Styrelsen undersøger sagen.")
    assert counted.sentence_length == 6 / 2 and counted.long_share == 100 * 3 / 6
    assert counted.lix == pytest.approx(6 / 2 + 100 * 3 / 6)


@pytest.mark.parametrize(("counts", "lix"), [((437, 21, 112), 46.44), ((596, 36, 101), 33.5)])  # the second: omatskrive.dk, printed as 34
def test_the_formula_gives_what_others_have_printed(counts, lix):
    assert Readability(*counts).lix == pytest.approx(lix, abs=0.005)


def test_the_letters_of_the_course_lie_where_the_page_says():
    assert [round(readability(text).lix, 1) for text in (A, B, C)] == [72.6, 15.5, 6.9]
    assert [readability(text).level for text in (A, B, C)] == ["meget svær", "meget let", "meget let"]


def test_a_text_without_words_has_no_lix():
    assert readability(" … \n\n – ").lix == 0


@pytest.mark.parametrize(("counts", "level"), [((24, 1, 0), "meget let"), ((25, 1, 0), "let"), ((44, 1, 0), "middel"), ((54, 1, 0), "svær"), ((55, 1, 0), "meget svær")])
def test_the_level_has_its_usual_danish_name(counts, level):
    assert Readability(*counts).level == level


def test_longer_words_make_a_text_harder_and_shorter_sentences_easier():
    text = "Vi ser på sagen, og så ser vi på den igen."
    assert readability(text.replace("sagen", "undersøgelsen")).lix > readability(text).lix > readability(text.replace(", og", ". Og")).lix


def test_sentences_are_those_that_are_counted():
    assert sentences("Hun kom den 3. maj. Han gik\n\nSlut") == ["Hun kom den 3. maj", "Han gik", "Slut"]
    assert all(len(sentences(text)) == readability(text).sentences for text in NASTY)
