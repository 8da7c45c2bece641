"""An answer as blocks of a document: words that can be written on in, a table, or a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from exercises.journal.definitions import Reflection, find, kind_of
from exercises.journal.kinds import Item, Kind
from exercises.journal.log import Answer
from exercises.journal.words import cell_in_words, in_words, labels_of, with_rows_named
from exercises.portfolio.document import Block, Bullets, Earlier, Table
from exercises.portfolio.pictures import picture_of
from exercises.portfolio.text import day, local_day
from exercises.tables import danish

IN_WORDS = {"text", "choice", "multi", "dilemma", "commitment", "readability"}
"""Kinds whose answer is running text."""
NOTHING = "–"


def written(answer: Answer, answers: Iterable[Answer]) -> str:
    """The answer as running text, its lines one below the other."""
    kind = kind_of(find(answer.exercise).item(answer.item))
    if kind.kind == "text" and isinstance(answer.value, str):
        return answer.value.strip()  # with the reader's own paragraphs
    return "\n".join(in_words(kind, with_rows_named(kind, answer.value, answers))).strip()


def blocks_of(answer: Answer, answers: Sequence[Answer], caption: str) -> tuple[Block, ...]:
    """One answer as it stands in a document; ``answers`` are those given beside it."""
    reflection = find(answer.exercise)
    item = reflection.item(answer.item)
    kind = kind_of(item)
    if kind.kind in IN_WORDS or kind.kind == "scale":
        return (Earlier(written(answer, answers), place(reflection, item, answer.occasion), local_day(answer.typed_at)),)
    if not _says_more_than_a_picture(kind) and (figure := picture_of(answer.exercise, answer.item, answers)):
        return (figure,)
    return (table_of(kind, with_rows_named(kind, answer.value, answers), caption) or Bullets(tuple(written(answer, answers).splitlines())),)


def _says_more_than_a_picture(kind: Kind) -> bool:
    """Whether a count has choices or words beside its chances, which the picture of a chain would lose."""
    return kind.kind == "audit" and any(column.kind in ("choice", "text", "date") for column in kind.columns)


def compared(answers: Sequence[Answer], caption: str) -> tuple[Block, ...]:
    """Answers of one kind beside each other, the earliest first: a picture, or a table with a row for each."""
    last = answers[-1]
    kind = kind_of(find(last.exercise).item(last.item))
    if kind.kind == "scale":
        rows = tuple((place_and_day(answer), f"{answer.value} {kind.unit}".strip()) for answer in answers)
        return (Table(caption, ("Hvor og hvornår", f"Svar ({kind.min}: {kind.low}, {kind.max}: {kind.high})"), rows),)
    if figure := picture_of(last.exercise, last.item, answers, against=_earlier_estimates(kind, answers)):
        return (figure,)
    return tuple(block for answer in answers for block in blocks_of(answer, answers, f"{caption}: {place_and_day(answer)}"))


def _earlier_estimates(kind: Kind, answers: Sequence[Answer]) -> tuple[str, str] | None:
    first, last = answers[0], answers[-1]
    return (first.exercise, first.item) if kind.kind == "interval" and first.exercise != last.exercise else None


def place(reflection: Reflection, item: Item, occasion: str = "") -> str:
    """Where an answer was given, as it is named after »i«; with the occasion where the item has several."""
    label = next((each.label for each in reflection.occasions(item) if each.id == occasion), "")
    return f"{reflection.page_name} ({label[0].lower()}{label[1:]})" if label else reflection.page_name


def place_and_day(answer: Answer) -> str:
    """Where and when an answer was given."""
    reflection = find(answer.exercise)
    return f"{place(reflection, reflection.item(answer.item), answer.occasion)}, {day(local_day(answer.typed_at))}"


def table_of(kind: Kind, value: Any, caption: str) -> Table | None:
    """The answer of a kind made of rows as a table; None for other kinds and for a value that does not fit its kind."""
    try:
        headers, rows = TABLES[kind.kind](kind, value)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    return Table(caption, headers, tuple(tuple(cell or NOTHING for cell in row) for row in rows)) if rows else None


def _first_header(kind: Kind) -> str:
    return kind.own.label if getattr(kind, "own", None) else "Hvad"


def _in_order(kind: Kind, value: dict, given: dict) -> list[tuple[str, Any]]:
    """Each given row with its label, in the order of the rows."""
    labels = labels_of(kind, value)
    known = [name for name in labels if name in given]
    return [(labels.get(name, name), given[name]) for name in [*known, *(name for name in given if name not in labels)]]


def _cells(kind, value: dict):
    rows = []
    for label, cells in _in_order(kind, value, value["cells"]):
        said = [cell_in_words(column, cells[column.id]) if cells.get(column.id) not in (None, "", False) else "" for column in kind.columns]
        rows += [(label, *said)] if any(said) else []
    return (_first_header(kind), *(column.label for column in kind.columns)), rows


def _periods(kind, value: dict):
    rows = []
    for label, cells in _in_order(kind, value, value["cells"]):
        periods = ", ".join(kind.periods[at] for at in cells.get("periods", []))
        said = [cell_in_words(column, cells[column.id]) if cells.get(column.id) else "" for column in kind.columns]
        rows += [(label, periods, *said)] if any((periods, *said)) else []
    return (_first_header(kind), "Periode", *(column.label for column in kind.columns)), rows


def _shares(kind, value: dict):
    return (_first_header(kind), kind.unit[0].upper() + kind.unit[1:]), [(label, str(share)) for label, share in _in_order(kind, value, value["shares"])]


def _hours(kind, value: dict):
    told = [(label, cells.get("timer")) for label, cells in _in_order(kind, value, value["cells"])]
    return (_first_header(kind), "Timer"), [(label, str(hours).replace(".", ",")) for label, hours in told if hours is not None]


def _ranges(kind, value: dict):
    ranges = {name: ends for name, ends in value["ranges"].items() if len(ends) == 2 and None not in ends}
    rows = []
    for question in (question for question in kind.questions if question.id in ranges):
        low, high = ranges[question.id]
        hit = "ja" if low <= question.truth <= high else "nej"
        told = [danish(end, max(0, -Decimal(str(end)).normalize().as_tuple().exponent)) for end in (low, high)]  # with the decimals it was given with
        rows.append((question.label, f"{' til '.join(told)} {question.unit}".strip(), danish(question.truth, question.decimals), hit))
    return ("Spørgsmål", "Mit spænd", "Det rigtige tal", "Ramt"), rows


TABLES = {
    "audit": _cells, "claim_evidence": _cells, "room_map": _cells, "timeline": _periods, "allocate": _shares, "calendar_audit": _hours, "interval": _ranges,
}
