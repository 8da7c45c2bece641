# -*- coding: utf-8 -*-
"""Which Pythons the kit runs on.

This file must also parse on Pythons that are too old, so that they get a message and not a traceback: no f-strings, no
annotations, no imports. It goes along in a student's package.
"""

OLDEST, NEWEST = (3, 11), (3, 14)


def wrong_version(version, platform, again=None):
    """What to say to a Python outside the supported range; None inside it. ``again`` says how to start afterwards."""
    if OLDEST <= version[:2] <= NEWEST:
        return None
    state = "for gammel" if version[:2] < OLDEST else "nyere, end Ledelsesrum er afproevet med".replace("oe", u"\u00f8")
    remedy, start = {
        "win32": (u"Hent Python 3.13 med kommandoen: winget install Python.Python.3.13", "py -3.13 -m course read"),
        "darwin": (u"Hent Python 3.13 p\u00e5 python.org.", "python3.13 -m course read"),
    }.get(platform, (u"Installer Python 3.13, fx med: sudo apt install python3.13 python3.13-venv", "python3.13 -m course read"))
    return u"Denne Python er {0}.{1}. Den er {2}. Ledelsesrum bruger Python 3.11 til 3.14.\n{3}\n{4}".format(
        version[0], version[1], state, remedy, again or "Start derefter med: " + start
    )
