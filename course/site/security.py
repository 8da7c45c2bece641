"""The content security policy of the book's pages; JupyterLab's, and that of all else, stands in ``exercises.jupyterlab``.

Everything comes from the page's own origin. The exceptions, each with its reason:

- ``script-src blob:``  anywidget imports a widget's module, sent by the reader's own kernel, from a blob address.
- ``style-src 'unsafe-inline'``  ipywidgets and Lumino set styles in the page, and figures (SVG) carry theirs.
- ``img-src data:``  outputs of notebooks (PNG) are data addresses.
- ``connect-src ws:`` to this very host and port: kernels speak over a WebSocket, which older Safari does not count as 'self'.

No page of the book has inline scripts; ``tests/course/site`` holds that.
"""

from __future__ import annotations

from exercises.jupyterlab import policy

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'{socket}",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def book_policy(host: str) -> str:
    """The header's value for a page of the book that was asked for at ``host`` (name and port)."""
    return policy(POLICY, host)
