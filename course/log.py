"""``course log``: where the reader's answers are, what they say, and how they are copied, brought back and erased."""

from __future__ import annotations

import json
import textwrap
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from course.site import NOTEBOOKS
from exercises.danish_cli import DanishTyper, tell
from exercises.danish_dates import danish_time
from exercises.journal.entries import as_json
from exercises.journal.log import FILE_NAME, Answer, Log, data_folder
from exercises.journal.problems import BACKUPS
from exercises.journal.shown import shown

app = DanishTyper(help="Dine svar: se dem, kopiér dem, hent dem tilbage, slet dem.")


class Format(str, Enum):
    text = "text"
    json = "json"


@app.command()
def where() -> None:
    """Vis, hvor dine svar og din kode ligger."""
    path, notebooks = data_folder() / FILE_NAME, data_folder() / NOTEBOOKS
    tell("Dine svar ligger i denne fil:")
    tell(str(path))
    if path.exists():
        with Log.open() as log:
            tell(log.problem or log.journal_sentence)
    else:
        tell("Filen bliver lavet, første gang kurset åbnes.")
    if notebooks.is_dir():
        tell("Dine notesbøger med kode ligger i denne mappe:")
        tell(str(notebooks))


@app.command()
def show(
    form: Annotated[Format, typer.Option("--format", help="text til at læse, json til andre programmer.")] = Format.text,
) -> None:
    """Vis dine nuværende svar."""
    with Log.open() as log:
        answers = log.current()
    if form is Format.json:
        typer.echo(json.dumps([as_json(answer) for answer in answers], ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))
    else:
        tell(_as_text(answers) or "Der er ingen svar endnu.")


@app.command()
def backup(
    file: Annotated[Optional[Path], typer.Argument(metavar="FIL", help="Kopiens navn eller mappe. Ellers mappen backups ved siden af loggen.")] = None,
) -> None:
    """Kopiér alle svar, med historie, til én fil. Kurset må gerne være åbent imens."""
    with Log.open() as log:
        target = log.backup(file)
    tell("Alle svar er kopieret til:")
    tell(str(target))


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FIL", help="Sikkerhedskopien.")]) -> None:
    """Hent svarene tilbage fra en sikkerhedskopi. De nuværende bliver gemt først."""
    former = Log.restore(file)
    with Log.open() as log:
        tell(f"Svarene er hentet fra {file}. Der er nu {len(log.current())} svar.")
    if former:
        tell("De svar, der var her før, ligger i:")
        tell(str(former))


@app.command()
def erase(yes: Annotated[bool, typer.Option("--yes", help="Slet uden at spørge.")] = False) -> None:
    """Slet alle svar og hele deres historie fra loggen."""
    with Log.open() as log:
        found = len(log.current())
        if not found:
            tell("Der er ingen svar at slette.")
        elif yes or _agrees(f"{found} svar og al historie bliver slettet fra {log.path}. Det kan ikke fortrydes."):
            rows = log.erase()
            tell(f"Slettet: {found} svar, i alt {rows} gemte udgaver. Intet af teksten er tilbage i filen.")
        else:
            tell("Intet er slettet.")
            raise typer.Exit(1)
        _tell_of_copies(log.path.parent)


def _agrees(consequence: str) -> bool:
    tell(consequence)
    return typer.prompt("Skriv ja for at slette", default="nej", show_default=False).strip().lower() in ("ja", "j")


def _tell_of_copies(folder: Path) -> None:
    """Copies are the reader's own: they are named, never removed."""
    copies = sorted([*folder.glob("journal-*.sqlite3*"), *(folder / BACKUPS).glob("*.sqlite3*")])
    if copies:
        tell("Sikkerhedskopier er ikke rørt. Slet dem selv, hvis de også skal væk:")
    else:
        tell("Sikkerhedskopier, du har lagt andre steder, er ikke rørt.")
    for copy in copies:
        tell(f"  {copy}")
    if any((folder / NOTEBOOKS).glob("*.ipynb")):
        tell(f"Din kode er ikke rørt. Den ligger i mappen {folder / NOTEBOOKS}, som du selv kan slette.")


def _as_text(answers: list[Answer]) -> str:
    """The answers as a page to read: exercise by exercise, in the course's order and words."""
    parts, title = [], None
    for one in shown(answers):
        if one.title != title:
            title = one.title
            parts.append(f"{title}\n{'=' * len(title)}")
        body = "\n".join(_wrapped(line, "    ") for line in one.lines)
        parts.append(f"{_wrapped(one.prompt)}\n{body}\n    skrevet {danish_time(one.answer.typed_at)}")
    return "\n\n".join(parts)


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 88, initial_indent=indent, subsequent_indent=indent)

