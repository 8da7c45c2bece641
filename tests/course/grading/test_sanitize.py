"""What a student wrote or a cell printed is shown without running, fetching or filling anything."""

from __future__ import annotations

import base64

import pytest
from nbformat.v4 import new_output

from course.grading.sanitize import CUT, NOT_SHOWN, safe_outputs, sanitize, sanitize_svg

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


@pytest.mark.parametrize("html", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src='//ond.example'></iframe>",
    "<a href='javascript:alert(1)'>klik</a>", "<a href='data:text/html,<script>alert(1)</script>'>klik</a>", "<style>@import '//ond.example'</style>",
    "<div style='background:url(//ond.example)'>", "<form action='//ond.example'><input></form>", "<base href='//ond.example'>",
    "<link rel=stylesheet href='//ond.example'>", "<meta http-equiv=refresh content='0;url=//ond.example'>", "<object data='//ond.example'></object>",
    "<video src='//ond.example'></video>", "<math><mtext><script>alert(1)</script></mtext></math>", "<p id=top class=score onclick=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<img src='data:text/html;base64,AAAA'>", "<input autofocus onfocus=alert(1)>",
    "<img srcset='//ond.example/x 2x'>", "<table background='//ond.example/x'><tr><td>1</td></tr></table>",
])
def test_nothing_runs_and_nothing_is_fetched(html):
    clean = sanitize(html).lower()
    for word in ("ond.example", "script", "onerror", "onload", "onclick", "onfocus", "style", "<iframe", "<form", "<input", "id=", "class=", "data:text"):
        assert word not in clean


def test_what_a_table_and_a_text_need_is_kept():
    table = '<table border="1" class="dataframe"><thead><tr><th>år</th></tr></thead><tbody><tr><td colspan="2">2013</td></tr></tbody></table>'
    assert sanitize(table) == '<table><thead><tr><th>år</th></tr></thead><tbody><tr><td colspan="2">2013</td></tr></tbody></table>'
    assert sanitize("<p>Se <b>her</b> og <code>x &lt; y</code></p>") == "<p>Se <b>her</b> og <code>x &lt; y</code></p>"
    assert sanitize('<a href="https://dst.dk">tal</a>') == '<a href="https://dst.dk" rel="noopener noreferrer nofollow">tal</a>'


def test_a_picture_is_shown_only_if_it_is_in_the_page():
    assert sanitize(f'<img src="data:image/png;base64,{PNG}" alt="kurve">') == f'<img src="data:image/png;base64,{PNG}" alt="kurve">'
    assert 'alt="Billede uden beskrivelse"' in sanitize(f'<img src="data:image/png;base64,{PNG}">')
    assert sanitize('<img src="https://ond.example/x.png" alt="x">') == sanitize('<img src="figur.png">') == NOT_SHOWN


def test_a_drawing_keeps_its_shapes_and_loses_the_rest():
    clean = sanitize_svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><script>x()</script><style>*{}</style>'
                         '<image href="//ond.example"/><foreignObject><b>x</b></foreignObject><a href="//ond.example"><circle r="3" fill="red"/></a>'
                         '<rect fill="url(//ond.example)" style="fill: blue; background: url(//ond.example)"/><text>År</text></svg>')
    assert '<circle r="3" fill="red">' in clean and "<text>År</text>" in clean and 'viewBox="0 0 9 9"' in clean
    for word in ("ond.example", "script", "onload", "style>", "foreign", "image"):
        assert word not in clean


def test_of_an_output_the_picture_is_shown_else_the_table_else_the_text():
    figure = new_output("display_data", {"text/plain": "<Figure>", "image/png": PNG, "application/javascript": "x()"})
    table = new_output("execute_result", {"text/plain": "tabel", "text/html": "<table><tr><td>1</td></tr></table><script>x()</script>"}, execution_count=1)
    widget = new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider()"})
    shown = safe_outputs([figure, table, widget, new_output("stream", name="stderr", text="hov")])
    assert [list(one.data.items()) for one in shown[:2]] == [
        [("image/png", PNG)], [("text/html", "<table><tbody><tr><td>1</td></tr></tbody></table>")],
    ]
    assert [one.text for one in shown[2:]] == ["Slider()", "hov"]


@pytest.mark.parametrize("outputs", [
    None, "tekst", {}, [None, 3, "x"], [{}], [{"output_type": "stream"}], [{"output_type": "display_data", "data": [1]}],
    [{"output_type": "display_data", "data": {"image/png": "<script>"}}], [{"output_type": "display_data", "data": {"text/html": 7}}],
    [{"output_type": "error", "ename": "x", "evalue": "y", "traceback": ["<script>"]}],
])
def test_outputs_that_are_no_outputs_do_no_harm(outputs):
    assert all("script" not in str(one) for one in safe_outputs(outputs))


def test_endless_outputs_are_cut():
    shown = safe_outputs([new_output("stream", text="x" * 5_000) for _ in range(1000)], characters=12_000)
    assert sum(len(one.text) for one in shown) < 12_100 and shown[-1].text.endswith(CUT)
    table = new_output("display_data", {"text/html": "<p>x</p>" * 2_000})
    assert [one.text.strip() for one in safe_outputs([table], characters=10_000)] == [CUT]
    pictures = [new_output("display_data", {"image/png": PNG}) for _ in range(100)]
    assert len(safe_outputs(pictures, pictures=5 * len(PNG))) == 6
