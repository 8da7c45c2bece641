"""What a check says of a notebook; the code runs in real kernels, and as many faults as can share a run do."""

from __future__ import annotations

import json
import os

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from exercises.errors import HandinError
from exercises.handin import running
from exercises.handin.check import check
from exercises.handin.notebook import WrongAssignment
from tests.exercises.handin.conftest import by_id, cell, place

TASKS = {  # what the student wrote, the test, and what the check says to it; those that cost a new kernel first
    "a9-11": ("import os\nos._exit(3)", "assert True", [
        "stopped: Opgave A9.11: Python lukkede ned, mens koden kørte. Bruger den mere hukommelse, end der er, eller afslutter den selv Python?"]),
    "a9-13": ("import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass", "assert True", [
        "stopped: Opgave A9.13: Din kode stoppede ikke i løbet af 2 sekunder. Er der en løkke, som aldrig bliver færdig?"]),
    "a9-1": ("tal = 39", "assert tal == 40, 'Træk bunden fra.'", ["test: Opgave A9.1: Træk bunden fra."]),
    "a9-2": ("tal = 1\nprocent = tla * 2", "assert procent == 2, 'Gang med to.'", [
        "error: Opgave A9.2: Koden stoppede med en fejl. Linje 2: Navnet 'tla' findes ikke her. Er det stavet rigtigt, og er cellen, der laver det, kørt? "
        "Det står her: procent = tla * 2"]),
    "a9-3": ("def andel(a):\n    b = 0\n    return a / b", "assert andel(1) == 1, 'Del med en.'", [
        "test: Opgave A9.3: Prøven kunne ikke gennemføres. Linje 3: Der divideres med nul. Det står her: return a / b"]),
    "a9-4": ("tal = (1,", "assert tal4, 'Giv et tal.'", [
        "error: Opgave A9.4: Koden stoppede med en fejl. Linje 1: Python kan ikke læse linjen. "
        "Mangler der en parentes, et anførselstegn eller et kolon? Det står her: tal = (1,"]),
    "a9-6": ("def evigt():\n    while True:\n        print('x' * 1000)", "evigt()", [
        "stopped: Opgave A9.6: Din kode stoppede ikke i løbet af 2 sekunder. Er der en løkke, som aldrig bliver færdig?"]),
    "a9-7": ("import warnings\ndef advar():\n    warnings.warn('husk mig')\n    return 1", "assert advar() == 1", [
        "warning: Opgave A9.7: Prøven gik igennem, men koden skrev en advarsel, som kan koste point ved rettelsen: UserWarning: husk mig"]),
    "a9-8": ("svar = None  # Skriv dit svar her", "assert svar is not None, 'Mangler.'", ["unanswered: Opgave A9.8 er ikke besvaret endnu."]),
    "a9-9": ("from exercises import mistakes; mistakes.install(get_ipython())\nfoerste, tal = 7, 1 / 0", "assert foerste == 7, 'Skal være 7.'", [
        "error: Opgave A9.9: Koden stoppede med en fejl. Linje 2: Der divideres med nul. Det står her: foerste, tal = 7, 1 / 0"]),
    "a9-10": ("tal = 10", "assert tal == 11", ["test: Opgave A9.10: Prøven gik ikke igennem. Det står her: assert tal == 11"]),
    "a9-12": ("tal = 12", "assert tal == 12", []),
    "a9-14": ("class Endnu(AssertionError): pass", "raise Endnu('Giv mig et tal.')", ["test: Opgave A9.14: Giv mig et tal."]),
}
STUB = "svar = None  # Skriv dit svar her"


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """The findings on all of ``TASKS``, checked in one go; by task."""
    folder = tmp_path_factory.mktemp("A9")
    cells = [one for name, (_, test, _) in TASKS.items() for one in (
        cell("code", name, STUB, solution=True), cell("code", f"{name}-synlig", test, grade=True, locked=True, points=1))]
    original = new_notebook(cells=[*cells, cell("code", "a9-12-skjult", "# Bliver prøvet ved rettelsen", grade=True, locked=True, points=1)],
                            metadata={"kernelspec": {"name": "findes ikke", "display_name": "Noget andet"}})
    (folder / "original").mkdir()
    nbformat.write(original, folder / "original" / "A9.ipynb")
    for name, (code, _, _) in TASKS.items():
        by_id(original, name).source = code
    original.cells.append(new_code_cell("raise RuntimeError('min egen')"))
    nbformat.write(original, folder / "A9.ipynb")
    before = (folder / "A9.ipynb").read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "PATIENCE", 1)
        report = check(folder / "A9.ipynb", seconds=2)
    assert (folder / "A9.ipynb").read_bytes() == before
    return report


