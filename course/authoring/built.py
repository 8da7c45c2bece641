"""Check the built book: the strict build itself, and a name for every picture in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from course.authoring.problem import Problem
from course.site.build import BuildError, build_book

STOPPED = re.compile(r"(?m)^[A-Z]\w*(?:Error|Exception): .*$")
PROBLEMS = [  # what Sphinx and MyST say of an author's mistakes; what is wrong, and what to do
    (r"cross-reference target not found: '(?P<what>.+?)'", "»{what}« peger ikke på noget i bogen.",
     "Ret det, eller giv stedet det navn med ({what})= over overskriften."),
    (r"undefined label: '?(?P<what>[^' ]+)", "»{what}« peger ikke på noget i bogen.", "Ret det, eller giv stedet det navn med (navn)= over overskriften."),
    (r"Unknown directive type:? ['\"](?P<what>.+?)['\"]", "{{{what}}} er ikke en del, som bogen kender.", "Ret stavningen, eller se, hvordan en anden side gør."),
    (r"Unknown interpreted text role ['\"](?P<what>.+?)['\"]", "{{{what}}} er ikke et mærke, som bogen kender.",
     "Ret stavningen, eller se, hvordan en anden side gør."),
]
WARNING = re.compile(r"(?m)^(?P<file>[^:\n]+?\.\w+)(?::(?P<line>\d+))?: (?:WARNING|ERROR): (?P<text>.+)$")


def check(root: Path, say: Callable[[str], None]) -> Iterator[Problem]:
    try:
        html = build_book(root, say)
    except BuildError as error:
        yield from _warnings(root, str(error))
        return
    for path in sorted(html.rglob("*.html")):
        pictures = _Pictures()
        pictures.feed(path.read_text(encoding="utf-8"))
        for line, tag in pictures.nameless:
            yield Problem(path, line, f"<{tag}> har ingen tekst til dem, der ikke ser den.", "Find den i sidens kilde, og skriv, hvad man ser.")


def _warnings(root: Path, message: str) -> Iterator[Problem]:
    """What the build complained of, each at its place; the whole message where it names none."""
    found = list(WARNING.finditer(message))
    for one in found:
        line = int(one["line"]) if one["line"] else None
        yield Problem(Path(one["file"]), line, *_explained(one["text"], message[one.end() :]))
    if not found:
        yield Problem(root / "_build" / "build.log", None, message, "Ret det, der står nederst i filen.")


def _explained(text: str, after: str) -> tuple[str, str]:
    """A complaint of the build in Danish, with the remedy; what stopped a cell stands ``after`` it."""
    if text.startswith("Executing notebook failed"):
        stopped = STOPPED.search(after)
        return f"en celle stopper, når siden bygges: {stopped[0] if stopped else text}", "Ret cellen. Hele forløbet står i _build/build.log."
    for pattern, problem, remedy in PROBLEMS:
        if known := re.search(pattern, text):
            return problem.format(**known.groupdict()), remedy.format(**known.groupdict())
    return f"bogen kan ikke bygges: {text}", "Ret stedet. Hele forløbet står i _build/build.log."


class _Pictures(HTMLParser):
    """Collects the pictures without a name."""

    def __init__(self):
        super().__init__()
        self.nameless: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        no_alt = tag == "img" and given.get("alt") is None
        no_label = tag == "svg" and given.get("role") == "img" and not (given.get("aria-label") or "").strip()
        if no_alt or no_label:
            self.nameless.append((self.getpos()[0], tag))
