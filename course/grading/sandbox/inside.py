"""What runs first in a sandbox, from a single file: it takes on the limits, imports what the assignment uses, and becomes the kernel.

Its settings come on standard input as one JSON text, and it answers on standard output with one line. Then both are closed: what a student's code
writes goes through the kernel's channels and nowhere else.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import traceback
import types
from pathlib import Path

PACKAGES = "/opt/ledelsesrum"
WORK = "/arbejde"
FONTS = Path("/opt/skrifter")
HOME = Path("/tmp/hjem")
KERNEL = Path("/tmp/kerne")
LIMITS = {"memory": resource.RLIMIT_AS, "processes": resource.RLIMIT_NPROC, "open_files": resource.RLIMIT_NOFILE, "file_size": resource.RLIMIT_FSIZE}


def take_on(limits: dict[str, int]) -> None:
    """Set the limits so that they cannot be raised again; if memory runs out, this is what the system is to end first."""
    for name, value in limits.items():
        resource.setrlimit(LIMITS[name], (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")


def warm(modules: list[str]) -> None:
    """Import what the assignment's own cells import, as far as it is installed; the course's own must be there."""
    gc.disable()  # nothing of what is imported is let go of: a tenth of the time
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception:
            if _is_ours(name):
                raise
    gc.freeze()
    gc.enable()


def kernel(settings: dict):
    """A kernel with its sockets open, not yet listening."""
    sys.modules["debugpy"] = None  # no debugger: a fifth of the time it takes to start
    from ipykernel.kernelapp import IPKernelApp

    KERNEL.mkdir(mode=0o700, exist_ok=True)
    connection = KERNEL / "kerne.json"
    connection.write_text(json.dumps(settings["connection"]), encoding="utf-8")
    warm(settings["modules"])
    app = IPKernelApp.instance()
    app.initialize(["-f", str(connection), *settings["arguments"]])
    for channel in KERNEL.glob("k-*"):
        channel.chmod(0o777)  # the runner may be another user; nobody else comes into the folder
    return app


class Fresh:
    """The course's own modules, the names of those they use, and those that Python itself gives, as they were before a student's code ran.

    Importing them again would take longer than the test. What was imported later is imported again.
    """

    def __init__(self, shell):
        import builtins

        held = (sys.path, sys.meta_path, sys.path_hooks, shell.ast_transformers, shell.input_transformers_cleanup, shell.input_transformers_post)
        self.lists = [(place, list(place)) for place in (*held, *shell.events.callbacks.values())]
        self.owners = [(owner, dict(vars(owner))) for owner in (shell, shell.kernel, shell.display_pub, shell.displayhook)]
        self.modules = {name: module for name, module in sys.modules.items() if _is_ours(name)}
        self.spaces = [(vars(module), dict(vars(module))) for module in (builtins, *self.modules.values())]
        used = {id(one): one for _, held in self.spaces[1:] for one in held.values() if isinstance(one, types.ModuleType) and not _is_ours(one.__name__)}
        self.used = [(vars(module), dict(vars(module))) for module in used.values()]
        kinds = {kind for _, held in self.spaces[1:] for kind in held.values() if isinstance(kind, type) and _is_ours(kind.__module__)}
        kinds |= {kind for owner, _ in self.owners for kind in type(owner).__mro__ if kind.__module__.startswith(("ipykernel", "IPython"))}
        self.kinds = [(kind, dict(vars(kind))) for kind in kinds]
        functions = {one for _, held in (*self.spaces[1:], *self.kinds) for one in held.values() if isinstance(one, types.FunctionType)}
        self.functions = [(one, one.__code__, one.__defaults__, one.__kwdefaults__) for one in functions]

    def __call__(self) -> None:
        """Put back what was changed; a test calls it before it imports."""
        for place, held in self.lists:
            place[:] = held
        for space, held in self.spaces[1:]:
            space.clear()
            space.update(held)
        for space, held in (self.spaces[0], *self.used):
            space.update(held)
        for name in [name for name in sys.modules if _is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(self.modules)
        for owner, held in self.owners:
            for name in vars(owner).keys() - held.keys():
                if callable(getattr(type(owner), name, None)):  # a method of the student's in the place of the kernel's own
                    del vars(owner)[name]
        for kind, held in self.kinds:
            _put_back(kind, held)
        for function, *held in self.functions:
            function.__code__, function.__defaults__, function.__kwdefaults__ = held


def _put_back(kind: type, held: dict[str, object]) -> None:
    for name, value in held.items():
        if vars(kind).get(name, value) is not value or name not in vars(kind):
            with contextlib.suppress(AttributeError, TypeError):
                setattr(kind, name, value)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "exercises"


def way_out() -> int:
    """Take standard output for the one answer, and close all three to everybody else."""
    out, nothing = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return out


def answer(out: int, said: dict) -> None:
    """Say one thing to the runner, and close the way out."""
    os.write(out, json.dumps(said).encode() + b"\n")
    os.close(out)


def main() -> None:
    """Become a kernel, or with ``probe`` try what a student's code might."""
    settings = json.loads(sys.stdin.buffer.read())
    out = way_out()
    os.chdir(WORK)
    HOME.mkdir()
    if FONTS.is_dir():
        shutil.copytree(FONTS, HOME / "matplotlib")
    sys.path.append(PACKAGES)
    take_on(settings["limits"])
    if "probe" in settings:
        sys.path.insert(0, str(Path(__file__).parent))
        from probe import probe

        answer(out, probe(settings["probe"]))
        signal.pause()  # the runner looks at it from outside, and ends it
    try:
        app = kernel(settings)
        module = types.ModuleType("ledelsesrum_sandbox")
        module.fresh = Fresh(app.shell)
        sys.modules[module.__name__] = module
    except BaseException:
        answer(out, {"error": traceback.format_exc()[-2000:]})
        raise
    answer(out, {"ready": True})
    app.start()


if __name__ == "__main__":
    main()
