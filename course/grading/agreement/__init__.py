"""Whether graders agree: statistics, and the report of an assignment that was read by two."""
