"""Look after a data folder: whether it is as it was written, and that its files stay few."""

from __future__ import annotations

from flows.settings import Settings
from flows.stages import tell
from warehouse import compact as compacting
from warehouse import verify as verifying
from warehouse.build import Build
from warehouse.compact import Compacted
from warehouse.findings import Finding
from warehouse.lake import Lake

HOUR = 3600


def verify(settings: Settings, *, is_full: bool) -> list[Finding]:
    """Say what is not as it was written, and what to do. Raises BuildBusy while a run works."""
    lake = Lake(settings.lake)
    return verifying.verify(settings.build, lake, settings.warehouse, is_full=is_full)


def compact(settings: Settings) -> Compacted:
    """Pack the lake's small files into few. Raises BuildBusy while a run is at work.

    The rows stay as they are, so nothing is published anew.
    """
    with Build(settings.build) as build:
        lake = Lake(settings.lake)
        tell(build.heal(lake))
        return compacting.compact(lake, settings.compact_grace_hours * HOUR)
