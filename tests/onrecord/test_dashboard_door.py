"""Who gets into the dashboard: asked by raw requests, by raw websockets and by a real browser."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES
from tests.onrecord.dashboard_browser import command

pytestmark = pytest.mark.browser

WORD = "correct horse battery staple"
ROUTES = [
    "/", "/index.html", "/anything?document=x", "/_stcore/health", "/_stcore/host-config",
    "/_stcore/agent/openapi.json", "/_stcore/metrics", "/media/0123.csv", "/component/x/y.js",
    "/static/js/", "/favicon.png", "/_stcore/upload_file/a/b",
]  # fmt: skip
STREAM = "/_stcore/stream"
LISTEN = """
(address) => new Promise((told) => {
  const socket = new WebSocket(address, ["streamlit"]);
  socket.onopen = () => told("open");
  socket.onerror = () => told("refused");
})
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an archive; give its folder."""
    folder = tmp_path_factory.mktemp("door")
    published(folder, ARTICLES)
    return folder


@pytest.fixture(scope="module")
def at_home(data: Path) -> Iterator[str]:
    """Serve it to this machine."""
    with command(data, data / "home.log") as address:
        yield address


@pytest.fixture(scope="module")
def abroad(data: Path) -> Iterator[str]:
    """Serve it on every address."""
    with command(data, data / "abroad.log", "--host", "0.0.0.0") as address:  # noqa: S104
        yield address


@pytest.fixture(scope="module")
def link(data: Path, abroad: str) -> str:
    """Read the token from the printed link, as a path."""
    printed = re.search(r"http://\S+/(\?token=\S+)", (data / "abroad.log").read_text())
    assert printed
    return f"/{printed[1]}"


def ask(
    address: str, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Send one request; give status, headers and text of the answer."""
    with_port = urlsplit(address).netloc
    connection = http.client.HTTPConnection(with_port, timeout=60)
    try:
        connection.request(method, path, headers={"Host": with_port} | headers)
        answer = connection.getresponse()
        heads = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, heads, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def stream(address: str, origin: str | None, **headers: str) -> int:
    """Open the websocket; give 101, or the status of the refusal."""
    place = address.replace("http", "ws") + STREAM
    try:
        with connect(place, origin=origin, additional_headers=headers, open_timeout=60):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def port(address: str) -> int:
    """Give the port of an address."""
    return urlsplit(address).port or 80


def test_the_own_page_is_let_in(at_home: str) -> None:
    """On this machine alone nobody is asked for anything, under either of its names."""
    assert ask(at_home)[0] == 200
    assert ask(at_home, Host=f"localhost:{port(at_home)}")[0] == 200
    assert ask(at_home, "/_stcore/health", Origin=at_home)[0] == 200
    assert stream(at_home, at_home) == 101


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
@pytest.mark.parametrize("path", ROUTES)
def test_a_foreign_name_is_refused(at_home: str, path: str, host: str) -> None:
    """A name that was made to point here opens nothing: no page, no file, no health."""
    status, _, text = ask(at_home, path, Host=host)
    assert status == 403
    assert "answers to 127.0.0.1 and localhost only" in text


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example", "http://localhost:9999", "http://127.0.0.1:9999", "null",
        "http://localhost", "http://127.0.0.1", "https://127.0.0.1:{port}",
        "http://localhost:{port}", "http://127.0.0.1:{port}.evil.example",
        "http://evil.example/127.0.0.1:{port}",
    ],
)  # fmt: skip
def test_a_foreign_origin_is_refused(at_home: str, origin: str) -> None:
    """Scheme, host and port of the page must be the dashboard's: for websockets and requests."""
    foreign = origin.format(port=port(at_home))
    assert stream(at_home, foreign) == 403
    status, headers, _ = ask(at_home, "/_stcore/health", Origin=foreign)
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_websocket_without_origin_is_refused(at_home: str) -> None:
    """Every browser names the origin of a websocket, so that who does not is none."""
    assert stream(at_home, None) == 403


