"""Who may speak to the desk, and what its page may do: a login by token, this machine only, no other origin, and a strict content policy.

The handlers, the login, the check of the Host (against DNS rebinding), of the Origin and of the XSRF token are Jupyter Server's own. Its ServerApp
is not used: cut down to no services it still serves the files under its root, and hand-ins lie there under their students' names. Here only what
``application`` is given is there.
"""

from __future__ import annotations

import secrets

from jupyter_server.auth import IdentityProvider
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import Application, HTTPError, StaticFileHandler

HOME = "/desk/"
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types ledelsesrum-parse",
))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COOKIE = {"samesite": "Strict", "expires_days": None}  # gone with the browser
PROBLEMS = {
    403: ("Her er der ikke adgang", "Åbn adressen fra programmets vindue. Den slutter med et tegn, som kun du har: Kopiér hele linjen."),
    404: ("Siden findes ikke", "Gå til rettebordet, og find teksten derfra."),
}
OTHER = ("Det gik ikke", "Prøv igen. Bliver det ved, så luk programmet, og start det igen. Det, der er gemt, er gemt.")


def application(token: str, routes: list[tuple]) -> Application:
    """The desk's web application: the routes, each behind the login that ``token`` gives, and nothing else."""
    return Application(
        [("/start", StartHandler), ("/(?:desk)?", HomeHandler), *routes],
        default_handler_class=NowhereHandler,
        base_url="/",
        headers=HEADERS,
        identity_provider=IdentityProvider(token=token, cookie_options={"path": HOME, **COOKIE}),
        allow_remote_access=False,
        local_hostnames=["localhost"],
        allow_unauthenticated_access=False,
        cookie_secret=secrets.token_bytes(32),
        xsrf_cookies=True,
        xsrf_cookie_kwargs=COOKIE,
        log_function=lambda handler: None,  # addresses are nobody's business; what fails is logged where it fails
    )


class PageHandler(JupyterHandler):
    """Base of what is not data: what goes wrong is told on a page in Danish."""

    def get_login_url(self) -> str:
        raise HTTPError(403)  # there is no page to log in on

    def write_error(self, status_code: int, **_) -> None:
        title, remedy = PROBLEMS.get(status_code, OTHER)
        self.finish(
            f'<!DOCTYPE html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
            f'<link rel="stylesheet" href="/desk/static/tokens.css"><main><h1>{title}</h1><p>{remedy}</p></main></html>'
        )


class StartHandler(PageHandler):
    """The printed address: whoever has its token is logged in and sees the desk."""

    @allow_unauthenticated
    def get(self) -> None:
        if not self.current_user:
            raise HTTPError(403)
        self.xsrf_token  # noqa: B018  reading it sets the cookie that every later write must answer with
        self.redirect(HOME)


class HomeHandler(PageHandler):
    """The way to the desk."""

    @allow_unauthenticated
    def get(self) -> None:
        self.redirect(HOME)


class NowhereHandler(PageHandler):
    """Every other address."""

    async def prepare(self) -> None:
        await super().prepare()
        raise HTTPError(404)


class ShellHandler(PageHandler, StaticFileHandler):
    """The desk's page: no data in it, but of no use to who is not logged in."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-cache")


class PublicHandler(ShellHandler):
    """A style sheet or a script of the page."""

    @allow_unauthenticated
    def head(self, path: str):
        return super().head(path)

    @allow_unauthenticated
    def get(self, path: str, include_body: bool = True):
        return super().get(path, include_body)
