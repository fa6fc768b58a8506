"""Apply the corrections of people to what is there, and publish: no document is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flows.fingerprint import Fingerprint
from flows.gazetteer import gazetteer
from flows.settings import Settings
from flows.stages import begun, ended
from transforms.tables import Run
from warehouse import overrides, publication
from warehouse.build import Build
from warehouse.history import made_by
from warehouse.lake import Lake
from warehouse.publish import publish


def correct(settings: Settings) -> Run:
    """Resolve, correct, index, check and publish; say what was done.

    What an interrupted run left in the lake comes in with it. Raises BuildBusy while a run owns
    the build: that one, or the next, applies the corrections.
    """
    with Build(settings.build) as build:
        made = Fingerprint(*made_by(build))
        run = begun(datetime.now(UTC), "correction", made, build.next_run())
        build.start_run(run, publication.run_shown(settings.warehouse))
        try:
            build.load(Lake(settings.lake))
            build.resolve(overrides.read(settings.overrides), gazetteer(settings))
            build.index()
            outcome = build.check(run.run_id)
            run = ended(replace(run, status="published"))
            publish(build, settings.warehouse, run, outcome)
        except BaseException:
            build.finish_run(ended(replace(run, status="failed")))
            raise
        return run
