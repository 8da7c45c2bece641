"""What authors use: a skeleton for a new section, and the checks that every page passes."""
