"""The exception of everything in ``course.grading``."""

from __future__ import annotations

from exercises.errors import LedelsesrumError


class GradingError(LedelsesrumError):
    """Something about an assignment, a submission or the gradebook that the instructor must see to."""


class NotFound(GradingError):
    """What was asked for is not in the course, or no longer."""


class StoreError(GradingError):
    """The grading store cannot be read or written just now; what it had, it has."""
