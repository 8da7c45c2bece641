"""The questions asked at the beginning of the course and again at its end: what must not change, and what their figures rest on."""

from __future__ import annotations

import pytest

from course.site.build import ROOT
from exercises.datasets import load
from exercises.journal.definitions import find
from exercises.models.calibration import at_most


@pytest.mark.parametrize(("name", "items"), [
    ("indgang_6", ["raad_hoert", "sige_nej", "genkende", "opdage_fejl", "rum", "noedigst"]),
    ("indgang_brev", ["brev", "lille_aendring", "om_tre_aar"]),
    ("beslutningen", ["uden_alle_med"]),
])
def test_what_is_asked_at_the_beginning_can_be_found_at_the_end(name, items):
    exercise = find(name).exercise
    assert [item.id for item in exercise.items] == items
    assert [occasion.id for occasion in exercise.occasions] == ["indgang", "udgang"]


def test_the_true_values_are_those_of_the_courses_own_tables():
    truths = {question.id: question.truth for question in find("kalibrering_10").exercise.items[0].questions}
    in_tables = {
        "hpv_2016": load("hpv_denmark_who").query("year == 2016").coverage_pct,
        "embedsmaend_rang": load("credibility_professions_2018").query("profession_da == 'Embedsmænd'")["rank"],
        "sygefravaer_2019": load("sickness_absence_sector").query("sector == 'municipalities' and year == 2019").value,
        "kontanter_2017": load("payments_denmark").query("year == 2017 and measure == 'Cash share of payments in shops'").value,
        "sociale_medier_2023": load("social_media_use_denmark").query("year == 2023").pct_of_16_74_using_social_media,
        "tillid_2018": load("trust_wellcome_2018_2020").query("country == 'Denmark' and year == 2018").trust_national_government_pct,
        "paragraf_20": load("parliamentary_questions").query("folketing_year == '2013-14'").paragraph20_questions,
        "tillid_nyheder": load("news_habits_denmark").query("year == 2024 and measure == 'Trust in news overall'").value_pct,
    }
    assert len(truths) == 10
    assert {name: truths[name] for name in in_tables} == {name: found.item() for name, found in in_tables.items()}


def test_the_true_values_of_the_end_are_those_of_the_courses_own_tables_and_texts_and_none_is_asked_twice():
    questions = find("kalibrering_10b").exercise.items[0].questions
    truths = {question.id: question.truth for question in questions}
    top = load("women_senior_administrators_eige").query("year == 2023").set_index("country").women_pct
    in_tables = {
        "kvinder_danmark_2023": top["Denmark"].item(),
        "kvinder_eu_2023": top["EU-27"].item(),
        "erfaring_privat": load("top_manager_mobility_survey").query("group == 'All public top managers'").value_pct.item(),
        "kommunaldirektoerer_2023": int(load("women_in_danish_public_leadership").query("year == 2023 and basis.str.endswith(' of 98')").basis.item().split(" of ")[0]),
        "serviceregnskaber": round(load("municipal_budget_vs_accounts").query("2011 <= year <= 2019").service_deviation_bn_dkk.sum(), 1),
        "halvfjerds_ja": round(100 * load("joint_action_probability").query("p_agreement_each == 0.95 and agreements_needed == 70").p_all_agree.item(), 1),
        "fritaget_2025": load("digital_post_denmark").query("date == '2025-04' and measure == 'exempt'").value_pct.item(),
        "e_indeks_2014": load("egov_index_un_2010_2018").query("country == 'Denmark' and year == 2014")["rank"].item(),
        "sygefravaer_sosu": load("sickness_absence_staff_groups_2019").query("staff_group_da == 'Social- og sundhedspersonale'").days_per_fte_2019.item(),
    }
    assert len(truths) == 10
    assert {name: truths[name] for name in in_tables} == in_tables
    assert set(truths) - set(in_tables) == {"overlaeger_2017"}, "a fact in no table of the course, and in none of its texts"
    text = (ROOT / "book" / "1-6-opbruddets-mange-modsaetningspar.md").read_text(encoding="utf-8")
    assert f"{truths['overlaeger_2017']:.0f} pct. af de ledende overlæger" in text and "Ledelseskommissionens spørgeskema" in text
    assert not {question.label for question in questions} & {question.label for question in find("kalibrering_10").exercise.items[0].questions}


def test_the_chances_in_the_replies_are_those_of_the_binomial_distribution():
    few, some = [reply for reply in find("kalibrering_10").exercise.items[0].back if "gange ud af" in reply.text]
    assert round(10_000 * at_most(5, 10, 0.9)) == 16 and few.when.at_most == 5 and "ca. 16 gange ud af 10.000" in few.text
    assert round(100 * at_most(7, 10, 0.9)) == 7 and some.when.at_most == 7 and "ca. 7 gange ud af 100" in some.text
