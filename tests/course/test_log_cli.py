"""``course log`` as a reader runs it: in a process of its own, on a real file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from exercises.danish_dates import danish_time
from exercises.journal.log import FILE_NAME, Log

ROOT = Path(__file__).parents[2]
RUN = "import sys; from course.cli import main; sys.exit(main())"
NOON = datetime(2026, 3, 1, 12, 5, tzinfo=timezone.utc)


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def course(data):
    def run(*arguments: object, typed: str = "", encoding: str = "utf-8") -> subprocess.CompletedProcess:
        environment = os.environ | {"LEDELSESRUM_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
        return subprocess.run(
            [sys.executable, "-c", RUN, *map(str, arguments)], cwd=ROOT, env=environment, input=typed, capture_output=True, text=True,
            encoding="utf-8", errors="replace", timeout=60,
        )

    return run


@pytest.fixture
def answered(data) -> Path:
    with Log.open(data) as log:
        log.save("hvem_tror_de_paa", "delvis_ret", "Første linje om æbler 🌱 \ud83d\nAnden linje", typed_at=NOON)
        log.save("hvem_tror_de_paa", "trovaerdig", {"shares": {"topleder": 5, "fagperson": 95}}, occasion="efter", typed_at=NOON)
        log.save("hvem_tror_de_paa", "trovaerdig", {"shares": {"topleder": 20, "fagperson": 80}}, occasion="foer", typed_at=NOON)
        log.save("hvem_tror_de_paa", "dokumentaren", {"choice": "afvis"}, typed_at=NOON)
        log.save("hvem_tror_de_paa", "dokumentaren", {"choice": "tre_ting"}, typed_at=NOON)
        log.save("en_nedlagt_oevelse", "punkt", 4, typed_at=NOON)
    return data


def test_where_prints_the_path_on_a_line_of_its_own(course, data):
    done = course("log", "where")
    assert done.returncode == 0 and str(data / FILE_NAME) in done.stdout.splitlines()
    assert not data.exists()


def test_where_tells_the_folder_of_the_readers_own_code_too(course, answered):
    (answered / "notebooks").mkdir()
    done = course("log", "where")
    assert done.returncode == 0
    assert {str(answered / FILE_NAME), str(answered / "notebooks")} <= set(done.stdout.splitlines())


def test_where_tells_the_place_of_a_damaged_log_too(course, answered):
    (answered / FILE_NAME).write_bytes(b"vr\xf8vl" * 999)
    done = course("log", "where")
    assert done.returncode == 1 and str(answered / FILE_NAME) in done.stdout.splitlines()
    assert "er beskadiget" in done.stderr and "Traceback" not in done.stderr


def test_show_as_json_lists_the_current_answers_with_their_times(course, answered):
    shown = json.loads(course("log", "show", "--format", "json").stdout)
    assert [set(entry) for entry in shown] == [{"exercise", "item", "occasion", "value", "typed_at", "saved_at", "revision", "late"}] * 5
    by_place = {(entry["item"], entry["occasion"]): entry for entry in shown}
    assert by_place["dokumentaren", ""]["value"] == {"choice": "tre_ting"}
    assert by_place["trovaerdig", "foer"]["value"] == {"shares": {"topleder": 20, "fagperson": 80}}
    assert by_place["delvis_ret", ""]["value"] == "Første linje om æbler 🌱 \ud83d\nAnden linje"
    assert datetime.fromisoformat(by_place["dokumentaren", ""]["typed_at"]) == NOON
    assert datetime.fromisoformat(by_place["dokumentaren", ""]["saved_at"]).tzinfo is not None


def test_show_as_text_reads_as_danish_in_the_courses_own_words(course, answered):
    text = course("log", "show").stdout
    assert "Hvem tror de på hos jer?\n========================\n" in text
    assert "    Øverste leder: 20 point\n" in text and "    Første linje om æbler 🌱" in text and "    Anden linje\n" in text
    assert "Her kan du henvende dig i dag" in " ".join(text.split()) and "tre_ting" not in text
    assert f"skrevet {danish_time(NOON)}\n" in text
    assert text.index("Øverste leder: 20") < text.index("Øverste leder: 5") < text.index("henvende") < text.index("Første linje")
    assert "en_nedlagt_oevelse" in text and "    4\n" in text


def test_show_names_the_occasion_and_uses_its_own_words(course, data):
    with Log.open(data) as log:
        log.save("indgang_brev", "brev", "Den blev truffet", occasion="udgang", typed_at=NOON)
        log.save("indgang_brev", "brev", "Jeg udskyder den", occasion="indgang", typed_at=NOON)
    text = " ".join(course("log", "show").stdout.split())
    first, last = text.index("Jeg udskyder den"), text.index("Den blev truffet")
    assert text.index("(Ved kursets begyndelse)") < first < text.index("Før du åbner dit brev:") < text.index("(Ved kursets slutning)") < last


def test_show_calls_rows_from_another_exercise_by_the_names_they_have_there(course, data):
    with Log.open(data) as log:
        log.save("kaeden_af_ja", "kaeden", {"rows": 1, "labels": {"own_1": "Økonomichefen"}, "cells": {"own_1": {"chance": 90}}})
        log.save("kaeden_af_ja", "greb", {"cells": {"own_1": {"handling": "lad"}}})
    text = course("log", "show").stdout
    assert text.count("    Økonomichefen: ") == 2 and "own_1" not in text


def test_a_terminal_that_lacks_a_letter_still_shows_the_rest(course, answered):
    done = course("log", "show", encoding="cp1252")
    assert done.returncode == 0 and "Anden linje" in done.stdout and "\\U0001f331" in done.stdout


def test_show_says_when_there_is_nothing(course):
    assert course("log", "show").stdout == "Der er ingen svar endnu.\n"
    assert json.loads(course("log", "show", "--format", "json").stdout) == []


def test_a_backup_can_be_restored_and_the_answers_between_are_kept(course, answered, tmp_path):
    done = course("log", "backup", tmp_path / "min kopi.sqlite3")
    assert done.returncode == 0 and str(tmp_path / "min kopi.sqlite3") in done.stdout.splitlines()
    with Log.open(answered) as log:
        log.save("hvem_tror_de_paa", "mandat", "skrevet siden")
    done = course("log", "restore", tmp_path / "min kopi.sqlite3")
    assert done.returncode == 0 and "Der er nu 5 svar." in done.stdout
    former = Path(done.stdout.splitlines()[-1])
    assert former.parent == answered / "backups"
    assert course("log", "restore", former).returncode == 0
    with Log.open(answered) as log:
        assert "skrevet siden" in [answer.value for answer in log.current()]


def test_a_backup_without_a_name_is_dated_and_beside_the_log(course, answered):
    target = Path(course("log", "backup").stdout.splitlines()[-1])
    assert target.is_file() and target.parent == answered / "backups"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("backup", "data/journal.sqlite3"), "Der ligger allerede en fil"), (("restore", "findes-ikke"), "Der er ingen fil i")],
)
def test_what_goes_wrong_is_one_danish_message_and_a_failure(course, answered, tmp_path, arguments, message):
    verb, name = arguments
    done = course("log", verb, tmp_path / name)
    assert done.returncode == 1 and message in done.stderr and "Traceback" not in done.stderr and not done.stdout


@pytest.mark.parametrize("typed", ["nej\n", "\n", "yes\n", ""])
def test_erase_asks_first_and_only_ja_erases(course, answered, typed):
    done = course("log", "erase", typed=typed)
    assert done.returncode != 0 and "Det kan ikke fortrydes" in done.stdout
    with Log.open(answered) as log:
        assert len(log.current()) == 5


@pytest.mark.parametrize(("arguments", "typed"), [((), "ja\n"), (("--yes",), "")])
def test_erase_says_what_is_gone_and_that_copies_are_not(course, answered, arguments, typed):
    kept = Path(course("log", "backup").stdout.splitlines()[-1])
    done = course("log", "erase", *arguments, typed=typed)
    assert done.returncode == 0, done.stderr
    assert "Slettet: 5 svar, i alt 6 gemte udgaver." in done.stdout
    assert "Sikkerhedskopier er ikke rørt." in done.stdout and str(kept) in done.stdout and kept.is_file()
    with Log.open(answered) as log:
        assert log.current() == []
    assert "Der er ingen svar at slette." in course("log", "erase").stdout


def test_erase_leaves_the_readers_code_and_says_where_it_is(course, answered):
    notebook = answered / "notebooks" / "1-1-svaekkede-autoriteter.ipynb"
    notebook.parent.mkdir()
    notebook.write_text("{}", encoding="utf-8")
    done = course("log", "erase", "--yes")
    assert f"Din kode er ikke rørt. Den ligger i mappen {notebook.parent}" in done.stdout
    assert notebook.read_text(encoding="utf-8") == "{}"
