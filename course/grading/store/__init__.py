"""The grading store: who marked what, when and by which rubric. It is never in nbgrader's tables, whose gradebook stays the truth about published points.

With SQLite it is ``grading.db`` in the course root; with PostgreSQL a schema of its own in the course's database, which nbgrader does not look into.
"""
