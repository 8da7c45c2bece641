"""The reader's own answers from the course come into an answer cell only when asked, and nothing that stood there goes."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timezone
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from exercises.errors import HandinError, JournalError
from exercises.handin.from_log import insert, own_answers
from exercises.handin.notebook import WrongAssignment, read
from exercises.journal.log import FILE_NAME, Log
from tests.exercises.handin.conftest import by_id, place

NOON = datetime(2026, 3, 1, 12, 5, tzinfo=timezone.utc)


@pytest.fixture
def log(tmp_path) -> Path:
    """The folder of a log with a text, a count, an answer taken back, and one of an exercise that is no more."""
    folder = tmp_path / "data"
    with Log.open(folder) as log:
        log.save("en_nedlagt_oevelse", "punkt", 4, typed_at=NOON)
        log.save("hvem_tror_de_paa", "trovaerdig", {"shares": {"topleder": 20, "fagperson": 80}}, occasion="foer", typed_at=NOON)
        log.save("hvem_tror_de_paa", "delvis_ret", "Første linje om æbler.\n\nAndet afsnit \ud83d", typed_at=NOON)
        log.save("hvem_tror_de_paa", "dokumentaren", {}, typed_at=NOON)
    return folder


def test_the_list_has_title_question_day_and_text_in_the_courses_order(log):
    found = own_answers(log)
    assert [own.number for own in found] == [1, 2, 3] and {own.day for own in found} == {date(2026, 3, 1)}
    gone, shares, text = found
    assert (gone.title, gone.prompt, gone.text) == ("en_nedlagt_oevelse", "punkt", "4")
    assert shares.title == text.title != "hvem_tror_de_paa" and text.prompt and text.text == "Første linje om æbler.\n\nAndet afsnit"
    assert "80" in shares.text and "{" not in shares.text


def test_no_log_is_no_answers_and_none_is_made(tmp_path):
    assert own_answers(tmp_path / "ingen") == [] and not (tmp_path / "ingen").exists()


def test_a_log_with_nothing_in_it_is_no_answers(tmp_path):
    Log.open(tmp_path).close()
    assert own_answers(tmp_path) == []


def test_a_damaged_log_and_a_newer_one_say_what_they_always_say(log):
    file = log / FILE_NAME
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(JournalError, match="nyere"):
        own_answers(log)
    file.write_bytes(b"SQLite format 3\0" + b"junk" * 4000)
    with pytest.raises(JournalError, match="beskadiget"):
        own_answers(log)


@pytest.mark.parametrize("task", ["A1.5", "a1.5 ", "a1-5", "opgave A1.5"])
def test_an_answer_comes_below_what_stands_there_and_the_file_is_copied_first(log, write, mine, task):
    path = write(mine)
    before = path.read_bytes()
    done = insert(path, own_answers(log)[-1], task)
    assert by_id(read(path), "a1-5").source == "De troede på sygeplejersken.\n\nFørste linje om æbler.\n\nAndet afsnit"
    assert done.task == "opgave A1.5" and done.backup.read_bytes() == before and done.backup.name.startswith("A1 (før indsættelse ")
    by_id(mine, "a1-5").source = by_id(read(path), "a1-5").source
    assert nbformat.read(path, 4) == mine


@pytest.mark.parametrize("task", ["A1.2", "A1.9", "a1-laes", "", "../A1"])
def test_a_task_without_an_answer_cell_for_text_names_those_that_have_one(log, write, mine, task):
    path = write(mine)
    with pytest.raises(HandinError, match="^Der skal ikke skrives tekst i ».*«. Vælg en af: A1.4, A1.5, A1.6, A1.7.$"):
        insert(path, own_answers(log)[0], task)
    assert nbformat.read(path, 4) == mine


def test_a_task_answered_in_several_cells_gets_one_more_at_its_end(log, write, mine):
    path = write(mine)
    insert(path, own_answers(log)[-1], "A1.6")
    found = read(path)
    assert found.cells[place(found, "a1-7") - 1].source == "Første linje om æbler.\n\nAndet afsnit"
    nbformat.validate(found)
    insert(path, own_answers(log)[-1], "A1.7")
    assert read(path).cells[-1].source == "Første linje om æbler.\n\nAndet afsnit"


def test_a_notebook_that_needs_repair_is_repaired_first(log, write, mine):
    del mine.cells[place(mine, "a1-5")]
    path = write(mine)
    with pytest.raises(HandinError, match="Cellen til opgave A1.5 findes 0 gange i A1.ipynb. Reparér notesbogen, og prøv igen. Intet er sat ind."):
        insert(path, own_answers(log)[0], "A1.5")
    assert nbformat.read(path, 4) == mine


def test_another_notebook_than_the_assignment_is_left_alone(log, write):
    path = write(nbformat.v4.new_notebook(cells=[new_markdown_cell("Mit digt")]))
    with pytest.raises(WrongAssignment):
        insert(path, own_answers(log)[0], "A1.5")
