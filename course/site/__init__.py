"""Building the book and serving it live."""
