"""The form of an answer in a test cell: what it must be, said in Danish where it is something else."""

from __future__ import annotations

import numpy as np

from exercises.tasks.feedback import Unreadable, as_number, is_blank


def formed(name: str, value: object, form: object) -> object:
    """The value as Python's own int, float, str, bool or tuple; raises Unreadable."""
    if isinstance(form, tuple):
        values = several(name, value, len(form))
        return tuple(formed(place_of(place, name), *pair) for place, pair in enumerate(zip(values, form), 1))
    if is_blank(value):
        raise Unreadable(f"{name} har ikke fået et svar endnu.")
    if form is bool:
        if not isinstance(value, (bool, np.bool_)):
            raise Unreadable(f"{name} skal være True eller False, uden anførselstegn.")
        return bool(value)
    if form is str or isinstance(form, (set, frozenset)):
        return _text(name, value, form)
    if isinstance(value, str):
        raise Unreadable(f"{name} skal være et tal, men du har afleveret tekst. Skriv tallet uden anførselstegn og uden enhed.")
    number = as_number(name, value)
    if form is int and number != round(number):
        raise Unreadable(f"{name} skal være et helt tal. Afrund til sidst, og skriv tusinder uden punktum: 12000 og ikke 12.000.")
    return round(number) if form is int else number


def several(name: str, value: object, number: int) -> tuple | list:
    """The value, where it is ``number`` things in a tuple or a list; raises Unreadable."""
    if not isinstance(value, (tuple, list)) or len(value) != number:
        raise Unreadable(f"{name} skal være {number} ting i den rækkefølge, opgaven siger, med komma imellem. Decimaler skrives med punktum: 2.5 og ikke 2,5.")
    return value


def place_of(place: int, name: str) -> str:
    """What to call the answer's part number ``place``."""
    return f"Nr. {place} i {name[0].lower()}{name[1:]}"


def _text(name: str, value: object, form: object) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{name} skal være tekst i anførselstegn.")
    text = value.strip().casefold()
    if form is not str and text not in {option.casefold() for option in form}:
        raise Unreadable(f"{name} skal være en af: {', '.join(sorted(form))}. Skriv den i anførselstegn.")
    return text
