"""Whatever was done to an assignment's cells, the repaired notebook can be graded and holds every word the student wrote."""

from __future__ import annotations

import re
from copy import deepcopy

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from exercises.errors import HandinError
from exercises.handin.answers import answers
from exercises.handin.notebook import WrongAssignment, claimed_id, release_of
from exercises.handin.repair import repair
from tests.exercises.handin.conftest import by_id, place, texts


def copied(notebook, grade_id: str, source: str | None = None, at: int = 1):
    """Copy a cell to right below it, or ``at`` further down, as JupyterLab does: the copy has an id of its own."""
    copy = deepcopy(by_id(notebook, grade_id))
    copy.id = f"kopi-{grade_id}-{at}"
    copy.source = copy.source if source is None else source
    notebook.cells.insert(place(notebook, grade_id) + at, copy)


def gradable(notebook, original) -> None:
    """nbgrader accepts it, and every graded cell is there once, in its order, as it was handed out."""
    from nbgrader.preprocessors import CheckCellMetadata

    nbformat.validate(notebook)
    CheckCellMetadata().preprocess(deepcopy(notebook), {})
    given_out = {claimed_id(cell): cell for cell in original.cells if claimed_id(cell)}
    found = {claimed_id(cell): cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    assert found.keys() == given_out.keys() and len([cell for cell in notebook.cells if "nbgrader" in cell.metadata]) == len(given_out)
    for name, cell in found.items():
        assert (cell.metadata, cell.cell_type, cell.id) == (given_out[name].metadata, given_out[name].cell_type, given_out[name].id)
        assert cell.metadata.nbgrader.solution or cell.source == given_out[name].source


def test_a_notebook_without_faults_is_left_as_it_is(mine, original):
    assert repair(mine, original).changes == ()
    assert repair(mine, original).notebook == mine
    assert repair(original, original).notebook == original


# ---- deleted -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("grade_id", "said"), {
    "a1-2-synlig": "Prøven til opgave A1.2 manglede. Den er sat ind igen på sin plads.",
    "a1-2-tekst": "Teksten til opgave A1.2 manglede. Den er sat ind igen på sin plads.",
    "a1-laes": "Teksten til opgaven »A1 Tillid« manglede. Den er sat ind igen på sin plads.",
    "a1-hent": "Koden til opgaven »A1 Tillid« manglede. Den er sat ind igen på sin plads.",
    "a1-6": "Teksten til opgave A1.6 manglede. Den er sat ind igen på sin plads.",
    "a1-4": "Svarcellen til opgave A1.4 manglede. Den er sat ind igen på sin plads uden svar: Har du skrevet svaret i en anden celle, så flyt det hertil.",
}.items())
def test_a_deleted_cell_is_back_in_its_place(mine, original, grade_id, said):
    whole = deepcopy(mine)
    by_id(whole, grade_id).source = by_id(original, grade_id).source
    del mine.cells[place(mine, grade_id)]
    repaired = repair(mine, original)
    assert repaired.changes == (said,)
    assert repaired.notebook == whole


def test_a_deleted_test_comes_back_after_what_the_student_wrote_for_it(mine, original):
    at = place(mine, "a1-2-synlig")
    mine.cells[at] = new_code_cell("def andel(a, b):\n    return a / b")
    repaired = repair(mine, original).notebook
    assert [cell.source for cell in repaired.cells[at : at + 2]] == ["def andel(a, b):\n    return a / b", by_id(original, "a1-2-synlig").source]


def test_everything_deleted_is_everything_back(mine, original):
    mine.cells = [new_markdown_cell("Kun min egen celle")]
    repaired = repair(mine, original)
    assert len(repaired.changes) == 12
    gradable(repaired.notebook, original)
    assert "Kun min egen celle" in texts(repaired.notebook)


# ---- copied, split, merged ---------------------------------------------------------------------------------------


def test_of_a_copied_answer_the_one_that_was_written_in_is_kept(mine, original):
    copied(mine, "a1-1", source=by_id(original, "a1-1").source)  # run after it, the empty copy would undo the answer
    repaired = repair(mine, original)
    assert repaired.changes == ("Svarcellen til opgave A1.1 stod 2 gange. Kopien, som du ikke havde skrevet i, er fjernet.",)
    assert by_id(repaired.notebook, "a1-1").source == "fald = tal[0] - tal[1]"
    gradable(repaired.notebook, original)


