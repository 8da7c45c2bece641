"""The text twin of a reflection: every prompt, scale and option, with room to write, where nothing is live."""

from __future__ import annotations

from html import escape

from exercises.journal.definitions import Reflection, between_html, find
from exercises.journal.kinds import Item, Kind, Passage
from exercises.journal.parts import Option, Things

CORNERS = {"top_left": "Øverst til venstre", "top_right": "Øverst til højre", "bottom_left": "Nederst til venstre", "bottom_right": "Nederst til højre"}
LINES_PER_WORD = 1 / 14  # handwriting: about fourteen words a line


def twin_html(reflection: Reflection, occasion: Option | None = None) -> str:
    """The exercise as HTML without scripts, as it is asked on an occasion: to print, to read aloud, to find by searching."""
    exercise = reflection.exercise
    asked = occasion.id if occasion else ""
    items = "".join(
        f'<section class="lr-item">{_asked(number, item, reflection.prompt(item, asked))}{_body(item)}</section>'
        for number, item in enumerate(exercise.items, 1)
    )
    return (
        f'<section class="lr-card lr-twin"><div class="lr-kicker"><span>{escape(reflection.kicker(occasion))}</span></div><h2 class="lr-title">{escape(exercise.title)}</h2><p class="lr-why">{escape(exercise.why)}</p>{items}</section>'
    )


def _asked(number: int, item: Item, prompt: str) -> str:
    """What is asked, under the heading of a document's part where it has one."""
    heading, below = (item.heading, f"<p>{escape(prompt)}</p>") if isinstance(item, Passage) else (prompt, "")
    return f'<h3 class="lr-prompt">{number}. {escape(heading)}</h3>{below}'


def _body(kind: Kind) -> str:
    return BODIES[kind.kind](kind)


def ruled(lines: int) -> str:
    """Lines to write on."""
    return f'<div class="lr-ruled" style="--lr-lines: {lines}"></div>'


def _guidance(text: str) -> str:
    return f'<p class="lr-guidance">{escape(text)}</p>'


def boxes(options: list[Option], many: bool = False) -> str:
    """Options to tick: round boxes for one answer, square for many."""
    return f'<ul class="lr-boxes{" lr-many" if many else ""}">' + "".join(f"<li>{escape(option.label)}</li>" for option in options) + "</ul>"


def _rows(things: Things) -> list[str]:
    """The labels of the rows, as HTML; those the reader names have room for the name."""
    own = [f"{escape(things.own.label)} {n}: ____________" for n in range(1, things.own.max + 1)] if things.own else []
    taken = []
    if source := things.rows_from:
        title = find(source.exercise).exercise.title
        taken = [f"Fra »{escape(title)}«: ____________"] * 5
    return [escape(option.label) for option in things.options] + taken + own


def _written(kind) -> str:
    low, high = kind.words or (0, 0)
    return ruled(max(3, round(high * LINES_PER_WORD))) + (_guidance(f"{low}–{high} ord er passende.") if high else "")


def _scaled(kind) -> str:
    many = (kind.max - kind.min) / kind.step > 10
    points = f"{kind.min}–{kind.max} {kind.unit}: ______" if many else " ".join(str(point) for point in range(kind.min, kind.max + 1, kind.step))
    how = "" if many else _guidance("Sæt ring om ét tal.")
    return f'<p>{escape(kind.low)} <span class="lr-value">{escape(points)}</span> {escape(kind.high)}</p>{how}'


def _choosing(kind) -> str:
    return boxes(kind.options)


def _ticking(kind) -> str:
    return _guidance("Sæt gerne flere krydser.") + boxes(kind.options, many=True)


def _ranking(kind) -> str:
    return _guidance("Skriv 1 ved det første, 2 ved det næste og så videre.") + "".join(f"<p>____ {row}</p>" for row in _rows(kind))


def _allocation(kind) -> str:
    return "".join(f"<p>{row}: ______ {escape(kind.unit)}</p>" for row in _rows(kind)) + _guidance(f"I alt {kind.total} {kind.unit}.")


