"""Tables that any console can show: columns held apart by spaces."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """The rows as lines; the numbers of the columns in ``right`` keep to the right, the others to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = ["rjust" if number in right else "ljust" for number in range(len(widths))]
    return ["  ".join(getattr(cell, side)(width) for cell, side, width in zip(row, sides, widths, strict=True)).rstrip() for row in rows]
