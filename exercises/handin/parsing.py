"""From a file's bytes to JSON that is safe to walk. Whatever a student's file may be, what is wrong with it is said in Danish."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from exercises.errors import HandinError

MAX_MEGABYTES = 200
MAX_DEPTH = 100  # lists and objects within each other; real notebooks stay below 30

OTHER_FILES = {
    b"PK\x03\x04": "en Word-, Excel- eller zip-fil",
    b"%PDF": "en PDF",
    b"\xd0\xcf\x11\xe0": "et gammelt Word- eller Excel-dokument",
    b"\x89PNG": "et billede",
    b"\xff\xd8\xff": "et billede",
    b"{\\rtf": "et tekstdokument (RTF)",
    b"<": "en webside",
}
AGAIN = "Hent opgaven igen, eller find en ældre kopi af din notesbog, fx i sikkerhedskopien hos OneDrive."
SURROGATE = re.compile("[\ud800-\udfff]")


def parse(data: bytes, name: str) -> dict:
    """Read the JSON of a file called ``name``; UTF-8 with or without a byte order mark, UTF-16 and UTF-32 are understood.

    Raises
    ------
    HandinError
        It is empty, too big, another kind of file, cut off, no JSON, or nested too deeply.
    """
    _require_content(data, name)
    text = _decode(data, name)
    try:
        value = json.loads(text, parse_constant=lambda _: None, parse_float=_finite)
    except RecursionError as error:
        raise HandinError(_too_deep(name)) from error
    except ValueError as error:
        raise HandinError(_no_json(text, name, error)) from error
    if _is_deeper(value, MAX_DEPTH):
        raise HandinError(_too_deep(name))
    if not isinstance(value, dict):
        raise HandinError(f"{name} er ikke en notesbog: Filen indeholder data, men ingen celler. Vælg den fil, du arbejdede i.")
    return _without_surrogates(value) if re.search(r"\\u[dD][89a-fA-F]", text) else value


def is_plain_utf8(data: bytes) -> bool:
    """Whether Jupyter can open it: it knows only UTF-8 without a byte order mark."""
    return json.detect_encoding(data) == "utf-8"


def _require_content(data: bytes, name: str) -> None:
    if len(data) > MAX_MEGABYTES * 2**20:
        raise HandinError(
            f"{name} fylder {len(data) / 2**20:.0f} MB, og mere end {MAX_MEGABYTES} MB bliver ikke læst. Det er næsten altid det, koden har skrevet ud. "
            "Åbn notesbogen i JupyterLab, vælg Rediger og derefter »Ryd alle resultater«, og gem."
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise HandinError(f"{name} er tom. Det sker, når maskinen slukkes, eller disken er fuld, mens der gemmes. {AGAIN}")
    kind = next((kind for start, kind in OTHER_FILES.items() if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start)), None)
    if kind and not data.startswith(b"<<<<"):
        raise HandinError(f"{name} er {kind} og ikke en notesbog. Vælg den fil, der ender på .ipynb, og som du arbejdede i.")


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise HandinError(
            f"{name} er gemt i et tegnsæt, som ikke kan læses. Har du haft den åben i Notesblok, så åbn den der igen, vælg Gem som, "
            "og sæt Kodning til UTF-8. Ellers: hent en ældre kopi."
        ) from error


def _no_json(text: str, name: str, error: ValueError) -> str:
    if re.search(r"^(<{7}|>{7}) ", text, flags=re.MULTILINE):
        return f"{name} indeholder to udgaver på én gang, mærket med <<<<<<< og >>>>>>>. Vælg den ene udgave, og prøv igen."
    at = getattr(error, "pos", None)
    if not text.lstrip().startswith("{"):
        return f"{name} er ikke en notesbog, men noget andet, der har fået navnet. Vælg den fil, du arbejdede i."
    if at is not None and (at >= len(text.rstrip()) or "Unterminated string" in str(error)):
        return f"{name} holder op midt i det hele: Filen blev ikke gemt eller hentet færdig. {AGAIN}"
    place = f" på linje {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return f"{name} kan ikke læses: Der er en fejl i filen{place}. Den er måske rettet i et andet program end Jupyter. {AGAIN}"


def _too_deep(name: str) -> str:
    return f"{name} er bygget op, så den ikke kan læses: Der ligger data i data i data i mere end {MAX_DEPTH} lag. {AGAIN}"


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _children(value: object) -> Iterator:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _is_deeper(value: object, limit: int) -> bool:
    """Whether lists and objects lie deeper than ``limit``; goes level by level, so that depth costs no stack."""
    level = [value]
    for _ in range(limit):
        level = [child for one in level for child in _children(one) if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def _without_surrogates(value):
    """Half a character, which JSON can hold and no file can."""
    if isinstance(value, dict):
        return {SURROGATE.sub("\ufffd", key): _without_surrogates(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value
