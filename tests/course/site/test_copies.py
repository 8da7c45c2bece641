"""The reader's own copy of a notebook: how it is made, what a new edition does to it, and that nothing is lost on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.site.copies import cell_ids, course_notebook, read, refresh, replacing
from course.site.merging import EARLIER
from tests.conftest import ROOT

SLUG = "1-1-svaekkede-autoriteter"
FORMER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
  language: python
---

# Øvelser

{.lr-quiet}
Se {term}`ordlisten <tillid>` og [teksten](../book/1-1-svaekkede-autoriteter.md).

```{code-cell}
:tags: [setup, hide-input]
from exercises.notebook import *
```

Første opgave.

```{code-cell}
:tags: [answer, hide-input]
answer_form("den_foerste")
```

```{code-cell}
:tags: [task, hide-input]
svar = ...
```

```{code-cell}
:tags: [check, hide-input]
check("den_foerste")
```

```{code-cell}
:tags: [answer, hide-input]
answer_form("den_anden")
```

```{code-cell}
:tags: [task, hide-input]
svar = ...
```

```{code-cell}
:tags: [check, hide-input]
check("den_anden")
```
"""
FIRST, SECOND = "task-den_foerste", "task-den_anden"


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "course" / f"{SLUG}.md"
    path.parent.mkdir()
    path.write_text(FORMER, encoding="utf-8")
    return path


@pytest.fixture
def copy(tmp_path, source) -> Path:
    path = tmp_path / "own æøå" / f"{SLUG}.ipynb"
    path.parent.mkdir()
    refresh(source, path)
    return path


def cells(copy: Path) -> dict:
    return {cell.id: cell for cell in read(copy).cells}


def edit(copy: Path, change) -> None:
    """Change the copy as JupyterLab would: read, change, write."""
    notebook = nbformat.read(copy, as_version=4)
    change(notebook.cells, {cell.id: cell for cell in notebook.cells})
    nbformat.write(notebook, copy)


def write(copy: Path, name: str, text: str) -> None:
    edit(copy, lambda _, by_id: by_id[name].update(source=text))


def new_edition(source: Path, copy: Path, *changes: tuple[str, str]) -> dict:
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    source.write_text(text, encoding="utf-8")
    refresh(source, copy)
    nbformat.validate(nbformat.read(copy, as_version=4))
    return cells(copy)


def without_first(text: str) -> tuple[str, str]:
    start, end = text.index("```{code-cell}\n:tags: [answer"), text.index('```{code-cell}\n:tags: [answer, hide-input]\nanswer_form("den_anden")')
    return text[start:end], ""


# ---- How a copy is made

def test_every_notebook_of_the_course_becomes_a_sound_copy_with_ids_of_its_own(tmp_path):
    sources = sorted((ROOT / "notebooks").glob("*.md"))
    assert sources
    for source in sources:
        copy = tmp_path / f"{source.stem}.ipynb"
        refresh(source, copy)
        notebook = nbformat.read(copy, as_version=4)
        nbformat.validate(notebook)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        assert all(cell.metadata.ledelsesrum == {"id": cell.id, "source": cell.source} for cell in notebook.cells)


def test_a_cell_is_named_by_what_it_is_about_and_keeps_its_tags(copy):
    assert list(cells(copy)) == [
        "before-setup-1", "setup-1", "before-answer-den_foerste", "answer-den_foerste", FIRST, "check-den_foerste",
        "answer-den_anden", SECOND, "check-den_anden",
    ]
    assert cells(copy)[FIRST].metadata.tags == ["task", "hide-input"]


def test_names_that_would_be_the_same_or_too_long_are_told_apart():
    code = [nbformat.v4.new_code_cell(f'reflection("{"x" * 90}")', metadata={"tags": ["reflection"]}) for _ in range(3)]
    ids = cell_ids(code)
    assert len(set(ids)) == 3 and max(map(len, ids)) <= 64


def test_the_text_is_as_jupyterlab_can_show_it(copy):
    assert cells(copy)["before-setup-1"].source == "# Øvelser\n\nSe ordlisten og [teksten](/bog/book/1-1-svaekkede-autoriteter.html)."


def test_code_that_the_page_hides_is_folded_in_jupyterlab_and_a_task_is_not(copy):
    assert cells(copy)["setup-1"].metadata.jupyter.source_hidden
    assert "jupyter" not in cells(copy)[FIRST].metadata


