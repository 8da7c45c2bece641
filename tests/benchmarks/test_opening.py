"""What a reader waits for on opening an exercise page, and what the page costs in memory."""

from __future__ import annotations

import pytest
from jupyter_client import BlockingKernelClient
from psutil import Process

from tests.benchmarks.browsing import kernels_in_use, new_page, open_live
from tests.benchmarks.report import repeats
from tests.conftest import RunningCourse, until

ROUNDS = repeats(3)
TABS = 3
KERNELS = {"warm": "a kernel stood ready", "cold": "its kernel is started now", "reload": "opened again in the same tab"}
pytestmark = pytest.mark.timeout(600)


def wait_for_warm(course: RunningCourse, used: set[str]) -> str:
    """Wait until a kernel that no page uses has the course imported; gives its id."""
    ready = until(lambda: set(course.kernels()) - used).pop()
    client = BlockingKernelClient(connection_file=str(course.data / "server" / "runtime" / f"kernel-{ready}.json"))
    client.load_connection_file()
    client.start_channels(hb=False)  # a heart that is late is not a dead kernel
    client.wait_for_ready(timeout=60)
    client.stop_channels()
    return ready


def test_a_page_opened_to_its_first_widget(chromium, course_factory, measured, tmp_path):
    taken = {kernel: [] for kernel in KERNELS}
    for number in range(ROUNDS):
        course = course_factory(data=tmp_path / str(number))
        ready = wait_for_warm(course, set())
        with new_page(chromium, course) as page:
            taken["warm"].append(open_live(page, course))
            assert kernels_in_use(page) == {ready}
            with new_page(chromium, course) as other:
                taken["cold"].append(open_live(other, course))
                assert len(kernels_in_use(other)) == 2  # the next one to stand ready is not started so soon
            taken["reload"].append(open_live(page, course))
            assert ready in kernels_in_use(page)
        course.stop()
    for mark, what, aim in (("widget", "first widget", 1.5), ("live", "the whole page live", None)):
        for kernel, words in KERNELS.items():
            measured("Opening an exercise page", f"{what}, {words}", "s", *(times[mark] for times in taken[kernel]), aim=aim if kernel == "warm" else None)


def memory(process: Process) -> dict[str, float]:
    """Megabytes that only this process holds (USS), and all that it has in memory (RSS)."""
    found = process.memory_full_info()
    return {"USS": found.uss / 1e6, "RSS": found.rss / 1e6}


def test_the_memory_of_an_open_page(chromium, course_factory, measured):
    course = course_factory()
    server = Process(course.process.pid)
    ready = wait_for_warm(course, set())
    before, waiting = memory(server), memory(course.kernels()[ready])
    used, after, grown, kernels = set(), before, [], []
    with new_page(chromium, course) as first:
        for tab in [first, *(first.context.new_page() for _ in range(TABS - 1))]:
            open_live(tab, course)
            (mine,) = kernels_in_use(tab) - used
            used.add(mine)
            wait_for_warm(course, used)
            kernels.append(memory(course.kernels()[mine]))
            grown.append({kind: memory(server)[kind] - after[kind] for kind in after})
            after = memory(server)
    for kind in before:
        measured("Memory", f"server before a page is opened, {kind}", "MB", before[kind])
        measured("Memory", f"kernel that stands ready, {kind}", "MB", waiting[kind])
        measured("Memory", f"an open page's kernel, {kind}", "MB", *(kernel[kind] for kernel in kernels))
        measured("Memory", f"the server's growth by a page, {kind}", "MB", *(growth[kind] for growth in grown))