def test_two_copies_written_in_are_joined_with_a_line_between(mine, original):
    copied(mine, "a1-5", source="De troede på borgmesteren.", at=2)
    repaired = repair(mine, original)
    assert by_id(repaired.notebook, "a1-5").source == "De troede på sygeplejersken.\n\n---\n\nDe troede på borgmesteren."
    assert repaired.changes == (
        "Svarcellen til opgave A1.5 stod 2 gange med hver sin tekst fra dig. De er lagt sammen i én celle med en streg imellem: "
        "Læs dem igennem, og slet det, du ikke vil aflevere.",
    )


def test_two_editions_of_a_function_are_told_apart_from_its_two_halves(mine, original):
    halves, editions = deepcopy(mine), deepcopy(mine)
    by_id(halves, "a1-2").source = "def andel(a, b):"
    copied(halves, "a1-2", source="    return a / b")
    assert by_id(repair(halves, original).notebook, "a1-2").source == "def andel(a, b):\n    return a / b"
    assert repair(halves, original).changes == ("Svarcellen til opgave A1.2 var delt i 2. Delene er lagt sammen igen i den rækkefølge, de stod.",)
    copied(editions, "a1-2", source="def andel(a, b):\n    return b / a")
    assert by_id(repair(editions, original).notebook, "a1-2").source == (
        "def andel(a, b):\n    return a / b\n\n# ---------- en anden udgave af svaret ----------\n\ndef andel(a, b):\n    return b / a")


def test_a_number_given_twice_is_two_editions_even_side_by_side(mine, original):
    copied(mine, "a1-1", source="fald = 40")
    assert "en anden udgave" in by_id(repair(mine, original).notebook, "a1-1").source


def test_the_second_half_of_a_split_text_stays_where_it_is_when_it_lost_its_mark(mine, original):
    mine.cells.insert(place(mine, "a1-5") + 1, new_markdown_cell("Og de havde ret."))
    repaired = repair(mine, original)
    assert repaired.changes == () and repaired.notebook == mine


def test_equal_copies_become_one(mine, original):
    copied(mine, "a1-5")
    assert repair(mine, original).changes == ("Svarcellen til opgave A1.5 stod 2 gange. De var ens; én er beholdt.",)


def test_a_copied_test_becomes_one(mine, original):
    copied(mine, "a1-2-synlig", at=3)
    repaired = repair(mine, original)
    assert repaired.changes == ("Prøven til opgave A1.2 stod 2 gange. Den står der kun én gang nu.",)
    gradable(repaired.notebook, original)


def test_two_answers_merged_into_one_stay_where_they_were_written(mine, original):
    by_id(mine, "a1-4").source += "\n\n" + by_id(mine, "a1-5").source
    del mine.cells[place(mine, "a1-5")]
    repaired = repair(mine, original)
    assert "sygeplejersken" in by_id(repaired.notebook, "a1-4").source
    assert repaired.changes[0].startswith("Svarcellen til opgave A1.5 manglede.") and len(repaired.changes) == 1
    gradable(repaired.notebook, original)


def test_pictures_of_joined_answers_are_both_there_though_they_had_one_name(mine, original):
    red, blue = {"image/png": "cmVk"}, {"image/png": "Ymx1ZQ=="}
    by_id(mine, "a1-5").update(source="Først ![kort](attachment:image.png)", attachments={"image.png": red})
    copied(mine, "a1-5", source="Dernæst ![kort](attachment:image.png)")
    mine.cells[place(mine, "a1-5") + 1].attachments = {"image.png": blue}
    joined = by_id(repair(mine, original).notebook, "a1-5")
    assert joined.attachments == {"image.png": red, "2-image.png": blue}
    assert joined.source == "Først ![kort](attachment:image.png)\n\nDernæst ![kort](attachment:2-image.png)"


# ---- retyped, edited, moved --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("grade_id", "kind", "said"), [
    ("a1-4", "code", "Svarcellen til opgave A1.4 var lavet om fra tekst til kode. Den er tekst igen; det, du har skrevet, er med."),
    ("a1-4", "raw", "Svarcellen til opgave A1.4 var lavet om fra tekst til rå tekst. Den er tekst igen; det, du har skrevet, er med."),
    ("a1-2", "markdown", "Svarcellen til opgave A1.2 var lavet om fra kode til tekst. Den er kode igen; det, du har skrevet, er med."),
    ("a1-2-synlig", "raw", "Prøven til opgave A1.2 var lavet om fra kode til rå tekst. Den er kode igen."),
])
def test_a_retyped_cell_has_its_type_again_and_its_text(mine, original, grade_id, kind, said):
    whole = deepcopy(mine)
    old = by_id(mine, grade_id)
    mine.cells[place(mine, grade_id)] = retyped(old, kind)
    repaired = repair(mine, original)
    assert repaired.changes == (said,) and repaired.notebook == whole


