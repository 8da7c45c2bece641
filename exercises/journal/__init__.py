"""The reflection exercises, and the log of what a reader answers."""
