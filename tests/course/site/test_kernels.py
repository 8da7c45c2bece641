"""The kernel that stands ready: who gets it, that it is like any other, and that none is left behind."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psutil
import pytest
from jupyter_client import BlockingKernelClient

from course.site.kernels import WarmKernels
from exercises.server import free_port
from tests.conftest import until
from tests.course.site.test_serve import logged_in

STATE = {
    "names": "sorted(name for name in globals() if name != '__session__')",
    "course is imported": "'exercises.notebook' in __import__('sys').modules",
    "exercises are read": "__import__('exercises.notebook').notebook.reflections.cache_info().currsize",
    "folder": "__import__('os').getcwd()",
    "mistakes are explained by": "get_ipython().custom_exceptions",
}


@pytest.fixture
def course(course_factory):
    return course_factory("--port", str(free_port(9470)))


def start_kernel(course, session) -> str:
    answer = session.post(course.page("api/kernels"), json={"name": "python3", "path": "opgaver.ipynb"})
    answer.raise_for_status()
    return answer.json()["id"]


def look_into(course, kernel_id: str) -> dict:
    """What a first cell in the kernel would see, and the number it would get."""
    client = BlockingKernelClient(connection_file=str(course.data / "server" / "runtime" / f"kernel-{kernel_id}.json"))
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        reply = client.execute("seen = 1", user_expressions=STATE, reply=True, timeout=60)["content"]
    finally:
        client.stop_channels()
    seen = {name: value["data"]["text/plain"] for name, value in reply["user_expressions"].items()}
    return seen | {"number": reply["execution_count"]}


def test_the_first_page_gets_the_kernel_that_stood_ready_and_another_is_made_ready_after(course):
    (ready,) = until(course.kernels)
    session = logged_in(course)
    assert session.get(course.page("api/kernels")).json() == []
    assert start_kernel(course, session) == ready
    assert [kernel["id"] for kernel in session.get(course.page("api/kernels")).json()] == [ready]
    (following,) = until(lambda: set(course.kernels()) - {ready})
    assert start_kernel(course, session) == following


def test_a_kernel_that_stood_ready_is_like_one_that_did_not(course):
    (ready,) = until(course.kernels)
    session = logged_in(course)
    warm, cold = start_kernel(course, session), start_kernel(course, session)
    assert warm == ready != cold
    seen = look_into(course, warm)
    assert seen == look_into(course, cold)
    assert seen["number"] == 1
    assert seen["course is imported"] == "True"
    assert not {"exercises", "pd", "load"} & set(eval(seen["names"]))


def test_a_dead_kernel_is_not_handed_out(course):
    (process,) = until(course.kernels).values()
    process.kill()
    process.wait(timeout=20)
    given = start_kernel(course, logged_in(course))
    assert course.kernels()[given].pid != process.pid
    assert look_into(course, given)["number"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_kernel_outlives_the_server(course, how):
    until(course.kernels)
    given = start_kernel(course, logged_in(course))
    until(lambda: set(course.kernels()) - {given})
    kernels = list(course.kernels().values())
    course.process.send_signal(how)
    course.process.wait(timeout=30)
    assert psutil.wait_procs(kernels, timeout=30)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_server_stopped_at_once_leaves_no_kernel_that_was_just_starting(course):
    course.process.send_signal(signal.SIGINT)
    children = psutil.Process(course.process.pid).children(recursive=True)
    course.process.wait(timeout=30)
    assert psutil.wait_procs(children, timeout=30)[1] == []


def run_apart(scenario: Coroutine) -> None:
    """Run it in a thread of its own: in the main one the browser's loop may be running."""
    with ThreadPoolExecutor(1) as executor:
        executor.submit(asyncio.run, scenario).result()


def test_a_stop_waits_for_the_kernel_that_is_just_starting_and_ends_it(tmp_path):
    async def scenario():
        kernels = WarmKernels(root_dir=str(tmp_path), connection_dir=str(tmp_path))
        starts = [asyncio.ensure_future(kernels.warm_up()), asyncio.ensure_future(kernels.start_kernel(path="mappe"))]
        await asyncio.sleep(0)  # both have begun, and none has a kernel to show yet
        await kernels.shutdown_all(now=True)
        assert kernels.list_kernel_ids() == [] and all(start.done() for start in starts)

    (tmp_path / "mappe").mkdir()
    children = set(psutil.Process().children())
    run_apart(scenario())
    assert psutil.wait_procs(set(psutil.Process().children()) - children, timeout=30)[1] == []


def test_a_kernel_for_another_folder_or_of_no_folder_is_a_new_one(tmp_path):
    (tmp_path / "mappe").mkdir()

    async def scenario():
        kernels = WarmKernels(root_dir=str(tmp_path), connection_dir=str(tmp_path))
        try:
            await kernels.warm_up()
            (ready,) = kernels.list_kernel_ids()
            assert ready not in {await kernels.start_kernel(), await kernels.start_kernel(path="mappe")}
            assert await kernels.start_kernel(path="opgaver.ipynb") == ready
        finally:
            await kernels.shutdown_all(now=True)

    run_apart(scenario())


def test_waiting_for_its_first_page_a_kernel_is_not_ended_as_idle(tmp_path):
    async def scenario():
        kernels = WarmKernels(root_dir=str(tmp_path), connection_dir=str(tmp_path), cull_idle_timeout=60)
        try:
            await kernels.warm_up()
            (ready,) = kernels.list_kernel_ids()
            kernels.get_kernel(ready).last_activity -= timedelta(hours=1)
            await kernels.cull_kernels()
            assert await kernels.start_kernel(path="") == ready
            await kernels.cull_kernels()
            assert ready in kernels
            kernels.get_kernel(ready).last_activity -= timedelta(hours=1)
            await kernels.cull_kernels()
            assert ready not in kernels
        finally:
            await kernels.shutdown_all(now=True)
        await kernels.warm_up()
        assert kernels.list_kernel_ids() == []

    run_apart(scenario())
