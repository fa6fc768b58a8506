"""What the dashboard is served with."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.dashboard.serve import GRACE, OPTIONS, NoAddress, PortTaken, serve

STUCK = """
import signal, time
signal.signal(signal.SIGTERM, lambda *_: None)
from onrecord.dashboard.serve import _end_in_time
_end_in_time()
print(flush=True)
while True:
    time.sleep(1)
"""


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    """A port on which something listens is refused at once, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is taken: .* choose"):
            serve(tmp_path / "onrecord.duckdb", port, open_browser=False)


@pytest.mark.parametrize("host", ["no.such.name.invalid", "192.0.2.77"])
def test_an_address_of_nobody_is_a_sentence(tmp_path: Path, host: str) -> None:
    """An address that is none of this machine's is refused at once, with what to do."""
    with pytest.raises(NoAddress, match=f"{host}.* leave --host out"):
        serve(tmp_path / "onrecord.duckdb", None, open_browser=False, host=host)


def test_it_ends_though_a_page_does_not() -> None:
    """A server that waits for a page that never says goodbye leaves all the same."""
    with subprocess.Popen([sys.executable, "-c", STUCK], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.terminate()
        assert process.wait(timeout=20 * GRACE) == 128 + signal.SIGTERM


def test_nothing_is_told_to_others() -> None:
    """Statistics, messages with code in them, and Streamlit's own extras are off."""
    assert OPTIONS["browser.gatherUsageStats"] is False
    assert OPTIONS["client.showErrorDetails"] == "none"
    assert OPTIONS["server.enableAgentApi"] is False
    assert OPTIONS["server.enableStaticServing"] is False


def test_styles_fetch_nothing() -> None:
    """Neither the style sheet, the theme nor the script names an address."""
    here = Path(serve.__code__.co_filename).parent
    for name in ("style.css", "theme.toml", "behaviour.js"):
        assert not re.search(r"https?:|//\w|@import|url\(", (here / name).read_text("utf-8"))
