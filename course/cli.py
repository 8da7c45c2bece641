"""The commands of ``python3 -m course``. Each is thin: what it does stands in the module it calls."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from course import log
from course.bootstrap import SetupError
from course.danish import PROGRAM, DanishTyper
from course.grading import assign, grade
from exercises.danish_cli import run, tell

ROOT = Path(__file__).parents[1]
# jsonschema, which nbformat brings, makes a grammar of international addresses when it can; nothing here has one, and it takes most of a second.
sys.modules.setdefault("rfc3987_syntax", None)


class Form(str, Enum):
    docx = "docx"
    pdf = "pdf"
    md = "md"
    json = "json"


class Edition(str, Enum):
    pdf = "pdf"
    epub = "epub"


app = DanishTyper(help="Ledelsesrum: et kursus i offentlig topledelse, på din egen maskine.")
app.add_typer(log.app, name="log")
app.add_typer(assign.app, name="assign")
app.add_typer(grade.app, name="grade")


@app.command()
def read(
    browser: Annotated[bool, typer.Option(help="Åbn browseren på forsiden.", show_default=False)] = True,
    port: Annotated[Optional[int], typer.Option(metavar="TAL", help="Port på denne maskine.", min=1024, max=65535)] = None,
) -> None:
    """Byg bogen, hvis den er ændret, og åbn den i browseren."""
    from course.site.build import build_book
    from course.site.serve import serve

    serve(build_book(say=_say), port, browser, say=_say)


@app.command()
def build(force: Annotated[bool, typer.Option("--force", help="Byg alt forfra.")] = False) -> None:
    """Byg bogen til mappen _build/html uden at åbne den."""
    from course.site.build import build_book

    _say(f"Bogen ligger i {build_book(say=_say, force=force)}")


@app.command()
def portfolio(
    form: Annotated[Form, typer.Option("--format", help="docx til Word, pdf, md til Markdown, json til andre programmer.")] = Form.docx,
    out: Annotated[Optional[Path], typer.Option(metavar="FIL", help="Fil eller mappe. Ellers mappen, du står i.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Læg alle dine svar ved som bilag.")] = False,
) -> None:
    """Skriv din ledelsesplan til en fil på maskinen."""
    from course.portfolio import portfolio as make

    make(form.value, out, everything, say=tell)


@app.command()
def book(
    form: Annotated[Edition, typer.Option("--format", help="pdf til papir og skærm, epub til en e-bogslæser eller telefon.")] = Edition.pdf,
    out: Annotated[Optional[Path], typer.Option(metavar="FIL", help="Fil eller mappe. Ellers mappen, du står i.", show_default=False)] = None,
) -> None:
    """Skriv hele kurset til én fil, du kan tage med."""
    from course.editions.make import make_edition

    make_edition(ROOT, form.value, out, say=tell)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Kør også de lange prøver.")] = False,
) -> None:
    """Kør prøverne, når det, de mangler, er sat op."""
    from course.testing import run

    raise typer.Exit(run(everything, context.args))


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="Skriv det som JSON til den, der hjælper dig. Uden navne og svar.")] = False) -> None:
    """Se efter, om alt er i orden, og hvad der hjælper."""
    from course.doctor.report import examine

    raise typer.Exit(examine(as_json, ROOT, _say))


@app.command()
def check(
    sections: Annotated[Optional[list[str]], typer.Argument(metavar="AFSNIT", help="Kun disse afsnit, fx 1.7.", show_default=False)] = None,
) -> None:
    """For forfattere: se siderne efter, og byg bogen."""
    from course.authoring.check import check_course

    raise typer.Exit(1 if check_course(ROOT, sections or [], say=_say) else 0)


@app.command("new-section")
def new_section(
    number: Annotated[str, typer.Argument(metavar="NUMMER", help="Afsnittets nummer, fx 2.7.")],
    title: Annotated[str, typer.Argument(metavar="TITEL", help="Afsnittets titel i anførselstegn.")],
) -> None:
    """For forfattere: lav et nyt afsnit at skrive i."""
    from course.authoring.new_section import new_section as make

    make(ROOT, number, title, say=_say)


@app.command()
def release(
    out: Annotated[Optional[Path], typer.Option(metavar="FIL", help="Zip-filen eller mappen til den. Ellers mappen _build.", show_default=False)] = None,
    dirty: Annotated[bool, typer.Option("--dirty", help="Tag det med, der ikke er gemt i git.")] = False,
) -> None:
    """For forfattere: pak kurset til læsere i én zip-fil, med bogen bygget."""
    from course.releasing.release import release as make

    make(ROOT, out, dirty, say=_say)


@app.command("paper-hashes", hidden=True)
def paper_hashes(paper: Annotated[Path, typer.Argument(metavar="FIL", help="Debatoplægget som tekst, hvert afsnit under en overskrift med ##.")]) -> None:
    """For forfattere: lav den fil, som course check kender oplæggets ord fra."""
    from course.authoring.own_words import HASHES, write_hashes

    _say(f"{write_hashes(paper, ROOT)} rækker af ord er gemt som spor i {HASHES.as_posix()}.")


def _say(text: str) -> None:
    tell(text)


def main() -> int:
    """Run the command line."""
    try:
        return run(app, PROGRAM)
    except SetupError as problem:  # a lock that cannot be made; what makes the environment knows no error of the kit's own
        print(f"\n{problem}", file=sys.stderr)
        return 1
