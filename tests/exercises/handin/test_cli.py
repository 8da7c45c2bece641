"""``ledelsesrum-elev`` as a student types it, in the folder of the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import pytest

from exercises.handin.__main__ import main
from exercises.handin.notebook import read
from exercises.journal.log import Log
from tests.exercises.handin.conftest import by_id, place

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def elev(package, tmp_path, monkeypatch, capsys):
    """Run the program in the package's folder, or another."""
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path / "data"))

    def run(*arguments: object, folder: Path = package) -> Done:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["ledelsesrum-elev", *map(str, arguments)])
        return Done(main(), *capsys.readouterr())

    return run


def test_a_whole_evening_with_an_assignment(elev, package, write, mine, tmp_path):
    by_id(mine, "a1-5").source = "Skriv dit svar her"
    del mine.cells[place(mine, "a1-2-synlig")]
    write(mine)
    checked = elev("check")
    assert checked.returncode == 1 and checked.stderr == ""
    assert checked.stdout.startswith("Har du notesbogen åben i JupyterLab, så gem den først")
    assert "- Prøven til opgave A1.2 manglede." in checked.stdout and checked.stdout.rstrip().endswith("se på, før du afleverer (A1.5).")

    assert "Der er ingen svar i din log på denne maskine endnu." in elev("insert").stdout
    with Log.open(tmp_path / "data") as log:
        log.save("hvem_tror_de_paa", "delvis_ret", "De troede på den, de kendte.", typed_at=datetime(2026, 3, 1, 12, tzinfo=timezone.utc))
    listed = elev("insert")
    assert "  1. " in listed.stdout and "1. marts 2026" in listed.stdout and "De troede på den, de kendte." in listed.stdout
    inserted = elev("insert", "--answer", 1, "--task", "A1.5")
    assert inserted.returncode == 0 and "Svar 1 er sat ind nederst i opgave A1.5." in inserted.stdout

    repaired = elev("repair")
    assert repaired.returncode == 0 and "Det her er repareret:\n- Prøven til opgave A1.2 manglede." in repaired.stdout
    assert elev("repair", "A1.ipynb").stdout.strip() == "Der var intet at reparere i A1.ipynb."
    assert by_id(read(package / "A1.ipynb"), "a1-5").source.endswith("De troede på den, de kendte.")

    ready = elev("check")
    assert ready.returncode == 0 and ready.stdout.rstrip().endswith("Opgave A1 er klar til at blive afleveret.")
    packed = elev("hand-in")
    assert packed.returncode == 0 and "Kvittering: " in packed.stdout and len(list(package.glob("A1-aflevering-*.zip"))) == 1


def test_a_console_that_lacks_letters_still_shows_the_rest(package):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-m", "exercises.handin", "check", "--no-run"], cwd=package, env=environment, capture_output=True, text=True,
                          encoding="ascii", timeout=120)
    assert done.returncode == 1 and "Opgave A1.1 er ikke besvaret endnu." in done.stdout and "Traceback" not in done.stdout + done.stderr


def test_what_is_wrong_is_one_sentence_and_no_traceback(elev, package, tmp_path):
    shutil.copy(package / "A1.ipynb", tmp_path / "alene.ipynb")
    (package / "tom.ipynb").write_bytes(b"")
    for arguments, folder, said in (
        (("check",), tmp_path, "ligger ikke netop én opgave. Gå til opgavens mappe"),
        (("hand-in", "alene.ipynb"), tmp_path, "Ved siden af alene.ipynb mangler mappen original"),
        (("repair", "tom.ipynb"), package, "tom.ipynb er tom."),
        (("check", "findes-ikke.ipynb"), package, "findes-ikke.ipynb findes ikke."),
    ):
        done = elev(*arguments, folder=folder)
        assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr


def test_a_number_that_is_not_on_the_list_is_told(elev, tmp_path):
    with Log.open(tmp_path / "data") as log:
        log.save("hvem_tror_de_paa", "delvis_ret", "Nej.")
    done = elev("insert", "--answer", 7, "--task", "A1.5")
    assert done.returncode == 1 and "Der er kun 1 svar på listen. Se den med: ledelsesrum-elev insert" in done.stderr
