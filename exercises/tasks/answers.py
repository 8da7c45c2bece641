"""What a test cell of an assignment asks of an answer, without a correct value standing there to be read.

``given`` takes a variable of the student's, ``call`` a function's result, both as an ``Answer``; its ``expect`` says first what is wrong
with the form, then what is behind a known wrong answer, and last whether the value is right: by its ``digest`` where the student can read the test.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from exercises.mistakes import explain
from exercises.tasks.feedback import Unreadable, is_blank
from exercises.tasks.forms import formed, place_of, several

ROUNDS = 60_000  # 20 to 60 ms: nothing to one who tries an answer, long to one who tries them all


class NotYet(AssertionError):
    """A test's one sentence to the student, in Danish; a notebook shows it without the test's source."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def digest(value: object, *, salt: str, decimals: int = 0) -> str:
    """Give the salted, slow digest of a number, a text, a bool or a tuple of these, its numbers rounded to ``decimals`` (-1: to tens)."""
    return hashlib.pbkdf2_hmac("sha256", _written(value, decimals).encode("utf-8"), salt.encode("utf-8"), ROUNDS, 8).hex()


@dataclass(frozen=True)
class Answer:
    """A value of the student's, what to call it, and, for a hidden test, what the function was tried with."""

    name: str
    value: object
    tried: str = ""

    def part(self, key: object) -> Answer:
        """Give what stands under ``key`` in a dict, a Series or a tuple, as an answer of its own."""
        try:
            value = self.value[key]
        except (KeyError, IndexError, TypeError):
            raise NotYet(self._said(f"{self.name} mangler {key!r}.")) from None
        return Answer(f"{self.name}, {key!r},", value, self.tried)

    def parts(self, number: int) -> list[Answer]:
        """Take an answer of several things apart, so that each can be told what is behind it."""
        try:
            values = several(self.name, self.value, number)
        except Unreadable as problem:
            raise NotYet(self._said(str(problem))) from None
        return [Answer(place_of(place, self.name), value, self.tried) for place, value in enumerate(values, 1)]

    def expect(self, form: object, *, otherwise: str = "", wrong: Mapping[object, str] | None = None, decimals: int = 0,
               salt: str = "", digest: str = "", right: object = None) -> None:
        """Accept the right answer only.

        Parameters
        ----------
        form : type, set or tuple
            ``int``, ``float``, ``bool``, ``str``, a set of the texts to choose between, or a tuple of such forms.
        otherwise : str
            What to try next, for a wrong answer that nobody foresaw.
        wrong : mapping
            A foreseen wrong answer to what is behind it; in a tuple ``...`` stands for anything.
        decimals : int
            Numbers are compared when rounded to so many.
        salt, digest : str
            The right answer in a test that the student can read: the ``digest`` of it, made with this ``salt`` (the cell's grade_id and the answer's name).
        right : object
            The right answer itself, in a hidden test.

        Raises
        ------
        NotYet
            With the one thing to say.
        """
        try:
            value = formed(self.name, self.value, form)
        except Unreadable as problem:
            raise NotYet(self._said(str(problem))) from None
        for mistake, message in (wrong or {}).items():
            if _alike(value, mistake, decimals):
                raise NotYet(self._said(message))
        if not (_alike(value, right, decimals) if right is not None else _has_digest(value, digest, salt, decimals)):
            raise NotYet(self._said(otherwise))

    def _said(self, message: str) -> str:
        return f"Din funktion blev prøvet med {self.tried}. {message}".strip() if self.tried else message


def given(space: Mapping[str, object], name: str) -> Answer:
    """Take the student's variable ``name`` out of ``space`` (a test cell's ``globals()``); NotYet where nothing is given."""
    if name not in space:
        raise NotYet(f"`{name}` findes ikke endnu. Kør cellen med dit svar, og se, om den viser en fejl. Navnet skal stå, som det stod.")
    if is_blank(space[name]):
        raise NotYet(f"`{name}` har ikke fået et svar endnu. Skriv det i cellen over, og kør den.")
    return Answer(f"`{name}`", space[name])


