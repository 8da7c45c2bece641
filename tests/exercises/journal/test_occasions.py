"""An exercise that is asked on named occasions: which one a notebook asks, what it asks then, and where the answers belong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.journal import entries
from exercises.journal.definitions import Reflection, reflections, source_view
from exercises.journal.entries import Entry
from exercises.journal.parts import Source
from exercises.journal.twin import twin_html

EVERY_KIND = Path(__file__).parents[2] / "browser" / "kinds" / "reflections.yaml"
ENTRY = {"exercise": "to_gange", "item": "hoert", "value": 4, "typed_at": "2026-01-02T03:04:05Z", "key": "k1"}


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copy(EVERY_KIND, tmp_path / "9-9-alle-slags.yaml")
    return tmp_path


@pytest.fixture
def twice(folder) -> Reflection:
    return reflections(folder)["to_gange"]


def test_without_a_name_the_first_occasion_is_asked(twice):
    assert twice.occasion().id == "indgang" and twice.occasion("udgang").label == "Ved slutningen"


def test_an_exercise_without_occasions_is_asked_on_none(folder):
    assert reflections(folder)["ser_tilbage"].occasion() is None


@pytest.mark.parametrize("name", ["udgange", ""])
def test_an_unknown_occasion_is_an_error_that_names_its_neighbours(twice, name):
    with pytest.raises(ContentError, match=r"reflection\('to_gange', '.*ingen anledning.*Mente du: .*udgang"):
        twice.occasion(name)


def test_a_later_occasion_may_word_a_question_anew_and_leaves_the_rest(twice):
    first, last = (twice.for_view(twice.occasion(name)) for name in ("indgang", "udgang"))
    assert (first["occasion"], last["occasion"]) == ("indgang", "udgang")
    assert [one["prompt"] for one in first["items"]][2] == "Skriv et brev til dig selv."
    assert [one["prompt"] for one in last["items"]][2] == "Svar på brevet, før du åbner det."
    assert first["items"][0] == last["items"][0]


def test_on_paper_the_occasion_is_named_and_its_own_words_are_used(twice):
    first, last = (twin_html(twice, twice.occasion(name)) for name in ("indgang", "udgang"))
    assert "Ved begyndelsen" in first and "Ved slutningen" not in first and "Skriv et brev til dig selv." in first
    assert "Ved slutningen" in last and "Svar på brevet, før du åbner det." in last


@pytest.mark.parametrize(("occasion", "belongs"), [("indgang", True), ("udgang", True), ("", False), ("efter", False)])
def test_an_answer_belongs_to_one_of_the_occasions(twice, folder, monkeypatch, occasion, belongs):
    monkeypatch.setattr(entries, "reflections", lambda: reflections(folder))
    assert Entry.model_validate(ENTRY | {"occasion": occasion}).belongs_to_the_course() is belongs


def test_where_its_answer_is_shown_elsewhere_all_occasions_are_looked_at(folder):
    shown = source_view(Source(exercise="to_gange", item="hoert"), folder)
    assert shown["occasions"] == ["indgang", "udgang"]
