"""Run a command and measure what it and all processes it starts have used."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

EVERY = 0.05
"""Seconds between two looks at the processes."""
STEP = 1.01
"""Shared memory is told apart, which is dear, whenever the resident sum has grown this much."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run of a command has used."""

    wall: float
    cpu: float
    peak: int
    memory: str


class CommandFailed(RuntimeError):
    """The command that was to be measured ended with an error."""


def measure(command: list[str], log: Path) -> Usage:
    """Run a command to its end and return what its process tree used; output goes to `log`.

    CPU seconds are the larger of two counts: what the kernel adds up over processes that were
    waited for, and the last reading of every process seen, which knows orphans as well.
    """
    watch = Watch()
    with log.open("wb") as out:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        root = psutil.Process(child.pid)
        while not (ended := os.wait4(child.pid, os.WNOHANG))[0]:
            watch.look(root)
            time.sleep(EVERY)
        wall = time.perf_counter() - started
    _, status, used = ended
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:]
        raise CommandFailed(f"{' '.join(command)} ended with {child.returncode}:\n{tail}")
    cpu = max(used.ru_utime + used.ru_stime, sum(watch.cpu.values()))
    return Usage(wall, cpu, watch.peak, watch.memory)


@dataclass(slots=True)
class Watch:
    """The highest memory and the CPU seconds of a process tree, seen from outside."""

    peak: int = 0
    memory: str = "PSS"
    cpu: dict[tuple[int, float], float] = field(default_factory=dict)
    _resident: int = 0

    def look(self, root: psutil.Process) -> None:
        """Take one reading of a process and its descendants."""
        try:
            tree = [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        resident, alive = 0, []
        for process in tree:
            try:
                times = process.cpu_times()
                resident += process.memory_info().rss
                self.cpu[process.pid, process.create_time()] = times.user + times.system
                alive.append(process)
            except psutil.NoSuchProcess:
                continue
        if resident > self._resident * STEP:
            self._resident = resident
            self.peak = max(self.peak, self._own(alive, resident))

    def _own(self, processes: list[psutil.Process], resident: int) -> int:
        """Add up memory, each shared page divided among those who share it, where readable."""
        if self.memory == "RSS":
            return resident
        total = 0
        for process in processes:
            try:
                total += process.memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
            except (psutil.AccessDenied, AttributeError):
                self.memory = "RSS"
                return resident
        return total
