"""The checks that a release must pass before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.about import FILE
from course.grading.releasing.as_told import find_untold
from course.grading.releasing.drift import Pair, find_drift
from course.grading.releasing.findings import Finding
from course.grading.releasing.generate import marks, source_folder
from course.grading.releasing.leaks import find_leaks
from course.grading.releasing.packing import Contents
from course.grading.releasing.readable import find_readable, right_answers, with_probes, without_probes
from course.grading.releasing.running import run_all
from course.grading.root import CourseRoot


def inspect(root: CourseRoot, contents: Contents, sources: dict[str, NotebookNode], package: Path) -> list[Finding]:
    """Look for leaks, for right answers that can be read, and for what does not fit; gives what was found, the serious first."""
    house, around = (root.folder / FILE).is_file(), marks(root)
    pairs = [Pair(file, source, contents.notebooks[file], house) for file, source in sources.items()]
    ran = run_all(_to_run(pairs, around), source_folder(root, contents.assignment))
    found, values = [], {}
    for pair in pairs:
        solved, answers = without_probes(ran[pair.file])
        values |= right_answers(answers, "\n".join(cell.source for notebook in contents.notebooks.values() for cell in notebook.cells))
        found += [*find_drift(pair, solved, ran[f"{pair.file} uden svar"]), *find_readable(pair.file, pair.source, answers, house)]
    found += find_leaks(package, sources.values(), around, stubs(root), values, header_length(root))
    found += find_untold(root, contents) if house else []
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.serious)


def header_length(root: CourseRoot) -> int:
    """How many cells nbgrader puts before those of every notebook."""
    from nbgrader.preprocessors import IncludeHeaderFooter

    header = IncludeHeaderFooter(config=root.config).header
    return len(nbformat.read(root.folder / header, as_version=4).cells) if header else 0


def stubs(root: CourseRoot) -> list[str]:
    """What nbgrader puts in the place of answers."""
    from nbgrader.preprocessors import ClearSolutions

    clear = ClearSolutions(config=root.config)
    return [*clear.code_stub.values(), clear.text_stub]


def _to_run(pairs: list[Pair], around: dict[str, str]) -> dict[str, NotebookNode]:
    return {name: notebook for pair in pairs for name, notebook in _both(pair, around)}


def _both(pair: Pair, around: dict[str, str]) -> Iterator[tuple[str, NotebookNode]]:
    yield pair.file, with_probes(pair.source, around)
    yield f"{pair.file} uden svar", pair.unanswered()
