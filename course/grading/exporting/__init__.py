"""Published points for the systems that need them: CSV as Moodle, Canvas and Brightspace import it, and a full table for a spreadsheet."""
