"""Every kind of item: what its YAML may not say, what it is on paper, and an answer to it in words."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
import yaml

from exercises.content import read_yaml
from exercises.errors import ContentError
from exercises.journal import definitions
from exercises.journal.definitions import Reflection, kind_of, reflections
from exercises.journal.kinds import WRAPPED, BeforeAfter
from exercises.journal.schema import ReflectionFile
from exercises.journal.twin import twin_html
from exercises.journal.words import in_words

EVERY_KIND = Path(__file__).parents[2] / "browser" / "kinds" / "reflections.yaml"


@pytest.fixture(scope="module")
def every_kind() -> Reflection:
    file = read_yaml(EVERY_KIND, ReflectionFile)
    return Reflection(file.section, EVERY_KIND, file.exercises[0])


def test_the_file_of_every_kind_has_every_kind(every_kind):
    kinds = {item.kind for item in every_kind.exercise.items}
    assert kinds == {kind.model_fields["kind"].annotation.__args__[0] for kind in (*WRAPPED, BeforeAfter)}


def texts(part) -> list[str]:
    """What an item says to the reader before anything is answered."""
    if isinstance(part, dict):
        shown = ("prompt", "label", "low", "high", "case", "consequence", "follow_up", "question", "between", "open_label", "text")
        return [value for key, value in part.items() if key in shown and isinstance(value, str)] + [
            text for key, value in part.items() if key != "back" for text in texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in texts(value)]
    return []


def test_on_paper_every_kind_says_all_it_says_on_the_screen(every_kind):
    shown = twin_html(every_kind)
    for item in every_kind.exercise.items:
        said = texts(item.model_dump())
        assert said
        for text in said:
            assert escape(text) in shown, (item.id, text)


def faulty(tmp_path: Path, item: str, **changes) -> Path:
    data = yaml.safe_load(EVERY_KIND.read_text(encoding="utf-8"))
    found = next(each for each in data["exercises"][0]["items"] if each["id"] == item)
    for key, value in changes.items():
        if value is None:
            found.pop(key)
        else:
            found[key] = value
    path = tmp_path / "9-9.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


REMEDY = {"id": "greb", "kind": "remedy", "label": "Greb", "of": "chance", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B", "asked": 2}]}


@pytest.mark.parametrize(
    ("item", "changes", "said"),
    [
        ("folk", {"back": "{count.enige} var enige."}, "tallet 'count.enige'"),
        ("flere", {"back": [{"text": "Nå.", "when": {"any": ["nej"]}}]}, "valget 'nej'"),
        ("linje", {"back": [{"text": "Nå.", "when": {"figure": "between.a.b", "at_least": 1}}]}, "tallet 'between.a.b'"),
        ("kort", {"columns": [{"id": "a", "kind": "tick", "label": "A"}]}, "kortet har sine egne kolonner"),
        ("kort", {"back": "{count.neutral} er med."}, "tallet 'count.neutral'"),
        ("linje", {"line": None}, "giv enten line eller periods"),
        ("linje", {"periods": ["Jan."]}, "giv enten line eller periods"),
        ("linje", {"line": {"min": 4, "max": 4}}, "min skal være mindre end max"),
        ("paastande", {"strength": "belaeg"}, "'belaeg' er ikke en kolonne af slagsen scale"),
        ("folk", {"own": None}, "der er intet at svare på"),
        ("folk", {"own": {"label": "Person", "max": 2, "start": 3}}, "start må ikke være større end max"),
        ("folk", {"columns": [{"id": "timer", "kind": "hours", "label": "Timer"}, REMEDY | {"of": "timer"}]}, "'timer' er ikke en kolonne af slagsen percent"),
        ("folk", {"columns": [REMEDY | {"options": [{"id": "a", "label": "A", "left": 2}, {"id": "b", "label": "B"}]}]}, "options"),
        ("foer_efter", {"occasions": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}, "'b' mangler open_label"),
        ("foer_efter", {"occasions": [{"id": "a", "label": "A"}]}, "have mindst 2"),
        ("felter", {"corners": {"midten": {"label": "Midten"}}}, "corners"),
        ("breve", {"texts": []}, "mindst 1"),
        ("breve", {"back": "{lix.brev}"}, "tallet 'lix.brev'"),
        ("skala", {"min": 100}, "min skal være mindre end max"),
        ("bud", {"questions": [{"id": "a", "label": "A", "truth": 1}]}, "nøglen mangler"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else None,
)
def test_what_cannot_be_meant_is_an_error_with_its_place(tmp_path, item, changes, said):
    with pytest.raises(ContentError) as problem:
        read_yaml(faulty(tmp_path, item, **changes), ReflectionFile)
    message = str(problem.value)
    assert "9-9.yaml, linje " in message and said in message


def faulty_exercise(tmp_path: Path, name: str, **changes) -> Path:
    data = yaml.safe_load(EVERY_KIND.read_text(encoding="utf-8"))
    next(each for each in data["exercises"] if each["id"] == name).update(changes)
    path = tmp_path / "9-9.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("to_gange", {"occasions": [{"id": "indgang", "label": "Først"}]}, "mindst to, med hver sit id"),
        ("to_gange", {"occasions": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]}, "mindst to, med hver sit id"),
        ("to_gange", {"occasions": [{"id": "udgang", "label": "A"}, {"id": "indgang", "label": "B"}]}, "again nævner 'udgang'"),
        ("to_gange", {"profile": {"title": "P", "lines": [{"id": "hoert", "label": "A"}, {"id": "ukendt", "label": "B"}]}}, "profile nævner 'ukendt'"),
        ("alle_slags", {"occasions": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]}, "'foer_efter' har sine egne anledninger"),
    ],
)
def test_occasions_and_a_profile_that_cannot_be_meant_are_an_error_with_its_place(tmp_path, name, changes, said):
    with pytest.raises(ContentError) as problem:
        read_yaml(faulty_exercise(tmp_path, name, **changes), ReflectionFile)
    message = str(problem.value)
    assert "9-9.yaml, linje " in message and said in message


@pytest.mark.parametrize("source", [{"exercise": "ukendt", "item": "tekst"}, {"exercise": "alle_slags", "item": "ukendt"},
                                    {"exercise": "alle_slags", "item": "foer_efter", "occasion": "ukendt"},
                                    {"exercise": "to_gange", "item": "hoert", "occasion": "efter"}])
def test_an_answer_that_nobody_gives_is_not_asked_for(tmp_path, source):
    faulty(tmp_path, "tekst", earlier=[source])
    with pytest.raises(ContentError, match="findes ikke"):
        reflections(tmp_path)


def test_chances_that_another_item_does_not_have_are_not_changed(tmp_path):
    faulty(tmp_path, "tekst", kind="audit", words=None, rows_from={"exercise": "alle_slags", "item": "felter"}, columns=[REMEDY], back=[])
    with pytest.raises(ContentError, match="'felter' har ingen kolonne 'chance'"):
        reflections(tmp_path)


def test_another_items_answer_comes_with_its_own_words(tmp_path):
    faulty(tmp_path, "tekst")
    source = reflections(tmp_path)["ser_tilbage"].sources()[0]
    shown = definitions.source_view(source, tmp_path)
    assert shown["item"]["kind"] == "matrix" and shown["title"] == "Alle slags" and shown["section"] == "9.9"


SAID = {
    "tekst": ("En linje\nog en til", ["En linje", "og en til"]),
    "skala": (65, ["65 pct."]),
    "valg": ("ingen", ["Ingen steder"]),
    "flere": (["regel", "moenster"], ["Ny regel, Undersøgte mønsteret"]),
    "orden": ({"order": ["samarbejde", "forklare"]}, ["1. At samarbejde", "2. At forklare"]),
    "point": ({"shares": {"drift": 40, "own_1": 60}, "labels": {"own_1": "Fred"}}, ["Drift: 40 point", "Fred: 60 point"]),
    "felter": ({"places": {"brev": [1, 5], "own_1": [2, 2]}, "tags": {"brev": "ude"}},
               ["Brev: 1 af 5 fra »ingen styring« til »fuld styring«, 5 af 5 fra »få borgere« til »mange borgere« (Ude)",
                "Egen kanal 1: 2 af 5 fra »ingen styring« til »fuld styring«, 2 af 5 fra »få borgere« til »mange borgere«"]),
    "dilemma": ({"choice": "skriv", "follow_up": "Formanden"}, ["Skriv hver for sig.", "Formanden"]),
    "folk": ({"cells": {"own_1": {"uenig": True, "timer": 2.5, "hvor": "inde", "chance": 50, "greb": "igen"}}, "labels": {"own_1": "Bo"}},
             ["Bo: Uenig med mig; Timer: 2,5 timer; Hvor: Inde; Chance: 50 pct.; Greb: Spørg igen"]),
    "paastande": ({"cells": {"own_2": {"belaeg": "Tal", "styrke": 4}}}, ["Påstand 2: Belæg: Tal; Styrke: 4"]),
    "kort": ({"cells": {"own_1": {"side": "above", "pull": "presses_hard", "known": "guess"}}, "labels": {"own_1": "Formanden"}},
             ["Formanden: Hvor står de?: oven; Hvad gør de ved rummet?: presser hårdt; Hvad bygger det på?: jeg gætter"]),
    "linje": ({"marks": {"raad": 3}}, ["Dit råd: Vedtaget"]),
    "kalender": ({"cells": {"plan": {"periods": [0, 2], "hvem": "Mig"}}}, ["Plan: Jan., Mar.", "Plan: Hvem: Mig"]),
    "bud": ({"ranges": {"dage": [6, 8.5]}, "opened": True}, ["Dage i en uge 6–8,5 dage"]),
    "aftale": ({"hvad": "Ringe", "happened": "Jeg ringede"}, ["Hvad vil du gøre? Ringe", "Hvad skete der? Jeg ringede"]),
    "breve": ({"texts": {"gammelt": "Ledelse er svært.\n\n<b>Ring</b> 12.", "nyt": " "}},
              ["Brevet i dag (lix 17,8; ord 7, sætninger 2, lange ord 1):", "Ledelse er svært.", "<b>Ring</b> 12."]),
    "foer_efter": (5, ["5 pct."]),
}


@pytest.mark.parametrize("name", SAID)
def test_an_answer_of_every_kind_is_told_in_the_courses_words(every_kind, name):
    value, lines = SAID[name]
    assert in_words(kind_of(every_kind.item(name)), value) == lines


@pytest.mark.parametrize("strange", [None, 7, "tekst", [], [3], {}, {"cells": 3}, {"places": {"brev": 1}}])
def test_an_answer_that_does_not_fit_its_kind_is_still_told(every_kind, strange):
    for item in every_kind.exercise.items:
        assert in_words(kind_of(item), strange)
