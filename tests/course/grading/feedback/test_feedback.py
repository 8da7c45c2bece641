"""What a student gets back: said in the right order, true to what was published, and never anybody else's."""

from __future__ import annotations

import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from course.grading.feedback.bundle import bundle
from course.grading.feedback.make import KEPT, make_feedback
from course.grading.feedback.tasks import VISIBLE_RIGHT
from course.grading.preprocessors.hidetests import HIDDEN_FAILED
from course.grading.publishing.publish import publish
from course.grading.reading.questions import find_question
from course.grading.reading.scripts import scripts_of
from course.grading.store import tags
from course.grading.store.database import opened_store
from course.grading.store.values import SECOND
from tests.course.grading.pages import assert_harmless, assert_no_test_is_told, text_of
from tests.course.grading.returned import CLASS, COMMENTS, NAMES, STEP, STRENGTH, mark

OTHERS = {student: [name for other, (*names, _) in NAMES.items() if other != student for name in (*names, f"{other}@kommune.dk")] for student in NAMES}


def word_text(content: bytes) -> str:
    return "\n".join("".join(part.text or "" for part in paragraph.iter(qn("w:t"))) for paragraph in docx.Document(io.BytesIO(content)).element.iter(qn("w:p")))


def word_file(course, student: str) -> bytes:
    return (course.folder / "feedback" / student / "A1/A1.docx").read_bytes()


def test_the_levels_come_first_then_the_next_step_then_the_tasks_and_the_points_last(returned):
    text = text_of(returned.page("A1", "anna"))
    told = ["Til Anna Jensen. Afleveret 2. november 2026", "Fair gengivelse", "Situation og egen andel", "Trin 3 · Undersøger", "Der er et bestemt øjeblik",
            COMMENTS["situation"], "Samlet set", STRENGTH, "Hvem troede de på?", "Trin 2 · Forklarer", "Næste skridt", STEP.replace("*", ""),
            "Regnestykkerne", "Fald og genopretning Rigtigt", "Læs videre i bogen: 1.1 Svækkede autoriteter", "Point, del for del", "I alt 28 af 40"]
    places = [text.index(part) for part in told]
    assert places == sorted(places) and not re.search(r"\d+ (af \d+|point)", text[:places[-2]].partition("Point Point")[0])


def test_word_says_the_same_in_danish_with_real_headings_and_nothing_that_runs(returned):
    content = word_file(returned, "anna")
    document, text = docx.Document(io.BytesIO(content)), word_text(content)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Sådan kan du læse den", "Fair gengivelse", "Hvem troede de på?", "Næste skridt", "Regnestykkerne", "Point"]
    for said in ("3 · Undersøger", *COMMENTS.values(), STRENGTH, STEP.replace("*", ""), "28 af 40", "1.1 Svækkede autoriteter"):
        assert said in text
    assert document.core_properties.language == "da-DK" and document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "da-DK"
    assert document.core_properties.author == "" and [table.style.name for table in document.tables] == ["Table Grid"] * 5
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if re.search("vba|macro|activeX|embeddings", name)]
        relations = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert 'TargetMode="External"' not in relations


def test_formative_feedback_has_no_points_at_all(copy):
    assert make_feedback(copy.root, "A1", "bent", formative=True).failed == ()
    for text in (text_of(copy.page("A1", "bent")), word_text(word_file(copy, "bent"))):
        assert "Næste skridt" in text and "Trin" in text and "Der er ikke sat point på" in text
        assert not re.search(r"\d+ af \d+|\d+ point\b|I alt|Point, del for del", text)
    assert make_feedback(copy.root, "A1", "bent").failed == () and "Point, del for del" in copy.page("A1", "bent")


def test_an_unread_text_says_so_and_the_step_up_that_is_worth_most_is_found_where_no_reader_wrote_one(returned):
    text = text_of(returned.page("A1", "bent"))
    assert "Hvem troede de på? Teksten er ikke læst færdig endnu." in text and "16 af pointene er i tekster, der ikke er læst færdig endnu." in text
    assert "Det sted i »Fair gengivelse«, hvor ét trin op flytter mest: Antagelser og belæg. På trin 3, Undersøger, ser det sådan ud: En af skribentens" in text
    assert text.count("hvor ét trin op flytter mest") == 1


