"""The tables of the grading store. Marks, tags, draws, publications and events are only ever added to; times are UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s",
}  # constraints that a later version can be told to change need names
Name = String(255)
Digest = String(64)


def now() -> datetime:
    """The time, UTC, as the store keeps it: SQLite has no time zones."""
    return datetime.now(UTC).replace(tzinfo=None)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Name}


class VersionRow(Base):
    """The version of these tables: one row."""

    __tablename__ = "version"
    number: Mapped[int] = mapped_column(primary_key=True)


class ScriptRow(Base):
    """One attempt at one question; ``token`` is what a page may know it by, ``answer`` the sha256 of its text alone, or a word where there is none."""

    __tablename__ = "script"
    __table_args__ = (UniqueConstraint("course", "assignment", "notebook", "cell", "student", "submission"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    course: Mapped[str]
    assignment: Mapped[str]
    notebook: Mapped[str]
    cell: Mapped[str]
    student: Mapped[str]
    submission: Mapped[str] = mapped_column(Digest)
    answer: Mapped[str] = mapped_column(Digest)
    time: Mapped[datetime] = mapped_column(default=now)


class PseudonymRow(Base):
    """The pseudonym of somebody to whom the roster gives none."""

    __tablename__ = "pseudonym"
    __table_args__ = (UniqueConstraint("course", "pseudonym"),)
    course: Mapped[str] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(primary_key=True)
    pseudonym: Mapped[str]


class RubricRow(Base):
    """A rubric as it was when somebody first marked by it."""

    __tablename__ = "rubric"
    __table_args__ = (UniqueConstraint("course", "name", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    name: Mapped[str]
    version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)


class MarkRow(Base):
    """One save of a mark. The first of a script and reading is revision 1, and none is ever changed."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("script_id", "reading", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    reading: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    grader: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubric.id"))
    comment: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text)
    seconds: Mapped[float]
    time: Mapped[datetime] = mapped_column(default=now)
    levels: Mapped[list[LevelRow]] = relationship(lazy="selectin", order_by="LevelRow.criterion")
    rubric: Mapped[RubricRow] = relationship(lazy="joined")


class LevelRow(Base):
    """A criterion's level in a mark; null is »cannot be assessed«, and no row is »not yet«."""

    __tablename__ = "mark_level"
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[float | None]
    comment: Mapped[str] = mapped_column(Text)


class TagRow(Base):
    """A flag or a skip put on a script or taken off; the newest of a kind counts, of a skip each grader's own."""

    __tablename__ = "tag"
    __table_args__ = (Index(None, "script_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"))
    kind: Mapped[str] = mapped_column(String(16))
    raised: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    grader: Mapped[str]
    time: Mapped[datetime] = mapped_column(default=now)


class PhraseRow(Base):
    """A grader's own phrase for the comment bank."""

    __tablename__ = "phrase"
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    grader: Mapped[str]
    criterion: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    removed: Mapped[bool] = mapped_column(default=False)
    time: Mapped[datetime] = mapped_column(default=now)


class PhraseUseRow(Base):
    """A phrase, shipped or own, was put into a comment."""

    __tablename__ = "phrase_use"
    __table_args__ = (Index(None, "course", "phrase"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    phrase: Mapped[str]
    grader: Mapped[str]
    time: Mapped[datetime] = mapped_column(default=now)


class PlaceRow(Base):
    """Where a grader is in a question, in each reading of it."""

    __tablename__ = "place"
    course: Mapped[str] = mapped_column(primary_key=True)
    grader: Mapped[str] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(primary_key=True)
    notebook: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    reading: Mapped[str] = mapped_column(String(16), primary_key=True, server_default="first")
    student: Mapped[str]
    time: Mapped[datetime] = mapped_column(default=now)


class LotteryRow(Base):
    """The secret that decides which scripts of a question are drawn; made once, when somebody first asks."""

    __tablename__ = "lottery"
    course: Mapped[str] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(primary_key=True)
    notebook: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    seed: Mapped[str] = mapped_column(Digest)
    time: Mapped[datetime] = mapped_column(default=now)


class DrawRow(Base):
    """A script that is to be read by a second grader, and the first reason there was for it."""

    __tablename__ = "draw"
    id: Mapped[int] = mapped_column(primary_key=True)
    script_id: Mapped[int] = mapped_column(ForeignKey("script.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(16))
    time: Mapped[datetime] = mapped_column(default=now)


class EventRow(Base):
    """What somebody did, in order; ``details`` is JSON."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "script_id", "grader"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    grader: Mapped[str]
    what: Mapped[str] = mapped_column(String(32))
    script_id: Mapped[int | None] = mapped_column(ForeignKey("script.id"))
    details: Mapped[str] = mapped_column(Text)
    time: Mapped[datetime] = mapped_column(default=now)


class PublicationRow(Base):
    """What was written to the gradebook. ``done`` is set when the gradebook has taken it; null ``points`` took earlier points back."""

    __tablename__ = "publication"
    __table_args__ = (Index(None, "course", "assignment", "notebook", "cell", "student"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course: Mapped[str]
    assignment: Mapped[str]
    notebook: Mapped[str]
    cell: Mapped[str]
    student: Mapped[str]
    submission: Mapped[str] = mapped_column(Digest)
    mark_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id"))
    points: Mapped[float | None]
    comment: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str]
    done: Mapped[bool] = mapped_column(default=False)
    time: Mapped[datetime] = mapped_column(default=now)
