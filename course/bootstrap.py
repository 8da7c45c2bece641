"""Make the environment the course runs in. Standard library only: nothing is installed yet.

``.venv`` holds the packages of ``requirements.txt``; a stamp in it says for which lock, Python and place it was made.
What is interrupted leaves no stamp, and the next start does it again. This very file goes along in a student's package.
"""

from __future__ import annotations

import ast
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"read": "requirements.txt", "grade": "requirements-grading.txt", "test": "requirements-test.txt"}  # each holds all of those before it
WANTED = {"assign": "grade", "grade": "grade", "test": "test"}  # by command; every other is content with a reader's
STAMP = "ledelsesrum-stamp"
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]
START = "py -m course read" if os.name == "nt" else "python3 -m course read"
LOOK = f"Se, hvad der er galt, og hvad der hjælper, med: {START.removesuffix('read')}doctor"


class SetupError(Exception):
    """The environment could not be made; str() says why and what to do, in Danish."""


def run(arguments: list[str], root: Path = ROOT) -> int:
    """Run the course with ``arguments`` in its own environment; gives its exit code."""
    wanted = WANTED.get(arguments[0], "read") if arguments else "read"
    try:
        python = prepare(root, LOCKS[wanted])
    except SetupError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStoppet. Start igen, når du vil; det, der mangler, bliver hentet da.", file=sys.stderr)
        return 130
    try:
        return hand_over([str(python), "-c", "import sys; from course.bootstrap import enter; sys.exit(enter())", *arguments], {"PYTHONPATH": str(root)})
    except OSError:
        print(f"\nKursets eget Python kan ikke startes: {python}\n{LOOK}", file=sys.stderr)
        return 1


def enter() -> int:
    """Run the command line, in its environment. A package that is gone since it was installed is told as such; what nobody foresaw ends in Danish."""
    try:
        from course.cli import main

        return main()
    except ImportError as error:
        what = error.name or str(error).strip().split("\n")[0]
        print(f"\nEn del af kurset mangler eller er i stykker: {what}.\n{LOOK}", file=sys.stderr)
    except Exception:
        import traceback

        traceback.print_exc()
        print(f"\nDer skete en fejl, som kurset ikke kender. Svar, der er gemt, står uændret.\n{LOOK}", file=sys.stderr)
    return 1


def prepare(root: Path, lock: str, wheel: Path | None = None, start: str = START) -> Path:
    """Make or repair the environment for ``lock`` if it is not up to date; gives its Python.

    Parameters
    ----------
    wheel : Path or None
        A wheel to install on top of the lock, which holds all that it needs.
    start : str
        The command that starts this again, for the messages.

    Raises
    ------
    SetupError
        With what happened and what to do.
    """
    try:
        return _prepared(root, lock, wheel, start)
    except OSError as error:
        raise SetupError(_explain_system(error, root / ".venv")) from error
    except UnicodeError as error:
        raise SetupError(f"Mappen {root} har bogstaver i navnet, som maskinens tegnsæt ikke kan læse. Flyt den til en uden æ, ø og å, og start igen.") from error


def _prepared(root: Path, lock: str, wheel: Path | None, start: str) -> Path:
    folder = root / ".venv"
    python = python_of(folder)
    _require_lock(root / lock)
    if _is_finished(folder, root / lock, wheel):
        return python
    with only_one(root / ".venv.lock", "Et andet vindue er ved at gøre klar. Venter på det …"):
        if _is_finished(folder, root / lock, wheel):
            return python  # another start was first
        if _own_words(folder) != (sys.version_info[:3], os.fsencode(folder)):
            _make(folder)
        _install(python, root / lock, wheel, folder, start)
        locks = list(LOCKS.values())
        holds = [fingerprint(root / held, folder, wheel) for held in locks[: locks.index(lock) + 1]]
        (folder / STAMP).write_text("\n".join(holds), encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _require_lock(lock: Path) -> None:
    if not lock.is_file() and lock.name == LOCKS["read"]:
        raise SetupError(f"Filen {lock} mangler. Pak kursets zip-fil ud igen, og start fra den nye mappe.")
    if not lock.is_file():
        raise SetupError(f"Filen {lock.name} mangler. Den er ikke med i læsernes udgave, for den er til undervisere og forfattere. Hent hele projektet.")


def fingerprint(lock: Path, folder: Path, wheel: Path | None = None, version: tuple[int, ...] = sys.version_info[:3]) -> str:
    """What an environment must have been made for: this lock, this Python, this place, this wheel."""
    about = f"{lock.name} {version} ".encode() + os.fsencode(folder)  # the same in every locale
    return hashlib.sha256(about + lock.read_bytes() + (wheel.read_bytes() if wheel else b"")).hexdigest()


def hand_over(command: list[str], more: dict[str, str]) -> int:
    """Run a command of the environment's Python, with ``more`` in its surroundings; Ctrl-C reaches it, and it ends before we do."""
    environment = _surroundings() | more
    environment["PYTHONIOENCODING"] = f"{sys.stdout.encoding or 'utf-8'}:replace"  # an old console may lack a letter
    if os.name != "nt":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the console has sent it to the child as well, which is closing down


def _surroundings() -> dict[str, str]:
    """The environment's variables without what would lead Python to other packages than its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return kept | {"PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}


def stamp_of(folder: Path) -> str:
    """What an environment says that it was made for; empty where it was never finished."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8")
    except OSError:
        return ""


