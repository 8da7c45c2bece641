"""A reader's exception: one Danish sentence with its line, and the traceback folded away."""

import nbclient
import nbformat
import pytest

SENTENCES = {
    "a = 1\nb = hpx": "Linje 2: Navnet &#x27;hpx&#x27; findes ikke her.",
    "{'a': 1}['b']": "har ikke noget, der hedder &#x27;b&#x27;",
    "1 / 0": "Linje 1: Der divideres med nul.",
    "def f():\n    return 1 / 0\n\nf()": "Linje 2: Der divideres med nul.",
    "import does_not_exist": "Pakken &#x27;does_not_exist&#x27; er ikke installeret her.",
    "raise KeyboardInterrupt": "Beregningen blev afbrudt.",
    "navn = input()": "Linje 1: input() venter på, at nogen skriver, og det kan ingen her.",
    "raise RuntimeError('noget')": "Python stoppede med fejlen RuntimeError: noget",
    "from exercises.errors import LedelsesrumError\nraise LedelsesrumError('Filen er væk. Hent den igen.')": "<p>Filen er væk. Hent den igen.</p>",
    "a = 1\nb = (": "Linje 2: Python kan ikke læse linjen.",
    "raise ValueError('<script>alert(1)</script>')": "&lt;script&gt;alert(1)",
}


def run(codes: list[str]) -> list[str]:
    """What a reader sees of each cell, in a real kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
    nbclient.NotebookClient(notebook, allow_errors=True).execute()
    return [
        "".join("\n".join(output.get("traceback", [])) + output.get("data", {}).get("text/html", "") for output in cell.outputs)
        for cell in notebook.cells
    ]


@pytest.fixture(scope="module")
def shown():
    return dict(zip(SENTENCES, run(["from exercises.notebook import *", *SENTENCES])[1:]))


@pytest.mark.parametrize("code", SENTENCES)
def test_an_exception_is_one_danish_sentence(shown, code):
    assert SENTENCES[code] in shown[code]
    assert "<summary>Vis hele fejlmeddelelsen</summary>" in shown[code]
    assert "<script" not in shown[code]


def test_authors_see_the_traceback_while_a_book_is_built(monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_BUILD", "1")
    assert "ZeroDivisionError" in run(["from exercises.notebook import *", "1 / 0"])[1]
