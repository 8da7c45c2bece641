"""The aid that marks what may be names: what it marks, what it leaves, and that no letter of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.portfolio.names import found, runs


def marked(*texts: str) -> list[str]:
    return [name for name, _ in found(runs(texts))]


@pytest.mark.parametrize(("text", "names"), [
    ("I morgen ringer jeg til Mette Hansen om ruterne.", ["Mette Hansen"]),
    ("Mette siger nej. Mette siger altid nej.", ["Mette"]),
    ("Bo Jensen har ret.", ["Bo Jensen"]),
    ("Sagen ligger hos Økonomi og Åse-Marie.", ["Økonomi", "Åse-Marie"]),
    ("Skriv til mette@bykommune.dk om 010203-1234.", ["010203-1234", "mette@bykommune.dk"]),
    ("Vagtplanen er ny. Vagtplanen skal prøves.", ["Vagtplanen"]),
])
def test_what_may_be_a_name_is_marked(text, names):
    assert marked(text) == names


@pytest.mark.parametrize("text", [
    "Vi taler med dem, I ikke har spurgt. De svarer, at KL og EU har en regel.",
    "Hvad nu? Jeg ringer. Jeg skriver. Det er det.",
    "Hun sagde: »Skoven brænder.« Derefter gik hun.",
    "Planen er enkel. Planen er min, for planen er kort.",
    "Første punkt\nAndet punkt\n– Tredje punkt",
    "",
])
def test_what_only_begins_a_sentence_or_is_a_common_word_is_not(text):
    assert marked(text) == []


def test_a_word_that_is_a_name_in_one_field_is_marked_at_the_start_of_another():
    assert marked("Jeg spørger Bo først.", "Bo har svaret.") == ["Bo"]
    assert found(runs(["Jeg spørger Bo først.", "Bo har svaret."])) == [("Bo", 2)]


@given(st.lists(st.text(), max_size=4))
def test_no_letter_is_lost_or_added(texts):
    assert ["".join(piece for piece, _ in text) for text in runs(texts)] == texts
