"""What publishing did, or would do, as a table; under pseudonyms unless names are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from course.grading.publishing.publish import CHANGED, CONFLICT, MISSING, NEW, READ, SAME, WAITS, WITHDRAWN, Change, Late, Published

WORDS = {NEW: "nye point", CHANGED: "ændret", READ: "læst igen", WITHDRAWN: "trukket tilbage",
         CONFLICT: "IKKE skrevet", MISSING: "mangler", WAITS: "venter", SAME: "som før"}
HEADINGS = ("Deltager", "Opgave", "Før", "Nu", "Hvad")
DAY = 24 * 60 * 60


def as_text(published: Published, names: Mapping[str, str], dry_run: bool) -> list[str]:
    """A line for each answer that is not as before, each late hand-in, and a sum; ``names`` are what the students are called here."""
    told = [change for change in published.changes if change.kind != SAME]
    rows = [*(_row(change, names) for change in told), *(_late(late, names) for late in published.late)]
    counted = Counter(change.kind for change in published.changes)
    sums = ", ".join(f"{WORDS[kind]}: {counted[kind]}" for kind in WORDS if counted[kind]) or "ingen afleveringer"
    lines = [*(_table([HEADINGS, *rows]) if rows else ()), f"{'Prøve, intet er skrevet. ' if dry_run else ''}{sums[:1].upper()}{sums[1:]}."]
    if counted[CONFLICT]:
        lines.append("Det, der er ændret i formgrader, er ikke rørt. Skal de point, der er givet her, gælde, så kør kommandoen igen med --overwrite.")
    if any(change.planned.holds for change in published.changes):
        lines.append("Det, der skal læses af en til eller afgøres, gøres på rettebordet; deltagerens øvrige svar venter med. "
                     "Kan I ikke få det læst af en til, så kør kommandoen igen med --without-second. Det bliver skrevet ned, at I gjorde det.")
    return lines


def _row(change: Change, names: Mapping[str, str]) -> tuple[str, ...]:
    after = change.after if change.kind not in (CONFLICT, WAITS, MISSING) else change.before
    wanted = f" (her: {_points(change.after)})" if change.kind == CONFLICT else ""
    what = f"{WORDS[change.kind]}{f': {change.why}' if change.why else ''}{wanted}"
    return names[change.planned.student], change.planned.question.cell.cell, _points(change.before), _points(after), what


def _late(late: Late, names: Mapping[str, str]) -> tuple[str, ...]:
    days = late.seconds / DAY
    how = f"{days:.1f} døgn" if days >= 1 else f"{late.seconds / 3600:.1f} timer"
    return names.get(late.student, "?"), late.notebook, f"−{_points(late.before)}", f"−{_points(late.after)}", f"forsinket {how.replace('.', ',')}"


def _points(points: float | None) -> str:
    return "–" if points is None else f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)), row[-1]]).rstrip() for row in rows]