def _matrix(kind) -> str:
    """The field to write in, the things by number, and what the corners say."""
    corners = "".join(f'<span class="lr-corner lr-{place.replace("_", "-")}">{escape(corner.label)}</span>' for place, corner in kind.corners.items())
    field = (
        f'<div class="lr-plot"><p class="lr-axis-y">↑ {escape(kind.y.high)}</p><div class="lr-fields5">{corners}{"<span class=lr-field></span>" * 25}</div>'
        f'<p class="lr-axis-y">↓ {escape(kind.y.low)}</p><p class="lr-ends"><span>← {escape(kind.x.low)}</span> <span>{escape(kind.x.high)} →</span></p></div>'
    )
    tags = " (" + " / ".join(escape(tag.label) for tag in kind.tags) + ")" if kind.tags else ""
    rows = "".join(f"<li>{row}{tags}</li>" for row in _rows(kind))
    told = "".join(f"<p>{CORNERS[place]}: {escape(corner.label)}. {escape(corner.text)}</p>" for place, corner in kind.corners.items() if corner.text)
    return f"{_guidance('Skriv numrene ind i feltet.')}<ol>{rows}</ol>{field}{told}"


def _dilemma(kind) -> str:
    case = "".join(f"<p>{escape(part)}</p>" for part in kind.case.split("\n\n"))
    note = _guidance("Konstrueret eksempel") if kind.constructed else ""
    outcomes = "".join(
        f"<p><strong>{escape(option.label)}</strong> {escape(option.consequence)} {escape(option.follow_up or '')}</p>" for option in kind.options
    )
    follow = f"<p>{escape(kind.follow_up)}</p>{ruled(3)}" if kind.follow_up else ""
    return f"{note}{case}{boxes(kind.options)}<details><summary>Se, hvad hver vej fører til</summary>{outcomes}</details>{follow}"


def _column(column) -> str:
    """A column's name with what may be written in it."""
    if column.kind in ("choice", "remedy"):
        return f"{column.label} ({' / '.join(option.label for option in column.options)})"
    if column.kind == "scale":
        return f"{column.label} ({column.min}: {column.low} – {column.max}: {column.high})"
    return column.label + {"hours": ", timer", "percent": ", pct.", "tick": " (sæt kryds)"}.get(column.kind, "")


def _table(kind) -> str:
    head = "".join(f'<th scope="col">{escape(_column(column))}</th>' for column in kind.columns)
    rows = "".join(f'<tr><th scope="row">{row}</th>{"<td></td>" * len(kind.columns)}</tr>' for row in _rows(kind))
    return f'<div class="lr-table" tabindex="0" role="group" aria-label="Tabel"><table class="lr-grid lr-paper"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _claims(kind) -> str:
    return _table(kind) + (_guidance(f"Ved den svageste: {kind.question}") if kind.question else "")


def _calendar(kind) -> str:
    """A table to fill, with room for the reader's lines, and how the overlap is worked out by hand."""
    rows = [*(f"{n}. ____________" for n in range(1, 7)), *(escape(option.label) for option in kind.options)]
    head = "".join(f'<th scope="col">{column}</th>' for column in ("Prioritet, pct.", "Timer", "Tid, pct.", "Det mindste af de to procenttal"))
    body = "".join(f'<tr><th scope="row">{row}</th>{"<td></td>" * 4}</tr>' for row in rows)
    table = f'<table class="lr-grid lr-paper"><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="lr-table" tabindex="0" role="group" aria-label="Tabel">{table}</div>' + _guidance(
        "Skriv dine egne linjer først, og dine point i procent. Regn timerne om til procent af timerne i alt. Læg tallene i den sidste kolonne sammen: så mange procent af tiden gik, som du selv ville have det."
    )


def _room_map(kind) -> str:
    """The table to fill, and an empty room with its sides to draw on."""
    return (
        f'{_table(kind)}{_guidance("Tegn hver af dem uden for væggen: en pil ind mod rummet, hvis de presser det, og en pil ud, hvis de støtter. Tyk streg er stærkt, stiplet er dit gæt.")}'
        f"{empty_room(kind)}"
    )


