"""The reflection as a widget: what it hands to the page, what a page without it shows, and saving through the kernel."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from exercises.errors import ContentError
from exercises.journal.definitions import find
from exercises.journal.entries import Entry
from exercises.journal.log import FILE_NAME, Log
from exercises.journal.widget import reflection

ENTRY = {"exercise": "hvem_tror_de_paa", "item": "delvis_ret", "occasion": "", "value": "Et svar med æøå", "typed_at": "2026-01-02T03:04:05.678Z", "key": "k1"}


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def widget():
    widget = reflection("hvem_tror_de_paa")
    widget.sent = []
    widget.send = widget.sent.append
    return widget


def test_earlier_answers_come_along():
    with Log.open() as log:
        log.save("hvem_tror_de_paa", "delvis_ret", "Fra sidste uge")
    assert [answer["value"] for answer in reflection("hvem_tror_de_paa").answers] == ["Fra sidste uge"]


def test_a_notebook_in_any_jupyter_saves_through_its_kernel(widget):
    widget._receive(widget, {"save": ENTRY}, [])
    assert widget.sent[0]["key"] == "k1" and widget.sent[0]["answer"]["value"] == "Et svar med æøå"
    with Log.open() as log:
        assert [answer.value for answer in log.current()] == ["Et svar med æøå"]


def test_a_log_that_cannot_be_used_is_told_to_the_page(widget, data):
    for file in data.glob("journal.sqlite3*"):
        file.unlink()
    (data / FILE_NAME).write_bytes(b"not a database at all, " * 100)
    widget._receive(widget, {"save": ENTRY}, [])
    assert FILE_NAME in widget.sent[0]["problem"] and "answer" not in widget.sent[0]


def test_a_page_that_is_not_live_shows_every_prompt_and_room_to_write():
    shown = reflection("hvem_tror_de_paa")._repr_mimebundle_()[0]["text/html"]
    exercise = find("hvem_tror_de_paa").exercise
    for item in exercise.items:
        assert item.prompt in shown
    assert shown.count("lr-ruled") >= 8 and "<script" not in shown and "<textarea" not in shown


def test_what_comes_between_two_occasions_is_drawn_from_the_table():
    before, after = find("hvem_tror_de_paa").for_view()["items"][0]["occasions"]
    assert before["between_html"] == ""
    assert "Jordemødre" in after["between_html"] and "4,15" in after["between_html"] and "Kilde: " in after["between_html"]


@pytest.mark.parametrize("damage", [{"key": ""}, {"typed_at": "2026-01-02T03:04:05"}, {"typed_at": "i går"}, {"item": 3}])
def test_an_entry_that_makes_no_sense_is_refused(damage):
    with pytest.raises(ValidationError):
        Entry.model_validate(ENTRY | damage)


@pytest.mark.parametrize("stranger", [{"exercise": "findes_ikke"}, {"item": "findes_ikke"}])
def test_an_entry_of_no_exercise_is_known_as_such(stranger):
    assert Entry.model_validate(ENTRY).belongs_to_the_course()
    assert not Entry.model_validate(ENTRY | stranger).belongs_to_the_course()


def test_an_unknown_exercise_is_an_error_with_a_hint():
    with pytest.raises(ContentError, match="Mente du: hvem_tror_de_paa"):
        reflection("hvem_tror_de")
