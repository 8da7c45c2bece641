"""The sentences that the page and the Word file share."""

from __future__ import annotations

from course.grading.feedback.values import NOT_YET, PARTLY, RIGHT, Feedback, Score, danish_points
from exercises.danish_dates import danish_time

STATES = {RIGHT: "Rigtigt", PARTLY: "Et stykke af vejen", NOT_YET: "Ikke på plads endnu"}
UNREAD_TEXT = "Teksten er ikke læst færdig endnu. Du får en ny tilbagemelding, når den er det."
NOT_ANSWERED = "Ikke besvaret."
READER = "Din læser skriver"


def introduction(feedback: Feedback) -> str:
    """How to read what follows."""
    levels = "Trinnene beskriver teksten, ikke dig: hvad der kan læses i den på hvert kriterium. " if any(one.levels for one in feedback.texts) else ""
    last = ("Der er ikke sat point på; tilbagemeldingen er til at arbejde videre med."
            if feedback.formative else "Pointene står til sidst, for det er ordene, du kan bruge til noget.")
    return f"{levels}{last}"


def facts(feedback: Feedback) -> str:
    """Who it is for, and when the hand-in came."""
    return f"Til {feedback.student}" + (f". Afleveret {danish_time(feedback.handed_in)}" if feedback.handed_in else "")


def step_lead(step_of: str) -> str:
    """What stands before a next step that no reader wrote."""
    return f"Det sted i »{step_of}«, hvor ét trin op flytter mest:"


def score(part: Score) -> str:
    """Points of what can be given; or that nobody has read the answer."""
    return f"ikke læst endnu, op til {danish_points(part.most)}" if part.points is None else f"{danish_points(part.points)} af {danish_points(part.most)}"
