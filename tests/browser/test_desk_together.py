"""A class of thirty at the desks of two graders: calibrated, read twice where it is drawn, settled, published; and the pages that show it.

The class hands in once. Bo works in the browser; what Ida does goes the same way as her page would send it, only without the page.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from course.cli import main
from course.grading.marking.exemplars import read_exemplars
from course.grading.names import loose
from course.grading.reading.masking import WORD
from course.grading.reading.questions import find_question
from course.grading.reading.scripts import scripts_of
from course.grading.root import CourseRoot
from course.grading.rubrics import find_rubric
from course.grading.scoring import mean_level, mean_points
from course.grading.store import marks
from course.grading.store.database import open_store
from course.grading.store.draws import lots
from course.grading.store.models import LotteryRow
from tests.browser import needs
from tests.browser.conftest import PICTURES
from tests.browser.gates import axe, english, inaccessible, shown_texts, too_wide
from tests.course.grading.desk.visiting import Nursery, Running, Visitor, lay_out_a1, nursery
from tests.course.grading.hostile import SCRIPT
from tests.course.grading.trip import cell

CELL = "a1-4"
RUBRIC = find_rubric("refleksion")
IDS = [criterion.id for criterion in RUBRIC.criteria]
EXEMPLARS = read_exemplars().texts
GIVEN = ["Asta", "Birk", "Cille", "Ditlev", "Elvira", "Folmer", "Gudrun", "Hjalmar", "Ingrid", "Jeppe"]
FAMILY = ["Adelborg", "Brixen", "Clausholt"]
STUDENTS = [f"{given}.{family}".lower() for family in FAMILY for given in GIVEN]
TEXT = "Mandag spurgte formanden, om vi kunne nå det. Jeg sagde ja, selv om jeg vidste, at kontoret var imod. {name} skrev det ned. " + SCRIPT
SECRET = "<img src=x onerror=window.hacked=1> kun for den første"
Levels = dict[str, float]


# ---- A class, and two who read it --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def thirty(tmp_path_factory) -> CourseRoot:
    """Thirty who have handed in A1 and answered one of its questions, autograded by nbgrader without a kernel; the lot is known."""
    folder = tmp_path_factory.mktemp("hold") / "kursus"
    root = lay_out_a1(folder, [f"{one};{one.split('.')[0].title()};{one.split('.')[1].title()};{one}@by.dk" for one in STUDENTS])
    released = nbformat.read(folder / "release/A1/A1.ipynb", 4)
    for student in STUDENTS:
        cell(released, CELL).source = TEXT.format(name=student.split(".")[0].title())
        place = folder / "submitted" / student / "A1"
        place.mkdir(parents=True)
        nbformat.write(released, place / "A1.ipynb")
        done = root.api.autograde("A1", student, force=True)
        assert done["success"], done["log"]
    store = open_store(root)
    with store.writing() as session:
        session.add(LotteryRow(course=store.course, assignment="A1", notebook="A1", cell=CELL, seed="5e" * 32))
    store.close()
    return CourseRoot(folder)


def copy_of(root: CourseRoot, to: Path) -> CourseRoot:
    return CourseRoot(shutil.copytree(root.folder, to, symlinks=True))


@pytest.fixture(scope="module")
def desks(tmp_path_factory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("desks")) as ready:
        yield ready


def entry(levels: Levels, comment: str = "", state: str = "final") -> dict:
    return {"levels": {name: {"level": level, "comment": ""} for name, level in levels.items()}, "comment": comment, "next_step": "", "state": state}


@dataclass
class Class30:
    """What the two give, by student, and the rules that say what becomes of it, worked out here from the marks alone."""

    root: CourseRoot
    first: dict[str, Levels] = field(default_factory=dict)
    second: dict[str, Levels] = field(default_factory=dict)
    settled: dict[str, Levels] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random.Random(4)
        for student in STUDENTS:
            base = chance.choice([1, 2, 2, 2, 2, 3])
            self.first[student] = {name: base + chance.choice([0, 0, 1]) for name in IDS}
            shift = chance.choice([0, 1, 2, 2])  # some readers' views differ by more than the rest
            self.second[student] = {name: min(4, max(1, level + chance.choice([0, shift, -shift]))) for name, level in self.first[student].items()}
        store = open_store(self.root)
        question = find_question(self.root, "A1", CELL)
        self.students = {script.token: student for student, script in scripts_of(self.root, store, question).items()}
        self.lot = lots(store, question.cell, STUDENTS)
        store.close()

    def first_reader(self, student: str) -> str:
        return ("Bo", "Ida")[STUDENTS.index(student) % 2]

    def due(self) -> set[str]:
        """A fifth by lot, and a mean level from 2.16 to 2.64."""
        return {one for one in STUDENTS if self.lot[one] < 0.2 or 2.16 <= mean_level(RUBRIC, self.first[one]) <= 2.64}

    def apart(self) -> set[str]:
        """Two levels apart somewhere, or more than half a level in all."""
        def far(one: Levels, other: Levels) -> bool:
            return max(abs(one[name] - other[name]) for name in IDS) >= 2 or round(abs(mean_level(RUBRIC, one) - mean_level(RUBRIC, other)), 2) > 0.5
        return {one for one in self.due() if far(self.first[one], self.second[one])}

    def agree(self, student: str) -> Levels:
        """What is agreed: what both gave, else what the second gave."""
        self.settled[student] = dict(self.second[student])
        return self.settled[student]

    def readings(self) -> dict[str, dict[str, Levels]]:
        """What the store has of those that have been settled: all three readings."""
        store = open_store(self.root)
        scripts = scripts_of(self.root, store, find_question(self.root, "A1", CELL))
        found = {one: marks.readings(store, [script]).get(script.id, {}) for one, script in scripts.items()}
        store.close()
        return {one: {reading: {name: level.level for name, level in mark.entry.levels.items()} for reading, mark in three.items()}
                for one, three in found.items() if "agreed" in three}

    def points(self, student: str) -> float:
        """The agreed mark, else the mean of two, else the only one."""
        if student in self.settled:
            return mean_points(RUBRIC, [self.settled[student]], 16)
        return mean_points(RUBRIC, [self.first[student], *([self.second[student]] if student in self.due() else [])], 16)


def put(visitor: Visitor, token: str, levels: Levels, reading: str, comment: str = "") -> None:
    """What a page sends when a text has been read to the end."""
    address = f"/desk/api/scripts/{token}/mark?reading={reading}"
    answer = visitor.ask("PUT", address, {"entry": entry(levels, comment), "based_on": 0, "seconds": 240})
    assert answer.status_code == 200, answer.text


def read_pile(visitor: Visitor, group: Class30, reading: str, given: dict[str, Levels] | Callable[[str], Levels]) -> None:
    """Read what is left of a pile, as its page would."""
    following = f"assignments/A1/questions/{CELL}/next?reading={reading}"
    token = visitor.get(following)["token"]
    while token:
        visitor.get(f"scripts/{token}?reading={reading}")
        put(visitor, token, given(group.students[token]) if callable(given) else given[group.students[token]], reading)
        token = visitor.get(f"{following}&after={token}")["token"]


def read_first(visitors: dict[str, Visitor], group: Class30) -> None:
    """Each reads half of the class without opening what the other reads."""
    for token, student in group.students.items():
        put(visitors[group.first_reader(student)], token, group.first[student], "first", SECRET)


def calibrate(visitor: Visitor, own: dict[str, Levels]) -> None:
    for name, levels in own.items():
        visitor.get(f"calibration/exemplars/{name}")
        answer = visitor.ask("PUT", f"/desk/api/calibration/exemplars/{name}/mark", {"entry": entry(levels), "based_on": 0})
        assert answer.status_code == 200, answer.text


def stand_by(visitor: Visitor, name: str, levels: Levels) -> None:
    assert visitor.ask("PUT", f"/desk/api/calibration/exemplars/{name}/key", {"entry": entry(levels), "based_on": 0}).status_code == 200


KEY = {one.id: dict(one.key) for one in EXEMPLARS}
LOWER = {name: {criterion: max(1, level - 1) for criterion, level in levels.items()} for name, levels in KEY.items()}


@dataclass(frozen=True)
class Marked:
    """The class as it is when only the publication is left, and Bo's desk in it."""

    group: Class30
    bo: Running
    eva: Running


