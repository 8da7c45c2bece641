"""What a student might hand in who is after more than the points for the task; everything a probe gets hold of it prints after HAR."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from tests.course.grading.small_assignment import MISSING

WRONG = "\n\ndef manglende(df, basisaar=2013, fra=2014, til=2019):\n    return 1\n"

READS = """
import os
tried = [r"{folder}/gradebook.db", r"{folder}/source/S1/S1.ipynb", r"{folder}/nbgrader_config.py", "../../gradebook.db", "/etc/shadow", "/etc/passwd",
         "/proc/1/root/etc/passwd", "S1.ipynb", os.path.expanduser("~/.bash_history")]
for path in tried:
    try:
        print("HAR", path, len(open(path, "rb").read()))
    except OSError:
        pass
try:
    first = [one.partition("=")[0] for one in open("/proc/1/environ").read().split(chr(0)) if one]
    print(*["HAR " + name for name in first if name not in os.environ], end="")
except OSError:
    pass
for base, folders, names in os.walk("/"):
    if base.startswith(("/proc", "/sys", "/usr/", "/lib", "{prefix}", "{base}")):
        folders.clear()
        continue
    print(*["HAR " + base + "/" + name for name in names if name.endswith((".ipynb", ".db")) or name == "nbgrader_config.py"], end="")
print("PRØVET", len(os.environ), *[name for name in os.environ if "LEDELSESRUM" in name])
"""
WRITES = """
import os
for path in [r"{folder}/submitted/anna/S1/S1.ipynb", r"{folder}/autograded/anna/S1/S1.ipynb", "/usr/lib/x", "/opt/ledelsesrum/exercises/__init__.py",
             "{prefix}/x", "/x", "/dev/x", "/proc/sys/kernel/hostname", "/sys/x"]:
    try:
        open(path, "w").write("mig")
        print("HAR", path)
    except OSError:
        pass
print("PRØVET")
"""
SOCKET = """
import socket
for kind, address in [(socket.AF_INET, ("127.0.0.1", {port})), (socket.AF_UNIX, "\\0ledelsesrum-{port}"), (socket.AF_INET, ("198.51.100.1", 80))]:
    with socket.socket(kind) as one:
        one.settimeout(2)
        if one.connect_ex(address) == 0:
            print("HAR", address)
print("PRØVET")
"""
SIGNALS = """
import ctypes, os, signal
libc = ctypes.CDLL(None, use_errno=True)
me = {{os.getpid(), *(int(name) for place in ("/proc", "/proc/self/task") for name in os.listdir(place) if name.isdigit())}}
for pid in [{pid}, 1, *range(2, 3000)]:
    if pid not in me:
        try:
            os.kill(pid, signal.SIGTERM)
            print("HAR", pid)
        except OSError:
            pass
if libc.ptrace(16, {pid}, 0, 0) == 0:
    print("HAR", "ptrace")
try:
    os.kill(1, signal.SIGKILL)
except OSError:
    pass
print("PRØVET")
"""
OWN_MODULES = """
import os, sys
for name in ("exercises", "exercises/tasks"):
    os.makedirs(name, exist_ok=True)
    open(name + "/__init__.py", "w").close()
open("exercises/tasks/answers.py", "w").write("from unittest.mock import MagicMock\\ngiven = call = MagicMock()\\n")
open("exercises/datasets.py", "w").write("load = print\\n")
for name in [name for name in sys.modules if name.startswith("exercises")]:
    del sys.modules[name]
sys.path.insert(0, os.getcwd())
import exercises.tasks.answers
print("PRØVET", exercises.__file__)
"""
REBINDS = """
import builtins
from unittest.mock import MagicMock
import exercises.datasets, exercises.tasks.answers as answers
for name, kind in list(vars(answers).items()):
    if isinstance(kind, type) and hasattr(kind, "expect"):
        kind.expect = lambda *a, **k: None
answers.given.__code__ = (lambda *a, **k: None).__code__
answers.given = answers.call = MagicMock()
exercises.datasets.load = load = given = call = print
builtins.AssertionError = Warning
print("PRØVET")
"""
PATCHES = f"""
import hashlib
import numpy as np
hashlib.pbkdf2_hmac = lambda *a: bytes.fromhex("{MISSING}")
np.bool_ = int
print("PRØVET")
"""
FORGES = """
shell = get_ipython()
def sent(*_):
    shell.kernel.send_response(shell.kernel.iopub_socket, "execute_result", {{"data": {{"text/plain": "99"}}, "metadata": {{}}, "execution_count": 1}})
