"""What LMSs write on files, read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from course.grading.collecting.lms import Label, read_label, read_time


def local(*numbers: int) -> datetime:
    return datetime(*numbers).astimezone(UTC)


WRITTEN = {
    "Anne Ærø_12345_assignsubmission_file_": Label("Moodle", "Anne Ærø"),
    "Anne Ærø_12345_assignsubmission_file": Label("Moodle", "Anne Ærø"),
    "Ærø, Anne_12345_assignsubmission_onlinetext": Label("Moodle", "Ærø, Anne"),
    "Anne Ærø_12345_assignsubmission_file_A1_2_3.ipynb": Label("Moodle", "Anne Ærø", file="A1_2_3.ipynb"),
    "Participant_12345_assignsubmission_file_": Label("Moodle", ""),
    "Deltager_12345_assignsubmission_file_": Label("Moodle", ""),
    "ærøanne_LATE_123_456_A1-1.ipynb": Label("Canvas", "ærøanne", "123", "A1-1.ipynb", late=True),
    "ærøanne_123_456_A1_2_3.ipynb": Label("Canvas", "ærøanne", "123", "A1_2_3.ipynb", late=False),
    "ærøanne_123_text.html": Label("Canvas", "ærøanne", "123", "text.html", late=False),
    "anon_Ab12C_456_A1.ipynb": Label("Canvas", "", file="A1.ipynb", late=False),
    "LATE_anon_Ab12C_456_A1.ipynb": Label("Canvas", "", file="A1.ipynb", late=True),
    "39786-640693 - Anne Ærø - Oct 10, 2025 1022 AM": Label("Brightspace", "Anne Ærø", "39786", time=local(2025, 10, 10, 10, 22)),
    "39786-640693 - Anne - Marie Ærø - 3 Nov, 2026 1405 PM": Label("Brightspace", "Anne - Marie Ærø", "39786", time=local(2026, 11, 3, 14, 5)),
    "39786-640693 - Anne Ærø - 3 nov. 2026 14.05 - A1.ipynb": Label("Brightspace", "Anne Ærø", "39786", "A1.ipynb", time=local(2026, 11, 3, 14, 5)),
    "39786-640693 - Anne Ærø - Nov 33, 2026 1405": Label("Brightspace", "Anne Ærø", "39786"),
    "A1.ipynb": None, "Anne Ærø": None, "A1-aflevering-20261103-120000.zip": None, "12345": None, "": None,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_an_lms_wrote_is_read_and_nothing_else_is(name):
    assert read_label(name) == WRITTEN[name]


@pytest.mark.parametrize(("text", "moment"), {
    "Sept 1, 2025 100 AM": (2025, 9, 1, 1, 0), "May 1, 2025 12 AM": (2025, 5, 1, 0, 0), "maj 1, 2025 1200 PM": (2025, 5, 1, 12, 0), "1 Okt 2025 9 PM": (2025, 10, 1, 21, 0),
    "Oct 10, 2025 10:22 AM": (2025, 10, 10, 10, 22), "Oct 10, 2025 2360": None, "Juni": None, "Xyz 10, 2025 1000": None,
}.items())
def test_brightspaces_clock_in_all_its_forms(text, moment):
    assert read_time(text) == (local(*moment) if moment else None)
