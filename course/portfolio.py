"""``course portfolio``: the reader's plan as a file on the reader's own machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exercises.errors import PortfolioError
from exercises.files import write_new
from exercises.journal.log import Log
from exercises.os_errors import reason
from exercises.portfolio.document import Document
from exercises.portfolio.plan import gather
from exercises.portfolio.writing import write

NAME = "min-ledelsesplan"


def portfolio(form: str, out: Path | None, everything: bool, say: Callable[[str], None]) -> Path:
    """Write the plan to a new file and say where it is; a file that is there already is left alone.

    Parameters
    ----------
    form : str
        ``docx``, ``pdf``, ``md`` or ``json``.
    out : Path
        A file or a folder; without it, the folder the command is run in.
    everything : bool
        Add every answer as an appendix.

    Raises
    ------
    PortfolioError
        There is nothing to write, it cannot be written there, or no browser could print it.
    """
    with Log.open() as log:
        document = gather(log, everything)
    if not document.sections and not document.appendix:
        raise PortfolioError(
            "Der er intet at skrive endnu: Planen er tom. Åbn siden »Min ledelsesplan« i kurset, og sæt kryds ved det, der skal med,"
            " eller skriv med --all alle dine svar ud."
        )
    target = save_new(place_for(document, form, out), write(document, form))
    say(f"Planen ligger i:\n{target}")
    if form in ("docx", "md", "pdf"):
        say("Læs den igennem, før du giver den til andre: Kan nogen genkendes?")
    return target


def place_for(document: Document, form: str, out: Path | None) -> Path:
    """The file that is asked for, or one named by the day in the folder that is asked for; with the form's ending."""
    out = Path(out or ".").expanduser().absolute()
    if out.is_dir() or not out.suffix:
        return out / f"{NAME}-{document.made.isoformat()}.{form}"
    return out if out.suffix.lower() == f".{form}" else out.with_name(f"{out.name}.{form}")


def save_new(target: Path, content: bytes) -> Path:
    """Save under the name, or the first with a number that is free.

    Raises
    ------
    PortfolioError
        The folder cannot be made or written in, or the disk is full.
    """
    try:
        return write_new(target, content)
    except OSError as error:
        raise PortfolioError(
            f"Planen kunne ikke gemmes i {target.parent} ({reason(error)}). Se efter, om disken er fuld, og om du må skrive i mappen,"
            " eller vælg en anden mappe med --out. Dine svar er ikke rørt."
        ) from error
