"""No name in what a grader is shown, however it is spelled, and no word taken for a name without need."""

from __future__ import annotations

import unicodedata

import pytest

from course.grading.reading.masking import Masks
from course.grading.roster.students import Student

CLASS = [
    Student("soren.holm", first_name="Søren", last_name="Holm Kjær", email="soren.holm@kommune.dk", username="shk01", lms_id="48151"),
    Student("s2", first_name="Mette", last_name="Bro", email="mbro@region.dk"),
    Student("hans", first_name="Hans", last_name="Code"),
    Student("id77x"),
]
MASKS = Masks(CLASS, {"soren.holm": "Svane 12", "s2": "Falk 33", "hans": "Lunde 44", "id77x": "Ravn 55", "ukendt.elev": "Ryle 66"})


@pytest.mark.parametrize("text", [
    "Søren Holm Kjær", "SØREN HOLM KJÆR", "soeren holm-kjær", "Holm Kjær, Søren", "Søren", "søren", "Kjær", "soren.holm@kommune.dk", "shk01", "48151",
    "soren_holm", unicodedata.normalize("NFD", "Søren Kjær"), "Sø\u00adren", "Sø\u200bren",
])
def test_no_name_of_the_writer_is_left(text):
    masked = MASKS.text(f"Jeg hedder {text}, og det er mig.", "soren.holm")
    assert masked.startswith("Jeg hedder Svane 12") and masked.endswith(", og det er mig.")
    for part in ("ren", "kj", "48151", "shk"):
        assert part not in masked.casefold()


@pytest.mark.parametrize(("text", "masked"), [
    ("Sørens kontor", "Svane 12s kontor"), ("Mette Bros kontor", "Falk 33s kontor"), ("Mette sagde", "Mette sagde"), ("over en bro", "over en bro"),
    ("mbro@region.dk", "Falk 33"), ("id77x skrev", "Ravn 55 skrev"), ("Hans Code", "Lunde 44"), ("hans code", "Lunde 44"), ("en lille holm i åen", "en lille holm i åen"),
])
def test_of_the_others_what_only_they_are_called(text, masked):
    assert MASKS.text(text, "soren.holm") == masked


def test_a_name_that_is_a_word_stays_a_word_in_small_letters():
    assert MASKS.text("Hans skrev om hans mor.", "hans") == "Lunde 44 skrev om hans mor."


def test_html_is_masked_in_texts_descriptions_and_addresses_and_stays_html():
    html = '<p>Af <strong>S&oslash;ren</strong> &amp; co</p><a href="https://x.dk/s%C3%B8ren-holm" title="Søren">x</a><img src="data:image/png;base64,Holm" alt="Kjær.png">'
    masked = MASKS.html(html, "soren.holm")
    assert masked.startswith("<p>Af <strong>Svane 12</strong> &amp; co</p>")
    assert 'title="Svane 12"' in masked and 'alt="Svane 12.png"' in masked and "s%C3%B8ren" not in masked
    assert 'src="data:image/png;base64,Holm"' in masked


def test_a_name_like_a_tag_harms_no_tag():
    assert MASKS.html("<pre><code>Code 1</code></pre>", "hans") == "<pre><code>Lunde 44 1</code></pre>"


def test_a_student_who_is_not_on_the_roster_is_masked_by_the_id():
    assert MASKS.text("Af Ukendt Elev.", "ukendt.elev") == "Af Ryle 66."


def test_an_angle_bracket_stays_one():
    assert MASKS.html("<p>3 &lt; 4 &amp;lt; Søren</p>", "soren.holm") == "<p>3 &lt; 4 &amp;lt; Svane 12</p>"
