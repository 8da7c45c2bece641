"""What the kit's steps have in common."""

from __future__ import annotations

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool


class Step(Preprocessor):
    """One change to a notebook, at work where it is named."""

    enabled = Bool(True, help="Whether to use this step").tag(config=True)