def test_a_websocket_under_a_foreign_name_is_refused(at_home: str, tmp_path: Path) -> None:
    """An origin that agrees with the name does not help where the name is foreign."""
    key = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Host": "evil.example"}
    assert ask(at_home, STREAM, **key, Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_without_the_token_every_route_refuses(abroad: str, path: str, method: str) -> None:
    """Whatever is asked for, and however: 401, and a sentence that says what to do."""
    status, headers, text = ask(abroad, path, method)
    assert status == 401
    assert headers["cache-control"] == "no-store"
    assert method == "HEAD" or "Use the link that <code>onrecord dashboard</code>" in text


@pytest.mark.parametrize("wrong", ["", "x", "%C3%A9", "%00", "%ff", "A" * 43, "token"])
def test_a_wrong_token_is_refused(abroad: str, wrong: str, link: str) -> None:
    """A token that is none, or nearly the right one, or two of them, is refused."""
    assert ask(abroad, f"/?token={wrong}")[0] == 401
    assert ask(abroad, link[:-1])[0] == 401
    assert ask(abroad, f"{link}&token={wrong}")[0] == 401
    name = f"onrecord-{port(abroad)}"
    assert ask(abroad, Cookie=f"{name}={wrong}")[0] == 401
    assert ask(abroad, Cookie=f"{name}={link.partition('=')[2]}")[0] == 401
    assert stream(abroad, abroad, Cookie=f"{name}={wrong}") == 401
    assert stream(abroad, abroad) == 401


def test_the_right_token_becomes_a_cookie(abroad: str, link: str) -> None:
    """The token leaves the address, the place that was asked for stays, the cookie opens all."""
    status, headers, _ = ask(abroad, f"{link}&document=a%26b&quote=%C3%A9")
    assert status == 303
    assert headers["location"] == "/?document=a%26b&quote=%C3%A9"
    cookie, *attributes = headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(attributes)
    assert link.partition("=")[2] not in cookie
    assert ask(abroad, Cookie=cookie)[0] == 200
    assert ask(abroad, "/_stcore/health", Cookie=cookie)[0] == 200
    assert stream(abroad, abroad, Cookie=cookie) == 101
    assert stream(abroad, "http://evil.example", Cookie=cookie) == 403
    assert stream(abroad, None, Cookie=cookie) == 403


def test_the_link_leads_nowhere_else(abroad: str, link: str) -> None:
    """A path that looks like another site's address does not become one."""
    assert ask(abroad, f"//evil.example/{link}")[1]["location"] == "/"


def test_each_start_has_a_token_of_its_own(data: Path, link: str, tmp_path: Path) -> None:
    """The token of one start opens no other."""
    with command(data, tmp_path / "log", "--host", "0.0.0.0") as address:  # noqa: S104
        assert ask(address, link)[0] == 401


def test_a_token_of_ones_own(data: Path, tmp_path: Path) -> None:
    """A token that was chosen is asked for on this machine, too, and under any name."""
    with command(data, tmp_path / "log", token=WORD) as address:
        assert ask(address)[0] == 401
        assert ask(address, f"/?token={WORD.replace(' ', '+')}", Host="news.example")[0] == 303
        assert WORD.replace(" ", "+") in (tmp_path / "log").read_text()


def test_answers_tell_browsers_to_be_careful(at_home: str, abroad: str) -> None:
    """Pages, refusals and files forbid frames, guesses of their type, and other sites' scripts."""
    for status, headers, _ in (ask(at_home), ask(abroad), ask(at_home, "/favicon.png")):
        policy = headers["content-security-policy"]
        assert status in (200, 401)
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy.partition("style-src")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def _watched(browser: Browser) -> tuple[Page, list[str]]:
    page = browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"raised: {error}"))
    return page, said


def test_a_browser_comes_in_by_the_link(browser: Browser, abroad: str, link: str) -> None:
    """Without the link a calm page, with it the dashboard, and the address bar forgets the token.

    Scripts and the websocket work under the policy: nothing is blocked.
    """
    page, said = _watched(browser)
    page.goto(abroad)
    assert page.locator("h1").text_content() == "This dashboard opens with its link"
    page.goto(f"{abroad}{link}&words=walked")
    page.wait_for_selector(".quotes")
    assert "token" not in page.url
    assert page.url.endswith("?words=walked")
    assert page.evaluate("document.cookie").find("onrecord") == -1
    page.reload()
    page.wait_for_selector(".quotes")
    assert not [line for line in said if "Content Security" in line or line.startswith("raised: ")]
    page.context.close()


def test_a_page_of_another_port_opens_nothing(browser: Browser, at_home: str, data: Path) -> None:
    """A page of another port of this machine cannot open the websocket; our own page can."""
    page, _ = _watched(browser)
    page.goto(at_home)
    page.wait_for_selector(".quotes")
    own = at_home.replace("http", "ws") + STREAM
    assert page.evaluate(LISTEN, own) == "open"
    page.route("http://localhost:9999/", lambda route: route.fulfill(body="<p>Hello</p>"))
    page.goto("http://localhost:9999/")
    assert page.evaluate(LISTEN, own) == "refused"
    assert page.evaluate(LISTEN, own.replace("127.0.0.1", "localhost")) == "refused"
    page.context.close()


def test_a_script_in_the_page_does_not_run(browser: Browser, at_home: str) -> None:
    """Markup that got into a page all the same runs nothing and fetches nothing."""
    page, said = _watched(browser)
    page.goto(at_home)
    page.wait_for_selector(".quotes")
    page.evaluate(
        """() => {
          const range = document.createRange();
          const html = "<script>window.owned = 1</script><img src=x onerror='window.owned = 2'>"
            + "<img src='http://evil.example/x.png'>";
          document.body.append(range.createContextualFragment(html));
        }"""
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.owned") is None
    assert any("http://evil.example/x.png" in line for line in said)
    page.context.close()
