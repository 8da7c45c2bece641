"""The whole course to take along: one PDF, one EPUB."""
