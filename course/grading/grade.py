"""``course grade``: collect what was handed in, and grade it."""

from __future__ import annotations

from course.danish import DanishTyper

app = DanishTyper(help="For undervisere: saml ind, ret og giv svar.")
