"""The command that shuts a process in with bubblewrap, and whether it can be had here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from course.grading.errors import GradingError
from course.grading.sandbox.inside import FONTS, HOME, PACKAGES, WORK
from course.grading.sandbox.limits import MB, Limits

HERE = Path(__file__).parent
PROJECT = HERE.parents[2]
PROGRAMS = "/opt/sandkasse"
NOBODY = 65534  # the user of a sandbox where the runner is root, whom no limit of processes binds
SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime", "/etc/mime.types")
UNSHARED = ("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
NO_SANDBOX = (
    "De studerendes kode kan ikke køres lukket inde her: {why} Uden det kører den med dine egne rettigheder på denne maskine: Den kan læse og slette "
    "dine filer, ændre point for hele holdet og bruge nettet. {remedy} Stoler du på dem, der har afleveret, så skriv --no-sandbox efter kommandoen."
)


def bubblewrap() -> str:
    """The path of bwrap; GradingError where it cannot be used."""
    if not sys.platform.startswith("linux"):
        remedy = "Ret på en maskine med Linux; på Windows kan det være i WSL2 (skriv wsl --install). Docker Desktop kan ikke bruges til det."
        raise GradingError(NO_SANDBOX.format(why="Det kan kun lade sig gøre på Linux.", remedy=remedy))
    found = shutil.which("bwrap")
    if not found:
        remedy = "Installér det: sudo apt install bubblewrap (eller: sudo dnf install bubblewrap). Docker kan også bruges, når det kører."
        raise GradingError(NO_SANDBOX.format(why="Programmet bubblewrap mangler.", remedy=remedy))
    return found


def command(limits: Limits, hidden: Path | None = None) -> list[str]:
    """The command line of a sandbox that runs ``inside.py``; to be started with ``--info-fd`` after its first word.

    Parameters
    ----------
    limits : Limits
        For the size of the folders in it.
    hidden : Path or None
        A folder that is empty in the sandbox even where it lies within Python's own.
    """
    program, as_root = bubblewrap(), os.geteuid() == 0
    user = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if as_root else [*_own_user(program)]
    python = [sys.executable, "-I", "-X", "utf8", f"{PROGRAMS}/inside.py"]
    surroundings = ["--clearenv", *(word for name, value in environment().items() for word in ("--setenv", name, value))]
    outer = [program, *user, *UNSHARED, "--die-with-parent", "--new-session", *surroundings, *_files(limits, hidden), "--chdir", WORK, "--"]
    if not as_root:
        return [*outer, *python]
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--"]
    return [*outer, *drop, program, *_own_user(program), "--dev-bind", "/", "/", "--chdir", WORK, "--", *python]


@cache
def _own_user(program: str) -> tuple[str, ...]:
    """A user namespace of its own, and none below it, where bubblewrap knows how (0.8)."""
    known = subprocess.run([program, "--help"], capture_output=True, text=True, encoding="utf-8", check=False)
    return ("--unshare-user", "--disable-userns") if "--disable-userns" in known.stdout + known.stderr else ("--unshare-user",)


def environment() -> dict[str, str]:
    """All of the environment that a student's code has."""
    values = {
        "PATH": os.pathsep.join([str(Path(sys.prefix) / "bin"), "/usr/bin", "/bin"]), "HOME": str(HOME), "TMPDIR": "/tmp", "LANG": "C.UTF-8",
        "MPLCONFIGDIR": str(HOME / "matplotlib"), "MPLBACKEND": "module://matplotlib_inline.backend_inline", "IPYTHONDIR": str(HOME / "ipython"),
        "JUPYTER_PLATFORM_DIRS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "NBGRADER_EXECUTION": "autograde",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",  # threads count as processes
    }
    if "TZ" in os.environ:
        values["TZ"] = os.environ["TZ"]
    return values


def mounted() -> dict[Path, str]:
    """What a sandbox reads beside the system's own folders: where it is here, and where it is there."""
    found = {Path(name): name for name in SETTINGS} | {path: str(path) for path in _python()}
    found |= {PROJECT / name: f"{PACKAGES}/{name}" for name in ("exercises", "book/_static")}  # a figure's colours are those of the book
    found |= {HERE / name: f"{PROGRAMS}/{name}" for name in ("inside.py", "probe.py")}
    return found | {fonts: str(FONTS / fonts.name) for fonts in _fonts()}


def within_python(folder: Path) -> bool:
    """Whether a folder would be seen with Python or the system."""
    return any(folder.is_relative_to(path) for path in (Path("/usr"), *_python()))


def _files(limits: Limits, hidden: Path | None) -> list[str]:
    """A system that can be read, Python and ``exercises``, and two small folders that can be written in."""
    words = ["--ro-bind", "/usr", "/usr", *_room("/tmp", limits.disk)]  # first, for Python itself may lie in it
    for name in SYSTEM:
        path = Path(name)
        words += ["--symlink", os.readlink(path), name] if path.is_symlink() else ["--ro-bind-try", name, name]
    words += [word for place in ("/opt", PACKAGES, PROGRAMS, str(FONTS)) for word in ("--perms", "0755", "--dir", place)]
    for source, target in mounted().items():
        words += [*_parents(Path(target)), "--ro-bind-try", str(source), target]
    if hidden and within_python(hidden):
        words += ["--tmpfs", str(hidden)]
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += [*_room("/dev/shm", 16 * MB), *_room(WORK, limits.disk)]
    return [*words, "--remount-ro", "/dev", "--remount-ro", "/"]


def _room(place: str, size: int) -> list[str]:
    """A folder that anybody may write in, gone with the sandbox."""
    return ["--perms", "1777", "--size", str(size), "--tmpfs", place]


def _python() -> list[Path]:
    """Where Python and its packages are, other than in the system's own folder; each only once."""
    found = dict.fromkeys(Path(path).absolute() for path in (sys.prefix, sys.base_prefix, Path(sys.executable).resolve().parents[1]))
    return [path for path in found if not path.is_relative_to("/usr") and path != Path("/")]


def _parents(path: Path) -> list[str]:
    """The folders above a path, empty but for what is put in them, and open to another user than the one who made them."""
    return [word for parent in reversed(path.parents[:-1]) for word in ("--perms", "0755", "--dir", str(parent))]


@cache
def _fonts() -> tuple[Path, ...]:
    """matplotlib's list of fonts; without it every sandbox would make one, which takes seconds."""
    import matplotlib

    folder = Path(matplotlib.get_cachedir())
    if not any(folder.glob("fontlist*.json")):
        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=False, capture_output=True)
    return tuple(folder.glob("fontlist*.json"))
