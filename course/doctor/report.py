"""Run the checks side by side and tell what they found: to the reader, or as JSON for whoever helps. Standard library only."""

from __future__ import annotations

import json
import platform
import sys
import textwrap
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from course import __version__
from course.bootstrap import ROOT
from course.doctor import answers, machine, running, teaching
from course.doctor.findings import AGAIN, COMMAND, WORDS, Finding, State, broken, in_environment, unseen
from course.doctor.privacy import without_names

Check = Callable[[Path], Finding]
CHECKS: dict[str, tuple[str, Check]] = {
    "python": ("Python", machine.python), "environment": ("Kursets eget Python", machine.environment), "packages": ("Pakker", machine.packages),
    "disk": ("Plads på disken", machine.disk), "rights": ("Rettigheder", machine.rights), "data": ("Datamappe", answers.data), "log": ("Svar", answers.log),
    "book": ("Bog", running.book), "port": ("Port", running.port), "kernel": ("Øvelser", running.kernel), "browser": ("PDF", running.browser),
    "nbgrader": ("nbgrader", teaching.nbgrader), "marks": ("Bedømmelser", teaching.marks), "sandbox": ("Sandkasse", teaching.sandbox),
}
FIRST = ("kernel", "sandbox")  # the slow ones, which wait more than they work


@dataclass(frozen=True)
class Checked:
    """A finding with its place in the report, and how long it took, in seconds."""

    name: str
    title: str
    finding: Finding
    seconds: float


def examine(as_json: bool, root: Path = ROOT, say: Callable[[str], object] = print) -> int:
    """Look at everything and tell it; gives 1 where something that the course needs is broken, else 0."""
    if as_json:
        checked = list(check_all(root))
        say(json.dumps(for_support(checked), ensure_ascii=False, indent=2))
    else:
        say("Ser efter, om alt er, som det skal være. Det tager nogle sekunder.\n")
        checked = [_told(one, say) for one in check_all(root)]
        say(f"\n{summary(checked)}")
        say(f"Vil du have hjælp af andre, så send dem det, der kommer frem med: {COMMAND} doctor --json\nDet indeholder hverken navne eller svar.")
    return 1 if any(one.finding.state is State.BROKEN for one in checked) else 0


def check_all(root: Path) -> Iterator[Checked]:
    """Every check in the order of the report; what one of them does to itself stops no other."""
    warnings.simplefilter("ignore")  # packages warn of what no reader can do anything about
    with ThreadPoolExecutor(3 if in_environment() else 1) as pool:  # see _look: where all lack the same packages, one at a time
        order = sorted(CHECKS, key=lambda name: name not in FIRST)
        begun: dict[str, Future[Checked]] = {name: pool.submit(_check, name, root) for name in order}
        for name in CHECKS:
            yield begun[name].result()


def _check(name: str, root: Path) -> Checked:
    title, check = CHECKS[name]
    began = time.monotonic()
    try:
        finding = _look(check, root)
    except ImportError as error:
        finding = _of_import(error)
    except (Exception, SystemExit) as error:  # whatever is broken, the other checks are to be heard
        finding = broken(f"Det kunne ikke undersøges: {type(error).__name__}: {str(error)[:300]}", AGAIN)
    return Checked(name, title, finding, round(time.monotonic() - began, 1))


def _look(check: Callable[[Path], Finding], root: Path) -> Finding:
    """What a check finds; looked for again where an import fails, since two threads that import the same broken module may each see half of it."""
    try:
        return check(root)
    except ImportError:
        return check(root)


def _of_import(error: ImportError) -> Finding:
    missing = (error.name or str(error)).partition(".")[0]
    if missing in ("course", "exercises"):
        return broken(f"En af kursets egne filer kan ikke læses: {error}.", "Pak kursets zip-fil ud igen.")
    return unseen(missing if in_environment() else "")


def _told(checked: Checked, say: Callable[[str], object]) -> Checked:
    finding = checked.finding
    head = f"  {WORDS[finding.state]:<12}{checked.title:<21}"
    say(textwrap.fill(finding.text, 110, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False, break_on_hyphens=False))
    if finding.remedy:
        say(" " * len(head) + f"→ {finding.remedy}")  # on one line, so that a command can be copied
    return checked


def summary(checked: list[Checked]) -> str:
    """How it stands in all, in one sentence."""
    wrong = [one.title for one in checked if one.finding.state is State.BROKEN]
    notes = [one.title for one in checked if one.finding.state is State.NOTE]
    worth = f" Værd at vide: {', '.join(notes)}." if notes else ""
    if not wrong:
        return f"Alt, hvad kurset har brug for, er i orden.{worth}"
    return f"{'Én ting' if len(wrong) == 1 else f'{len(wrong)} ting'} skal rettes: {', '.join(wrong)}.{worth}"


def for_support(checked: list[Checked]) -> dict:
    """What may be sent to others: no names, no answers, and no path that tells whose machine it is."""
    clean = without_names(ROOT)
    rows = []
    for one in checked:
        finding = replace(one.finding, text=clean(one.finding.text), remedy=clean(one.finding.remedy))
        rows.append({"check": one.name, "state": finding.state.value, "text": finding.text, "remedy": finding.remedy, "seconds": one.seconds})
    return {
        "course": __version__, "summary": summary(checked), "broken": [one.name for one in checked if one.finding.state is State.BROKEN],
        "python": platform.python_version(), "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "encoding": sys.getfilesystemencoding(), "checks": rows,
    }
