"""``ledelsesrum-elev``: check an assignment, repair it, hand it in, and bring along what is written in the course's log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from exercises.danish_cli import DanishTyper, run, tell
from exercises.errors import HandinError

PROGRAM = "ledelsesrum-elev"
SAVED = "Har du notesbogen åben i JupyterLab, så gem den først: Det er filen på disken, der bliver set på."
RELOAD = "Har du den åben i JupyterLab, så luk fanen dér, og åbn notesbogen igen, før du skriver videre."

app = DanishTyper(help="Din opgave: tjek den, reparér den, aflevér den. Intet forlader maskinen, før du selv lægger filen op.")
Folder = Annotated[Optional[Path], typer.Option("--to", metavar="MAPPE", help="Hvor zip-filen skal ligge. Ellers ved notesbogen.", show_default=False)]
File = Annotated[Optional[Path], typer.Argument(metavar="FIL", help="Din notesbog. Ellers den, der ligger i mappen her.", show_default=False)]


@app.command()
def check(
    file: File = None,
    run_it: Annotated[bool, typer.Option("--run/--no-run", help="Kør din kode og prøverne.", show_default=False)] = True,
) -> None:
    """Se, hvad der mangler. Din fil bliver ikke ændret."""
    from exercises.handin.check import check as look

    path = file or only_notebook(Path.cwd())
    tell(SAVED)
    report = look(path, run=run_it)
    tell(f"\n{report}")
    raise typer.Exit(0 if report.ready else 1)


@app.command()
def repair(file: File = None) -> None:
    """Sæt det på plads, der er slettet eller ændret ved en fejl. Din fil bliver kopieret først."""
    from exercises.handin.pack import repair_file

    path = file or only_notebook(Path.cwd())
    done = repair_file(path)
    if not done.changes:
        tell(f"Der var intet at reparere i {path.name}.")
    _tell_of(done)


@app.command("hand-in")
def hand_in(file: File = None, folder: Folder = None) -> None:
    """Pak opgaven i en zip-fil med kvittering, klar til at blive lagt op."""
    from exercises.handin.pack import hand_in as pack

    tell(SAVED)
    receipt = pack(file or only_notebook(Path.cwd()), folder=folder)
    _tell_of(receipt.repaired)
    tell(f"\n{receipt}")


@app.command()
def insert(
    file: File = None,
    answer: Annotated[Optional[int], typer.Option("--answer", metavar="NUMMER", help="Svarets nummer på listen.", min=1, show_default=False)] = None,
    task: Annotated[Optional[str], typer.Option("--task", metavar="OPGAVE", help="Opgaven, fx A1.4.", show_default=False)] = None,
) -> None:
    """Hent et af dine egne svar fra kurset ind i en svarcelle. Uden valg vises listen over dine svar."""
    from exercises.handin.from_log import insert as put, own_answers

    found = own_answers()
    if not found:
        tell("Der er ingen svar i din log på denne maskine endnu.")
    elif answer is None or task is None:
        _tell_answers(found)
    elif answer > len(found):
        raise HandinError(f"Der er kun {len(found)} svar på listen. Se den med: {PROGRAM} insert")
    else:
        done = put(file or only_notebook(Path.cwd()), found[answer - 1], task)
        tell(f"Svar {answer} er sat ind nederst i {done.task}. Notesbogen, som den var, ligger i:\n{done.backup}\n{RELOAD}")


def only_notebook(folder: Path) -> Path:
    """The student's notebook in a package's folder: the one whose original lies in ``original/``.

    Raises
    ------
    HandinError
        There is none, or more than one.
    """
    found = [folder / file.name for file in (folder / "original").glob("*.ipynb") if (folder / file.name).is_file()]
    if len(found) != 1:
        raise HandinError(f"I {folder} ligger ikke netop én opgave. Gå til opgavens mappe, eller skriv notesbogens navn efter kommandoen.")
    return found[0]


def _tell_of(done) -> None:
    if done.changes:
        tell("Det her er repareret:")
        for change in done.changes:
            tell(f"- {change}")
        tell(f"Notesbogen, som den var, ligger i:\n{done.backup}\n{RELOAD}")


def _tell_answers(found) -> None:
    from exercises.portfolio.text import day, line

    for one in found:
        text = line(one.text)
        tell(f"{one.number:3}. {one.title}, {day(one.day)}\n     {line(one.prompt)}\n     {text if len(text) <= 80 else text[:79] + '…'}")
    tell(f"\nSæt et af dem ind med: {PROGRAM} insert --answer NUMMER --task OPGAVE")


def main() -> int:
    """Run the command line."""
    return run(app, PROGRAM)


if __name__ == "__main__":
    sys.exit(main())
