"""Run a class's answers through nbgrader's own steps: side by side, shut in, one student's trouble never another's."""
