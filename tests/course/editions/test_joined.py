"""The whole course as one document to print: everything is there once, points to what is there, and runs nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from course.editions.contents import entry_name, leaves
from course.editions.errors import EditionError
from course.editions.joined import anchor, chapters_of, join
from course.editions.make import make_edition, place_for
from course.site.build import pages
from course.site.sections import sections
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def joined(book):
    chapters = chapters_of(ROOT, book)
    return html.fromstring(join(ROOT, chapters, {chapter.anchor: 7 for chapter in chapters}))


def test_every_page_of_the_contents_comes_once_and_in_its_order(joined):
    assert [article.get("id") for article in joined.iter("article")] == [anchor(name) for name in pages(ROOT)]


def test_the_contents_name_every_section_by_number_with_their_page(joined):
    named = [line.text_content() for line in joined.xpath("//nav/a")]
    assert all(any(line.startswith(section.number) and line.endswith("7") for line in named) for section in sections())
    assert sum(line == "Øvelser7" for line in named) == len(sections())


def test_every_link_within_points_to_what_is_there_and_no_other_stays_on_the_machine(joined):
    ids = Counter(joined.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1 and "--" not in name] == []
    links = joined.xpath("//a/@href")
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert {link.split(":")[0] for link in links if not link.startswith("#")} <= {"https", "http"}


def test_what_a_drawing_refers_to_is_in_the_document(joined):
    ids = set(joined.xpath("//@id"))
    used = {value[1:] for value in joined.xpath("//*[local-name()='use']/@*[name()='xlink:href']")}
    clipped = {value[5:-1] for value in joined.xpath("//@clip-path")}
    assert used and clipped and used | clipped <= ids


def test_nothing_in_it_runs_or_is_fetched(joined):
    assert joined.xpath("//script | //link | //iframe | //button | //input | //*[@src]") == []
    assert "default-src 'none'" in joined.xpath("//meta/@content")[0]


def test_headings_lie_below_those_of_the_parts(joined):
    page = joined.get_element_by_id("notebooks-1-1-svaekkede-autoriteter")
    assert [heading.get("aria-level") for heading in page.iter("h1")] == ["3"]
    assert joined.xpath("//h1[@class='lr-part']/@aria-level") == ["1"] * len({leaf.part for leaf in leaves(ROOT) if leaf.part})


def test_an_exercise_page_is_called_exercises_below_its_section():
    named = {leaf.name: entry_name(leaf, "Titlen") for leaf in leaves(ROOT)}
    assert named["book/1-1-svaekkede-autoriteter"] == "1.1 Titlen" and named["notebooks/1-1-svaekkede-autoriteter"] == "Øvelser"
    assert named["book/ordliste"] == "Titlen"


def test_the_file_gets_the_ending_of_its_form(tmp_path):
    assert place_for("pdf", tmp_path) == tmp_path / "ledelsesrum.pdf"
    assert place_for("epub", tmp_path / "kursus.pdf") == tmp_path / "kursus.pdf.epub"
    assert place_for("epub", tmp_path / "kursus.EPUB") == tmp_path / "kursus.EPUB"


def test_without_a_browser_the_e_book_is_offered_and_nothing_is_left(small_course, tmp_path, monkeypatch):
    monkeypatch.setenv("LEDELSESRUM_CHROME", "/findes/ikke")
    with pytest.raises(EditionError, match="hverken Chrome, Edge eller Chromium på maskinen. Vælg --format epub i stedet"):
        make_edition(small_course, "pdf", tmp_path / "ny", say=lambda _: None)
    assert not (tmp_path / "ny").exists()