def call(space: Mapping[str, object], name: str, *arguments: object, tried: str = "") -> Answer:
    """Call the student's function ``name`` with ``arguments``.

    ``tried`` ends the sentence 'Din funktion blev prøvet med …' in a hidden test; what the function says of itself is then left out,
    for it may hold the test's data.

    Raises
    ------
    NotYet
        It is not there or no function, does not take the arguments, stops, returns nothing, or changes a table it was given.
    """
    function = given(space, name).value
    answer = Answer(f"Svaret fra `{name}`", None, tried)
    if not callable(function):
        raise NotYet(f"`{name}` skal være en funktion. Behold linjen, der begynder med `def {name}(`, og skriv under den.")
    copies = [argument.copy() if isinstance(argument, pd.DataFrame) else argument for argument in arguments]
    try:
        inspect.signature(function).bind(*copies)
    except TypeError:
        raise NotYet(f"`{name}` kan ikke tage imod det, opgaven giver den. Lad linjen, der begynder med `def {name}(`, stå, som den var.") from None
    value = _result(function, name, copies, answer)
    if not all(copy.equals(table) for copy, table in zip(copies, arguments) if isinstance(table, pd.DataFrame)):
        raise NotYet(answer._said(f"`{name}` har ændret den tabel, den fik. Begynd med df = df.copy(), og arbejd på kopien."))
    if is_blank(value):
        raise NotYet(answer._said(f"`{name}` giver ikke noget svar tilbage endnu. Skriv dit svar i stedet for ..., og slut med return."))
    return Answer(answer.name, value, tried)


def by_hand(space: Mapping[str, object], *names: str) -> bool:
    """Whether the student answers without code: at least one of the variables ``names`` is filled in."""
    return any(not is_blank(space.get(name)) for name in names)


def either(space: Mapping[str, object], variable: str, function: str, *arguments: object) -> Answer:
    """Take the number that was written in ``variable`` without code, or else what ``function`` gives; NotYet names both ways."""
    if by_hand(space, variable):
        return given(space, variable)
    try:
        return call(space, function, *arguments)
    except NotYet as said:
        raise NotYet(f"{said} Svarer du uden kode, så skriv dit tal i `{variable}`.") from None


def filled_rows(space: Mapping[str, object], name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Take the rows of the student's table ``name`` that have something in the first of ``columns``, as text in small letters without spaces around."""
    table = given(space, name).value
    missing = [column for column in columns if column not in getattr(table, "columns", ())]
    if missing:
        raise NotYet(
            f"`{name}` skal være en tabel med kolonnerne {', '.join(columns)}. Der mangler: {', '.join(missing)}. Lad de nederste linjer stå, som de var."
        )
    text = pd.DataFrame({column: ["" if pd.isna(cell) else str(cell).strip().casefold() for cell in table[column]] for column in columns}, dtype=object)
    return text[text[columns[0]] != ""]


def _result(function, name: str, arguments: list, answer: Answer) -> object:
    """What the function returns; nbgrader gives no point where anything was written to stderr, so what it warns of is not."""
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            return function(*arguments)
    except KeyboardInterrupt:  # the student, or nbgrader when the time is up
        raise NotYet(answer._said(f"`{name}` blev ikke færdig og måtte afbrydes. Se efter en løkke, der aldrig slutter.")) from None
    except (Exception, SystemExit) as error:
        said = "Prøv den selv med andre tal end dem, du har set på." if answer.tried else explain(error, error.__traceback__)
        raise NotYet(answer._said(f"`{name}` stoppede undervejs. {said}")) from None


def _has_digest(value: object, wanted: str, salt: str, decimals: int) -> bool:
    return digest(value, salt=salt, decimals=decimals) == wanted


def _alike(value: object, other: object, decimals: int) -> bool:
    if other is ...:
        return True
    if isinstance(value, tuple) and isinstance(other, tuple) and len(value) == len(other):
        return all(_alike(*pair, decimals) for pair in zip(value, other))
    return _written(value, decimals) == _written(other, decimals)


def _written(value: object, decimals: int) -> str:
    """A value as text, the same for all that count as equal."""
    if isinstance(value, tuple):
        return "(" + ";".join(_written(one, decimals) for one in value) + ")"
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, str):
        return repr(value.strip().casefold())
    return f"{round(float(value), decimals) + 0.0:.{max(decimals, 0)}f}"
