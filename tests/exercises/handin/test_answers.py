"""What counts as answered, and how many words an answer has."""

from __future__ import annotations

import time

import pytest

from exercises.handin.answers import answers, count_words, own_text, word_range
from exercises.handin.repair import repair
from tests.exercises.handin.conftest import by_id, place

WORDS = {
    "": 0, "Vi sagde ja.": 3, "fx 2,5 pct. af 1.234 16-årige": 6, "ledelse, styring og/eller politik": 4, "– ja – nej –": 2,
    "**Fed** og *kursiv* i en [kilde](https://example.org/en/lang/sti)": 6, "https://example.org/noget": 0,
    "![image.png](attachment:image.png)": 0, "<!-- Skriv her --> Hej": 3, "Æbler<br/>og\nøl": 3, "# Overskrift\n\n1. Punkt": 3,
}


@pytest.mark.parametrize("text", WORDS)
def test_words_are_counted_as_a_danish_reader_counts_them(text):
    assert count_words(text) == WORDS[text]


@pytest.mark.parametrize("text", ["![" * 200_000, "](" + "x" * 400_000, "[a](b" * 100_000, "<!--" * 100_000, "a-" * 300_000, "https://" * 60_000])
def test_no_text_takes_long_to_count(text):
    began = time.monotonic()
    count_words(text)
    own_text(text, "Skriv dit svar her")
    assert time.monotonic() - began < 2


def test_the_words_that_were_handed_out_are_not_the_students():
    given = "Hvad skete der?\n\nSkriv dit svar her"
    assert own_text(given, given) == ""
    assert own_text("Hvad skete der?\n\nSkriv dit svar her: Jeg tav.", given) == ": Jeg tav."
    assert own_text("Skriv dit svar her\n\nJeg tav. Hvad skete der så?", given) == "Jeg tav. Hvad skete der så?"
    assert own_text("Jeg tav.", given) == "Jeg tav."


NOT_ANSWERED = [
    ("a1-4", "Skriv dit svar her"), ("a1-4", ""), ("a1-4", "  Skriv dit svar her\n\n"), ("a1-4", "Skriv dit svar her ---"),
    ("a1-1", "fald = None"), ("a1-1", "# hm\n\nfald  =  None  # ved ikke"), ("a1-1", ""),
]
ANSWERED = [("a1-4", "Nej."), ("a1-1", "fald = 45"), ("a1-1", "fald ="), ("a1-1", "(" * 300), ("a1-2", "def andel(a, b):\n    return 1")]


@pytest.mark.parametrize(("grade_id", "text"), NOT_ANSWERED + ANSWERED)
def test_an_answer_is_more_than_blanks_comments_and_what_was_there(original, mine, grade_id, text):
    by_id(mine, grade_id).source = text
    answer = next(one for one in answers(mine, original) if one.grade_id == grade_id)
    assert answer.answered == ((grade_id, text) in ANSWERED)
    assert mine.cells[answer.index].metadata.nbgrader.grade_id == grade_id


def test_a_picture_alone_is_an_answer(original, mine):
    by_id(mine, "a1-5").update(source="![](attachment:kort.png)", attachments={"kort.png": {"image/png": "cmVk"}})
    answer = next(one for one in answers(mine, original) if one.grade_id == "a1-5")
    assert answer.answered and answer.words == 0


@pytest.mark.parametrize(("words", "verdict"), [(8, "short"), (9, ""), (15, ""), (22, ""), (23, "long")])
def test_ten_per_cent_over_or_under_is_fine(original, mine, words, verdict):
    by_id(mine, "a1-4").source = "Skriv dit svar her\n\n" + "ord " * words
    answer = next(one for one in answers(mine, original) if one.grade_id == "a1-4")
    assert (answer.words, answer.range, answer.task) == (words, (10, 20), "opgave A1.4")
    assert ("short" if answer.is_short else "") + ("long" if answer.is_long else "") == verdict


@pytest.mark.parametrize("said", [None, "250", [250], [350, 250], [True, 5], [1.5, 2], [-1, 5], {"min": 1}])
def test_a_word_range_that_is_none_is_not_held_against_anybody(original, said):
    by_id(original, "a1-4").metadata["ledelsesrum"] = {"words": said}
    assert word_range(by_id(original, "a1-4")) is None


# ---- tasks that are answered in ordinary cells -----------------------------------------------------------------------


def of_task(notebook, original, grade_id: str) -> list[tuple[str, bool, int]]:
    repaired = repair(notebook, original).notebook
    return [(one.name, one.answered, one.words) for one in answers(repaired, original) if one.grade_id == grade_id]


def test_each_cell_that_was_handed_out_is_a_part_of_the_task(original, mine):
    at = place(mine, "a1-6")
    mine.cells[at + 1].source = "### Til chefen\n\nSkriv dit svar her. Det er dyrt."
    mine.cells[at + 2].source = original.cells[at + 2].source
    assert of_task(mine, original, "a1-6") == [("opgave A1.6 (Til chefen)", True, 3), ("opgave A1.6 (Til kollegaen)", False, 0)]
    assert of_task(original, original, "a1-6") == [("opgave A1.6 (Til chefen)", False, 0), ("opgave A1.6 (Til kollegaen)", False, 0)]


def test_a_part_that_is_gone_is_missed_unless_it_was_merged_into_its_neighbour(original, mine):
    at = place(mine, "a1-6")
    gone = mine.cells.pop(at + 2)
    assert of_task(mine, original, "a1-6")[1] == ("opgave A1.6 (Til kollegaen)", False, 0)
    mine.cells[at + 1].source += "\n\n" + gone.source
    assert [name for name, *_ in of_task(mine, original, "a1-6")] == ["opgave A1.6 (Til chefen)"]


def test_a_task_without_cells_is_answered_in_the_students_own(original, mine):
    assert of_task(mine, original, "a1-7") == [("opgave A1.7", True, 5)]
    assert of_task(original, original, "a1-7") == [("opgave A1.7", False, 0)]


def test_a_task_that_an_answer_cell_follows_asks_for_no_more(original, mine):
    for notebook in (original, mine):
        answer = notebook.cells.pop(place(notebook, "a1-5"))
        notebook.cells.insert(place(notebook, "a1-7") + 1, answer)
    assert of_task(mine, original, "a1-7") == []