@pytest.mark.parametrize("name", TASKS)
def test_every_fault_gets_its_own_sentence(tried, name):
    said = [f"{finding.kind}: {finding.text}" for finding in tried.findings if finding.task == f"opgave {name.upper().replace('-', '.')}"]
    wanted = TASKS[name][2]
    assert len(said) == len(wanted) and all(text.startswith(start) for text, start in zip(said, wanted)), said


def test_after_every_fault_the_rest_is_still_run(tried):
    assert (tried.passed, tried.failed) == (4, 9), "the tests of 9.7, 9.11, 9.12 and 9.13 ask nothing of what went wrong"
    own = tried.findings[-1]
    assert own.text.startswith("En af dine egne celler: Koden stoppede med en fejl. Linje 1: Python stoppede med fejlen RuntimeError: min egen")
    assert (own.task, own.cell) == (None, 2 * len(TASKS) + 1)


def test_nothing_a_reader_sees_is_a_traceback(tried):
    assert "Traceback" not in str(tried) and "\x1b" not in str(tried) and "ipykernel" not in str(tried)
    assert all(len(line) <= 88 or " " not in line.strip() for line in str(tried).splitlines())


def test_what_is_right_is_ready(write, mine):
    report = check(write(mine))
    assert report.ready and (report.passed, report.failed) == (2, 0)
    assert str(report) == (
        "A1.ipynb: opgave A1\n\nDine tekster:\n- Opgave A1.4: 14 ord (bedt om 10-20).\n- Opgave A1.5: 4 ord.\n"
        "- Opgave A1.6 (Til chefen): 6 ord (bedt om 5-10).\n- Opgave A1.6 (Til kollegaen): 5 ord.\n- Opgave A1.7: 5 ord.\n\n"
        "Prøver: 2 af 2 gik igennem.\n\nOpgave A1 er klar til at blive afleveret."
    )
    assert json.loads(json.dumps(report.as_json())) == {
        "file": "A1.ipynb", "assignment": "A1", "release": "0123456789ab", "ready": True, "summary": "Opgave A1 er klar til at blive afleveret.",
        "repaired": [], "findings": [], "tests": {"passed": 2, "failed": 0},
        "answers": [
            {"grade_id": "a1-1", "task": "opgave A1.1", "answered": True, "words": None, "range": None},
            {"grade_id": "a1-2", "task": "opgave A1.2", "answered": True, "words": None, "range": None},
            {"grade_id": "a1-4", "task": "opgave A1.4", "answered": True, "words": 14, "range": [10, 20]},
            {"grade_id": "a1-5", "task": "opgave A1.5", "answered": True, "words": 4, "range": None},
            {"grade_id": "a1-6", "task": "opgave A1.6 (Til chefen)", "answered": True, "words": 6, "range": [5, 10]},
            {"grade_id": "a1-6", "task": "opgave A1.6 (Til kollegaen)", "answered": True, "words": 5, "range": None},
            {"grade_id": "a1-7", "task": "opgave A1.7", "answered": True, "words": 5, "range": None},
        ],
    }


def test_the_untouched_assignment_is_told_task_by_task(package):
    report = check(package / "A1.ipynb")
    assert [finding.text for finding in report.findings] == [f"Opgave A1.{n} er ikke besvaret endnu." for n in ("1", "2", "4", "5", "6 (Til chefen)", "6 (Til kollegaen)", "7")]
    assert (report.passed, report.failed) == (0, 2)
    assert report.summary == "Opgave A1 har 7 ting, du skal se på, før du afleverer (A1.1, A1.2, A1.4, A1.5, A1.6, A1.7)."


