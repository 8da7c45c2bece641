"""The text twin of a reflection: every prompt, scale and option, with room to write, where nothing is live."""

from __future__ import annotations

from html import escape

from exercises.journal.definitions import Reflection

LINES_PER_WORD = 1 / 14  # handwriting: about fourteen words a line


def twin_html(reflection: Reflection) -> str:
    """The exercise as HTML without scripts: to print, to read aloud, to find by searching."""
    exercise = reflection.exercise
    items = "".join(
        f'<section class="lr-item"><h3 class="lr-prompt">{number}. {escape(item.prompt)}</h3>{_body(item)}</section>'
        for number, item in enumerate(exercise.items, 1)
    )
    return (
        f'<section class="lr-card lr-twin"><div class="lr-kicker"><span>Refleksion {reflection.section} · ca. {exercise.minutes} min.'
        f'</span></div><h2 class="lr-title">{escape(exercise.title)}</h2><p class="lr-why">{escape(exercise.why)}</p>{items}</section>'
    )


def _body(item) -> str:
    return BODIES[item.kind](item)


def _ruled(lines: int) -> str:
    return f'<div class="lr-ruled" style="--lr-lines: {lines}"></div>'


def _text(item) -> str:
    low, high = item.words or (0, 0)
    target = f'<p class="lr-guidance">{low}–{high} ord er passende.</p>' if high else ""
    return _ruled(max(3, round(high * LINES_PER_WORD))) + target


def _scale(item) -> str:
    points = " ".join(str(point) for point in range(item.min, item.max + 1))
    return f'<p>{escape(item.low)} <span class="lr-value">{points}</span> {escape(item.high)}</p>'


def _choice(item) -> str:
    return '<ul class="lr-boxes">' + "".join(f"<li>{escape(option.label)}</li>" for option in item.options) + "</ul>"


def _allocate(item) -> str:
    rows = "".join(f"<p>{escape(option.label)}: ______ point</p>" for option in item.options)
    return f'{rows}<p class="lr-guidance">I alt {item.total} point.</p>'


def _dilemma(item) -> str:
    case = "".join(f"<p>{escape(part)}</p>" for part in item.case.split("\n\n"))
    note = '<p class="lr-guidance">Konstrueret eksempel</p>' if item.constructed else ""
    outcomes = "".join(f"<p><strong>{escape(option.label)}</strong> {escape(option.consequence)}</p>" for option in item.options)
    return f"{note}{case}{_choice(item)}<details><summary>Se, hvad hver vej fører til</summary>{outcomes}</details>"


def _commitment(item) -> str:
    return "".join(f"<p>{escape(field.label)}</p>{_ruled(1)}" for field in item.fields)


def _before_after(item) -> str:
    return "".join(f"<h4>{escape(occasion.label)}</h4>{_body(item.item)}" for occasion in item.occasions)


BODIES = {
    "text": _text,
    "scale": _scale,
    "choice": _choice,
    "allocate": _allocate,
    "dilemma": _dilemma,
    "commitment": _commitment,
    "before_after": _before_after,
}
