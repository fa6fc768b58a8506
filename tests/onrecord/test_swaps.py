"""People read on while runs publish."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from flows.direct import ingest
from flows.settings import load
from tests.onrecord.dashboard_browser import dashboard, reading

POLLING = """
import json, sys, time
from pathlib import Path
from warehouse.query import Warehouse

warehouse, seen, errors, asked = Warehouse(Path(sys.argv[1])), [], [], 0
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    try:
        count = warehouse.rows("select count(*) from documents").rows[0][0]
        quoted = warehouse.rows("select count(distinct document_id) from quotes").rows[0][0]
        asked += 1
        if seen[-1:] != [count]:
            seen.append(count)
    except Exception as error:
        errors.append(repr(error))
print(json.dumps({"seen": seen, "errors": errors, "asked": asked}))
"""
"""A process that asks without a pause until a file tells it to stop."""


@pytest.mark.prove
@pytest.mark.browser
def test_readers_see_no_error_while_ten_runs_publish(
    shared_workers: None, context: BrowserContext, tmp_path: Path
) -> None:
    """A reader process and an open page see every state whole, and end on the newest."""
    folder, stop = tmp_path / "news", tmp_path / "stop"
    folder.mkdir()
    settings = load(data=tmp_path / "data")
    _write(folder, 0)
    ingest([str(folder)], settings)
    command = [sys.executable, "-c", POLLING, str(settings.warehouse), str(stop)]
    with (
        dashboard(settings.warehouse, tmp_path / "dashboard.log") as address,
        reading(context, address) as reader,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as poller,
    ):
        page = reader.open()
        for number in range(1, 11):
            _write(folder, number)
            ingest([str(folder)], settings)
        expect(page.get_by_text("11 documents").first).to_be_visible()
        stop.touch()
        output, _ = poller.communicate(timeout=60)
    found = json.loads(output.splitlines()[-1])
    assert found["errors"] == []
    assert found["asked"] > 10
    assert found["seen"] == sorted(found["seen"])
    assert found["seen"][-1] == 11


def _write(folder: Path, number: int) -> None:
    text = f"Report {number}\n\nMayor Ada Lund said that bridge {number} would open in May."
    (folder / f"{number}.txt").write_text(text)
