"""Marking by more than one: who is read twice, how far two readings are from each other, and what counts in the end."""
