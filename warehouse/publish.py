"""Publish the build: check it, copy it, swap it in."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from transforms.errors import ExpectedError
from transforms.tables import Check, Run
from warehouse.aside import written_aside
from warehouse.build import Build
from warehouse.publication import forget_journal, note
from warehouse.reader import twin


class ChecksFailed(ExpectedError):
    """Claims about the tables do not hold, so nothing was published."""

    def __init__(self, failed: list[Check], target: Path) -> None:
        self.failed = failed
        named = ", ".join(f"{check.name} ({check.observed})" for check in failed)
        super().__init__(
            f"{target} was not replaced, since these checks found counterexamples: {named}. "
            "Each is a file in warehouse/checks/ whose SQL selects them from the build."
        )


def publish(
    build: Build, target: Path, run: Run | None = None, outcome: list[Check] | None = None
) -> list[Check]:
    """Check the build and swap copies of it onto `target` and its twin; give the checks' outcome.

    The files say inside what they show. `outcome` is that of checks made since the build last
    changed; without it they are made now. `run` is recorded as given once they have passed, so
    that the published file shows its own run. Raises ChecksFailed, or DiskError: the files that
    were there before then stay.
    """
    if outcome is None:
        outcome = build.check(run.run_id if run else "")
    failed = [check for check in outcome if check.severity == "error" and not check.is_passed]
    if failed:
        raise ChecksFailed(failed, target)
    if run is not None:
        build.finish_run(run)
    published_at = time.time_ns()
    note(build.con, published_at)
    build.checkpoint()
    for path in (twin(target), target):
        with written_aside(path) as copy:
            shutil.copyfile(build.path, copy)
            os.utime(copy, ns=(published_at, published_at))
            forget_journal(path)
    return outcome
