"""Checks of what runs: the port, the browser that prints, the built book, and a kernel. Standard library at the top."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course.bootstrap import START
from course.doctor.findings import AGAIN, COMMAND, Finding, broken, fine, in_environment, note, unseen

MISSING = re.compile(r"ModuleNotFoundError: No module named '(\w+)")
PATIENCE = 60  # seconds for a kernel on a slow machine


def port(root: Path) -> Finding:
    """Whether the course can listen on this machine, and whether it does already."""
    from course.site.serve import last_port
    from exercises.errors import LedelsesrumError
    from exercises.server import free_port

    wanted = last_port()
    try:
        free = free_port(wanted)
    except LedelsesrumError:
        return broken(f"Ingen port fra {wanted} og 50 frem er ledig på denne maskine.", f"Vælg en anden: {START} --port {20000 if wanted < 19000 else 8765}")
    if free == wanted:
        return fine(f"Port {wanted} er ledig.")
    if _is_ours(wanted):
        return fine(f"Kurset kører allerede på port {wanted}.")
    return note(f"Port {wanted} er optaget af et andet program. Kurset tager selv den næste, {free}.")


def _is_ours(number: int) -> bool:
    """Whether what listens there shows the course's front page."""
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=3)
    try:
        connection.request("GET", "/bog/book/index.html")
        return b"<title>Ledelsesrum</title>" in connection.getresponse().read(20_000)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def browser(root: Path) -> Finding:
    """Whether there is a browser that can print the plan; everything else works in any browser."""
    from exercises.portfolio.browser import find_browser

    found, chosen = find_browser(), os.environ.get("LEDELSESRUM_CHROME")
    if found and os.access(found, os.X_OK):
        return fine(f"Planen kan blive til PDF med {found}")
    if chosen:
        return note(f"LEDELSESRUM_CHROME peger på {chosen}, og det er ikke en browser, der kan startes. Planen kan derfor ikke blive til PDF.",
                    "Fjern miljøvariablen, eller ret den.")
    return note("Der er hverken Chrome, Edge eller Chromium på maskinen. Kurset kan læses i enhver browser, men planen kan ikke blive til PDF.",
                f"Tag planen i Word: {COMMAND} portfolio --format docx")


def book(root: Path) -> Finding:
    """Whether the book is built from the course's pages as they are now."""
    from course.site.build import STAMP, BuildError, is_current, missing_pages

    log = root / "_build" / "build.log"
    try:
        missing = missing_pages(root)
        if is_current(root):
            return fine("Bogen er bygget og svarer til kursets sider.")
    except BuildError as problem:
        return broken(str(problem))
    if log.is_file() and not (root / STAMP).is_file():
        return broken(f"Bogen blev ikke bygget færdig sidst. Forløbet står i {log}.", f"Byg den igen, og se, hvad der bliver sagt: {COMMAND} build")
    if missing:
        return note("Bogen er ikke bygget endnu, eller sider i den mangler. Det sker ved næste start og tager et par minutter.")
    return note("Kurset er ændret, siden bogen blev bygget. Den bliver bygget om ved næste start.")


def kernel(root: Path) -> Finding:
    """Start a kernel as an exercise page does, with the course imported, and time it."""
    if not in_environment():
        return unseen()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ledelsesrum-", ignore_cleanup_errors=True) as own:
        command = [sys.executable, "-m", "course.doctor.kernel", own]
        environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1", "LEDELSESRUM_DATA": str(Path(own) / "data")}
        try:
            done = subprocess.run(command, cwd=own, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return broken(f"Øvelsernes Python (en kerne) svarede ikke inden for {PATIENCE} sekunder. Et antivirusprogram eller en firewall kan standse den.",
                          "Bed it-afdelingen om at lade Python tale med sig selv på 127.0.0.1.")
    if done.returncode == 0:
        return fine(f"En kerne med kurset i var klar efter {time.monotonic() - began:.0f} sekunder.")
    last = (done.stderr.strip().splitlines() or ["Den sagde ingenting."])[-1]
    if (gone := MISSING.search(last)) and gone[1] not in ("course", "exercises"):
        return unseen(gone[1])  # the check of the packages says what helps
    return broken(f"Øvelsernes Python (en kerne) kunne ikke starte. Den sidste linje var: {last}", AGAIN)
