"""A pseudonym per student: a Danish bird and a number, easy to say, drawn by lot, so that nobody can work it out."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable

BIRDS = (
    "Solsort", "Musvit", "Bogfinke", "Vibe", "Svale", "Falk", "Svane", "Trane", "Stork", "Hejre", "Ringdue", "Krage", "Allike", "Husskade",
    "Nattergal", "Dompap", "Stillits", "Kernebider", "Silkehale", "Vipstjert", "Isfugl", "Mursejler", "Fasan", "Vagtel", "Edderfugl",
    "Gravand", "Skarv", "Havterne", "Strandskade", "Lomvie", "Havlit", "Topmejse", "Natugle", "Fuglekonge", "Ravn", "Glente", "Lunde",
    "Stormfugl", "Ryle", "Brushane", "Turteldue", "Skovskade", "Gulspurv", "Tornskade", "Sangdrossel", "Landsvale", "Natravn", "Gransanger",
)  # none has æ, ø or å: an old console and a file's name can show them all
NUMBERS = range(10, 100)


def draw(taken: Iterable[str]) -> str:
    """A pseudonym that nobody has; a bird comes again only when all have been used."""
    taken = set(taken)
    used = Counter({bird: 0 for bird in BIRDS})
    used.update(bird for bird in (pseudonym.rpartition(" ")[0] for pseudonym in taken) if bird in used)
    fewest = min(used.values())
    birds = [bird for bird in BIRDS if used[bird] == fewest]
    free = [f"{bird} {number}" for bird in birds for number in NUMBERS if f"{bird} {number}" not in taken]
    return secrets.choice(free or [f"{bird} {number}" for bird in BIRDS for number in range(100, 1000) if f"{bird} {number}" not in taken])
