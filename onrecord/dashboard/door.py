"""Stand before the dashboard: who may come in, and what a browser may do with what it gets.

Streamlit lets pages of any port of this machine open its websocket, and asks nobody for anything.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"  # noqa: S105 - the name of the parameter
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Onrecord</title>
<meta name="viewport" content="width=device-width">
<style>body {{ font: 1.1rem/1.5 Georgia, serif; max-width: 34rem; margin: 18vh auto; \
padding: 0 1.5rem; color: #222; background: #fff }} h1 {{ font-size: 1.5rem }} \
@media (prefers-color-scheme: dark) {{ body {{ color: #ddd; background: #181818 }} }}</style>
<h1>{heading}</h1><p>{sentence}</p></html>
"""


class Refusal(NamedTuple):
    """Why somebody may not come in: what a browser is told."""

    status: int
    heading: str
    sentence: str


NO_TOKEN = Refusal(
    401,
    "This dashboard opens with its link",
    "Use the link that <code>onrecord dashboard</code> printed when it was started: it ends in "
    "<code>?token=…</code>. Once it has been opened, this browser is known until it is closed.",
)
FOREIGN_HOST = Refusal(
    403,
    "This is not the dashboard's address",
    "It answers to 127.0.0.1 and localhost only. For other machines, start it with "
    "<code>onrecord dashboard --host</code>.",
)
FOREIGN_ORIGIN = Refusal(
    403,
    "Another page may not use the dashboard",
    "Open the dashboard by itself, in a window of its own.",
)


class Door:
    """Lets in what names this dashboard, comes from its own page and, if asked for, has the token.

    `hosts` are the names that a request may call this machine by; None where a token is asked
    for, since a page that has made its own name point here has no cookie. Nothing is behind
    another door: pages, files, downloads, health and websocket all pass this one.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str | None,
        hosts: frozenset[str] | None,
        headers: Mapping[str, str],
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or have it answered."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message.setdefault("headers", [])
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        asked = HTTPConnection(scope)
        answer = self._answer(asked)
        await (answer or self._app)(scope, receive, guarded)

    def _answer(self, asked: HTTPConnection) -> Response | None:
        """Give what somebody gets who is not let in yet."""
        name, port = _host(asked)
        if not name or (self._hosts is not None and name not in self._hosts):
            return _refused(FOREIGN_HOST)
        if not _is_own_page(asked):
            return _refused(FOREIGN_ORIGIN)
        if self._token is None:
            return None
        cookie = f"onrecord-{port or 'dashboard'}"  # browsers send it to every other port, too
        shown = asked.query_params.get(TOKEN)
        if shown is None and _is_equal(asked.cookies.get(cookie, ""), self._pass):
            return None
        if _is_equal(shown or "", self._token) and asked.scope.get("method") == "GET":
            return self._welcome(asked, cookie)
        return _refused(NO_TOKEN)

    def _welcome(self, asked: HTTPConnection, cookie: str) -> Response:
        """Remember the browser, and take the token out of its address bar and history."""
        rest = [pair for pair in asked.query_params.multi_items() if pair[0] != TOKEN]
        answer = RedirectResponse(f"/?{urlencode(rest)}" if rest else "/", status_code=303)
        is_encrypted = asked.scope["scheme"] == "https"
        answer.set_cookie(cookie, self._pass, httponly=True, samesite="strict", secure=is_encrypted)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @property
    def _pass(self) -> str:
        """What the cookie holds: worth as much as the token, here, but it is not the token."""
        return hmac.new((self._token or "").encode(), b"onrecord dashboard", sha256).hexdigest()


def _host(asked: HTTPConnection) -> tuple[str | None, int | None]:
    """Read the name and port that the request calls this machine by; no name if it has none."""
    try:
        said = urlsplit(f"//{asked.headers.get('host', '')}")
        return said.hostname, said.port
    except ValueError:
        return None, None


def _is_own_page(asked: HTTPConnection) -> bool:
    """Whether the request comes from the dashboard's own page: scheme, host and port.

    Browsers name the origin of every websocket, so that one without is none of theirs.
    """
    origins = asked.headers.getlist("origin")
    scheme = str(asked.scope["scheme"]).replace("ws", "http")
    own = f"{scheme}://{asked.headers.get('host', '')}".lower()
    if not origins:
        return bool(asked.scope["type"] == "http")
    return [origin.lower() for origin in origins] == [own]


def _is_equal(one: str, other: str) -> bool:
    """Compare without telling by the time it takes how much is right."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())


def _refused(why: Refusal) -> Response:
    page = PAGE.format(heading=why.heading, sentence=why.sentence)
    return HTMLResponse(page, why.status, headers={"Cache-Control": "no-store"})
