"""Making the zip file that a reader gets."""
