"""What the reader has answered, as the pictures look it up: by place and occasion, with the reader's own names of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from exercises.journal.definitions import find, kind_of
from exercises.journal.log import Answer
from exercises.portfolio.text import line, local_day


def given(answer: Answer | None) -> bool:
    """Whether there is an answer; one that was taken back is none."""
    return answer is not None and answer.value not in (None, "", [], {})


@dataclass(frozen=True)
class Said:
    """An answer on one occasion; ``occasion`` is its label, empty for an item that is answered once."""

    occasion: str
    value: Any
    written: date


@dataclass(frozen=True)
class Given:
    answers: dict[tuple[str, str, str], Answer]
    """By (exercise, item, occasion)."""

    def said(self, exercise: str, item: str) -> list[Said]:
        """The answers to an item, in the order of its occasions."""
        reflection = find(exercise)
        occasions = {one.id: one.label for one in reflection.occasions(reflection.item(item))} or {"": ""}
        found = [(label, self.answers.get((exercise, item, name))) for name, label in occasions.items()]
        return [Said(label, one.value, local_day(one.typed_at)) for label, one in found if given(one)]

    def last(self, exercise: str, item: str) -> Any:
        """The value of the answer that was given on the last occasion; an empty one if there is none."""
        said = self.said(exercise, item)
        return said[-1].value if said else {}

    def rows(self, kind, value: dict, named_only: bool = False) -> dict[str, str]:
        """The label of each row by its id: those given, those taken from another answer, and the reader's own."""
        options = {option.id: option.label for option in kind.options}
        taken = {}
        if kind.rows_from:
            source = kind_of(find(kind.rows_from.exercise).item(kind.rows_from.item))
            taken = self.rows(source, self.last(kind.rows_from.exercise, kind.rows_from.item), named_only=True)
        own = {}
        for n in range(1, 1 + (value.get("rows", kind.own.start) if kind.own else 0)):
            name = line(value.get("labels", {}).get(f"own_{n}", ""))[:120]
            if name or not named_only:
                own[f"own_{n}"] = name or f"{kind.own.label} {n}"
        return options | taken | own
