# -*- coding: utf-8 -*-
"""The start of a student's package: make the environment beside the notebook, and run what was asked for in it.

Without words it opens the notebook in JupyterLab; ``check``, ``repair`` and ``hand-in`` do that without JupyterLab.
This file must also parse on Pythons that are too old, as ``python_version.py`` must.
"""

import os
import sys

from python_version import wrong_version

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
START = "start.cmd" if os.name == "nt" else "start.command" if sys.platform == "darwin" else "sh start.sh"


def main(arguments):
    """Run the command in ``arguments``, or open JupyterLab; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a letter; that must not stop the start
    message = wrong_version(tuple(sys.version_info), sys.platform, u"Start derefter igen: " + START)
    if message:
        sys.stderr.write(message + u"\n")
        return 1
    from pathlib import Path

    import bootstrap

    folder = Path(FOLDER)
    try:
        python = bootstrap.prepare(folder, "requirements.txt", next(folder.glob("ledelsesrum_elev-*.whl")), START)
    except bootstrap.SetupError as problem:
        sys.stderr.write(u"\n{0}\n".format(problem))
        return 1
    except StopIteration:
        sys.stderr.write(u"\nFilen ledelsesrum_elev-….whl mangler. Pak hele zip-filen ud igen, og start igen.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(u"\nStoppet. Start igen, når du vil; det, der mangler, bliver hentet da.\n")
        return 130
    os.chdir(FOLDER)
    return bootstrap.hand_over([str(python), "-m"] + program(arguments), {})


def program(arguments):
    """The module to run and its arguments: a command of its own, or JupyterLab with the first notebook where none is named."""
    if arguments and not arguments[0].startswith("-") and not arguments[0].endswith(".ipynb"):
        return ["exercises.handin"] + arguments
    named = [word for word in arguments if word.endswith(".ipynb")]
    first = [] if named else sorted(name for name in os.listdir(FOLDER) if name.endswith(".ipynb"))[:1]
    return ["exercises.handin.lab"] + first + arguments


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
