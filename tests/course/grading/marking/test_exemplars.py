"""The exemplars as data: whole, counted, and by the rubric as it is."""

from __future__ import annotations

import shutil

import pytest

from course.grading.marking.exemplars import read_exemplars
from course.grading.root import DEFAULT
from exercises.errors import ContentError
from exercises.handin.answers import count_words


def test_there_are_eight_constructed_texts_with_a_proposed_key_for_every_criterion():
    found = read_exemplars()
    assert len(found.texts) == 8 and all(one.constructed and one.key_status == "proposed" and len(one.notes) == 2 for one in found.texts)
    assert all(140 < count_words(one.text) < 170 for one in found.texts)
    levels = {name: {one.key[name] for one in found.texts} for name in found.texts[0].key}
    assert all(len(given) >= 3 for given in levels.values())  # each criterion is practised low and high


def test_a_course_root_without_them_gets_the_kits(tmp_path):
    assert read_exemplars(tmp_path) == read_exemplars()


@pytest.mark.parametrize(("said", "instead", "told"), [
    ("words: 147", "words: 150", "'k01' har 147 ord og siger 150"),
    ("score: 1.15", "score: 1.20", "k01.score: nøglen giver 1.15, og der står 1.2"),
    ("key: {situation: 2, ", "key: {situation: 5, ", "k01.key: 5 er ikke et trin"),
    ("key: {situation: 2, ", "key: {", "k01.key: .*mangler et trin"),
    ("key: {situation: 2, ", "key: {sitation: 2, ", "k01.key, .sitation.: der er intet kriterium i .refleksion. med det navn. Mente du: situation"),
    ("key_status: proposed", "key_status: agreed", "key_status"),
    ("id: k02", "id: k01", "'k01' står to gange"),
    ("rubric_version: 1", "rubric_version: 2", "sat efter refleksion version 2, og skalaen er refleksion version 1"),
])
def test_what_is_not_true_is_told(tmp_path, said, instead, told):
    shutil.copytree(DEFAULT / "calibration", tmp_path / "calibration")
    path = tmp_path / "calibration/refleksion.yaml"
    text = path.read_text(encoding="utf-8")
    assert said in text
    path.write_text(text.replace(said, instead, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        read_exemplars(tmp_path)
