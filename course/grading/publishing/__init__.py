"""From marks to points in nbgrader's gradebook: planned, compared with what stands there, and written only where nobody has changed it meanwhile."""
