"""Building the book and serving it live."""

NOTEBOOKS = "notebooks"  # the folder of the reader's own copies, in the data folder
