"""An installation that is looked over says what is wrong with it, and what to do."""

from __future__ import annotations

import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import health
from flows.settings import load
from warehouse.findings import Finding, Mark

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"


def package(folder: Path, name: str, version: str, record: str = "") -> None:
    """Install a package that is only its description."""
    described = folder / f"{name}-{version}.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text(METADATA.format(name=name, version=version))
    (described / "RECORD").write_text(record)


def amiss(found: Iterator[Finding]) -> list[Finding]:
    """Give what is not as it should be."""
    return [one for one in found if one.mark is not Mark.ok]


def test_this_installation_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests run, Python, packages, model and settings are as they should be."""
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    found = list(health.findings(load(data=tmp_path / "data")))
    assert not [one for one in found if one.mark is Mark.wrong]
    assert [one.subject for one in found if one.mark is Mark.ok] == [
        "Python", "packages", "language model", "settings", "Prefect",
    ]  # fmt: skip


def test_another_python_is_told() -> None:
    """A Python that Onrecord does not run on is named, with the one it needs."""
    assert health.python("3.12.1", ">=3.11").mark is Mark.ok
    found = health.python("3.9.2", ">=3.11")
    assert found.mark is Mark.wrong
    assert "3.9.2 where >=3.11 is needed" in found.told


def test_a_package_of_another_version_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package outside the range that Onrecord asks for is named with both versions."""
    package(tmp_path, "duckdb", "1.5.5")
    monkeypatch.syspath_prepend(tmp_path)
    [found] = amiss(health.installation())
    assert found.mark is Mark.wrong
    assert "duckdb 1.5.5 (<3,>=2.0)" in found.told
    assert "make .venv/product" in found.remedy


def test_a_version_that_was_not_tested_is_told(tmp_path: Path) -> None:
    """Versions other than those that were tested together work, and are named."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "duckdb==1.5.5 \\\n    --hash=sha256:00\nno-such-package==1.0\n"
        "async-none==5.0 ; python_full_version < '3.2' \\\n    --hash=sha256:00\n"
    )
    [found] = amiss(health.installation(lock))
    assert found.mark is Mark.look
    assert "duckdb 2" in found.told
    assert "no-such-package is missing (==1.0)" in found.told
    assert "async-none" not in found.told


def test_an_onrecord_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from a folder, without its package, nothing says what it asks for."""
    monkeypatch.setattr(health, "PRODUCT", "onrecord-that-is-not-there")
    [found] = health.installation()
    assert found.mark is Mark.look
    assert "not installed" in found.told


@pytest.mark.parametrize("name", ["en_core_web_none", ""])
def test_a_missing_model_is_told(name: str) -> None:
    """A language model that is not there is named, with the setting that chooses it."""
    found = health.model(name)
    assert found.mark is Mark.wrong
    assert "`pipeline`" in found.remedy


def test_damaged_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not those of the package's record are named, and so are missing ones."""
    digest = urlsafe_b64encode(sha256(b"weights").digest()).decode().rstrip("=")
    package(tmp_path, "tiny_model", "1.0", f"tiny_model/weights.bin,sha256={digest},7\n")
    weights = tmp_path / "tiny_model" / "weights.bin"
    weights.parent.mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    for content, mark in ((b"weights", Mark.ok), (b"weightz", Mark.wrong), (None, Mark.wrong)):
        weights.unlink(missing_ok=True)
        if content is not None:
            weights.write_bytes(content)
        found = health.model("tiny_model")
        assert found.mark is mark
        assert mark is Mark.ok or "tiny_model/weights.bin" in found.told


def test_a_variable_that_is_no_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that is misspelt in the environment is ignored by all but this."""
    monkeypatch.setenv("ONRECORD_PROCESES", "4")
    [found] = health.variables()
    assert found.mark is Mark.look
    assert "Is it ONRECORD_PROCESSES?".lower() in found.remedy.lower()


@pytest.fixture
def server() -> Iterator[str]:
    """Answer every question with 401."""

    class Closed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Closed) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/api"
        listening.shutdown()


def test_a_prefect_server_is_asked(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is configured must be there, with or without a password."""
    monkeypatch.setenv("PREFECT_API_URL", server)
    assert health.prefect(load(data=tmp_path)).mark is Mark.ok
    for address in ("http://127.0.0.1:9/api", "nonsense", "http://[::1"):
        monkeypatch.setenv("PREFECT_API_URL", address)
        found = health.prefect(load(data=tmp_path))
        assert found.mark is Mark.wrong
        assert address in found.told
        assert "--direct" in found.remedy
