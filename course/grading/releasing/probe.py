"""What runs in the kernel after a test cell of the source: the values that the test looks at, and the comparisons that give a right one away.

It only needs Python itself: the notebook's kernel may be of another environment than the kit's.
"""

from __future__ import annotations

MOST = 200  # values of one thing


def look(space: dict, names: list[str], calls: list[str], comparisons: list[str]) -> dict:
    """Give plain values of ``names`` and ``calls``, and the places in ``comparisons`` of those that hold."""
    values = [one for name in names if name in space for one in plain(space[name])]
    values += [one for call in calls for one in plain(_value(call, space))]
    return {"values": values, "hold": [place for place, comparison in enumerate(comparisons) if _value(comparison, space) is True]}


def plain(value: object, depth: int = 2) -> list:
    """A value as numbers and texts: those of a tuple, a dict or a Series too, but not of a whole table."""
    if type(value).__name__ == "Answer" and hasattr(value, "value"):
        value = value.value
    if hasattr(value, "item") and getattr(value, "size", 0) == 1 and not hasattr(value, "index"):
        value = value.item()
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        return [value]
    if hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1:
        value = value.tolist()
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, set)) and depth:
        return [found for one in list(value)[:MOST] for found in plain(one, depth - 1)]
    return []


def _value(source: str, space: dict) -> object:
    try:
        value = eval(source, space)
        return bool(value) if type(value).__name__ == "bool_" else value
    except Exception:
        return None  # the test itself says so in its own words
