"""The exception of everything in ``course.grading``."""

from __future__ import annotations

from exercises.errors import LedelsesrumError


class GradingError(LedelsesrumError):
    """Something about an assignment, a submission or the gradebook that the instructor must see to."""
