"""Rows as a file that Danish Excel opens with a double click: semicolons, decimal commas, a mark of UTF-8, and no text that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

Cell = str | int | float | None


def for_excel(rows: Iterable[Iterable[Cell]]) -> bytes:
    """The rows as CSV; floats with six decimals, None as an empty cell."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
