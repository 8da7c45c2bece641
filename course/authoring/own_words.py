"""Check that the course is told in its own words: no ten words in a row are shared with the discussion paper.

The paper is not part of the project. What is committed is a salted hash of each of its runs of ten words, made by
``python3 -m course paper-hashes FILE`` with the paper as text, each section under a ``##`` heading. Headings may be quoted.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from course.authoring.problem import Problem
from exercises.content import read_text

HASHES = Path("course/authoring/paper_hashes.txt")
RUN = 10  # words
DIGEST = 8  # bytes: 64 bits keep a million runs against ten thousand hashes below one false hit in a billion checks
WORD = re.compile(r"[^\W_]+")
ROLE = re.compile(r"\{[\w:]+\}(?=`)")
TEXTS = {".bib", ".csv", ".html", ".ipynb", ".js", ".md", ".po", ".py", ".yaml", ".yml"}
NOT_OURS = {"_build", "__pycache__", "node_modules"}


def check(root: Path) -> Iterator[Problem]:
    salt, *hashes = (root / HASHES).read_text(encoding="utf-8").split()
    known = set(hashes)
    for path in _texts(root):
        words = _words(path.read_text(encoding="utf-8", errors="replace"))  # the tests keep damaged files
        hits = {place for place, hash_ in enumerate(_hashes([word for word, _ in words], salt)) if hash_ in known}
        for first in sorted(place for place in hits if place - 1 not in hits):
            length = next(count for count in range(1, len(words)) if first + count not in hits) + RUN - 1
            run = " ".join(word for word, _ in words[first : first + length])
            yield Problem(path, words[first][1], f"{length} ord i træk står også i debatoplægget: »{run}«.", "Sig det med dine egne ord.")


def write_hashes(paper: Path, root: Path) -> int:
    """Write the hashes of a paper's runs of words, with a new salt; gives their number."""
    salt = secrets.token_hex(8)
    sections = re.split(r"(?m)^(?=## )", read_text(paper), maxsplit=1)[-1]
    text = re.sub(r"(?m)^#.*$", "", sections).replace("-\n", "")  # a word may be divided at the end of a line
    hashes = sorted(set(_hashes([word for word, _ in _words(text)], salt)))
    (root / HASHES).write_text("\n".join([salt, *hashes]) + "\n", encoding="utf-8")
    return len(hashes)


def _texts(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(files) if Path(name).suffix in TEXTS)


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a text in small letters, each with its line; the name of a MyST role is none."""
    lines = enumerate(ROLE.sub("", text).casefold().splitlines(), 1)
    return [(word, number) for number, line in lines for word in WORD.findall(line)]


def _hashes(words: list[str], salt: str) -> list[str]:
    """One hash for each run, at the place where it begins."""
    runs = (" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1))
    return [blake2b(run.encode(), digest_size=DIGEST, salt=bytes.fromhex(salt)).hexdigest() for run in runs]