def retyped(cell, kind: str):
    new = new_code_cell(cell.source) if kind == "code" else new_markdown_cell(cell.source)
    return nbformat.from_dict(new | {"cell_type": kind, "metadata": cell.metadata, "id": cell.id})


def test_what_was_written_in_a_text_to_read_stands_in_a_cell_below_it(mine, original):
    by_id(mine, "a1-laes").source = by_id(original, "a1-laes").source.replace("begynder.", "begynder. Det gjorde jeg.") + "\n\nMin egen note."
    repaired = repair(mine, original)
    below = repaired.notebook.cells[place(repaired.notebook, "a1-laes") + 1]
    assert below.source == "Læs opgaven, før du begynder. Det gjorde jeg.\nMin egen note." and below.metadata == {}
    assert repaired.changes == (
        "Teksten til opgaven »A1 Tillid« var ændret. Den er, som den var. Det, du havde skrevet i den, står nu i en celle for sig lige under.",)
    gradable(repaired.notebook, original)


def test_an_answer_written_into_a_task_is_seen_by_who_grades(mine, original):
    by_id(mine, "a1-6").source += "\n\nMin plan er at spørge først."
    repaired = repair(mine, original).notebook
    assert repaired.cells[place(repaired, "a1-6") + 1].source == "Min plan er at spørge først."


def test_a_changed_test_is_as_it_was_and_what_was_put_in_it_is_shown_but_not_run(mine, original):
    by_id(mine, "a1-2-synlig").source = "andel = lambda a, b: 0.5\nprint('```')"
    repaired = repair(mine, original)
    below = repaired.notebook.cells[place(repaired.notebook, "a1-2-synlig") + 1]
    assert (below.cell_type, below.source) == ("markdown", "````python\nandel = lambda a, b: 0.5\nprint('```')\n````")
    gradable(repaired.notebook, original)


def test_a_test_that_lost_a_line_is_whole_and_leaves_no_empty_note(mine, original):
    by_id(mine, "a1-1-synlig").source = by_id(original, "a1-1-synlig").source.split("\n")[0]
    repaired = repair(mine, original)
    assert repaired.changes == ("Prøven til opgave A1.1 var ændret. Den er, som den var.",)
    assert len(repaired.notebook.cells) == len(mine.cells)


def test_a_test_above_its_answer_goes_back_and_own_cells_follow(mine, original):
    at = place(mine, "a1-1-synlig")
    mine.cells.insert(at + 1, new_markdown_cell("En note om prøven"))
    moved = mine.cells[at : at + 2]
    mine.cells[at : at + 2] = []
    mine.cells[1:1] = moved
    repaired = repair(mine, original)
    assert [cell.source for cell in repaired.notebook.cells[4:6]] == [by_id(original, "a1-1-synlig").source, "En note om prøven"]
    assert repaired.changes == (
        "Cellerne var flyttet, så koden ikke kunne køre fra øverst til nederst. De står i opgavens rækkefølge igen, og dine egne celler er fulgt med.",)


def test_cells_moved_so_that_all_still_runs_stay_where_they_are(mine, original):
    text = mine.cells.pop(place(mine, "a1-5"))
    mine.cells.insert(2, text)
    task_two = [mine.cells.pop(place(mine, name)) for name in ("a1-2-tekst", "a1-2", "a1-2-synlig", "a1-2-skjult")]
    mine.cells[3:3] = task_two
    repaired = repair(mine, original)
    assert repaired.changes == () and repaired.notebook == mine


# ---- metadata, and what hangs on a notebook ----------------------------------------------------------------------


def test_points_and_word_ranges_are_not_the_students_to_set(mine, original):
    by_id(mine, "a1-2-synlig").metadata.nbgrader.points = 99
    by_id(mine, "a1-4").metadata["ledelsesrum"]["words"] = [0, 1]
    repaired = repair(mine, original)
    assert repaired.changes == (
        "Prøven til opgave A1.2 havde fået ændret sine oplysninger om point og lås. De er, som de var.",
        "Svarcellen til opgave A1.4 havde fået ændret sine oplysninger om point og lås. De er, som de var.",
    )
    gradable(repaired.notebook, original)


