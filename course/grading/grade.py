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
Student = Annotated[Optional[str], typer.Option("--student", metavar="ID", help="Kun denne ene, og forfra.", show_default=False)]


Grader = Annotated[
    Optional[str], typer.Option("--grader", metavar="NAVN", help="Hvem du er. Ellers dit brugernavn på maskinen.", show_default=False)
]
Browser = Annotated[bool, typer.Option(help="Åbn rettebordet i browseren.", show_default=False)]
Port = Annotated[Optional[int], typer.Option(metavar="TAL", help="Port på denne maskine.", min=1024, max=65535)]
Names = Annotated[bool, typer.Option("--names", help="Vis deltagernes id i stedet for dæknavne.", show_default=False)]


class Table(str, Enum):
    text = "text"
    csv = "csv"
    json = "json"


Form = Annotated[Table, typer.Option("--format", help="text til at læse, csv til regneark, json til andre programmer.")]


class Target(str, Enum):
    moodle = "moodle"
    canvas = "canvas"
    brightspace = "brightspace"
    table = "table"


@app.command()
def collect(
    assignment: Assignment,
    source: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen eller zip-filen, som jeres LMS gav. Eller én fil.")],
    due: Annotated[
        Optional[str], typer.Option("--due", metavar="TID", help="Fristen, fx 2026-11-03 12:00. Ellers den, der er gemt.", show_default=False)
    ] = None,
    student: Annotated[Optional[str], typer.Option("--student", metavar="ID", help="Det hele er fra denne ene deltager.", show_default=False)] = None,
    replace_marked: Annotated[bool, typer.Option("--replace-marked", help="Erstat også det, der er givet trin eller point for.", show_default=False)] = False,
    form: Form = Table.text,
    course: Course = None, db: Db = None,
) -> None:
    """Saml det ind, som deltagerne har afleveret, og se, hvem der mangler."""
    from course.grading.collecting.collect import collect as collect_from
    from course.grading.collecting.summary import as_csv, as_json, as_text, read_due
    from course.grading.root import open_root

    collected = collect_from(open_root(course, db), assignment, source, read_due(due) if due else None, student or "", replace_marked)
    if form is Table.text:
        tell(as_text(collected))
    else:
        typer.echo(as_csv(collected) if form is Table.csv else as_json(collected), nl=False)


@app.command()
def run(
    assignment: Assignment, student: Student = None,
    jobs: Annotated[str, typer.Option("--jobs", metavar="ANTAL", help="Hvor mange ad gangen; auto er en for hver processor.")] = "auto",
    no_sandbox: Annotated[bool, typer.Option("--no-sandbox", help="Kør koden med dine egne rettigheder.", show_default=False)] = False,
    course: Course = None, db: Db = None,
) -> None:
    """Kør det, der er samlet ind, og giv point for regnestykkerne. Det, der er rettet, bliver stående."""
    from course.grading.root import GradingError, open_root
    from course.grading.runner.progress import following
    from course.grading.runner.run import WARNING, summary
    from course.grading.runner.run import run as run_answers

    if jobs != "auto" and not (jobs.isascii() and jobs.isdigit() and 1 <= int(jobs) <= 64):
        raise GradingError("--jobs skal være auto eller et tal fra 1 til 64.")
    if no_sandbox:
        tell(WARNING)
    with following(tell) as done:
        count = 0 if jobs == "auto" else int(jobs)
        outcomes = run_answers(open_root(course, db), assignment, student, jobs=count, shut_in=not no_sandbox, done=done)
    for line in summary(outcomes):
        tell(line)
    raise typer.Exit(1 if any(one.state == "failed" for one in outcomes) else 0)


