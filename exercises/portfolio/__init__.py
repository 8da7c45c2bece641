"""The reader's own plan and answers, as files to take along."""
