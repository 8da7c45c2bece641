"""``course check``: run every check, print what is wrong and what to do, and show how hard each page is to read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

from course.authoring import answers, assignments, built, citations, counts, figures, links, notebooks, own_words, schema, sections, spelling, todo
from course.authoring.problem import Problem, problem_of
from course.authoring.project import number_of, pages, slugs
from course.authoring.prose import running_text
from course.site import course_map
from course.site.sections import sections as every_section
from exercises.errors import ContentError, LedelsesrumError
from exercises.models.readability import readability

CHECKS = (schema, todo, sections, assignments, counts, notebooks, answers, links, citations, figures, spelling, own_words)


class UnknownSectionError(LedelsesrumError):
    """There is no such section."""


def check_course(root: Path, chosen: list[str], say: Callable[[str], None] = print) -> int:
    """Check the course, or what belongs to some sections; gives the number of problems.

    Raises
    ------
    UnknownSectionError
        ``chosen`` names a section that is not there.
    """
    wanted = [_slug(root, name) for name in chosen]
    problems = [problem for problem in find_problems(root) if not wanted or problem.file.stem in wanted]
    problems = problems or list(built.check(root, say))
    for problem in problems:
        say(f"\n{problem.text(root)}")
    _show_readability(root, wanted, say)
    if not problems:
        _show_lacking(root, wanted, say)
    if not spelling.available():
        say(f"\n{spelling.MISSING}")
    say(f"\n{len(problems)} ting skal rettes." if problems else "\nAlt er i orden.")
    return len(problems)


def find_problems(root: Path) -> list[Problem]:
    """What is wrong in the sources, each thing once."""
    return list(dict.fromkeys(problem for check in CHECKS for problem in _run(check.check, root)))


def _run(check: Callable[[Path], Iterator[Problem]], root: Path) -> Iterator[Problem]:
    try:
        yield from check(root)
    except ContentError as error:  # a file that no check can get past
        yield problem_of(error)


def _slug(root: Path, name: str) -> str:
    known = slugs(root)
    found = next((slug for slug in known if name in (slug, number_of(slug))), None)
    if found is None:
        near = ", ".join(difflib.get_close_matches(name, known) or map(number_of, known))
        raise UnknownSectionError(f"Der er intet afsnit, der hedder »{name}«. Mente du: {near}?")
    return found


def _show_lacking(root: Path, wanted: list[str], say: Callable[[str], None]) -> None:
    """Sections that are in order, but not yet as much as a section is to be."""
    for section, row in zip(every_section(root), course_map.coverage(root)):
        slug = section.slug(root)
        if slug and (not wanted or slug in wanted) and (left := course_map.lacking(row)):
            say(f"\nAfsnit {section.number} er ikke helt endnu, og prøverne siger nej: {'; '.join(left)}.")


def _show_readability(root: Path, wanted: list[str], say: Callable[[str], None]) -> None:
    say("\nLIX, til orientering:")
    for page in pages(root):
        if not wanted or page.path.stem in wanted:
            measured = readability(running_text(page))
            say(f"  {measured.lix:3.0f} {measured.level:<11} {page.path.relative_to(root).as_posix()} ({measured.words} ord)")

