"""An answer in words: what is read in a terminal and in the portfolio. The values are described in ``kinds.py``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercises.journal.definitions import find, kind_of
from exercises.journal.kinds import Kind
from exercises.journal.log import Answer
from exercises.journal.parts import Drawn
from exercises.models.readability import readability


def in_words(kind: Kind, value: Any) -> list[str]:
    """The lines of an answer; one that does not fit its kind, as an older course may have left it, is told as it stands."""
    try:
        return [line for line in WORDS[kind.kind](kind, value) if line] or [""]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return [str(value)]


def labels_of(kind: Kind, value: dict | None = None) -> dict[str, str]:
    """Every id of the kind and the answer with its label, in the order of the rows."""
    given = [*getattr(kind, "options", []), *getattr(kind, "fields", []), *getattr(kind, "tags", [])]
    own = {name: label for name, label in (value or {}).get("labels", {}).items() if label}
    if getattr(kind, "own", None):
        own = {f"own_{n}": f"{kind.own.label} {n}" for n in range(1, kind.own.max + 1)} | own
    return {option.id: option.label for option in given} | own


def _named(labels: dict[str, str], names: Iterable[str]) -> str:
    return ", ".join(labels.get(name, name) for name in names)


def _written(kind, value: str) -> list[str]:
    return value.splitlines()


def _scaled(kind, value: int) -> list[str]:
    return [f"{value} {kind.unit}".strip() if kind.unit else f"{value} af {kind.max} ({kind.min}: {kind.low}, {kind.max}: {kind.high})"]


def _choosing(kind, value: str) -> list[str]:
    return [_named(labels_of(kind), [value])]


def _ticking(kind, value: list[str]) -> list[str]:
    return [_named(labels_of(kind), value) or "ingen af dem"]


def _ranking(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    return [f"{place}. {labels.get(name, name)}" for place, name in enumerate(value["order"], 1)]


def _allocation(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    return [f"{labels.get(name, name)}: {share} {kind.unit}" for name, share in value["shares"].items()]


def _matrix(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    tags = value.get("tags", {})
    return [
        f"{labels.get(name, name)}: {x} af 5 fra »{kind.x.low}« til »{kind.x.high}«, {y} af 5 fra »{kind.y.low}« til »{kind.y.high}«"
        + (f" ({labels.get(tags[name], tags[name])})" if tags.get(name) else "")
        for name, (x, y) in value["places"].items()
    ]


def _dilemma(kind, value: dict) -> list[str]:
    return [_named(labels_of(kind), [value["choice"]]), *value.get("follow_up", "").splitlines()]


def with_rows_named(kind: Kind, value: Any, answers: Iterable[Answer]) -> Any:
    """The value of a kind whose rows come from another item, with the names that one of the ``answers`` gave them there."""
    source = getattr(kind, "rows_from", None)
    rows = source and next((answer for answer in answers if (answer.exercise, answer.item) == (source.exercise, source.item)), None)
    if not rows or not isinstance(value, dict) or not isinstance(rows.value, dict):
        return value
    return value | {"labels": labels_of(kind_of(find(source.exercise).item(source.item)), rows.value) | value.get("labels", {})}


def cell_in_words(column, value: Any) -> str:
    """What a cell of a table says; a tick says yes."""
    if column.kind in ("choice", "remedy"):
        value = next((option.label for option in column.options if option.id == value), value)
    unit = {"hours": " timer", "percent": " pct."}.get(column.kind, "")
    return "ja" if column.kind == "tick" else f"{str(value).replace('.', ',') if unit else value}{unit}"


def _cell(column, value: Any) -> str:
    return column.label if column.kind == "tick" else f"{column.label}: {cell_in_words(column, value)}"


def _table(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    rows = []
    for name, cells in value["cells"].items():
        said = [_cell(column, cells[column.id]) for column in kind.columns if cells.get(column.id) not in (None, "", False)]
        rows.append(f"{labels.get(name, name)}: {'; '.join(said)}" if said else "")
    return rows


def _calendar(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    hours = {name: cells.get("timer") for name, cells in value["cells"].items()}
    return [f"{labels.get(name, name)}: {str(spent).replace('.', ',')} timer" for name, spent in hours.items() if spent is not None]


def _timeline(kind, value: dict) -> list[str]:
    labels = labels_of(kind, value)
    if kind.periods:
        periods = {name: ", ".join(kind.periods[n] for n in cells.get("periods", [])) for name, cells in value["cells"].items()}
        return [f"{labels.get(name, name)}: {said or 'intet'}" for name, said in periods.items()] + (_table(kind, value) if kind.columns else [])
    stops = kind.line.stops
    return [f"{labels.get(name, name)}: {stops[at] if stops else f'{at} {kind.line.unit}'.strip()}" for name, at in value["marks"].items()]


def _interval(kind, value: dict) -> list[str]:
    asked = {question.id: question for question in kind.questions}
    ends = {name: "–".join(str(end).replace(".", ",") for end in ends) for name, ends in value["ranges"].items()}
    return [f"{asked[name].label} {told} {asked[name].unit}".strip() for name, told in ends.items()]


def _commitment(kind, value: dict) -> list[str]:
    labels = labels_of(kind) | {"happened": "Hvad skete der?"}
    return [f"{_leading(labels.get(name, name))} {said}" for name, said in value.items() if said]


def _leading(label: str) -> str:
    """A label before what is said of it."""
    return label if label.endswith(("?", "…", "!")) else f"{label}:"


def _readability(kind, value: dict) -> list[str]:
    lines = []
    for option in kind.texts:
        if text := value["texts"].get(option.id, "").strip():
            counted = readability(text)
            lix = f"{counted.lix:.1f}".replace(".", ",")
            lines += [f"{option.label} (lix {lix}; ord {counted.words}, sætninger {counted.sentences}, lange ord {counted.long_words}):", *text.splitlines()]
    return lines


def _passage(kind, value: dict) -> list[str]:
    taken = [f"Taget med: {drawn.label}" for drawn in kind.draws if any(is_taken(drawn, one) for one in value.get("taken", []))]
    lines = ["; ".join(line[field.id] for field in kind.fields if line.get(field.id)) for line in value.get("lines", [])]
    return [*value.get("text", "").splitlines(), *lines, *taken]


def is_taken(drawn: Drawn, one: dict) -> bool:
    """Whether something taken along, as a passage's answer names it, is the drawn answer."""
    return (one["exercise"], one["item"], one["occasion"]) == (drawn.exercise, drawn.item or "", drawn.occasion or "")


WORDS = {
    "text": _written,
    "scale": _scaled,
    "choice": _choosing,
    "multi": _ticking,
    "rank": _ranking,
    "allocate": _allocation,
    "matrix": _matrix,
    "dilemma": _dilemma,
    "audit": _table,
    "claim_evidence": _table,
    "calendar_audit": _calendar,
    "room_map": _table,
    "timeline": _timeline,
    "interval": _interval,
    "commitment": _commitment,
    "readability": _readability,
    "passage": _passage,
}
