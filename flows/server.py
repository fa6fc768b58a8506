"""Have a Prefect server of our own for a block, which obeys nobody else."""

from __future__ import annotations

import base64
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from flows.door import keep
from flows.settings import Settings, prefect_server
from transforms.errors import ExpectedError

LONGEST_START = 180.0
"""Seconds a Prefect server gets to answer."""


class NoServer(ExpectedError):
    """Prefect's server did not start; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a Prefect server answers, and to whom."""

    address: str
    password: str
    """As Prefect wants it, `name:secret`; new with every start."""


@contextmanager
def server(settings: Settings, *, pages: bool = False) -> Iterator[Server]:
    """Run a Prefect server on a free port of this machine; this process and its children use it.

    `pages` are for people, and come with the services of a schedule. Raises NoServer.

    The port is taken here and handed over: nobody else can answer in the server's place.
    """
    log = settings.prefect_home / "server.log"
    # asyncio sends small answers at once only where the protocol is named
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        address = "http://127.0.0.1:{1}".format(*listening.getsockname())
        own = Server(address, f"onrecord:{secrets.token_urlsafe(32)}")
        process = get_context("spawn").Process(
            target=keep, args=(listening, own.address, own.password, log, pages), daemon=True
        )
        process.start()
    try:
        with prefect_server(f"{own.address}/api", own.password):
            import_module("flows.ingest")  # both take seconds: at once they take fewer
            _await(own, process, log)
            yield own
    finally:
        process.terminate()
        process.join(30)
        process.kill()


def _await(own: Server, process: BaseProcess, log: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.is_alive():
        if _answers(own):
            return
        time.sleep(0.2)
    raise NoServer(
        f"Prefect's server did not start within {LONGEST_START:.0f} s; its log is {log}."
    )


def _answers(own: Server) -> bool:
    """Ask without a proxy, whatever the environment says: it would hear the password."""
    connection = HTTPConnection(own.address.removeprefix("http://"), timeout=5)
    key = base64.b64encode(own.password.encode()).decode()
    try:
        connection.request("GET", "/api/health", headers={"Authorization": f"Basic {key}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
