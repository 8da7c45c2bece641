"""What of a class's files is work of the assignment, kept for the student it is from; the rest is put aside or left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePath

from course.grading.collecting.archives import BadZip, Found, Refused, is_zip, read_parts
from course.grading.collecting.assignment import Assignment
from course.grading.collecting.kept import ASIDE, HandedIn, Kept, keep, put_aside
from course.grading.collecting.problems import Problem, about
from course.grading.collecting.reading import KINDS, NOTEBOOK, PRISTINE
from course.grading.collecting.receipts import LARGEST
from course.grading.collecting.senders import Sent, named_inside, why_unknown
from course.grading.collecting.submitting import TIMESTAMP, read_timestamp
from course.grading.names import is_safe, safe, shown
from course.grading.roster.students import Finder, Student

RECEIPTS = re.compile(r"kvittering(-\d+| \(\d+\))?\.json", re.IGNORECASE)
PACKAGE = {PRISTINE, "data", "program"}  # folders of the student's package with nothing of hers in
NOISE = {"læs-mig.txt", "requirements.txt", TIMESTAMP, "index.html"}
OFFICE = {"docx", "doc", "odt", "rtf", "pages", "pdf", "xlsx", "pptx"}
MOST_OTHERS = 20


class Taker:
    """Keeps what each student handed in, under ``base``/<student>; ``problems`` and ``kept`` tell what came of it."""

    def __init__(self, base: Path, assignment: Assignment, finder: Finder, picked: bool):
        self.base, self.assignment, self.finder = base, assignment, finder
        self.picked = datetime.now(UTC) if picked else None
        self.problems: list[Problem] = []
        self.kept: dict[str, list[Kept]] = defaultdict(list)
        self.aside = 0

    def take(self, sent: list[Sent]) -> None:
        """Keep the work of every student, and put aside what is from nobody or from one of several."""
        by_student: dict[Student, list[Sent]] = defaultdict(list)
        unknown = []
        for one in sent:
            if not one.label and len(one.found.place) > 1 and one.found.place[-2] in self.assignment.others:
                continue  # another assignment in nbgrader's own folders
            by_student[one.student].append(one) if one.student else unknown.append(one)
        for student, theirs in by_student.items():
            for one in _work(theirs):
                self._keep(student, one, theirs)
        for one in _work(unknown):
            self._put_aside(one)

    def refuse(self, refused: Iterable[Refused], sender) -> None:
        """Tell what is not read; ``sender`` finds out whom it is from."""
        for one in refused:
            sent = sender(one)
            name = shown(sent.own) if sent.student else sent.place
            text = f"{name} {one.reason} og er ikke læst. Bed om {self.assignment.name} igen, hvis den mangler."
            self.problems.append(about("refused", sent.student, sent.place, text))

    def _keep(self, student: Student, sent: Sent, theirs: list[Sent]) -> None:
        found, label = sent.found, sent.label
        try:
            receipt = next((_small(one.found) for one in theirs if RECEIPTS.fullmatch(one.own) and one.found.place[:-1] == found.place[:-1]), b"")
            handed_in = HandedIn(
                "/".join(found.place), sent.own, label.lms if label else "", label.late if label else None,
                time=(label and label.time) or self._stamped(sent, theirs), seen=min(filter(None, (found.modified, datetime.now(UTC)))), picked=self.picked,
            )
            self.kept[student.id].append(keep(self.base / student.id, found, handed_in, receipt))
        except BadZip as problem:
            self.problems.append(about("unreadable", student, sent.place, f"{shown(sent.own)} {problem}. Bed om {self.assignment.name} igen."))
            return
        if not is_safe(sent.own):
            text = f"{shown(sent.own)} har et navn, som Windows ikke kan have; den er gemt som {safe(sent.own)}."
            self.problems.append(about("renamed", student, sent.place, text))
        if other := named_inside(sent, self.finder):
            text = f"{shown(sent.own)} er efter navnet fra en anden deltager, {other.shown}. Se efter, om det er den rigtige fil."
            self.problems.append(about("other name", student, sent.place, text))

    def _stamped(self, sent: Sent, theirs: list[Sent]) -> datetime | None:
        """The time beside a notebook in nbgrader's own folders; elsewhere it would be the student's word."""
        place = sent.found.place
        if sent.label or len(place) < 3 or place[-2] != self.assignment.name:
            return None
        beside = next((one.found for one in theirs if one.found.place == (*place[:-1], TIMESTAMP)), None)
        return read_timestamp(_small(beside)) if beside else None

    def _put_aside(self, sent: Sent) -> None:
        self.aside += 1
        try:
            copy = put_aside(self.base / ASIDE, sent.found)
        except BadZip as problem:
            self.problems.append(about("unreadable", None, sent.place, f"{why_unknown(sent)} Den {problem}."))
            return
        where = "/".join(copy.parts[-4:])
        text = f"{why_unknown(sent)} Den er lagt i {where}; saml den ind med --student ID, når du ved, hvem den er fra."
        self.problems.append(about("aside", None, sent.place, text))


def _work(sent: list[Sent]) -> list[Sent]:
    """The notebooks and zips, with the documents beside them; where there are none, whatever else there is."""
    mine = [one for one in sent if not PACKAGE & set(one.found.place[1:-1]) and one.own.casefold() not in NOISE and not RECEIPTS.fullmatch(one.own)]
    work = [one for one in mine if NOTEBOOK.search(one.own) or is_zip(one.own)]
    others = [one for one in mine if _ending(one) in (OFFICE if work else KINDS)]
    return work + others[:MOST_OTHERS]


def _ending(sent: Sent) -> str:
    return PurePath(sent.own).suffix.lower().removeprefix(".")


def _small(found: Found) -> bytes:
    return b"".join(read_parts(found, LARGEST))
