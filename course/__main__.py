# -*- coding: utf-8 -*-
"""``python3 -m course``: needs Python and nothing else. Makes ``.venv``, installs the lock, hands over to ``cli.py``.

This file must also parse on Pythons that are too old to run the course, so that they get a message and not a traceback:
no f-strings, no annotations, no imports of the kit's own modules before the version has been looked at.
"""

import os
import sys

OLDEST, NEWEST = (3, 11), (3, 14)


def wrong_version(version, platform):
    """What to say to a Python outside the supported range; None inside it."""
    if OLDEST <= version[:2] <= NEWEST:
        return None
    state = "for gammel" if version[:2] < OLDEST else "nyere, end Ledelsesrum er afproevet med".replace("oe", u"\u00f8")
    remedy = {
        "win32": u"Hent Python 3.13 med kommandoen: winget install Python.Python.3.13\nStart derefter med: py -3.13 -m course read",
        "darwin": u"Hent Python 3.13 p\u00e5 python.org. Start derefter med: python3.13 -m course read",
    }.get(platform, u"Installer Python 3.13, fx med: sudo apt install python3.13 python3.13-venv\nStart derefter med: python3.13 -m course read")
    return u"Denne Python er {0}.{1}. Den er {2}. Ledelsesrum bruger Python 3.11 til 3.14.\n{3}".format(version[0], version[1], state, remedy)


def main():
    """Hand over to the course in its own environment, making that first where it is missing or out of date."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a letter; that must not stop the course
    message = wrong_version(tuple(sys.version_info), sys.platform)
    if message:
        sys.stderr.write(message + u"\n")
        return 1
    from course import bootstrap

    return bootstrap.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
