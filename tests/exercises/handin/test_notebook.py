"""A student's file, whatever it is, is read or refused with a sentence that says what it is and what to do."""

from __future__ import annotations

import json
import os
import time

import pytest

from exercises.errors import HandinError
from exercises.handin.notebook import Release, graded, is_as_handed_out, read, read_original, reads, release_of
from exercises.handin.parsing import MAX_MEGABYTES, is_plain_utf8
from tests.exercises.handin.conftest import by_id

CELL = {"cell_type": "markdown", "metadata": {}, "source": "Hej"}


def notebook(**changes) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [CELL]} | changes).encode()


def with_cell(**changes) -> bytes:
    return notebook(cells=[CELL, CELL | changes])


WHOLE = notebook()
CONFLICT = json.dumps(json.loads(WHOLE), indent=1).replace(' "metadata"', '<<<<<<< HEAD\n "metadata"', 1).encode()
DAMAGED = {
    "empty": (b"", "A1.ipynb er tom."),
    "blank": (b"\xef\xbb\xbf \r\n", "A1.ipynb er tom."),
    "zeros": (b"\0" * 4096, "A1.ipynb er tom."),
    "cut off": (WHOLE[:-30], "A1.ipynb holder op midt i det hele: Filen blev ikke gemt eller hentet færdig."),
    "cut off in a string": (WHOLE[: WHOLE.index(b"Hej") + 2], "A1.ipynb holder op midt i det hele"),
    "not JSON": (b"Kaere underviser, her er min opgave.", "A1.ipynb er ikke en notesbog, men noget andet, der har fået navnet."),
    "broken JSON": (WHOLE.replace(b'"cells":', b'"cells" '), "A1.ipynb kan ikke læses: Der er en fejl i filen på linje 1."),
    "two JSONs": (WHOLE + WHOLE, "A1.ipynb kan ikke læses: Der er en fejl i filen på linje 1."),
    "a number of a million digits": (WHOLE.replace(b"4", b"4" * 1_000_000, 1), "A1.ipynb kan ikke læses: Der er en fejl i filen"),
    "two editions in one": (CONFLICT, "A1.ipynb indeholder to udgaver på én gang, mærket med <<<<<<< og >>>>>>>."),
    "Word": (b"PK\x03\x04 word/document.xml", "A1.ipynb er en Word-, Excel- eller zip-fil og ikke en notesbog."),
    "PDF": (b"%PDF-1.7", "A1.ipynb er en PDF og ikke en notesbog."),
    "a page to log in": (b"\r\n<!DOCTYPE html><title>Log ind</title>", "A1.ipynb er en webside og ikke en notesbog."),
    "Windows-1252": (notebook(cells=[CELL | {"source": "x"}]).replace(b'"x"', b'"r\xf8d"'), "A1.ipynb er gemt i et tegnsæt, som ikke kan læses."),
    "other JSON": (b'{"navn": "Mette"}', "A1.ipynb er ikke en notesbog: Filen indeholder data, men ingen celler."),
    "a list": (b"[1, 2]", "A1.ipynb er ikke en notesbog: Filen indeholder data, men ingen celler."),
    "no cells": (notebook(cells="ingen"), "A1.ipynb er ikke en notesbog: Filen indeholder data, men ingen celler."),
    "nbformat 3": (notebook(nbformat=3, worksheets=[{"cells": []}]), "A1.ipynb er gemt i et gammelt format for notesbøger (nbformat 3). Åbn den i JupyterLab"),
    "nbformat 5": (notebook(nbformat=5), "A1.ipynb er gemt af en nyere udgave af Jupyter (nbformat 5)"),
    "nbformat a text": (notebook(nbformat="4"), "A1.ipynb er ikke en notesbog"),
    "a cell that is none": (notebook(cells=[CELL, 7]), "A1.ipynb, celle 2, er ikke en celle, Jupyter kender."),
    "a heading": (with_cell(cell_type="heading"), "A1.ipynb, celle 2, er ikke en celle, Jupyter kender."),
    "source a number": (with_cell(source=39), "A1.ipynb, celle 2, indeholder noget andet end tekst."),
    "source a list of numbers": (with_cell(source=[1]), "A1.ipynb, celle 2, indeholder noget andet end tekst."),
    "source null": (with_cell(source=None), "A1.ipynb, celle 2, indeholder noget andet end tekst."),
    "deep metadata": (notebook(metadata="dyb").replace(b'"dyb"', b'{"x": ' + b"[" * 400 + b"]" * 400 + b"}"), "A1.ipynb er bygget op, så den ikke kan læses"),
    "very deep": (b'{"x": ' + b"[" * 500_000 + b"]" * 500_000 + b"}", "A1.ipynb er bygget op, så den ikke kan læses"),
    "deep and open": (b'{"a":' * 500_000, "A1.ipynb er bygget op, så den ikke kan læses"),
    "too many cells": (notebook(cells=[CELL] * 2001), "A1.ipynb har 2001 celler, og mere end 2000 bliver ikke læst."),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_refused_with_what_it_is_and_what_to_do(tmp_path, kind):
    data, said = DAMAGED[kind]
    path = tmp_path / "A1.ipynb"
    path.write_bytes(data)
    with pytest.raises(HandinError) as error:
        read(path)
    assert str(error.value).startswith(said)
    assert str(error.value).count(".") > said.count("."), "it says what to do, too"


def test_a_file_that_is_too_big_is_not_even_decoded():
    data = b"{" * (MAX_MEGABYTES * 2**20 + 1)
    began = time.monotonic()
    with pytest.raises(HandinError, match="A1.ipynb fylder 200 MB, og mere end 200 MB bliver ikke læst. .* »Ryd alle resultater«"):
        reads(data, "A1.ipynb")
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("depth", range(900, 1100, 7))
def test_no_depth_around_pythons_own_limit_slips_through(depth):
    with pytest.raises(HandinError, match="mere end 100 lag"):
        reads(b'{"nbformat": 4, "cells": [], "metadata": {"x": ' + b"[" * depth + b"]" * depth + b"}}", "A1.ipynb")


def test_a_file_that_is_not_there_or_is_a_folder_is_told_apart(tmp_path):
    with pytest.raises(HandinError, match="findes ikke. Se efter, om navnet er rigtigt"):
        read(tmp_path / "A1.ipynb")
    with pytest.raises(HandinError, match="er en mappe. Peg på notesbogen i den."):
        read(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    (tmp_path / "A1.ipynb").write_bytes(WHOLE)
    (tmp_path / "A1.ipynb").chmod(0)
    with pytest.raises(HandinError, match="kan ikke læses"):
        read(tmp_path / "A1.ipynb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_what_notepad_saves_is_read(encoding):
    data = notebook(cells=[CELL | {"source": ["Rød grød\r\n", "med fløde 🍓"]}]).decode().encode(encoding)
    assert reads(data, "A1.ipynb").cells[0].source == "Rød grød\nmed fløde 🍓"
    assert is_plain_utf8(data) == (encoding == "utf-8")


def test_what_json_can_hold_and_a_file_cannot_is_replaced():
    data = notebook(cells=[CELL | {"source": "halv \ud83d og nul \0", "metadata": {"\udc00": [1e400, float("nan")]}}]).replace(b"Infinity", b"1e999")
    found = reads(data, "A1.ipynb")
    assert found.cells[0].source == "halv \ufffd og nul "
    assert found.cells[0].metadata == {"\ufffd": [None, None]}
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")


def test_what_costs_no_text_is_forgiven():
    odd = {"cell_type": "code", "metadata": None, "source": "1", "outputs": "ingen", "execution_count": "to", "ukendt": 1, "attachments": {"a": 1}}
    found = reads(notebook(cells=[odd, CELL | {"outputs": [], "metadata": [], "id": 7}], metadata=None), "A1.ipynb")
    assert found.cells[0] == {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    assert found.cells[1] == CELL and found.metadata == {}


def test_nothing_in_a_notebook_is_run_by_reading_it(tmp_path):
    proof = tmp_path / "kørt"
    data = with_cell(cell_type="code", source=f"open({str(proof)!r}, 'w')", outputs=[], metadata={"x": "__import__('os').system('exit')"})
    reads(data, "A1.ipynb")
    assert not proof.exists()


@pytest.mark.parametrize("said", [
    None, "A1", {"assignment": "A1"}, {"assignment": "../A1", "release": "0123456789ab"}, {"assignment": "A1", "release": "0123456789AB"},
    {"assignment": ["A1"], "release": "0123456789ab"}, {"assignment": "..", "release": "0123456789ab"}, {"assignment": "A1/", "release": "0123456789ab"},
])
def test_a_release_that_cannot_be_true_is_none(original, said):
    original.metadata["ledelsesrum"] = said
    assert release_of(original) is None


def test_a_release_and_marks_are_read(original):
    assert release_of(original) == Release("A1", "0123456789ab")
    answer, test, task = (graded(by_id(original, name)) for name in ("a1-4", "a1-2-synlig", "a1-6"))
    assert (answer.is_answer, test.is_answer, task.is_answer) == (True, False, False)
    assert (answer.is_test, test.is_test, task.is_test) == (False, True, False)
    assert graded(original.cells[2]) is None


def test_a_cell_as_it_was_handed_out_is_known_by_nbgraders_own_checksum(original):
    marked = [cell for cell in original.cells if graded(cell)]
    assert len(marked) == 12 and all(map(is_as_handed_out, marked))
    for cell in marked:
        cell.source += "x"
    assert not any(map(is_as_handed_out, original.cells))
    for junk in ({"points": None}, {"points": "mange"}, {"points": 1e400}, {"checksum": ["x"]}):
        by_id(original, "a1-4").metadata.nbgrader.update(junk)
        assert not is_as_handed_out(by_id(original, "a1-4"))


def test_an_original_that_is_damaged_is_the_packages_fault(tmp_path, package, original):
    assert graded(read_original(package / "original" / "A1.ipynb").cells[0]).grade_id == "a1-laes"
    (tmp_path / "A1.ipynb").write_bytes(WHOLE[:-30])
    with pytest.raises(HandinError, match="Den urørte opgave, .*A1.ipynb, mangler eller er beskadiget. Pak opgavens zip ud igen"):
        read_original(tmp_path / "A1.ipynb")
    (tmp_path / "A1.ipynb").write_bytes(WHOLE)
    with pytest.raises(HandinError, match="er ikke en opgave, som den blev delt ud"):
        read_original(tmp_path / "A1.ipynb")
