"""Hold a reader's answer against a task, and say what it shows. Never raises on anything a reader gave."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from html import escape

import pandas as pd
from babel.numbers import NumberFormatError, parse_decimal

from exercises.tasks.schema import Answer, Task

HEADINGS = {"right": "Det passer.", "wrong": "Ikke helt.", "unsolved": "Ikke løst endnu.", "unclear": "Svaret kan ikke læses."}


@dataclass(frozen=True)
class Verdict:
    """What a check says: ``state`` is right, wrong, unsolved or unclear; ``text`` is for the reader."""

    state: str
    text: str

    def _repr_html_(self) -> str:
        parts = "".join(f"<p>{escape(part)}</p>" for part in self.text.split("\n\n"))
        return f'<div class="lr-verdict lr-{self.state}"><p><strong>{HEADINGS[self.state]}</strong></p>{parts}</div>'

    def __repr__(self) -> str:
        return f"{HEADINGS[self.state]} {self.text}"


class Unreadable(Exception):
    """An answer of another kind than the task asks for; str() says which, to the reader."""


def judge(task: Task, given: dict[str, object]) -> Verdict:
    """Hold ``given`` (part id to value; None, '' or ... where nothing is given) against the task."""
    missing = [part.label for part in task.parts if is_blank(given.get(part.id))]
    if missing:
        return Verdict("unsolved", "Der mangler: " + "; ".join(missing) + ".")
    try:
        values = {part.id: _read(part, given[part.id]) for part in task.parts}
    except Unreadable as problem:
        return Verdict("unclear", str(problem))
    off = [part for part in task.parts if not part.equal(values[part.id], part.answer)]
    if not off:
        return Verdict("right", task.right)
    parts = {part.id: part for part in task.parts}
    for wrong in task.wrong:
        if all(parts[name].equal(values[name], value) for name, value in wrong.when.items()):
            return Verdict("wrong", wrong.feedback)
    right = [part.label for part in task.parts if part not in off]
    praise = f"Det her passer: {'; '.join(right)}.\n\n" if right else ""
    return Verdict("wrong", praise + task.otherwise)


def is_blank(value: object) -> bool:
    """Whether nothing is given: None, the stub's ``...``, or text without a letter."""
    return value is None or value is ... or (isinstance(value, str) and not value.strip())


def as_number(name: str, value: object) -> float:
    """Read one finite number out of what is not text; raises Unreadable, which begins with ``name``."""
    if isinstance(value, tuple):
        raise Unreadable(f"{name} skal være ét tal, men Python læser et komma som et skel mellem to. Skriv decimaler med punktum: 2.5 og ikke 2,5.")
    if isinstance(value, (pd.Series, pd.DataFrame, list, set, dict)) or (hasattr(value, "shape") and getattr(value, "shape")):
        raise Unreadable(
            f"{name} skal være ét tal, men du har givet flere på én gang ({type(value).__name__}). "
            "Vælg det ene, fx med .iloc[0], eller læg dem sammen med .sum()."
        )
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise Unreadable(f"{name} skal være et tal, men du har givet noget af typen {type(value).__name__}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if math.isnan(number):
        raise Unreadable(f"{name} blev til 'intet tal' (nan). Se efter tomme felter i det, du regner på.")
    if math.isinf(number):
        raise Unreadable(f"{name} blev uendeligt (inf). Se efter, om du deler med nul.")
    return number


def _read(part: Answer, value: object) -> float | str:
    """The answer as the number or option id that the part asks for."""
    if part.options is not None:
        known = sorted(option.id for option in part.options)
        if value not in known:
            raise Unreadable(f"'{part.label}' skal være en af: {', '.join(known)}.")
        return value
    if isinstance(value, str):
        return _number(part, value)
    return as_number(f"'{part.label}'", value)


def _number(part: Answer, text: str) -> float:
    """Read a number as Danes write it ('1.234,5'), and forgive a decimal point, a minus sign or a unit."""
    kept = text.strip().lower().removesuffix(part.unit.lower()).removesuffix("%").removesuffix("pct.")
    kept = kept.strip().replace("−", "-").replace("\u00a0", "").replace(" ", "")
    try:
        return float(parse_decimal(kept, locale="da", strict=True))
    except NumberFormatError:
        try:
            return float(kept)
        except ValueError:
            raise Unreadable(f"'{part.label}' skal være et tal, fx 12 eller 3,5. Du skrev: {text.strip()[:60]}") from None
