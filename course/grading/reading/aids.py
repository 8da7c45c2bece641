"""Aids for the one who reads: length, what of the prompt is touched, what is copied from it. They count; they never judge."""

from __future__ import annotations

import re
from dataclasses import dataclass

import snowballstemmer

from exercises.models.readability import WORD

RUN = 5  # words in a row that are the prompt's own
SENTENCE = re.compile(r"(?<=[.?!])\s+")
STEMMER = snowballstemmer.stemmer("danish")
COMMON = frozenset(
    "alle alt anden andre andet bare begge blev blive bliver burde deres derefter deraf dette denne disse dine egen eget egne eller enten efter fordi først "
    "flere foran gang gange gerne gøre gjorde havde have hele hende hendes heller hvad hvem hver hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor "
    "ikke ikkje ingen inden jeres kunne kommer lige mange mellem mere mest mindst måtte når nogen noget nogle også over op på sig sige siger siden selv "
    "skal skulle skriv sådan sådanne uden under vare være været ville vil vælg beskriv fortæl din dit ens et dem den det der som med mod var".split()
)


@dataclass(frozen=True)
class Touched:
    """A sentence of the prompt, and what share of its telling words (0-1) the answer uses in some form."""

    sentence: str
    share: float


def coverage(prompt: str, answer: str) -> tuple[Touched, ...]:
    """How far each sentence of the prompt is met in the answer."""
    said = _stems(answer)
    asked = ((sentence, _stems(sentence)) for sentence in _sentences(prompt))
    return tuple(Touched(sentence, len(stems & said) / len(stems)) for sentence, stems in asked if stems)


def copied_share(prompt: str, answer: str) -> float:
    """What share of the answer's words (0-1) stands in the prompt too, five or more in a row."""
    asked, said = _words(prompt), _words(answer)
    runs = {tuple(asked[start : start + RUN]) for start in range(len(asked) - RUN + 1)}
    copied = {place for start in range(len(said) - RUN + 1) if tuple(said[start : start + RUN]) in runs for place in range(start, start + RUN)}
    return len(copied) / len(said) if said else 0.0


def asked_for(prompt: str) -> str:
    """What of a question's text is the prompt itself: what is set apart as a quotation, else all of it."""
    quoted = [line.lstrip()[1:].strip() for line in prompt.splitlines() if line.lstrip().startswith(">")]
    return " ".join(quoted) or prompt


def _sentences(prompt: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE.split(asked_for(prompt)) if sentence.strip()]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _stems(text: str) -> set[str]:
    return set(STEMMER.stemWords([word for word in _words(text) if len(word) > 2 and word not in COMMON]))
