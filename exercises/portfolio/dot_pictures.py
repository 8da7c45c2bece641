"""Pictures of numbers on lines: the entry questions against the exit's, a number given more than once, and ranges against true values."""

from __future__ import annotations

from matplotlib.axes import Axes

from exercises.frontend import TOKENS
from exercises.journal.definitions import find, kind_of
from exercises.models.calibration import hit
from exercises.portfolio.document import Figure
from exercises.portfolio.drawing import WIDTH, drawn_of, lines_of, listed, picture, write
from exercises.portfolio.given import Given, Said
from exercises.tables import danish

LEFT, RIGHT = 230, WIDTH - 100  # units: where the lines begin and end


def profile_picture(exercise: str, given: Given) -> Figure | None:
    """Draw the scales of an exercise's profile, each with a dot for every occasion it was answered on."""
    reflection = find(exercise)
    profile = reflection.exercise.profile
    scales = {line.id: (line.label, kind_of(reflection.item(line.id))) for line in profile.lines if kind_of(reflection.item(line.id)).kind == "scale"}
    lines = [(label, kind, said) for name, (label, kind) in scales.items() if (said := given.said(exercise, name))]
    return _scales(reflection.exercise.title, lines) if lines else None


def scale_picture(exercise: str, item: str, given: Given) -> Figure | None:
    """Draw a number that was given more than once: on several occasions, or by earlier items that ask on the same scale."""
    asked = find(exercise).item(item)
    kind = kind_of(asked)
    places = [(source.exercise, source.item) for source in asked.earlier] + [(exercise, item)]
    alike = [(name, place) for name, place in places if (other := kind_of(find(name).item(place))).kind == "scale" and _ends(other) == _ends(kind)]
    said = [Said(one.occasion or f"Afsnit {find(name).section}", one.value, one.written) for name, place in alike for one in given.said(name, place)]
    return _scales(find(exercise).exercise.title if len(alike) == 1 else asked.prompt, [("", kind, said)]) if len(said) > 1 else None


def _ends(kind) -> tuple:
    return kind.min, kind.max, kind.low, kind.high


def _scales(title: str, lines: list[tuple]) -> Figure:
    said = [one for *_, answers in lines for one in answers]
    occasions = list(dict.fromkeys(one.occasion for *_, answers in lines for one in answers if one.occasion))
    key = f" Ring: {occasions[0]}. Fyldt: {occasions[-1]}." if len(lines) > 1 and len(occasions) > 1 else ""

    def draw(ax: Axes) -> None:
        for n, line in enumerate(lines):
            _scale(ax, 62 * n + 26, *line, numbered=len(lines) == 1)

    seen = "; ".join(
        f"{label}{': ' if label else ''}{', '.join(f'{one.occasion} {danish(one.value)}'.strip() for one in answers)} på en skala fra {kind.min} ({kind.low}) til {kind.max} ({kind.high})"
        for label, kind, answers in lines
    )
    return picture(draw, 62 * len(lines) + 4 + 20 * (len(lines) == 1), f"{title.rstrip('.')}{'' if title.endswith('?') else '.'}{key} {drawn_of(*said)}", f"Prikker på linjer. {seen}.")


def _scale(ax: Axes, y: float, label: str, kind, answers: list[Said], numbered: bool) -> None:
    """A line with a ring for each earlier number and a dot for the last."""
    left = LEFT if label else 20

    def at(value: float) -> float:
        return left + (RIGHT - left) * (value - kind.min) / (kind.max - kind.min)

    for n, part in enumerate(lines_of(label, 26)):
        write(ax, 0, y + 5 + 16 * n, part, bold=True)
    ax.plot([left, RIGHT], [y, y], color=TOKENS["control-line"], linewidth=1)
    for step in range(kind.min, kind.max + 1, kind.step):
        ax.plot([at(step)] * 2, [y - 3, y + 3], color=TOKENS["control-line"], linewidth=0.8)
    low, high = (lines_of(words, 34, 1)[0] for words in (kind.low, kind.high))
    foot = y + (42 if numbered else 24)
    write(ax, left, foot, low, "ink-quiet", size=11)
    write(ax, RIGHT, foot, high, "ink-quiet", size=11, align="right")
    values = [one.value for one in answers]
    ax.plot([at(values[0]), at(values[-1])], [y, y], color=TOKENS["accent"], linewidth=2)
    for value in values[:-1]:
        ax.plot(at(value), y, "o", markersize=9, markerfacecolor="white", markeredgecolor=TOKENS["accent"], markeredgewidth=1.8)
    ax.plot(at(values[-1]), y, "o", markersize=9 if values[-1] not in values[:-1] else 5, color=TOKENS["accent"])
    write(ax, RIGHT + 14, y + 5, " → ".join(map(danish, values)), "accent", bold=True)
    if numbered:
        for value in dict.fromkeys(values):
            write(ax, at(value), y + 22, listed([one.occasion for one in answers if one.value == value]), size=11, align="center")


