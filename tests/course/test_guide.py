"""The instructors' guide agrees with the course: every section is on every path, and the sheets say what the pages say."""

from __future__ import annotations

import re
import shlex

import pytest
import typer
from typer.core import TyperGroup

from course.cli import app
from course.site.sections import paper_parts
from exercises.journal.definitions import find
from tests.conftest import ROOT

SECTIONS = [section for part in paper_parts() for section in part.sections]
PATHS, WEEKS, DAY, SHEETS = (
    (ROOT / f"book/undervisning-{name}.md").read_text(encoding="utf-8")
    for name in ("2-laeseveje", "4-tolv-uger", "3-programdag", "9-gruppeark")
)
SHEET = dict(re.findall(r"(?ms)^## Ark (\d)\. (.+?)(?=^\{\.lr-sheet|\Z)", SHEETS))


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in a text."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def weeks_of(table: list[list[str]]) -> dict[str, str]:
    """By section, the week in whose row it is linked."""
    return {number: row[0].split(".")[0] for row in table for number in re.findall(r"\[(\d\.\d)\]\(\d", row[1]) if row[0][0].isdigit()}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.number)
def test_a_section_has_the_same_week_on_its_path_and_in_the_overview_of_paths(section):
    row = next(row for row in rows(PATHS) if row[0].startswith(f"[{section.number} "))
    assert f"({section.slug(ROOT)}.md)" in row[0]
    assert row[1] == f"uge {weeks_of(rows(PATHS))[section.number]}"
    assert row[3] == f"uge {weeks_of(rows(WEEKS))[section.number]}"


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.number)
def test_a_section_is_on_the_programme_day_when_the_overview_of_paths_says_so(section):
    told = next(row[2] for row in rows(PATHS) if row[0].startswith(f"[{section.number} "))
    hours = [row[0].split("–")[0] for row in rows(DAY) if len(row) == 3 and f"[{section.number}]" in row[2]]
    assert all(hour in told for hour in hours) and set(re.findall(r"\d+\.\d\d", told)) <= set(hours)


def test_the_round_of_four_takes_the_twenty_minutes_it_says():
    minutes = [int(row[0]) for row in rows(SHEET["1"]) if row[0].isdigit() and row[1].startswith("**")]
    assert sum(minutes) == 20 and "20 minutter" in SHEET["1"]


def test_the_budget_sheet_shows_the_numbers_of_the_pages():
    pages = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("book/2-[12]-*.md")))
    table = [row for row in rows(SHEET["4"]) if not set(row[0]) <= set("-:")]
    assert len(table) == 8 and all(row in rows(pages) for row in table)


def test_the_calendar_sheet_has_the_lines_and_halves_of_months_of_the_exercise():
    kind = find("plan_i_kalenderen").item("implementeringskalender")
    head, _, *lines = (row for row in rows(SHEET["5"]) if len(row) == len(kind.periods) + 2)
    assert head[1:-1] == kind.periods
    assert [line[0] for line in lines] == [option.label for option in kind.options]


TYPED = sorted({line for page in ("README.md", "book/undervisning-1-for-undervisere.md", "book/undervisning-8-opgaver.md")
                for line in re.findall(r"^python3 -m course (.+)$", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)})


@pytest.mark.parametrize("line", TYPED)
def test_what_is_told_to_be_typed_is_understood(line):
    command, words = typer.main.get_command(app), shlex.split(line)
    while isinstance(command, TyperGroup):
        command = command.commands[words.pop(0)]
    command.make_context(command.name, words)  # raises where a word is missing, or one too many
