"""``course new-section``: a skeleton that builds, and the list of what is still to be written in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from string import Template

from course.authoring.contents import with_section
from course.authoring.project import NOTEBOOK, PAGE, REFLECTIONS, TASKS, number_of, slugs
from course.authoring.sections import TEMPLATES
from course.authoring.todo import left_in
from course.site.course_map import wanted
from course.site.sections import FILE, paper_parts, sections
from exercises.errors import LedelsesrumError

FILES = {PAGE: "page.md", NOTEBOOK: "notebook.md", REFLECTIONS: "reflections.yaml", TASKS: "tasks.yaml"}
TITLE = re.compile(r"[^\W\d_][\w .,:;?!()»«'’–-]*")
OWN = f"Skal kurset have et afsnit mere, så skriv det først i {FILE}, nederst i sin del, med det næste nummer."
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class NewSectionError(LedelsesrumError):
    """The section cannot be made as asked for."""


def new_section(root: Path, number: str, title: str, say: Callable[[str], None] = print) -> list[Path]:
    """Write a section's files and its place in ``_toc.yml``; gives the files.

    Raises
    ------
    NewSectionError
        The number or the title cannot be used, or something of the section is there already. Nothing is written.
    """
    slug = slug_of(number, title.strip())
    _refuse_what_is_there(root, slug)
    words = {"number": number, "title": title.strip(), "slug": slug, "name": slug[4:].replace("-", "_")}
    made = []
    for pattern, template in FILES.items():
        made.append(root / pattern.format(slug))
        text = Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
        with made[-1].open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    contents = root / "_toc.yml"
    contents.write_text(with_section(contents.read_text(encoding="utf-8"), slug), encoding="utf-8", newline="\n")
    _tell(root, made, say)
    return made


def slug_of(number: str, title: str) -> str:
    """The name of the section's files: its number and its title up to the first colon or the like, in ASCII."""
    if number not in [section.number for section in sections()]:
        known = ", ".join(f"{part.sections[0].number}–{part.sections[-1].number}" for part in paper_parts())
        raise NewSectionError(f"»{number}« er ikke et af kursets afsnit. Afsnittene hedder {known}. {OWN}")
    if not TITLE.fullmatch(title):
        raise NewSectionError(
            f"Titlen »{title}« kan ikke bruges. Den skal begynde med et bogstav og må have bogstaver, tal, mellemrum og almindelige skilletegn."
        )
    plain = unicodedata.normalize("NFKD", re.split(r"[:;?!]", title.lower())[0].translate(DANISH)).encode("ascii", "ignore").decode()
    return f"{number.replace('.', '-')}-{'-'.join(re.findall('[a-z0-9]+', plain))}"


def _refuse_what_is_there(root: Path, slug: str) -> None:
    there = [root / pattern.format(other) for other in slugs(root) if number_of(other) == number_of(slug) for pattern in FILES]
    names = [path.relative_to(root).as_posix() for path in there if path.exists()]
    if names:
        raise NewSectionError(f"Afsnit {number_of(slug)} findes allerede: {', '.join(names)}. Intet er ændret. Ret i filerne, eller vælg et andet nummer. {OWN}")


def _tell(root: Path, made: list[Path], say: Callable[[str], None]) -> None:
    say("Lavet:")
    for path in made:
        say(f"  {path.relative_to(root).as_posix()}")
    say("  _toc.yml: siden og dens øvelser er sat på plads\n\nDet mangler du at skrive:")
    for path in made:
        for left in left_in(path):
            say(f"  [ ] {path.relative_to(root).as_posix()}, linje {left.line}: {left.problem.removeprefix('her mangler: ')}")
    say(
        f"\nEt helt afsnit har {wanted()}. Skelettet har én af hver slags.\n"
        "Se siden undervejs med: course read\n"
        "Er du færdig, så kør: course check\n"
        "Den ser efter, at alt er skrevet, at overskrifter, øvelser, links og kilder passer, at figurer har kilde og tekst til dem,\n"
        "der ikke ser dem, at ordene er stavet rigtigt og er dine egne, og at bogen kan bygges."
    )
