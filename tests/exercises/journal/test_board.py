"""The picture over several exercises: what it hands to the page, what is on paper, and what an author may get wrong in it."""

from __future__ import annotations

import shutil

import pytest

from exercises.errors import ContentError
from exercises.journal.board import board
from exercises.journal.definitions import FOLDER, reflections
from exercises.journal.log import Log

FILE = "del-2-samlet.yaml"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path))


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "reflections")


def changed(folder, old: str, new: str):
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_answers_shown_come_along_with_those_they_take_their_rows_from():
    with Log.open() as log:
        log.save("dine_egne_raad", "tre_maerker", {"marks": {"raad": 3}})
        log.save("kalender_og_prioriteter", "vigtigst_halvaar", {"shares": {"politisk": 100}})
        log.save("hvem_tror_de_paa", "delvis_ret", "hører ikke til her")
    shown = board(2)
    assert {answer["item"] for answer in shown.answers} == {"tre_maerker", "vigtigst_halvaar"}
    assert {"dine_egne_raad/tre_maerker", "kalender_og_prioriteter/vigtigst_halvaar"} <= set(shown.sources)
    assert [tile["page"][:3] for tile in shown.board["tiles"]] == ["2-0", "2-1", "2-4", "2-5"]


def test_the_room_of_part_3_leads_to_the_sections_its_fields_come_from():
    assert [tile["page"][:3] for tile in board(3).board["tiles"]] == ["3-0", "3-1", "3-2", "3-4", "3-5", "3-6"]


def test_on_paper_every_field_has_its_question_and_room_to_write():
    html = board(2)._repr_mimebundle_()[0]["text/html"]
    assert html.count('class="lr-tile"') == html.count("lr-ruled") == 4
    assert "Min del 2 på én side" in html and "afsnit 2.4" in html


def test_a_part_without_a_picture_says_so():
    with pytest.raises(ContentError, match="intet billede"):
        board(1)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("item: tre_maerker", "item: fire_maerker", "'dine_egne_raad, fire_maerker' findes ikke"),
    ("{overlap}", "{overlappet}", "tallet 'overlappet'"),
    ("figure: between.truffet.raad", "figure: between.truffet.pressen", "tallet 'between.truffet.pressen'"),
])
def test_an_answer_or_a_figure_that_is_not_there_is_named(folder, old, new, said):
    with pytest.raises(ContentError) as problem:
        reflections(changed(folder, old, new))
    assert said in str(problem.value) and FILE in str(problem.value)
