"""The assignments on the book's pages, as their files say it: ``{assignment} A1``, ``{assignments}`` and ``{rubric} refleksion``."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from course.grading import about, rubrics, tables
from course.grading.about import Assignment, Marking, Reflection
from course.grading.root import DEFAULT
from course.grading.rubrics import Rubric
from course.site.sections import paper_parts
from exercises.datasets import describe


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
        head = tables.table(["Opgave", "Kommer efter", "Tid", "Regnestykker", "Tekster", "Vægt"], "lllrrr")
        return self.parse_text_to_nodes("\n".join([*head, *map(_row, about.assignments().values())]))


class RubricTable(SphinxDirective):
    """One rubric: the ``signs`` of every level of every criterion, its ``criteria``, its ``levels`` or its ``borderline`` rules."""

    required_arguments = 1
    option_spec = {"show": lambda value: directives.choice(value, ("signs", "criteria", "levels", "borderline"))}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        self.env.note_dependency(str(DEFAULT / rubrics.FOLDER / f"{name}.yaml"))
        make = {"signs": _signs, "criteria": tables.criteria, "levels": tables.levels, "borderline": tables.borderline}[self.options.get("show", "signs")]
        return self.parse_text_to_nodes("\n".join(make(rubrics.find_rubric(name))))


def hours(minutes: int) -> str:
    """Minutes as one says them, to the half hour: ``ca. 3½ time``."""
    whole, half = divmod(minutes, 60)
    return f"ca. {whole or ''}{'½' * bool(half)} {'time' if half or whole < 2 else 'timer'}"


def joined(names: list[str]) -> str:
    """Names in a sentence, the last after »og«."""
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _facts(one: Assignment) -> list[str]:
    facts = {
        "Kommer efter": f"[](/notebooks/{one.after}.md)",
        "Tid": f"{hours(one.minutes)}, fordelt som du vil",
        "Point": f"{one.auto_points + one.manual_points}: {one.auto_points} for regnestykkerne og {one.manual_points} for teksterne",
        "Forbered dig i": ("hele kurset, især " if one.whole_course else "") + joined([_section(slug) for slug in one.prepare]),
        "Tal, du bruger": "; ".join(describe(name).title for name in one.datasets),
    }
    return ["{.lr-about}", *(line for name, text in facts.items() for line in (name, f": {text}", ""))]


def _tasks(one: Assignment) -> list[str]:
    rows = (tables.row([f"{_label(task.id)} {task.title}", task.asks, task.points]) for task in one.tasks)
    return ["{.lr-parts}", *tables.table(["Regnestykke", "Det skal du", "Point"], "llr"), *rows]


def _texts(one: Assignment) -> list[str]:
    rows = (tables.row([f"{_label(text.id)} {text.title}", f"{text.asks}<br>{_words(text)}{_marked_by(text.marked_by)}", text.points]) for text in one.reflections)
    return ["{.lr-parts}", *tables.table(["Tekst", "Det skal du", "Point"], "llr"), *rows]


def _row(one: Assignment) -> str:
    link = f"[{one.id}: {one.title}](/book/opgave-{one.id.lower()}.md)"
    return tables.row([link, f"[](/notebooks/{one.after}.md)", hours(one.minutes), one.auto_points, one.manual_points, f"{one.share} pct."])


def _signs(rubric: Rubric) -> list[str]:
    """A table for each criterion, under its name, its weight and its question."""
    lines = []
    for criterion in rubric.criteria:
        weight = f" · {tables.percent(criterion)}" if len(rubric.criteria) > 1 else ""
        lines += [f":::{{table}} {criterion.title.da}{weight} [{criterion.question.da}]{{.lr-question}}", ":class: lr-rubric", "", *tables.signs(rubric, criterion), ":::", ""]
    return lines


def _section(slug: str) -> str:
    number = ".".join(slug.split("-")[:2])
    title = next(section.title for part in paper_parts() for section in part.sections if section.number == number)
    return f"[{number} {title}](/book/{slug}.md)"


def _label(grade_id: str) -> str:
    """How a task is named in the notebook: ``a1-1`` is A1.1."""
    return grade_id.upper().replace("-", ".")


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
    return joined([rubric.criterion(name).title.da.lower() for name in marking.criteria]) if marking.criteria else rubric.title.da.lower()