def ranges_picture(places: list[tuple[str, str]], given: Given) -> Figure | None:
    """Draw each range with its true value, every line on its own scale; two sets, the earlier one first."""
    sets = [(find(exercise), kind_of(find(exercise).item(item)), said[-1]) for exercise, item in places if (said := given.said(exercise, item)) and said[-1].value.get("opened")]
    if not sets:
        return None
    heights = [34 + 40 * len(kind.questions) for _, kind, _ in sets]

    def draw(ax: Axes) -> None:
        for n, (reflection, kind, said) in enumerate(sets):
            _ranges(ax, sum(heights[:n]), f"{reflection.exercise.title}: {_hits(kind, said)} af {len(kind.questions)} inden for mine spænd", kind, said.value)

    counted = listed([f"{_hits(kind, said)} af {len(kind.questions)} ({reflection.exercise.title}; spænd i gennemsnit {_width(kind, said)} pct. så brede, som tallene er store)" for reflection, kind, said in sets])
    seen = " ".join(_range_told(question, said.value) for _, kind, said in sets for question in kind.questions)
    caption = f"Rigtige tal inden for mine spænd: {counted}. Bjælke: mit spænd. Streg: det rigtige tal. {drawn_of(*(said for *_, said in sets))}"
    return picture(draw, sum(heights), caption, f"En bjælke for hvert spænd med det rigtige tal som en streg. {seen}")


def _hits(kind, said: Said) -> int:
    ranges = [said.value["ranges"][question.id] for question in kind.questions]
    return int(hit([low for low, _ in ranges], [high for _, high in ranges], [question.truth for question in kind.questions]).sum())


def _width(kind, said: Said) -> str:
    """The mean of the ranges' widths in per cent of the true values' size."""
    widths = [(high - low) / abs(question.truth) for question in kind.questions if question.truth for low, high in [said.value["ranges"][question.id]]]
    return danish(100 * sum(widths) / len(widths)) if widths else "0"


def _range_told(question, value: dict) -> str:
    low, high = (_number(end) for end in value["ranges"][question.id])
    inside = "inden for" if value["ranges"][question.id][0] <= question.truth <= value["ranges"][question.id][1] else "uden for"
    return f"{question.label}: mit spænd {low} til {high}, det rigtige tal {danish(question.truth, question.decimals)} {question.unit}".rstrip() + f" ({inside})."


def _number(value: float) -> str:
    return danish(value, 0 if value == round(value) else 1)


def _ranges(ax: Axes, top: float, title: str, kind, value: dict) -> None:
    write(ax, 0, top + 18, title, bold=True)
    left, right = 330, WIDTH - 130
    for n, question in enumerate(kind.questions):
        (low, high), y = value["ranges"][question.id], top + 48 + 40 * n
        least, most = min(low, question.truth), max(high, question.truth)

        def at(number: float) -> float:
            return left + (right - left) * (number - least) / (most - least) if most > least else (left + right) / 2

        for row, part in enumerate(lines_of(question.label, 46)):
            write(ax, 0, y + 14 * row, part, size=11)
        ax.plot([left, right], [y, y], color=TOKENS["hairline"], linewidth=0.8)
        ax.plot([at(low), max(at(high), at(low) + 2)], [y, y], color=TOKENS["accent"], linewidth=6, solid_capstyle="butt")
        ax.plot([at(question.truth)] * 2, [y - 10, y + 10], color=TOKENS["warm"], linewidth=2.2)
        write(ax, right + 14, y, f"{_number(low)} til {_number(high)}", "accent", size=11)
        write(ax, right + 14, y + 14, f"rigtigt: {danish(question.truth, question.decimals)}", "warm", size=11)
