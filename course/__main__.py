# -*- coding: utf-8 -*-
"""``python3 -m course``: needs Python and nothing else. Makes ``.venv``, installs the lock, hands over to ``cli.py``.

This file must also parse on Pythons that are too old to run the course, so that they get a message and not a traceback:
no f-strings, no annotations, no imports of the kit's other modules before the version has been looked at.
"""

import sys

from course.python_version import wrong_version


def main():
    """Hand over to the course in its own environment, making that first where it is missing or out of date."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a letter; that must not stop the course
    message = wrong_version(tuple(sys.version_info), sys.platform)
    if message:
        sys.stderr.write(message + u"\n")
        return 1
    if sys.argv[1:2] == ["doctor"]:  # which is for when the rest will not start
        from course.doctor import start

        return start.run(sys.argv[2:])
    from course import bootstrap

    return bootstrap.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
