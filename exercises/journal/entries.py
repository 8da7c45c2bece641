"""Answers on their way between the browser and the log, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, StringConstraints

from exercises.journal.definitions import reflections
from exercises.journal.log import Answer, Log


class Entry(BaseModel):
    """What a page sends: an answer, when it was typed, and the page's own name for it (``key``)."""

    exercise: str
    item: str
    occasion: str
    value: Any
    typed_at: AwareDatetime
    key: Annotated[str, StringConstraints(min_length=1, max_length=200)]

    def belongs_to_the_course(self) -> bool:
        """Whether there is such an item in such an exercise, answered on such an occasion."""
        known = reflections().get(self.exercise)
        item = known and known.item(self.item)
        return item is not None and self.occasion in ([occasion.id for occasion in known.occasions(item)] or [""])

    def save(self, log: Log) -> Answer:
        """Save it; gives the answer when it is on the disk."""
        return log.save(self.exercise, self.item, self.value, occasion=self.occasion, typed_at=self.typed_at, key=self.key)


def as_json(answer: Answer) -> dict:
    """An answer as the browser knows it; times as ISO 8601 in UTC."""
    return {
        "exercise": answer.exercise,
        "item": answer.item,
        "occasion": answer.occasion,
        "value": answer.value,
        "typed_at": answer.typed_at.isoformat(),
        "saved_at": answer.saved_at.isoformat(),
        "revision": answer.revision,
        "late": answer.late,
    }
