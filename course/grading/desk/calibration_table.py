"""The comparison of a calibration as lines to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from course.grading.desk.calibration import calibration, comparison
from course.grading.desk.calibration_models import ComparisonView
from course.grading.desk.desk import Desk
from exercises.danish_dates import danish_date
from exercises.danish_order import danish_order


def as_text(desk: Desk) -> Iterator[str]:
    """How far the grader is; when every text is finished, own levels beside the key and the colleagues', and how near they are."""
    view = calibration(desk)
    if not view.finished:
        yield f"{desk.grader}: {len(view.exemplars) - view.left} af {len(view.exemplars)} tekster er læst færdig. Nøglen kan ses, når de alle er det."
        return
    found = comparison(desk)
    yield from _texts(found, {one.id: one.title for one in found.criteria}, desk.grader)
    yield ""
    yield from _criteria(found)
    yield ""
    yield from _gate(found)


def _texts(found: ComparisonView, titles: dict[str, str], grader: str) -> Iterator[str]:
    colleagues = sorted(found.exemplars[0].colleagues, key=danish_order)
    rows = [("Tekst", "Kriterium", grader, found.key_name, *colleagues)]
    for text in found.exemplars:
        rows += [
            (text.title if number == 0 else "", title, *(_level(levels[name]) for levels in (text.own, text.key.levels, *(text.colleagues[one] for one in colleagues))))
            for number, (name, title) in enumerate(titles.items())
        ]
    yield from _table(rows)
    for text in found.exemplars:
        if text.key.status == "agreed":
            yield f"{text.title}: Nøglen er aftalt af {' og '.join(text.key.names)} den {danish_date(text.key.time.astimezone())}."


def _criteria(found: ComparisonView) -> Iterator[str]:
    rows = [("Kriterium", "Som nøglen", "Højst ét trin fra", "I snit")]
    rows += [(one.title, f"{one.exact} af {one.of}", f"{one.near} af {one.of}", _signed(one.higher)) for one in found.criteria]
    yield from _table(rows)


def _gate(found: ComparisonView) -> Iterator[str]:
    gate = found.gate
    reached = "Du er nær nok på nøglen" if gate.passed else "Du er ikke nær nok på nøglen endnu"
    far = "Ingen er to trin fra." if not gate.too_far else f"{gate.too_far} er to trin fra eller mere."
    yield f"{reached}: {gate.exact} af {gate.of} trin er som nøglen, og målet er {gate.wanted}. {far}"
    yield "Målet er vores eget valg og er ikke afprøvet."
    if gate.advisory:
        yield "Nøglen er én forfatters forslag, så målet er kun vejledende, til to undervisere er enige om en nøgle."


def _level(level: float | None) -> str:
    return "–" if level is None else f"{level:g}".replace(".", ",")


def _signed(number: float) -> str:
    return f"{number:+.2f}".replace(".", ",").replace("-", "−")


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
