"""Start the dashboard as people do, and look at it with a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket, sync_playwright

START = """
import sys
from pathlib import Path
from onrecord.dashboard.serve import serve
serve(Path(sys.argv[1]), int(sys.argv[2]), open_browser=False)
"""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60.0  # seconds: a test machine may be busy
LOCAL = ("127.0.0.1", "")


@contextmanager
def dashboard(warehouse: Path, log: Path) -> Iterator[str]:
    """Serve a warehouse on a free port; give its address, and stop the process at the end."""
    port = _free_port()
    with _started([sys.executable, "-c", START, str(warehouse), str(port)], port, log) as address:
        yield address


@contextmanager
def command(data: Path, log: Path, *words: str, token: str | None = None) -> Iterator[str]:
    """Give `onrecord dashboard` as people do; what it prints stands in the log."""
    port = _free_port()
    asked = ["dashboard", "--data", str(data), "--no-browser", "--port", str(port), *words]
    with _started([sys.executable, "-m", "onrecord", *asked], port, log, token) as address:
        yield address


@contextmanager
def _started(words: list[str], port: int, log: Path, token: str | None = None) -> Iterator[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    if token:
        environment["ONRECORD_DASHBOARD_TOKEN"] = token
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, env=environment)
        try:
            _answers(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:  # seen once in thousands, after all had been shown
                process.kill()
                process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Reader:
    """A person with a page of their own; what it asks of other machines is written down."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._note)
        page.on("websocket", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(PATIENCE * 1000)

    def open(self, place: str = "") -> Page:
        """Open a place of the dashboard and wait until it shows something."""
        self.page.goto(f"{self.address}/{place}")
        self.page.wait_for_selector(".quotes, .article, .entities, .card, .state, .nothing")
        return self.page

    def _note(self, request: Request | WebSocket) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            self.outside.append(request.url)


@contextmanager
def reading(context: BrowserContext, address: str) -> Iterator[Reader]:
    """Let a person read; afterwards nobody has seen an error or asked another machine."""
    reader = Reader(context.new_page(), address)
    yield reader
    assert reader.outside == []
    assert reader.errors == []
    assert reader.page.locator("[data-testid=stException]").count() == 0
    reader.page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:  # it listens, and asks for a token
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"The dashboard did not start:\n{log.read_text(encoding='utf-8')}")
