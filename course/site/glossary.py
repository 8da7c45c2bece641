"""The glossary: the words of ``book/ordliste.yaml`` as a page whose entries ``{term}`` links to."""

from __future__ import annotations

from pathlib import Path

from docutils.statemachine import StringList
from sphinx.domains.std import Glossary

from course.site.language import CLASS as ENGLISH
from exercises.content import Part, Text, read_yaml
from exercises.danish_order import danish_order

FILE = "book/ordliste.yaml"


class Term(Part):
    """A word, what the course means by it, and the field's English word where it has one."""

    term: Text
    text: Text
    english: Text | None = None


class Terms(Part):
    terms: list[Term]

    def in_order(self) -> list[Term]:
        """The terms as a Danish dictionary has them, æ, ø and å last."""
        return sorted(self.terms, key=lambda entry: danish_order(entry.term))


class CourseGlossary(Glossary):
    """Sphinx's glossary with its content from the data file named by the argument, as seen from the page."""

    has_content = False
    required_arguments = 1

    def run(self) -> list:
        path = Path(self.env.relfn2path(self.arguments[0])[1])
        self.env.note_dependency(str(path))
        lines = []
        for entry in read_yaml(path, Terms).in_order():
            english = f" [*{entry.english.capitalize()}.*]{{.{ENGLISH}}}" if entry.english else ""
            lines += [entry.term, f"  {entry.text}{english}", ""]
        self.content = StringList(lines, str(path))
        return super().run()
