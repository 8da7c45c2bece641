"""Names from other people's computers: compared across spellings, made safe to save under and to show.

A Danish name is met as »Søren«, »Soeren«, »Soren«, composed or decomposed, and, in Canvas' file names, without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "ß": "ss"})
SHORT = (("ae", "a"), ("oe", "o"), ("aa", "a"))
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # in a file's name on Windows
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode's kinds
LONGEST = 80


def composed(text: str) -> str:
    """The text as Danish keyboards write it: a Mac takes å apart into a letter and a ring."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """The words of a name in small letters; what is not a letter or a digit parts them."""
    return re.findall(r"[^\W_]+", composed(text).casefold())


def exact(text: str) -> str:
    """A key that is the same for the same letters, whatever stands between them."""
    return "".join(words(text))


def loose(text: str) -> str:
    """A key that is also the same for æ, ae and a, for ø, oe and o, for å, aa and a, and for é and e."""
    plain = exact(text).translate(LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    for long, short in SHORT:
        plain = plain.replace(long, short)
    return plain


def is_safe(name: str) -> bool:
    """Whether a file or folder may have this name on Windows, macOS and Linux."""
    return safe(name) == name


def safe(name: str) -> str:
    """The nearest name that a file may have on Windows, macOS and Linux; never empty, hidden, or longer than 80 characters."""
    name = FORBIDDEN.sub("_", composed(name))
    name = composed("".join(sign for sign in name if unicodedata.category(sign) not in INVISIBLE)).strip(" ").rstrip(" .")
    name = re.sub(r"^[. ]+", "_", name)
    if DEVICES.fullmatch(name):
        name = f"_{name}"
    if len(name) > LONGEST:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: LONGEST - 1 - len(ending)]}.{ending}" if dot and len(ending) < 10 else name[:LONGEST]
    return name.rstrip(" .") or "_"


def shown(text: str) -> str:
    """A name from outside as it may stand in a console: on one line, without signs that steer it, at most 160 characters."""
    text = "".join("\ufffd" if unicodedata.category(sign) in INVISIBLE else sign for sign in composed(text))
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"


def listed(names: Iterable[str], most: int = 8) -> str:
    """The names as a Danish enumeration; the rest are counted."""
    names = list(names)
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} til"]
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
