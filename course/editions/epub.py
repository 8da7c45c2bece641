"""The course as an e-book: Jupyter Book's own builder of EPUB 3, in a folder of its own, so that the built book is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

from course import __version__
from course.bootstrap import only_one
from course.editions.cover import draw_cover
from course.editions.errors import EditionError
from course.editions.joined import SUBTITLE, TITLE
from course.site.build import WAITING, last_problems, run_jupyter_book

EXTENSION = "course.editions.epub_pages"
STYLE = Path(__file__).with_name("epub.css")
IDENTITY = f"ledelsesrum-{__version__}"
SETTINGS = {
    "version": __version__,
    "epub_basename": "ledelsesrum", "epub_title": TITLE, "epub_description": SUBTITLE, "epub_language": "da", "epub_author": TITLE,
    "epub_publisher": TITLE, "epub_contributor": TITLE, "epub_copyright": "CC BY 4.0", "epub_identifier": IDENTITY,
    "epub_scheme": "URI", "epub_uid": IDENTITY, "epub_theme": "ledelsesrum-epub",
    "epub_show_urls": "no", "epub_use_index": False, "epub_tocscope": "includehidden", "epub_tocdup": False, "html_css_files": [],
    "nb_mime_priority_overrides": [["epub", "text/html", 1]],
}


def epub_of(root: Path, say: Callable[[str], None]) -> bytes:
    """Build the e-book from the course's sources, with the figures that the built book has kept.

    Raises
    ------
    EditionError
        Jupyter Book stopped or gave a warning.
    """
    work = root / "_build" / "epub"
    with only_one(root / "_build" / "lock", WAITING):
        shutil.rmtree(work, ignore_errors=True)
        _prepare(root, work)
        say("Bygger e-bogen. Det tager normalt et par minutter.")
        log = root / "_build" / "epub.log"
        options = ["--builder", "custom", "--custom-builder", "epub", "--path-output", str(work), "--config", str(work / "_config.yml")]
        code = run_jupyter_book(root, log, say, *options)
        made = work / "_build" / "epub" / "ledelsesrum.epub"
        if code != 0 or not made.is_file():
            raise EditionError(f"E-bogen kunne ikke laves.\n{last_problems(log)}\nHele forløbet står i {log}.")
        content = made.read_bytes()
        shutil.rmtree(work, ignore_errors=True)
    return content


def _prepare(root: Path, work: Path) -> None:
    """The course's own settings with those of the e-book added, and the two files that it has for itself."""
    static = work / "static"
    static.mkdir(parents=True)
    shutil.copy2(STYLE, static)
    draw_cover(static / "cover.png", TITLE, SUBTITLE)
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    sphinx = settings["sphinx"]
    sphinx["local_extensions"][EXTENSION] = "."
    sphinx["config"]["extensions"].append(EXTENSION)
    sphinx["config"] |= SETTINGS | {"html_static_path": [str(static)]}
    (work / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
