"""A new section finds its place in ``_toc.yml``, and what an author has written there stays."""

from hypothesis import given
from hypothesis import strategies as st
from sphinx_external_toc.parsing import parse_toc_data
from yaml import safe_load

from course.authoring.contents import CAPTIONS, with_section

EMPTY = """\
# The book's order.
format: jb-book
root: book/index
parts:
  # Not of the paper.
  - caption: Opslag
    chapters:
      - file: book/ordliste  # last
"""
SLUGS = ["0-1-forord", "0-2-kaere-laeser", "1-0-a", "1-1-svaekkede-autoriteter", "1-7-ekkorum", "2-0-b", "2-6-c", "3-0-d"]


@given(st.permutations(SLUGS), st.integers(1, len(SLUGS)))
def test_the_order_is_that_of_the_numbers_whatever_came_first(order, count):
    contents = EMPTY
    for slug in order[:count]:
        contents = with_section(contents, slug)
    expected = EMPTY
    for slug in sorted(order[:count]):
        expected = with_section(expected, slug)
    assert contents == expected
    pages = list(parse_toc_data(safe_load(contents)))
    wanted = [f"{folder}/{slug}" for slug in sorted(order[:count]) for folder in ("book", "notebooks")]
    assert [page for page in pages if page[-1] not in ("index", "ordliste")] and pages == ["book/index", *wanted, "book/ordliste"]
    parts = [part["caption"] for part in safe_load(contents)["parts"]]
    assert parts == [*(CAPTIONS[number] for number in sorted({int(slug[0]) for slug in order[:count]})), "Opslag"]


def test_comments_stay_where_they_were():
    contents = with_section(EMPTY, "1-7-ekkorum").replace("      - file: book/1-7", "      # Under revision.\n      - file: book/1-7")
    contents = with_section(contents, "1-1-svaekkede-autoriteter")
    assert contents.startswith("# The book's order.\n") and "book/ordliste  # last" in contents
    assert "      # Under revision.\n      - file: book/1-7-ekkorum\n" in contents
    assert "  # Not of the paper.\n  - caption: Opslag\n" in contents


@given(st.permutations(["1-0-a", "1-1-svaekkede-autoriteter", "1-7-ekkorum"]))
def test_sections_stand_between_the_pages_that_open_and_close_their_part(order):
    contents = EMPTY.replace("parts:\n", 'parts:\n  - caption: "1. Opbruddets karakteristika"\n    chapters:\n      - file: book/del-1\n      - file: notebooks/del-1-samlet\n')
    contents = contents.replace("      - file: notebooks/del-1-samlet\n", "      - file: book/1-5-e\n      - file: notebooks/del-1-samlet\n")
    for slug in order:
        contents = with_section(contents, slug)
    chapters = [chapter["file"] for chapter in safe_load(contents)["parts"][0]["chapters"]]
    assert chapters == ["book/del-1", "book/1-0-a", "book/1-1-svaekkede-autoriteter", "book/1-5-e", "book/1-7-ekkorum", "notebooks/del-1-samlet"]
