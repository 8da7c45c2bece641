"""The assignments on the book's pages, as their files say it: ``{assignment} A1``, ``{assignments}`` and ``{rubric-table} refleksion``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from course.grading import about, rubrics, tables
from course.grading.about import Assignment, DataTask, Marking, Reflection
from course.grading.root import DEFAULT
from course.grading.rubrics import Rubric
from course.site.sections import sections
from exercises.datasets import describe

PARTS = "{.lr-parts}"  # a table of two lines to a row, its numbers to the right


class AssignmentFacts(SphinxDirective):
    """What there is to know about one assignment: its ``facts`` (a list), its ``tasks`` or its ``texts`` (a table)."""

    required_arguments = 1
    option_spec = {"show": lambda value: directives.choice(value, ("facts", "tasks", "texts"))}

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(DEFAULT / about.FILE))
        make = {"facts": _facts, "tasks": _tasks, "texts": _texts}[self.options.get("show", "facts")]
        return self.parse_text_to_nodes("\n".join(make(about.find_assignment(self.arguments[0]))))


class AssignmentTable(SphinxDirective):
    """A row for every assignment."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(DEFAULT / about.FILE))
        head = tables.table(["Opgave", "Point", "Vægt"], "lrr")
        return self.parse_text_to_nodes("\n".join([PARTS, *head, *map(_row, about.assignments().values())]))


class RubricTable(SphinxDirective):
    """One rubric: the ``signs`` of every level of every criterion, its ``criteria``, its ``levels`` or its ``borderline`` rules."""

    required_arguments = 1
    option_spec = {"show": lambda value: directives.choice(value, tuple(SHOWN))}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.env.note_dependency(str(DEFAULT / rubrics.FOLDER / f"{name}.yaml"))
        look, make = SHOWN[self.options.get("show", "signs")]
        return self.parse_text_to_nodes("\n".join([look, *make(rubrics.find_rubric(name))]))


def hours(minutes: int) -> str:
    """Minutes as one says them, to the half hour: ``ca. 3½ time``."""
    whole, half = divmod(minutes, 60)
    return f"ca.\u00a0{whole or ''}{'½' * bool(half)}\u00a0{'time' if half or whole < 2 else 'timer'}"


def joined(names: list[str]) -> str:
    """Names in a sentence, the last after »og«."""
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _facts(one: Assignment) -> list[str]:
    facts = {
        "Kommer efter": f"[](/notebooks/{one.after}.md)",
        "Tid": f"{hours(one.minutes)}, fordelt som du vil",
        "Point": f"{one.auto_points + one.manual_points}: {one.auto_points} for regnestykkerne og {one.manual_points} for teksterne",
        "Forbered dig i": "<br>".join([*(["hele kurset, især"] if one.whole_course else []), *map(_section, one.prepare)]),
        "Tal, du bruger": "<br>".join(describe(name).title for name in one.datasets),
    }
    return ["{.lr-about}", *(line for name, text in facts.items() for line in (name, f": {text}", ""))]


def _tasks(one: Assignment) -> list[str]:
    return _parts("Regnestykke", one.tasks, lambda task: task.asks)


def _texts(one: Assignment) -> list[str]:
    return _parts("Tekst", one.reflections, lambda text: f"{text.asks}<br>{_words(text)}{_marked_by(text.marked_by)}")


def _parts(kind: str, parts: Sequence[DataTask | Reflection], tell: Callable[[Any], str]) -> list[str]:
    """A row for each part: its number, its title, what is told of it, and its points."""
    rows = (tables.row([f"**{part.id.upper().replace('-', '.')} {part.title}**<br>{tell(part)}", part.points]) for part in parts)
    return [PARTS, *tables.table([kind, "Point"], "lr"), *rows]


def _row(one: Assignment) -> str:
    link = f"**[{one.id}: {one.title}](/book/opgave-{one.id.lower()}.md)**<br>efter [](/notebooks/{one.after}.md) · {hours(one.minutes)}"
    return tables.row([link, f"{one.auto_points}\u00a0+\u00a0{one.manual_points}", f"{one.share}\u00a0pct."])


def _signs(rubric: Rubric) -> list[str]:
    """A table for each criterion, under its name, its weight and its question."""
    lines = []
    for criterion in rubric.criteria:
        weight = f" · {tables.percent(criterion)}" if len(rubric.criteria) > 1 else ""
        lines += [f":::{{table}} {criterion.title.da}{weight} [{criterion.question.da}]{{.lr-asked}}", ":class: lr-rubric", "", *tables.signs(rubric, criterion), ":::", ""]
    return lines


SHOWN = {"signs": ("", _signs), "criteria": (PARTS, tables.criteria), "levels": ("{.lr-whole-first}", tables.levels), "borderline": ("", tables.borderline)}
"""How a rubric is shown, by name: the class of the table, and what makes its Markdown."""


def _section(slug: str) -> str:
    number = ".".join(slug.split("-")[:2])
    title = next((section.title for section in sections() if section.number == number), "")
    return f"[{number} {title}](/book/{slug}.md)" if title else f"[](/book/{slug}.md)"


def _words(text: Reflection) -> str:
    parts = f" ({joined([f'{low}–{high}' for low, high in text.parts])})" if text.parts else ""
    return f"{text.words[0]}–{text.words[1]} ord{parts}."


def _marked_by(markings: list[Marking]) -> str:
    """How a text is marked, where it is by more than one rubric."""
    if len(markings) == 1:
        return ""
    return f" Bedømmes med {joined([f'{marking.points} point for {_what(marking)}' for marking in markings])}."


def _what(marking: Marking) -> str:
    rubric = rubrics.find_rubric(marking.rubric)
    return joined([f"»{rubric.criterion(name).title.da.lower()}«" for name in marking.criteria]) if marking.criteria else rubric.title.da.lower()
