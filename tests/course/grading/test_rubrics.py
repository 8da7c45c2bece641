"""The rubrics: what a damaged file is told, and that the course's own say what they must."""

from __future__ import annotations

import runpy
import shutil

import nbformat
import pytest
from pybtex.database import parse_file

from course.grading.footer import FILE, RUBRIC, footer, write_footer
from course.grading.root import DEFAULT
from course.grading.rubrics import FOLDER, Rubric, find_rubric, rubrics
from course.grading.tables import levels, signs
from exercises.content import read_yaml
from exercises.errors import ContentError
from tests.conftest import ROOT

DAMAGED = ROOT / "tests/damaged/rubrics"
SMALL = "lille.yaml"
MESSAGES = {
    "broken.yaml": "broken.yaml, linje 4: filen er ikke gyldig YAML: noget mellem klammerne passer ikke. Se efter, om der mangler et komma, en slutklamme eller anførselstegn om en tekst.",
    "capital_id.yaml": "capital_id.yaml, linje 11, criteria[0].id: 'Klarhed' følger ikke mønstret. Brug små bogstaver, tal og understreg.",
    "criterion_twice.yaml": "criterion_twice.yaml, linje 10, criteria: kriteriet 'klarhed' står to gange. Ret det i filen.",
    "empty.yaml": "empty.yaml, linje 1, øverst: her skal stå nøgler med hver sin værdi. Skriv dem, hver på sin linje.",
    "english_missing.yaml": "english_missing.yaml, linje 16, criteria[0].levels[0].descriptor.en: nøglen mangler. Tilføj den.",
    "half_and_points.yaml": "half_and_points.yaml, linje 7, levels: et halvt trin har ingen points, og half_levels er true. Ret det i filen.",
    "half_of_what.yaml": "half_of_what.yaml, linje 5, half_levels: her skal stå true eller false. Ret værdien.",
    "level_left_out.yaml": "level_left_out.yaml, linje 10, criteria: 'mod' har trinnene 1 og skal have 1, 2 i den orden. Ret det i filen.",
    "levels_out_of_order.yaml": "levels_out_of_order.yaml, linje 7, levels: trinnene skal stå i orden: 1, 2, 3 og så videre. Ret det i filen.",
    "no_source.yaml": "no_source.yaml, linje 4, sources: listen har for få punkter. Den skal have mindst 1.",
    "one_level.yaml": "one_level.yaml, linje 7, levels: listen har for få punkter. Den skal have mindst 2.",
    "points_fall.yaml": "points_fall.yaml, linje 7, levels: points skal stå ved alle trin eller ingen og vokse fra trin til trin. Ret det i filen.",
    "points_for_some.yaml": "points_for_some.yaml, linje 7, levels: points skal stå ved alle trin eller ingen og vokse fra trin til trin. Ret det i filen.",
    "unknown_key.yaml": "unknown_key.yaml, linje 12, criteria[0].title.de: nøglen er ukendt. Ret stavningen, eller slet den.",
    "weight_of_nothing.yaml": "weight_of_nothing.yaml, linje 13, criteria[0].weight: 0 er for lidt. Det skal være mere end 0.",
    "weights_do_not_add_up.yaml": "weights_do_not_add_up.yaml, linje 10, criteria: vægtene er 1,1 tilsammen og skal være 1. Ret det i filen.",
    "words_missing.yaml": "words_missing.yaml, linje 17, criteria[0].levels[1].descriptor.da: teksten er tom. Skriv den, eller slet nøglen.",
}


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_damaged_rubric_is_explained(name):
    with pytest.raises(ContentError) as caught:
        read_yaml(DAMAGED / name, Rubric)
    assert str(caught.value) == MESSAGES[name]


def test_every_damaged_file_has_its_message_and_the_sound_one_is_read():
    assert {path.name for path in DAMAGED.iterdir()} == {*MESSAGES, SMALL}
    assert read_yaml(DAMAGED / SMALL, Rubric).criterion("mod").weight == 0.6


def test_a_file_that_is_not_named_after_its_rubric_is_named(tmp_path):
    (tmp_path / FOLDER).mkdir()
    shutil.copy(DAMAGED / SMALL, tmp_path / FOLDER / "stor.yaml")
    with pytest.raises(ContentError, match="stor.yaml, id: filen hedder stor, og id er 'lille'. Giv dem samme navn."):
        rubrics(tmp_path)


def test_a_misspelt_rubric_names_the_one_that_was_meant():
    with pytest.raises(ContentError, match="'refleksjon': der er ingen skala med det navn. Mente du: refleksion"):
        find_rubric("refleksjon")


def test_the_course_has_its_three_rubrics_and_the_sources_of_every_one_are_checked():
    assert {"refleksion", "kember", "solo"} <= set(rubrics())
    entries = parse_file(ROOT / "book/references.bib").entries
    for rubric in rubrics().values():
        assert all(entries[key].fields["verified"].startswith("checked") for key in rubric.sources), rubric.id


def test_reflections_are_marked_on_five_criteria_of_four_whole_levels():
    rubric = find_rubric("refleksion")
    assert [criterion.weight for criterion in rubric.criteria] == [0.15, 0.15, 0.2, 0.3, 0.2]
    assert len(rubric.levels) == 4 and not rubric.half_levels and rubric.blank == 0


def test_only_the_holistic_scale_has_half_levels_and_only_solo_has_points_of_its_own():
    assert {name: find_rubric(name).half_levels for name in ("refleksion", "kember", "solo")} == {"refleksion": False, "kember": True, "solo": False}
    assert [level.points for level in find_rubric("solo").levels] == [2, 5, 9, 13, 16]
    assert all(level.points is None for name in ("refleksion", "kember") for level in find_rubric(name).levels)


def test_a_table_of_signs_shows_every_level_and_its_points_where_it_has_points():
    solo = find_rubric("solo")
    head, _, *rows = signs(solo, solo.criteria[0])
    assert head == "| Trin | Tegn i teksten |" and rows[0].startswith("| 1\xa0Rammer ikke opgaven<br>2 point | Gentager opgaven")
    assert [row.split(" point")[0].split("<br>")[1] for row in rows] == ["2", "5", "9", "13", "16"]
    assert len(levels(solo)) == 2, "its levels have no short form"


def test_the_footer_of_the_assignments_is_made_from_the_rubric():
    told = f"Lav {FILE} igen med: python -m course.grading.footer"
    assert nbformat.read(DEFAULT / FILE, 4) == footer(find_rubric(RUBRIC)), told


def test_a_changed_rubric_gives_another_footer(tmp_path):
    shutil.copytree(DEFAULT / FOLDER, tmp_path / FOLDER)
    (tmp_path / FILE).parent.mkdir()
    file = tmp_path / FOLDER / f"{RUBRIC}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Kun skribentens eget blik.", "Kun ét blik."), encoding="utf-8")
    written = nbformat.read(write_footer(tmp_path), 4)
    assert "Kun ét blik." in written.cells[-1].source and written != nbformat.read(DEFAULT / FILE, 4)


def test_a_damaged_rubric_is_explained_where_the_footer_is_made(monkeypatch):
    def damaged(name, root):
        return read_yaml(DAMAGED / "broken.yaml", Rubric)

    monkeypatch.setattr("course.grading.rubrics.find_rubric", damaged)
    with pytest.raises(SystemExit, match="broken.yaml, linje 4: filen er ikke gyldig YAML: "), pytest.warns(RuntimeWarning):
        runpy.run_module("course.grading.footer", run_name="__main__")
