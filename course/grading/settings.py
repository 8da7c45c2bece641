"""nbgrader's settings for feedback that is safe to hand out, for any course root: hidden tests stay hidden, and nothing is fetched or run."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from traitlets.config import Config

MARKUP = "course.grading.reading.markup"
STEPS = "course.grading.preprocessors"
TEMPLATES = Path(__file__).parent / "templates"


def safe_feedback(config: Config) -> None:
    """Put the kit's steps and its Danish page into ``config``; nothing of nbgrader is imported for it."""
    config.Autograde.sanitize_preprocessors.prepend([f"{STEPS}.keepoutputs.KeepOutputs"])
    config.Autograde.autograde_preprocessors.insert(1, f"{STEPS}.limitsize.LimitSize")  # right after the run
    config.GenerateFeedback.preprocessors = [
        f"{STEPS}.dropfiles.DropFiles",
        f"{STEPS}.getmarks.GetMarks",
        f"{STEPS}.hidemarkscheme.HideMarkScheme",
        f"{STEPS}.hidetests.HideTests",
        f"{STEPS}.assemblefeedback.AssembleFeedback",
        f"{STEPS}.explainerrors.ExplainErrors",
        f"{STEPS}.showownoutputs.ShowOwnOutputs",
    ]
    config.HTMLExporter.filters = {
        "sanitize": "course.grading.sanitize.sanitize", "as_html": f"{MARKUP}.text_to_html", "as_line": f"{MARKUP}.line_to_html",
        "cell_html": f"{MARKUP}.cell_to_html", "danish_points": "course.grading.feedback.values.danish_points",
        **{name: f"course.grading.feedback.wording.{name}" for name in ("introduction", "facts", "step_lead", "score")},
    }
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(_nbgrader_templates())]
    config.HTMLExporter.exclude_anchor_links = True
    config.HTMLExporter.language_code = "da"


def _nbgrader_templates() -> Path:
    """Where nbgrader's own templates lie, formgrader's too; found without the seconds it takes to import it."""
    return Path(importlib.util.find_spec("nbgrader").submodule_search_locations[0]) / "server_extensions" / "formgrader" / "templates"
