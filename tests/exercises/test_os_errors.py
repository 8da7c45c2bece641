"""What the operating system refuses is told in Danish, whatever language the machine speaks."""

import os
from pathlib import Path

import pytest

from exercises.os_errors import BY_NUMBER, reason
from tests.browser.gates import Shown, english


def test_every_reason_is_danish():
    assert english([Shown("reason", said) for said in BY_NUMBER.values()]) == []


REFUSED = {
    "filen eller mappen findes ikke": lambda folder: (folder / "ingen").read_text(encoding="utf-8"),
    "det er en mappe": lambda folder: folder.write_text("", encoding="utf-8"),
    "noget på vejen dertil er ikke en mappe": lambda folder: (folder / "fil" / "under").read_text(encoding="utf-8"),
    "navnet er for langt": lambda folder: (folder / ("ø" * 300)).write_text("", encoding="utf-8"),
    "mappen er ikke tom": lambda folder: folder.rmdir(),
    "navnet er taget": lambda folder: folder.mkdir(),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses the same in other ways")
@pytest.mark.parametrize("said", REFUSED)
def test_a_refusal_is_told_in_a_few_words(tmp_path: Path, said):
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(OSError) as refused:
        REFUSED[said](tmp_path)
    assert reason(refused.value) == said


def test_what_is_rare_is_told_by_its_number():
    assert reason(OSError(9999, "Something odd")) == "fejl 9999"
