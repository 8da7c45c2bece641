"""Numbers and tables in Danish writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import pandas as pd
from babel.numbers import format_decimal


def danish(value: float, decimals: int = 0) -> str:
    """Write a number as Danes do: ``danish(1234.5, 1) == "1.234,5"``, with a true minus sign, but none at zero."""
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(round(value, decimals) + 0.0, format=pattern, locale="da").replace("-", "−")


def raised(number: int) -> str:
    """Write a whole number as an exponent: ``raised(10) == "¹⁰"``."""
    return str(number).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


@dataclass(frozen=True)
class Worked:
    """A figure in a table with the arithmetic that gives it: ``Worked(-144928, "−150.000 × 1 / 1,035¹")``; None is an empty cell."""

    value: float | None
    how: str = ""
    decimals: int = 0

    def html(self, column: str) -> str:
        """The cell; on a phone, where each row is stacked, it names its ``column``."""
        if self.value is None:
            return ""
        how = f'<span class="lr-how">{escape(self.how)}</span>' if self.how else ""
        return f'<span class="lr-of">{escape(column)}</span> <span>{danish(self.value, self.decimals)}{how}</span>'


def table_html(table: pd.DataFrame, decimals: int = 1, title: str = "") -> str:
    """A table of figures in Danish writing, for those who hear it under the ``title`` of what it belongs to.

    Empty cells say so, years have no thousands' points, a column's decimals are equally many.
    """

    def cell(value: object, places: int, name: str) -> str:
        if isinstance(value, Worked):
            return value.html(name)
        if pd.isna(value):
            return "mangler"
        if isinstance(value, float):
            return danish(value, places)
        if isinstance(value, int) and not 1900 <= value <= 2100:
            return danish(value)
        return escape(str(value))

    def column(values: pd.Series) -> pd.Series:
        whole = not values.map(lambda value: isinstance(value, float) and value == value and value != round(value)).any()
        return values.map(lambda value: cell(value, 0 if whole else decimals, str(values.name)))

    shown = table.astype(object).apply(column).rename(columns=lambda name: escape(str(name)))
    if table.map(lambda value: isinstance(value, Worked)).any(axis=None):
        return _scrolling(shown, " lr-worked", title)
    words = " lr-words" if table.iloc[:, 1:-1].select_dtypes(exclude="number").shape[1] else ""
    if len(table.columns) > 1 and not pd.api.types.is_numeric_dtype(table.iloc[:, -1]):
        words += " lr-words-last"
    return _scrolling(shown, words, title)


def _scrolling(escaped: pd.DataFrame, looks: str, title: str) -> str:
    """A table whose cells are HTML already, in a region that scrolls; the first cell of a row says what the row is about."""
    name = escape(f"Tabel: {title}" if title else "Tabel")
    html = escaped.to_html(index=False, border=0, escape=False).replace("<th>", '<th scope="col">')
    html = re.sub(r"(<tr>\s*)<td>(.*?)</td>", r'\1<th scope="row">\2</th>', html, flags=re.S)
    return f'<div class="lr-table{looks}" tabindex="0" role="group" aria-label="{name}">{html}</div>'


@dataclass(frozen=True)
class Table:
    """A table shown for itself, with what it says and where it comes from."""

    data: pd.DataFrame
    title: str
    source: str

    def _repr_html_(self) -> str:
        return (
            f'<figure class="lr-figure" aria-label="{escape(self.title)}"><p class="lr-figure-title">{escape(self.title)}</p>'
            f"{table_html(self.data, title=self.title)}<figcaption>{escape(self.source)}</figcaption></figure>"
        )