def test_the_tasks_say_what_was_right_in_the_visible_tests_words_and_nothing_of_the_hidden_ones(returned):
    text = text_of(returned.page("A1", "bent"))
    assert "Fald og genopretning Et stykke af vejen 22 er faldet i procent af 67." in text
    assert f"Hvor mange manglede? Et stykke af vejen {VISIBLE_RIGHT} {HIDDEN_FAILED}" in text
    assert "Det, vi hører om Ikke på plads endnu" in text and "For Irland er basisåret" not in text and "regnes som Nederlandene" not in text


def test_an_empty_hand_in_is_told_calmly(returned):
    text = text_of(returned.page("A1", "dorte"))
    assert text.count("Ikke besvaret.") >= 2 and "I alt 0 af 40" in text and "Næste skridt" not in text


@pytest.mark.parametrize("student", CLASS)
def test_nothing_runs_nothing_is_fetched_and_no_test_is_told(returned, student):
    page = returned.page("A1", student)
    assert_harmless(page)
    assert 'src="http' not in page and "javascript:" not in page.replace("[ond](javascript:alert(1))", "")
    assert_no_test_is_told(page, returned.read("source", "A1"), "\n".join(one.source for one in returned.read("submitted", "A1", student).cells))


@pytest.mark.parametrize("student", CLASS)
def test_nobody_elses_name_is_in_it_and_no_readers(returned, student):
    for text in (text_of(returned.page("A1", student)), word_text(word_file(returned, student))):
        assert [name for name in [*OTHERS[student], "Bo Læser"] if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)] == []
        assert all(name in text for name in NAMES[student][:2])
    assert "[en anden deltager] ser det samme som du" in text_of(returned.page("A1", "bent"))


def test_what_formgrader_says_stands_over_the_store(copy):
    with copy.root.gradebook() as gradebook:
        grade = gradebook.find_grade("a1-4", "A1", "A1", "anna")
        grade.manual_score = 14
        gradebook.find_comment("a1-4", "A1", "A1", "anna").manual_comment = "Ændret efter samtalen: *du* havde ret."
        gradebook.db.commit()
    make_feedback(copy.root, "A1", "anna")
    text = text_of(copy.page("A1", "anna"))
    assert "Fair gengivelse Din læser skriver Ændret efter samtalen: du havde ret." in text and STRENGTH not in text and "Fair gengivelse 14 af 16" in text


def test_a_level_that_is_not_published_yet_is_not_told(copy):
    mark(copy.root, "anna", "a1-5", 4, comment="Ny bemærkning.", based_on=1)
    make_feedback(copy.root, "A1", "anna")
    text = text_of(copy.page("A1", "anna"))
    assert "Ny bemærkning." not in text and "Trin 2 · Forklarer" in text and "Hvem troede de på? 8 af 16" in text
    with opened_store(copy.root) as store:
        publish(copy.root, store, "A1")
    make_feedback(copy.root, "A1", "anna")
    assert "Ny bemærkning." in copy.page("A1", "anna")


def test_two_readings_that_are_near_are_told_as_one_and_neither_alone(copy):
    mark(copy.root, "anna", "a1-4", 4, {"situation": "Også den anden læser."}, reading=SECOND)
    make_feedback(copy.root, "A1", "anna")
    assert "Teksten er ikke læst færdig endnu." in copy.page("A1", "anna")  # one level apart on all of them: the totals are too far apart
    mark(copy.root, "anna", "a1-4", 3, {"situation": "Også den anden læser."}, based_on=1, reading=SECOND)
    with opened_store(copy.root) as store:
        publish(copy.root, store, "A1")
    make_feedback(copy.root, "A1", "anna")
    text = text_of(copy.page("A1", "anna"))
    assert f"{COMMENTS['situation']} Også den anden læser." in text and "second" not in text and text.count("Trin 3 · Undersøger") == 5


def test_a_flagged_text_is_held_back_and_the_reason_never_told(copy):
    with opened_store(copy.root) as store:
        script = scripts_of(copy.root, store, find_question(copy.root, "A1", "a1-4"))["anna"]
        tags.put(store, script, "Bo Læser", "flag", True, "måske en andens tekst")
    make_feedback(copy.root, "A1", "anna")
    text = text_of(copy.page("A1", "anna"))
    assert "Fair gengivelse Teksten er ikke læst færdig endnu." in text and STRENGTH not in text and "andens tekst" not in text
    assert "I alt indtil nu 16 af 40" in text


