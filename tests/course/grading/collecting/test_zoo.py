"""A whole class of unusual, damaged and hostile hand-ins, collected in one run: every kind told in its own words, the sound ones in."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from course.grading.collecting.collect import Collected, collect
from course.grading.collecting.kept import ASIDE, FOLDER
from course.grading.collecting.settling import ASIDE as PUT_ASIDE
from course.grading.collecting.settling import IN, LATE, MISSING, UNREADABLE
from course.grading.collecting.summary import as_csv, as_json, as_text, read_due
from course.grading.root import CourseRoot, open_root
from course.grading.roster.roster import import_list
from tests.course.grading.collecting.small_class import roster_csv
from tests.damaged import zoo as kinds

KEPT = "filen er gemt i collected/A1/…."
REPAIRED = "står i collected/A1/…/rettelser.txt."

# What is told of each kind, after the student's name and id; nothing for what is sound.
TOLD = {
    "cut_off": (UNREADABLE, f"A1.ipynb holder op midt i det hele: Filen blev ikke gemt eller hentet færdig. Bed om A1 igen; {KEPT}"),
    "empty": (UNREADABLE, f"A1.ipynb er tom. Bed om A1 igen; {KEPT}"),
    "no_cells": (UNREADABLE, f"A1.ipynb er ikke en notesbog: Filen indeholder data, men ingen celler. Bed om A1 igen; {KEPT}"),
    "not_utf8": (UNREADABLE, f"A1.ipynb er gemt i et tegnsæt, som ikke kan læses. Bed om A1 igen; {KEPT}"),
    "old_format": (UNREADABLE, f"A1.ipynb er gemt i et gammelt format for notesbøger (nbformat 3). Bed om A1 igen; {KEPT}"),
    "own_notebook": (UNREADABLE, f"A1.ipynb har ingen af cellerne fra A1. Bed om A1; {KEPT}"),
    "plain_text": (UNREADABLE, f"A1.ipynb er ikke en notesbog, men noget andet, der har fået navnet. Bed om A1 igen; {KEPT}"),
    "two_editions": (UNREADABLE, f"A1.ipynb indeholder to udgaver på én gang, mærket med <<<<<<< og >>>>>>>. Bed om A1 igen; {KEPT}"),
    "unknown_cell": (UNREADABLE, f"A1.ipynb kan ikke læses: Celle 1 er ikke en celle, Jupyter kender. Bed om A1 igen; {KEPT}"),
    "web_page": (UNREADABLE, f"A1.ipynb er en webside og ikke en notesbog. Bed om A1 igen; {KEPT}"),
    "sound": (IN,),
    "sound_loose_with_receipt": (IN,),
    "sound_zip_in_zip": (IN,),
    "sound_from_a_mac": (IN,),
    "sound_from_windows": (IN,),
    "sound_whole_package": (IN,),
    "sound_with_a_mark_of_order": (IN,),
    "sound_with_another_ending": (IN,),
    "sound_by_mail": (IN,),
    "sound_from_nbgrader": (IN,),
    "word": (UNREADABLE, f"Min opgave.docx er et Word-dokument og ikke en notesbog. Bed om A1; {KEPT}"),
    "word_called_a_notebook": (UNREADABLE, f"A1.ipynb er en Word-, Excel- eller zip-fil og ikke en notesbog. Bed om A1 igen; {KEPT}"),
    "pdf": (UNREADABLE, f"A1.pdf er en PDF og ikke en notesbog. Bed om A1; {KEPT}"),
    "word_beside_the_notebook": (IN, "A1.docx er et Word-dokument og ikke en notesbog. A1.ipynb er brugt i stedet."),
    "rar": (UNREADABLE, f"A1.rar er pakket med et andet program end zip og ikke en notesbog. Bed om A1; {KEPT}"),
    "text_field": (UNREADABLE, f"text.html er en webside og ikke en notesbog. Bed om A1; {KEPT}"),
    "other_assignment": (UNREADABLE, f"A1.ipynb er opgave A2 og ikke A1. Bed om A1; {KEPT}"),
    "other_assignment_unstamped": (UNREADABLE, f"A1.ipynb er opgave A2 og ikke A1. Bed om A1; {KEPT}"),
    "receipt_for_another_assignment": (IN, "A1.zip/A1.ipynb har en kvittering for A2. Kvitteringens tidspunkt er ikke brugt."),
    "cell_deleted": (IN, f"A1.ipynb er sat i stand ét sted; hvad der er gjort, {REPAIRED}"),
    "cell_copied": (IN, f"A1.ipynb er sat i stand ét sted; hvad der er gjort, {REPAIRED}"),
    "cell_retyped": (IN, f"A1.ipynb er sat i stand ét sted; hvad der er gjort, {REPAIRED}"),
    "points_of_their_own": (IN, f"A1.ipynb er sat i stand 2 steder; hvad der er gjort, {REPAIRED}"),
    "older_release": (IN, "A1.ipynb er lavet i en anden udgave af A1 (aaaaaaaaaaaa) end den, der er udgivet nu (0123456789ab)."
                          " Svarene er flyttet over i den nye, hvor cellerne er de samme; læs den igennem."),
    "much_output": (IN, "A1.zip/A1.ipynb fylder 24 MB, næsten altid fordi koden har skrevet for meget ud. Det udskrevne er ikke taget med; tekst og kode er."),
    "untouched": (IN, "A1.ipynb er uden svar: Opgaven er, som den blev delt ud."),
    "deep": (UNREADABLE, f"A1.ipynb er bygget op, så den ikke kan læses: Der ligger data i data i data i mere end 100 lag. Bed om A1 igen; {KEPT}"),
    "other_name_on_the_file": (IN, "A1 Agnete Bjørnskov.ipynb er efter navnet fra en anden deltager, Agnete Bjørnskov (sound)."
                                   " Se efter, om det er den rigtige fil."),
    "other_name_inside": (IN, "I A1.ipynb står navnet på en anden deltager, Agnete Bjørnskov (sound), i celle 4. Se efter, om det er den rigtige fil."),
    "twin": (IN,),
    "other_twin": (IN,),
    "late": (LATE, "A1.zip/A1.ipynb kom 04.11.2026 kl. 15.30, 15 timer efter fristen."),
    "late_says_canvas": (LATE, "Canvas siger, at A1-2.ipynb kom for sent. nbgrader kender ikke tidspunktet og trækker ikke fra af sig selv."),
    "time_unknown": (IN,),
    "clock_wrong": (IN, "A1.zip/A1.ipynb er ifølge sig selv lavet efter, at den blev afleveret: Uret på deltagerens computer går forkert."
                        " Det tidspunkt er ikke brugt."),
    "changed_after_the_receipt": (IN, "A1.zip/A1.ipynb er ændret, efter at kvitteringen blev skrevet. Kvitteringens tidspunkt er ikke brugt."),
    "attempts": (IN, "2 forsøg, og det sidste gælder: A1.ipynb (02.11.2026 kl. 13.05) og A1.ipynb (03.11.2026 kl. 09.15)."),
    "numbered_copies": (IN, "2 forsøg, og det sidste gælder: A1.ipynb (10.11.2026 kl. 09.00) og A1 (1).ipynb (10.11.2026 kl. 09.00)."),
    "rivals": (PUT_ASIDE, "Det kan ikke ses, hvilken af A1.ipynb og A1 ny.ipynb der er den nyeste."
                          " Ingen af dem er taget med: Spørg, og saml den rigtige ind med --student rivals."),
    "handed_in_beside_the_original": (IN, "2 forsøg, og det sidste gælder: A1.ipynb (10.11.2026 kl. 09.00) og A1 min.ipynb (10.11.2026 kl. 09.00)."),
    "missing": (MISSING,),
    "path_upwards": (IN, "A1.zip/../../../nbgrader_config.py peger ud af zip-filen og er ikke læst. Resten er læst."),
    "path_from_the_root": (UNREADABLE, f"A1.zip/etc/A1.ipynb peger ud af zip-filen og er ikke læst. Bed om A1 igen; {KEPT}"),
    "path_with_a_drive": (UNREADABLE, f"A1.zip/C:/Windows/A1.ipynb peger ud af zip-filen og er ikke læst. Bed om A1 igen; {KEPT}"),
    "link_in_a_zip": (UNREADABLE, f"A1.zip/A1.ipynb er en genvej til et andet sted på maskinen og er ikke læst. Bed om A1 igen; {KEPT}"),
    "link_in_a_folder": (MISSING, "A1.ipynb er en genvej til et andet sted på maskinen og er ikke læst. Bed om A1 igen, hvis den mangler."),
    "bomb": (UNREADABLE, f"A1.zip ville fylde 270 MB, når den pakkes ud. Bed om A1 igen; {KEPT}"),
    "too_many_files": (UNREADABLE, f"A1.zip rummer mere end 2000 filer. Bed om A1 igen; {KEPT}"),
    "zips_without_end": (UNREADABLE, f"A1.zip/2.zip/1.zip er en zip-fil inde i 2 andre og er ikke læst. Bed om A1 igen; {KEPT}"),
    "password": (UNREADABLE, f"A1.zip/A1.ipynb er låst med en adgangskode og er ikke læst. Bed om A1 igen; {KEPT}"),
    "zip_cut_off": (UNREADABLE, f"A1.zip er en zip-fil, der er beskadiget eller ikke hentet færdig. Bed om A1 igen; {KEPT}"),
    "zip_with_a_wrong_sum": (UNREADABLE, f"A1.zip/A1.ipynb er beskadiget eller ikke hentet færdig. Bed om A1 igen; {KEPT}"),
    "zip_that_is_empty": (UNREADABLE, f"A1.zip er en zip-fil, som er tom. Bed om A1; {KEPT}"),
    "zip_without_a_notebook": (UNREADABLE, f"A1.zip er en zip-fil uden en notesbog; i den ligger rapport.docx og tabel.csv. Bed om A1; {KEPT}"),
    "zip_packed_oddly": (UNREADABLE, f"A1.zip/A1.ipynb er pakket på en usædvanlig måde og er ikke læst. Bed om A1 igen; {KEPT}"),
    "forbidden_on_windows": (IN, 'A1: "min"?.ipynb har et navn, som Windows ikke kan have; den er gemt som A1_ _min__.ipynb.'),
    "name_of_a_device": (IN, "CON.ipynb har et navn, som Windows ikke kan have; den er gemt som _CON.ipynb."),
    "name_that_steers_the_console": (UNREADABLE, "�[2J�A1.docx har et navn, som Windows ikke kan have; den er gemt som _[2JA1.docx.",
                                     f"�[2J�A1.docx er et Word-dokument og ikke en notesbog. Bed om A1; {KEPT}"),
    "path_upwards_in_the_download": (MISSING, "A1.ipynb peger ud af zip-filen og er ikke læst. Bed om A1 igen, hvis den mangler."),
}

# What is told of nobody in particular.
ASIDE_IN = "Den er lagt i collected/A1/_til-side/{}; saml den ind med --student ID, når du ved, hvem den er fra."
MOODLE = "Ledelse-A1-4711.zip"
TOLD_OF_NOBODY = {
    "not_on_the_roster": f"{MOODLE}/Yrsa Ukendt_4_assignsubmission_file_/A1.ipynb kan ikke fordeles: Yrsa Ukendt, som Moodle nævner, er ikke på holdlisten. "
                         + ASIDE_IN.format(f"{MOODLE} - Yrsa Ukendt_4_assignsubmission_file_ - A1.ipynb"),
    "same_name": f"{MOODLE}/Ulla Vestergaard_5_assignsubmission_file_/A1.ipynb kan være fra Ulla Vestergaard (ulla1) eller Ulla Vestergaard (ulla2). "
                 + ASIDE_IN.format(f"{MOODLE} - Ulla Vestergaard_5_assignsubmission_file_ - A1.ipynb"),
    "anonymous": "submissions.zip/anon_x7Yz3_9002_A1.ipynb er hentet fra Canvas, uden at det står, hvem den er fra. "
                 + ASIDE_IN.format("submissions.zip - anon_x7Yz3_9002_A1.ipynb"),
    "nameless": "A1 (3).ipynb kan ikke fordeles: Det kan ikke ses af navnet, hvem den er fra. " + ASIDE_IN.format("A1 (3).ipynb"),
    "two_names": "mail/Agnete Bjørnskov/Birger Fløjstrup.ipynb: »Agnete Bjørnskov« og »Birger Fløjstrup.ipynb« tyder på hver sin deltager:"
                 " Agnete Bjørnskov (sound) og Birger Fløjstrup (late). " + ASIDE_IN.format("mail - Agnete Bjørnskov - Birger Fløjstrup.ipynb"),
    "twins": "Jørn Clausager (twin) og Agnete Enevoldsen (other_twin) har afleveret nøjagtig de samme svar."
             " Spørg dem, om de har arbejdet sammen, eller om en fil er forbyttet.",
}
TIME_UNKNOWN = (
    "sound_with_a_mark_of_order", "sound_with_another_ending", "sound_by_mail", "word_beside_the_notebook", "cell_deleted", "cell_copied", "cell_retyped",
    "points_of_their_own", "older_release", "untouched", "other_name_on_the_file", "other_name_inside", "twin", "other_twin", "time_unknown", "clock_wrong",
    "numbered_copies", "handed_in_beside_the_original", "forbidden_on_windows", "name_of_a_device",
)


@dataclass(frozen=True)
class Run:
    root: CourseRoot
    zoo: kinds.Zoo
    collected: Collected
    again: Collected
    before: dict[str, tuple]
    after: dict[str, tuple]


@pytest.fixture(scope="module")
def run(released_course, released, tmp_path_factory) -> Run:
    """The zoo collected once, and once more."""
    folder = tmp_path_factory.mktemp("zoo")
    zoo = kinds.build(folder, released)
    root = open_root(shutil.copytree(released_course, folder / "opgaver"))
    (folder / "hold.csv").write_bytes(roster_csv(zoo.people))
    import_list(root, folder / "hold.csv")
    collected = collect(root, "A1", zoo.folder, read_due(kinds.DUE))
    before = files_of(root.folder)
    again = collect(root, "A1", zoo.folder)
    return Run(root, zoo, collected, again, before, files_of(root.folder))


def files_of(folder: Path) -> dict[str, tuple]:
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file() and path.name != "gradebook.db"}
    return {str(path.relative_to(folder)): (about.st_size, about.st_mtime_ns) for path, about in found.items()}


def row_of(run: Run, kind: str):
    return next(row for row in run.collected.rows if row.student.id == kind)


def test_every_kind_is_expected(run):
    assert set(TOLD) | set(TOLD_OF_NOBODY) - {"twins"} == set(kinds.KINDS) and len(kinds.KINDS) >= 60


@pytest.mark.parametrize("kind", TOLD)
def test_a_kind_is_told_in_its_own_words(run, kind):
    row = row_of(run, kind)
    problems = [problem for problem in run.collected.problems if problem.student == kind]
    assert all(problem.text.startswith(f"{row.student.name} ({kind}): ") for problem in problems)
    told = [re.sub(r"collected/A1/\w+/[\w-]+", "collected/A1/…", problem.text.partition(": ")[2]) for problem in problems]
    assert (row.status, *told) == TOLD[kind]


def test_what_is_from_nobody_is_told_and_put_aside_and_nothing_else_is_said(run):
    names = ", ".join(row_of(run, kind).student.shown for kind in TIME_UNKNOWN[:-1])
    unknown = (f"Det kan ikke ses, om {names} og {row_of(run, TIME_UNKNOWN[-1]).student.shown} afleverede til tiden:"
               " Filerne har kun tidspunktet for hentningen. Se efter, hvor de blev afleveret.")
    assert {problem.text for problem in run.collected.problems if not problem.student} == {*TOLD_OF_NOBODY.values(), unknown}
    assert run.collected.aside == 5 and len(list((run.root.folder / FOLDER / "A1" / ASIDE).iterdir())) == 5


OTHER_ANSWERS = ("untouched", "twin", "other_twin", "other_name_inside")


@pytest.mark.parametrize("kind", [kind for kind, told in TOLD.items() if told[0] in (IN, LATE) and kind not in OTHER_ANSWERS])
def test_what_can_be_graded_lands_with_its_own_answers(run, kind):
    notebook = nbformat.read(run.root.folder / "submitted" / kind / "A1" / "A1.ipynb", 4)
    nbformat.validate(notebook)
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    assert list(graded) == ["a1-intro", "a1-1", "a1-1-synlig", "a1-2"]
    assert graded["a1-1"].source == "fald = 39" and kind.replace("_", " ") in graded["a1-2"].source
    assert graded["a1-1-synlig"].metadata.nbgrader.points == 2 and "fald == 39" in graded["a1-1-synlig"].source
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_nothing_else_is_submitted_and_nothing_lands_outside(run):
    submitted = {path.name for path in (run.root.folder / "submitted").iterdir()}
    assert submitted == {kind for kind, told in TOLD.items() if told[0] in (IN, LATE)}
    ours = {"nbgrader_config.py", "source", "release", "gradebook.db", "roster.csv", "collected", "submitted"}
    assert {path.name for path in run.root.folder.iterdir()} == ours
    assert {path.name for path in run.root.folder.parent.iterdir()} == {"hentet", "hold.csv", "opgaver"}
    assert (run.root.folder / "nbgrader_config.py").read_text(encoding="utf-8").startswith("c = get_config()")
    for path in (run.root.folder / "submitted").glob("*/A1/*"):
        assert path.name in ("A1.ipynb", "timestamp.txt") and not path.is_symlink()


@pytest.mark.parametrize("kind", ["much_output", "cell_retyped", "bomb", "word"])
def test_the_original_is_kept_as_it_came(run, kind):
    place = next(place for place in run.zoo.moodle if place.startswith(f"{run.zoo.people[kind]}_"))
    kept = next((run.root.folder / FOLDER / "A1" / kind).glob(f"*/{place.rpartition('/')[2]}"))
    assert kept.read_bytes() == run.zoo.moodle[place]


def test_times_are_nbgraders(run):
    stamps = {path.parents[1].name: path.read_text(encoding="utf-8").strip() for path in (run.root.folder / "submitted").glob("*/A1/timestamp.txt")}
    assert stamps["sound"] == "2026-11-02 10:00:00.000000 UTC" and stamps["late"] == "2026-11-04 14:30:00.000000 UTC"
    assert stamps["sound_from_nbgrader"] == "2026-11-02 13:45:00.000000 UTC" and stamps["attempts"] == "2026-11-03 08:15:00.000000 UTC"
    assert stamps["sound_whole_package"] == "2026-11-02 08:30:00.000000 UTC"  # when the zip says that the notebook was saved
    assert not set(stamps) & set(TIME_UNKNOWN)  # nobody is late by the time of a download


def test_collecting_again_says_the_same_and_changes_nothing(run):
    assert run.again == run.collected
    assert run.after == run.before


def test_the_class_is_one_table_that_any_console_can_show(run):
    text = as_text(run.collected)
    count = Counter(status for status, *_ in TOLD.values())
    assert (f"A1: {count[IN] + 2} af {len(TOLD) + 2} er inde (for sent 2, mangler {count[MISSING] + 2}, kan ikke læses {count[UNREADABLE]}, lagt til side 1,"
            " flere forsøg 4, filer uden deltager 5).") in text
    table = text.partition("\n\n")[0].splitlines()
    assert len(table) == 2 + len(run.collected.rows) and max(map(len, table)) <= 160
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)
    assert all(problem.text.replace(" ", "") in text.replace("\n", "").replace(" ", "") for problem in run.collected.problems)


def test_the_class_goes_into_a_spreadsheet_and_a_program(run):
    import csv
    import io
    import json

    lines = list(csv.reader(io.StringIO(as_csv(run.collected).decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 1 + len(run.collected.rows) + sum(not problem.student for problem in run.collected.problems)
    assert lines[0] == ["id", "navn", "stand", "afleveret", "tidspunkt kendt", "forsøg", "fil", "bemærkninger"]
    assert next(line for line in lines if line[0] == "late")[2:5] == ["for sent", "2026-11-04 15:30", "ja"]
    assert not any(field[:1] in ("=", "+", "-", "@") for line in lines for field in line)
    said = json.loads(as_json(run.collected))
    assert {student["id"]: student["status"] for student in said["students"]} == {row.student.id: row.status for row in run.collected.rows}
    assert [problem["text"] for problem in said["problems"]] == [problem.text for problem in run.collected.problems]
