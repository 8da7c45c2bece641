"""The content security policies: of the book's pages, and of JupyterLab.

Everything comes from the page's own origin. The exceptions, each with its reason:

- ``script-src blob:``  anywidget imports a widget's module, sent by the reader's own kernel, from a blob address.
- ``style-src 'unsafe-inline'``  ipywidgets and Lumino set styles in the page, and figures (SVG) carry theirs.
- ``img-src data:``  outputs of notebooks (PNG) are data addresses.
- ``connect-src ws:`` to this very host and port: kernels speak over a WebSocket, which older Safari does not count as 'self'.

No page of the book has inline scripts; ``tests/course/site`` holds that. JupyterLab has one, and compiles the schemas of
its settings; but it too can speak to nobody else, whatever the outputs in a notebook say.
"""

from __future__ import annotations

import re

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
LAB_POLICY = {
    "default-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self' data: blob:{socket}",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def book_policy(host: str) -> str:
    """The header's value for a page of the book that was asked for at ``host`` (name and port)."""
    return _header(POLICY, host)


def lab_policy(host: str) -> str:
    """The header's value for JupyterLab, and for all else that is no page of the book."""
    return _header(LAB_POLICY, host)


def _header(policy: dict[str, str], host: str) -> str:
    socket = f" ws://{host}" if re.fullmatch(r"[\w.\-\[\]:]+", host) else ""
    return "; ".join(f"{name} {sources.format(socket=socket)}" for name, sources in policy.items())
