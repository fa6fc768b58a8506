"""Start the dashboard on this machine."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from transforms.errors import UsageError

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"
PORT = 8501
OPTIONS = (
    ("browser.gatherUsageStats", "false"),
    ("browser.serverAddress", ADDRESS),
    ("client.showErrorDetails", "none"),
    ("client.showErrorLinks", "false"),
    ("client.toolbarMode", "minimal"),
    ("global.developmentMode", "false"),
    ("logger.hideWelcomeMessage", "true"),
    ("server.address", ADDRESS),
    ("server.allowedHosts", ADDRESS),
    ("server.allowedHosts", "localhost"),
    ("server.enableCORS", "true"),
    ("server.enableXsrfProtection", "true"),
    ("server.fileWatcherType", "none"),
    ("server.showEmailPrompt", "false"),
    ("theme.base", str(HERE / "theme.toml")),
)


class PortTaken(UsageError):
    """Something else listens on the port that was asked for."""


def serve(warehouse: Path, port: int | None, open_browser: bool) -> None:
    """Serve the dashboard of a published file until it is stopped.

    It listens on this machine only and asks nothing of any other. Without a port it takes 8501
    or, if that is taken, any free one. The file need not be there yet. Raises PortTaken.
    """
    chosen = _free_port(port)
    sys.stdout.write(f"Onrecord is at http://{ADDRESS}:{chosen} (Ctrl+C stops it).\n")
    sys.stdout.flush()
    os.environ.setdefault("DO_NOT_TRACK", "1")
    from streamlit.web.cli import main  # takes a second: only once it is needed

    headless = str(not open_browser).lower()
    options = (*OPTIONS, ("server.port", str(chosen)), ("server.headless", headless))
    flags = [f"--{name}={value}" for name, value in options]
    main(
        ["run", str(HERE / "app.py"), *flags, "--", str(warehouse.absolute())],
        standalone_mode=False,
    )


def _free_port(port: int | None) -> int:
    for candidate in [port] if port else [PORT, 0]:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PortTaken(
        f"Port {port} of {ADDRESS} is taken: stop what listens there, or choose another."
    )
