"""``course assign``: make, release and check assignments, and read the roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from course.danish import DanishTyper
from exercises.danish_cli import tell

app = DanishTyper(help="For undervisere: opgaver, der skal deles ud.")
Course = Annotated[Optional[Path], typer.Option("--course", metavar="MAPPE", help="Mappen med opgaverne. Ellers kursets egen.", show_default=False)]
Db = Annotated[Optional[str], typer.Option(
    "--db", metavar="ADRESSE", help="Databasen med point. Ellers den i LEDELSESRUM_DB, ellers en fil i mappen.", show_default=False)]


@app.command()
def roster(
    file: Annotated[
        Optional[Path], typer.Argument(metavar="FIL", help="Listen over deltagere som CSV. Uden den: se, hvem der er på holdet.", show_default=False)
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Vis navn, id og dæknavn for hver.", show_default=False)] = False,
    course: Course = None, db: Db = None,
) -> None:
    """Hent holdlisten ind, og giv hver deltager et dæknavn."""
    from course.grading.root import open_root
    from course.grading.roster.roster import as_text, import_list, read_roster, told

    root = open_root(course, db)
    for line in told(import_list(root, file)) if file else ():
        tell(line)
    for line in as_text(read_roster(root), names) if names or not file else ():
        tell(line)


@app.command()
def release(
    assignment: Annotated[str, typer.Argument(metavar="OPGAVE", help="Opgavens navn, fx A1.")],
    course: Course = None,
    db: Db = None,
    out: Annotated[Optional[Path], typer.Option("--out", metavar="FIL", help="Pakkens fil. Ellers i packages hos opgaverne.", show_default=False)] = None,
) -> None:
    """Gør en opgave klar: se efter, at intet svar slipper med, og pak den til de studerende."""
    from course.grading.releasing.release import release as make
    from course.grading.root import open_root

    tell(str(make(open_root(course, db), assignment, out)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="En notesbog med besvarelsen.")],
    course: Course = None,
    run_it: Annotated[bool, typer.Option("--run/--no-run", help="Kør koden i den. Gør det kun, hvis du kender den: Den kan alt, hvad du kan.", show_default=False)] = True,
) -> None:
    """Se, hvad der mangler i en besvarelse, som den studerende selv ser det. Filen bliver ikke ændret."""
    from course.grading.releasing.self_check import self_check
    from course.grading.root import open_root

    report = self_check(open_root(course), file, run_it)
    tell(str(report))
    raise typer.Exit(0 if report.ready else 1)
