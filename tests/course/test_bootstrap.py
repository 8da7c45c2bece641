"""The first start on a bare machine, and every way it can go wrong. Real venv, real pip, a wheel of the tests' own."""

from __future__ import annotations

import ast
import base64
import errno
import hashlib
import http.server
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from course import bootstrap
from course.bootstrap import SetupError, explain_pip, prepare
from course.python_version import wrong_version
from tests.conftest import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")


def make_wheel(folder: Path, version: str = "1.0", name: str = "lrproeve", says: str = "") -> str:
    """A wheel of one module, as pip wants it; gives its sha256."""
    folder.mkdir(exist_ok=True)
    path, info = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = '{says or version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}" for file, text in files.items()]
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in (files | {f"{info}/RECORD": "\n".join([*rows, f"{info}/RECORD,,"]) + "\n"}).items():
            wheel.writestr(file, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project that needs one package, which lies in a folder: no network."""
    root = tmp_path / "kursus æøå med mellemrum"
    root.mkdir()
    digest = make_wheel(tmp_path / "wheels")
    (root / "requirements.txt").write_text(f"lrproeve==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", (tmp_path / "wheels").as_uri())
    return root


def test_a_wheel_on_top_of_the_lock_is_installed_and_a_new_one_replaces_it(project, tmp_path):
    wheel = project / "lrelev-1.0-py3-none-any.whl"
    make_wheel(project, name="lrelev")
    python = prepare(project, "requirements.txt", wheel)
    assert version_in(python) == version_in(python, "lrelev") == "1.0"
    make_wheel(project, name="lrelev", says="1.0 rettet")  # the same version, as a second release of a package has
    assert version_in(prepare(project, "requirements.txt", wheel), "lrelev") == "1.0 rettet"


def version_in(python: Path, name: str = "lrproeve") -> str:
    return subprocess.run([python, "-I", "-c", f"import {name}; print({name}.version)"], capture_output=True, text=True, check=True).stdout.strip()


def test_the_first_start_installs_and_the_second_starts_no_program_at_all(project, capsys, monkeypatch):
    python = prepare(project, "requirements.txt")
    assert version_in(python) == "1.0"
    assert "Gør klar første gang." in capsys.readouterr().out
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a program was started"))
    assert prepare(project, "requirements.txt") == python
    assert capsys.readouterr().out == ""


def test_another_python_of_the_machine_uses_the_environment_that_is_there(project, capsys, monkeypatch):
    python = prepare(project, "requirements.txt")
    stamp = project / ".venv" / bootstrap.STAMP
    stamped = stamp.read_bytes()
    capsys.readouterr()
    monkeypatch.setattr(bootstrap.fingerprint, "__defaults__", (None, (3, 14, 99)))  # as when it is started by that one
    assert prepare(project, "requirements.txt") == python
    assert capsys.readouterr().out == "" and stamp.read_bytes() == stamped


def test_a_changed_lock_is_installed(project, tmp_path):
    prepare(project, "requirements.txt")
    digest = make_wheel(tmp_path / "wheels", "2.0")
    (project / "requirements.txt").write_text(f"lrproeve==2.0 --hash=sha256:{digest}\n", encoding="utf-8")
    assert version_in(prepare(project, "requirements.txt")) == "2.0"


def test_a_moved_folder_is_made_ready_again(project):
    prepare(project, "requirements.txt")
    moved = project.rename(project.with_name("flyttet"))
    assert version_in(prepare(moved, "requirements.txt")) == "1.0"


@pytest.mark.skipif(os.name == "nt", reason="the locale is POSIX's")
def test_a_start_where_nothing_is_utf_8_takes_the_same_environment_for_its_own(project):
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:replace"}
    said, _ = start(project, **old).communicate(timeout=120)
    assert "bogstaver i navnet" in said, said
    prepare(project, "requirements.txt")
    stamp = project / ".venv" / bootstrap.STAMP
    stamped = stamp.read_bytes()
    assert start(project, **old).communicate(timeout=120)[0] == ""
    stamp.unlink()  # as after an install that was stopped: what is there is gone on with
    assert "klar f" not in start(project, **old).communicate(timeout=120)[0] and stamp.read_bytes() == stamped


def test_an_environment_that_was_damaged_is_made_anew(project):
    python = prepare(project, "requirements.txt")
    (project / ".venv" / bootstrap.STAMP).unlink()
    python.unlink()
    assert version_in(prepare(project, "requirements.txt")) == "1.0"


def start(project: Path, **environment: str) -> subprocess.Popen:
    """``prepare`` in a process of its own."""
    code = "import sys; from pathlib import Path; from course.bootstrap import prepare; prepare(Path(sys.argv[1]), 'requirements.txt')"
    return subprocess.Popen([sys.executable, "-c", code, str(project)], cwd=ROOT, env=os.environ | environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX's")
def test_an_install_that_was_killed_is_done_again(project):
    with socket.socket() as silent:  # a package index that takes the call and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        process = start(project, PIP_NO_INDEX="0", PIP_INDEX_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/simple", PIP_FIND_LINKS="")
        silent.settimeout(60)
        connection, _ = silent.accept()  # pip is in the middle of it
        subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=False)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        connection.close()
    assert not (project / ".venv" / bootstrap.STAMP).exists()
    assert version_in(prepare(project, "requirements.txt")) == "1.0"


def test_two_starts_at_once_wait_for_each_other(project):
    both = [start(project), start(project)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("Gør klar" in text for text in said) == 1
    assert version_in(prepare(project, "requirements.txt")) == "1.0"


def message_of(project: Path) -> str:
    with pytest.raises(SetupError) as stopped:
        prepare(project, "requirements.txt")
    assert not (project / ".venv" / bootstrap.STAMP).exists()
    return str(stopped.value)


def test_a_drive_without_locks_does_not_stop_the_start(project, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_):
        raise OSError(errno.ENOLCK, "")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    assert version_in(prepare(project, "requirements.txt")) == "1.0"


def test_a_file_of_the_environment_that_cannot_be_written_is_said(project):
    prepare(project, "requirements.txt")
    (project / ".venv" / bootstrap.STAMP).unlink()
    (project / ".venv" / bootstrap.STAMP).mkdir()
    with pytest.raises(SetupError, match=f"Mappen {re.escape(str(project))} kan ikke bruges"):
        prepare(project, "requirements.txt")


def test_no_network_is_said_with_what_to_do(project, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    assert "Der er ingen forbindelse til nettet" in message_of(project)


@pytest.mark.parametrize("status", [403, 407, 503])
def test_a_net_that_bars_the_packages_is_told_from_a_wrong_python(project, monkeypatch, status):
    class Barred(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(status)

        def log_message(self, *_) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Barred) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in {"NO_INDEX": "0", "FIND_LINKS": "", "RETRIES": "0", "INDEX_URL": f"http://127.0.0.1:{server.server_port}/simple"}.items():
            monkeypatch.setenv(f"PIP_{name}", value)
        assert "Spærrer jeres net for dem" in message_of(project)
        server.shutdown()


def test_a_package_that_is_not_the_tested_one_is_refused(project):
    lock = project / "requirements.txt"
    lock.write_text(lock.read_text(encoding="utf-8")[:-65] + "0" * 64 + "\n", encoding="utf-8")
    assert "ikke den, kurset er afprøvet med" in message_of(project)


def test_a_missing_ensurepip_names_the_command_that_helps(project, monkeypatch):
    def without_ensurepip(self, context):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr("venv.EnvBuilder._setup_pip", without_ensurepip)
    monkeypatch.setattr(sys, "platform", "linux")
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in message_of(project)


@pytest.fixture
def mount(project):
    """Mount a disk of the test's own in the project's place, where this machine lets it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("needs root to mount a disk")
    lock = (project / "requirements.txt").read_bytes()

    def mounted(*options: str) -> None:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(project)], capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a disk")
        (project / "requirements.txt").write_bytes(lock)
        for option in options:
            subprocess.run(["mount", "-o", f"remount,{option}", str(project)], check=True)

    yield mounted
    subprocess.run(["umount", "-l", str(project)], capture_output=True, check=False)