# ---- without running -----------------------------------------------------------------------------------------------


def looked(path, **settings):
    return check(path, run=False, **settings)


def test_repairs_are_told_and_made_on_a_copy_only(write, mine):
    by_id(mine, "a1-2-synlig").source = "pass"
    del mine.cells[place(mine, "a1-laes")]
    path = write(mine)
    before = path.read_bytes()
    report = looked(path)
    assert path.read_bytes() == before and sorted(file.name for file in path.parent.iterdir()) == ["A1.ipynb", "original"]
    assert len(report.repaired) == 2 and report.ready and (report.passed, report.failed) == (None, None)
    assert "Repareret i en kopi. Din egen fil er ikke rørt; den bliver repareret, når du afleverer:\n- Prøven til opgave A1.2 var ændret." in str(report)


def test_findings_point_at_the_cells_of_the_students_own_notebook(write, mine):
    mine.cells.insert(0, new_markdown_cell("Min forside"))
    by_id(mine, "a1-4").source = "For kort."
    del mine.cells[place(mine, "a1-5")]
    short, missing = looked(write(mine)).findings
    assert (short.kind, short.cell, short.grade_id) == ("short", place(mine, "a1-4"), "a1-4")
    assert (missing.kind, missing.cell, missing.grade_id) == ("unanswered", None, "a1-5")
    assert short.text == "Opgave A1.4 er kort: 2 ord, og der er bedt om 10-20. Mangler der noget, opgaven spørger om?"


def test_an_answer_written_beside_its_cell_is_noticed(write, mine):
    by_id(mine, "a1-5").source = "Skriv dit svar her"
    mine.cells.insert(place(mine, "a1-5") + 1, new_markdown_cell("De troede på sygeplejersken. " * 6))
    assert looked(write(mine)).findings[0].text == "Opgave A1.5 er ikke besvaret endnu. Står dit svar i cellen nedenunder, så flyt det op i svarcellen."


def test_another_edition_of_the_assignment_is_said(write, mine):
    mine.metadata.ledelsesrum.release = "ffffffffffff"
    report = looked(write(mine))
    assert report.release == "ffffffffffff" and [finding.kind for finding in report.findings] == ["release"]
    del mine.metadata["ledelsesrum"]
    assert looked(write(mine)).ready


def test_another_assignment_is_refused(write, mine):
    mine.metadata.ledelsesrum.assignment = "A2"
    path = write(mine)
    with pytest.raises(WrongAssignment, match="Notesbogen er opgave A2, men her skal være opgave A1"):
        looked(path)


@pytest.mark.parametrize("name", ["A1 (1).ipynb", "A1-MINPC.ipynb", "A1_conflict.ipynb", "A1 - Kopi.ipynb"])
def test_a_copy_that_was_saved_later_is_asked_about(write, mine, name):
    path = write(mine)
    other = path.with_name(name)
    other.write_bytes(path.read_bytes())
    os.utime(other, (path.stat().st_mtime + 60,) * 2)
    path.with_name("A1 (før reparation 2026-01-01 kl. 12.00.00).ipynb").write_bytes(b"")
    path.with_name("A10.ipynb").write_bytes(b"")
    assert [finding.text for finding in looked(path).findings] == [f"Ved siden af A1.ipynb ligger {name}, som er gemt senere. Er det den, du vil aflevere?"]
    os.utime(other, (path.stat().st_mtime - 60,) * 2)
    assert looked(path).ready


def test_the_original_is_found_by_the_assignments_name_whatever_the_student_calls_the_file(write, mine):
    path = write(mine)
    renamed = path.rename(path.with_name("Mette, opgave 1 (færdig).ipynb"))
    assert looked(renamed).ready


def test_a_notebook_outside_its_folder_is_told_to_go_back(write, mine, tmp_path):
    path = write(mine).rename(tmp_path / "A1.ipynb")
    with pytest.raises(HandinError, match="Ved siden af A1.ipynb mangler mappen original"):
        looked(path)

