"""What can go wrong when the course is made to take along."""

from exercises.errors import LedelsesrumError


class EditionError(LedelsesrumError):
    """The course could not be made into the file that was asked for."""
