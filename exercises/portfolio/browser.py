"""A Chromium, Chrome or Edge on this machine, and what it prints: HTML in, a tagged PDF out, nothing sent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from exercises.errors import PrintError
from exercises.os_errors import reason

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "msedge", "chrome")
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe", r"Chromium\Application\chrome.exe")
SETTINGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
)


def find_browser() -> Path | None:
    """A browser that can print; ``LEDELSESRUM_CHROME`` chooses one, and then no other is looked for."""
    chosen = os.environ.get("LEDELSESRUM_CHROME")
    candidates = [chosen] if chosen else _candidates()
    return next((Path(candidate) for candidate in candidates if candidate and Path(candidate).is_file()), None)


def _candidates() -> Iterator[str | Path | None]:
    yield from (shutil.which(name) for name in NAMES)
    if sys.platform == "darwin":
        yield from (folder / f"{name}.app/Contents/MacOS/{name}" for name in MAC for folder in (Path("/Applications"), Path.home() / "Applications"))
    if sys.platform == "win32":
        yield from _registered()
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        yield from (Path(root) / place for place in WINDOWS for root in roots if root)


def _registered() -> Iterator[str]:
    """Where Windows itself starts them from."""
    import winreg

    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        for name in ("chrome.exe", "msedge.exe"):
            with suppress(OSError):
                yield winreg.QueryValue(root, rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{name}")


def print_pdf(html: str, patience: float = 90) -> bytes:
    """Print a page with the browser of this machine, in a profile of its own that is gone afterwards.

    Parameters
    ----------
    patience : float
        Seconds to wait for the browser.

    Raises
    ------
    PrintError
        There is no browser, or it did not print.
    """
    browser = find_browser()
    if not browser:
        raise PrintError("PDF-filen er ikke lavet, for der er hverken Chrome, Edge eller Chromium på maskinen.")
    with tempfile.TemporaryDirectory(prefix="ledelsesrum-", ignore_cleanup_errors=True) as own:
        page, printed = Path(own) / "side.html", Path(own) / "side.pdf"
        page.write_text(html, encoding="utf-8")
        as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it starts no other way there
        _run([str(browser), *SETTINGS, *as_root, f"--user-data-dir={Path(own) / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()], browser, patience)
        found = printed.read_bytes() if printed.is_file() else b""
    if not found.startswith(b"%PDF"):
        raise PrintError(f"PDF-filen er ikke lavet, for browseren {browser} lukkede uden at udskrive.")
    return found


def _run(command: list[str], browser: Path, patience: float) -> None:
    """Run the browser to its end; one that hangs is ended with all it started."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise PrintError(f"PDF-filen er ikke lavet, for browseren {browser} kunne ikke startes ({reason(error)}).") from error
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"PDF-filen er ikke lavet, for browseren {browser} svarede ikke inden for {patience:.0f} sekunder.") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    if process.poll() is None:
        process.kill()
        process.wait(20)
