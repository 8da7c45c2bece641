"""What is pointed out to the instructor in a student's code, and what is not."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.grading.runner.noticing import notice


@pytest.mark.parametrize("code", [
    "import pandas as pd\npd.options.display.max_rows = 5", "df = load('x')\ndf.columns = ['a']\ndf.index.name = 'b'",
    "import matplotlib.pyplot as plt\nplt.figure()",
])
def test_ordinary_code_is_left_in_peace(code):
    assert notice(new_notebook(cells=[new_code_cell(code)]), None) == []


@pytest.mark.parametrize("code, name", [
    ("import hashlib as h\nh.pbkdf2_hmac = print", "pbkdf2_hmac"), ("pd.DataFrame.equals = print", "equals"),
   
    ("import exercises.datasets\nexercises.datasets.load = 1", "load"),
])
def test_what_is_put_in_the_place_of_a_modules_own_is_pointed_out(code, name):
    assert f"Celle 1 bruger {name}." in notice(new_notebook(cells=[new_code_cell(code)]), None)[0]
