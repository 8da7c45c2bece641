"""Ledelsesrum: the exercises, and what the notebooks import."""