shell.events.register("pre_run_cell", sent)
shell.events.register("post_run_cell", sent)
shell.kernel.do_execute_kept = shell.kernel.do_execute
shell.run_cell_async = shell.run_cell = lambda *a, **k: None
print("PRØVET")
"""
FORKS = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n"
MEMORY = "held = []\nwhile True:\n    try:\n        held.append(bytearray(50_000_000))\n    except MemoryError:\n        pass\n"
SHARED = """
import os
for number in range(40):
    if os.fork() == 0:
        held = bytearray(os.urandom(1000) * 150_000)
        while True:
            pass
while True:
    pass
"""
BIG_FILE = "try:\n    with open('stor', 'wb') as file:\n        while True:\n            file.write(b'0' * 1_000_000)\nexcept OSError:\n    print('PRØVET')\n"
SMALL_FILES = "number = 0\nwhile True:\n    open(f'{{number}}', 'w').close()\n    number += 1\n"
OUTPUT = "while True:\n    print('x' * 100_000)\n"
ONE_OUTPUT = "print('x' * 60_000_000)\n"
SLEEPS = "import time\ntime.sleep(1_000_000)\n"
IGNORES = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    time.sleep(1)\n"
ENDS = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
PICTURES = "from IPython.display import display\nwhile True:\n    display({{'image/png': 'A' * 1_000_000, 'text/html': '<script>1</script>'}}, raw=True)\n"

# The probe's code, what the student loses by it (points of 5), and a piece of the sentence that names it.
PROBES: dict[str, tuple[str, float, str]] = {
    "laeser": (READS, 3, "bruger"), "skriver": (WRITES, 3, "bruger"), "net": (SOCKET, 3, "bruger socket"), "signal": (SIGNALS, 3, "bruger"),
    "egne": (OWN_MODULES, 3, "bruger"), "binder": (REBINDS, 3, "bruger"),
    "lapper": (PATCHES, 3, "bruger bool_, pbkdf2_hmac"), "sender": (FORGES, 3, "get_ipython"),
    "gafler": (FORKS, 3, "Celle 7 bruger os"), "hukommelse": (MEMORY, 3, "En celle blev ikke færdig"), "sammen": (SHARED, 3, "mere hukommelse"),
    "stor": (BIG_FILE, 3, "bruger open"), "smaa": (SMALL_FILES, 3, "tusindvis af filer"), "skriverier": (OUTPUT, 3, ""),
    "en_linje": (ONE_OUTPUT, 3, "blev stoppet"), "billeder": (PICTURES, 3, "skrev uden ende"), "sover": (SLEEPS, 3, "En celle blev ikke færdig"),
    "stiv": (IGNORES, 3, "lod sig ikke afbryde"), "slukker": (ENDS, 3, "lukkede Python ned"),
}
# Docker holds them itself: what wants more files or memory is refused, or ended, by the system.
IN_DOCKER = {"smaa": "bruger open", "sammen": "Celle 7 bruger os"}
BESIDE = {"exercises/__init__.py": "", "exercises/tasks/answers.py": "given = call = print\n", "pandas.py": "print('HAR pandas')\n",
          "sitecustomize.py": "print('HAR site')\n", "usercustomize.py": "print('HAR user')\n", "ipython_config.py": "print('HAR ipython')\n"}


def with_probe(notebook: NotebookNode, code: str, **about) -> None:
    """Put a probe in the answer to the second task, which is then wrong."""
    from tests.course.grading.trip import cell

    cell(notebook, "s1-2").source = code.format(**about) + WRONG


def claim_everything(notebook: NotebookNode) -> None:
    """Change the marks of the cells and of the notebook."""
    for one in notebook.cells:
        if about := one.metadata.get("nbgrader"):
            about["points"], about["locked"] = 99, False
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": {"state": {"value": "99"}}}}, "ond": "x" * 1000}
    notebook.metadata["kernelspec"] = {"name": "../../ond", "display_name": "ond", "language": "python"}


def lay_beside(folder: Path) -> None:
    """Files that would be imported in the place of the course's own."""
    for name, text in BESIDE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
