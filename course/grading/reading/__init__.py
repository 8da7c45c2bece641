"""Reading what was handed in, for people: the question, the answer as safe HTML without names, and aids. No kernel, no nbgrader, nothing is run."""
