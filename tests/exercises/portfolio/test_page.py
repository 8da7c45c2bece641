"""The plan's page: what it tells of the answers, what it shows before saving, the file it makes, and what an author may get wrong in it."""

from __future__ import annotations

import shutil

import pytest

from exercises.errors import ContentError, LedelsesrumError
from exercises.journal.definitions import FOLDER, find, reflections
from exercises.journal.log import Log
from exercises.portfolio import writing
from exercises.portfolio.page import PlanWidget, plan
from exercises.portfolio.plan import PLAN

FILE = "min-ledelsesplan.yaml"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path))


def save(*answers: tuple) -> None:
    with Log.open() as log:
        for exercise, item, value, *occasion in answers:
            log.save(exercise, item, value, occasion=occasion[0] if occasion else "")


@pytest.fixture
def page() -> PlanWidget:
    save(("min_sag", "sagen", "Mette Hansen skal lægge ruterne"), (PLAN, "tegnet", {"text": "Vi ringer til Mette hver fredag."}))
    page = plan()
    page.sent = []
    page.send = lambda content, buffers=None: page.sent.append((content, buffers))
    return page


def drawn(page: PlanWidget, passage: str, item: str, occasion: str = "") -> dict:
    return next(one for one in page.drawn[passage] if (one["item"], one["occasion"]) == (item, occasion))


def test_the_page_is_told_of_each_answer_with_its_words_place_and_day(page):
    case = drawn(page, "min_sag", "sagen")
    assert case["words"] == "Mette Hansen skal lægge ruterne" and case["text"] and case["typed_at"]
    assert case["where"] == "afsnit 3.0" and case["page"].startswith("3-0")
    assert drawn(page, "min_sag", "kalender_og_kaede")["typed_at"] is None


def test_an_answer_from_the_beginning_is_not_sent_to_the_page_before_it_is_answered_again(page):
    save(("indgang_brev", "brev", "Kære mig", "indgang"))
    page._receive(page, {"refresh": ["indgang_brev"]}, [])
    letter = drawn(page, "troede_foerst", "brev", "indgang")
    assert letter["sealed"] and letter["words"] == "" and letter["typed_at"] is None and letter["page"] == "udgang.html"
    save(("indgang_brev", "brev", "Kære dengang", "udgang"))
    page._receive(page, {"refresh": ["indgang_brev"]}, [])
    assert drawn(page, "troede_foerst", "brev", "indgang")["words"] == "Kære mig"


def test_what_is_asked_anew_is_only_what_changed(page):
    save(("min_sag", "sagen", "Et nyt svar"), ("plan_i_kalenderen", "rummet_med_plan", 4))
    page._receive(page, {"refresh": ["plan_i_kalenderen"]}, [])
    assert drawn(page, "rumskala", "rummet_med_plan")["typed_at"] and drawn(page, "min_sag", "sagen")["words"] != "Et nyt svar"
    page._receive(page, {"refresh": ["min_sag"]}, [])
    assert drawn(page, "min_sag", "sagen")["words"] == "Et nyt svar"


def test_looking_through_shows_the_plan_with_the_names_marked(page):
    page._receive(page, {"look": {"id": 7, "everything": False}}, [])
    (reply, _), = page.sent
    assert reply["reply"] == 7 and reply["names"] == [("Mette", 1)]
    assert reply["sections"] == [{"heading": "Sådan ved jeg om tre måneder, om det virker", "texts": [[("Vi ringer til ", False), ("Mette", True), (" hver fredag.", False)]]}]


def test_looking_through_the_appendix_shows_the_answers_and_not_the_courses_questions(page):
    page._receive(page, {"look": {"id": 7, "everything": True}}, [])
    (reply, _), = page.sent
    assert reply["sections"][-1] == {"heading": "Afsnit 3.0: Min sag og dens rum", "texts": [[("Mette", True), (" ", False), ("Hansen", True), (" skal lægge ruterne", False)]]}
    assert reply["names"] == [("Mette", 1), ("Mette Hansen", 1)]


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("md", b"# Min ledelsesplan")])
def test_the_file_comes_as_bytes_with_its_name(page, form, begins):
    page._receive(page, {"export": {"id": 8, "form": form, "everything": True}}, [])
    (reply, (content,)), = page.sent
    assert reply["reply"] == 8 and reply["file"].startswith("min-ledelsesplan-20") and reply["file"].endswith(f".{form}")
    assert begins in content[:200]


def test_a_file_that_cannot_be_made_is_told_in_the_courses_words(page, monkeypatch):
    def no_browser(document, form):
        raise LedelsesrumError("Der er ingen browser til at lave PDF. Gem planen som Word.")

    monkeypatch.setattr(writing, "write", no_browser)
    page._receive(page, {"export": {"id": 9, "form": "pdf", "everything": False}}, [])
    assert page.sent == [({"reply": 9, "problem": "Der er ingen browser til at lave PDF. Gem planen som Word."}, [])]


@pytest.mark.parametrize("question", [{"look": {"id": 1, "everything": False}}, {"export": {"id": 1, "form": "docx", "everything": False}}])
def test_an_empty_plan_says_what_to_do(page, question):
    save((PLAN, "tegnet", {"text": ""}))
    page._receive(page, question, [])
    (reply, buffers), = page.sent
    assert "intet i planen endnu" in reply["problem"] and not buffers


def test_on_paper_every_field_has_its_question_what_it_builds_on_and_room_to_write():
    html = plan()._repr_mimebundle_()[0]["text/html"]
    for item in find(PLAN).exercise.items:
        assert item.prompt in html and getattr(item, "heading", "") in html
        for drawn in getattr(item, "draws", []):
            assert drawn.label in html
    assert html.count("lr-ruled") + html.count("lr-paper") == 14 and "<script" not in html and "<textarea" not in html


@pytest.mark.parametrize(("old", "new", "said"), [
    ("item: sagen,", "item: sagerne,", "'min_sag, sagerne' findes ikke"),
    ("{exercise: indgang_6, after: udgang,", "{exercise: min_sag,", "'min_sag' har ingen profil"),
    ("{exercise: indgang_6, after: udgang,", "{exercise: indgang_6, after: midtvejs,", "ikke besvaret 'midtvejs'"),
    ("words: 80", "words: 5", "words"),
])
def test_what_an_author_cannot_mean_is_named(tmp_path, old, new, said):
    folder = shutil.copytree(FOLDER, tmp_path / "reflections")
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as problem:
        reflections(folder)
    assert said in str(problem.value) and FILE in str(problem.value)
