"""A Prefect server of ours obeys its own pages and whoever has its password, and nobody else."""

from __future__ import annotations

import re
import socket
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.sync.client import ClientConnection, connect

from flows.server import Server, server
from flows.settings import load, prepare_prefect

UNKNOWN = "00000000-0000-4000-8000-000000000000"
FOREIGN_ORIGINS = ("http://evil.example", "http://127.0.0.1:1", "http://localhost", "null")
FOREIGN_HOSTS = ("evil.example", "evil.example:{port}", "localhost:{port}", "127.0.0.1", "[::1]")


@pytest.fixture(scope="module", autouse=True)
def _with_shared_workers() -> None:
    """Start none: nothing is analysed here."""


OF_A_RUN = pytest.param(False, id="of a run", marks=pytest.mark.prove)


@pytest.fixture(scope="module", params=[pytest.param(True, id="of a schedule"), OF_A_RUN])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Run the server as `onrecord serve` and `onrecord run` do."""
    settings = load(data=tmp_path_factory.mktemp("door") / "data")
    prepare_prefect(settings)
    with server(settings, pages=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def client(own: Server) -> Iterator[httpx.Client]:
    """Call the server; without more, as one who has no password."""
    with httpx.Client(base_url=own.address, trust_env=False, timeout=30) as calling:
        yield calling


def key(password: str) -> dict[str, str]:
    """Give the header that carries a password."""
    return {"Authorization": f"Basic {b64encode(password.encode()).decode()}"}


@pytest.fixture(scope="module")
def calls(own: Server, client: httpx.Client) -> list[tuple[str, str]]:
    """List every call of the API, as method and path, from the server's own description."""
    described = client.get("/api/openapi.json", headers=key(own.password)).json()
    found = [
        (method.upper(), "/api" + re.sub(r"\{[^}]*\}", UNKNOWN, path))
        for path, methods in described["paths"].items()
        for method in methods
    ]
    return [*found, ("GET", "/api/docs"), ("GET", "/api/redoc"), ("GET", "/api/openapi.json")]


def refused(answer: httpx.Response, status: int) -> bool:
    """Tell whether an answer is a refusal that no foreign page could even read."""
    return answer.status_code == status and "access-control-allow-origin" not in answer.headers


def test_who_has_the_password_is_answered(
    own: Server, client: httpx.Client, calls: list[tuple[str, str]]
) -> None:
    """The door opens: reading calls succeed with the password, and from the server's own pages."""
    assert len(calls) > 150
    headers = key(own.password)
    for more in ({}, {"Origin": own.address}):
        answer = client.post("/api/flow_runs/filter", json={}, headers=headers | more)
        assert (answer.status_code, answer.json()) == (200, [])
    assert client.get("/api/health", headers=headers).status_code == 200


def test_each_call_without_the_password_is_refused(
    own: Server, client: httpx.Client, calls: list[tuple[str, str]]
) -> None:
    """No call of the API is answered without the right password, not even whether it is well."""
    wrong = ({}, key("onrecord:guess"), key("onrecord:"), {"Authorization": own.password})
    for method, path in calls:
        for headers in wrong:
            assert refused(client.request(method, path, headers=headers), 401), (method, path)


def test_each_call_from_a_foreign_page_is_refused(
    own: Server, client: httpx.Client, calls: list[tuple[str, str]]
) -> None:
    """A page of another origin gets nothing, though the browser knew the password."""
    for origin in FOREIGN_ORIGINS:
        for method, path in calls:
            headers = {"Origin": origin} | key(own.password)
            assert refused(client.request(method, path, headers=headers), 403), (method, path)
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        assert refused(client.options("/api/flow_runs/filter", headers=headers), 403)


def test_each_call_to_a_foreign_host_is_refused(
    own: Server, client: httpx.Client, calls: list[tuple[str, str]]
) -> None:
    """A name that somebody lets point to this machine opens nothing (DNS rebinding)."""
    port = own.address.rpartition(":")[2]
    for host in FOREIGN_HOSTS:
        for method, path in calls:
            headers = {"Host": host.format(port=port)} | key(own.password)
            assert refused(client.request(method, path, headers=headers), 421), (method, path)


def test_pages_are_shown_to_their_own_origin_only(own: Server, client: httpx.Client) -> None:
    """The files of the pages hold no data; foreign pages and hosts get not even those."""
    for path in ("/", "/ui-settings"):
        assert client.get(path, follow_redirects=True).status_code in (200, 404)
        assert refused(client.get(path, headers={"Origin": "http://evil.example"}), 403)
        assert refused(client.get(path, headers={"Host": "evil.example"}), 421)
        assert refused(client.post(path), 401)
    assert client.get("/ui-settings").json()["auth"] == "BASIC"
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert refused(client.get(path), 401)


def sockets() -> list[str]:
    """List the paths of Prefect's websockets, from its routers."""
    from fastapi.routing import APIWebSocketRoute
    from prefect.server.api.server import API_ROUTERS

    return [
        "/api" + re.sub(r"\{[^}]*\}", "any", route.path)
        for router in API_ROUTERS
        for route in router.routes
        if isinstance(route, APIWebSocketRoute)
    ]


def opened(own: Server, path: str, host: str | None = None, **given: Any) -> ClientConnection:
    """Open a websocket at the server, whatever it is called."""
    place = own.address.removeprefix("http://")
    name, _, port = place.partition(":")
    given = {"subprotocols": ["prefect"], "proxy": None} | given
    wire = socket.create_connection((name, int(port)), timeout=30)
    return connect(f"ws://{host or place}{path}", sock=wire, **given)


def test_websockets_are_refused_like_calls(own: Server) -> None:
    """None opens to a foreign page or host, and without the password none says anything."""
    assert len(sockets()) >= 4
    for path in sockets():
        for foreign in (
            {"origin": "http://evil.example"},
            {"origin": "null"},
            {"host": "evil.example"},
            {"subprotocols": None},
        ):
            headers = key(own.password)
            with pytest.raises((InvalidHandshake, InvalidMessage)):
                opened(own, path, additional_headers=headers, **foreign)
        for first in ('{"type": "auth"}', '{"type": "auth", "token": "guess"}', '{"type": "x"}'):
            with opened(own, path) as wire:
                wire.send(first)
                with pytest.raises(ConnectionClosed) as end:
                    wire.recv(timeout=30)
            assert end.value.rcvd is not None
            assert end.value.rcvd.code == 1008


def test_a_websocket_opens_to_the_password(own: Server) -> None:
    """With the password in its first message, from the server's own pages or a program."""
    for origin in (None, own.address):
        with opened(own, "/api/events/in", origin=origin) as wire:
            wire.send(f'{{"type": "auth", "token": "{own.password}"}}')
            assert wire.recv(timeout=30) == '{"type":"auth_success"}'


def test_prefects_folder_is_its_owners_alone(own: Server) -> None:
    """Neither its database nor its log can be read by another user of the machine."""
    import os

    home = Path(os.environ["PREFECT_HOME"])
    found = [home, *home.rglob("*")]
    assert home / "prefect.db" in found
    assert not [path for path in found if path.stat().st_mode & 0o077]
