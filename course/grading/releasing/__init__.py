"""From an assignment's source to the students' package: made by nbgrader, looked through for answers that would slip out, and packed."""
