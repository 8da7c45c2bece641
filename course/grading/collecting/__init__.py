"""Collecting, step by step: what was handed in, by whom, kept as it came, read, and the newest chosen."""
