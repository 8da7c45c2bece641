"""How a store of an earlier version is brought up to date; each step is from one version to the next, as the tables were then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String, UniqueConstraint

if TYPE_CHECKING:
    from alembic.operations import Operations

CELL = ("course", "assignment", "notebook", "cell")


def add_readings(operations: Operations) -> None:
    """Version 2: which scripts are drawn for a second reading, and a place of one's own in each reading."""
    operations.create_table(
        "lottery", *(Column(name, String(255), nullable=False) for name in CELL), Column("seed", String(64), nullable=False),
        Column("time", DateTime, nullable=False), PrimaryKeyConstraint(*CELL, name="pk_lottery"))
    operations.create_table(
        "draw", Column("id", Integer, nullable=False), Column("script_id", Integer, nullable=False), Column("reason", String(16), nullable=False),
        Column("time", DateTime, nullable=False), PrimaryKeyConstraint("id", name="pk_draw"),
        ForeignKeyConstraint(["script_id"], ["script.id"], name="fk_draw_script_id"), UniqueConstraint("script_id", name="uq_draw_script_id"))
    with operations.batch_alter_table("place") as place:
        place.add_column(Column("reading", String(16), nullable=False, server_default="first"))
        place.drop_constraint("pk_place", type_="primary")
        place.create_primary_key("pk_place", ["course", "grader", *CELL[1:], "reading"])


STEPS = (add_readings,)
