"""Errors in the course's own files: each names the file, the place and the remedy."""

from pathlib import Path

import pytest

from exercises.content import read_yaml
from exercises.errors import ContentError
from exercises.journal.definitions import find, reflections
from exercises.journal.schema import ReflectionFile
from exercises.tasks.definitions import tasks
from exercises.tasks.schema import TaskFile

DAMAGED = Path(__file__).parents[1] / "damaged"

REFLECTION_MESSAGES = {
    "broken.yaml": "broken.yaml, linje 3: filen er ikke gyldig YAML: noget mellem klammerne passer ikke. ",
    "empty.yaml": "empty.yaml, linje 1, øverst: her skal stå nøgler med hver sin værdi. Skriv dem, hver på sin linje.",
    "ends_missing.yaml": "ends_missing.yaml, linje 8, exercises[0].items[0].high: nøglen mangler. Tilføj den.",
    "item_twice.yaml": "item_twice.yaml, linje 3, exercises[0]: item-id'et 'svar' står to gange. Ret det i filen.",
    "scale_reversed.yaml": "scale_reversed.yaml, linje 8, exercises[0].items[0]: min skal være mindre end max. Ret det i filen.",
    "unknown_key.yaml": "unknown_key.yaml, linje 11, exercises[0].items[0].lenght: nøglen er ukendt. Ret stavningen, eller slet den.",
    "unknown_kind.yaml": "unknown_kind.yaml, linje 8, exercises[0].items[0]: 'kind' er ikke en kendt slags.",
    "capital_id.yaml": "capital_id.yaml, linje 3, exercises[0].id: 'HvemTror' følger ikke mønstret. Brug små bogstaver, tal og understreg.",
}
TASK_MESSAGES = {
    "answer_not_an_option.yaml": "answer 'nej' er ikke et id i options.",
    "wrong_of_no_part.yaml": "wrong.when nævner 'aaret', som ikke er en del af opgaven.",
    "part_twice.yaml": "part_twice.yaml, linje 3, tasks[0]: to af parts har samme id. Ret det i filen.",
    "section_of_three.yaml": "section_of_three.yaml, linje 1, section: '1.1.1' har ikke den rette form. Skriv det som 1.7. Ret det i filen.",
    "wrong_that_cannot_be_given.yaml": "wrong.when venter '2015' af 'aar', og det svar kan ikke gives: Skriv et tal uden anførselstegn, eller id'et på en valgmulighed.",
    "wrong_that_is_right.yaml": "wrong.when nævner kun det rigtige svar (aar), så hjælpen bliver givet til den forkerte.",
    "one_hint.yaml": "one_hint.yaml, linje 15, tasks[0].hints: listen har for få punkter. Den skal have mindst 2.",
}


@pytest.mark.parametrize("name", sorted(REFLECTION_MESSAGES))
def test_a_damaged_reflection_file_is_explained(name):
    with pytest.raises(ContentError) as caught:
        read_yaml(DAMAGED / "reflections" / name, ReflectionFile)
    assert REFLECTION_MESSAGES[name] in str(caught.value)


@pytest.mark.parametrize("name", sorted(TASK_MESSAGES))
def test_a_damaged_task_file_is_explained(name):
    with pytest.raises(ContentError) as caught:
        read_yaml(DAMAGED / "tasks" / name, TaskFile)
    assert TASK_MESSAGES[name] in str(caught.value)


def test_every_damaged_file_has_its_message():
    assert {path.name for path in (DAMAGED / "reflections").iterdir()} == set(REFLECTION_MESSAGES)
    assert {path.name for path in (DAMAGED / "tasks").iterdir()} == set(TASK_MESSAGES)


def test_every_file_of_the_course_follows_its_schema():
    assert "hvem_tror_de_paa" in reflections()
    assert "hpv_bund" in tasks()


def test_an_exercise_id_used_in_two_files_is_an_error(tmp_path):
    good = "section: '1.1'\nexercises:\n  - {id: samme, title: T, why: W, minutes: 1, items: [{id: a, kind: text, prompt: P}]}\n"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(good, encoding="utf-8")
    with pytest.raises(ContentError, match="b.yaml, exercises, samme: id'et bruges allerede"):
        reflections(tmp_path)


def test_a_misspelt_exercise_names_the_one_that_was_meant():
    with pytest.raises(ContentError, match="Mente du: hvem_tror_de_paa"):
        find("hvem_tror_de_på")
