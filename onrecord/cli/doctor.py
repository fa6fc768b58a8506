"""The command that looks over an installation and a data folder: doctor."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from onrecord.cli.failures import FAILED, expected
from onrecord.cli.listing import AsJson, out
from onrecord.cli.place import Data
from onrecord.visible import escaped

if TYPE_CHECKING:
    from warehouse.findings import Finding

STYLES = {"ok": "green", "look": "yellow", "wrong": "bold red"}


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(doctor)


def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Look over the installation and the data folder, and say what to do; nothing is changed.

    `ok` is as it should be, `look` works, `wrong` does not, and then the exit code is 1.

    Example: `onrecord doctor`
    """
    with expected():
        found = list(_findings(data))
    if as_json:
        rows = [one._asdict() for one in found]
        sys.stdout.write(escaped(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n")
    else:
        for one in found:
            out.print(_told(one), soft_wrap=True)
    if any(one.mark == "wrong" for one in found):
        raise typer.Exit(FAILED)


def _findings(data: Path | None) -> Iterator[Finding]:
    """Look at everything; where the settings cannot be used, at what needs none."""
    from flows import health
    from flows.settings import SettingsError, load
    from warehouse.findings import wrong

    try:
        settings = load(data=data)
    except SettingsError as error:
        yield from health.installation()
        yield wrong("settings", str(error), "correct them, and the rest is looked at")
        return
    yield from health.findings(settings)


def _told(one: Finding) -> Text:
    text = Text.assemble((f"{one.mark:<6}", STYLES[one.mark]), (f"{one.subject}: ", "bold"))
    text.append(one.told)
    return text.append(f". {one.remedy[:1].upper()}{one.remedy[1:]}." if one.remedy else ".")
