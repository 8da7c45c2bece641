"""What a student gets back: how each text was read, one next step, the data tasks, and the points last; as a page and as a Word file."""
