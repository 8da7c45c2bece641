"""nbgrader's settings for this course. Stock nbgrader reads them when it is run from this folder; python3 -m course reads them too.

What is not set here is as nbgrader has it. A course_id of your own is all that another course needs to change.
"""

import os
import sys
from pathlib import Path

PROJECT = str(Path(__file__).resolve().parents[1])
if PROJECT not in sys.path:
    sys.path.append(PROJECT)  # nbgrader finds the kit's steps by name
paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
os.environ["PYTHONPATH"] = os.pathsep.join([PROJECT, *filter(None, (path for path in paths if path != PROJECT))])  # notebooks import exercises

from course.grading.settings import safe_feedback  # noqa: E402

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "ledelsesrum"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".DS_Store", "Thumbs.db", "desktop.ini", "*.whl", "*.zip", ".venv"]
c.CourseDirectory.max_file_size = 20_000  # kB
c.CourseDirectory.max_dir_size = 50_000
c.NbGraderAPI.timezone = c.Exchange.timezone = "Europe/Copenhagen"

# What students get: these two before and after every assignment, and a stub where a solution stood. A stub is code that runs.
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.IncludeHeaderFooter.footer = "source/footer.ipynb"
c.ClearSolutions.code_stub = {"python": "# Skriv din kode her\n..."}
c.ClearSolutions.text_stub = "Skriv dit svar her."

# Running a notebook: an endless loop is stopped, and files beside the notebook are not imported in place of the course's own.
STOPPED = "Din kode stoppede ikke. Den har kørt i 30 sekunder og blev afbrudt. Se efter en løkke, der aldrig bliver færdig."
c.Execute.timeout = 30
c.Execute.interrupt_on_timeout = True
c.Execute.error_on_timeout = {"ename": "CellTimeoutError", "evalue": STOPPED, "traceback": [STOPPED]}
c.Execute.startup_timeout = 120
c.Execute.extra_arguments = ["--InteractiveShellApp.ignore_cwd=True", "--IPKernelApp.log_level=40", "--HistoryManager.hist_file=:memory:"]
c.OverwriteCells.missing_cell_notification = "Cellen {cell_id} manglede i afleveringen og er sat ind igen.\n\n"

# JupyterLab's Validate button and nbgrader validate, as far as their words can be set.
c.Validator.type_changed_warning = (
    "{num_changed} celle(r) har skiftet type. Prøverne kan gå galt, når opgaven bliver rettet, også selv om de går godt nu. "
    "Sæt typen tilbage (Code eller Markdown), eller hent cellen i den udleverede opgave.\n"
)
c.Validator.changed_warning = (
    "{num_changed} celle(r) med prøver er ændret. De bliver sat tilbage, når opgaven bliver rettet, så resultatet her gælder ikke. "
    "Hent cellerne i den udleverede opgave.\n"
)
c.Validator.failed_warning = (
    "{num_failed} prøve(r) er ikke bestået endnu. Afleverer du nu, får du ikke point for dem. Beskeden under hver prøve siger, hvad du kan se efter.\n"
)
c.Validator.width = 240  # a test's message is one line, and a longer one is cut
c.Validator.passed_warning = "{num_passed} prøve(r) er bestået.\n"

safe_feedback(c)
