"""Benchmarks: real parts are measured, figures printed at the end of the run. What does not work fails; what is slow does not.

``LEDELSESRUM_RESULTS=FILE`` keeps the figures: a report where FILE ends with ``.md``, else one line of JSON more. Without it, what is repeated to
get a median is done once, which the column ``n`` shows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.report import KEPT, Figure, about, tables, write

FIGURES = pytest.StashKey[dict[tuple[str, str], Figure]]()
BROWSER = pytest.StashKey[str]()


def pytest_configure(config) -> None:
    config.stash[FIGURES], config.stash[BROWSER] = {}, ""


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/benchmarks/" in item.path.as_posix():
            item.add_marker(pytest.mark.benchmark)


def pytest_terminal_summary(terminalreporter, exitstatus, config) -> None:
    figures = list(config.stash[FIGURES].values())
    if not figures:
        return
    terminalreporter.section("benchmarks")
    terminalreporter.write_line(tables(figures))
    if KEPT:
        if exitstatus == pytest.ExitCode.OK:
            write(Path(KEPT), figures, about(config.stash[BROWSER]))
        terminalreporter.write_line(f"\n{'Written to' if exitstatus == pytest.ExitCode.OK else 'Something failed; not written to'} {KEPT}")


@pytest.fixture
def measured(request):
    """Call it with values of a figure (``report.Figure``), once or more; it is printed when all is done."""

    def add(heading: str, what: str, unit: str, *values: float, aim: float | None = None) -> None:
        if "chromium" in request.fixturenames:
            request.config.stash[BROWSER] = request.getfixturevalue("chromium").version
        figure = request.config.stash[FIGURES].setdefault((heading, what), Figure(heading, what, unit, [], aim))
        figure.values.extend(values)

    return add