def empty_room(kind) -> str:
    """The room of a ``room_map``, with what its sides are called and nobody on them."""
    above, beside, below = (escape(option.label) for option in kind.columns[0].options)
    words = [(320, 26, above), (320, 372, below), (60, 200, beside), (580, 200, beside)]
    field = "".join(f'<text x="{x}" y="{y}" text-anchor="middle">{word}</text>' for x, y, word in words)
    room = f'<rect x="180" y="110" width="280" height="170"/><text x="320" y="200" text-anchor="middle">{escape(kind.center)}</text>'
    return f'<svg class="lr-room-paper" viewBox="0 0 640 390" role="img" aria-label="Et tomt kort at tegne på">{room}{field}</svg>'


def _timeline(kind) -> str:
    if kind.periods:
        columns = "".join(f", {escape(_column(column))}: ____________" for column in kind.columns)
        return "".join(f"<p>{row}: {' · '.join(map(escape, kind.periods))}{columns}</p>" for row in _rows(kind)) + _guidance("Sæt ring om perioderne.")
    stops = kind.line.stops or [f"{kind.line.min} {kind.line.unit}", f"{kind.line.max} {kind.line.unit}"]
    tags = " (" + " / ".join(escape(tag.label) for tag in kind.tags) + ")" if kind.tags else ""
    line = "".join(f"<span>{escape(stop)}</span> " for stop in stops)
    return f'<p class="lr-stops">{line}</p>' + "".join(f"<p>{row}: ____________{tags}</p>" for row in _rows(kind))


def _interval(kind) -> str:
    return "".join(f"<p>{escape(question.label)} Laveste ______ højeste ______ {escape(question.unit)}</p>" for question in kind.questions)


def _commitment(kind) -> str:
    return "".join(f"<p>{escape(field.label)}</p>{ruled(1)}" for field in kind.fields)


def _readability(kind) -> str:
    texts = "".join(f"<p>{escape(text.label)}</p>{ruled(kind.rows)}<p>Ord: ____ sætninger: ____ lange ord: ____ lix: ____</p>" for text in kind.texts)
    return texts + _guidance("Lix er ord pr. sætning plus procentdelen af ord på syv bogstaver eller flere.")


def _passage(kind) -> str:
    """What it can build on, and room to write it in."""
    drawn = "".join(f"<li>{escape(drawn.label)} ({escape(find(drawn.exercise).page_name)})</li>" for drawn in kind.draws)
    built = f"{_guidance('Byg på det, du har skrevet:')}<ul>{drawn}</ul>" if drawn else ""
    head = "".join(f'<th scope="col">{escape(field.label)}</th>' for field in kind.fields)
    row = f"<tr>{'<td></td>' * len(kind.fields)}</tr>"
    room = f'<table class="lr-grid lr-paper"><thead><tr>{head}</tr></thead><tbody>{row * kind.lines}</tbody></table>' if kind.fields else ""
    return built + (room or ruled(max(3, round((kind.words or 0) * LINES_PER_WORD))) + (_guidance(f"Højst {kind.words} ord.") if kind.words else ""))


def _before_after(kind) -> str:
    return "".join(f"{_between(occasion)}<h4>{escape(occasion.label)}</h4>{_body(kind.item)}" for occasion in kind.occasions)


def _between(occasion) -> str:
    shown = between_html(occasion)
    return f"<details><summary>{escape(occasion.open_label)}</summary>{shown}</details>" if shown else ""


BODIES = {
    "text": _written,
    "scale": _scaled,
    "choice": _choosing,
    "multi": _ticking,
    "rank": _ranking,
    "allocate": _allocation,
    "matrix": _matrix,
    "dilemma": _dilemma,
    "audit": _table,
    "claim_evidence": _claims,
    "calendar_audit": _calendar,
    "room_map": _room_map,
    "timeline": _timeline,
    "interval": _interval,
    "commitment": _commitment,
    "readability": _readability,
    "before_after": _before_after,
    "passage": _passage,
}
