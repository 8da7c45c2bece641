"""The reader's own calendar file: read, and asked about one week."""
