"""The order of words and names in Danish: æ, ø and å last, and aa where å is."""

from __future__ import annotations

LAST = {"aa": "\uffff3", "æ": "\uffff1", "ä": "\uffff1", "ø": "\uffff2", "ö": "\uffff2", "å": "\uffff3"}


def danish_order(word: str) -> str:
    """What to sort a word or a name by for it to stand as in a Danish dictionary; a sign comes before the letters."""
    folded = word.casefold()
    for letters, place in LAST.items():
        folded = folded.replace(letters, place)
    return f"{'b' if word[:1].isalpha() else 'a'}{folded}"
