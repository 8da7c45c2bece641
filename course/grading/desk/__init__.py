"""The data side of the grading desk: what its page asks for and sends, as models that turn into JSON. No student's name is in any of it."""