def test_a_full_disk_is_said_and_nothing_is_left_half_made(project, mount):
    mount()
    assert "Der er ikke plads på disken" in message_of(project)
    assert not (project / ".venv").exists()


def test_a_folder_that_may_not_be_written_is_said(project, mount):
    mount("ro")
    message = message_of(project)
    assert f"Mappen {project} kan ikke bruges: du må ikke skrive i den." in message and "fx Dokumenter" in message


@pytest.mark.parametrize(
    ("pip_says", "we_say"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "Disken blev fuld"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"),
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:992)')", "dato og ur"),
        ("ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded", "Disken blev fuld"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407", "HTTPS_PROXY"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "ingen forbindelse til nettet"),
        ("ERROR: Could not find a version that satisfies the requirement numpy (from versions: 1.0, 2.0)", "denne Python"),
        ("PermissionError: [WinError 5] Access is denied", "du må skrive i"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_pips_trouble_is_told_in_danish_with_its_log(pip_says, we_say):
    message = explain_pip(f"Collecting numpy\n{pip_says}\n", Path(".venv/install.log"))
    assert we_say in message and "install.log" in message


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_the_supported_pythons_are_let_in(version):
    assert wrong_version(version, "linux") is None


@pytest.mark.parametrize(("platform", "helps"), [("win32", "winget install"), ("darwin", "python.org"), ("linux", "sudo apt install")])
@pytest.mark.parametrize(("version", "state"), [((2, 7), "for gammel"), ((3, 10), "for gammel"), ((3, 15), "nyere, end")])
def test_another_python_is_told_what_to_do(version, state, platform, helps):
    message = wrong_version(version, platform)
    assert state in message and helps in message and "3.11 til 3.14" in message


@pytest.mark.parametrize("entrance", ["__main__.py", "python_version.py", "grading/releasing/package/program/start.py"])
def test_the_entrances_can_be_read_by_pythons_that_are_too_old(entrance):
    source = (ROOT / "course" / entrance).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.JoinedStr, ast.AnnAssign))]


