"""The datasets: each follows its schema, and what does not is named by file, line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from exercises.datasets import FOLDER, describe, load, names
from exercises.errors import ContentError

DAMAGED = Path(__file__).parents[2] / "damaged" / "datasets"
OF_SECTION_1_1 = [
    "credibility_professions_2018", "hpv_countries_who", "hpv_denmark_who", "hpv_reports_by_cohort", "hpv_uptake_phases", "vaccine_confidence_2015",
]

MESSAGES = {
    "changed_figure": "changed_figure.csv, hele filen: indholdet er ikke det, der blev kontrolleret (sha256).",
    "column_missing": "column_missing.csv, linje 1: kolonnerne passer ikke til skemaet ved 'share'. Der skal stå: year,group,girls,share",
    "column_renamed": "column_renamed.csv, linje 1: kolonnerne passer ikke til skemaet ved 'gilrs'.",
    "decimal_comma": "decimal_comma.csv, linje 2, kolonne share: '65,5' er ikke et tal. Decimaler skrives med punktum i filen.",
    "empty": "empty.csv, linje 1: kolonnerne passer ikke til skemaet",
    "empty_cell": "empty_cell.csv, linje 2, kolonne share: feltet er tomt. Ret feltet, eller ret skemaet, hvis filen er rigtig.",
    "field_too_many": "field_too_many.csv, linje 5: der er 5 felter, og der skal være 4. Ret linjen.",
    "not_a_whole_number": "not_a_whole_number.csv, linje 5, kolonne girls: '80.5' er ikke et helt tal.",
    "not_utf8": "not_utf8.csv, linje 4: filen er ikke gemt som UTF-8. Gem den som UTF-8.",
    "out_of_range": "out_of_range.csv, linje 5, kolonne share: 186 er større end 100.",
    "row_missing": "row_missing.csv, linje 4: der er 2 rækker, og der skal være 3. Hent kurset igen, og kopiér filen derfra til mappen exercises/datasets. "
                   "Har du selv skrevet eller rettet den, så skriv i skemaet: rows: 2",
    "semicolons": "semicolons.csv, linje 1: der står semikolon mellem felterne. Gem filen med komma mellem felterne og punktum i decimaltal.",
    "thousands_with_a_point": "thousands_with_a_point.csv, linje 5, kolonne girls: '1.000' er ikke et helt tal.",
    "unknown_value": "unknown_value.csv, linje 5, kolonne group: 'drengge' er ikke en af de kendte værdier.",
}
SCHEMA_MESSAGES = {
    "number_without_unit": "kolonnen share er et tal og skal have en enhed.",
    "sha256_unknown": "sha256_unknown.schema.yaml, linje 6, sha256: 'ukendt' har ikke den rette form. Skriv det som 64 nuller i anførselstegn, til load siger andet.",
    "source_without_its_word": "linje 2, source: kilden står under en figur: Den skal begynde med »Kilde: « og have højst 119 tegn.",
    "two_of_one_label": "linje 7, columns: to kolonner hedder 'Antal'.",
    "unknown_type": "unknown_type.schema.yaml, linje 11, columns[3].type: 'decimal' er ikke en af de kendte værdier. "
                    "Brug en af: 'integer', 'number', 'text' eller 'year'.",
}


def place(name: str, folder: Path) -> Path:
    """A damaged table beside the schema that it should follow."""
    shutil.copy(DAMAGED / f"{name}.csv", folder)
    shutil.copy(DAMAGED / "table.schema.yaml", folder / f"{name}.schema.yaml")
    return folder


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_damaged_table_is_explained(name, tmp_path):
    with pytest.raises(ContentError) as caught:
        load(name, place(name, tmp_path))
    assert str(caught.value).startswith(MESSAGES[name])


@pytest.mark.parametrize("name", sorted(SCHEMA_MESSAGES))
def test_a_damaged_schema_is_explained(name):
    with pytest.raises(ContentError) as caught:
        describe(name, DAMAGED)
    assert SCHEMA_MESSAGES[name] in str(caught.value)


def test_every_damaged_file_has_its_message():
    assert {path.stem for path in DAMAGED.glob("*.csv")} == {*MESSAGES, "good", "with_a_mark"}
    assert set(names(DAMAGED)) == {*SCHEMA_MESSAGES, "table"}


def test_a_table_that_is_not_there_is_explained(tmp_path):
    shutil.copy(DAMAGED / "table.schema.yaml", tmp_path)
    with pytest.raises(ContentError, match="table.csv, hele filen: filen mangler"):
        load("table", tmp_path)


def test_columns_have_their_types_and_what_is_missing_stays_missing(tmp_path):
    table = load("good", place("good", tmp_path))
    assert table.dtypes.astype(str).to_dict() == {"year": "int64", "group": "str", "girls": "float64", "share": "float64"}
    assert table.girls.isna().tolist() == [False, True, False]
    assert table.group[1] == "piger,\nogså sent"


def test_a_checkout_with_windows_line_endings_is_the_same_table(tmp_path):
    place("good", tmp_path)
    path = tmp_path / "good.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load("good", tmp_path).girls.sum() == 200


def test_the_mark_that_a_spreadsheet_puts_before_utf_8_is_no_part_of_the_table(tmp_path):
    assert load("with_a_mark", place("with_a_mark", tmp_path)).equals(load("good", place("good", tmp_path)))


def test_changing_a_table_changes_nothing_for_others():
    table = load("hpv_denmark_who")
    table.loc[:, "coverage_pct"] = 0
    assert load("hpv_denmark_who").coverage_pct.min() == 47


def test_an_unknown_name_lists_the_nearest():
    with pytest.raises(ContentError, match=r"load\('hpv_danmark_who'\): der er intet datasæt med det navn. Mente du: hpv_denmark_who"):
        load("hpv_danmark_who")
    with pytest.raises(ContentError, match=r"Mente du: \w+"):
        describe("../hemmeligt")


def test_every_table_has_a_schema_and_every_schema_a_table():
    assert names() == sorted(path.stem for path in FOLDER.glob("*.csv"))
    assert set(OF_SECTION_1_1) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_table_follows_its_schema_and_pandas_reads_the_same(name):
    table, schema = load(name), describe(name)
    plain = pd.read_csv(FOLDER / f"{name}.csv", dtype={column.name: column.dtype for column in schema.columns})
    pd.testing.assert_frame_equal(table, plain)
    assert len(table) == schema.rows


@pytest.mark.parametrize("name", names())
def test_a_table_tells_a_danish_reader_what_it_is(name):
    schema = describe(name)
    assert schema.source.startswith("Kilde: ") and len(schema.source) < 120
    assert schema.licence and schema.caveat
    assert len({column.label for column in schema.columns}) == len(schema.columns)


@pytest.mark.parametrize("name", names())
def test_a_table_stands_in_the_list_of_sources_with_its_definition_terms_and_caveat(name):
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert f"| `{name}` | {describe(name).rows} |" in text
    entry = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert all(word in entry for word in ("**Source", "efinition", "erms", "**Caveat.**"))
