"""What the kit does to a notebook on its way through nbgrader: one class and one file for each step, named in ``nbgrader_config.py``.

When answers are run: KeepOutputs, before nbgrader clears what the student's own run showed, and LimitSize, after the run.
When feedback is made: DropFiles, GetMarks, HideMarkScheme, HideTests, AssembleFeedback, ExplainErrors, ShowOwnOutputs, in this order.
Nothing that a cell printed during the grading run reaches a student, for by then a hidden test may have run, and everything that runs
after it can know it.
"""
