"""What a student's package runs: read, check, repair and hand in an assignment's notebook. Grading reads and repairs with it too."""