def _is_finished(folder: Path, lock: Path, wheel: Path | None) -> bool:
    """Whether an environment is ready for use: of this very Python, or of another on this machine, which starts as well."""
    stamp = stamp_of(folder)
    if not stamp or not python_of(folder).exists():
        return False
    if fingerprint(lock, folder, wheel) in stamp:
        return True
    version, place = _own_words(folder)
    return place == os.fsencode(folder) and fingerprint(lock, folder, wheel, version) in stamp


def _own_words(folder: Path) -> tuple[tuple[int, ...], bytes]:
    """The version of an environment's Python and the place it is for, if it starts and has a pip; else nothing."""
    question = "import os, sys, pip; print((sys.version_info[:3], os.fsencode(sys.prefix)))"  # bytes, for it may write in another encoding than ours
    try:
        answer = subprocess.run([python_of(folder), "-I", "-c", question], capture_output=True, timeout=60, check=True)
        return ast.literal_eval(answer.stdout.decode())
    except (OSError, subprocess.SubprocessError, ValueError, SyntaxError):
        return (), b""


def _make(folder: Path) -> None:
    print("Gør klar første gang. Det tager nogle minutter og sker kun én gang.", flush=True)
    try:
        if folder.exists():
            shutil.rmtree(folder)
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError, SystemExit) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SetupError(_explain_make(error, folder)) from error


def _explain_make(error: BaseException, folder: Path) -> str:
    if isinstance(error, OSError):
        return _explain_system(error, folder)
    if shutil.disk_usage(folder.parent).free < 100 * 2**20:
        return _explain_system(OSError(errno.ENOSPC, ""), folder)
    package = f"python3.{sys.version_info[1]}-venv"
    if sys.platform.startswith("linux"):
        return f"Pythons modul 'venv' mangler en del ('ensurepip'). Kør denne kommando, og start igen:\n  sudo apt install {package}"
    return "Pythons modul 'ensurepip' mangler. Hent Python fra python.org, og start igen."


def _explain_system(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Der er ikke plads på disken til {folder}. Frigør ca. 1 GB, og start igen. Intet er gået tabt."
    why = "du må ikke skrive i den" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else f"fejl {error.errno}"
    return f"Mappen {folder.parent} kan ikke bruges: {why}. Flyt den til et sted, hvor du må skrive, fx Dokumenter, og start igen."


def _install(python: Path, lock: Path, wheel: Path | None, folder: Path, start: str) -> None:
    """Install the lock with pip, wheels only, every file held against its hash, and then the wheel; pip's own words go to a log."""
    (folder / STAMP).unlink(missing_ok=True)
    pins = re.findall(r"^[\w.\-]+==.*", lock.read_text(encoding="utf-8"), flags=re.M)
    tell = Progress(len([pin for pin in pins if "sys_platform == " not in pin or f"'{sys.platform}'" in pin]))
    log = folder / "install.log"
    with log.open("w", encoding="utf-8") as kept:
        _pip(python, ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)], kept, tell, start)
        if wheel:
            _pip(python, ["--no-index", "--no-deps", "--force-reinstall", str(wheel)], kept, tell, start)
    tell.end()


def _pip(python: Path, what: list[str], log: TextIO, tell: Callable[[str], None], start: str) -> None:
    command = [str(python), *PIP, "install", "--progress-bar", "off", *what]
    with subprocess.Popen(
        command, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout:
            log.write(line)
            tell(line)
    if process.returncode:
        log.flush()
        raise SetupError(explain_pip(Path(log.name).read_text(encoding="utf-8", errors="replace"), Path(log.name), start))


class Progress:
    """Say in Danish how far pip has come: one line that is written over, or now and then a line of its own."""

    def __init__(self, total: int, write: Callable[[str], object] | None = None, terminal: bool | None = None):
        self.total, self.count = total, 0
        self.write = write or sys.stdout.write
        self.terminal = sys.stdout.isatty() if terminal is None else terminal

    def __call__(self, line: str) -> None:
        found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.\-]+)", line)
        if found:
            self.count += 1
            self._say(f"Henter pakke {self.count} af ca. {self.total}: {found[1]}", every=20)
        elif line.startswith("Installing collected"):
            self._say("Lægger pakkerne på plads. Det tager et øjeblik.", every=1)
        elif line.startswith("WARNING: Retrying"):
            self._say("Nettet svarer ikke. Prøver igen.", every=1)

    def _say(self, text: str, every: int) -> None:
        if self.terminal:
            self.write(f"\r{text:<78.78}")
        elif self.count % every == 0:
            self.write(text + "\n")
        sys.stdout.flush()

    def end(self) -> None:
        self.write(f"\r{'Pakkerne er på plads.':<78}\n" if self.terminal else "")


