"""The questions asked at the beginning of the course and again at its end: what must not change, and what their figures rest on."""

from __future__ import annotations

import pytest

from exercises.datasets import load
from exercises.journal.definitions import find
from exercises.models.calibration import at_most


@pytest.mark.parametrize(("name", "items"), [
    ("indgang_6", ["raad_hoert", "sige_nej", "genkende", "opdage_fejl", "rum", "noedigst"]),
    ("indgang_brev", ["brev", "lille_aendring", "om_tre_aar"]),
])
def test_what_is_asked_at_the_beginning_can_be_found_at_the_end(name, items):
    exercise = find(name).exercise
    assert [item.id for item in exercise.items] == items
    assert [occasion.id for occasion in exercise.occasions] == ["indgang", "udgang"]


def test_the_true_values_are_those_of_the_courses_own_tables():
    truths = {question.id: question.truth for question in find("kalibrering_10").exercise.items[0].questions}
    hpv, jobs, news = load("hpv_denmark_who"), load("credibility_professions_2018"), load("news_habits_denmark")
    assert len(truths) == 10
    assert truths["hpv_2016"] == hpv.loc[hpv.year == 2016, "coverage_pct"].item()
    assert truths["embedsmaend_rang"] == jobs.loc[jobs.profession_da == "Embedsmænd", "rank"].item()
    assert truths["tillid_nyheder"] == news.loc[(news.year == 2024) & (news.measure == "Trust in news overall"), "value_pct"].item()


def test_the_chances_in_the_replies_are_those_of_the_binomial_distribution():
    few, some = [reply for reply in find("kalibrering_10").exercise.items[0].back if reply.when.at_most]
    assert round(10_000 * at_most(5, 10, 0.9)) == 16 and few.when.at_most == 5 and "ca. 16 gange ud af 10.000" in few.text
    assert round(100 * at_most(7, 10, 0.9)) == 7 and some.when.at_most == 7 and "ca. 7 gange ud af 100" in some.text