@app.command()
def feedback(
    assignment: Assignment,
    student: Annotated[Optional[str], typer.Option("--student", metavar="ID", help="Kun denne ene.", show_default=False)] = None,
    zipped: Annotated[
        bool, typer.Option("--zip", help="Læg det hele i én zip-fil, en mappe til hver, til at lægge op i jeres LMS.", show_default=False)
    ] = False,
    formative: Annotated[bool, typer.Option("--formative", help="Til at arbejde videre med: ingen point.", show_default=False)] = False,
    course: Course = None, db: Db = None,
) -> None:
    """Lav en side og en Word-fil til hver af dem, der er rettet: trin og ord først, point til sidst."""
    from course.grading.feedback.bundle import bundle
    from course.grading.feedback.make import KEPT, make_feedback
    from course.grading.root import open_root

    root = open_root(course, db)
    pages = make_feedback(root, assignment, student, formative)
    tell(f"{len(pages.made)} {'side' if len(pages.made) == 1 else 'sider'}, hver med en Word-fil, ligger i {root.step('feedback', assignment, '*')}")
    tell(f"En kopi af hvert forsøg bliver i {root.folder / KEPT / assignment}")
    if zipped and pages.made:
        tell(f"Det hele i én fil: {bundle(root, assignment, pages.made)}")
    if pages.unread:
        tell(f"Ikke læst færdig endnu: {', '.join(pages.unread)}. Det står på siden.")
    if pages.failed:
        tell(f"Ingen side kunne laves til: {', '.join(pages.failed)}. Prøv at rette dem igen med course grade run {assignment} --student ID.")
    raise typer.Exit(1 if pages.failed else 0)


@app.command()
def desk(
    assignment: Assignment,
    grader: Grader = None, browser: Browser = True, port: Port = None,
    course: Course = None, db: Db = None,
) -> None:
    """Åbn rettebordet: læs teksterne uden navne, giv trin, og skriv bemærkninger."""
    from course.grading.desk.serve import serve
    from course.grading.root import open_root

    serve(open_root(course, db), assignment, grader, port, browser, say=tell)


@app.command()
def calibrate(
    show: Annotated[bool, typer.Option("--show", help="Vis kun, hvor langt du er, og hvordan dine trin ligger.", show_default=False)] = False,
    rubric: Annotated[str, typer.Option("--rubric", metavar="SKALA", help="Den skala, teksterne er til.")] = "refleksion",
    grader: Grader = None, browser: Browser = True, port: Port = None,
    course: Course = None, db: Db = None,
) -> None:
    """Øv dig på de fælles tekster, og hold dine trin op mod nøglen og kollegernes."""
    from course.grading.desk.calibration_table import as_text
    from course.grading.desk.desk import Desk
    from course.grading.desk.serve import named, serve
    from course.grading.root import open_root
    from course.grading.store.database import opened_store

    root = open_root(course, db)
    if not show:
        serve(root, None, grader, port, browser, say=tell, rubric=rubric)
        return
    with opened_store(root) as store:
        for line in as_text(Desk(root, store, named(grader), rubric=rubric)):
            tell(line)


@app.command()
def publish(
    assignment: Assignment,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis, hvad der ville ske, og skriv intet.", show_default=False)] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Lad trinnene herfra gælde, også hvor nogen har ændret point i formgrader.", show_default=False)
    ] = False,
    without_second: Annotated[
        bool, typer.Option("--without-second", help="Udgiv uden anden læsning det, der er trukket ud til den, men ikke læst.", show_default=False)
    ] = False,
    names: Names = False,
    course: Course = None, db: Db = None,
) -> None:
    """Gør trinnene til point i databasen, med bemærkninger og fradrag for forsinkelse. Det, der ikke er læst færdigt, venter."""
    from course.grading.publishing.publish import publish as publish_marks
    from course.grading.publishing.summary import as_text
    from course.grading.reading.people import called
    from course.grading.root import open_root
    from course.grading.store.database import opened_store

    root = open_root(course, db)
    with opened_store(root) as store:
        published = publish_marks(root, store, assignment, dry_run, overwrite, without_second)
        shown = called(root, store, {change.planned.student for change in published.changes} | {late.student for late in published.late}, names)
    for line in as_text(published, shown, dry_run):
        tell(line)
    raise typer.Exit(1 if published.of("conflict") else 0)


