"""``course grade feedback``: a page for every student whose answers have been run."""

from __future__ import annotations


def danish_points(points: float | None) -> str:
    """Points as Danes write them, without needless decimals."""
    return f"{points or 0:.2f}".rstrip("0").rstrip(".").replace(".", ",")
