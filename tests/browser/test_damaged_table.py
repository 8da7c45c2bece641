"""A table that is gone or damaged: the page says which file and how to get it back, and the reader can still write."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_live, wait_live
from tests.conftest import start_course
from tests.course.conftest import edit

TABLE = "exercises/datasets/hpv_denmark_who.csv"


@pytest.fixture
def course(copy, tmp_path):
    course = start_course(tmp_path / "data", "--port", "9760", root=copy)
    yield course
    course.stop()


@pytest.mark.parametrize("fault", ["gone", "changed"])
def test_a_table_that_cannot_be_read_is_named_and_reflections_still_save(context, course, copy, fault):
    good = (copy / TABLE).read_text(encoding="utf-8")
    if fault == "gone":
        (copy / TABLE).unlink()
    else:
        edit(copy / TABLE, "2016,33242", "2016,33243")
    page = open_live(context, course)
    setup = page.locator("div.cell.tag_setup")
    expect(setup).to_contain_text("hpv_denmark_who.csv, hele filen: ")
    expect(setup).to_contain_text("Hent kurset igen, og kopiér filen derfra til mappen exercises/datasets.")
    expect(setup.locator("details.hide")).to_be_hidden()
    expect(page.get_by_text("Navnet 'hpv' findes ikke her")).to_have_count(0)
    page.get_by_role("textbox", name=re.compile("mandat")).fill("Vagtchefen")
    expect(page.locator("[data-exercise=hvem_tror_de_paa] .lr-saved")).to_contain_text("gemt kl.")

    (copy / TABLE).write_text(good, encoding="utf-8", newline="\n")
    page.reload()
    wait_live(page)
    expect(setup).to_be_hidden()
    expect(page.locator("[data-figure=gaet_bunden]")).to_be_visible()
