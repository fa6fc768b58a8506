"""The command that tells why a quote stands as it does: explain."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.failures import expected
from onrecord.cli.place import Data, warehouse
from onrecord.cli.reasons import show_explanation
from onrecord.visible import escaped

if TYPE_CHECKING:
    from flows.explaining import Explained


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(explain)


def explain(
    quote: Annotated[
        str, typer.Argument(help="Its id, or the beginning of it, as `onrecord show` gives them.")
    ],
    features: Annotated[
        int, typer.Option(min=0, help="Most features shown of a candidate; 0 for all.")
    ] = 5,
    data: Data = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object: all of it.")
    ] = False,
) -> None:
    """Tell why a quote stands as it does: how its words were found, and who was found to say them.

    The stored text of its document is analysed once more, as a run does it.

    Example: `onrecord explain 2f9c41d0`
    """
    with expected("Stopped."):
        from flows.explaining import explained
        from flows.settings import load

        found = explained(warehouse(data), quote, load(data=data))
        if as_json:
            sys.stdout.write(f"{escaped(_written(found))}\n")
        else:
            show_explanation(found, features or None)


def _written(found: Explained) -> str:
    """Write an explanation as JSON, with what the tables say now."""
    quote = found.quote
    told = asdict(found.explanation) | {
        "source_path": quote["source_path"],
        "title": quote["title"],
        "speaker": quote["speaker"],
        "is_speaker_curated": quote["is_curated"],
        "is_outdated": found.is_outdated,
    }
    return json.dumps(told, default=str, ensure_ascii=False, indent=1)