def test_a_copy_of_this_edition_is_not_written_again(source, copy):
    before = copy.stat()
    assert refresh(source, copy) is None
    assert (copy.stat().st_mtime_ns, copy.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


# ---- What a new edition does to it

def test_a_cell_that_is_not_edited_gets_the_new_text(source, copy):
    found = new_edition(source, copy, ("Første opgave.", "Opgave nummer ét."), ("svar = ...", "svar = ...  # et tal"))
    assert found["before-answer-den_foerste"].source == "Opgave nummer ét."
    assert found[FIRST].source == found[FIRST].metadata.ledelsesrum.source == "svar = ...  # et tal"


def test_an_edited_cell_stays_and_the_new_text_is_what_it_can_be_reset_to(source, copy):
    write(copy, FIRST, "svar = 42")
    found = new_edition(source, copy, ("svar = ...", "svar = ...  # et tal"))
    assert found[FIRST].source == "svar = 42"
    assert found[FIRST].metadata.ledelsesrum.source == "svar = ...  # et tal"
    assert found[SECOND].source == "svar = ..."


def test_an_edit_that_became_the_courses_own_text_follows_the_course_again(source, copy):
    write(copy, FIRST, "svar = ...  # et tal")
    new_edition(source, copy, ("svar = ...", "svar = ...  # et tal"))
    assert new_edition(source, copy, ("  # et tal", "  # et helt tal"))[FIRST].source == "svar = ...  # et helt tal"


def test_an_edit_outlives_two_editions_in_a_row_and_a_task_moved(source, copy):
    write(copy, SECOND, "svar = 'min'")
    new_edition(source, copy, ("Første opgave.", "Anden udgave."))
    moved, _ = without_first(source.read_text(encoding="utf-8"))
    source.write_text(source.read_text(encoding="utf-8").replace(moved, "") + "\n" + moved, encoding="utf-8")
    found = new_edition(source, copy)
    assert found[SECOND].source == "svar = 'min'"
    assert list(found).index(SECOND) < list(found).index(FIRST)


def test_a_cell_the_reader_added_stays_after_the_same_cell(source, copy):
    edit(copy, lambda all_cells, _: all_cells.insert(5, nbformat.v4.new_code_cell("hpv.describe()", id="mine")))
    edit(copy, lambda all_cells, _: all_cells.insert(0, nbformat.v4.new_markdown_cell("Mine noter", id="top")))
    found = new_edition(source, copy, ("Første opgave.", "Ny tekst.\n\n```{code-cell}\n:tags: [figure, hide-input]\n1 + 1\n```\n"))
    order = list(found)
    assert order[0] == "top" and order[order.index("mine") - 1] == FIRST
    assert found["mine"].source == "hpv.describe()"


def test_an_added_cell_whose_neighbour_is_dropped_stays_after_the_one_before(source, copy):
    edit(copy, lambda all_cells, _: all_cells.insert(5, nbformat.v4.new_code_cell("min", id="mine")))
    order = list(new_edition(source, copy, without_first(source.read_text(encoding="utf-8"))))
    assert FIRST not in order
    assert order[order.index("mine") - 1] == "setup-1"


def test_an_edited_cell_that_the_course_dropped_is_kept_at_the_end_under_a_heading(source, copy):
    write(copy, FIRST, "svar = 42")
    found = new_edition(source, copy, without_first(source.read_text(encoding="utf-8")))
    assert list(found)[-2:] == [EARLIER, FIRST]
    assert found[EARLIER].source.startswith("## Fra en tidligere udgave af kurset")
    assert found[FIRST].source == "svar = 42"
    assert "check-den_foerste" not in found
    again = new_edition(source, copy, ('check("den_anden")\n```\n', 'check("den_anden")\n```\n\nSlut for i dag.\n'))
    assert list(again)[-3:] == ["before-end", EARLIER, FIRST]


def test_a_dropped_task_that_comes_back_finds_the_readers_code(source, copy):
    write(copy, FIRST, "svar = 42")
    dropped, _ = without_first(source.read_text(encoding="utf-8"))
    new_edition(source, copy, (dropped, ""))
    source.write_text(source.read_text(encoding="utf-8") + dropped, encoding="utf-8")
    found = new_edition(source, copy)
    assert found[FIRST].source == "svar = 42"
    assert found[FIRST].metadata.ledelsesrum == {"id": FIRST, "source": "svar = ..."}


def test_a_cell_copied_or_doubled_in_jupyterlab_is_the_readers_own(source, copy):
    def paste(all_cells, by_id):
        all_cells.append(nbformat.from_dict({**by_id[FIRST], "id": "pasted"}))  # JupyterLab takes the metadata along

    edit(copy, paste)
    found = new_edition(source, copy, without_first(source.read_text(encoding="utf-8")))
    assert found["pasted"].source == "svar = ..." and "ledelsesrum" not in found["pasted"].metadata

    notebook = json.loads(copy.read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][-1], "id": SECOND, "source": ["to gange"]})
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    found = new_edition(source, copy, ("# Øvelser", "# Flere øvelser"))
    assert [cell.source for cell in found.values()].count("to gange") == 1
    assert found[SECOND].source == "svar = ..."


