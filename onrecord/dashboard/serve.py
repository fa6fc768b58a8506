"""Start the dashboard: on this machine, or for others who have its link."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from transforms.errors import UsageError

if TYPE_CHECKING:
    from streamlit import App

HERE = Path(__file__).parent
SCRIPT = HERE / "app.py"
ADDRESS = "127.0.0.1"
PORT = 8501
GRACE = 3.0
"""Seconds that open pages get to say goodbye when the dashboard is stopped."""
FAR = ("192.0.2.1", 9)  # nobody's (RFC 5737): which of our addresses would speak to others
OPTIONS: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,  # the browser is opened here, with the link
    "server.showEmailPrompt": False,
    "theme.base": str(HERE / "theme.toml"),
}


class PortTaken(UsageError):
    """Something else listens on the port that was asked for."""


class NoAddress(UsageError):
    """The address that was asked for is none of this machine's."""


class Place(NamedTuple):
    """Where the dashboard listens, under which names, and who may come in."""

    address: str
    port: int
    names: frozenset[str] | None
    """What requests may call it; None for any name, where a token is asked for."""
    token: str | None

    def link(self, host: str) -> str:
        """Give what a person opens."""
        named = f"[{host}]" if ":" in host else host
        query = f"?{urlencode({'token': self.token})}" if self.token else ""
        return f"http://{named}:{self.port}/{query}"


def serve(
    warehouse: Path,
    port: int | None,
    open_browser: bool,
    host: str = ADDRESS,
    token: str | None = None,
) -> None:
    """Serve the dashboard of a published file until it is stopped.

    It asks nothing of any other machine. Without a port it takes 8501 or, if that is taken, any
    free one. Anywhere but on the loopback address, or where a `token` is given, nobody comes in
    without it; where none is given a new one is made. The file need not be there yet.
    Raises PortTaken and NoAddress.
    """
    place = _place(host, port, token)
    shown = _outside(place.address)
    sys.stdout.write(f"Onrecord is at {place.link(shown)} (Ctrl+C stops it).\n")
    if place.token and place.names is None:
        sys.stdout.write("Whoever has this link can read everything: pass it on with care.\n")
    sys.stdout.flush()
    os.environ.setdefault("DO_NOT_TRACK", "1")
    app = _app(place, place.link(_inside(place.address)) if open_browser else None)
    sys.argv = [str(SCRIPT), str(warehouse.absolute())]  # what Streamlit hands to the script
    app.run(config=OPTIONS | {"server.address": place.address, "server.port": place.port})


def _place(host: str, port: int | None, token: str | None) -> Place:
    address = _address(host)
    is_open = not ip_address(address).is_loopback
    token = token or (token_urlsafe(32) if is_open else None)
    names = None if token else frozenset({host.lower(), address, "localhost"})
    return Place(address, _free_port(address, port), names, token)


def _app(place: Place, link: str | None) -> App:
    """Put the door before Streamlit's server; open the link once it listens."""
    import streamlit as st  # takes a second: only once it is needed
    from starlette.middleware import Middleware
    from streamlit import cli_util, file_util

    from onrecord.dashboard.door import Door
    from onrecord.dashboard.policy import headers

    @asynccontextmanager
    async def listening(_: App) -> AsyncIterator[None]:
        if link:
            cli_util.open_browser(link)
        _end_in_time()
        yield

    page = Path(file_util.get_static_dir()) / "index.html"
    rules = headers([page], [HERE / "behaviour.js"])
    door = Middleware(Door, token=place.token, hosts=place.names, headers=rules)
    return st.App(SCRIPT, middleware=[door], lifespan=listening)


def _end_in_time() -> None:
    """Leave when asked to, after `GRACE` seconds at most: uvicorn waits for each open connection.

    A page whose machine sleeps, or a request that is never finished, would hold it for good.
    """
    for asked in (signal.SIGINT, signal.SIGTERM):
        ordinary = signal.getsignal(asked)

        def leave(number: int, frame: FrameType | None, ordinary: Any = ordinary) -> None:
            last = threading.Timer(GRACE, os._exit, (128 + number,))
            last.daemon = True
            last.start()
            ordinary(number, frame)

        signal.signal(asked, leave)


def _address(host: str) -> str:
    """Find the address of a name. Raises NoAddress."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        found = []
    known = sorted({str(one[4][0]) for one in found}, key=lambda one: (":" in one, one))
    if not known:
        raise NoAddress(
            f"{host!r} is no address: give one of this machine, 0.0.0.0 for all of them, or leave "
            "--host out for this machine alone."
        )
    return known[0]


def _free_port(address: str, port: int | None) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for candidate in [port] if port else [PORT, 0]:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, candidate))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                raise _unusable(address, candidate, error) from error
            return int(probe.getsockname()[1])
    raise PortTaken(
        f"Port {port} of {address} is taken: stop what listens there, or choose another."
    )


def _unusable(address: str, port: int, error: OSError) -> UsageError:
    if error.errno == errno.EADDRNOTAVAIL:
        return NoAddress(
            f"{address} is none of this machine's addresses: leave --host out for this machine "
            "alone, or give 0.0.0.0 for all of them."
        )
    return PortTaken(f"Port {port} of {address} cannot be used ({error.strerror}): choose another.")


def _inside(address: str) -> str:
    """Give the address that a browser on this machine opens."""
    return {"0.0.0.0": ADDRESS, "::": "::1"}.get(address, address)  # noqa: S104


def _outside(address: str) -> str:
    """Give the address that a browser on another machine opens: no packet is sent to find it."""
    if not ip_address(address).is_unspecified:
        return address
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(FAR)
        except OSError:  # no network: only this machine is there
            return socket.gethostname()
        return str(probe.getsockname()[0])
