"""What is told of a hand-in: whole Danish sentences that name the student, the file and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from course.grading.collecting.assignment import Assignment
from course.grading.collecting.choosing import Choice
from course.grading.collecting.reading import Candidate, Remark
from course.grading.names import listed
from course.grading.roster.students import Student
from exercises.handin.notebook import release_of
from exercises.os_errors import reason

NOT_READ = ("unreadable", "zip", "kind", "assignment")  # kinds of remarks that leave nothing to grade


@dataclass(frozen=True)
class Problem:
    """Something to be told; ``student`` is an id, empty where nobody is known, and ``file`` where it lay."""

    kind: str
    student: str
    file: str
    text: str


def about(kind: str, student: Student | None, file: str, text: str) -> Problem:
    return Problem(kind, student.id if student else "", file, f"{student.shown}: {text}" if student else text)


def of_remark(remark: Remark, student: Student, used: str, assignment: str, folder: str) -> Problem:
    """A file that cannot be graded, or is odd; ``used`` is what is graded instead, if there is anything."""
    text = f"{remark.place} {remark.text}"
    if remark.kind in NOT_READ and used:
        text += f" {used} er brugt i stedet." if used != remark.place else ""
    elif remark.kind in NOT_READ:
        again = "" if remark.kind in ("kind", "assignment") else " igen"
        text += f" Bed om {assignment}{again}; filen er gemt i {folder}."
    elif remark.kind == "refused":
        text += " Resten er læst." if used else f" Bed om {assignment} igen; filen er gemt i {folder}."
    return about(remark.kind, student, remark.place, text)


def of_rivals(choice: Choice, student: Student) -> Problem:
    places = [one.place for one in choice.rivals]
    text = (f"Det kan ikke ses, hvilken af {listed(places)} der er den nyeste. Ingen af dem er taget med: "
            f"Spørg, og saml den rigtige ind med --student {student.id}.")
    return about("rivals", student, places[0], text)


def of_attempts(choice: Choice, student: Student) -> Problem:
    places = [f"{one.place} ({when(one.moment.time)})" for one in choice.attempts]
    return about("attempts", student, choice.attempts[-1].place, f"{len(places)} forsøg, og det sidste gælder: {listed(places)}.")


def of_lateness(candidate: Candidate, student: Student, late: bool, due: datetime | None) -> Problem | None:
    moment, lms = candidate.moment, candidate.handed_in.lms
    if late and due and moment.known and moment.time > due:
        return about("late", student, candidate.place, f"{candidate.place} kom {when(moment.time)}, {_span(moment.time - due)} efter fristen.")
    if late:
        text = f"{lms} siger, at {candidate.place} kom for sent. nbgrader kender ikke tidspunktet og trækker ikke fra af sig selv."
        return about("late", student, candidate.place, text)
    return None


def of_unknown_times(students: Iterable[Student]) -> Iterable[Problem]:
    """One sentence for all whose file does not tell when it was handed in: in some LMSs that is everybody."""
    if names := [student.shown for student in students]:
        text = (f"Det kan ikke ses, om {listed(names, most=len(names))} afleverede til tiden: "
                "Filerne har kun tidspunktet for hentningen. Se efter, hvor de blev afleveret.")
        yield about("unknown time", None, "", text)


def of_gradebook(assignment: str) -> Problem:
    text = (f"{assignment} er ikke i databasen, så nbgrader kan ikke rette den, og en frist kan ikke gemmes. "
            f"Kør course assign release {assignment} med den samme --db.")
    return about("gradebook", None, "", text)


def of_trouble(student: Student, error: OSError) -> Problem:
    place = f" ({error.filename})" if error.filename else ""
    text = f"Afleveringen kunne ikke gemmes: {reason(error)}{place}. Luk filen, hvis den er åben, se efter, om disken er fuld, og saml ind igen."
    return about("disk", student, "", text)


def of_twins(students: Iterable[Student]) -> Problem:
    """Those who have given the very same answers; whether that is wrong is for people to say."""
    names = listed(student.shown for student in students)
    return about("twins", None, "", f"{names} har afleveret nøjagtig de samme svar. Spørg dem, om de har arbejdet sammen, eller om en fil er forbyttet.")


def of_release(candidate: Candidate, student: Student, assignment: Assignment) -> Problem | None:
    theirs, ours = release_of(candidate.content), release_of(assignment.originals[candidate.notebook])
    if not (theirs and ours) or theirs.release == ours.release:
        return None
    text = (f"{candidate.place} er lavet i en anden udgave af {assignment.name} ({theirs.release}) end den, der er udgivet nu ({ours.release})."
            " Svarene er flyttet over i den nye, hvor cellerne er de samme; læs den igennem.")
    return about("release", student, candidate.place, text)


def of_repairs(candidate: Candidate, student: Student, changes: tuple[str, ...], file: Path) -> Problem:
    places = "ét sted" if len(changes) == 1 else f"{len(changes)} steder"
    return about("repaired", student, candidate.place, f"{candidate.place} er sat i stand {places}; hvad der er gjort, står i {file.as_posix()}.")


def of_replaced(candidate: Candidate, student: Student, graded: bool) -> Problem:
    text = f"{candidate.place} ({when(candidate.moment.time)}) har erstattet det, der lå i submitted."
    return about("replaced", student, candidate.place, text + (" Det var rettet automatisk og skal rettes igen." if graded else ""))


def of_marked(candidate: Candidate, student: Student) -> Problem:
    text = (f"{candidate.place} ({when(candidate.moment.time)}) er ikke taget med, for der er givet trin, point eller kommentarer til det, der lå i submitted."
            " Skal den gælde i stedet, så saml ind igen med --replace-marked.")
    return about("marked", student, candidate.place, text)


def of_older(candidate: Candidate, student: Student) -> Problem:
    text = f"Det, der er samlet ind nu, er ældre end {candidate.place} ({when(candidate.moment.time)}) fra sidst, som stadig gælder."
    return about("older", student, candidate.place, text)


def of_lacking(notebooks: list[str], student: Student) -> Problem:
    return about("lacking", student, "", f"{listed(notebooks)} mangler i afleveringen. Bed om det, der mangler.")


def of_named(candidate: Candidate, student: Student, others: Iterable[tuple[Student, str]]) -> Iterable[Problem]:
    for other, where in others:
        text = f"I {candidate.place} står navnet på en anden deltager, {other.shown}, {where}. Se efter, om det er den rigtige fil."
        yield about("other name", student, candidate.place, text)


def when(moment: datetime | None) -> str:
    """The moment as a Danish reader in the room writes it."""
    return f"{moment.astimezone():%d.%m.%Y kl. %H.%M}" if moment else "ukendt tidspunkt"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    for length, one, more in ((1440, "1 dag", "dage"), (60, "1 time", "timer"), (1, "1 minut", "minutter")):
        if minutes >= length:
            return one if minutes // length == 1 else f"{minutes // length} {more}"
    return "under et minut"
