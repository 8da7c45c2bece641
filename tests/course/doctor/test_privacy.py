"""What is taken out of a text before it is sent to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.doctor import privacy
from course.doctor.privacy import without_names


@pytest.fixture
def clean(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "Bo Ø"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "Bo Ø"))
    monkeypatch.setenv("LEDELSESRUM_DATA", str(tmp_path / "Bo Ø" / "data"))
    monkeypatch.setattr(privacy.getpass, "getuser", lambda: "bo.oestergaard")
    return without_names(Path("/srv/kursus for Bo"))


@pytest.mark.parametrize(("text", "sent"), [
    ("/srv/kursus for Bo/_build/build.log", "(kursets mappe)/_build/build.log"),
    ("se /mnt/Sagsmapper/Hansen/chromium nu", "se …/chromium nu"),
    (r"C:\Users\Hansen\chrome.exe og \\server\deling\fil.db", r"…/chrome.exe og …/fil.db"),
    ("postgresql+psycopg://bo:***@server/kursus svarer ikke", "(adresse) svarer ikke"),
    ("tilhører Bo.Oestergaard, ikke bo.oestergaards", "tilhører (navn), ikke bo.oestergaards"),
    ("course read/build og 4.5/5", "course read/build og 4.5/5"),
])
def test_names_and_places_are_shortened(clean, text, sent):
    assert clean(text) == sent


def test_the_readers_folders_are_called_what_they_are(clean, tmp_path):
    assert clean(f"{tmp_path}/Bo Ø/data/journal.sqlite3") == "(datamappen)/journal.sqlite3"
    assert clean(f"{tmp_path}/Bo Ø/andet") == "~/andet"
