"""An author's way: a skeleton, the list of what is still to be written, and a page that passes and is built."""

from __future__ import annotations

import pytest

from course.authoring.new_section import NewSectionError, new_section, slug_of
from course.authoring.todo import MARKER, left_in
from course.site.build import build_book
from tests.course.conftest import edit, run_course

SLUG = "2-3-det-aabne-kommunikationsrum"
FILES = [f"book/{SLUG}.md", f"notebooks/{SLUG}.md", f"exercises/reflections/{SLUG}.yaml", f"exercises/tasks/{SLUG}.yaml"]


def text_of(root, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_a_section_goes_from_a_skeleton_to_a_page_that_passes(copy):
    made = run_course(copy, "new-section", "2.3", "Det åbne kommunikationsrum")
    assert made.returncode == 0, made.stderr
    left = [(name, problem) for name in FILES for problem in left_in(copy / name)]
    assert {name for name, _ in left} == set(FILES)
    assert all(f"[ ] {name}, linje {problem.line}: " in made.stdout for name, problem in left)
    build_book(copy, say=lambda _: None)  # an unfinished page can be seen

    unfinished = run_course(copy, "check", "2.3")
    assert unfinished.returncode == 1 and f"{len(left)} ting skal rettes." in unfinished.stdout
    assert all(f"{name}, linje {problem.line}\n  {problem.problem}\n" in unfinished.stdout for name, problem in left)

    for name in FILES:
        (copy / name).write_text(MARKER.sub("Her står nu en hel sætning, som nogen har tænkt over.", text_of(copy, name)), encoding="utf-8")
    finished = run_course(copy, "check")
    assert finished.returncode == 0, finished.stdout
    assert "Her står nu en hel sætning" in text_of(copy, f"_build/html/book/{SLUG}.html")
    assert "<svg" in text_of(copy, f"_build/html/notebooks/{SLUG}.html")
    assert "Afsnit 2.3 er ikke helt endnu, og prøverne siger nej: læsning, ord: " in finished.stdout
    assert "dataopgaver: 1, og der skal være mindst 3" in finished.stdout and "Afsnit 1.1" not in finished.stdout


def test_a_section_beyond_the_papers_is_made_once_it_has_its_line(sources):
    refused = run_course(sources, "new-section", "2.7", "Når algoritmen svarer først")
    assert refused.returncode == 1 and "skriv det først i book/afsnit.yaml, nederst i sin del" in refused.stderr
    edit(sources / "book/afsnit.yaml", '"Den digitale udfordring"}\n', '"Den digitale udfordring"}\n      - {number: "2.7", title: "Når algoritmen svarer først"}\n')
    made = run_course(sources, "new-section", "2.7", "Når algoritmen svarer først")
    assert made.returncode == 0 and "Et helt afsnit har 900–1700 ord at læse, levende figurer: mindst 1, " in made.stdout
    assert "      - file: book/2-7-naar-algoritmen-svarer-foerst\n" in text_of(sources, "_toc.yml")


def test_nothing_is_ever_overwritten(sources):
    new_section(sources, "2.3", "Det åbne kommunikationsrum", say=lambda _: None)
    before = {path: path.read_bytes() for path in sources.rglob("*.*") if path.is_file()}
    for title in ("Det åbne kommunikationsrum", "Et andet navn"):
        again = run_course(sources, "new-section", "2.3", title)
        assert again.returncode == 1 and "Traceback" not in again.stderr
        assert f"Afsnit 2.3 findes allerede: {FILES[0]}, " in again.stderr and "Intet er ændret." in again.stderr
        assert "Skal kurset have et afsnit mere" in again.stderr
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("number", "title", "slug"),
    [
        ("1.1", "Svækkede autoriteter", "1-1-svaekkede-autoriteter"),
        ("0.1", "Forord: Opbrud i offentlig topledelse?", "0-1-forord"),
        ("3.4", "Nye typer i direktionen?", "3-4-nye-typer-i-direktionen"),
        ("1.8", "Øget åbenhed på én café", "1-8-oeget-aabenhed-paa-en-cafe"),
    ],
)
def test_the_files_are_named_in_ascii_after_the_title(number, title, slug):
    assert slug_of(number, title) == slug


@pytest.mark.parametrize("number", ["1.9", "4.1", "0.0", "11", "1.10", "en", "1-1", ""])
def test_a_number_that_the_paper_does_not_have_is_explained(sources, number):
    with pytest.raises(NewSectionError, match="Afsnittene hedder 0.1–0.2, 1.0–1.8, 2.0–2.6, 3.0–3.6"):
        new_section(sources, number, "En titel")


@pytest.mark.parametrize("title", ["", "   ", "7 veje", 'Det "nye"', "To\nlinjer", "Pris $navn", "- liste"])
def test_a_title_that_cannot_be_used_is_explained(sources, title):
    with pytest.raises(NewSectionError, match="Den skal begynde med et bogstav"):
        new_section(sources, "1.2", title)