@pytest.mark.parametrize("broken", [{"grade_id": "a1-2-synlig"}, {"grade_id": "a1-2-synlig", "grade": "ja", "points": "mange", "schema_version": 9}])
def test_broken_marks_are_mended(mine, original, broken):
    by_id(mine, "a1-2-synlig").metadata["nbgrader"] = broken
    gradable(repair(mine, original).notebook, original)


@pytest.mark.parametrize("junk", ["tekst", 7, [], {"grade_id": 3}, {"grade_id": ""}, {"grade_id": "fra-en-anden", "grade": True}, None, True])
def test_a_mark_that_is_none_of_the_assignments_is_taken_off_and_the_cell_stays(mine, original, junk):
    mine.cells.append(new_markdown_cell("Min celle", metadata={"nbgrader": junk}))
    repaired = repair(mine, original)
    assert repaired.notebook.cells[-1].source == "Min celle"
    gradable(repaired.notebook, original)
    assert len(repaired.changes) == bool(junk)


def test_cells_that_lost_all_marks_are_known_by_their_id_or_text(mine, original):
    for cell in mine.cells:
        cell.metadata = nbformat.NotebookNode()
    repaired = repair(mine, original)
    assert "Svarcellen til opgave A1.4 havde mistet sit mærke, så den ikke kunne kendes ved rettelsen. Det er sat på igen." in repaired.changes
    whole = repaired.notebook
    for cell in mine.cells:
        cell.pop("id", None)
    by_text = repair(mine, original).notebook
    gradable(whole, original)
    gradable(by_text, original)
    assert by_id(whole, "a1-5").source == "De troede på sygeplejersken." and "De troede på sygeplejersken." in texts(by_text)


def test_a_cell_that_is_run_for_points_has_no_tag_that_would_have_it_skipped(mine, original):
    by_id(mine, "a1-2-synlig").metadata["tags"] = ["skip-execution", "raises-exception"]
    by_id(mine, "a1-2").metadata["tags"] = ["remove_cell"]
    gradable(repair(mine, original).notebook, original)


def test_too_much_output_is_cut_and_other_output_stays(mine, original):
    few, many = by_id(mine, "a1-1"), by_id(mine, "a1-2")
    few.outputs = [new_output("stream", text="45\n"), {"output_type": "en ny slags"}]
    many.outputs = [new_output("stream", text="x" * 1000) for _ in range(3000)]
    repaired = repair(mine, original)
    assert by_id(repaired.notebook, "a1-1").outputs == [new_output("stream", text="45\n")]
    assert by_id(repaired.notebook, "a1-2").outputs == []
    assert repaired.changes == (
        "Koden i opgave A1.2 havde skrevet så meget ud, at filen blev for stor. Det udskrevne er fjernet; kør cellen igen, hvis du vil se det.",)
    assert len(many.outputs) == 3000


