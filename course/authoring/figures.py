"""Check that every figure, table and picture names its source and says what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course.authoring.code import calls
from course.authoring.markdown import Image
from course.authoring.problem import Problem
from course.authoring.project import pages

WANTED = {"figure_html": ("source", "alt"), "Table": ("source",)}
REMEDIES = {
    "source": "Skriv source=describe(\"datasættet\").source, eller hvor tallene kommer fra.",
    "alt": "Skriv i alt= med ord, hvad man ser: tal, retning og forskel.",
}
TEXTS = {"source": "kilde", "alt": "tekst til dem, der ikke ser den"}


def check(root: Path) -> Iterator[Problem]:
    for page in pages(root):
        for call in calls(page, *WANTED):
            for name in WANTED[call.name]:
                if name not in call.keywords or str(call.keywords[name]).strip() == "":
                    yield Problem(page.path, call.line, f"{call.name} har ingen {TEXTS[name]} ({name}).", REMEDIES[name])
        for image in page.of(Image):
            if not image.alt.strip():
                yield Problem(page.path, image.line, f"billedet {image.target} har ingen {TEXTS['alt']}.", "Skriv den: ![her](sti), eller :alt: i figuren.")
