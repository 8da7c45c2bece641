"""The published figures of the course: one CSV per table, each with a schema that says what stands in it.

``load("hpv_denmark_who")`` gives the table, ``describe("hpv_denmark_who")`` its schema: title, source, units, caveats.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, field_validator, model_validator

from exercises.content import Identifier, Part, Text, like, read_text, read_yaml, require
from exercises.errors import ContentError

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent
RESTORE = "Hent kurset igen, og kopiér filen derfra til mappen exercises/datasets."
OWN = f"{RESTORE} Har du selv skrevet eller rettet den, så skriv i skemaet:"
LONGEST = 119  # letters of a source, which stands under a figure

PROBLEMS = {
    "value_error": "{error}",
    "float_parsing": "'{input}' er ikke et tal. Decimaler skrives med punktum i filen.",
    "finite_number": "'{input}' er ikke et tal.",
    "literal_error": "'{input}' er ikke en af de kendte værdier.",
    "greater_than_equal": "{input} er mindre end {ge:g}.",
    "less_than_equal": "{input} er større end {le:g}.",
    "string_too_short": "feltet er tomt.",
}


class Column(Part):
    """One column: its name in the file, and what a Danish reader is told about it."""

    name: Identifier
    type: Literal["integer", "number", "text", "year"]
    label: Text
    unit: Text | None = None
    empty: bool = False
    values: list[str] | None = None
    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _has_a_unit(self):
        if self.type in ("integer", "number") and not self.unit:
            raise ValueError(f"kolonnen {self.name} er et tal og skal have en enhed.")
        return self

    @property
    def dtype(self) -> str:
        """A number that may be missing is a float with NaN, as pandas itself reads it."""
        if self.type == "text":
            return "str"
        return "float64" if self.type == "number" or self.empty else "int64"

    def cells(self) -> TypeAdapter:
        """What the column's cells may be."""
        low, high = (1800, 2100) if self.type == "year" else (self.min, self.max)
        if self.type == "text":
            one: Any = Literal[tuple(self.values)] if self.values else Text
        elif self.type == "number":
            one = Annotated[float, Field(ge=low, le=high, allow_inf_nan=False)]
        else:
            one = Annotated[int, BeforeValidator(_whole), Field(ge=low, le=high)]
        return TypeAdapter(list[one | None] if self.empty else list[one])


class Dataset(Part):
    """One table: what it is, where it comes from, and what it cannot be used for."""

    title: Text
    source: Text
    licence: Text
    caveat: Text
    rows: int = Field(ge=1)
    sha256: Annotated[str, like("64 nuller i anførselstegn, til load siger andet", r"[0-9a-f]{64}")]
    columns: list[Column] = Field(min_length=1)

    @field_validator("source")
    @classmethod
    def _source_can_stand_under_a_figure(cls, source: str) -> str:
        if not source.startswith("Kilde: ") or len(source) > LONGEST:
            raise ValueError(f"kilden står under en figur: Den skal begynde med »Kilde: « og have højst {LONGEST} tegn. Resten hører til i SOURCES.md.")
        return source

    @field_validator("columns")
    @classmethod
    def _columns_are_told_apart(cls, columns: list[Column]) -> list[Column]:
        for said in ([column.name for column in columns], [column.label for column in columns]):
            if twice := sorted({one for one in said if said.count(one) > 1}):
                raise ValueError(f"to kolonner hedder '{twice[0]}'.")
        return columns

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def names(folder: Path = FOLDER) -> list[str]:
    """The names that ``load`` and ``describe`` know."""
    return sorted(path.name.removesuffix(".schema.yaml") for path in folder.glob("*.schema.yaml"))


def load(name: str, folder: Path = FOLDER) -> pd.DataFrame:
    """Give a dataset as a table of one's own: changing it changes nothing for others.

    Raises
    ------
    ContentError
        There is no such dataset, or its file does not follow its schema.
    """
    return _table(_known(name, folder), folder).copy()


@cache
def describe(name: str, folder: Path = FOLDER) -> Dataset:
    """Give a dataset's schema."""
    return read_yaml(folder / f"{_known(name, folder)}.schema.yaml", Dataset)


def checksum(text: str) -> str:
    """SHA-256 of a file's text, the same whether its lines end as on Windows or not."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8")).hexdigest()


def _whole(cell: str | None) -> str | None:
    """Only digits are a whole number: pydantic would take 1.000 for one, and a Dane means a thousand by it."""
    if cell and not re.fullmatch(r"[-+]?\d+", cell):
        raise ValueError(f"'{cell}' er ikke et helt tal.")
    return cell


def _known(name: str, folder: Path) -> str:
    return require(name, names(folder), folder, f"load('{name}')", "intet datasæt")


@cache
def _table(name: str, folder: Path) -> pd.DataFrame:
    import pandas as pd  # slow to import, and a schema can be had without it

    path, schema = folder / f"{name}.csv", describe(name, folder)
    text = _text(path)
    lines, rows = _rows(path, text, schema)
    columns = {
        column.name: pd.Series(_cells(path, column, lines, [row[place] for row in rows]), dtype=column.dtype)
        for place, column in enumerate(schema.columns)
    }
    if len(rows) != schema.rows:
        raise ContentError(path, f"linje {lines[-1] if lines else 1}", f"der er {len(rows)} rækker, og der skal være {schema.rows}.", f"{OWN} rows: {len(rows)}")
    if (found := checksum(text)) != schema.sha256:
        raise ContentError(path, "hele filen", "indholdet er ikke det, der blev kontrolleret (sha256).", f"{OWN} sha256: \"{found}\"")
    return pd.DataFrame(columns)


def _text(path: Path) -> str:
    try:
        return read_text(path, "utf-8-sig")  # a spreadsheet marks its UTF-8
    except FileNotFoundError as error:
        raise ContentError(path, "hele filen", "filen mangler.", RESTORE) from error


def _rows(path: Path, text: str, schema: Dataset) -> tuple[list[int], list[list[str]]]:
    """The rows after the header, and the line in the file where each ends."""
    reader = csv.reader(io.StringIO(text, newline=""))
    expected = [column.name for column in schema.columns]
    header = next(reader, [])
    if ";" in "".join(header) and len(header) < len(expected):
        raise ContentError(path, "linje 1", "der står semikolon mellem felterne.", "Gem filen med komma mellem felterne og punktum i decimaltal.")
    if header != expected:
        wrong = next((name for name, want in zip(header, expected) if name != want), ", ".join(set(expected) ^ set(header)))
        raise ContentError(path, "linje 1", f"kolonnerne passer ikke til skemaet ved '{wrong}'.", f"Der skal stå: {','.join(expected)}")
    lines, rows = [], []
    for row in reader:
        if len(row) != len(expected):
            raise ContentError(path, f"linje {reader.line_num}", f"der er {len(row)} felter, og der skal være {len(expected)}.", "Ret linjen.")
        lines.append(reader.line_num)
        rows.append(row)
    return lines, rows


def _cells(path: Path, column: Column, lines: list[int], cells: list[str]) -> list:
    """A column's cells as values of its type."""
    given = [cell.strip() or (None if column.empty or column.type != "text" else "") for cell in cells]
    try:
        return column.cells().validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        row = first["loc"][0]
        problem = "feltet er tomt." if given[row] in (None, "") else PROBLEMS.get(first["type"], first["msg"])
        facts = {"input": given[row], **first.get("ctx", {})}
        raise ContentError(
            path, f"linje {lines[row]}, kolonne {column.name}", problem.format(**facts), "Ret feltet, eller ret skemaet, hvis filen er rigtig."
        ) from error
