"""``course test``: fetch what the tests need of the machine, find a browser, run pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from exercises.danish_cli import tell
from exercises.portfolio.browser import find_browser

ROOT = Path(__file__).parents[1]
NO_TEST = 5  # pytest's exit code where the arguments choose none
DEBIAN_PACKAGES = ROOT / "tests" / "debian-packages.txt"


def run(everything: bool, arguments: list[str]) -> int:
    """Run the suite; ``everything`` takes the long tests along, and then what wants the machine to itself. Gives pytest's exit code, the worst where it ran twice."""
    install_debian_packages()
    browser = find_browser()
    environment = os.environ | ({"LEDELSESRUM_CHROME": str(browser)} if browser else {})
    if not browser:
        tell("Ingen Chrome, Edge eller Chromium fundet: prøverne i browseren bliver sprunget over.")
    pytest = [sys.executable, "-m", "pytest", "-ra"]
    together = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # a file's tests share what they start, and few long tests are not left for the end
    runs = [[*together, "-m", "not alone and not benchmark"], ["-m", "alone or benchmark"]] if everything else [[*together, "-m", "not full and not benchmark"]]
    codes = [subprocess.run([*pytest, *chosen, *arguments], cwd=ROOT, env=environment, check=False).returncode for chosen in runs]
    return max((code for code in codes if code != NO_TEST), default=NO_TEST)


def debian_packages() -> list[str]:
    """The names in ``tests/debian-packages.txt``; lines starting with # are comments."""
    lines = DEBIAN_PACKAGES.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def install_debian_packages() -> None:
    """As root on Debian, install what is missing of the list, and say so."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    missing = [name for name in debian_packages() if not _is_installed(name)]
    if not missing:
        return
    tell(f"Installerer med apt, til prøverne: {', '.join(missing)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], env=environment, check=True, stdout=subprocess.DEVNULL)


def _is_installed(name: str) -> bool:
    shown = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False)
    return shown.stdout.endswith("ok installed")