def test_a_new_attempt_gets_no_old_levels_and_the_old_feedback_is_kept(copy):
    notebook = copy.folder / "submitted/anna/A1/A1.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("hvem der havde regnet efter", "hvem der havde regnet"), encoding="utf-8")
    (notebook.parent / "timestamp.txt").write_text("2026-11-20 09:00:00 UTC", encoding="utf-8")
    root = copy.root
    root.config.Execute.enabled = False
    assert root.api.autograde("A1", "anna", force=True)["success"]
    assert make_feedback(copy.root, "A1", "anna").failed == () and make_feedback(copy.root, "A1", "anna").failed == ()
    assert "Teksten er ikke læst færdig endnu." in copy.page("A1", "anna") and STRENGTH not in copy.page("A1", "anna")
    first, second = sorted((copy.folder / KEPT / "A1/anna").iterdir())
    assert first.name.startswith("20261102-130500-") and second.name.startswith("20261120-090000-")
    assert STRENGTH in (first / "A1.html").read_text(encoding="utf-8") and sorted(one.name for one in second.iterdir()) == ["A1.docx", "A1.html"]


def test_feedback_that_changes_leaves_what_was_said_before(copy):
    make_feedback(copy.root, "A1", "anna", formative=True)
    folder, = (copy.folder / KEPT / "A1/anna").iterdir()
    assert sorted(one.name for one in folder.iterdir()) == ["A1-2.docx", "A1-2.html", "A1.docx", "A1.html"]


def test_stock_release_feedback_takes_the_page_to_the_student(copy, returned):
    home = copy.folder.parent / "hjem"
    exchange = copy.folder.parent / f"exchange of {copy.folder.name}"
    exchange.mkdir()
    exchange.chmod(0o777)
    copy.exchange("ReleaseAssignment", "A1")
    copy.exchange("ReleaseFeedback", "A1")
    released = list(exchange.glob("ledelsesrum/feedback/*.html"))
    assert len(released) == 4 and copy.page("A1", "anna") in [one.read_text(encoding="utf-8") for one in released] and not home.exists()


def collected(course, student: str, place: str) -> None:
    """What ``collect`` keeps of a hand-in that lay at a place in what the LMS gave."""
    kept = course.folder / f"collected/A1/{student}/20261102-130500-aaaa"
    kept.mkdir(parents=True)
    (kept / "A1.ipynb").write_text("{}", encoding="utf-8")
    handed_in = {"place": place, "name": "A1.ipynb", "lms": "Moodle", "late": None, "time": None, "seen": None, "picked": None}
    (kept / "om-filen.json").write_text(json.dumps({"file": "A1.ipynb", "sha256": "a", "handed_in": [handed_in]}), encoding="utf-8")


def test_the_zip_has_the_folders_that_moodle_gave_and_an_id_where_there_was_none(copy):
    collected(copy, "anna", "A1-afleveringer.zip/Anna Jensen_4711_assignsubmission_file_/A1.ipynb")
    with zipfile.ZipFile(bundle(copy.root, "A1", make_feedback(copy.root, "A1").made)) as archive:
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {"Anna Jensen_4711_assignsubmission_file", "bent", "carl", "dorte"}
        assert names[:2] == [f"Anna Jensen_4711_assignsubmission_file/A1 tilbagemelding.{kind}" for kind in ("html", "docx")]
        for name in names:
            student = "anna" if name.startswith("Anna") else name.split("/")[0]
            content = archive.read(name)
            text = text_of(content.decode("utf-8")) if name.endswith(".html") else word_text(content)
            assert NAMES[student][0] in text and not [other for other in OTHERS[student] if re.search(rf"(?<!\w){re.escape(other)}(?!\w)", text)]


def test_two_students_never_share_a_folder(copy):
    for student in ("anna", "bent"):
        collected(copy, student, "Deltager_7_assignsubmission_file/A1.ipynb")
    pages = tuple(copy.folder / "feedback" / student / "A1/A1.html" for student in ("anna", "bent"))
    with zipfile.ZipFile(bundle(copy.root, "A1", pages)) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"Deltager_7_assignsubmission_file", "bent"}
