"""The reader's own plan and answers, as files to take along.

``plan.gather(log)`` makes a ``Document`` of what the reader chose, with its figures drawn by ``pictures.picture_of(exercise, item,
answers)``, and ``writing.write(document, form)`` turns it into the bytes of a Word, PDF, Markdown or JSON file.
"""