def test_a_copy_whose_ids_an_old_program_took_away_is_known_by_its_metadata(source, copy):
    write(copy, FIRST, "svar = 42")
    notebook = json.loads(copy.read_text(encoding="utf-8"))
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": ["min"], "outputs": [], "execution_count": None})
    for cell in notebook["cells"]:
        cell.pop("id", None)
    copy.write_text(json.dumps(notebook | {"nbformat_minor": 4}), encoding="utf-8")
    found = new_edition(source, copy, ("Første opgave.", "Ny tekst."))
    assert list(found)[:-1] == [cell.id for cell in course_notebook(source).cells]
    assert (found[FIRST].source, list(found.values())[-1].source) == ("svar = 42", "min")


def test_a_cell_of_the_course_that_the_reader_removed_is_there_again_in_a_new_edition(source, copy):
    edit(copy, lambda all_cells, by_id: all_cells.remove(by_id[FIRST]))
    assert refresh(source, copy) is None and FIRST not in cells(copy)
    assert FIRST in new_edition(source, copy, ("# Øvelser", "# Nye øvelser"))


def test_outputs_and_the_readers_metadata_survive_where_the_code_does(source, copy):
    output = nbformat.v4.new_output("stream", text="4\n")

    def run(_, by_id):
        by_id[FIRST].update(outputs=[output], execution_count=3)
        by_id[FIRST].metadata.update(collapsed=True, tags=["task", "min"])
        by_id["setup-1"].update(outputs=[output], execution_count=1)
        by_id["setup-1"].metadata.jupyter.source_hidden = False

    edit(copy, run)
    found = new_edition(source, copy, ("import *", "import *\nny = 1"), ("# Øvelser", "# Nye øvelser"))
    assert (found[FIRST].outputs, found[FIRST].execution_count) == ([output], 3)
    assert found[FIRST].metadata.collapsed and found[FIRST].metadata.tags == ["task", "hide-input"]
    assert (found["setup-1"].outputs, found["setup-1"].execution_count) == ([], None)
    assert found["setup-1"].metadata.jupyter.source_hidden is False


# ---- Damage, kills and full disks

@pytest.mark.parametrize("damage", [
    b"", b"not json", b"{}", b"[]", b"null", b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}', b"\xff\xfe\x00",
    b'{"cells": [1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', b'{"cells": {}, "metadata": {}, "nbformat": 4}',
    b'{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    b'{"cells": [], "metadata": [], "nbformat": 4, "nbformat_minor": 5}',
])
def test_a_damaged_copy_is_put_aside_as_it_is_and_a_fresh_one_made(source, copy, damage):
    copy.write_bytes(damage)
    aside = refresh(source, copy)
    assert aside.read_bytes() == damage and aside.parent == copy.parent
    assert cells(copy)[FIRST].source == "svar = ..."
    assert read(copy).metadata.ledelsesrum.put_aside == aside.name


def test_two_damaged_copies_in_the_same_second_are_both_kept(source, copy):
    kept = []
    for damage in ("a", "b"):
        copy.write_text(damage, encoding="utf-8")
        kept.append(refresh(source, copy))
    assert [aside.read_text(encoding="utf-8") for aside in kept] == ["a", "b"]


def test_a_new_edition_still_tells_of_the_copy_that_was_put_aside(source, copy):
    copy.write_bytes(b"")
    aside = refresh(source, copy)
    new_edition(source, copy, ("# Øvelser", "# Nye øvelser"))
    assert read(copy).metadata.ledelsesrum.put_aside == aside.name


def test_a_write_that_fails_leaves_the_former_file_and_nothing_else(copy):
    before = copy.read_bytes()
    with pytest.raises(OSError, match="disken"), replacing(copy) as file:
        file.write("half of ")
        raise OSError("disken er fuld")
    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_kill_in_the_middle_of_writing_leaves_the_former_file_whole(source, copy):
    before = copy.read_bytes()
    code = ("import sys, time; from course.site.copies import replacing\n"
            "with replacing(sys.argv[1]) as file:\n    file.write('half of '); file.flush(); print('writing', flush=True); time.sleep(60)")
    writer = subprocess.Popen([sys.executable, "-c", code, copy], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                              env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert writer.stdout.readline() == "writing\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert copy.read_bytes() == before
    assert refresh(source, copy) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_copy_that_is_a_link_stays_one(source, copy):
    elsewhere = copy.rename(copy.with_name("elsewhere.ipynb"))
    copy.symlink_to(elsewhere)
    new_edition(source, copy, ("# Øvelser", "# Nye øvelser"))
    assert copy.is_symlink() and cells(elsewhere)["before-setup-1"].source.startswith("# Nye øvelser")


def test_the_courses_notebook_itself_is_never_changed(source, copy):
    write(copy, FIRST, "svar = 42")
    refresh(source, copy)
    assert source.read_text(encoding="utf-8") == FORMER
    assert [cell.id for cell in course_notebook(source).cells] == list(cells(copy))