@pytest.mark.parametrize("attached", [
    {"a.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}}, {"a.png": {"image/png": "ikke base64 æ"}}, {"a.png": "streng"}, ["liste"], "tekst", {"a.png": {}},
])
def test_what_is_no_picture_is_not_carried_along(mine, original, attached):
    by_id(mine, "a1-4")["attachments"] = attached
    repaired = repair(mine, original)
    assert "attachments" not in by_id(repaired.notebook, "a1-4")
    assert repaired.changes[0].startswith("Noget, der var lagt ind i opgave A1.4, er taget ud: Kun billeder")
    nbformat.validate(repaired.notebook)


@pytest.mark.parametrize("widgets", ["junk", {"x": 1}, [1]])
def test_the_notebooks_own_settings_are_the_assignments(mine, original, widgets):
    settings = {"kernelspec": {"name": "ir", "display_name": "R"}, "widgets": widgets, "ledelsesrum": mine.metadata.ledelsesrum, "x": {"y": 1}}
    mine.metadata = nbformat.from_dict(settings)
    repaired = repair(mine, original)
    assert repaired.notebook.metadata == original.metadata and len(repaired.changes) == 2


def test_cells_with_the_same_id_get_one_each(mine, original):
    mine.cells += [nbformat.from_dict(new_markdown_cell(text) | {"id": "ens"}) for text in ("en", "to")] + [new_markdown_cell("tre")]
    mine.cells[-1].id = by_id(mine, "a1-4").id
    repaired = repair(mine, original)
    ids = [cell.id for cell in repaired.notebook.cells]
    assert len(set(ids)) == len(ids) and repaired.changes == ("Nogle celler havde samme indre nummer. De har fået hver sit; teksten er den samme.",)


def test_the_release_the_student_worked_on_is_remembered(mine, original):
    mine.metadata.ledelsesrum.release = "ffffffffffff"
    assert release_of(repair(mine, original).notebook).release == "ffffffffffff"
    mine.metadata.ledelsesrum = "vrøvl"
    assert release_of(repair(mine, original).notebook) is None


def test_another_assignment_is_not_repaired_into_this_one(mine, original):
    mine.metadata.ledelsesrum.assignment = "A2"
    with pytest.raises(WrongAssignment, match="^Notesbogen er opgave A2, men her skal være opgave A1. Vælg den rigtige notesbog.$"):
        repair(mine, original)
    strange = nbformat.v4.new_notebook(cells=[new_markdown_cell("Noget helt andet")])
    with pytest.raises(HandinError, match="ingen af cellerne fra opgave A1"):
        repair(strange, original)


# ---- anything at all ---------------------------------------------------------------------------------------------

KINDS = st.sampled_from(["code", "markdown", "raw"])
AT = st.integers(0, 40)
MARKS = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: (
    st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["grade", "grade_id", "locked"]), inner, max_size=3)))
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("delete"), AT), st.tuples(st.just("copy"), AT, AT), st.tuples(st.just("retype"), AT, KINDS),
        st.tuples(st.just("write"), AT), st.tuples(st.just("replace"), AT), st.tuples(st.just("split"), AT, st.booleans()),
        st.tuples(st.just("merge"), AT), st.tuples(st.just("move"), AT, AT), st.tuples(st.just("strip"), AT), st.tuples(st.just("add"), AT, KINDS),
        st.tuples(st.just("mark"), AT, MARKS), st.tuples(st.just("steal"), AT, AT), st.tuples(st.just("same id"), AT, AT),
    ),
    max_size=12,
)


def mishandled(released, operations):
    """A copy of the assignment after the operations; each word written is its own, so that it can be found again."""
    notebook = deepcopy(released)
    cells = notebook.cells
    for number, (name, at, *more) in enumerate(operations):
        word = f"skrevet{number}"
        if name == "add" or not cells:
            cells.insert(at % (len(cells) + 1), retyped(new_markdown_cell(f"{word} eget{number}"), more[0] if name == "add" else "markdown"))
            continue
        at %= len(cells)
        cell = cells[at]
        if name == "delete":
            del cells[at]
        elif name == "copy":
            cells.insert(more[0] % (len(cells) + 1), deepcopy(cell))
        elif name == "retype":
            cells[at] = retyped(cell, more[0])
        elif name in ("write", "replace"):
            cell.source = f"{cell.source if name == 'write' else ''}\nx = '{word}'  # og {word}b"
        elif name == "split":
            half = retyped(cell, cell.cell_type)
            half.metadata = deepcopy(cell.metadata) if more[0] else nbformat.NotebookNode()
            cell.source, half.source = cell.source[: len(cell.source) // 2], cell.source[len(cell.source) // 2 :]
            cells.insert(at + 1, half)
        elif name == "merge" and at + 1 < len(cells):
            cell.source += "\n\n" + cells.pop(at + 1).source
        elif name == "move":
            cells.insert(more[0] % len(cells), cells.pop(at))
        elif name == "strip":
            cell.metadata = nbformat.NotebookNode()
        elif name == "mark":
            cell.metadata["nbgrader"] = nbformat.from_dict(more[0])
        elif name == "steal":
            cell.metadata = deepcopy(cells[more[0] % len(cells)].metadata)
        elif name == "same id":
            cell.id = cells[more[0] % len(cells)].id
    return notebook


def written(notebook) -> set[str]:
    return set(re.findall(r"(?:skrevet|eget)\d+b?", texts(notebook)))


@settings(max_examples=80, deadline=None)
@given(OPERATIONS)
def test_any_mishandling_is_repaired_without_losing_a_word(released, operations):
    handed_in = mishandled(released, operations)
    before = deepcopy(handed_in)
    repaired = repair(handed_in, released)
    gradable(repaired.notebook, released)
    assert written(repaired.notebook) >= written(handed_in)
    assert repair(repaired.notebook, released).notebook == repaired.notebook and repair(repaired.notebook, released).changes == ()
    assert repair(handed_in, released) == repaired and handed_in == before
    assert {"a1-1", "a1-2", "a1-4", "a1-5"} <= {answer.grade_id for answer in answers(repaired.notebook, released)}
