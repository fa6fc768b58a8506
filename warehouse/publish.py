"""Publish the build: check it, copy it, swap it in."""

from __future__ import annotations

import shutil
from pathlib import Path

from transforms.errors import ExpectedError
from transforms.tables import Check, Run
from warehouse.aside import written_aside
from warehouse.build import Build


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
    """Check the build and swap a copy of it onto `target`; give the outcome of the checks.

    `outcome` is that of checks made since the build last changed; without it they are made now.
    `run` is recorded as given once they have passed, so that the published file tells of its
    own run. Raises ChecksFailed, or DiskError: the file that was there before then stays.
    """
    if outcome is None:
        outcome = build.check(run.run_id if run else "")
    failed = [check for check in outcome if check.severity == "error" and not check.is_passed]
    if failed:
        raise ChecksFailed(failed, target)
    if run is not None:
        build.finish_run(run)
    build.checkpoint()
    with written_aside(target) as copy:
        shutil.copyfile(build.path, copy)
    return outcome