def test_the_readers_own_python_settings_do_not_reach_the_course(tmp_path):
    (tmp_path / "pandas.py").write_text("raise SystemExit('a stranger was imported')", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "LEDELSESRUM_DATA": str(tmp_path / "data")}
    said = subprocess.run([sys.executable, "-m", "course", "log", "where"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "journal.sqlite3" in said.stdout


def test_danish_letters_do_not_stop_an_old_console(tmp_path):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LEDELSESRUM_DATA": str(tmp_path)}
    said = subprocess.run([sys.executable, "-m", "course", "--help"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert said.returncode == 0 and b"Ledelsesrum" in said.stdout


def test_an_unknown_command_is_answered_in_danish(tmp_path):
    said = subprocess.run([sys.executable, "-m", "course", "laes"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.returncode == 2
    assert "Kommandoen blev ikke forstået" in said.stderr and "Traceback" not in said.stderr


def test_progress_is_counted_and_calm():
    written: list[str] = []
    tell = bootstrap.Progress(40, written.append, terminal=False)
    tell("WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'NewConnectionError'\n")
    for number in range(40):
        tell(f"Collecting pakke{number}==1.0\n")
    tell("Installing collected packages: pakke0\n")
    assert written == ["Nettet svarer ikke. Prøver igen.\n", "Henter pakke 20 af ca. 40: pakke19\n", "Henter pakke 40 af ca. 40: pakke39\n", "Lægger pakkerne på plads. Det tager et øjeblik.\n"]


def test_the_start_files_start_the_course():
    windows = (ROOT / "start.cmd").read_bytes()
    assert b"-m course read" in windows and b"pause" in windows and windows.isascii()
    mac = (ROOT / "start.command").read_text(encoding="utf-8")
    assert '"$python" -m course read' in mac
    assert os.access(ROOT / "start.command", os.X_OK)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is POSIX's")
@pytest.mark.parametrize(("have", "taken"), [(["python3", "python3.12"], "python3.12"), (["python3"], "python3"), ([], None)])
def test_the_start_file_takes_a_python_that_the_course_has_been_tried_with(tmp_path, have, taken):
    for name in have:
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} $*\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    done = subprocess.run([shutil.which("sh"), ROOT / "start.command"], cwd=tmp_path, env={"PATH": str(tmp_path)}, input="\n",
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout == f"{taken} -m course read\n" if taken else "Python mangler." in done.stdout
    assert done.returncode == (0 if taken else 1)
