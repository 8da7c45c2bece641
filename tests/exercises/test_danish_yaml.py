"""What authors get wrong in YAML is said in Danish, at the line where it stands, with what to do."""

from __future__ import annotations

import pytest

from exercises.content import Part, Text, read_yaml
from exercises.errors import ContentError


class Page(Part):
    title: Text
    number: int = 0
    words: tuple[int, int] = (1, 2)
    tags: dict[str, str] = {}
    value: int | float | str = ""


NOT_YAML = {
    "a colon in a text": ("number: 1\ntitle: Vaner: hvad nu?\n", 2, "der står et kolon inde i en tekst", "Sæt en tekst med kolon i anførselstegn."),
    "a tab": ("number: 1\ntitle:\n\tHer\n", 3, "linjen er rykket ind med en tabulator.", "Brug mellemrum."),
    "a sign that cannot begin": ("number: 1\ntitle: @alle\n", 2, "en tekst kan ikke begynde med @", "Sæt teksten i anførselstegn."),
    "emphasis": ("number: 1\ntitle: *vigtigt* her\n", 2, "en tekst kan ikke begynde med *, & eller !", "Sæt teksten i anførselstegn."),
    "an exclamation mark": ("title: !husk det\n", 1, "en tekst kan ikke begynde med *, & eller !", "Sæt teksten i anførselstegn."),
    "a quote that is not closed": ('number: 1\ntitle: "Hvad nu?\n', 2, "et anførselstegn bliver ikke lukket igen.", "Sæt det manglende"),
    "text after a quote": ('number: 1\ntitle: "Tillid" og mere\n', 2, "der står tekst efter et anførselstegn", "sæt hele teksten i anførselstegn"),
    "a backslash": ('title: "C:\\dokumenter"\n', 1, "\\d kan ikke stå i dobbelte anførselstegn.", "Brug enkelte anførselstegn om teksten."),
    "a brace that is not closed": ("number: 1\ntags: {a: b\n", 3, "noget mellem klammerne passer ikke.", "mangler et komma, en slutklamme"),
    "a line that is no key": ("title: Her\nnumber\nvalue: 1\n", 2, "linjen er ikke en nøgle med kolon efter.", "sæt kolon efter nøglen"),
    "a line too far in": ("title: Her\n  number: 1\n", 2, "der står et kolon", "Sæt en tekst med kolon i anførselstegn."),
    "a line too far out": ("tags:\n    a: b\n  c: d\n", 3, "linjen er rykket anderledes ind", "Ret indrykningen"),
    "a key twice": ("title: Her\nnumber: 1\ntitle: Der\n", 3, "nøglen 'title' står to gange.", "Slet den ene"),
    "a key twice further in": ("title: Her\ntags:\n  a: b\n  a: c\n", 4, "nøglen 'a' står to gange.", "Slet den ene"),
    "a sign that is not seen": ("number: 1\ntitle: Her\x07\n", 2, "filen har et tegn, som ikke kan ses.", "Skriv linjen igen"),
    "a day that is none": ("title: 2026-02-30\n", 1, "en dato findes ikke.", "sæt den i anførselstegn"),
}
NOT_FOLLOWED = {
    "a number for a text": ("title: 2016\n", 1, "title: her skal stå tekst. Sæt den i anførselstegn"),
    "an English no": ("title: no\n", 1, "title: her skal stå tekst. Sæt den i anførselstegn, hvis den ligner et tal eller er et engelsk ja eller nej."),
    "one of two": ("title: Her\nwords: [20]\n", 2, "words[1]: listen har for få punkter."),
    "a number for a list": ("title: Her\nwords: 20\n", 2, "words: her skal stå en liste. Skriv den mellem kantede klammer, fx [20, 60]."),
    "a number with decimals": ("title: Her\nnumber: 1.5\n", 2, "number: her skal stå et helt tal."),
    "nothing for a number": ("title: Her\nnumber:\n", 2, "number: her skal stå ét tal."),
    "a list for keys": ("title: Her\ntags: [a, b]\n", 2, "tags: her skal stå nøgler med hver sin værdi."),
    "a list for one answer": ("title: Her\nvalue: [1, 2]\n", 2, "value: her skal stå ét tal."),
    "a comma between braces": ("{title: Hvad nu, og så}\n", 1, "og så: nøglen er ukendt. Ret stavningen, eller slet den. Er det tekst efter et komma, så sæt hele teksten i anførselstegn."),
}


def said(tmp_path, text: str) -> str:
    path = tmp_path / "side.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_yaml(path, Page)
    return str(caught.value)


@pytest.mark.parametrize("name", NOT_YAML)
def test_what_is_not_yaml_is_explained_at_its_line(tmp_path, name):
    text, line, problem, remedy = NOT_YAML[name]
    message = said(tmp_path, text)
    assert message.startswith(f"side.yaml, linje {line}: filen er ikke gyldig YAML: ") and problem in message and remedy in message


@pytest.mark.parametrize("name", NOT_FOLLOWED)
def test_what_does_not_follow_the_schema_is_explained_in_danish(tmp_path, name):
    text, line, message = NOT_FOLLOWED[name]
    assert said(tmp_path, text).startswith(f"side.yaml, linje {line}, ") and message in said(tmp_path, text)


def test_a_file_that_an_old_editor_saved_is_named_with_its_line(tmp_path):
    path = tmp_path / "side.yaml"
    path.write_bytes("number: 1\ntitle: Færøerne\n".encode("cp1252"))
    with pytest.raises(ContentError, match="side.yaml, linje 2: filen er ikke gemt som UTF-8. Gem den som UTF-8."):
        read_yaml(path, Page)