@pytest.fixture(scope="module")
def marked(thirty, desks, tmp_path_factory) -> Marked:
    """Read twice, and settled but for two; Bo and Ida have calibrated, and Eva has done nothing yet."""
    group = Class30(copy_of(thirty, tmp_path_factory.mktemp("læst") / "kursus"))
    running = {name: desks.start(group.root.folder, name) for name in ("Bo", "Ida", "Eva")}
    visitors = {name: one.visitor() for name, one in running.items()}
    calibrate(visitors["Bo"], LOWER)
    calibrate(visitors["Ida"], KEY)
    stand_by(visitors["Ida"], "k01", KEY["k01"])
    read_first(visitors, group)
    for name in ("Ida", "Bo"):
        read_pile(visitors[name], group, "second", group.second)
    for line in visitors["Ida"].get("assignments/A1/agreeing")["scripts"][2:]:
        put(visitors["Ida"], line["token"], group.agree(group.students[line["token"]]), "agreed")
    return Marked(group, running["Bo"], running["Eva"])


# ---- In the browser ------------------------------------------------------------------------------------------------


def profile(chromium: Browser, width: int = 1280, height: int = 800) -> BrowserContext:
    context = chromium.new_context(locale="da-DK", viewport={"width": width, "height": height}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    return context


def sit_down(context: BrowserContext, desk: Running) -> Page:
    page = context.new_page()
    page.goto(desk.address)
    expect(page.locator("#desk-main")).to_be_visible()
    return page


def go(page: Page, *parts: str) -> None:
    """Go to a place of the desk, and wait until it is there."""
    page.evaluate("(hash) => { location.hash = hash; }", f"#/{'/'.join(parts)}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def level_keys(levels: Levels) -> list[str]:
    return [key for name in IDS for key in (str(int(levels[name])), *([","] if levels[name] % 1 else []))]


def finish(page: Page) -> None:
    """Ctrl+Enter, and wait for the next text, or the word that there is none."""
    before = page.locator("#script-title").inner_text()
    press(page, "Control+Enter")
    expect(page.locator("#script-title").filter(has_not_text=re.compile(f"^{re.escape(before)}$")).or_(page.locator(".notice a")).first).to_be_visible()


def all_done(page: Page) -> bool:
    return page.locator(".notice a").count() > 0


def open_token(page: Page) -> str:
    return page.url.rpartition("/")[2]


def course(monkeypatch, capsys, *arguments: str) -> str:
    """What a command says."""
    monkeypatch.setattr(sys, "argv", ["course", *arguments])
    assert main() == 0
    return capsys.readouterr().out


def test_thirty_go_through_calibration_two_readings_agreeing_and_publication(thirty, desks, chromium, tmp_path, monkeypatch, capsys):
    group = Class30(copy_of(thirty, tmp_path / "kursus"))
    running = {name: desks.start(group.root.folder, name) for name in ("Bo", "Ida")}
    visitors = {name: one.visitor() for name, one in running.items()}
    context = profile(chromium)
    page = sit_down(context, running["Bo"])
    calibrate_by_keys(page, visitors["Ida"])
    go(page, "A1", "anden")
    expect(page.get_by_text("30 tekster er ikke læst færdig første gang endnu.")).to_be_visible()
    go(page, "A1", "enige")
    expect(page.get_by_text("Der er ikke noget at afgøre")).to_be_visible()
    read_first(visitors, group)
    read_again_by_keys(page, group, visitors["Ida"])
    read_pile(visitors["Ida"], group, "second", group.second)
    settle_by_keys(page, group)
    context.close()
    assert all(both == {"first": group.first[one], "second": group.second[one], "agreed": group.settled[one]} for one, both in group.readings().items())
    assert set(group.settled) == set(group.readings()) == group.apart() and len(group.settled) > 2 and group.due() - group.apart()
    course(monkeypatch, capsys, "grade", "publish", "A1", "--course", str(group.root.folder))
    with group.root.gradebook() as gradebook:
        points = {one: gradebook.find_grade(CELL, "A1", "A1", one) for one in STUDENTS}
        assert {one: grade.manual_score for one, grade in points.items()} == {one: group.points(one) for one in STUDENTS}
        assert not any(grade.needs_manual_grade for grade in points.values())


def calibrate_by_keys(page: Page, ida: Visitor) -> None:
    """Bo reads the eight blind by the keyboard alone and is one level too low in one; then both stand by the same key for it."""
    go(page, "kalibrering")
    page.get_by_role("link", name="Begynd").press("Enter")
    expect(page.locator("#script-title")).not_to_be_empty()
    while not all_done(page):
        name = open_token(page)
        press(page, *level_keys(LOWER[name] if name == "k03" else KEY[name]))
        assert "nøgle" not in page.locator("main").inner_text().lower()
        finish(page)
    calibrate(ida, KEY)
    page.get_by_role("link", name="Til sammenligningen").press("Enter")
    expect(page.get_by_text("Nøglen er én forfatters forslag")).to_be_visible()
    third = page.locator("#exemplar-k03")
    expect(third.get_by_role("columnheader")).to_have_text(["Kriterium", "Dit", "Nøgle (forslag)", "Forskel", "Ida"])
    expect(third.get_by_role("cell").filter(has_text="under").first).to_be_visible()
    stand_by(ida, "k03", KEY["k03"])
    third.get_by_text("Stå ved en nøgle", exact=True).press("Enter")
    third.get_by_role("button", name="Stå ved de trin").press("Enter")
    expect(third.get_by_text("Nøglen er aftalt af Bo og Ida")).to_be_visible()


def read_again_by_keys(page: Page, group: Class30, ida: Visitor) -> None:
    """Bo's second readings, blind: nothing of the first is on the page, and of a flag only that it is there."""
    flagged = next(token for token, student in group.students.items() if student in group.due() and group.first_reader(student) == "Ida")
    flag = f"/desk/api/scripts/{flagged}/tags/flag"
    assert ida.ask("PUT", flag, {"raised": True, "reason": SECRET}).status_code == 204
    go(page, "A1", "anden")
    expect(page.locator(".questions li")).to_have_count(1)
    page.locator(".questions a").press("Enter")
    expect(page.locator(".sign")).to_have_text("Anden læsning, blindt")
    expect(page.locator("#script-title")).not_to_be_empty()
    seen = []
    while not all_done(page):
        shown = page.locator("#desk-view").inner_html()
        assert "Ida" not in shown and "kun for den første" not in shown
        expect(page.locator(".about .attention")).to_have_text(["har et flag"] if open_token(page) == flagged else [])
        seen.append(group.students[open_token(page)])
        press(page, *level_keys(group.second[seen[-1]]))
        finish(page)
    assert set(seen) == {one for one in group.due() if group.first_reader(one) == "Ida"} >= {group.students[flagged]}
    assert ida.ask("PUT", flag, {"raised": False}).status_code == 204


def settle_by_keys(page: Page, group: Class30) -> None:
    """The levels that both gave by one key, the others from the second reader by another."""
    go(page, "A1", "enige")
    expect(page.locator(".queue li")).to_have_count(len(group.apart()))
    page.locator(".queue a").first.press("Enter")
    expect(page.locator(".sign")).to_have_text("Bliv enige")
    expect(page.locator("#script-title")).not_to_be_empty()
    while not all_done(page):
        student = group.students[open_token(page)]
        far = [name for name in IDS if abs(group.first[student][name] - group.second[student][name]) >= 2]
        expect(page.locator(".criterion.apart .attention")).to_have_count(len(far))
        assert page.evaluate("window.hacked") is None and page.locator("#desk-form img").count() == 0
        press(page, "e")
        for name in IDS:
            if group.first[student][name] != group.second[student][name]:
                page.locator(f"#criterion-{name}").press("Enter")
                press(page, "w")
        page.get_by_role("button", name="Sæt ind, hvad").press("Enter")
        expect(page.locator("#entry-comment")).to_have_value(SECRET)
        group.agree(student)
        finish(page)


# ---- What the pages say --------------------------------------------------------------------------------------------


def views(marked: Marked) -> list[tuple[Running, tuple[str, ...], str]]:
    """Every new view: whose desk, where, and a text that says that it is there."""
    token = next(token for token, student in marked.group.students.items() if student in marked.group.apart() - set(marked.group.settled))
    return [
        (marked.bo, ("A1",), "Spørgsmål"), (marked.bo, ("A1", "anden"), "trukket ud til to læsere"), (marked.bo, ("A1", "enige"), "Det, I skal afgøre"),
        (marked.bo, ("A1", "enige", CELL, token), "Begge læsninger bliver stående"), (marked.bo, ("A1", "enighed"), "Hvad tallene betyder"),
        (marked.bo, ("A1", "overblik"), "30 af 30 har afleveret"), (marked.bo, ("kalibrering", "noegle"), "nær nok på nøglen"),
        (marked.eva, ("kalibrering",), "8 tekster at øve sig på"), (marked.eva, ("kalibrering", "k01"), "Kalibrering, blindt"),
        (marked.eva, ("A1", "anden", CELL), "Anden læsning, blindt"),
    ]


def visit(pages: dict[str, Page], context: BrowserContext, desk: Running, place: tuple[str, ...], said: str) -> Page:
    page = pages.get(desk.address) or pages.setdefault(desk.address, sit_down(context, desk))
    go(page, *place)
    expect(page.get_by_text(said).first).to_be_visible(timeout=20_000)  # the figures take their time
    for title in page.locator("#script-title").all():
        expect(title).not_to_be_empty()
    return page


@pytest.mark.parametrize("width, height", [(1280, 800), (820, 1180)])
def test_every_view_is_accessible_danish_and_fits_a_phone(chromium, marked, width, height):
    context, pages, found = profile(chromium, width, height), {}, []
    for desk, place, said in views(marked):
        page = visit(pages, context, desk, place, said)
        page.screenshot(path=PICTURES / f"desk-{'-'.join(place[:3])}-{width}.png")
        faults = wrong(page) if width == 1280 else axe(page)
        found += [f"{'/'.join(place)}: {fault}" for fault in faults]
    context.close()
    assert found == []


def wrong(page: Page) -> list[str]:
    found = [*too_wide(page), *inaccessible(page), *english(shown_texts(page)), *needs.headless(page), *needs.cramped(page)]
    return found + needs.unseen_focus(page)[0] if page.locator("#desk-form").count() else found


def test_no_name_of_a_student_is_in_any_view_or_on_its_way_to_it(chromium, marked):
    context, pages, sent = profile(chromium), {}, []
    context.on("response", lambda answer: sent.append(answer.text()) if "/desk/api/" in answer.url and answer.status == 200 else None)
    seen = "".join(visit(pages, context, *view).content() for view in views(marked))
    words = {loose(word) for word in WORD.findall(seen + "".join(sent))}
    context.close()
    assert len(sent) > 20 and not words & {loose(name) for name in (*GIVEN, *FAMILY)}
