"""How Danes write numbers and dates: what in a text is written otherwise, and whether a list stands in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from exercises.danish_order import danish_order
from tests.browser.gates import Shown

APART = re.compile(r"\b(?:[Aa]fsnit|kl\. (?:\d+ og )?)\s?\d+\.\d+|\bA\d\.\d+|\b\d{1,2}\.\d{1,2}\.\d{4}\b|https?://\S+|\b10\.\d{4,}/\S+")  # sections, tasks, dates, addresses
GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"
NUMBER = re.compile(r"\d+(?:[.,]\d+)+(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|\d{4,}")
WRITTEN = re.compile(rf"{GROUPED}|(?:0|[1-9]\d{{0,2}}),\d+|(?:19|20)\d\d")
AS_THE_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")  # more likely thousands than three decimals
WRONG = {
    "an English month": re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March(?! \()|June|July|October)\b"),
    "a date for programs": re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b"),
    "a hyphen for a minus": re.compile(r"(?<![\w)])-[\d,]"),
    "a hyphen for a dash": re.compile(r"(?<![\w-])\d+-\d+(?![\w-])"),
    "a sign for pct.": re.compile(r"\d\s?%"),
    "a value for programs": re.compile(r"\b(?:nan|NaN|inf|None|True|False)\b|\b\d+(?:[.,]\d+)?e[+-]?\d+\b"),
}
MANY = 12  # a list so long is looked up in


def miswritten(texts: Iterable[Shown]) -> list[str]:
    """The texts with a number, a date or a sign that is not written as Danes do."""
    texts = list(texts)
    three = any(re.search(r"(?<![\d.,])0,\d{3}(?!\d)", shown.text) for shown in texts)  # where there are three decimals, 1,000 has them too
    return [f"{what} »{part}« i {shown.place}: {shown.text[:160]}" for shown in texts for what, part in _faults(APART.sub(" ", shown.text), three)]


def _faults(text: str, three: bool) -> Iterable[tuple[str, str]]:
    for number in NUMBER.findall(text):
        if not WRITTEN.fullmatch(number) or not three and AS_THE_ENGLISH.fullmatch(number):
            yield "a number", number
    for what, form in WRONG.items():
        yield from ((what, found[0]) for found in form.finditer(text))


def out_of_order(words: Sequence[str]) -> bool:
    """Whether a list that is long enough to look something up in stands in another order than a Danish dictionary's."""
    return len(words) >= MANY and list(words) != sorted(words, key=danish_order)
