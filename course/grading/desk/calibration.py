"""Calibration at the desk: the exemplars, read blind in the grader's own order; then the key, the colleagues, and a key to agree on."""

from __future__ import annotations

from dataclasses import replace

from course.grading.desk.act import entry_of
from course.grading.desk.calibration_models import (
    CalibrationView, ComparisonView, CriterionCompared, ExemplarCompared, ExemplarLine, ExemplarView, GateView, KeyView,
)
from course.grading.desk.desk import Desk
from course.grading.desk.mark_view import mark_view
from course.grading.desk.models import EntryView, Refused, Saved, SaveRequest
from course.grading.desk.order import next_of, shuffled
from course.grading.errors import GradingError
from course.grading.marking import calibrating
from course.grading.marking.exemplars import Exemplar, Exemplars, read_exemplars
from course.grading.reading.markup import text_to_html
from course.grading.store import marks
from course.grading.store.values import AGREED, FINAL, FIRST, Cell, Conflict, Entry, Mark


def calibration(desk: Desk) -> CalibrationView:
    """The exemplars and how far the grader is."""
    exemplars, own = _exemplars(desk), calibrating.given(desk.store, _exemplars(desk)).get(desk.grader, {})
    lines = [ExemplarLine(id=one.id, title=one.title, status=own[one.id].entry.state if one.id in own else "unread") for one in _ordered(desk, exemplars)]
    left = [line.id for line in lines if line.status != "final"]
    return CalibrationView(grader=desk.grader, rubric=exemplars.rubric, criteria=[one.id for one in exemplars.rubric.criteria], exemplars=lines, left=len(left),
                           finished=not left, open_now=left[0] if left else None)


def show_exemplar(desk: Desk, name: str) -> ExemplarView:
    """One exemplar to read; GradingError where there is none such."""
    exemplars = _exemplars(desk)
    one, ordered = exemplars.find(name), _ordered(desk, exemplars)
    script = calibrating.script_of(desk.store, exemplars, one, desk.grader)
    mark = marks.latest(desk.store, [script]).get(script.id)
    return ExemplarView(id=one.id, title=one.title, number=ordered.index(one) + 1, total=len(ordered), constructed=one.constructed, html=text_to_html(one.text),
                        words=one.words, mark=mark and mark_view(desk, mark, exemplars))


def next_exemplar(desk: Desk, after: str | None = None) -> str | None:
    """The next exemplar that is left after another; None where none is."""
    view = calibration(desk)
    return next_of([line.id for line in view.exemplars], after, {line.id for line in view.exemplars if line.status != "final"}, (), ())


def save_exemplar(desk: Desk, name: str, request: SaveRequest) -> Saved | Refused:
    """Save what the grader gives an exemplar; GradingError when all are finished: what was given blind stays as it was."""
    exemplars = _exemplars(desk)
    if _has_finished(desk, exemplars):
        raise GradingError("Du har læst alle teksterne færdig og kan se nøglen, så dine trin bliver stående. Foreslå i stedet en nøgle.")
    return _save(desk, exemplars, name, entry_of(request.entry, request.seconds), request.based_on, FIRST)


def propose_key(desk: Desk, name: str, entry: EntryView, based_on: int) -> Saved | Refused:
    """Stand by a key for an exemplar; it is agreed when a colleague stands by the same levels. GradingError until one's own reading is finished."""
    exemplars = _exemplars(desk)
    if not _has_finished(desk, exemplars):
        raise GradingError("Læs alle teksterne færdig, før du er med til at sætte nøglen. Så er det to uafhængige læsninger, I bliver enige ud fra.")
    return _save(desk, exemplars, name, replace(entry_of(entry), state=FINAL), based_on, AGREED)


def comparison(desk: Desk) -> ComparisonView:
    """Own levels, the key and the colleagues; GradingError until the grader has finished every exemplar."""
    exemplars = _exemplars(desk)
    done = calibrating.finished(exemplars, calibrating.given(desk.store, exemplars))
    if desk.grader not in done:
        raise GradingError("Nøglen og kollegernes trin kan ses, når du har læst alle teksterne færdig.")
    own, key, stood_by = done.pop(desk.grader), calibrating.keys(desk.store, exemplars), calibrating.given(desk.store, exemplars, AGREED)
    result = calibrating.gate(exemplars, own, key)
    compared = [
        ExemplarCompared(id=one.id, title=one.title, own=own[one.id], colleagues={name: levels[one.id] for name, levels in done.items()}, notes=one.notes,
                         key=_key_view(desk, key[one.id], {name: found[one.id] for name, found in stood_by.items() if one.id in found}))
        for one in exemplars.texts
    ]
    return ComparisonView(
        key_name="nøgle (forslag)" if result.advisory else "nøgle", exemplars=compared,
        criteria=[_criterion(one.id, one.title.da, [(text.own[one.id], text.key.levels[one.id]) for text in compared]) for one in exemplars.rubric.criteria],
        gate=GateView(exact=result.exact, of=result.of, wanted=exemplars.gate.exact, too_far=result.too_far, passed=result.passed, advisory=result.advisory))


def _exemplars(desk: Desk) -> Exemplars:
    return read_exemplars(desk.root.folder, desk.rubric)


def _ordered(desk: Desk, exemplars: Exemplars) -> list[Exemplar]:
    names = shuffled([one.id for one in exemplars.texts], desk.grader, Cell("kalibrering", exemplars.rubric.id, ""))
    return [exemplars.find(name) for name in names]


def _has_finished(desk: Desk, exemplars: Exemplars) -> bool:
    return desk.grader in calibrating.finished(exemplars, calibrating.given(desk.store, exemplars))


def _save(desk: Desk, exemplars: Exemplars, name: str, entry: Entry, based_on: int, reading: str) -> Saved | Refused:
    script = calibrating.script_of(desk.store, exemplars, exemplars.find(name), desk.grader)
    try:
        return Saved(mark=mark_view(desk, marks.save(desk.store, script, desk.grader, entry, based_on, exemplars.rubric, (), reading), exemplars))
    except Conflict as conflict:  # the same grader, in another window
        return Refused(message=str(conflict), theirs=conflict.theirs and mark_view(desk, conflict.theirs, exemplars))


def _key_view(desk: Desk, key: calibrating.Key, stood_by: dict[str, Mark]) -> KeyView:
    own = stood_by.get(desk.grader)
    return KeyView(levels=key.levels, status=key.status, names=list(key.names), time=key.time, own_revision=own.revision if own else 0,
                   stood_by={name: calibrating.levels_of(mark) for name, mark in stood_by.items()})


def _criterion(name: str, title: str, pairs: list[tuple[float | None, float | None]]) -> CriterionCompared:
    apart = [own - key for own, key in pairs if own is not None and key is not None]
    return CriterionCompared(id=name, title=title, exact=sum(own == key for own, key in pairs), near=sum(abs(one) <= 1 for one in apart), of=len(pairs),
                             higher=round(sum(apart) / len(apart), 2) if apart else 0.0)
