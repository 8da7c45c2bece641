"""Who is in the class: its list as an LMS gives it, the students in nbgrader's gradebook, and the pseudonyms that graders know them by."""
