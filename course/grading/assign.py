"""``course assign``: make, release and check assignments, and read the roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from course.danish import DanishTyper

app = DanishTyper(help="For undervisere: opgaver, der skal deles ud.")
Course = Annotated[Optional[Path], typer.Option("--course", metavar="MAPPE", help="Mappen med opgaverne. Ellers kursets egen.", show_default=False)]
Db = Annotated[Optional[str], typer.Option("--db", metavar="ADRESSE", help="Databasen med point. Ellers den i LEDELSESRUM_DB, ellers en fil i mappen.", show_default=False)]
