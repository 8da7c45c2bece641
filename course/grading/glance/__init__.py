"""The course at a glance: how far an assignment is, what it took, and how the levels fall."""
