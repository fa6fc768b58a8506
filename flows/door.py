"""Run a Prefect server behind a door: who does not have the password gets nothing from its API.

Prefect checks a password, but answers every origin and host, and some addresses without one.
"""

from __future__ import annotations

import base64
import hmac
import os
import signal
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from types import FrameType
from typing import Any

from flows.apart import attend
from flows.settings import be_prefect_server

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOCKED = ("/api", "/docs", "/openapi.json", "/redoc")
"""What needs the password. The rest are the files of Prefect's pages, which hold no data: they
ask for the password before they can show any."""


class Door:
    """Let through to Prefect's server only what is addressed to it, by itself or by its pages.

    Websockets carry no password in their first request: Prefect asks for it in their first
    message.
    """

    def __init__(self, app: App, address: str, password: str) -> None:
        self._app = app
        self._host = address.removeprefix("http://").encode()
        self._origin = address.encode()
        self._key = b"Basic " + base64.b64encode(password.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request or refuse it."""
        refusal = None if scope["type"] == "lifespan" else self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            status, sentence = refusal
            headers = [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(sentence)).encode()),
            ]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": sentence.encode()})
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Say with which status and words a request is refused; None if it may pass."""
        if _values(scope, b"host") != [self._host]:
            return 421, "This server answers to its own address only.\n"
        if any(origin != self._origin for origin in _values(scope, b"origin")):
            return 403, "This server answers its own pages only.\n"
        if scope["type"] != "http" or _is_page(scope):
            return None
        keys = _values(scope, b"authorization")
        if len(keys) != 1 or not hmac.compare_digest(keys[0], self._key):
            return 401, "The password is missing or wrong.\n"
        return None


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]


def _is_page(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(LOCKED)


def keep(listening: socket.socket, address: str, password: str, log: Path, pages: bool) -> None:
    """Be a Prefect server on a socket that listens, until the parent of this process ends.

    What the server writes, and what it prints to `log`, is for the owner only.
    """
    attend()
    os.umask(0o077)
    with log.open("ab") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    be_prefect_server(f"{address}/api", password, pages)
    import uvicorn
    from prefect.server.api.server import create_app

    class Server(uvicorn.Server):
        """A server that leaves Ctrl-C to its parent: the run still has to tell how it ended."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if sig != signal.SIGINT:
                super().handle_exit(sig, frame)

    door = Door(create_app(ephemeral=not pages, final=True), address, password)
    config = uvicorn.Config(door, log_level="warning", access_log=False, lifespan="on")
    Server(config).run(sockets=[listening])
