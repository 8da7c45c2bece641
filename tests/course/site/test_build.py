"""The strict build: what is wrong fails it, what is unchanged is skipped, and no reader's answer gets into it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from course.site.build import PAGES, ROOT, BuildError, build_book, fingerprint, missing_pages, pages
from exercises.journal.log import Log
from tests.course.conftest import edit

PAGE = "notebooks/1-1-svaekkede-autoriteter.md"


def test_every_page_of_the_table_of_contents_is_built(book):
    assert {"book/index", "book/1-1-svaekkede-autoriteter", "notebooks/1-1-svaekkede-autoriteter"} <= set(pages(ROOT))
    assert missing_pages(ROOT) == []


def test_an_unchanged_book_is_not_built_again(book, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("Jupyter Book was started"))
    assert build_book(ROOT) == book


FAULTS = {
    "notebook error": (PAGE, 'live_figure(\n    gaet_bunden', '1 / 0\nlive_figure(\n    gaet_bunden', "ZeroDivisionError"),
    "dead link": ("book/index.md", "# ", "[væk](findes-ikke.md)\n\n# ", "findes-ikke.md"),
    "unknown citation": ("book/1-1-svaekkede-autoriteter.md", "# ", "{cite:p}`findesikke2020`\n\n# ", "findesikke2020"),
    "bad reflection": ("exercises/reflections/1-1-svaekkede-autoriteter.yaml", "kind: scale", "kind: skala", "'kind' er ikke en kendt slags"),
    "bad task": ("exercises/tasks/1-1-svaekkede-autoriteter.yaml", "answer: 2016", "answer: [2016]", "1-1-svaekkede-autoriteter.yaml"),
    "bad dataset": ("exercises/datasets/hpv_denmark_who.csv", "2016,33242", "2016,tom", "hpv_denmark_who.csv"),
    "page missing": ("_toc.yml", "book/ordliste", "book/findes-ikke", "book/findes-ikke"),
}


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_fails_the_build_and_is_named(copy, file, old, new, said):
    edit(copy / file, old, new)
    with pytest.raises(BuildError) as failed:
        build_book(copy, say=lambda _: None)
    assert said in str(failed.value) + (copy / "_build" / "build.log").read_text(encoding="utf-8")
    with pytest.raises(BuildError):  # and it is not taken for built the next time
        build_book(copy, say=lambda _: None)


def test_a_changed_page_is_built_and_the_progress_is_danish(copy):
    edit(copy / "book" / "index.md", "# ", "# Ny: ")
    said = []
    html = build_book(copy, say=said.append)
    assert "Ny: " in (html / "book" / "index.html").read_text(encoding="utf-8")
    assert said[0].startswith("Bygger bogen.")
    assert any("pct." in line for line in said[1:])


def test_a_changed_style_alone_reaches_the_built_book(copy):
    edit(copy / "book" / "_static" / "tokens.css", "--", "/* ny */ --")
    html = build_book(copy, say=lambda _: None)
    assert "/* ny */" in (html / "_static" / "tokens.css").read_text(encoding="utf-8")


def test_two_builds_at_once_wait_for_each_other(copy):
    edit(copy / "book" / "index.md", "# ", "# Ny: ")
    code = f"from pathlib import Path; from course.site.build import build_book; build_book(Path({str(copy)!r}))"
    both = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Bygger bogen." in text for text in said) == 1
    assert sum("Venter på det" in text for text in said) <= 1


def test_a_deleted_page_is_noticed(copy):
    (copy / "_build" / "html" / "book" / "index.html").unlink()
    assert missing_pages(copy) == ["book/index"]
    build_book(copy, say=lambda _: None)
    assert missing_pages(copy) == []


def test_the_fingerprint_follows_contents_and_names_alone(copy):
    before = fingerprint(copy, PAGES)
    (copy / "book" / "index.md").touch()
    assert fingerprint(copy, PAGES) == before
    (copy / "book" / "index.md").rename(copy / "book" / "forside.md")
    assert fingerprint(copy, PAGES) != before


def test_a_built_page_never_holds_what_somebody_wrote(copy, tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path / "reader"))
    with Log.open() as log:
        log.save("hvem_tror_de_paa", "delvis_ret", "hemmelig sætning om en medarbejder")
    html = build_book(copy, say=lambda _: None, force=True)
    assert not [page for page in html.rglob("*.*") if "hemmelig sætning".encode() in page.read_bytes()]


def test_the_static_exercise_page_has_every_prompt_and_a_figure(book):
    text = (book / "notebooks" / "1-1-svaekkede-autoriteter.html").read_text(encoding="utf-8")
    for words in ("Hvornår havde kritikerne delvis ret?", "Når vi begår en fejl", "Faldet begyndte før dokumentaren", "Vis en løsning"):
        assert words in text
    assert text.count("<svg") >= 4
