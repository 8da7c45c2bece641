"""The files of a widget are joined into one module, where no two may name their own things the same."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from exercises.figure import LiveFigure
from exercises.journal.gathering import GatheredWidget
from exercises.journal.widget import ReflectionWidget
from exercises.portfolio.page import PlanWidget
from exercises.tasks.fields import AnswerForm

DECLARED = re.compile(r"(?m)^(?:async )?(?:const|let|function|class) (?:\{[^}]*\}|(\w+))")


@pytest.mark.parametrize("widget", [LiveFigure, GatheredWidget, ReflectionWidget, PlanWidget, AnswerForm])
def test_no_two_files_of_a_widget_declare_the_same_name(widget):
    names = Counter(DECLARED.findall(str(widget._esm)))
    assert len(names) > 5 and [name for name, count in names.items() if count > 1] == []
