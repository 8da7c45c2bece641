"""``course grade``: collect what was handed in, and grade it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from course.danish import DanishTyper
from course.grading.assign import Course, Db
from exercises.danish_cli import tell

app = DanishTyper(help="For undervisere: saml ind, ret og giv svar.")
Assignment = Annotated[str, typer.Argument(metavar="OPGAVE", help="Opgavens navn, fx A1.")]


class Table(str, Enum):
    text = "text"
    csv = "csv"
    json = "json"


@app.command()
def collect(
    assignment: Assignment,
    source: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen eller zip-filen, som jeres LMS gav. Eller én fil.")],
    due: Annotated[Optional[str], typer.Option("--due", metavar="TID", help="Fristen, fx 2026-11-03 12:00. Ellers den, der er gemt.", show_default=False)] = None,
    student: Annotated[Optional[str], typer.Option("--student", metavar="ID", help="Det hele er fra denne ene deltager.", show_default=False)] = None,
    replace_marked: Annotated[bool, typer.Option("--replace-marked", help="Erstat også det, der er givet point for.", show_default=False)] = False,
    form: Annotated[Table, typer.Option("--format", help="text til at læse, csv til regneark, json til andre programmer.")] = Table.text,
    course: Course = None, db: Db = None,
) -> None:
    """Saml det ind, som deltagerne har afleveret, og se, hvem der mangler."""
    from course.grading.collect import collect as collect_from
    from course.grading.collecting.summary import as_csv, as_json, as_text, read_due
    from course.grading.root import open_root

    collected = collect_from(open_root(course, db), assignment, source, read_due(due) if due else None, student or "", replace_marked)
    if form is Table.text:
        tell(as_text(collected))
    else:
        typer.echo(as_csv(collected) if form is Table.csv else as_json(collected), nl=False)
