"""Repairing the student's own file and packing it: what was there is still there, whatever goes wrong."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import nbformat
import pytest

from exercises.errors import HandinError
from exercises.handin import pack
from exercises.handin.notebook import read
from exercises.handin.pack import hand_in, repair_file
from tests.exercises.handin.conftest import by_id, place


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def contents(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def broken(write, mine) -> Path:
    """A notebook with a test deleted and an answer empty."""
    del mine.cells[place(mine, "a1-2-synlig")]
    by_id(mine, "a1-5").source = "Skriv dit svar her"
    return write(mine)


def test_the_zip_holds_the_notebook_as_it_is_on_the_disk_and_its_receipt(write, mine):
    path = write(mine)
    before = path.read_bytes()
    receipt = hand_in(path)
    inside = contents(receipt.file)
    assert inside.keys() == {"A1.ipynb", "kvittering.json"} and inside["A1.ipynb"] == before == path.read_bytes()
    told = json.loads(inside["kvittering.json"])
    assert told == {"assignment": "A1", "release": "0123456789ab", "sha256": hashlib.sha256(before).hexdigest(), "time": told["time"], "size": len(before)}
    assert timedelta(0) <= datetime.now(timezone.utc) - datetime.fromisoformat(told["time"]) < timedelta(minutes=1)
    assert re.fullmatch(r"A1-aflevering-\d{8}-\d{6}\.zip", receipt.file.name) and receipt.file.parent == path.parent
    assert files(path.parent).keys() == {"A1.ipynb", receipt.file.name}


def test_the_receipt_says_name_folder_time_and_hash(write, mine):
    receipt = hand_in(write(mine))
    said = str(receipt).splitlines()
    assert said[0] == "Opgave A1 er pakket og klar til at blive lagt op, hvor din underviser har bedt om den."
    assert {f"Fil:        {receipt.file.name}", f"Mappe:      {receipt.file.parent}", f"Kvittering: {receipt.sha256}"} <= set(said)
    assert json.loads(json.dumps(receipt.as_json()))["unanswered"] == []


def test_handing_in_repairs_first_and_keeps_the_file_as_it_was(broken):
    before = broken.read_bytes()
    receipt = hand_in(broken)
    backup = receipt.repaired.backup
    assert receipt.repaired.changes == ("Prøven til opgave A1.2 manglede. Den er sat ind igen på sin plads.",)
    assert re.fullmatch(r"A1 \(før reparation \d{4}-\d\d-\d\d kl\. \d\d\.\d\d\.\d\d\)\.ipynb", backup.name) and backup.read_bytes() == before
    assert contents(receipt.file)["A1.ipynb"] == broken.read_bytes() != before
    assert files(broken.parent).keys() == {"A1.ipynb", receipt.file.name, backup.name}
    nbformat.validate(read(broken))


def test_what_is_not_answered_is_said_and_no_hindrance(broken):
    assert "Ikke besvaret: opgave A1.5. Du kan svare og pakke igen; den nyeste gælder." in str(hand_in(broken))


def test_repairing_again_finds_nothing_and_copies_nothing(broken):
    assert repair_file(broken).changes
    before = files(broken.parent)
    again = repair_file(broken)
    assert (again.changes, again.backup) == ((), None) and files(broken.parent) == before


def test_a_file_in_another_encoding_is_saved_as_jupyter_reads_it(write, mine):
    path = write(mine)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert repair_file(path).changes == ("Filen var gemt i et tegnsæt, som Jupyter ikke læser. Den er gemt på den rigtige måde; teksten er den samme.",)
    assert nbformat.read(path, 4).cells == mine.cells


def test_handing_in_twice_makes_two_zips(write, mine):
    path = write(mine)
    first = hand_in(path)
    kept = first.file.read_bytes()
    later = [hand_in(path).file for _ in range(3)]
    assert len({first.file, *later}) == 4 and first.file.read_bytes() == kept


def test_a_zip_goes_where_it_is_asked_for_and_a_new_folder_is_made(write, mine, tmp_path):
    receipt = hand_in(write(mine), folder=tmp_path / "til læreren")
    assert receipt.file.parent == tmp_path / "til læreren" and receipt.file.is_file()


def test_a_renamed_notebook_is_handed_in_by_the_assignments_name(write, mine):
    path = write(mine).rename(write(mine).with_name("færdig.ipynb"))
    assert contents(hand_in(path).file).keys() == {"A1.ipynb", "kvittering.json"}


def test_a_notebook_saved_by_another_program_meanwhile_is_left_alone(broken, monkeypatch):
    real = pack.repair

    def slow(*notebooks):
        broken.write_bytes(b'{"gemt": "imens"}')
        return real(*notebooks)

    monkeypatch.setattr(pack, "repair", slow)
    with pytest.raises(HandinError, match="A1.ipynb blev gemt af et andet program, mens den blev læst. Den er ikke rørt. Gem den i JupyterLab"):
        hand_in(broken)
    assert files(broken.parent) == {"A1.ipynb": b'{"gemt": "imens"}'}


# ---- disks and folders that will not --------------------------------------------------------------------------------


@pytest.fixture
def disk(package, tmp_path):
    """Move the package to a disk of its own, of so many kilobytes; gives the notebook there."""
    mounted = tmp_path / "drev"
    mounted.mkdir()

    def mount(options: str) -> Path:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(mounted)], capture_output=True, check=False).returncode:
            pytest.skip("no right to mount a disk here")
        shutil.copytree(package, mounted / "A1")
        return mounted / "A1" / "A1.ipynb"

    if not shutil.which("mount"):
        pytest.skip("no disks can be mounted here")
    yield mount
    subprocess.run(["umount", "-l", str(mounted)], capture_output=True, check=False)


def test_a_full_disk_is_told_and_costs_nothing(disk, broken):
    path = disk("size=100k")
    path.write_bytes(broken.read_bytes())
    (path.parent / "fyld").write_bytes(b"x" * (os.statvfs(path.parent).f_bavail * os.statvfs(path.parent).f_bsize - 8192))
    before = files(path.parent)
    with pytest.raises(HandinError, match="Disken er fuld, så A1.ipynb kunne ikke gemmes i .*Gør plads, og prøv igen. Din notesbog er ikke rørt."):
        hand_in(path)
    assert files(path.parent)["A1.ipynb"] == before["A1.ipynb"] and not list(path.parent.glob(".ledelsesrum*"))


def test_a_disk_too_full_for_the_zip_leaves_no_half_zip(disk, write, mine):
    path = disk("size=100k")
    path.write_bytes(write(mine).read_bytes())
    (path.parent / "fyld").write_bytes(b"x" * (os.statvfs(path.parent).f_bavail * os.statvfs(path.parent).f_bsize))
    before = files(path.parent)
    with pytest.raises(HandinError, match=r"Disken er fuld, så A1-aflevering-.*\.zip kunne ikke gemmes"):
        hand_in(path)
    assert files(path.parent) == before


def test_a_folder_one_may_not_write_in_is_told_and_another_can_be_chosen(disk, write, mine, tmp_path):
    path = disk("size=100k")
    path.write_bytes(write(mine).read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(path.parents[1])], check=True)
    with pytest.raises(HandinError, match="Der må ikke skrives i .* flyt hele opgavens mappe til dine dokumenter"):
        hand_in(path)
    assert hand_in(path, folder=tmp_path).file.is_file()


def test_a_folder_that_is_a_file_is_told(write, mine, tmp_path):
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(HandinError, match="kunne ikke gemmes i .*Se efter, om mappen findes"):
        hand_in(write(mine), folder=tmp_path / "fil")
    assert (tmp_path / "fil").read_bytes() == b""