@app.command()
def extend(
    assignment: Assignment,
    student: Annotated[str, typer.Argument(metavar="ID", help="Deltagerens id.")],
    days: Annotated[float, typer.Argument(metavar="DAGE", help="Så mange døgn efter fristen. 0 fjerner udsættelsen.")],
    course: Course = None, db: Db = None,
) -> None:
    """Giv én deltager længere tid. Det gælder, næste gang der bliver udgivet point."""
    from course.grading.publishing.extensions import extend as give
    from course.grading.root import open_root

    tell(give(open_root(course, db), assignment, student, days))


@app.command()
def agreement(
    assignment: Assignment, form: Form = Table.text,
    out: Annotated[
        Optional[Path], typer.Option("--out", metavar="FIL", help="Skriv det hele med figurer i en fil, der ender på .html.", show_default=False)
    ] = None,
    course: Course = None, db: Db = None,
) -> None:
    """Se, hvor enige I er om de tekster, som to har læst, og om en af jer er strengere end de andre."""
    from course.grading.agreement import summary
    from course.grading.agreement.report import report
    from course.grading.root import open_root
    from course.grading.store.database import opened_store

    root = open_root(course, db)
    with opened_store(root) as store:
        found = report(root, store, assignment)
    if out is not None:
        from course.grading.agreement.page import write_page

        tell(f"Det ligger i {write_page(found, out)}")
    else:
        _show(form, found, summary)


@app.command()
def status(
    assignment: Assignment, form: Form = Table.text,
    names: Names = False,
    course: Course = None, db: Db = None,
) -> None:
    """Se, hvem der har afleveret, hvad der er læst og udgivet, hvad det tog af tid, og hvordan trinnene fordeler sig."""
    from course.grading.glance import summary
    from course.grading.glance.overview import glance
    from course.grading.reading.people import called
    from course.grading.root import open_root
    from course.grading.store.database import opened_store

    root = open_root(course, db)
    with opened_store(root) as store:
        seen = glance(root, store, assignment)
        shown = called(root, store, [person.student for person in seen.people], names)
    _show(form, seen, summary, shown)


def _show(form: Table, found, summary, *settings) -> None:
    """Print a report as the summary module of its kind writes it."""
    if form is Table.text:
        for line in summary.as_text(found, *settings):
            tell(line)
    else:
        typer.echo((summary.as_csv if form is Table.csv else summary.as_json)(found, *settings), nl=False)


@app.command()
def export(
    assignment: Annotated[str, typer.Argument(metavar="OPGAVE", help="Opgavens navn, fx A1. Eller kurset: alle opgaver, hver med sin andel.")],
    to: Annotated[Target, typer.Option("--to", help="Hvad filen er til: et LMS eller, som det sidste, en tabel med alt til et regneark.")],
    scale: Annotated[str, typer.Option("--scale", metavar="SKALA", help="points, 7 til 7-trins-skalaen eller pass. Grænserne står i scales.yaml.")] = "points",
    out: Annotated[Optional[Path], typer.Option("--out", metavar="FIL", help="Filen, der bliver skrevet. Ellers en i exports.", show_default=False)] = None,
    template: Annotated[
        Optional[Path], typer.Option("--template", metavar="FIL", help="En fil, som jeres LMS gav: Udfyld den, og lad resten stå.", show_default=False)
    ] = None,
    column: Annotated[str, typer.Option("--column", metavar="NAVN", help="Den kolonne i filen fra jeres LMS, der skal udfyldes.", show_default=False)] = "",
    names: Names = False,
    course: Course = None, db: Db = None,
) -> None:
    """Skriv de udgivne point til en fil, som jeres LMS eller et regneark kan læse."""
    from course.grading.exporting.export import Wanted, as_text, shown_as
    from course.grading.exporting.export import export as write
    from course.grading.root import open_root

    root = open_root(course, db)
    exported = write(root, assignment, Wanted(to.value, scale, out, template, column))
    for line in as_text(exported, shown_as(root, exported.lacking, names)):
        tell(line)
