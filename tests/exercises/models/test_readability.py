"""LIX against texts whose words were counted by hand."""

import pytest

from exercises.models.readability import Readability, readability

COUNTED = [
    # words, sentences, long words
    ("Vi mødes i dag.", (4, 1, 0)),
    ("Ledelse er svært. Styrelsen undersøger sagen.", (6, 2, 3)),  # Ledelse, Styrelsen, undersøger
    ("I 2016 var det ca. 47 pct. af pigerne, og i 2020 var det 89 pct. Kurven vendte.", (18, 2, 1)),  # pigerne
    ("Hun spurgte: Hvorfor nu? »Fordi vi tøver!« Han tav.", (9, 4, 2)),  # spurgte, Hvorfor
    ("HPV-vaccinen koster 1.234,5 kr.", (4, 1, 1)),  # a compound is one word, and so is a number
    ("En overskrift\n\nen linje til\nog dens fortsættelse", (8, 2, 2)),  # overskrift, fortsættelse
]


@pytest.mark.parametrize(("text", "counts"), COUNTED)
def test_the_counts_are_those_of_a_patient_reader(text, counts):
    assert readability(text) == Readability(*counts)


def test_lix_is_words_a_sentence_plus_per_cent_of_long_words():
    assert readability("Ledelse er svært. Styrelsen undersøger sagen.").lix == pytest.approx(6 / 2 + 100 * 3 / 6)


def test_a_text_without_words_has_no_lix():
    assert readability(" … \n\n – ").lix == 0


@pytest.mark.parametrize(("counts", "level"), [((24, 1, 0), "meget let"), ((25, 1, 0), "let"), ((44, 1, 0), "middel"), ((54, 1, 0), "svær"), ((55, 1, 0), "meget svær")])
def test_the_level_has_its_usual_danish_name(counts, level):
    assert Readability(*counts).level == level


def test_longer_words_make_a_text_harder_and_shorter_sentences_easier():
    text = "Vi ser på sagen, og så ser vi på den igen."
    assert readability(text.replace("sagen", "undersøgelsen")).lix > readability(text).lix > readability(text.replace(", og", ". Og")).lix
