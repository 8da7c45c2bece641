"""The whole course as an e-book: no fault by epubcheck, nothing that runs or is fetched, all of it in order and in Danish."""

from __future__ import annotations

import io
import json
import posixpath
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import etree

from course.editions.make import make_edition
from course.site.build import pages
from course.site.sections import paper_parts, sections
from tests.conftest import ROOT

pytestmark = pytest.mark.full
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")  # Debian's
X = "{http://www.w3.org/1999/xhtml}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="module")
def made(book, tmp_path_factory) -> bytes:
    stamp, said = (ROOT / "_build/ledelsesrum.json").stat().st_mtime_ns, []
    path = make_edition(ROOT, "epub", tmp_path_factory.mktemp("epub"), say=said.append)
    assert (ROOT / "_build/ledelsesrum.json").stat().st_mtime_ns == stamp and not (ROOT / "_build/epub").exists()
    assert path.name == "ledelsesrum.epub" and said[-1].endswith(f" MB):\n{path}")
    print(said[-1])
    return path.read_bytes()


@pytest.fixture(scope="module")
def epub(made) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made))


@pytest.fixture(scope="module")
def package(epub):
    return etree.fromstring(epub.read("content.opf"))


@pytest.fixture(scope="module")
def read(epub) -> dict:
    """Every page by its name, as strict XML."""
    return {name: etree.fromstring(epub.read(name)) for name in epub.namelist() if name.endswith(".xhtml")}


@pytest.mark.skipif(not (shutil.which("java") and EPUBCHECK.is_file()), reason="epubcheck mangler (se tests/debian-packages.txt)")
def test_epubcheck_has_nothing_to_say(made, tmp_path):
    (tmp_path / "kursus.epub").write_bytes(made)
    subprocess.run(["java", "-jar", EPUBCHECK, tmp_path / "kursus.epub", "--json", tmp_path / "fundet.json", "--quiet"], check=False, capture_output=True)
    found = json.loads((tmp_path / "fundet.json").read_text(encoding="utf-8"))
    assert [(message["ID"], message["message"], message["locations"][0]["path"]) for message in found["messages"]] == []


def test_it_says_what_it_is(package):
    about = {name: package.findtext(f".//dc:{name}", namespaces=OPF) for name in ("title", "language", "creator", "rights")}
    assert about == {"title": "Ledelsesrum", "language": "da", "creator": "Ledelsesrum", "rights": "CC BY 4.0"}
    assert package.find(".//opf:item[@properties='cover-image']", OPF) is not None


def test_the_pages_are_read_in_the_order_of_the_course(package):
    files = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", OPF)}
    spine = [files[item.get("idref")] for item in package.iterfind(".//opf:itemref", OPF) if item.get("linear") != "no"]
    assert [name.removesuffix(".xhtml") for name in spine if "/" in name] == pages(ROOT)


def test_the_contents_name_every_section_below_their_parts(read):
    named = ["".join(link.itertext()) for link in read["nav.xhtml"].iter(f"{X}a")]
    assert all(any(name.startswith(f"{section.number} ") for name in named) for section in sections())
    assert all(part.caption in named for part in paper_parts()) and named.count("Øvelser") == len(sections())


def test_nothing_runs_and_nothing_is_fetched(epub, read):
    assert not [name for name in epub.namelist() if name.endswith((".js", ".json"))]
    for name, page in read.items():
        assert not [one.tag for one in page.iter(f"{X}script", f"{X}iframe", f"{X}button", f"{X}input", f"{X}form")], name
        assert not [place for place in page.xpath("//@src | //*[local-name()='link']/@href") if urlsplit(place).scheme], name
    assert "url(" not in epub.read("_static/epub.css").decode("utf-8")


def test_every_link_leads_to_what_is_in_the_book(epub, read):
    names, ids = set(epub.namelist()), {name: set(page.xpath("//@id")) for name, page in read.items()}
    for name, page in read.items():
        for target in page.xpath("//*[local-name()='a']/@href"):
            if urlsplit(target).scheme:
                assert target.startswith(("https://", "http://")), f"{name}: {target}"
                continue
            path, fragment = urldefrag(unquote(target))
            file = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert file in names and (not fragment or fragment in ids[file]), f"{name}: {target}"


def test_the_words_the_figures_and_the_tables_are_there(read):
    page = read["notebooks/1-1-svaekkede-autoriteter.xhtml"]
    drawings = page.xpath("//*[local-name()='svg']")
    assert drawings and all(drawing.get("aria-label") and drawing.get("viewBox") for drawing in drawings)
    text = " ".join("".join(page.itertext()).split())
    assert "Hvem tror de på hos jer?" in text and "Vis koden" not in text and "import" not in text
    assert page.xpath("//*[local-name()='table']") and not page.xpath("//@class[contains(., 'lr-figure-narrow')]")
    words = " ".join("".join(read["book/ordliste.xhtml"].itertext()).split())
    assert "andel af en fødselsårgang, der på et tidspunkt er vaccineret" in words and len(read["book/ordliste.xhtml"].xpath("//*[local-name()='dt']")) > 50
    assert read["book/1-1-svaekkede-autoriteter.xhtml"].xpath("//*[@role='listitem']")  # the sources


def test_english_words_are_still_marked_as_english(read):
    assert any(page.xpath("//*[@lang='en']") for page in read.values())
