"""The dashboard is served to this machine only."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from onrecord.dashboard.serve import OPTIONS, PortTaken, serve


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    """A port on which something listens is refused at once, with what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is taken: .* choose"):
            serve(tmp_path / "onrecord.duckdb", port, open_browser=False)


def test_nothing_is_told_to_others() -> None:
    """Statistics are off, and only requests that name this machine are answered."""
    options = set(OPTIONS)
    assert ("browser.gatherUsageStats", "false") in options
    assert ("server.address", "127.0.0.1") in options
    assert {host for name, host in OPTIONS if name == "server.allowedHosts"} == {
        "127.0.0.1",
        "localhost",
    }


def test_styles_fetch_nothing() -> None:
    """Neither the style sheet, the theme nor the script names an address."""
    here = Path(serve.__code__.co_filename).parent
    for name in ("style.css", "theme.toml", "behaviour.js"):
        assert not re.search(r"https?:|//\w|@import|url\(", (here / name).read_text("utf-8"))
