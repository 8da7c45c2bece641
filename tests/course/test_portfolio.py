"""``course portfolio`` as a reader runs it: in a process of its own, on a real log."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from course.portfolio import save_new
from exercises.errors import PortfolioError
from exercises.journal.log import Log

ROOT = Path(__file__).parents[2]
RUN = "import sys; from course.cli import main; sys.exit(main())"


@pytest.fixture
def course(tmp_path):
    def run(*arguments: object, **changes: str) -> subprocess.CompletedProcess:
        environment = os.environ | {"LEDELSESRUM_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | changes
        return subprocess.run([sys.executable, "-c", RUN, "portfolio", *map(str, arguments)], cwd=tmp_path, env=environment, capture_output=True,
                              text=True, encoding="utf-8", errors="replace", timeout=60)

    return run


@pytest.fixture
def answered(tmp_path) -> Path:
    with Log.open(tmp_path / "data") as log:
        log.save("min_sag", "sagen", "Vi samler visitationen, så æbler og øl følges ad.")
    return tmp_path


def test_an_empty_log_is_told_with_what_to_do(course, tmp_path):
    done = course("--out", tmp_path / "filer")
    assert done.returncode == 1 and "Planen er tom" in done.stderr and "Traceback" not in done.stderr and not (tmp_path / "filer").exists()


@pytest.mark.parametrize("form", ["docx", "md", "json"])
def test_every_answer_is_written_to_the_folder_that_is_named(course, answered, form):
    done = course("--format", form, "--all", "--out", answered / "ny mappe")
    [file] = (answered / "ny mappe").iterdir()
    assert done.returncode == 0 and str(file) in done.stdout.splitlines() and file.suffix == f".{form}"
    content = file.read_bytes()
    if form == "docx":
        text = "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        text = content.decode("utf-8")
    assert "æbler og øl følges ad" in text


def test_json_is_data_that_others_can_read(course, answered):
    course("--format", "json", "--all", "--out", "plan.json")
    data = json.loads((answered / "plan.json").read_text(encoding="utf-8"))
    assert data["schema_version"] == 1 and data["appendix"]


def test_a_file_that_is_there_is_never_touched(course, answered):
    (answered / "plan.md").write_text("min egen", encoding="utf-8")
    for _ in range(2):
        assert course("--format", "md", "--all", "--out", "plan.md").returncode == 0
    assert (answered / "plan.md").read_text(encoding="utf-8") == "min egen"
    assert sorted(path.name for path in answered.glob("*.md")) == ["plan-2.md", "plan-3.md", "plan.md"]


def test_the_file_gets_the_ending_of_its_form(course, answered):
    course("--format", "md", "--all", "--out", "plan.docx")
    assert [path.name for path in answered.glob("plan*")] == ["plan.docx.md"]


def test_without_a_browser_no_file_is_left_and_word_is_offered(course, answered):
    done = course("--format", "pdf", "--all", "--out", answered / "ny", LEDELSESRUM_CHROME="/findes/ikke")
    assert done.returncode == 1 and "Vælg Word i stedet" in done.stderr and not (answered / "ny").exists()


def test_a_folder_that_cannot_be_made_is_told(course, answered):
    (answered / "fil").write_text("", encoding="utf-8")
    done = course("--format", "md", "--all", "--out", answered / "fil" / "mappe")
    assert done.returncode == 1 and "Planen kunne ikke gemmes i" in done.stderr and "Dine svar er ikke rørt" in done.stderr and "Traceback" not in done.stderr


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("exercises.files.os.replace", full)
    with pytest.raises(PortfolioError, match="om disken er fuld"):
        save_new(tmp_path / "plan.md", b"x")
    assert not list(tmp_path.iterdir())
