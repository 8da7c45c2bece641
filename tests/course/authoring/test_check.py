"""``course check``: the project passes, and every kind of fault is named with its file, its line and what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.authoring import built, counts, spelling
from course.authoring.check import find_problems
from course.site.sections import sections
from tests.conftest import ROOT
from tests.course.conftest import edit, run_course

SLUG = "1-1-svaekkede-autoriteter"
PAGE, NOTEBOOK = f"book/{SLUG}.md", f"notebooks/{SLUG}.md"
REFLECTIONS, TASKS = f"exercises/reflections/{SLUG}.yaml", f"exercises/tasks/{SLUG}.yaml"
BIB, SOURCES = "book/references.bib", "exercises/datasets/SOURCES.md"

SHOWN = ':mystnb: {code_prompt_show: "Vis en løsning", code_prompt_hide: "Skjul løsningen"}'


@dataclass(frozen=True)
class Fault:
    """What is changed in which file; a text on the line that must be named (None for the whole file); what is said of it."""

    file: str
    old: str
    new: str
    at: str | None
    said: str
    named: str | None = None  # the file, where it is another one


FAULTS = {
    "table whose entry has no caveat": Fault(SOURCES, "- **Caveat.** Programme coverage", "- Programme coverage", "## hpv_denmark_who", "om hpv_denmark_who siger ikke forbeholdet"),
    "table with other rows": Fault(SOURCES, "| `hpv_denmark_who` | 13 |", "| `hpv_denmark_who` | 12 |", None, "har ikke hpv_denmark_who med 13 rækker"),
    "solution that is wrong": Fault(NOTEBOOK, "lande_med_fald = (fald >= 30).sum()", "lande_med_fald = (fald >= 40).sum()", "fald = lande.sort_values", "løsningen til hpv_lande får svaret: "),
    "solution that stops": Fault(NOTEBOOK, "lande_med_fald = (fald >= 30).sum()", "lande_med_fald = (faldet >= 30).sum()", "fald = lande.sort_values", "Linje 2: Navnet 'faldet' findes ikke her."),
    "task that is solved at once": Fault(NOTEBOOK, "lande_med_fald = ...", "lande_med_fald = 3", "# Tabellen hedder lande.", "den tomme celle til hpv_lande får svaret: "),
    "wrong answer that its code does not give": Fault(TASKS, "aar_til_niveau = 2019 - laveste_aar", "aar_til_niveau = 2021 - laveste_aar", "id: hpv_bund", "koden til det forkerte svar {aar_til_niveau: 3} får et andet svar"),
    "setup that stops": Fault(NOTEBOOK, 'load("hpv_countries_who")', 'load("hpv_countries")', "from exercises.notebook", "cellen stopper. "),
    "unknown kind of item": Fault(REFLECTIONS, "kind: scale", "kind: skala", "- id: retter_selv", "'kind' er ikke en kendt slags"),
    "task that follows no schema": Fault(TASKS, "answer: 2016}", "answer: [2016]}", "id: laveste_aar", "answer"),
    "not a number": Fault("exercises/datasets/hpv_denmark_who.csv", "2016,33242", "2016,tom", "2016,tom", "'tom' er ikke et helt tal"),
    "table without a source": Fault(SOURCES, "## hpv_denmark_who", "## hpv_dk", None, "hpv_denmark_who.csv står ikke i filen"),
    "heading missing": Fault(PAGE, "## Til drøftelse\n", "", "## Til øvelserne", "overskriften »Til drøftelse« mangler"),
    "wrong section": Fault(REFLECTIONS, 'section: "1.1"', 'section: "1.2"', "section:", "filen siger afsnit 1.2"),
    "unused reflection": Fault(NOTEBOOK, 'reflection("tallet_i_brevet")', "None", "id: tallet_i_brevet", "ikke i brug", REFLECTIONS),
    "unused task": Fault(NOTEBOOK, 'answer_form("hpv_lande")', "None", "id: hpv_lande", "ikke i brug", TASKS),
    "unknown reflection": Fault(NOTEBOOK, 'reflection("hvem_tror_de_paa")', 'reflection("hvem_tror")', 'reflection("hvem_tror")', "Skriv hvem_tror_de_paa"),
    "unknown task": Fault(NOTEBOOK, 'check("hpv_lande")', 'check("hpv_land")', 'check("hpv_land")', "Skriv hpv_lande"),
    "header wrong": Fault(NOTEBOOK, "format_name: myst", "format_name: markdown", "---", "hovedet siger ikke, at filen er en notesbog"),
    "unknown tag": Fault(NOTEBOOK, "[figure, hide-input]", "[figur, hide-input]", "def gaet_bunden", "mærke »figur« er ukendt"),
    "cell without a purpose": Fault(NOTEBOOK, "[figure, hide-input]", "[hide-input]", "def gaet_bunden", "netop ét mærke"),
    "task without a check": Fault(NOTEBOOK, "[check, hide-input]", "[figure, hide-input]", "# Tabellen hedder hpv.", "ikke fulgt af en med »check«"),
    "code not folded": Fault(NOTEBOOK, "[answer, hide-input]", "[answer]", 'answer_form("hpv_bund")', "ikke foldet sammen"),
    "solution that runs": Fault(NOTEBOOK, f"skip-execution]\n{SHOWN}\nfald", f"hide-output]\n{SHOWN}\nfald", "fald = lande.sort", "løsningen bliver kørt"),
    "no setup": Fault(NOTEBOOK, "[setup, hide-input]", "[figure, hide-input]", "from exercises.notebook", "ikke mærket setup"),
    "broken code": Fault(NOTEBOOK, "hpv = load(", "hpv = = load(", "hpv = = load(", "Python kan ikke læse linjen"),
    "dead link": Fault(PAGE, "autoriteter.md) gætter", "autoritet.md) gætter", "autoritet.md) gætter", f"Mente du {SLUG}.md?"),
    "unknown word": Fault(PAGE, "{term}`Tillid`", "{term}`Tilid`", "{term}`Tilid`", "Mente du tillid?"),
    "word that no page uses": Fault("book/ordliste.yaml", "  - term: tillid\n", "  - {term: tilbud, text: Noget.}\n  - term: tillid\n", "{term: tilbud", "ingen side henviser til »tilbud«"),
    "word without a meaning": Fault("book/ordliste.yaml", "  - term: tillid\n", "  - {term: tilbud}\n  - term: tillid\n", "{term: tilbud", "nøglen mangler"),
    "unknown page": Fault(PAGE, "# Svækkede autoriteter\n", "# Svækkede autoriteter\n\n{doc}`ordlisten`\n", "{doc}", "ingen side i »ordlisten«"),
    "picture gone": Fault(PAGE, "# Svækkede autoriteter\n", "# Svækkede autoriteter\n\n![Et kort](kort.png)\n", "kort.png", "ingen fil i »kort.png«"),
    "unknown citation": Fault(PAGE, "{cite:t}`hansen2020resilience`", "{cite:t}`hansen2021`", "{cite:t}`hansen2021`", "»hansen2021« står ikke i"),
    "unverified reference": Fault(BIB, "{checked: the paper itself}", "{from memory}", "@misc{offentligttop", "er ikke kontrolleret"),
    "reference never used": Fault(BIB, "@book{oneill2002trust", "@misc{ny2020, title = {Ny}, verified = {checked: set}}\n\n@book{oneill2002trust", "@misc{ny2020", "ingen side henviser"),
    "broken references": Fault(BIB, "author = {Larson", "author {Larson", "author {Larson", "filen kan ikke læses"),
    "figure without a source": Fault(NOTEBOOK, 'source=describe("hpv_denmark_who").source', 'source=" "', "    return figure_html(", "ingen kilde"),
    "table shown without a source": Fault(NOTEBOOK, '    source=describe("hpv_reports_by_cohort").source,\n', "", "Table(", "Table har ingen kilde"),
    "figure without a text": Fault(NOTEBOOK, 'alt=(f"Kurven', 'text=(f"Kurven', "return figure_html(", "ingen tekst til dem"),
    "picture without a text": Fault(PAGE, "# Svækkede autoriteter\n", "# Svækkede autoriteter\n\n![](../LICENSE)\n", "![]", "ingen tekst til dem"),
    "directive without a text": Fault(PAGE, "## Litteratur\n", "## Litteratur\n\n```{figure} ../README.md\nEt kort\n```\n", "{figure}", "ingen tekst til dem"),
    "something left to write": Fault(PAGE, "## Litteratur\n", "## Litteratur\n\n[SKRIV HER: kilder]\n", "[SKRIV HER", "her mangler: kilder"),
    "misspelt on a page": Fault(PAGE, "let at genkende", "let at genkennde", "genkennde", "Mente du genkende"),
    "misspelt in an exercise": Fault(REFLECTIONS, "en åben telefon", "en åbben telefon", "åbben", "ordet »åbben« er ikke i ordbogen"),
    "misspelt in a figure": Fault(NOTEBOOK, "Dækningen blev næsten halveret", "Dækningen blev næsten hallveret", "hallveret", "Mente du halveret"),
    "misspelt at a table": Fault("exercises/datasets/hpv_denmark_who.schema.yaml", "i målgruppen, unit", "i målgrupppen, unit", "målgrupppen", "»målgrupppen«"),
}


def said_of(root: Path, file: str, at: str | None = None) -> str:
    """What is said of the first line of a file that has a text, or of the file as a whole."""
    text = (root / file).read_text(encoding="utf-8") if at else ""
    line = text[: text.index(at)].count("\n") + 1 if at else None
    return "\n".join(problem.text(root) for problem in find_problems(root) if problem.file == root / file and problem.line == line)


def test_the_project_passes_and_shows_how_hard_each_page_is_to_read(book):
    done = run_course(ROOT, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Alt er i orden." in done.stdout and f" {PAGE} (" in done.stdout


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place_and_the_remedy(sources, fault):
    fault = FAULTS[fault]
    edit(sources / fault.file, fault.old, fault.new)
    assert fault.said in said_of(sources, fault.named or fault.file, fault.at)


def test_a_sound_copy_has_no_problems(sources):
    assert find_problems(sources) == []


def test_headings_out_of_order_are_named(sources):
    edit(sources / PAGE, "## Den bedste indvending", "## X")
    edit(sources / PAGE, "## Hvad der er sket siden", "## Den bedste indvending")
    edit(sources / PAGE, "## X", "## Hvad der er sket siden")
    assert "står for tidligt" in said_of(sources, PAGE, "## Den bedste indvending")


@pytest.mark.parametrize("part", [PAGE, NOTEBOOK, REFLECTIONS])
def test_a_section_without_one_of_its_parts_is_named(sources, part):
    (sources / part).unlink()
    assert "til afsnit 1.1 mangler" in said_of(sources, part)


def test_a_page_outside_the_table_of_contents_is_named(sources):
    edit(sources / "_toc.yml", "      - file: book/ordliste\n", "      - file: book/index2\n")
    assert "Skriv »- file: book/ordliste«" in said_of(sources, "book/ordliste.md")


def test_a_notebook_without_its_header_is_named(sources):
    text = (sources / NOTEBOOK).read_text(encoding="utf-8")
    (sources / NOTEBOOK).write_text(text.partition("---\n\n")[2], encoding="utf-8")
    assert "mangler sit hoved" in said_of(sources, NOTEBOOK, "# Svækkede autoriteter")


def test_a_file_that_cannot_be_read_is_said_once_and_not_at_every_use(sources):
    edit(sources / TASKS, "answer: 2016}", "svar: 2016}")
    assert [problem.file.name for problem in find_problems(sources)] == [f"{SLUG}.yaml"]


def test_a_section_that_no_way_through_the_course_leads_by_is_named(sources):
    (sources / "book/undervisning-4-tolv-uger.md").write_text("# Tolv uger\n", encoding="utf-8")
    assert "afsnittet har ingen plads på book/undervisning-4-tolv-uger.md" in said_of(sources, PAGE)


def test_a_page_that_tells_another_number_of_the_course_than_there_is_is_named(monkeypatch):
    assert list(counts.check(ROOT)) == []
    right = counts.hours(ROOT)
    monkeypatch.setattr(counts, "hours", lambda root: 99)
    monkeypatch.setattr(counts, "assignments", lambda folder: dict.fromkeys("ABCDE"))
    monkeypatch.setattr(counts, "sections", lambda root: [sections()[0]] * 26)
    said = {(problem.file.stem, problem.problem) for problem in counts.check(ROOT)}
    assert ("index", f"her står »omkring {right} timer«, og det er 99 nu.") in said and ("opgaver", "her står »Kurset har fire opgaver«, og det er 5 nu.") in said
    assert ("undervisning-2-laeseveje", "her står »delt i 25 afsnit«, og det er 26 nu.") in said
    assert {name for name, _ in said} == {Path(name).stem for name in counts.TOLD}


def test_an_assignment_that_is_not_whole_is_named(sources):
    shutil.copytree(ROOT / "assignments", sources / "assignments", ignore=shutil.ignore_patterns("*.db", "release", "submitted", "autograded", "feedback", "packages"))
    (sources / "book/opgave-a1.md").write_text("# A1: Tillid og virkelighed\n\n```{assignment} A1\n```\n\nSom i A2.\n", encoding="utf-8")
    (sources / "assignments/source/A3/A3.ipynb").unlink()
    edit(sources / "assignments/source/A1/A1.ipynb", '"grade_id": "a1-titel"', '"grade_id": "cell-0123"')
    edit(sources / "assignments/source/A2/A2.ipynb", '"execution_count": null', '"execution_count": 7')
    (sources / "assignments/source/A4/A4.ipynb").write_text("{", encoding="utf-8")
    (sources / "tests").mkdir()
    edit(sources / "assignments/assignments.yaml", "prepare: [3-6-tidlig", "prepare: [1-1-svaekkede-autoritet, 3-6-tidlig")
    page, about = "book/opgave-a1.md", "assignments/assignments.yaml"
    assert "her mangler: ```{assignment} A1 :show: tasks ```" in said_of(sources, page) and "her mangler: ```{rubric-table} refleksion" in said_of(sources, page)
    assert "siden om A1 nævner A2." in said_of(sources, page, "Som i A2.")
    assert "siden om A2 mangler." in said_of(sources, "book/opgave-a2.md") and "notesbogen til A3 mangler." in said_of(sources, "assignments/source/A3/A3.ipynb")
    assert "cellen cell-0123 hører ikke til A1 efter sit navn." in said_of(sources, "assignments/source/A1/A1.ipynb")
    assert "notesbogen har udskrift fra en kørsel." in said_of(sources, "assignments/source/A2/A2.ipynb")
    assert "filen er ikke en notesbog. Åbn" in " ".join(said_of(sources, "assignments/source/A4/A4.ipynb").split())
    assert "A4, prepare: »book/1-1-svaekkede-autoritet« er ikke en side i bogen.\n  Mente du 1-1-svaekkede-autoriteter?" in said_of(sources, about, "- id: A4")
    assert "der er ingen svar at prøve A1 med." in said_of(sources, "tests/course/grading/answers/A1.py")


def test_what_the_assignments_are_marked_by_is_looked_through_whole(sources):
    shutil.copytree(ROOT / "assignments", sources / "assignments", ignore=shutil.ignore_patterns("*.db", "release", "submitted", "autograded", "feedback", "packages"))
    exemplars = (sources / "assignments/calibration/refleksion.yaml").read_text(encoding="utf-8")
    (sources / "assignments/calibration/solo.yaml").write_text(exemplars, encoding="utf-8")
    edit(sources / "assignments/phrases.yaml", "  situation:\n", "  situasion:\n")
    edit(sources / "assignments/scales.yaml", "at_least: 92", "at_least: 82")
    edit(sources / "assignments/late.yaml", "percent_at_most: 50", "percent_at_most: 500")
    assert "skalaen er solo" in said_of(sources, "assignments/calibration/solo.yaml")
    assert "'situasion': der er intet kriterium" in said_of(sources, "assignments/phrases.yaml")
    for name in ("scales", "late"):
        assert any(problem.file == sources / f"assignments/{name}.yaml" for problem in find_problems(sources))


def test_an_id_in_two_files_and_a_table_without_a_schema_are_named(sources):
    shutil.copy(sources / REFLECTIONS, sources / "exercises/reflections/9-9-kopi.yaml")
    (sources / "exercises/datasets/hpv_uptake_phases.schema.yaml").unlink()
    assert "id'et bruges allerede" in said_of(sources, "exercises/reflections/9-9-kopi.yaml")
    assert "tabellen har intet skema" in said_of(sources, "exercises/datasets/hpv_uptake_phases.csv")


def test_a_page_that_is_not_utf_8_is_named_with_its_line(sources):
    (sources / PAGE).write_bytes("# Titel\n\nHer står æ\n".encode("cp1252"))
    said = "\n".join(problem.text(sources) for problem in find_problems(sources))
    assert f"{PAGE}, linje 3" in said and "ikke gemt som UTF-8" in said


def test_a_picture_without_a_name_in_the_built_book_is_named(copy):
    page = copy / "_build" / "html" / f"{NOTEBOOK.removesuffix('.md')}.html"
    edit(page, 'role="img" aria-label="', 'role="img" data-label="')
    edit(page, "</body>", '\n<img src="x.png"></body>')
    problems = list(built.check(copy, say=lambda _: None))
    assert ["<svg> har ingen tekst" in problems[0].problem, "<img> har ingen tekst" in problems[1].problem] == [True, True]
    lines = page.read_text(encoding="utf-8").splitlines()
    assert "data-label" in lines[problems[0].line - 1] and "x.png" in lines[problems[1].line - 1]


def test_what_only_the_strict_build_sees_is_named_too_and_the_check_fails(copy):
    edit(copy / PAGE, "## Litteratur\n", "Se {ref}`intetsteds`.\n\n## Litteratur\n")
    done = run_course(copy, "check", "1.1")
    line = (copy / PAGE).read_text(encoding="utf-8").splitlines().index("Se {ref}`intetsteds`.") + 1
    assert done.returncode == 1 and f"{PAGE}, linje {line}\n" in done.stdout and "intetsteds" in done.stdout
    assert "1 ting skal rettes." in done.stdout


def test_a_figure_that_stops_while_the_book_is_built_is_named_with_what_stopped_it(copy):
    edit(copy / NOTEBOOK, 'vis = kurve == "vis"', 'vis = kurven == "vis"')
    done = run_course(copy, "check", "1.1")
    assert done.returncode == 1 and f"{NOTEBOOK}\n  en celle stopper, når siden bygges: NameError: name 'kurven' is not defined\n  Ret cellen. Hele forløbet står i _build/build.log." in done.stdout
    assert "1 ting skal rettes." in done.stdout


def test_only_the_asked_for_section_is_shown(copy):
    edit(copy / "book" / "index.md", "Ledelsesrum", "Ledelsesrumm")
    assert run_course(copy, "check").returncode == 1
    done = run_course(copy, "check", SLUG)
    assert done.returncode == 0 and "Ledelsesrumm" not in done.stdout and "book/index.md" not in done.stdout
    unknown = run_course(copy, "check", "1-1-svaekkede-autoritet")
    assert unknown.returncode == 1 and f"Mente du: {SLUG}?" in unknown.stderr


@pytest.mark.parametrize("program", ["missing", "without a dictionary"])
def test_a_missing_spelling_program_is_a_note_and_under_ci_a_problem(sources, tmp_path, monkeypatch, program):
    folder = tmp_path / "programs"
    folder.mkdir()
    if program != "missing":
        (folder / "hunspell").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (folder / "hunspell").chmod(0o755)
    edit(sources / PAGE, "let at genkende", "let at genkennde")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CI", raising=False)
    assert not spelling.available() and find_problems(sources) == []
    monkeypatch.setenv("CI", "true")
    assert [problem.file.name for problem in find_problems(sources)] == ["words.txt"]
    assert "apt install hunspell hunspell-da" in find_problems(sources)[0].remedy


def test_the_name_of_a_figure_in_a_reply_is_not_spelt(sources):
    edit(sources / REFLECTIONS, "words: [30, 80]\n        rows: 4\n", 'words: [30, 80]\n        rows: 4\n        back: "Du skrev {words} ord."\n')
    assert find_problems(sources) == []


def test_raised_figures_and_fractions_are_no_words():
    assert spelling.WORD.findall("2½ time, 0,05³ og 12 m²") == ["time", "og", "m"]


def test_the_own_words_stand_in_order_in_their_groups():
    groups = (ROOT / spelling.OWN_WORDS).read_text(encoding="utf-8").split("\n\n")
    for group in groups:
        words = [line for line in group.splitlines() if not line.startswith("#")]
        assert words == sorted(set(words), key=str.casefold)


def test_faults_in_the_assignments_and_their_rubrics_are_named_with_their_lines(sources):
    shutil.copytree(ROOT / "assignments", sources / "assignments", ignore=shutil.ignore_patterns("*.db", "release", "submitted", "autograded", "feedback", "packages"))
    rubric, about, header = (f"assignments/{name}" for name in ("rubrics/solo.yaml", "assignments.yaml", "source/header.ipynb"))
    edit(sources / rubric, "weight: 1", "weight: 0.9")
    edit(sources / about, "Find et fald", "Find et fallt")
    edit(sources / header, "hold pauser", "hold paauser")
    assert "vægtene er 0,9 tilsammen" in said_of(sources, rubric, "criteria:")
    assert "»fallt«" in said_of(sources, about, "Find et fallt")
    assert "»paauser«" in said_of(sources, header, "hold paauser")
