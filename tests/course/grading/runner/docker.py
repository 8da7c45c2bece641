"""A machine where bubblewrap cannot be had, and Docker can."""

from __future__ import annotations

import os

import pytest

from course.grading.errors import GradingError
from course.grading.sandbox import sandbox
from course.grading.sandbox.container import require_docker

MISSING = "Programmet bubblewrap mangler."


def only_docker(patched: pytest.MonkeyPatch) -> None:
    """Take bubblewrap away; skips where Docker does not run, and that is a failure where LEDELSESRUM_DOCKER says that it does."""

    def missing(*_):
        raise GradingError(MISSING)

    try:
        require_docker()
    except GradingError as error:
        if os.environ.get("LEDELSESRUM_DOCKER"):
            pytest.fail(str(error))
        pytest.skip("Docker kører ikke her")
    patched.setattr(sandbox, "command", missing)
