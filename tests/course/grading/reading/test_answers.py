"""The text of an answer, wherever the student wrote it, and what it becomes on a page."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.grading.reading.aids import copied_share, coverage
from course.grading.reading.answers import Answer, Part, read_answer
from course.grading.reading.markup import to_html
from tests.course.grading.hostile import EVIL, SCRIPT
from tests.course.grading.reading.test_questions import marked

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><image href="{EVIL}/i"/><circle r="3"/></svg>'


def answer(*cells, grade_id="a", is_task=False, given=""):
    return read_answer(new_notebook(cells=list(cells)), grade_id, is_task, given)


def own(text, **metadata):
    return marked(new_markdown_cell(text), "a", 16, grade=True, solution=True, **metadata)


NEXT = marked(new_markdown_cell("## Næste"), "b-opgave", locked=True)


def test_an_answer_is_its_cell_and_what_was_written_just_below():
    found = answer(new_markdown_cell("før"), own("Første del."), new_markdown_cell("Anden del."), NEXT, new_markdown_cell("andet"))
    assert found.own == "Første del.\nAnden del." and found.words == 4


def test_a_task_is_answered_below_it_up_to_the_next_question():
    task = marked(new_markdown_cell("Skriv"), "a", 16, task=True, locked=True)
    cells = [task, new_markdown_cell("### Til chefen\n\nEt svar."), new_code_cell("print(1)"), NEXT, own("Ikke med.")]
    found = answer(*cells, is_task=True, given="### Til chefen\n\nSkriv dit svar her.")
    assert [part.kind for part in found.parts] == ["markdown", "code"]
    assert found.own == "Et svar.\nprint(1)"


def test_a_task_may_be_answered_in_the_answer_cell_just_below_it():
    task = marked(new_markdown_cell("Kriterier"), "a", 16, task=True, locked=True)
    plan = marked(new_markdown_cell("Planen."), "p", 16, grade=True, solution=True)
    other = marked(new_markdown_cell("Noget andet."), "q", 16, grade=True, solution=True)
    assert answer(task, plan, new_markdown_cell("mere"), other, is_task=True).own == "Planen.\nmere"


@pytest.mark.parametrize("text", ["", "  \n\t", "Skriv dit svar her.", "### Min sag\n\n*Hvad skal ændres?*", "YOUR ANSWER HERE"])
def test_what_was_handed_out_is_no_answer(text):
    assert answer(own(text), given="### Min sag\n\n*Hvad skal ændres?*\n\nSkriv dit svar her.").is_blank


def test_a_picture_alone_is_an_answer():
    cell = own("![](attachment:foto.png)")
    cell["attachments"] = {"foto.png": {"image/png": PNG}}
    assert not answer(cell).is_blank


def test_a_cell_that_is_gone_is_a_blank_answer():
    assert answer(NEXT).is_blank


def test_the_digest_is_that_of_the_text_alone():
    one, other = own("Det samme."), own("Det samme.")
    other.metadata["tags"] = ["x"]
    assert answer(one).digest == answer(NEXT, other).digest != answer(own("Et andet.")).digest


def test_a_picture_in_the_cell_is_put_in_and_any_other_is_not():
    html = to_html(Part("markdown", f"![skitse](attachment:min%20tegning.png) ![spion]({EVIL}/x.png) ![væk](attachment:nej.png)", {"min tegning.png": {"image/png": PNG}}))
    assert f'src="data:image/png;base64,{PNG}"' in html and 'alt="skitse"' in html
    assert EVIL not in html and html.count("ikke vist") == 2


def test_a_drawing_keeps_its_shapes_only():
    html = to_html(Part("markdown", "![t](attachment:t.svg)", {"t.svg": {"image/svg+xml": base64.b64encode(SVG.encode()).decode()}}))
    drawing = base64.b64decode(re.search("base64,([^\"]+)", html)[1]).decode()
    assert "circle" in drawing and not re.search("script|onload|href", drawing)


HOSTILE = [
    SCRIPT, SVG, "[klik](javascript:alert(1))", '<a href="java&#10;script:alert(1)">x</a>', "<style>*{display:none}</style>", '<base href="//ond">',
    '<form action="https://ond"><input name="x"></form>', '<meta http-equiv="refresh" content="0">', "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '![x](data:text/html;base64,PHNjcmlwdD4=)', '![" onerror="alert(1)](attachment:x.png)', "<div id=gem class=lr-saved style='position:fixed'>x</div>",
    "[x]: javascript:alert(1)\n\n[x]", "<details ontoggle=alert(1) open>", "```html\n<script>alert(1)</script>\n```", '<iframe srcdoc="<script>alert(1)</script>">',
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_nothing_that_could_act_is_left(text, kind):
    html = to_html(Part(kind, text, {"x.png": {"image/png": '"><script>alert(1)</script>'}, "y": "z"}))
    tags = " ".join(re.findall("<[^>]*>", html))
    assert not re.search(r"(?i)script|\son\w+=|style|class=|\sid=|<form|<input|<iframe|<base|<meta|<math|<svg|src=\"(?!data:image)|javascript", tags)


@given(some.text(alphabet="<>\"'=&;:/![]()`*_#| \nascripton", max_size=200))
def test_no_text_becomes_a_script(text):
    assert not re.search(r"(?i)<\s*script|<[^>]*\son\w+\s*=", to_html(Part("markdown", text)))


def test_a_text_without_end_is_cut_and_says_so():
    html = to_html(Part("markdown", "[" * 300_000))
    assert len(html) < 200_000 and "resten er udeladt" in html


@pytest.mark.parametrize("attachments", [{"x": None}, {"x": {"image/png": 7}}, {"x": {"image/png": "ikke base64"}}, {"x": {"image/png": [1]}}])
def test_what_is_no_picture_is_not_shown(attachments):
    assert "ikke vist" in to_html(Part("markdown", "![b](attachment:x)", attachments))


PROMPT = "## A1.5\n\nIndledning.\n\n> Beskriv en situation, hvor du ikke blev troet. Hvad vidste de andre, som du ikke vidste?\n\n**Det bliver der læst efter:** noget andet."


def test_coverage_finds_the_words_of_the_prompt_in_other_forms():
    touched = coverage(PROMPT, "Den situationen, hvor jeg ikke blev troet.")
    assert [(one.sentence, one.share) for one in touched] == [
        ("Beskriv en situation, hvor du ikke blev troet.", 1.0), ("Hvad vidste de andre, som du ikke vidste?", 0.0)]


def test_what_is_copied_from_the_prompt_is_counted():
    assert copied_share("en to tre fire fem seks", "en to tre fire fem. Og noget helt eget, der er mit") == pytest.approx(5 / 12)
    assert copied_share("en to", "") == 0.0


def test_a_hostile_answer_is_read_as_text():
    assert Answer((Part("markdown", SCRIPT, {}),)).words > 0
