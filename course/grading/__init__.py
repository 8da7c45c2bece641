"""For instructors: release assignments, collect what comes back, and grade it with nbgrader."""
