"""Derive the tables from what the lake holds, and publish: no document is read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from flows.fingerprint import Fingerprint
from flows.gazetteer import gazetteer
from flows.progress import listener
from flows.settings import Settings
from flows.stages import begun, ended, tell
from transforms.tables import Run
from warehouse import overrides, publication
from warehouse.build import Build
from warehouse.history import made_by
from warehouse.lake import Lake
from warehouse.publish import publish


def correct(settings: Settings) -> Run:
    """Apply the corrections of people to what is there, and publish; say what was done.

    What an interrupted run left in the lake comes in with it. Raises BuildBusy while a run owns
    the build: that one, or the next, applies the corrections.
    """
    with Build(settings.build) as build:
        return _published(build, settings, "correction")


def rebuild(settings: Settings) -> Run:
    """Make all tables anew from the lake alone, and publish; say what was done.

    Killed anywhere, the next run goes on from there. Raises BuildBusy while a run owns the build.
    """
    with Build(settings.build) as build:
        with suppress(duckdb.Error):  # a damaged build cannot say what the log does not know
            build.keep_runs(Lake(settings.lake))
        build.start_over()
        return _published(build, settings, "rebuild")


def _published(build: Build, settings: Settings, trigger: str) -> Run:
    """Load, resolve, correct, index, check and publish."""
    lake = Lake(settings.lake)
    listener().stage("Loading the lake")
    tell(build.heal(lake))
    build.load(lake)
    run = begun(datetime.now(UTC), trigger, Fingerprint(*made_by(build)), build.next_run())
    build.start_run(run, publication.run_shown(settings.warehouse))
    try:
        listener().stage("Building the tables")
        build.resolve(overrides.read(settings.overrides), gazetteer(settings))
        build.index()
        listener().stage("Checking the tables")
        outcome = build.check(run.run_id)
        listener().stage("Publishing")
        run = ended(replace(run, status="published"))
        publish(build, settings.warehouse, run, outcome)
    except BaseException:
        build.finish_run(ended(replace(run, status="failed")))
        raise
    finally:
        build.keep_runs(lake)
    return run