PIP_PROBLEMS = [
    (r"No space left|Errno 28\b|not enough space|Errno 122\b|[Qq]uota exceeded", "Disken blev fuld undervejs. Frigør ca. 1 GB, og start igen."),
    (r"certificate is not yet valid|certificate has expired", "Forbindelsen blev afvist, fordi et certifikat ikke gælder i dag. Se efter, om maskinens dato og ur går rigtigt, og start igen:\n  {start}"),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|certificate verify", "Forbindelsen blev afvist, fordi certifikatet ikke kunne godkendes. Bruger I jeres eget certifikat, så peg på det og start igen:\n  {set} PIP_CERT={file}"),
    (r"ProxyError|407 Proxy|Tunnel connection failed", "Jeres proxy slap ikke forbindelsen igennem. Angiv den, og start igen:\n  {set} HTTPS_PROXY=http://navn:port"),
    (r"DO NOT MATCH THE HASHES|THESE PACKAGES DO NOT MATCH", "En hentet pakke er ikke den, kurset er afprøvet med, og er ikke installeret. Start igen; sker det igen, så spørg jeres it-afdeling, om den ændrer på det, der hentes."),
    (r"OSError: \[Errno 2\].*\\|path too long|WinError 206|Long Path", "Mappens navn er for langt for Windows. Flyt mappen til et sted med en kort sti, fx C:\\kursus, og start igen."),
    (r"Errno 13|Permission denied|WinError 5", "En fil kunne ikke skrives. Luk andre vinduer med Ledelsesrum, eller flyt mappen til et sted, du må skrive i, og start igen."),
    (r"NewConnectionError|Temporary failure in name|getaddrinfo|Network is unreachable|Connection refused|ConnectTimeout|Max retries|Read timed out|Failed to resolve", "Der er ingen forbindelse til nettet, og første start skal hente pakker. Kom på nettet, og start igen:\n  {start}"),
    (r"from versions: none", "Pakkerne findes ikke dér, hvor de bliver hentet. Spærrer jeres net for dem, så spørg it-afdelingen, eller prøv på et andet net. Er der ingen spærring, så installér Python 3.13, og start igen med den:\n  {start}"),
    (r"Could not find a version|No matching distribution", "En pakke findes ikke til denne maskine eller denne Python. Installér Python 3.13, og start igen med den:\n  {start}"),
]


def explain_pip(text: str, log: Path, start: str = START) -> str:
    """Say what stopped pip, in Danish, with the one thing that helps; unknown trouble shows pip's last words."""
    if known := known_problem(text, start):
        return f"{known}\nHele forløbet står i {log}"
    last = "\n".join(text.strip().splitlines()[-8:])
    return f"Pakkerne kunne ikke installeres. De sidste linjer var:\n{last}\nHele forløbet står i {log}"


def known_problem(text: str, start: str = START) -> str:
    """What stopped pip by its own words, in Danish, and what helps; empty where it says nothing that is known."""
    windows = os.name == "nt"
    words = {
        "set": "set" if windows else "export",
        "file": "C:\\sti\\til\\certifikat.pem" if windows else "/sti/til/certifikat.pem",
        "start": start,
    }
    return next((message.format(**words) for pattern, message in PIP_PROBLEMS if re.search(pattern, text)), "")


class only_one:
    """Let one process at a time do something; the operating system frees the lock even after a kill."""

    def __init__(self, path: Path, waiting: str):
        self.path, self.waiting = path, waiting

    def __enter__(self) -> None:
        try:
            self.file = self.path.open("a+b")
        except OSError as error:
            raise SetupError(_explain_system(error, self.path)) from error
        if not self._take(wait=False):
            print(self.waiting, flush=True)
            self._take(wait=True)

    def __exit__(self, *_) -> None:
        self.file.close()

    def _take(self, wait: bool) -> bool:
        try:
            if os.name == "nt":
                import msvcrt

                self.file.seek(0)
                while True:  # LK_LOCK gives up after ten seconds
                    try:
                        msvcrt.locking(self.file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
                        return True
                    except OSError:
                        if not wait:
                            return False
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            return True
        except BlockingIOError:
            return False
        except OSError:  # a drive without locks, as some network drives are: go on as if alone
            return True
